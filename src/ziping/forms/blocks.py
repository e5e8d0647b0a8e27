"""Laying out the blocks of a form spec on the grid, one function per kind of block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import singledispatch

import msgspec

from ziping.domain.standard import Standard
from ziping.domain.years import YEARS
from ziping.forms import formulas, links, names
from ziping.forms.filled import Filled, FilledRow
from ziping.forms.indicators import beside_first, put_indicators
from ziping.forms.layout import Layout, Place, Rule, absolute, rows_of
from ziping.forms.links import Links
from ziping.forms.spec import (
    Block,
    ColumnSpec,
    FieldCell,
    FieldsBlock,
    FundsBlock,
    FundSpec,
    GoalsBlock,
    IndicatorsBlock,
    MatrixBlock,
    TableBlock,
    TextBlock,
    TotalBlock,
)
from ziping.forms.tables import cell_style, put_table, starts_of

_NOT_SCORED = "—"


class Drawing(msgspec.Struct):
    """What the blocks of one form know of each other."""

    layout: Layout
    standard: Standard
    filled: Filled
    links: Links = Links()
    rate: str | None = None
    execution: tuple[str, str] | None = None
    columns: list[formulas.Column] = msgspec.field(default_factory=list)
    tables: dict[str, int] = msgspec.field(default_factory=dict)
    """Rows of the tables laid out so far."""


@singledispatch
def draw(block: Block, drawing: Drawing) -> None:  # noqa: ARG001 - the kinds of block use it
    """Lay out ``block`` from the layout's next free row on."""
    raise TypeError(type(block))


@draw.register
def _(block: TextBlock, drawing: Drawing) -> None:
    layout = drawing.layout
    value: str | Decimal | None = block.text
    formula: str | None = None
    if block.field == "year":
        value = None if drawing.filled.year is None else Decimal(drawing.filled.year)
        formula = drawing.links.fields.get("year") if value is None else None
    elif block.field == "title":
        value = drawing.filled.title or block.text
    unlocked = block.field is not None
    layout.put(
        Place(layout.row, 1, columns=layout.printed, value=value, formula=formula, style=block.style, unlocked=unlocked)
    )
    if block.field:
        layout.name(names.field(block.field), layout.row, 1)
    if block.field == "year":
        layout.validations.append(Rule((layout.row, 1, layout.row, 1), {
            "validate": "integer", "criteria": "between", "minimum": YEARS[0], "maximum": YEARS[-1],
            "input_title": "年度", "input_message": "填评价年度，如 2025。",
            "error_title": "年度", "error_message": f"请填 {YEARS[0]} 到 {YEARS[-1]} 之间的年度。",
        }))  # fmt: skip
    layout.heights[layout.row] = {"title": 36.0, "year": 22.0, "heading": 26.0}.get(block.style, 22.0)
    layout.row += 1


@draw.register
def _(block: FieldsBlock, drawing: Drawing) -> None:
    layout = drawing.layout
    for row in block.rows:
        column = 1
        for cell in row:
            value = cell.label if cell.field is None else drawing.filled.fields.get(cell.field)
            style = "label" if cell.field is None else "entry_text"
            formula = drawing.links.fields.get(cell.field) if cell.field and value is None else None
            unlocked = cell.field is not None
            layout.put(Place(layout.row, column, 1, cell.span, value, formula, style, unlocked))
            if cell.field:
                layout.name(names.field(cell.field), layout.row, column)
            column += cell.span
        layout.row += 1


@draw.register
def _(block: FundsBlock, drawing: Drawing) -> None:
    layout, top = drawing.layout, drawing.layout.row
    starts = starts_of(block.columns, 2)
    layout.put(Place(top, 1, rows=len(block.rows) + 1, value=block.label, style="side"))
    for column in block.columns:
        layout.put(Place(top, starts[column.id], columns=column.span, value=column.label, style="header"))
    rows = {fund.kind: top + 1 + index for index, fund in enumerate(block.rows)}
    for fund in block.rows:
        row = rows[fund.kind]
        given = drawing.filled.funds.get(fund.kind, FilledRow())
        layout.put(Place(row, 2, columns=block.columns[0].span, value=fund.label, style="row_label"))
        for column in block.columns[1:]:
            at = starts[column.id]
            link = drawing.links.facts.get(fund.facts.get(column.id, ""))
            put = _fund_cell(
                column, row, starts, _runs(block, fund, rows), given, drawing, link, total=fund is block.rows[0]
            )
            layout.put(put(at, column.span))
        layout.name(names.fund_row(fund.kind), row, 2, row, layout.printed)
    bottom = top + len(block.rows)
    for column in block.columns:
        layout.name(names.column("funds", column.id), top, starts[column.id], bottom)
    layout.name(names.head("funds"), top, 1)
    total = rows[block.rows[0].kind]
    if "rate" in starts:
        drawing.rate = absolute(total, starts["rate"])
    if "score" in starts:
        drawing.execution = (absolute(total, starts["weight"]), absolute(total, starts["score"]))
    _fund_rules(layout, top, bottom, starts, block.amounts)
    layout.row = bottom + 1


def _runs(block: FundsBlock, fund: FundSpec, rows: dict[str, int]) -> list[tuple[int, int]]:
    return [(rows[run[0]], rows[run[-1]]) for run in block.runs(fund)]


def _fund_cell(
    column: ColumnSpec,
    row: int,
    starts: dict[str, int],
    parts: list[tuple[int, int]],
    given: FilledRow,
    drawing: Drawing,
    link: str | None,
    *,
    total: bool,
) -> Callable[[int, int], Place]:
    id, value = column.id, given.value(column.id)
    scoring = id in ("weight", "rate", "score")
    amount = column.number and not scoring
    formula: str | None = None
    style = "percent" if id == "rate" else "money" if column.number else "text"
    if amount and link:
        formula = link
    elif amount and parts:
        formula = formulas.filled_sum(rows_of(starts[id], parts))
    elif id == "rate":
        formula = formulas.execution_rate(absolute(row, starts["adjusted"]), absolute(row, starts["executed"]))
    elif id in ("weight", "score"):
        style = "points"
        if not total:
            value = _NOT_SCORED if value is msgspec.UNSET else value
        elif id == "weight":
            value = drawing.standard.weights.execution.value if value is msgspec.UNSET else value
        else:
            rate, weight = absolute(row, starts["rate"]), absolute(row, starts["weight"])
            formula = formulas.execution_score(rate, weight, drawing.standard)
    if value is msgspec.UNSET:
        value = None
    else:
        formula = None
    entry = formula is None and not scoring
    style = f"entry_{style}" if entry else style
    return lambda at, width: Place(row, at, columns=width, value=value, formula=formula, style=style, unlocked=entry)


def _fund_rules(layout: Layout, top: int, bottom: int, starts: dict[str, int], amounts: tuple[str, ...]) -> None:
    for id in amounts:
        layout.validations.append(Rule((top + 1, starts[id], bottom, starts[id]), {
            "validate": "decimal", "criteria": ">=", "value": 0, "input_title": "金额",
            "input_message": "单位：万元。没有就填 0，合计自动算出。",
            "error_title": "金额", "error_message": "请填不小于 0 的数，单位万元；不要带“万元”两个字。",
        }))  # fmt: skip
    if "rate" in starts:
        layout.conditions.append(Rule((top + 1, starts["rate"], bottom, starts["rate"]), {
            "type": "formula", "criteria": f"=N({absolute(top + 1, starts['rate']).replace('$', '')})>1",
            "format": "bad",
        }))  # fmt: skip


@draw.register
def _(block: GoalsBlock, drawing: Drawing) -> None:
    layout, row = drawing.layout, drawing.layout.row
    planned, actual = block.spans
    layout.put(Place(row, 1, rows=2, value=block.label, style="side"))
    layout.put(Place(row, 2, columns=planned, value=block.planned, style="header"))
    layout.put(Place(row, 2 + planned, columns=actual, value=block.actual, style="header"))
    layout.need(row + 1, 4)
    goals = dict(zip(block.fields, ((2, planned), (2 + planned, actual)), strict=True))
    for id, (column, width) in goals.items():
        value = getattr(drawing.filled, id, None) or drawing.filled.fields.get(id)
        formula = drawing.links.fields.get(id) if value is None else None
        style = "shown_long" if formula else "entry_long"
        layout.put(Place(row + 1, column, 1, width, value, formula, style, unlocked=formula is None))
        layout.fit(row + 1, column, width, drawing.links.seen.get(id, "") if formula else "")
        layout.name(names.field(id), row + 1, column)
    layout.row += 2


@draw.register
def _(block: IndicatorsBlock, drawing: Drawing) -> None:
    items = drawing.filled.indicators.get(block.id, ())
    year, targets = drawing.filled.year or drawing.links.year, drawing.links.targets
    column = put_indicators(block, drawing.layout, drawing.standard, items, year, targets)
    if column is not None:
        drawing.columns.append(column)


@draw.register
def _(block: TotalBlock, drawing: Drawing) -> None:
    layout, row = drawing.layout, drawing.layout.row
    first = beside_first(layout.printed) if block.beside else 1
    starts = {cell.field: column for cell, column in _placed(block.spans, first) if cell.field}
    score = absolute(row, starts["total_score"])
    weight = drawing.execution[0] if drawing.execution else None
    computed = {
        "total_weight": formulas.weight_sum(drawing.columns, weight),
        "total_score": formulas.total_score(drawing.columns, drawing.rate, drawing.execution, drawing.standard),
        "grade": formulas.grade(score, drawing.standard),
    }
    for cell, column in _placed(block.spans, first):
        formula = computed.get(cell.field) if cell.field else None
        value: str | Decimal | None = cell.label
        if cell.field == "total_score" and drawing.filled.total_score is not None:
            value, formula = drawing.filled.total_score, None
        own = block.beside and cell.field == "total_score"
        beside = "beside_entry" if own else "computed" if cell.field else "beside_header"
        style = beside if block.beside else "total"
        layout.put(Place(row, column, 1, cell.span, value, formula, style, unlocked=own))
        if cell.field:
            layout.name(names.field(cell.field), row, column)
    full = drawing.standard.weights.total.value
    cell_name = absolute(row, starts["total_weight"])
    layout.conditions.append(Rule((row, starts["total_weight"], row, starts["total_weight"]), {
        "type": "formula", "criteria": f"=AND(ISNUMBER({cell_name}),ROUND({cell_name},2)<>{full})", "format": "bad",
    }))  # fmt: skip
    layout.row += 1


def _placed(cells: Iterable[FieldCell], column: int) -> Iterator[tuple[FieldCell, int]]:
    """Cells that stand beside each other with the column each begins in, the first in ``column``."""
    for cell in cells:
        yield cell, column
        column += cell.span


@draw.register
def _(block: TableBlock, drawing: Drawing) -> None:
    items = drawing.filled.tables.get(block.id, ())
    repeated = next((column.same.split(".")[0] for column in block.columns if column.same), None)
    count = drawing.tables[repeated] if repeated else len(items) or block.rows
    drawing.tables[block.id] = count
    put_table(block, drawing.layout, items, count)


@draw.register
def _(block: MatrixBlock, drawing: Drawing) -> None:
    layout, top = drawing.layout, drawing.layout.row
    starts = starts_of(block.columns, 1)
    for column in block.columns:
        layout.put(Place(top, starts[column.id], columns=column.span, value=column.label, style="header"))
    layout.heights[top] = 32.0
    rows = {row.key: top + 1 + index for index, row in enumerate(block.rows)}
    for row in block.rows:
        at = rows[row.key]
        style = "page_group" if row.heading else "row_label"
        layout.put(Place(at, 1, columns=block.columns[0].span, value=row.label, style=style))
        for column in block.columns[1:]:
            key, left = f"{row.key}_{column.id}", starts[column.id]
            if row.heading or (row.columns and column.id not in row.columns):
                layout.put(Place(at, left, columns=column.span, style="closed"))
                continue
            formula = drawing.links.facts.get(key)
            value = None if formula else drawing.filled.facts.get(key)
            if column.ratio:
                part, whole = (absolute(at, starts[id]) for id in column.ratio)
                formula = links.ratio(part, whole) if value is None else None
            elif row.sum and formula is None and value is None:
                formula = formulas.filled_sum(absolute(rows[part], left) for part in row.sum)
            style = (
                cell_style(column, computed=True) if column.percent else "entry_money" if formula is None else "money"
            )
            layout.put(Place(at, left, 1, column.span, value, formula, style, unlocked=formula is None))
            layout.name(names.fact(key), at, left)
    layout.row = top + len(block.rows) + 1
