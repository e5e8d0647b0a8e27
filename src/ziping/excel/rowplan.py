"""What has to change on the sheets when a row of an indicator table is inserted or deleted.

Excel itself moves names, sums and merged cells that reach across the place. What it does not do is planned here: the
formulas and merged cells of a new row, sums and merged cells that end right above it, the row of a target form
(绩效目标申报表) and those of the self-evaluations that carry it over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ziping.domain.model import Workbook
from ziping.domain.snapshot import CellEdit, Sheet, Snapshot
from ziping.errors import ZipingError
from ziping.forms.beside import PARTS, PLANNED, RESULTS
from ziping.forms.formulas import row_formulas
from ziping.forms.layout import left_fixed
from ziping.forms.links import column_sum, is_mirror, row_mirror, unquoted
from ziping.forms.places import Places
from ziping.forms.review import REVIEW, level_expression, review_formulas
from ziping.forms.spec import IndicatorsBlock, load_form
from ziping.ooxml.formulas import moved
from ziping.patterns import pattern
from ziping.standards.loader import load_standard

Rectangle = tuple[int, int, int, int]
"""Top, left, bottom, right."""

_LEVELS = ("level1", "level2")
_SATISFACTION = "满意度"
_ORDINAL = pattern(r"指标\d+：")
_OUTSIDE = "请先选中自评表指标表里的一行（不是表头，也不是合计），再点一次。"


class RowPlan(msgspec.Struct, frozen=True):
    """One row of one sheet to insert below ``row``, or to delete; ``merges`` and ``edits`` are as the sheets stand
    afterwards."""

    sheet: str
    row: int
    merges: tuple[Rectangle, ...] = ()
    edits: tuple[CellEdit, ...] = ()


class IndicatorRow(msgspec.Struct, frozen=True):
    """A row of an indicator table, with what its form says about it; ``columns`` are column numbers by id."""

    sheet: Sheet
    block: IndicatorsBlock
    standard: str
    columns: Mapping[str, int]
    rows: range
    row: int

    def text(self, id: str, row: int | None = None) -> str:
        cell = self.sheet.cells.get((row or self.row, self.columns[id])) if id in self.columns else None
        return cell.text if cell else ""

    def group(self, id: str) -> tuple[int, int]:
        """First and last row of the level-one or level-two group that the row belongs to."""
        if id not in self.columns:
            return self.rows.start, self.rows.stop - 1
        column = self.columns[id]
        starts = [row for row in self.rows if self._begins(row, column)] or [self.rows.start]
        top = max((start for start in starts if start <= self.row), default=self.rows.start)
        return top, min((start for start in starts if start > self.row), default=self.rows.stop) - 1

    def _begins(self, row: int, column: int) -> bool:
        cell = self.sheet.cells.get((row, column))
        return cell is not None and bool(cell.text.strip())


def indicator_row(snapshot: Snapshot, book: Workbook, sheet: str, row: int) -> IndicatorRow:
    """The indicator row that is selected. Raises ZipingError for any other row."""
    found = next((one for one in every_row(snapshot, book) if (one.sheet.name, one.row) == (sheet, row)), None)
    if found is None:
        raise ZipingError(_OUTSIDE)
    return found


def tied_rows(snapshot: Snapshot, book: Workbook, selected: IndicatorRow) -> list[IndicatorRow]:
    """The row where the indicator is planned, then those that carry it over; the row alone where nothing does."""
    every = list(every_row(snapshot, book))
    planned = {_shown(one): one for one in every}
    source = planned.get(unquoted(_formula(selected, "name")), selected)
    shown = _shown(source)
    return [source, *(one for one in every if unquoted(_formula(one, "name")) == shown)]


def inserted(snapshot: Snapshot, book: Workbook, selected: IndicatorRow) -> list[RowPlan]:
    """A new row below the selected one, on every sheet that has it."""
    tied = tied_rows(snapshot, book, selected)
    return [
        RowPlan(one.sheet.name, one.row, tuple(_merges(one)), (*_new_cells(one), *_longer_sums(snapshot, one)))
        for one in tied
    ]


def deleted(snapshot: Snapshot, book: Workbook, selected: IndicatorRow) -> list[RowPlan]:
    """The selected row gone from every sheet that has it. Raises ZipingError for the last row of a level-one group,
    whose sums would point nowhere."""
    tied = tied_rows(snapshot, book, selected)
    for one in tied:
        top, bottom = one.group("level1")
        if top == bottom:
            level = one.text("level1").strip() or one.block.level1 or "这张表"
            raise ZipingError(f"“{level}”只剩这一行，不能删除；用不着的话，清空这一行的内容即可。")
    return [RowPlan(one.sheet.name, one.row, (), tuple(_kept_labels(one))) for one in tied]


def every_row(snapshot: Snapshot, book: Workbook) -> Iterator[IndicatorRow]:
    """Every row of every indicator table in the workbook."""
    for form in book.forms:
        sheet = snapshot.sheet(form.sheet)
        if sheet is None:
            continue
        places = Places(snapshot, sheet)
        for block in load_form(form.form).indicator_blocks():
            others = PLANNED if block.planned else (*PARTS, *RESULTS, *REVIEW)
            columns = places.columns(block.id, tuple(column.id for column in (*block.columns, *others)))
            if "name" in columns:
                rows = places.rows(block.id, "name")
                yield from (IndicatorRow(sheet, block, form.standard, columns, rows, row) for row in rows)


def _shown(one: IndicatorRow) -> str:
    """How another sheet carries the name of the indicator over."""
    return unquoted(row_mirror(one.sheet.name, one.row, one.columns["name"]))


def _formula(one: IndicatorRow, id: str) -> str:
    cell = one.sheet.cells.get((one.row, one.columns[id]))
    return (cell.formula or "").lstrip("=") if cell else ""


def _merges(one: IndicatorRow) -> Iterator[Rectangle]:
    """The merged cells of the new row, and those that ended above it and now take it in."""
    row, levels = one.row, {one.columns[id] for id in _LEVELS if id in one.columns}
    covered = set()
    for top, left, bottom, right in one.sheet.merges:
        if not top <= row <= bottom:
            continue
        covered |= set(range(left, right + 1))
        if top < bottom == row or (top == bottom and left in levels):
            yield top, left, row + 1, right
        elif top == bottom:
            yield row + 1, left, row + 1, right
    for id in _LEVELS:
        if id in one.columns and one.columns[id] not in covered and one.text(id).strip():
            yield row, one.columns[id], row + 1, one.columns[id]


def _new_cells(one: IndicatorRow) -> Iterator[CellEdit]:
    """The formulas of the new row: those of its form, and those that carry over what stands on another sheet."""
    row, sheet = one.row + 1, one.sheet.name
    at = {"automatic": "#REF!"} | {id: left_fixed(row, column) for id, column in one.columns.items()}
    levels = (one.block.level1 or "", *(one.text(id, one.group(id)[0]) for id in _LEVELS))
    satisfaction = any(_SATISFACTION in level for level in levels)
    found = row_formulas(at, load_standard(one.standard), satisfaction=satisfaction)
    found = {id: formula for id, formula in found.items() if "#REF!" not in formula}
    if "review_score" in one.columns:
        level = level_expression(one.columns.get("level1"), one.rows.start - 1, row, one.block.level1)
        found |= review_formulas(at, level)
    for id in one.columns:
        formula = _formula(one, id)
        if "!" in formula and is_mirror(formula):
            found[id] = moved(formula, 1, 0)
    for id, formula in found.items():
        if id in one.columns:
            yield CellEdit(sheet, row, one.columns[id], None, formula=formula)
    yield from _ordinals(one, row)


def _ordinals(one: IndicatorRow, row: int) -> Iterator[CellEdit]:
    """指标1：, 指标2： … from the new row on."""
    if _ORDINAL.fullmatch(one.text("ordinal").strip()):
        top, bottom = one.group("level2")
        for at in range(row, bottom + 2):
            yield CellEdit(one.sheet.name, at, one.columns["ordinal"], f"指标{at - top + 1}：")


def _longer_sums(snapshot: Snapshot, one: IndicatorRow) -> Iterator[CellEdit]:
    """Sums of the group on other sheets that end with the selected row."""
    top, bottom = one.group("level1")
    if bottom != one.row:
        return
    name = one.sheet.name
    columns = [one.columns[id] for id in ("weight", "score") if id in one.columns]
    longer = {unquoted(column_sum(name, top, c, bottom)): column_sum(name, top, c, bottom + 1) for c in columns}
    for sheet in snapshot.sheets:
        for (row, column), cell in sheet.cells.items():
            sum = longer.get(unquoted(cell.formula)) if sheet.name != name and cell.formula else None
            if sum is not None:
                yield CellEdit(sheet.name, row, column, None, formula=sum)


def _kept_labels(one: IndicatorRow) -> Iterator[CellEdit]:
    """Level names that stood in the deleted row and are those of the rows below it, and the ordinals below."""
    for id in _LEVELS:
        if id in one.columns:
            top, bottom = one.group(id)
            if top == one.row < bottom:
                yield CellEdit(one.sheet.name, one.row, one.columns[id], one.text(id))
    if _ORDINAL.fullmatch(one.text("ordinal").strip()):
        top, bottom = one.group("level2")
        for at in range(one.row, bottom):
            yield CellEdit(one.sheet.name, at, one.columns["ordinal"], f"指标{at - top + 1}：")
