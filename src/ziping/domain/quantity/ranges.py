"""Ranges: 1-3次, 80%-90%, 5≤x≤10, ≥60分且≤80分."""

from __future__ import annotations

import re
from decimal import Decimal

from ziping.domain.quantity import units
from ziping.domain.quantity.measures import FROM_PROSE, NO_YUAN, NUMBER
from ziping.domain.quantity.types import Quantity
from ziping.patterns import pattern

_SPAN = pattern(
    rf"(?P<lead>[^0-9<>=~,;、第]{{0,20}}?)(?P<low>{NUMBER})(?P<unit1>[^0-9<>=~+-]{{0,8}}?)[-~至到]+(?P<high>{NUMBER})"
    r"(?P<unit2>[^0-9<>=]{0,10}?)"
    r"(?:之间|范围内|区间)?",
    needs=("-", "~", "至", "到"),
)
_INEQUALITY = pattern(
    rf"(?P<low>{NUMBER})(?P<unit1>[^0-9<>=]{{0,8}}?)(?P<left><=?)[A-Za-z]?[^0-9<>=]{{0,8}}?(?P<right><=?)(?P<high>{NUMBER})"
    r"(?P<unit2>[^0-9<>=]{0,8})",
    needs=("<",),
)
_BOTH = pattern(
    rf"(?P<left>>=?)(?P<low>{NUMBER})(?P<unit1>[^0-9<>=,、;且]{{0,8}})[,、;且]{{0,2}}(?P<right><=?)(?P<high>{NUMBER})"
    r"(?P<unit2>[^0-9<>=]{0,8})",
    needs=("<",),
)
_WITHIN = pattern("(?:控制|保持|维持)?在|约")
EXCLUSIVE = "两端的“＜”按“≤”理解"
BACKWARDS = "区间的下限大于上限"


def read_range(text: str) -> Quantity | None:
    """The range ``text`` is, None where it is none; a range that runs backwards is malformed."""
    for form in (_SPAN, _INEQUALITY, _BOTH):
        match = form.fullmatch(text)
        if match:
            return _range(text, match)
    return None


def _range(text: str, match: re.Match[str]) -> Quantity | None:
    low, high = Decimal(match.group("low")), Decimal(match.group("high"))
    unit = _common_unit(match.group("unit1"), match.group("unit2"))
    if unit is None:
        return None
    if low > high:
        return Quantity(text=text, kind="malformed", note=BACKWARDS)
    lead = match.groupdict().get("lead")
    note = FROM_PROSE if lead and not _WITHIN.fullmatch(lead) else ""
    if "<" in match.groupdict().values() or ">" in match.groupdict().values():
        note = EXCLUSIVE
    if unit and units.scale_end(unit, 0) == len(unit):
        note, unit = NO_YUAN.format(unit), unit + "元"
    return Quantity(
        text=text, kind="range", operator="range", number=low, upper=high, unit=unit, signed=True, note=note
    )


def _common_unit(first: str, second: str) -> str | None:
    """The unit of both ends; the first end may leave its unit, or the 元 of 万元, to the second."""
    if not all(_is_unit(unit) for unit in (first, second)):
        return None
    low, high = units.spelled(first), units.spelled(second)
    return high if low in ("", high, high.removesuffix("元")) else None


def _is_unit(text: str) -> bool:
    known = not text or units.unit_end(text, units.scale_end(text, 0)) == len(text)
    return known or bool(re.fullmatch("(?![前每])[一-龥A-Za-z]{1,4}", text))
