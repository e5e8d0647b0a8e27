"""One self-evaluation written in the layout that another system imports."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from ziping.checks.finding import Finding
from ziping.domain.indicators import levels_of
from ziping.domain.model import EMPTY, Entry, FundRow, SelfEvaluation, Workbook
from ziping.domain.scoring import score_form
from ziping.domain.standard import Standard
from ziping.errors import ZipingError
from ziping.forms.layout import lines
from ziping.submitting.indicatorvalues import Value, indicator_row
from ziping.submitting.layouts import FieldsPart, FundsPart, IndicatorsPart, LayoutSpec
from ziping.submitting.problem import Problem
from ziping.submitting.result import Submission

_KINDS = {"project": "项目支出", "department": "部门整体支出"}
_NOTES = "导出说明"
_WIDTH = 10.0
_LINE, _PADDING, _HIGHEST = 15.0, 6.0, 400.0
"""Points of a line, of the room around it, and of the highest row that is drawn."""
_FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True, "border": 1}

Cells = dict[tuple[int, int], Value]


def export(
    book: Workbook, rules: dict[str, Standard], layout: LayoutSpec, findings: Sequence[Finding], sheet: str | None,
    *, force: bool,
) -> Submission:  # fmt: skip
    """The form of ``book`` that ``layout`` is for, or the one on ``sheet``, as the system imports it. ``rules`` are the
    standards by sheet, ``findings`` those of the check. With errors, or values the system would not take, there is
    no file unless ``force``; a second sheet then lists them. Raises ZipingError where no form or several fit."""
    model = _form(book, layout, sheet)
    cells, problems = _cells(model, layout, rules[model.sheet])
    own = tuple(finding for finding in findings if finding.sheet == model.sheet)
    note = f"导入格式“{layout.title}”（{layout.status}）：{layout.document}；导入前请同系统下载的模板对一下。"
    result = Submission(None, own, tuple(problems), (), (note,))
    if result.errors and not force:
        return result
    told = [f"{problem.sheet}!{problem.cell}　{problem.message}" for problem in problems]
    told += [f"{one.sheet}!{one.cell}　{one.code}　{one.message}" for one in own if one.severity == "error"]
    return Submission(_written(layout, cells, told), own, tuple(problems), (), (note,))


def _form(book: Workbook, layout: LayoutSpec, sheet: str | None) -> SelfEvaluation:
    fitting = [form for form in book.forms if form.kind in layout.kinds and form.indicators]
    wanted = "、".join(_KINDS[kind] for kind in layout.kinds)
    if sheet is not None:
        form = book.form(sheet)
        if form is None or form not in fitting:
            needs = f"它要的是填了指标的{wanted}自评表"
            raise ZipingError(f"工作表“{sheet}”不能导成“{layout.title}”，{needs}，请核对 --sheet。")
        return form
    if not fitting:
        raise ZipingError(f"工作簿里没有填了指标的{wanted}自评表，不能导成“{layout.title}”，请核对 --layout。")
    if len(fitting) > 1:
        names = "、".join(form.sheet for form in fitting)
        raise ZipingError(
            f"有 {len(fitting)} 张自评表（{names}），一次只能导一张，请先翻到那一张再点，命令行用 --sheet 写明。"
        )
    return fitting[0]


def _cells(model: SelfEvaluation, layout: LayoutSpec, rules: Standard) -> tuple[Cells, list[Problem]]:
    """What stands in each cell, by row and column from 1, and what the system would not take."""
    cells: Cells = {}
    problems: list[Problem] = []
    for block in layout.blocks:
        if isinstance(block, FieldsPart):
            for column, cell in enumerate(block.cells, 1):
                cells[block.row, column] = cell.text or _field(model, cell.field)
        elif isinstance(block, FundsPart):
            problems += _put_funds(cells, block, model)
        else:
            problems += _put_indicators(cells, block, model, layout, rules)
    return cells, problems


def _field(model: SelfEvaluation, id: str) -> Value:
    if id == "year":
        return None if model.year is None else Decimal(model.year)
    entry = model.extra.get(id) or getattr(model, id, EMPTY)
    return entry.text if isinstance(entry, Entry) else None


def _put_funds(cells: Cells, block: FundsPart, model: SelfEvaluation) -> list[Problem]:
    for column, spec in enumerate(block.columns, 1):
        cells[block.row - 1, column] = spec.label
    for row, kind in enumerate(block.kinds, block.row):
        fund = model.fund(kind)
        for column, spec in enumerate(block.columns, 1):
            entry: Entry = getattr(fund, spec.value) if fund else EMPTY
            number = None if spec.value == "rate" else entry.number
            cells[row, column] = entry.text if number is None else number
    shown = [_amounts(fund) for fund in model.funds if fund.kind in block.kinds]
    others = [fund for fund in model.funds if fund.kind not in block.kinds and _top(fund, block)]
    return [_lost(fund) for fund in others if any(_amounts(fund)) and _amounts(fund) not in shown]


def _top(fund: FundRow, block: FundsPart) -> bool:
    """Whether an amount is shown in no row of the layout; a part of a row that is shown is."""
    return fund.parent is None or (fund.parent == block.kinds[0] and len(block.kinds) > 1)


def _amounts(fund: FundRow) -> tuple[Decimal | None, ...]:
    return fund.initial.number, fund.adjusted.number, fund.executed.number


def _lost(fund: FundRow) -> Problem:
    label = (fund.label.text or fund.kind).strip("　 ")
    said = f"“{label}”在系统的导入格式里没有位置，请并入其他行或在系统里补填。"
    return Problem(fund.label.sheet, fund.label.cell, said)


def _put_indicators(
    cells: Cells, block: IndicatorsPart, model: SelfEvaluation, layout: LayoutSpec, rules: Standard
) -> list[Problem]:
    if block.header:
        for column, spec in enumerate(block.columns, 1):
            cells[block.row - 1, column] = spec.label
    scores = score_form(model, rules)
    problems: list[Problem] = []
    levels = levels_of(model.indicators)
    for row, (scored, names) in enumerate(zip(scores.rows, levels, strict=True), block.row):
        made = indicator_row(scored, names, block.columns, layout, rules)
        cells |= {(row, column): value for column, value in enumerate(made.values, 1)}
        problems += made.problems
    return problems


def _written(layout: LayoutSpec, cells: Cells, told: Sequence[str]) -> bytes:
    """The workbook; numbers as numbers, codes and texts as texts."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(layout.sheet)
    plain_cell, head = book.add_format(_FONT), book.add_format({**_FONT, "bold": True, "bg_color": "#F5F5F5"})
    heads = {block.row - 1 for block in layout.blocks if isinstance(block, FundsPart)}
    heads |= {block.row - 1 for block in layout.blocks if isinstance(block, IndicatorsPart) and block.header}
    for (row, column), value in sorted(cells.items(), key=lambda cell: cell[0]):
        format = head if row in heads else plain_cell
        if value is None:
            sheet.write_blank(row - 1, column - 1, None, format)
        elif isinstance(value, Decimal):
            sheet.write_number(row - 1, column - 1, value, format)
        else:
            sheet.write_string(row - 1, column - 1, value, format)
    widths = _widths(layout)
    for column, width in widths.items():
        sheet.set_column(column - 1, column - 1, width)
    for row, height in _heights(cells, widths).items():
        sheet.set_row(row - 1, height)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if told:
        _put_notes(book, told)
    book.close()
    return buffer.getvalue()


def _widths(layout: LayoutSpec) -> dict[int, float]:
    widths: dict[int, float] = {}
    for block in layout.blocks:
        stated = [] if isinstance(block, FieldsPart) else [column.width for column in block.columns]
        for column, width in enumerate(stated, 1):
            widths[column] = max(widths.get(column, _WIDTH), width)
    return widths


def _heights(cells: Cells, widths: dict[int, float]) -> dict[int, float]:
    """Points that rows need to show their texts."""
    heights: dict[int, float] = {}
    for (row, column), value in cells.items():
        count = lines(value, widths.get(column, _WIDTH)) if isinstance(value, str) else 1
        heights[row] = max(heights.get(row, 0.0), min(count * _LINE + _PADDING, _HIGHEST))
    return heights


def _put_notes(book: Any, told: Sequence[str]) -> None:
    """The second sheet: what was wrong when the file was made."""
    sheet = book.add_worksheet(_NOTES)
    red = book.add_format({**_FONT, "border": 0, "bold": True, "font_color": "#B71C1C"})
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, f"注意：导出时还有 {len(told)} 处错误没有改，导入前请先改正。", red)
    text = book.add_format({**_FONT, "border": 0})
    for row, line in enumerate(told, 1):
        sheet.write_string(row, 0, line, text)
