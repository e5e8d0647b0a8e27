"""The target of an indicator as printed; where a form splits it into columns, composed of them, with these parts."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ziping.domain.model import Entry
from ziping.domain.quantity import parse_value
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.vocabulary import is_placeholder, lexicons
from ziping.patterns import pattern

_SIGN = pattern(
    r"[≥≧>≤≦<=＝﹦═≈~⩾⩽]+|(?:大于|小于)?(?:等于)?|不(?:低于|高于|超过|少于)|定性|正向|反向|区间|期限|是否|其他.*|\d{1,2}"
)
_DIRECTION = pattern(r"正向|反向|定量|定性")
_SIGNED = pattern(r"[≥≧>≤≦<=﹦═≈~⩾⩽]")
"""A value that says its own sign."""
_BETWEEN = pattern(r"区间|-")
_DIGIT = pattern(r"[-+]?\d")
_BOUNDS = ("target_lower", "target_upper")

Cells = dict[str, list[Slot]]


def split_target(board: Board, cells: Cells, *, beside: bool) -> Mapping[str, Entry]:
    """Takes the target out of the cells of a row: its parts by name, ``target`` the text they make together; nothing
    for “target” where the row has none. ``beside``: the parts stand beside the form, which prints the whole."""
    if "target_lower" in cells and "upper" in cells:
        cells["target_upper"] = cells.pop("upper")
    sign, unit, value = (cells.pop(id, None) for id in ("target_sign", "target_unit", "target"))
    if value is None and not beside:
        value = cells.pop("target_number", None)
    value = _in_force(value, cells)
    if sign and not beside and not _SIGN.fullmatch(sign[0].key):
        cells["nature"], sign = sign, None
    found = {part: board.take(*slots) for part, slots in (("sign", sign), ("unit", unit)) if slots}
    said = "" if beside else _said(sign)
    if value is None:
        return {**found, **_range(board, cells, said, unit)}
    entry = board.take(*value)
    if beside or not (sign or unit):
        return {**found, "target": entry}
    said = "" if _SIGNED.match(value[0].key) else said
    behind = unit if unit and _joins(value[-1], unit) else []
    text = said + "".join(slot.text.strip() for slot in (*value, *behind))
    return {**found, "number": entry, "target": replace(entry, text=text, number=None)}


def _in_force(value: list[Slot] | None, cells: Cells) -> list[Slot] | None:
    """The target that holds: the adjusted one where it is given; the one of the beginning is kept beside it."""
    adjusted = cells.get("adjusted_target")
    if not adjusted or is_placeholder(adjusted[0].text):
        return value
    if value:
        cells["initial_target"] = value
    return cells.pop("adjusted_target")


def measured(board: Board, value: list[Slot], unit: list[Slot]) -> list[Slot]:
    """The cells of a value with those of its unit, which is only a label where the value prints it already."""
    if _joins(value[-1], unit) and _DIGIT.match(value[-1].key):
        return [*value, *unit]
    board.label(*unit)
    return value


def _said(sign: list[Slot] | None) -> str:
    """The sign that a cell holds, in words or by its number; nothing for one that only tells the direction."""
    said = lexicons().sign_codes.get(sign[0].key, sign[0].text.strip()) if sign else ""
    return "" if _DIRECTION.fullmatch(said) else said


def _range(board: Board, cells: Cells, said: str, unit: list[Slot] | None) -> dict[str, Entry]:
    """A target printed as its lowest and highest value; one alone is a limit."""
    bounds = {id: cells.pop(id) for id in _BOUNDS if id in cells}
    for id, slots in list(bounds.items()):
        if is_placeholder(slots[0].text):
            board.label(*bounds.pop(id))
    if not bounds:
        return {}
    entries = {id: board.take(*slots) for id, slots in bounds.items()}
    texts = [(entry.text or "").strip() for entry in entries.values()]
    if len(texts) > 1:
        sign = ""
    else:
        sign = said if said and not _BETWEEN.fullmatch(said) else "≥" if "target_lower" in bounds else "≤"
        sign = sign if _DIGIT.match(next(iter(bounds.values()))[0].key) else ""
    last = list(bounds.values())[-1][0]
    measured = "".join(slot.text.strip() for slot in unit or []) if _joins(last, unit) else ""
    first = next(iter(entries.values()))
    parts = {part: entries[id] for id, part in zip(_BOUNDS, ("number", "upper"), strict=True) if id in entries}
    return {**parts, "target": replace(first, text=sign + "～".join(texts) + measured, number=None)}


def _joins(number: Slot, unit: list[Slot] | None) -> bool:
    """Whether the unit is not printed in the number already (90% beside %)."""
    return not (unit and parse_value(number.text).unit)
