"""What target and actual of an indicator row mean: the printed texts, or the parts filled in beside the form."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator, Parts
from ziping.domain.quantity import compose, parse_value
from ziping.domain.quantity.types import Quantity

_DAY = "期限"
_WORDED = ("定性", "是否")
_STATED = frozenset(("na", "placeholder", "level", "scale", "boolean"))
"""A “—”, a “**” or a “完成” typed over a value is what the form says now, whatever stands beside it."""


def quantities(indicator: Indicator) -> tuple[Quantity, Quantity]:
    """Target and actual. A printed text that is a quantity wins; where it is blank, compound, malformed or free text,
    the parts beside the form are the reading the user has confirmed."""
    parts = indicator.parts
    return _read(indicator.target, _target(parts)), _read(indicator.actual, _actual(parts))


def _read(printed: Entry, confirmed: str) -> Quantity:
    quantity = parse_value(printed.error or printed.exact)
    stated = quantity.quantitative or (quantity.kind in _STATED and quantity.text.strip())
    return quantity if stated or not confirmed else parse_value(confirmed)


def _target(parts: Parts) -> str:
    sign, number = _text(parts.sign), _number(parts.number)
    if sign in _WORDED:
        return ""
    if sign == _DAY and number is None:
        return _text(parts.number)
    return compose(sign, number, _number(parts.upper), _unit(parts, parts.number))


def _actual(parts: Parts) -> str:
    number = _number(parts.actual)
    if number is None or _text(parts.sign) in (_DAY, *_WORDED):
        return _text(parts.actual)
    return f"{plain(number)}{_unit(parts, parts.actual)}"


def _number(entry: Entry) -> Decimal | None:
    """The number as it is stored, not as its format rounds it; 90 where the cell shows 90%."""
    number = entry.amount()
    return number * 100 if number is not None and _text(entry).endswith("%") else number


def _unit(parts: Parts, entry: Entry) -> str:
    return _text(parts.unit) or ("%" if _text(entry).endswith("%") else "")


def _text(entry: Entry) -> str:
    return (entry.text or "").strip()
