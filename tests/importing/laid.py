"""Rows of texts as a grid: “<” joins the cell on the left, “^” the one above, an error code is an error cell."""

from __future__ import annotations

from collections.abc import Sequence

from importing.drawn import Box, Drawn
from ziping.domain.snapshot import Cell
from ziping.importing.grid import Grid


def laid(rows: Sequence[Sequence[str | None]], name: str = "自评表") -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    reach: dict[tuple[int, int], tuple[int, int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            at = (row, column)
            owner[at] = at
            if text in ("<", "^"):
                owner[at] = owner[(row, column - 1) if text == "<" else (row - 1, column)]
                bottom, right = reach.get(owner[at], owner[at])
                reach[owner[at]] = (max(bottom, row), max(right, column))
            elif text:
                error = text if text.startswith("#") else None
                cells[at] = Cell("" if error else text, text, error=error)
    return Grid(name, cells, tuple((top, left, *end) for (top, left), end in reach.items()))


def on_paper(rows: Sequence[Sequence[str | None]]) -> Drawn:
    """The same table to be written as a file."""
    grid = laid(rows)
    ends = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
    places = dict.fromkeys([*grid.cells, *ends])
    boxes = []
    for row, column in places:
        bottom, right = ends.get((row, column), (row, column))
        cell = grid.cells.get((row, column))
        boxes.append(
            Box(row - 1, column - 1, (cell.error or cell.text) if cell else "", bottom - row + 1, right - column + 1)
        )
    return Drawn(boxes)
