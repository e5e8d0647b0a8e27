"""The cells of a row of an indicator table by their columns; what stands outside is a label or told."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header
from ziping.importing.targetparts import Cells
from ziping.importing.vocabulary import is_placeholder, lexicons

_LONGEST_WORD = 4
"""Characters of a text in a column of points that is still no sentence: 满分, 待评."""
_TWICE = "这一列的一格里有两处内容，分不清哪一处算数"
_NO_COLUMN = "上面没有栏头，不知道是哪一列"
_UNKNOWN_COLUMN = "栏头“{label}”不认识"
_SECOND_COLUMN = "有两列的栏头都是“{label}”的意思，只读了一列，这一列没有读"
_NO_POINTS = "栏头是“{label}”，内容却不是分数"


class RowCells:
    """Sorts the cells of rows under a header; ``rows`` are those that may stand under it."""

    def __init__(self, board: Board, header: Header, rows: Sequence[int]) -> None:
        self._board, self._page = board, board.page
        self._drop: set[int] = set()
        self.header = self._with_points(header, rows)
        """The header by what stands under it."""

    def _with_points(self, header: Header, rows: Sequence[int]) -> Header:
        """A column of points that holds sentences is something else, whatever its header says; where no column of
        weights is left, the shares of 100 are (权重占比)."""
        columns = []
        for column in header.columns:
            points = column.id in ("weight", "score")
            texts = [slot.key for slot in self._page.slots_of(rows) if header.at(slot.left) is column]
            counted = any(character.isdigit() for text in texts for character in text)
            if points and not counted and any(len(text) > _LONGEST_WORD for text in texts):
                self._drop.add(column.left)
                column = replace(column, id=None)
            columns.append(column)
        if all(column.id != "weight" for column in columns):
            columns = [replace(column, id="weight") if column.id == "share" else column for column in columns]
        return replace(header, columns=tuple(columns))

    def of(self, row: int) -> Cells:
        """The cells of a row by column; what stands outside is a label or told."""
        cells: Cells = {}
        for slot in self._page.rows[row]:
            column = self.header.at(slot.left)
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
        if id == "name" and len(slots) > 1 and (is_placeholder(slots[0].text) or slots[0].key.isdigit()):
            self._board.label(slots[0])
            slots = slots[1:]
        if len(slots) == 1 or id in ("target", "actual", "name"):
            return slots
        self._board.tell(_TWICE, *slots[1:])
        return slots[:1]
