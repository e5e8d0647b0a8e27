"""Points from exact ratios, and how numbers stand in a sentence.

A ratio is kept as numerator and denominator until the points are known, so that nothing is rounded twice.
"""

from __future__ import annotations

from decimal import Context, Decimal

import msgspec

from ziping.domain.decimals import half_up, plain

_EXACT = Context(prec=60)


class Ratio(msgspec.Struct, frozen=True):
    """``over`` ÷ ``under``; ``under`` is above zero."""

    over: Decimal
    under: Decimal

    def points(self, weight: Decimal, digits: int) -> Decimal:
        """This part of ``weight``, within 0 and ``weight``, rounded half-up."""
        earned = _EXACT.divide(self.over * weight, self.under)
        return min(half_up(max(earned, Decimal(0)), digits), weight)

    def at_least(self, value: Decimal) -> bool:
        return self.over >= value * self.under

    def percent(self) -> str:
        """98.00%"""
        return f"{half_up(_EXACT.divide(self.over * 100, self.under), 2)}%"


def share_points(share: Decimal, weight: Decimal, digits: int) -> Decimal:
    return Ratio(share, Decimal(1)).points(weight, digits)


def percent(share: Decimal) -> str:
    """0.6 → 60%"""
    return f"{plain(share * 100)}%"


def shown(value: Decimal) -> str:
    """A number in a sentence, with at most six decimals."""
    return plain(half_up(value, 6) if value.as_tuple().exponent not in range(-6, 1) else value)


def amount(value: Decimal | None, unit: str) -> str:
    """926.25万元"""
    return "" if value is None else f"{shown(value)}{unit}"
