"""What target and actual of an indicator row mean: the printed texts, or the parts filled in beside the form."""

from __future__ import annotations

from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator, Parts
from ziping.domain.quantity import parse_value
from ziping.domain.quantity.types import Quantity

_DAY, _RANGE, _QUALITATIVE = "期限", "区间", "定性"


def quantities(indicator: Indicator) -> tuple[Quantity, Quantity]:
    """Target and actual. A printed text that is a quantity wins; where it is blank, compound, malformed or free text,
    the parts beside the form are the reading the user has confirmed."""
    parts = indicator.parts
    return (
        _read(indicator.target, _target_text(parts)),
        _read(indicator.actual, _actual_text(parts)),
    )


def _read(printed: Entry, confirmed: str) -> Quantity:
    quantity = parse_value(printed.error or printed.text or "")
    if quantity.quantitative or not confirmed:
        return quantity
    return parse_value(confirmed)


def _target_text(parts: Parts) -> str:
    sign, number = (parts.sign.text or "").strip(), _number(parts.number)
    if not number or sign == _QUALITATIVE:
        return ""
    if sign == _DAY:
        return number
    unit = _unit(parts, number)
    if sign == _RANGE:
        return f"{number}-{_number(parts.upper)}{unit}"
    return f"{sign}{number}{unit}"


def _actual_text(parts: Parts) -> str:
    number, sign = _number(parts.actual), (parts.sign.text or "").strip()
    if not number or sign in (_DAY, _QUALITATIVE):
        return number
    return f"{number}{_unit(parts, number)}"


def _number(entry: Entry) -> str:
    """The number as it is stored, not as its format rounds it; a percentage or a day as it is seen."""
    text = (entry.text or "").strip()
    if entry.number is None or text.endswith("%") or any(mark in text for mark in "年/-"):
        return text
    return plain(entry.number)


def _unit(parts: Parts, number: str) -> str:
    unit = (parts.unit.text or "").strip()
    return "" if number.endswith("%") and unit == "%" else unit
