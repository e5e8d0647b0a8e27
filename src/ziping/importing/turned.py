"""Indicator tables that lie on their side: the headers in the first column, a column for each indicator."""

from __future__ import annotations

import msgspec

from ziping.importing.board import Board
from ziping.importing.grid import Page
from ziping.importing.headers import Header
from ziping.importing.indicatorheader import VALUES, indicator_header
from ziping.importing.vocabulary import lexicons

_LEAST_VALUES = 2
_LEAST_COLUMNS = 2


class Turned(msgspec.Struct, frozen=True):
    """The rows of such a table and the column of its headers."""

    top: int
    bottom: int
    left: int


def turned_table(page: Page, row: int) -> Turned | None:
    """The table on its side that begins in ``row``: a name, two values of it at least, and two indicators."""
    found = _headed(page, row)
    if found is None:
        return None
    table, ids = found
    values = ids.intersection(VALUES)
    return table if len(values) >= _LEAST_VALUES else None


def nearly_turned(page: Page) -> int:
    """The row at which something begins that looks like such a table, but is not to be told for sure; 0 for none."""
    return next((row for row in page.order if _headed(page, row)), 0)


def read_turned(board: Board, table: Turned) -> tuple[Board, Header | None]:
    """A board on which the table stands upright, and its header."""
    page = board.page
    upright = Board(Page(page.grid.turn(range(table.top, table.bottom + 1), table.left)))
    for row in range(table.top, table.bottom + 1):
        board.label(*(s for s in page.rows.get(row, ()) if s.left < table.left and lexicons().plain.find(s.text)))
    return upright, indicator_header(upright, table.left)


def _headed(page: Page, row: int) -> tuple[Turned, frozenset[str]] | None:
    """Rows from ``row`` on that each begin with a header word and go on with other texts, with what the words mean;
    None where no name of an indicator is among them or where there is one indicator only."""
    words, left = lexicons().indicators, 0
    ids: dict[str, int] = {}
    columns: set[int] = set()
    bottom = row
    for line in (line for line in page.order if line >= row):
        slots = page.rows[line]
        first = next((slot for slot in slots[:2] if words.find(slot.text) and slot.bottom == line), None)
        if first is None or (left and first.left != left) or (bottom != row and line - bottom > 1):
            break
        rest = [slot for slot in slots if slot.left > first.right]
        id = words.find(first.text)
        if id is None or id in ids or not rest or any(words.find(slot.text) for slot in rest):
            break
        left, bottom = first.left, line
        ids[id] = line
        columns |= {slot.left for slot in rest} if id == "name" else set()
    if "name" not in ids or not ids.keys() & set(VALUES) or len(columns) < _LEAST_COLUMNS:
        return None
    return Turned(row, bottom, left), frozenset(ids)
