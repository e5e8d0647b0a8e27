"""One row of an indicator table as an indicator: its cells by column, its target put together from its parts."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.domain.model import EMPTY, Entry, Indicator, Parts
from ziping.importing.board import Board
from ziping.importing.headers import Header
from ziping.importing.targetparts import Cells, measured, split_target

BLOCK = "ind"
_PRINTED = ("name", "target", "actual", "weight", "score", "reason")
_PARTS = {
    "actual_number": "actual", "target_number": "number", "upper": "upper", "rating": "rating", "manual": "manual",
}  # fmt: skip
_COMPUTED = ("automatic", "met", "advice", "ordinal")
"""Columns that only repeat what follows from others."""


class RowBuilder:
    """Makes indicators of the cells of rows; every cell is taken or is a label."""

    def __init__(self, board: Board, header: Header) -> None:
        self._board, self._header = board, header
        self._beside = {"target", "target_number"} <= header.ids
        """Whether the parts of the target stand beside the form, which prints the whole."""

    def indicator(self, row: int, cells: Cells, levels: Mapping[str, Entry], name: Entry | None) -> Indicator:
        """The indicator of ``row``; ``name`` is one that a merged cell gives to it."""
        self._board.label(*(slot for id in _COMPUTED for slot in cells.pop(id, ())))
        target = split_target(self._board, cells, beside=self._beside)
        if "actual_unit" in cells and "actual" in cells:
            cells["actual"] = measured(self._board, cells["actual"], cells.pop("actual_unit"))
        entries = {id: self._board.take(*slots) for id, slots in cells.items()}
        printed = {id: entries.pop(id) for id in _PRINTED if id in entries}
        printed.setdefault("name", name or self._blank(row, "name"))
        parts = {part: entries.pop(id) for id, part in _PARTS.items() if id in entries}
        parts |= {part: target[part] for part in ("sign", "number", "upper", "unit") if part in target}
        for id in self._header.ids.intersection(_PRINTED) - printed.keys() - {"target"}:
            printed[id] = self._blank(row, id)
        return Indicator(
            **printed,
            target=target.get("target") or self._blank(row, "target"),
            level1=levels.get("level1", EMPTY),
            level2=levels.get("level2", EMPTY),
            parts=Parts(**parts),
            block=BLOCK,
            extra=entries,
        )

    def _blank(self, row: int, id: str) -> Entry:
        column = next((column for column in self._header.columns if column.id == id), None)
        return self._board.empty(row, column.left) if column else EMPTY
