"""Cell edits as a few rectangles, each written to Excel in one call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ziping.domain.snapshot import CellEdit
from ziping.ooxml.dates import serial_of
from ziping.patterns import pattern

Value = float | str | None

_READ_BY_EXCEL = pattern(
    r"(?is)\s*(?:"
    r"[=+\-@'＝＋－＠].*"
    r"|(?:上午|下午)?[(（]?\s*[¥￥$€£]?\s*[.．]?\d"
    r"(?:[\d\s.,:/%()\-．，：／％（）年月日时分秒]|e[+\-]?\d|[ap]m)*"
    r"|true|false|#.*"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.,\-/\d]*"
    r")\s*"
)
"""Texts that Excel takes for a formula, a number, a date, a truth value or an error when they are typed."""


class Area(NamedTuple):
    """A rectangle of a sheet, its top left cell and what stands in it row by row; texts of formulas begin with “=”."""

    sheet: str
    row: int
    column: int
    formulas: bool
    rows: list[list[Value]]


def areas(edits: Iterable[CellEdit], *, date1904: bool = False) -> list[Area]:
    """The rectangles that ``edits`` fill, later edits of a cell winning; what Excel computes itself
    (``keep_formula``) is left out. Dates are day numbers: the format of a cell stays what it is."""
    wanted = {(edit.sheet, edit.row, edit.column): edit for edit in edits}
    cells: dict[tuple[str, bool], dict[tuple[int, int], Value]] = {}
    for (sheet, row, column), edit in wanted.items():
        if edit.formula is not None or not edit.keep_formula:
            group = cells.setdefault((sheet, edit.formula is not None), {})
            group[row, column] = _value(edit, date1904=date1904)
    return [area for (sheet, formulas), group in cells.items() for area in _rectangles(sheet, formulas, group)]


def as_typed(text: str) -> str:
    """``text`` so that Excel stores exactly that: behind an apostrophe where it would read something else."""
    return f"'{text}" if _READ_BY_EXCEL.fullmatch(text) else text


def _value(edit: CellEdit, *, date1904: bool) -> Value:
    if edit.formula is not None:
        return f"={edit.formula}"
    if isinstance(edit.value, Decimal):
        return float(edit.value)
    if isinstance(edit.value, date):
        return float(serial_of(edit.value, date1904))
    return as_typed(edit.value) if edit.value else None


def _rectangles(sheet: str, formulas: bool, cells: dict[tuple[int, int], Value]) -> Iterator[Area]:
    """Runs of neighbours in a row, joined with the run of the same columns above."""
    open_runs: dict[tuple[int, int], Area] = {}
    for row, left, right in _runs(cells):
        values = [cells[row, column] for column in range(left, right + 1)]
        above = open_runs.get((left, right))
        if above is not None and above.row + len(above.rows) == row:
            above.rows.append(values)
        else:
            if above is not None:
                yield above
            open_runs[left, right] = Area(sheet, row, left, formulas, [values])
    yield from open_runs.values()


def _runs(cells: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    run: tuple[int, int, int] | None = None
    for row, column in sorted(cells):
        if run and run[0] == row and run[2] == column - 1:
            run = (row, run[1], column)
        else:
            if run:
                yield run
            run = (row, column, column)
    if run:
        yield run
