"""Formulas between sheets: a figure typed once and shown elsewhere, sums of another sheet's columns.

Only these few shapes are written by the templates, so Python can tell what they show without a spreadsheet program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import msgspec

from ziping.domain.snapshot import Cell, Sheet, Snapshot, position
from ziping.forms.filled import FilledIndicator
from ziping.forms.layout import absolute, left_fixed, span
from ziping.patterns import pattern

Value = Decimal | str


class PlannedRow(msgspec.Struct, frozen=True):
    """A row of a target form (绩效目标申报表) that a self-evaluation carries over: its values as filled, and the
    formulas that show them by column id."""

    levels: tuple[str, str]
    item: FilledIndicator | None
    shown: Mapping[str, str]


class Links(msgspec.Struct, frozen=True):
    """Formulas that show what stands on other sheets of the workbook: fields of the first form or the target form by
    id, shared figures by fact key, and the rows of the target form. ``seen`` are the texts that such fields show
    now, ``year`` is that of the workbook."""

    fields: Mapping[str, str] = {}
    seen: Mapping[str, str] = {}
    year: int | None = None
    facts: Mapping[str, str] = {}
    targets: tuple[PlannedRow, ...] = ()


_REFERENCE = pattern(r"(?:(?:'((?:[^']|'')+)'|([^\W\d]\w*))!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?[A-Z]{1,3}\$?(\d+))?")
_MIRROR = pattern(r'IF\((?P<seen>.+)="","",(?P<shown>.+)\)')
_QUOTED = pattern(r"\"(?:[^\"]|\"\")*\"|'((?:[^']|'')+)'!")
_RATIO = pattern(r'IF\(AND\(N\((?P<whole>.+)\)>0,ISNUMBER\((?P<seen>.+)\)\),(?P<part>.+)/(?P<under>.+),""\)')
_SUM = pattern(r'IF\(COUNT\((?P<counted>.+)\)=0,"",SUM\((?P<summed>.+)\)\)')


def quoted(sheet: str) -> str:
    """The name of a sheet as formulas write it: '自评表'."""
    name = sheet.replace("'", "''")
    return f"'{name}'"


def unquoted(formula: str) -> str:
    """A formula for comparing: without the quotes around names of sheets. The templates always write them, Excel, once
    it has saved the workbook, only where it needs them."""
    return _QUOTED.sub(lambda found: f"{found[1]}!" if found[1] else found[0], formula.lstrip("="))


def reference(sheet: str, row: int, column: int) -> str:
    """'自评表'!$E$12"""
    return f"{quoted(sheet)}!{absolute(row, column)}"


def mirror(sheet: str, row: int, column: int) -> str:
    """The formula that shows another cell, nothing where it is empty."""
    cell = reference(sheet, row, column)
    return f'IF({cell}="","",{cell})'


def row_mirror(sheet: str, row: int, column: int) -> str:
    """As :func:`mirror`, going on to the next row where the row that holds it is copied below itself."""
    cell = f"{quoted(sheet)}!{left_fixed(row, column)}"
    return f'IF({cell}="","",{cell})'


def same(row: int, column: int) -> str:
    """The formula that shows another cell of the same sheet, nothing where it is empty."""
    cell = absolute(row, column)
    return f'IF({cell}="","",{cell})'


def column_sum(sheet: str, top: int, column: int, bottom: int) -> str:
    """The formula that sums a column of another sheet, nothing while it holds no number."""
    area = f"{quoted(sheet)}!{span(top, column, bottom, column)}"
    return f'IF(COUNT({area})=0,"",SUM({area}))'


def ratio(part: str, whole: str) -> str:
    """The formula of a share, nothing where there is no whole or no part."""
    return f'IF(AND(N({whole})>0,ISNUMBER({part})),{part}/{whole},"")'


def is_mirror(formula: str) -> bool:
    """Whether a formula shows another cell and nothing else."""
    found = _MIRROR.fullmatch(formula.lstrip("="))
    return found is not None and found["seen"] == found["shown"] and _REFERENCE.fullmatch(found["seen"]) is not None


def linked_cells(snapshot: Snapshot) -> Iterator[tuple[Sheet, int, int, Value]]:
    """Every cell that holds such a formula with the value it shows; what follows from an error is left out."""
    for sheet in snapshot.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.formula is not None:
                value = _value(cell.formula.lstrip("="), sheet, snapshot)
                if value is not None:
                    yield sheet, row, column, value


def _value(formula: str, sheet: Sheet, snapshot: Snapshot) -> Value | None:
    if (found := _MIRROR.fullmatch(formula)) and found["seen"] == found["shown"]:
        cells = _cells(found["seen"], sheet, snapshot)
        return _shown(cells[0]) if cells else None
    if (found := _SUM.fullmatch(formula)) and found["counted"] == found["summed"]:
        areas = [_cells(area, sheet, snapshot) for area in found["summed"].split(",")]
        return None if None in areas else _summed([cell for area in areas if area for cell in area])
    if (found := _RATIO.fullmatch(formula)) and (found["whole"], found["seen"]) == (found["under"], found["part"]):
        return _divided(_cells(found["part"], sheet, snapshot), _cells(found["whole"], sheet, snapshot))
    return None


def _divided(part: list[Cell | None] | None, whole: list[Cell | None] | None) -> Value | None:
    if not part or not whole or (whole[0] and whole[0].error):
        return None
    over, under = (cells[0].number if cells[0] else None for cells in (part, whole))
    return "" if over is None or under is None or under <= 0 else over / under


def _cells(text: str, sheet: Sheet, snapshot: Snapshot) -> list[Cell | None] | None:
    """The cells of a reference within one column; None where it is no such reference."""
    found = _REFERENCE.fullmatch(text)
    name = found and (found[1] or found[2])
    there = snapshot.sheet(name.replace("''", "'")) if name else sheet
    if found is None or there is None:
        return None
    top, column = position(found[3] + found[4])
    return [there.cells.get((row, column)) for row in range(top, int(found[5] or top) + 1)]


def _shown(cell: Cell | None) -> Value | None:
    if cell is None:
        return ""
    return None if cell.error else cell.number if cell.number is not None else cell.text


def _summed(cells: list[Cell | None]) -> Value | None:
    if any(cell and cell.error for cell in cells):
        return None
    numbers = [cell.number for cell in cells if cell and cell.number is not None]
    return sum(numbers, Decimal(0)) if numbers else ""
