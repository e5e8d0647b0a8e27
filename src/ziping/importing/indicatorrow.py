"""One row of an indicator table as an indicator: its cells by column, its target put together from its parts."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ziping.domain.model import EMPTY, Entry, Indicator, Parts
from ziping.domain.quantity import parse_value
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header
from ziping.importing.vocabulary import lexicons
from ziping.patterns import pattern

BLOCK = "ind"
_PRINTED = ("name", "target", "actual", "weight", "score", "reason")
_PARTS = {
    "actual_number": "actual", "target_number": "number", "upper": "upper", "rating": "rating", "manual": "manual",
}  # fmt: skip
_COMPUTED = ("automatic", "met", "advice", "ordinal")
"""Columns that only repeat what follows from others."""
_SIGN = pattern(
    r"[≥≧>≤≦<=＝﹦═≈~⩾⩽]+|(?:大于|小于)?(?:等于)?|不(?:低于|高于|超过|少于)|定性|正向|反向|区间|期限|是否|其他.*|\d{1,2}"
)
_DIRECTION = pattern(r"正向|反向|定量|定性")
_SIGNED = pattern(r"[≥≧>≤≦<=﹦═≈~⩾⩽]")
"""A value that says its own sign."""

Cells = dict[str, list[Slot]]


class RowBuilder:
    """Makes indicators of the cells of rows; every cell is taken or is a label."""

    def __init__(self, board: Board, header: Header) -> None:
        self._board, self._header = board, header
        self._beside = {"target", "target_number"} <= header.ids
        """Whether the parts of the target stand beside the form, which prints the whole."""

    def indicator(self, row: int, cells: Cells, levels: Mapping[str, Entry], name: Entry | None) -> Indicator:
        """The indicator of ``row``; ``name`` is one that a merged cell gives to it."""
        self._board.label(*(slot for id in _COMPUTED for slot in cells.pop(id, ())))
        target = self._target(row, cells)
        entries = {id: self._board.take(*slots) for id, slots in cells.items()}
        printed = {id: entries.pop(id) for id in _PRINTED if id in entries}
        printed.setdefault("name", name or self._blank(row, "name"))
        parts = {part: entries.pop(id) for id, part in _PARTS.items() if id in entries}
        parts |= {part: target[part] for part in ("sign", "number", "unit") if part in target}
        for id in self._header.ids.intersection(_PRINTED) - printed.keys() - {"target"}:
            printed[id] = self._blank(row, id)
        return Indicator(
            **printed,
            target=target.get("target", EMPTY),
            level1=levels.get("level1", EMPTY),
            level2=levels.get("level2", EMPTY),
            parts=Parts(**parts),
            block=BLOCK,
            extra=entries,
        )

    def _target(self, row: int, cells: Cells) -> dict[str, Entry]:
        """The target as printed; where the form splits it, composed of sign, number and unit, with these parts."""
        sign, unit, value = (cells.pop(id, None) for id in ("target_sign", "target_unit", "target"))
        if value is None and not self._beside:
            value = cells.pop("target_number", None)
        value = self._in_force(value, cells)
        if sign and not self._beside and not _SIGN.fullmatch(sign[0].key):
            cells["nature"], sign = sign, None
        found = {part: self._board.take(*slots) for part, slots in (("sign", sign), ("unit", unit)) if slots}
        if value is None:
            return {**found, "target": self._blank(row, "target")}
        entry = self._board.take(*value)
        if self._beside or not (sign or unit):
            return {**found, "target": entry}
        said = lexicons().sign_codes.get(sign[0].key, sign[0].text.strip()) if sign else ""
        if _DIRECTION.fullmatch(said):
            said = ""
        said = "" if _SIGNED.match(value[0].key) else said
        behind = [] if unit is None or parse_value(value[-1].text).unit else unit
        text = said + "".join(slot.text.strip() for slot in (*value, *behind))
        return {**found, "number": entry, "target": replace(entry, text=text, number=None)}

    def _in_force(self, value: list[Slot] | None, cells: Cells) -> list[Slot] | None:
        """The target that holds: the adjusted one where it is given; the one of the beginning is kept beside it."""
        adjusted = cells.get("adjusted_target")
        if not adjusted or lexicons().plain.find(adjusted[0].text) == "placeholder":
            return value
        if value:
            cells["initial_target"] = value
        return cells.pop("adjusted_target")

    def _blank(self, row: int, id: str) -> Entry:
        column = next((column for column in self._header.columns if column.id == id), None)
        return self._board.empty(row, column.left) if column else EMPTY
