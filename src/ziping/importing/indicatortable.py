"""The rows of an indicator table under its header, as they are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from ziping.domain.model import Entry, Indicator
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header, header_at
from ziping.importing.indicatorrow import Cells, RowBuilder
from ziping.importing.tableends import Ends, Sums
from ziping.importing.vocabulary import lexicons

_LEVELS = ("level1", "level2")
_CORE = ("level1", "level2", "name", "target", "target_number", "actual", "weight", "score")
_MIN_CORE = 3
_GIVEN = ("name", "target", "target_number", "actual", "weight", "score")
_LONGEST_WORD = 4
"""Characters of a text in a column of points that is still no sentence: 满分, 待评."""
_NO_NAME = "这一行有数但没有指标名称"
_TWICE = "这一列的一格里有两处内容，分不清哪一处算数"
_NO_COLUMN = "上面没有栏头，不知道是哪一列"
_UNKNOWN_COLUMN = "栏头“{label}”不认识"
_NO_POINTS = "栏头是“{label}”，内容却不是分数"
_ALONE = "空行里只有这一格有内容"


class Rows(msgspec.Struct, frozen=True):
    """What an indicator table gave: ``end`` is the first row after it, ``sums`` its 总分 row if it has one, ``levels``
    those of the last row, which hold on the next page."""

    indicators: tuple[Indicator, ...]
    end: int
    sums: Sums | None
    levels: Mapping[str, Entry]


def indicator_header(board: Board, row: int) -> Header | None:
    """The header of an indicator table that begins in ``row``: a name or level, and what is to be reached or scored."""
    header = header_at(board.page, row, lexicons().indicators)
    if header is None or not header.ids & {"name", "level2"}:
        return None
    core = header.ids.intersection(_CORE)
    planned = header.ids & {"target", "target_number", "actual", "weight", "score"}
    return header if len(core) >= _MIN_CORE and planned else None


def doubled(header: Header) -> bool:
    """Whether two tables stand side by side under one header row."""
    found = [lexicons().indicators.find(column.label) for column in header.columns]
    return found.count("name") > 1 and found.count("target") + found.count("actual") > 2


class TableReader:
    """Reads row by row; levels printed once hold for the rows below."""

    def __init__(self, board: Board, header: Header, levels: Mapping[str, Entry]) -> None:
        self._board, self._page, self._header = board, board.page, header
        self._levels = dict(levels)
        self._ends, self._builder = Ends(board, header), RowBuilder(board, header)
        self._drop: set[str] = set()
        self._found: list[Indicator] = []

    def read(self, rows: Sequence[int], starts: Mapping[int, str]) -> Rows:
        """The rows below the header; ``starts`` are those at which something else begins."""
        self._board.label(*self._header.slots)
        rows = [row for row in rows if row > self._header.bottom]
        self._check_points(rows)
        following = dict(pairwise(rows))
        for row in rows:
            if row in starts:
                return self._rows(row)
            if self._ends.subtotal(row) or self._counts(row):
                continue
            sums = self._ends.sums(row)
            if sums is not None:
                return self._rows(row + 1, sums)
            if self._ends.over(row, following.get(row), starts):
                return self._rows(row)
            self._row(row)
        return self._rows((rows[-1] if rows else self._header.bottom) + 1)

    def _rows(self, end: int, sums: Sums | None = None) -> Rows:
        return Rows(tuple(self._found), end, sums, self._levels)

    def _counts(self, row: int) -> bool:
        """Whether a row only counts the columns: 1 2 3 4."""
        slots = self._page.rows[row]
        counted = [slot.key for slot in slots] == [str(number) for number in range(1, len(slots) + 1)]
        if not counted or len(slots) <= _MIN_CORE:
            return False
        self._board.label(*slots)
        return True

    def _check_points(self, rows: Sequence[int]) -> None:
        """A column of points that holds sentences is something else, whatever its header says."""
        for id in ("weight", "score"):
            texts = [slot.key for slot in self._page.slots_of(rows) if self._id(slot) == id]
            counted = any(character.isdigit() for text in texts for character in text)
            if not counted and any(len(text) > _LONGEST_WORD for text in texts):
                self._drop.add(id)

    def _id(self, slot: Slot) -> str | None:
        column = self._header.at(slot.left)
        return column.id if column else None

    def _row(self, row: int) -> None:
        cells = self._cells(row)
        printed = self._level(cells)
        name = self._shared_name(row, cells)
        given = [id for id in _GIVEN if _says(cells, id)]
        slots = [slot for found in cells.values() for slot in found]
        if not given:
            blank = [slot for slot in slots if _is_placeholder(slot)]
            self._board.label(*blank)
            self._board.tell(_ALONE, *(slot for slot in slots if slot not in blank))
        elif "name" not in given and name is None and not printed:
            self._board.tell(_NO_NAME, *slots)
        else:
            self._found.append(self._builder.indicator(row, cells, self._levels, name))

    def _cells(self, row: int) -> Cells:
        """The cells of a row by column; what stands outside is a label or told."""
        cells: Cells = {}
        for slot in self._page.rows[row]:
            column = self._header.at(slot.left)
            label = " ".join(column.label.split()) if column else ""
            if column is None or (slot.left > column.solid and column.id in cells):
                self._aside(slot, _NO_COLUMN)
            elif column.id is None:
                self._aside(slot, _UNKNOWN_COLUMN.format(label=label))
            elif column.id in self._drop:
                self._board.tell(_NO_POINTS.format(label=label), slot)
            else:
                cells.setdefault(column.id, []).append(slot)
        return {id: self._one(id, slots) for id, slots in cells.items()}

    def _aside(self, slot: Slot, why: str) -> None:
        """A cell outside every column: the vertical label of the table, or something nobody knows."""
        if lexicons().plain.find(slot.text) in ("label", "placeholder"):
            self._board.label(slot)
        else:
            self._board.tell(why, slot)

    def _one(self, id: str, slots: list[Slot]) -> list[Slot]:
        """The cells that are one entry: only a value under a header that was merged over its parts may be several."""
        if id == "name" and len(slots) > 1 and (_is_placeholder(slots[0]) or slots[0].key.isdigit()):
            self._board.label(slots[0])
            slots = slots[1:]
        if len(slots) == 1 or id in ("target", "actual", "name"):
            return slots
        self._board.tell(_TWICE, *slots[1:])
        return slots[:1]

    def _level(self, cells: Cells) -> bool:
        """Take the levels that are printed in a row out of its cells; whether there are any, so that the row is about
        them."""
        printed = False
        for id in _LEVELS:
            slots = cells.pop(id, None)
            if slots is None:
                continue
            printed = True
            if _is_placeholder(slots[0]):
                self._board.label(*slots)
                continue
            self._levels[id] = self._board.naming(slots[0])
            if id == "level1":
                self._levels.pop("level2", None)
        return printed

    def _shared_name(self, row: int, cells: Cells) -> Entry | None:
        """The name that a merged cell from above gives to this row too."""
        column = next((column for column in self._header.columns if column.id == "name"), None)
        above = self._page.from_above(row, column.left) if column and "name" not in cells else None
        if above is None or self._id(above) != "name" or above.row <= self._header.bottom:
            return None
        return self._board.take(above)


def _says(cells: Cells, id: str) -> bool:
    return any(not _is_placeholder(slot) for slot in cells.get(id, ()))


def _is_placeholder(slot: Slot) -> bool:
    return lexicons().plain.find(slot.text) == "placeholder"
