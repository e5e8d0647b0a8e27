"""The levels of the rows of an indicator table: printed once, they hold for the rows below."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ziping.domain.model import Entry, Indicator
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header
from ziping.importing.targetparts import Cells
from ziping.importing.vocabulary import is_placeholder, lexicons
from ziping.patterns import pattern

_LEVELS = ("level1", "level2")
_ONLY_POINTS = pattern(r"\(?\d+(?:\.\d+)?(?:分|%)\)?")
"""The end of a level's name, in a cell of its own below it: （50分）."""
_GROUP = "小标题那一行的数，由下面各行加出来，不导入"


class Levels:
    """Takes the levels out of the cells of rows."""

    def __init__(self, board: Board, header: Header, given: Mapping[str, Entry]) -> None:
        self._board, self._header = board, header
        self.now = dict(given)
        self._ended: list[tuple[str, Entry, Entry]] = []

    def heading(self, cells: Cells) -> bool:
        """Whether a row only names the level of those below it, where its table has no column for that or the cell
        reaches over others; the points beside it are the sum of those rows."""
        first = next(iter(cells.get("name", ())), None)
        level = lexicons().levels.find(first.text.strip().strip("【】[]〔〕")) if first else None
        if (
            first is None
            or level is None
            or any(_says(slot) for id in ("target", "actual") for slot in cells.get(id, ()))
        ):
            return False
        column = self._header.at(first.left)
        if level in self._header.ids and not (column and first.right > column.right):
            return False
        self._set(level, self._board.naming(first))
        self._board.tell(_GROUP, *(slot for slots in cells.values() for slot in slots if slot is not first))
        return True

    def printed(self, cells: Cells) -> bool:
        """Take the levels that are printed in a row out of its cells; whether there are any, so that the row is about
        them."""
        found = False
        for id in _LEVELS:
            slots = cells.pop(id, None)
            if slots is None:
                continue
            if _ONLY_POINTS.fullmatch(slots[0].key) and id in self.now:
                self._end(id, slots[0])
                continue
            found = True
            if not _says(slots[0]):
                self._board.label(*slots)
                continue
            self._set(id, self._board.naming(slots[0]))
        return found

    def settled(self, row: Indicator) -> Indicator:
        """A row with the whole names of its levels, which may have gone on below it."""
        for id, old, whole in self._ended:
            if getattr(row, id) is old:
                row = replace(row, level1=whole) if id == "level1" else replace(row, level2=whole)
        return row

    def _set(self, id: str, entry: Entry) -> None:
        self.now[id] = entry
        if id == "level1":
            self.now.pop("level2", None)

    def _end(self, id: str, slot: Slot) -> None:
        self._board.label(slot)
        old = self.now[id]
        self.now[id] = replace(old, text=f"{old.text}{slot.text.strip()}")
        self._ended.append((id, old, self.now[id]))


def _says(slot: Slot) -> bool:
    return not is_placeholder(slot.text)
