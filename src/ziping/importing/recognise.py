"""A grid as the 自评表 that stand on it: what is read, and what is not understood, with its place."""

from __future__ import annotations

import msgspec

from ziping.importing.board import Board, Unread
from ziping.importing.byproject import by_project
from ziping.importing.celllist import listed
from ziping.importing.evaluation import EvaluationReader, Recognised
from ziping.importing.grid import Grid, Page
from ziping.importing.looselines import LONG_LINE, NO_HEADER, OUTSIDE
from ziping.importing.segments import parts_of, starts_of

_COVERED = "被合并单元格盖住，表上看不见"


def recognised(grid: Grid) -> tuple[Recognised, ...]:
    """The 自评表 on a grid, from top to bottom; () where there is none. Pure; nothing is guessed."""
    page = Page(grid)
    board = Board(page)
    starts = starts_of(board)
    if not starts.tables and not starts.funds and not starts.sides:
        return _listed(board)
    found: list[Recognised] = []
    outside = [Unread(grid.name, grid.place(*at), page.shown(at), _COVERED) for at in page.covered]
    for rows in parts_of(page, starts):
        table = EvaluationReader(board, starts, rows).read()
        if table is None:
            lines = [row for row in rows if len(page.rows[row]) > LONG_LINE]
            why = NO_HEADER if lines and found else OUTSIDE
            outside += (Unread(grid.name, grid.place(*slot.at), slot.text, why) for slot in page.slots_of(rows))
        else:
            found += by_project(table)
    if found and outside:
        found[-1] = msgspec.structs.replace(found[-1], unread=(*found[-1].unread, *outside))
    return tuple(found)


def _listed(board: Board) -> tuple[Recognised, ...]:
    """The projects of a list that holds all targets of one in a single cell."""
    projects = list(listed(board))
    found = []
    for index, project in enumerate(projects):
        first = project.row if index else 0
        last = projects[index + 1].row - 1 if index + 1 < len(projects) else max(board.page.order)
        rows = [row for row in board.page.order if first <= row <= last]
        slots = list(board.page.slots_of(rows))
        labels = tuple(
            (project.model.sheet, board.page.grid.place(*slot.at)) for slot in slots if board.fate(slot.at) == "label"
        )
        words = frozenset(slot.key for slot in slots)
        found.append(Recognised(project.model, tuple(board.unread(rows)), labels, words))
    return tuple(found)
