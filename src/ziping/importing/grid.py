"""A table as anybody made it: texts in a grid, with merged cells, each with its place in the file.

A worksheet is one grid. A Word file is one grid too: its paragraphs and the rows of its tables under each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ziping.domain.model import Entry
from ziping.domain.snapshot import Cell, address
from ziping.importing.vocabulary import key

Position = tuple[int, int]
Merge = tuple[int, int, int, int]

_PARAGRAPH = "段"
_TALL = 2000
"""Rows of a merge that is a cell of a table; taller ones are somebody's formatting."""


class Grid(msgspec.Struct, frozen=True):
    """Non-empty cells by row and column, both from 1. ``lines`` says where a row of a Word file stands
    (第3段, 表1第2行); ``breaks`` are rows at which a new table of the file begins. ``plain`` grids lost their formats:
    numbers are as stored. ``turned``: rows and columns are those of the file the other way round."""

    name: str
    cells: Mapping[Position, Cell]
    merges: tuple[Merge, ...] = ()
    lines: Mapping[int, str] = {}
    breaks: frozenset[int] = frozenset()
    hidden: bool = False
    plain: bool = False
    turned: bool = False

    def place(self, row: int, column: int) -> str:
        """E12 on a worksheet, 表1第2行第5列 or 第3段 in a Word file."""
        if self.turned:
            row, column = column, row
        line = self.lines.get(row)
        if line is None:
            return address(row, column)
        return line if line.endswith(_PARAGRAPH) else f"{line}第{column}列"

    def is_paragraph(self, row: int) -> bool:
        """Whether a row is a line of a Word file outside its tables."""
        return not self.turned and self.lines.get(row, "").endswith(_PARAGRAPH)

    def turn(self, rows: range, left: int) -> Grid:
        """These rows from column ``left`` on, as a grid whose rows are their columns."""
        cells = {(column, row): cell for (row, column), cell in self.cells.items() if row in rows and column >= left}
        merges = [merge for merge in self.merges if merge[0] in rows and merge[1] >= left]
        return Grid(
            self.name,
            dict(sorted(cells.items())),
            tuple((first, top, last, bottom) for top, first, bottom, last in merges),
            self.lines,
            turned=True,
        )

    def entry(self, row: int, column: int) -> Entry:
        cell = self.cells.get((row, column))
        place = self.place(row, column)
        if cell is None:
            return Entry(sheet=self.name, cell=place)
        return Entry(cell.text or None, cell.number, cell.error, cell.formula is not None, self.name, place)


class Slot(msgspec.Struct, frozen=True):
    """One non-empty cell as it stands on the page: where it is stored, and how far it reaches. ``key`` is the text as
    words are compared."""

    row: int
    left: int
    right: int
    bottom: int
    text: str
    key: str

    @property
    def at(self) -> Position:
        return self.row, self.left


class Page:
    """A grid as slots by row; merged cells count once."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        filled = {at: cell for at, cell in grid.cells.items() if _shown(cell)}
        spans = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
        self.covered = sorted(_covered(grid.merges, filled))
        """Filled cells that nobody sees, under a merged one."""
        self.rows: dict[int, list[Slot]] = {}
        self._reaching: dict[Position, Slot] = {}
        self._used: list[tuple[int, set[int]]] = []
        hidden, starts = set(self.covered), sorted(grid.breaks)
        for at in sorted(filled):
            if at in hidden:
                continue
            row, column = at
            bottom, right = spans.get(at, at)
            text = self.shown(at)
            slot = Slot(row, column, right, bottom, text, key(text))
            self.rows.setdefault(row, []).append(slot)
            while starts and row >= starts[0]:
                self._used.append((starts.pop(0), set()))
            if not self._used:
                self._used.append((0, set()))
            self._used[-1][1].add(column)
            for lower in range(row + 1, bottom + 1) if bottom - row < _TALL else ():
                for place in range(column, right + 1):
                    self._reaching[lower, place] = slot
        self.order = sorted(self.rows)

    def from_above(self, row: int, column: int) -> Slot | None:
        """The merged cell that reaches down into this place."""
        return self._reaching.get((row, column))

    def beside(self, left: Slot, right: Slot) -> bool:
        """Whether nothing could stand between two cells of a row: no column there holds anything anywhere."""
        used: set[int] = next((columns for first, columns in reversed(self._used) if left.row >= first), set())
        return not any(column in used for column in range(left.right + 1, right.left))

    def lines_beside(self, slot: Slot) -> Iterator[list[Slot]]:
        """The rows below the first one that a merged cell reaches down beside."""
        below = self.order[bisect_right(self.order, slot.row) : bisect_right(self.order, slot.bottom)]
        yield from (self.rows[row] for row in below)

    def shown(self, at: Position) -> str:
        """The text of a cell, or its error."""
        cell = self.grid.cells[at]
        return cell.error or cell.text

    def slots(self) -> Iterator[Slot]:
        """All cells in reading order."""
        return self.slots_of(self.order)

    def slots_of(self, rows: Iterable[int]) -> Iterator[Slot]:
        for row in rows:
            yield from self.rows[row]


def _shown(cell: Cell) -> bool:
    return cell.error is not None or bool(cell.text.strip().strip("​‌‍⁠﻿"))


def _covered(merges: tuple[Merge, ...], filled: Mapping[Position, object]) -> set[Position]:
    """Filled cells that a merge hides."""
    found = set()
    rows: dict[int, list[Position]] = {}
    for at in filled:
        rows.setdefault(at[0], []).append(at)
    for top, left, bottom, right in merges:
        for row in range(top, bottom + 1) if bottom - top < len(rows) else [r for r in rows if top <= r <= bottom]:
            for at in rows.get(row, ()):
                if left <= at[1] <= right and at != (top, left):
                    found.add(at)
    return found
