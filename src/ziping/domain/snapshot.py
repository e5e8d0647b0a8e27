"""What a host reads from a workbook, and what it is asked to write back.

The file reader and the live Excel host make the same snapshot, so everything behind it works on both.
Rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

import msgspec


@cache
def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=16384)
def address(row: int, column: int) -> str:
    """(12, 5) → E12."""
    return f"{column_letters(column)}{row}"


def position(address: str) -> tuple[int, int]:
    """E12 → (12, 5)."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_number(letters)


class Cell(msgspec.Struct, frozen=True):
    """One non-empty cell.

    ``text`` is what the user sees (number format applied), ``raw`` the exact stored text of the value.
    ``number`` is set for numeric cells only, exact; a cell showing 95% holds 0.95 and shows ``text`` 95%.
    A formula cell carries its cached value; ``text`` is "" where the file holds no cached value.
    """

    text: str = ""
    raw: str = ""
    number: Decimal | None = None
    error: str | None = None
    formula: str | None = None
    date: date | None = None
    boolean: bool | None = None
    number_format: str = "General"


class Area(msgspec.Struct, frozen=True):
    """A rectangle of cells on a sheet, both ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class DefinedName(msgspec.Struct, frozen=True):
    """A defined name; ``scope`` is the sheet it belongs to, None for the whole workbook.

    ``area`` is set where it points to cells, ``constant`` where it holds a text or number;
    both are None when it points nowhere any more (#REF!) or holds another formula.
    """

    name: str
    refers_to: str
    scope: str | None = None
    area: Area | None = None
    constant: str | None = None


class Sheet(msgspec.Struct, frozen=True):
    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


class Snapshot(msgspec.Struct, frozen=True):
    """All values of a workbook at one moment."""

    source: str
    sheets: tuple[Sheet, ...]
    names: tuple[DefinedName, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        return next((s for s in self.sheets if s.name == name), None)


class CellEdit(msgspec.Struct, frozen=True):
    """One value to write. ``keep_formula`` renews only the cached value of a formula cell.

    ``formula`` (without “=”) becomes the cell's formula, in place of one it may have, and ``value`` its cached
    result; ``keep_formula`` then says nothing.
    """

    sheet: str
    row: int
    column: int
    value: Decimal | str | date | None
    keep_formula: bool = False
    formula: str | None = None
