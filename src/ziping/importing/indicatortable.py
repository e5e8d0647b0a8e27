"""The rows of an indicator table under its header, as they are printed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from ziping.domain.model import EMPTY, Entry, Indicator
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header
from ziping.importing.indicatorheader import with_levels
from ziping.importing.indicatorrow import RowBuilder
from ziping.importing.levelcells import Levels
from ziping.importing.midterm import LeftSide
from ziping.importing.rowcells import RowCells
from ziping.importing.sharedcells import Found, apart
from ziping.importing.tableends import Ends, Sums
from ziping.importing.targetparts import Cells
from ziping.importing.vocabulary import is_placeholder

_MIN_COUNTED = 3
_LOOKED_AT = 20
"""Rows of the next page that are looked at, at most."""
_GIVEN = ("name", "target", "target_number", "target_lower", "target_upper", "actual", "weight", "score")
_NO_NAME = "这一行有数但没有指标名称"
_OVER_TARGET = "“{sheet}”{place} 的“{text}”盖住了名称和指标值两栏，当作名称读了，请把指标值分开填。"
_ALONE = "空行里只有这一格有内容"


class Rows(msgspec.Struct, frozen=True):
    """What an indicator table gave: ``end`` is the first row after it, ``sums`` its 总分 rows, ``levels``
    those of the last row, which hold on the next page."""

    indicators: tuple[Indicator, ...]
    end: int
    sums: tuple[Sums, ...]
    levels: Mapping[str, Entry]


class TableReader:
    """Reads row by row; levels printed once hold for the rows below."""

    def __init__(self, board: Board, header: Header, levels: Mapping[str, Entry]) -> None:
        self._board, self._page, self._header = board, board.page, header
        self._levels, self._left = Levels(board, header, levels), LeftSide(board)
        self._found: list[Found] = []
        self._last = 0
        """The last column of values that was filled."""

    def read(self, rows: Sequence[int], starts: Mapping[int, str]) -> Rows:
        """The rows below the header; ``starts`` are those at which something else begins."""
        self._board.label(*self._header.slots)
        rows = [row for row in rows if row > self._header.bottom]
        self._header = with_levels(
            self._header, self._page, [row for row in rows if row < min(starts, default=row + 1)]
        )
        self._cells = RowCells(self._board, self._header, rows)
        self._header = self._cells.header
        self._ends, self._builder = Ends(self._board, self._header), RowBuilder(self._board, self._header)
        return self.more(rows, starts)

    def more(self, rows: Sequence[int], starts: Mapping[int, str]) -> Rows:
        """The rows from ``rows`` on, under the header that was read before."""
        self._found, sums = [], list[Sums]()
        following = dict(pairwise(rows))
        for row in rows:
            if row in starts or (row in self._page.grid.breaks and not self._is_like(row)):
                return self._rows(row, sums)
            if self._ends.subtotal(row) or self._counts(row) or self._ends.remark(row):
                continue
            found = self._ends.sums(row)
            if found is not None:
                sums.append(found)
                if self._found or not self._goes_on_at(following.get(row), starts):
                    return self._rows(row + 1, sums)
            elif self._ends.over(row, following.get(row), starts):
                return self._rows(row, sums)
            else:
                self._row(row)
        return self._rows((rows[-1] if rows else self._header.bottom) + 1, sums)

    def sums(self, row: int) -> Sums | None:
        """What a 总分 row says that stands apart from the table; None for any other row."""
        return self._ends.sums(row) if self._ends.is_sum(row) else None

    def goes_on(self, row: int) -> bool:
        """Whether a row without a header of its own stands in the same columns: a name and a value, each cell where a
        column begins."""
        slots = self._page.rows[row]
        columns = {column.left: column.id for column in self._header.columns}
        if len(slots) < _MIN_COUNTED or any(slot.left not in columns for slot in slots):
            return False
        if self._ends.over(row, None, {}) or not self._reaches(row):
            return False
        ids = {columns[slot.left] for slot in slots if not is_placeholder(slot.text)}
        return "name" in ids and bool(ids.intersection(_GIVEN[1:]))

    def _reaches(self, row: int) -> bool:
        """Whether the rows from here on go as far to the right as those that were read: a narrow table of something
        else does not."""
        page, grid = self._page, self._page.grid
        at = bisect_left(page.order, row)
        ends = (bisect_left(page.order, one) for one in sorted(grid.breaks) if one > row)
        below = page.slots_of(page.order[at : min(at + _LOOKED_AT, next(ends, len(page.order)))])
        return any(slot.left >= self._last for slot in below)

    def level(self, row: int) -> str:
        """The first level that a row prints, “” for none."""
        return next((slot.key for slot in self._page.rows[row] if self._id(slot) == "level1"), "")

    def _is_like(self, row: int) -> bool:
        """Whether the first row of the next table of a Word file is one of this table."""
        return self.goes_on(row) or self._ends.is_sum(row)

    def _goes_on_at(self, row: int | None, starts: Mapping[int, str]) -> bool:
        """Whether the row below a sum that stands on top is an indicator."""
        return row is not None and row not in starts and self.goes_on(row)

    def _rows(self, end: int, sums: Sequence[Sums]) -> Rows:
        found, notes = apart(self._page, self._header, self._found)
        for note in notes:
            self._board.note(note)
        return Rows(tuple(self._levels.settled(one) for one in found), end, tuple(sums), self._levels.now)

    def _counts(self, row: int) -> bool:
        """Whether a row only counts the columns: 1 2 3 4."""
        slots = self._page.rows[row]
        counted = [slot.key for slot in slots] == [str(number) for number in range(1, len(slots) + 1)]
        if not counted or len(slots) <= _MIN_COUNTED:
            return False
        self._board.label(*slots)
        return True

    def _id(self, slot: Slot) -> str | None:
        column = self._header.at(slot.left)
        return column.id if column else None

    def _row(self, row: int) -> None:
        cells = self._cells.of(row)
        if self._levels.heading(cells):
            return
        printed = self._levels.printed(cells)
        midterm, other = (
            self._left.take(cells, self._levels.now) if "midterm_name" in self._header.ids else (EMPTY, None)
        )
        name = self._under_name(row, cells) or self._shared_name(row, cells)
        if "level3" in cells and "name" not in cells:
            cells["name"] = cells.pop("level3")
        given = [id for id in _GIVEN if _says(cells, id)]
        self._last = max(self._last, *(slot.left for id in given for slot in cells[id]), 0)
        slots = [slot for found in cells.values() for slot in found]
        if not given:
            blank = [slot for slot in slots if is_placeholder(slot.text)]
            self._board.label(*blank)
            self._board.tell(_ALONE, *(slot for slot in slots if slot not in blank))
        elif "name" not in given and name is None and not printed:
            self._board.tell(_NO_NAME, *slots)
        else:
            self._note_merged(cells)
            read = self._builder.indicator(row, cells, self._levels.now, name)
            if not midterm.empty:
                read = msgspec.structs.replace(read, extra={**read.extra, "midterm": midterm})
            self._found.append(Found(row, read))
        if other is not None:
            self._found.append(Found(row, other))

    def _note_merged(self, cells: Cells) -> None:
        """A name in a cell that covers its target."""
        column = next((column for column in self._header.columns if column.id == "target"), None)
        if column is None or "target" in cells:
            return
        for slot in (slot for slot in cells.get("name", ()) if slot.left < column.left <= slot.right):
            self._note(_OVER_TARGET, slot)

    def _note(self, said: str, slot: Slot) -> None:
        grid = self._page.grid
        self._board.note(said.format(sheet=grid.name, place=grid.place(*slot.at), text=" ".join(slot.text.split())))

    def _under_name(self, row: int, cells: Cells) -> Entry | None:
        """The whole name of a row of which a merged cell gives the first part: 培训 beside 期数 and 人数."""
        own = cells.get("name", [])
        above = self._page.from_above(row, own[0].left - 1) if own else None
        if above is None or self._id(above) != "name" or above.row <= self._header.bottom:
            return None
        return self._board.take(*cells.pop("name"), text=above.text.strip() + "".join(s.text.strip() for s in own))

    def _shared_name(self, row: int, cells: Cells) -> Entry | None:
        """The name that a merged cell from above gives to this row too."""
        column = next((column for column in self._header.columns if column.id == "name"), None)
        above = self._page.from_above(row, column.left) if column and "name" not in cells else None
        if above is None or self._id(above) != "name" or above.row <= self._header.bottom:
            return None
        return self._board.take(above)


def _says(cells: Cells, id: str) -> bool:
    return any(not is_placeholder(slot.text) for slot in cells.get(id, ()))
