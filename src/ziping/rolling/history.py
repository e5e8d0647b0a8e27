"""Last year beside this one: targets, actual values, scores, money and figures of up to three years, read-only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ziping.domain.model import Entry, SelfEvaluation, Workbook
from ziping.domain.rollover import Change
from ziping.domain.snapshot import Area, Sheet, Snapshot, position
from ziping.forms import names
from ziping.forms.places import Places
from ziping.forms.spec import ColumnSpec, FundsBlock, GoalsBlock, IndicatorsBlock, MatrixBlock, TableBlock, load_form
from ziping.rolling.figures import figure_cells
from ziping.rolling.sheets import of_the_year
from ziping.rolling.strips import Column, Strip, Value, before, merged, total_row, value_of, yearly

_ACTUAL, _TOTAL = "完成值", "总分"
_INDICATOR = (("target", "指标值"), ("actual", _ACTUAL), ("score", "得分"))
_PLANNED = (("target", "指标值"),)
_REASON, _SCORE = "偏差原因", "得分"
_FUNDS = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "全年执行数"))
_SPOILT = "这里有别的内容，上年数没有写到旁边，请把它移开后再结转"

Cells = dict[tuple[int, Column], Value]
Figures = dict[tuple[str, str], Entry]
"""The cells with figures of the unit, by sheet and key."""


def strips(snapshot: Snapshot, book: Workbook, year: int) -> tuple[list[Strip], list[Change]]:
    """What stands beside the tables of the new workbook: this ``year`` and up to two before it. ``snapshot`` is the
    workbook before anything was cleared. Also what is told: years that drop out, places that are taken."""
    found: list[Strip] = []
    told: list[Change] = []
    for strip in _all(snapshot, book, year):
        old = before(snapshot, strip.sheet, strip.table)
        if old.foreign:
            told.append(Change("kept", strip.sheet, "上年数据栏", "", note=_SPOILT))
            continue
        gone = {column[0] for _, column in old.cells} - {column[0] for column in strip.columns if column}
        told += [
            Change(
                "kept",
                strip.sheet,
                f"{gone_year}年的上年数据",
                "",
                note=f"只列 {strip.most} 年，更早的留在以前的工作簿里",
            )
            for gone_year in sorted(gone)
        ]
        found.append(strip)
    return found, list(dict.fromkeys(told))


def _all(snapshot: Snapshot, book: Workbook, year: int) -> Iterator[Strip]:
    figures = {(entry.sheet, key): entry for key, entry in figure_cells(snapshot)}
    for form in book.forms:
        sheet = snapshot.sheet(form.sheet)
        if sheet is None:
            continue
        places = Places(snapshot, sheet)
        for block in load_form(form.form).blocks:
            if isinstance(block, IndicatorsBlock):
                yield from _indicators(snapshot, form, places, block, year)
            elif isinstance(block, FundsBlock):
                yield from _funds(snapshot, form, places, block, year)
            elif isinstance(block, GoalsBlock):
                yield from _goals(form, block, year)
            elif isinstance(block, TableBlock):
                yield from _table(form, places, block, year)
            elif isinstance(block, MatrixBlock):
                yield from _matrix(form, block, year, figures)
    yield from _figures(snapshot, book, year, figures)


def _indicators(
    snapshot: Snapshot, form: SelfEvaluation, places: Places, block: IndicatorsBlock, year: int
) -> Iterator[Strip]:
    shown = _PLANNED if block.planned else _INDICATOR
    new: Cells = {}
    for row in form.indicators:
        at, _ = position(row.name.cell)
        if row.block == block.id:
            _note(new, at, {label: getattr(row, id) for id, label in shown}, year)
            _note(new, at, {_REASON: row.reason}, year)
    area = places.find(names.column(block.id, "name"))
    total = total_row(form, area.bottom) if area else None
    if area is not None and total is not None:
        _note(new, total, {_SCORE: form.total}, year)
        new |= {(total, (year, _ACTUAL)): _TOTAL} if (total, (year, _SCORE)) in new else {}
        area = msgspec.structs.replace(area, bottom=total)
    labels = [label for _, label in shown]
    extra = _REASON if any(column.id == "reason" for column in block.columns) else None
    yield from _yearly(snapshot, form.sheet, block.id, area, new, year, labels, extra)


def _funds(snapshot: Snapshot, form: SelfEvaluation, places: Places, block: FundsBlock, year: int) -> Iterator[Strip]:
    scored = any(column.id == "score" for column in block.columns)
    new: Cells = {}
    for row in form.funds:
        at, _ = position(row.label.cell)
        _note(new, at, {label: row.entry(id) for id, label in _FUNDS}, year)
        if scored and row.score.amount() is not None:
            _note(new, at, {_SCORE: row.score}, year)
    labels = [label for _, label in _FUNDS]
    area = places.find(names.column("funds", "label"))
    yield from _yearly(snapshot, form.sheet, "funds", area, new, year, labels, _SCORE if scored else "")


def _goals(form: SelfEvaluation, block: GoalsBlock, year: int) -> Iterator[Strip]:
    """What was reached last year, where the form says it."""
    entry = form.goal_actual
    if "goal_actual" in block.fields and entry.cell and (value := value_of(entry)) is not None:
        row, _ = position(entry.cell)
        reached = (year, block.actual)
        yield Strip(
            form.sheet, "goals", row - 1, row, (None,) * len(_INDICATOR) + (reached,), {(row, reached): value}, 1
        )


def _yearly(
    snapshot: Snapshot,
    sheet: str,
    table: str,
    area: Area | None,
    new: Cells,
    year: int,
    labels: list[str],
    extra: str | None,
) -> Iterator[Strip]:
    """A strip of up to three years; none where there is nothing to show."""
    old = before(snapshot, sheet, table)
    cells, kept = merged(old, new, year)
    cells = {at: value for at, value in cells.items() if at[1][1] != extra or at[1][0] == year}
    if area is not None and cells:
        yield Strip(sheet, table, area.top, area.bottom, yearly(labels, extra, kept), cells)


def _table(form: SelfEvaluation, places: Places, block: TableBlock, year: int) -> Iterator[Strip]:
    """Last year's amounts, and what was done, of a free table."""
    table, area = form.table(block.id), places.find(names.column(block.id, block.columns[0].id))
    labels = _labels(block.columns)
    shown = [c.id for c in block.columns if of_the_year(c) and not c.percent and not c.same]
    new: Cells = {}
    for row in table.rows if table else ():
        at, _ = position(row[block.columns[0].id].cell)
        _note(new, at, {labels[id]: row[id] for id in shown if id in row}, year)
    if area is not None and new:
        yield Strip(form.sheet, block.id, area.top, area.bottom, tuple((year, labels[id]) for id in shown), new, 1)


def _matrix(form: SelfEvaluation, block: MatrixBlock, year: int, figures: Figures) -> Iterator[Strip]:
    """Last year's figures of a table of figures, where it has no column of its own for them."""
    labels = _labels(block.columns)
    shown = [column for column in block.columns[1:] if not column.ratio and not _has_last(column, block)]
    new: Cells = {}
    rows: set[int] = set()
    for row in block.rows:
        for column in shown:
            entry = figures.get((form.sheet, f"{row.key}_{column.id}"))
            if entry is not None:
                rows.add(position(entry.cell)[0])
                _note(new, position(entry.cell)[0], {labels[column.id]: entry}, year)
    if new:
        columns = tuple((year, labels[column.id]) for column in shown)
        yield Strip(form.sheet, block.id, min(rows) - 1, max(rows), columns, new, 1)


def _labels(columns: Sequence[ColumnSpec]) -> Mapping[str, str]:
    """What the columns of a table are called here, by id: one that is called as another one is (其中：财政拨款) is told
    with the column it stands behind."""
    counted = Counter(column.label for column in columns)
    found, before_it = dict[str, str](), ""
    for column in columns:
        repeated = counted[column.label] > 1
        found[column.id] = f"{before_it}{column.label}" if repeated else column.label
        before_it = before_it if repeated else column.label
    return found


def _has_last(column: ColumnSpec, block: MatrixBlock) -> bool:
    """Whether the table shows last year's figures of a column itself, or the column is of last year."""
    last = column.label.replace("本年", "上年")
    return "上年" in column.label or any(other.label == last for other in block.columns if other is not column)


def _figures(snapshot: Snapshot, book: Workbook, year: int, figures: Figures) -> Iterator[Strip]:
    """Figures of up to three years on the sheet that is no form (基本数据), under whatever name it has now."""
    forms = {form.sheet for form in book.forms}
    for sheet in snapshot.sheets:
        entries = [entry for (where, _), entry in figures.items() if where == sheet.name and where not in forms]
        new: Cells = {}
        for entry in entries:
            _note(new, position(entry.cell)[0], {"": entry}, year)
        cells, kept = merged(before(snapshot, sheet.name, names.FIGURES), new, year)
        if cells and entries:
            rows = [position(entry.cell)[0] for entry in entries]
            columns = yearly([""], None, kept)
            yield Strip(sheet.name, names.FIGURES, _heading(sheet, min(rows)), max(rows), columns, cells)


def _heading(sheet: Sheet, first: int) -> int:
    """The row of the headings above the first figure: that of the 数值 column, else the row above."""
    rows = [row for (row, _), cell in sheet.cells.items() if row < first and cell.text.strip() == "数值"]
    return max(rows, default=max(first - 1, 1))


def _note(cells: Cells, row: int, entries: Mapping[str, Entry], year: int) -> None:
    for label, entry in entries.items():
        value = value_of(entry)
        if value is not None:
            cells[row, (year, label)] = value
