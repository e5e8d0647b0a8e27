"""Exact numbers: floats enter through their shortest text, rounding is half-up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)


def decimal_of(value: str | int | float | Decimal) -> Decimal:
    """``value`` as a Decimal; a float becomes the shortest text that names it (0.1 → 0.1).

    Raises ``decimal.InvalidOperation`` for a text that is no number.
    """
    if isinstance(value, Decimal):
        return value
    return Decimal(repr(value) if isinstance(value, float) else value)


def as_excel_shows(value: Decimal) -> Decimal:
    """``value`` with the 15 digits that Excel keeps: 0.30000000000000004, the sum of 0.1 and 0.2, is 0.3."""
    return _SHOWN.plus(value) if value.is_finite() and len(value.as_tuple().digits) > _SHOWN.prec else value


def half_up(value: Decimal, places: int) -> Decimal:
    """``value`` rounded half-up (四舍五入) to ``places`` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def plain(value: Decimal) -> str:
    """``value`` without exponent and trailing zeros: 90, 4.65, 0."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
