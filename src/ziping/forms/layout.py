"""A sheet as it will be drawn: places with values, formulas and styles, names, validations, heights."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec

from ziping.domain.snapshot import address
from ziping.forms.filled import Value

_ROW = 25.0
_LINE = 15.0
"""Height of one line of 10.5 pt text, in points."""


class Place(msgspec.Struct, frozen=True):
    """One cell or merged block. ``unlocked`` cells can be typed into on the protected sheet."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    value: Value = None
    formula: str | None = None
    style: str = "cell"
    unlocked: bool = False

    @property
    def bottom(self) -> int:
        return self.row + self.rows - 1

    @property
    def right(self) -> int:
        return self.column + self.columns - 1


class Rule(msgspec.Struct, frozen=True):
    """A data validation or a conditional format over an area, in XlsxWriter's terms."""

    area: tuple[int, int, int, int]
    options: dict[str, Any]


class Chart(msgspec.Struct, frozen=True):
    """A bar chart of one column over another, both areas on this sheet; drawn from cell (``row``, ``column``) on."""

    title: str
    labels: tuple[int, int, int, int]
    values: tuple[int, int, int, int]
    row: int
    column: int


class Layout(msgspec.Struct):
    """A sheet being laid out; rows and columns count from 1."""

    sheet: str
    widths: list[float]
    printed: int
    """Columns inside the print area; 0 where all that is written prints."""
    landscape: bool = False
    review: bool = False
    """Whether the indicator tables have the 复核 area, for which the add-in is needed."""
    places: list[Place] = msgspec.field(default_factory=list)
    names: dict[str, tuple[int, int, int, int]] = msgspec.field(default_factory=dict)
    constants: dict[str, str] = msgspec.field(default_factory=dict)
    pointers: dict[str, str] = msgspec.field(default_factory=dict)
    """Names of this sheet that point to a cell of another one, as 'Sheet'!$A$1."""
    shared: dict[str, tuple[int, int, int, int]] = msgspec.field(default_factory=dict)
    """Names of the whole workbook that point to cells of this sheet."""
    column_styles: dict[int, tuple[str, bool]] = msgspec.field(default_factory=dict)
    """How cells look that are written later, by column: the style, and whether they can be typed into."""
    hidden: frozenset[int] = frozenset()
    """Hidden columns."""
    heights: dict[int, float] = msgspec.field(default_factory=dict)
    validations: list[Rule] = msgspec.field(default_factory=list)
    conditions: list[Rule] = msgspec.field(default_factory=list)
    groups: list[tuple[str, int, int]] = msgspec.field(default_factory=list)
    """Level-one indicators with their first and last row."""
    charts: list[Chart] = msgspec.field(default_factory=list)
    repeat: tuple[int, int] | None = None
    row: int = 1
    """The next free row."""

    def put(self, place: Place) -> None:
        self.places.append(place)
        self.heights.setdefault(place.row, _ROW)
        if isinstance(place.value, str) and place.rows == 1:
            self.fit(place.row, place.column, place.columns, place.value)

    def fit(self, row: int, column: int, columns: int, text: str) -> None:
        """Row ``row`` is high enough to show ``text`` in a block of ``columns`` that begins at ``column``."""
        if text:
            self.need(row, lines(text, sum(self.widths[column - 1 : column + columns - 1])))

    def need(self, row: int, count: int, *, line: float = _LINE) -> None:
        """Row ``row`` is at least ``count`` lines high."""
        self.heights[row] = max(self.heights.get(row, _ROW), min(count * line + 9, 400.0))

    def name(self, name: str, top: int, left: int, bottom: int | None = None, right: int | None = None) -> None:
        self.names[name] = (top, left, bottom or top, right or left)


def lines(text: str, width: float) -> int:
    """Lines that ``text`` takes in a column of ``width`` characters; Chinese characters count double."""
    import unicodedata

    room = max(int((width - 1) * 7 / 14 * 2) - 1, 2)
    count = 0
    for paragraph in text.split("\n"):
        size = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in paragraph)
        count += max(-(-size // room), 1)
    return count


def span(top: int, left: int, bottom: int, right: int) -> str:
    """An absolute reference such as $G$12:$G$30."""
    return f"{absolute(top, left)}:{absolute(bottom, right)}"


def rows_of(column: int, runs: Iterable[tuple[int, int]]) -> list[str]:
    """References to runs of rows in a column: $D$7, $D$9:$D$11."""
    return [absolute(a, column) if a == b else span(a, column, b, column) for a, b in runs]


def absolute(row: int, column: int) -> str:
    letters = address(row, column).rstrip("0123456789")
    return f"${letters}${row}"


@lru_cache(maxsize=16384)
def left_fixed(row: int, column: int) -> str:
    """A reference with a fixed column, as rows of a table need it: $K12."""
    letters = address(row, column).rstrip("0123456789")
    return f"${letters}{row}"
