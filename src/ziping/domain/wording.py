"""Figures as these reports write them.

Amounts are in 万元, rates and shares are fractions (0.9532 is written 95.32%), scores are points.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ziping.domain.decimals import half_up, plain
from ziping.errors import ZipingError

_HUNDRED = Decimal(100)


def wan(amount: Decimal) -> str:
    """1193.39 → 1193.39万元; at most two decimals."""
    return f"{plain(half_up(amount, 2))}万元"


def percent(fraction: Decimal) -> str:
    """0.514 → 51.40%, 1 → 100%: two decimals, none where the percentage is whole."""
    value = half_up(fraction * _HUNDRED, 2)
    return f"{plain(value) if value == value.to_integral_value() else value}%"


def share(part: Decimal, whole: Decimal) -> str:
    """What ``part`` is of ``whole`` (占比、执行率): (613.39, 1193.39) → 51.40%. Raises ZipingError for a zero whole."""
    if not whole:
        raise ZipingError(f"{plain(part)}÷{plain(whole)}：分母是零，算不出比率，请核对分母")
    return percent(part / whole)


def yoy(now: Decimal, before: Decimal) -> str:
    """Change against last year, both in 万元: 增加615.65万元，增加106.56% / 减少0.54万元，下降5.20% / 与上年持平."""
    change = now - before
    if not change:
        return "与上年持平"
    amount, rise = wan(abs(change)), change > 0
    text = ("增加" if rise else "减少") + amount
    if not before:
        return f"{text}（上年为零）"
    return f"{text}，{'增加' if rise else '下降'}{percent(abs(change / before))}"


def points(score: Decimal) -> str:
    """89.25 → 89.25分."""
    return f"{plain(score)}分"


FILTERS: dict[str, Callable[..., str]] = {
    "万元": wan, "百分比": percent, "占比": share, "执行率": share, "同比": yoy, "分": points,
}  # fmt: skip
