"""The rows of an indicator table under its header, as they are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from ziping.domain.model import Entry, Indicator
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header
from ziping.importing.indicatorheader import with_levels
from ziping.importing.indicatorrow import Cells, RowBuilder
from ziping.importing.tableends import Ends, Sums
from ziping.importing.vocabulary import lexicons

_LEVELS = ("level1", "level2")
_MIN_COUNTED = 3
_GIVEN = ("name", "target", "target_number", "actual", "weight", "score")
_LONGEST_WORD = 4
"""Characters of a text in a column of points that is still no sentence: 满分, 待评."""
_NO_NAME = "这一行有数但没有指标名称"
_TWICE = "这一列的一格里有两处内容，分不清哪一处算数"
_NO_COLUMN = "上面没有栏头，不知道是哪一列"
_UNKNOWN_COLUMN = "栏头“{label}”不认识"
_SECOND_COLUMN = "有两列的栏头都是“{label}”的意思，只读了一列，这一列没有读"
_NO_POINTS = "栏头是“{label}”，内容却不是分数"
_GROUP = "小标题那一行的数，由下面各行加出来，不导入"
_SHARED = "“{sheet}”{place} 的“{text}”是几个指标合并的一格，分不清各占多少，记在了第一个指标上，请分开填。"
_OVER_TARGET = "“{sheet}”{place} 的“{text}”盖住了名称和指标值两栏，当作名称读了，请把指标值分开填。"
_ALONE = "空行里只有这一格有内容"


class Rows(msgspec.Struct, frozen=True):
    """What an indicator table gave: ``end`` is the first row after it, ``sums`` its 总分 row if it has one, ``levels``
    those of the last row, which hold on the next page."""

    indicators: tuple[Indicator, ...]
    end: int
    sums: Sums | None
    levels: Mapping[str, Entry]


class TableReader:
    """Reads row by row; levels printed once hold for the rows below."""

    def __init__(self, board: Board, header: Header, levels: Mapping[str, Entry]) -> None:
        self._board, self._page, self._header = board, board.page, header
        self._levels = dict(levels)
        self._drop: set[int] = set()
        self._found: list[Indicator] = []

    def read(self, rows: Sequence[int], starts: Mapping[int, str]) -> Rows:
        """The rows below the header; ``starts`` are those at which something else begins."""
        self._board.label(*self._header.slots)
        rows = [row for row in rows if row > self._header.bottom]
        self._header = with_levels(
            self._header, self._page, [row for row in rows if row < min(starts, default=row + 1)]
        )
        self._check_points(rows)
        self._ends, self._builder = Ends(self._board, self._header), RowBuilder(self._board, self._header)
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
        if not counted or len(slots) <= _MIN_COUNTED:
            return False
        self._board.label(*slots)
        return True

    def _check_points(self, rows: Sequence[int]) -> None:
        """A column of points that holds sentences is something else, whatever its header says; where no column of
        weights is left, the shares of 100 are (权重占比)."""
        columns = []
        for column in self._header.columns:
            points = column.id in ("weight", "score")
            texts = [slot.key for slot in self._page.slots_of(rows) if self._header.at(slot.left) is column]
            counted = any(character.isdigit() for text in texts for character in text)
            if points and not counted and any(len(text) > _LONGEST_WORD for text in texts):
                self._drop.add(column.left)
                column = msgspec.structs.replace(column, id=None)
            columns.append(column)
        if all(column.id != "weight" for column in columns):
            columns = [msgspec.structs.replace(c, id="weight") if c.id == "share" else c for c in columns]
        self._header = msgspec.structs.replace(self._header, columns=tuple(columns))

    def _id(self, slot: Slot) -> str | None:
        column = self._header.at(slot.left)
        return column.id if column else None

    def _row(self, row: int) -> None:
        cells = self._cells(row)
        if self._heading(cells):
            return
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
            self._note_merged(row, cells)
            self._found.append(self._builder.indicator(row, cells, self._levels, name))

    def _cells(self, row: int) -> Cells:
        """The cells of a row by column; what stands outside is a label or told."""
        cells: Cells = {}
        for slot in self._page.rows[row]:
            column = self._header.at(slot.left)
            label = " ".join(column.label.split()) if column else ""
            if column is None or (slot.left > column.solid and column.id in cells):
                self._aside(slot, _NO_COLUMN)
            elif column.left in self._drop:
                self._board.tell(_NO_POINTS.format(label=label), slot)
            elif column.id is None:
                known = lexicons().indicators.find(column.label)
                self._aside(slot, (_SECOND_COLUMN if known else _UNKNOWN_COLUMN).format(label=label))
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

    def _heading(self, cells: Cells) -> bool:
        """Whether a row only names the level of those below it, where its table has no column for that or the cell
        reaches over others; the points beside it are the sum of those rows."""
        first = next(iter(cells.get("name", ())), None)
        level = lexicons().levels.find(first.text.strip().strip("【】[]〔〕")) if first else None
        if first is None or level is None or _says(cells, "target") or _says(cells, "actual"):
            return False
        column = self._header.at(first.left)
        if level in self._header.ids and not (column and first.right > column.right):
            return False
        self._levels[level] = self._board.naming(first)
        if level == "level1":
            self._levels.pop("level2", None)
        self._board.tell(_GROUP, *(slot for slots in cells.values() for slot in slots if slot is not first))
        return True

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

    def _note_merged(self, row: int, cells: Cells) -> None:
        """Points in a cell that is merged over several indicators, a name in one that covers its target."""
        for column in self._header.columns:
            above = self._page.from_above(row, column.left) if column.id in ("weight", "score") else None
            if above and column.id not in cells and above.row > self._header.bottom and above.left == column.left:
                self._note(_SHARED, above)
            if column.id == "target" and column.id not in cells:
                for slot in (slot for slot in cells.get("name", ()) if slot.right >= column.left):
                    self._note(_OVER_TARGET, slot)

    def _note(self, said: str, slot: Slot) -> None:
        grid = self._page.grid
        self._board.note(said.format(sheet=grid.name, place=grid.place(*slot.at), text=" ".join(slot.text.split())))

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
