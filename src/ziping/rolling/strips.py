"""The years before, beside a table: which columns and cells they take, read back from a workbook that has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from ziping.domain.model import Entry, SelfEvaluation
from ziping.domain.snapshot import Area, Snapshot, position
from ziping.forms import names
from ziping.patterns import pattern

YEARS = 3
"""Years that are kept beside a table; older ones stay in the older workbooks."""
_TOTAL_BELOW = 3
"""So many rows below a table at most stands its total."""
_HEAD = pattern(r"(\d{4})年(.*)")

Value = Decimal | str
Column = tuple[int, str]
"""A year and what the column shows of it; "" for the year's figure itself."""


class Strip(msgspec.Struct, frozen=True):
    """What stands beside one table. ``top`` is the row of its headings, ``bottom`` its last row; ``columns`` are the
    columns from left to right, None where one is left free, and ``cells`` the values by row and column. ``most`` is
    how many years are shown at most."""

    sheet: str
    table: str
    top: int
    bottom: int
    columns: tuple[Column | None, ...]
    cells: Mapping[tuple[int, Column], Value]
    most: int = YEARS

    @property
    def name(self) -> str:
        return names.column(self.table, names.HISTORY)


class Before(msgspec.Struct, frozen=True):
    """What a workbook already shows beside a table; ``area`` is None where it shows nothing yet. ``places`` says in
    which column of the sheet a value stands. ``foreign``: somebody wrote something else there."""

    area: Area | None = None
    cells: Mapping[tuple[int, Column], Value] = {}
    foreign: bool = False
    places: Mapping[Column, int] = {}


def before(snapshot: Snapshot, sheet: str, table: str) -> Before:
    """What stands beside a table of a sheet."""
    name = names.column(table, names.HISTORY)
    area = next((n.area for n in snapshot.names if n.scope == sheet and n.name == name and n.area), None)
    there = snapshot.sheet(area.sheet) if area else None
    if area is None or there is None:
        return Before()
    heads: dict[int, Column] = {}
    for column in range(area.left, area.right + 1):
        cell = there.cells.get((area.top, column))
        if cell and (found := _HEAD.fullmatch(cell.text.strip())):
            heads[column] = int(found[1]), found[2]
    cells: dict[tuple[int, Column], Value] = {}
    foreign = False
    for (row, column), cell in there.cells.items():
        if area.top <= row <= area.bottom and area.left <= column <= area.right and (cell.text or cell.error):
            if column not in heads or cell.formula is not None:
                foreign = True
            elif row > area.top:
                cells[row, heads[column]] = cell.text if cell.number is None else cell.number
    return Before(area, cells, foreign, {shown: column for column, shown in heads.items()})


def yearly(labels: Sequence[str], extra: str | None, shown: Sequence[int]) -> tuple[Column | None, ...]:
    """The columns of up to three years, the last first; ``extra`` stands behind those of the last year alone. Years
    that are not shown leave their columns free."""
    found: list[Column | None] = []
    for index in range(YEARS):
        year = shown[index] if index < len(shown) else None
        found += [None if year is None or label is None else (year, label) for label in labels]
        if index == 0 and extra is not None:
            found.append((shown[0], extra) if extra else None)
    return tuple(found)


def merged(
    old: Before, new: Mapping[tuple[int, Column], Value], year: int
) -> tuple[dict[tuple[int, Column], Value], list[int]]:
    """The cells of all years that are kept, with this one, and these years, the last first."""
    cells = {**old.cells, **new}
    kept = sorted({column[0] for _, column in old.cells} | {year}, reverse=True)[:YEARS]
    return {at: value for at, value in cells.items() if at[1][0] in kept}, kept


def total_row(form: SelfEvaluation, bottom: int) -> int | None:
    """The row of the total score, where it ends the table of indicators whose last row is ``bottom``."""
    row = position(form.total.cell)[0] if form.total.cell else 0
    return row if 0 < row - bottom <= _TOTAL_BELOW else None


def value_of(entry: Entry) -> Value | None:
    """What is shown of a cell: a number as number, anything else as it is seen."""
    if entry.empty:
        return None
    if entry.error or entry.number is None or Entry(text=entry.text).amount() is None:
        return entry.error or entry.text or ""
    return entry.number if not (entry.text or "").endswith("%") else entry.exact
