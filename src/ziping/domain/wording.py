"""Figures as these reports write them.

Amounts are in 万元, rates and shares are fractions (0.9532 is written 95.32%), scores are points. A figure that is not
there never arrives here; a division by zero raises ZipingError.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ziping.domain.decimals import half_up, plain
from ziping.domain.numerals import money, ordinal
from ziping.errors import ZipingError

_HUNDRED = Decimal(100)
_TWO = Decimal(2)
_YUAN_PER_WAN = 4


def wan(amount: Decimal) -> str:
    """1193.39 → 1193.39万元; at most two decimals."""
    return f"{plain(half_up(amount, 2))}万元"


def percent(fraction: Decimal, places: Decimal = _TWO) -> str:
    """0.514 → 51.40%, 1 → 100%: ``places`` decimals, none where the percentage is whole."""
    value = half_up(fraction * _HUNDRED, int(places))
    return f"{plain(value) if value == value.to_integral_value() else value}%"


def share(part: Decimal, whole: Decimal, places: Decimal = _TWO) -> str:
    """What ``part`` is of ``whole`` (占比、执行率、控制率 …): (613.39, 1193.39) → 51.40%, with no places 51%."""
    if not whole:
        raise ZipingError(f"{plain(part)}÷{plain(whole)}：分母是零，算不出比率，请核对分母")
    return percent(part / whole, places)


def yoy(now: Decimal, before: Decimal, places: Decimal = _TWO) -> str:
    """Change against last year, both in 万元: 增加615.65万元，增加106.56% / 减少0.54万元，下降5.20% / 与上年持平."""
    change = now - before
    if not change:
        return "与上年持平"
    text = change_amount(now, before)
    return f"{text}，{change_rate(now, before, places)}" if before else f"{text}（上年为零）"


def yoy_by_change(now: Decimal, change: Decimal, places: Decimal = _TWO) -> str:
    """As ``yoy``, from this year and the change (less is negative): (1193.39, 615.65) → 增加615.65万元，增加106.56%."""
    return yoy(now, now - change, places)


def change_amount(now: Decimal, before: Decimal) -> str:
    """减少30.45万元; 与上年持平 where nothing changed."""
    change = now - before
    return f"{'增加' if change > 0 else '减少'}{wan(abs(change))}" if change else "与上年持平"


def change_rate(now: Decimal, before: Decimal, places: Decimal = _TWO) -> str:
    """下降25%; 与上年持平 where nothing changed."""
    change = now - before
    if not change:
        return "与上年持平"
    if not before:
        raise ZipingError("上年数是零，算不出增减幅度，请改用“增减额”")
    return f"{'增加' if change > 0 else '下降'}{percent(abs(change / before), places)}"


def completed(final: Decimal, budget: Decimal, places: Decimal = _TWO) -> str:
    """Final accounts against their budget: 完成预算96%; 未安排预算 where there was none and nothing was spent."""
    return f"完成预算{share(final, budget, places)}" if final or budget else "未安排预算"


def against_budget(final: Decimal, budget: Decimal) -> str:
    """决算数小于预算数, 等于 or 大于."""
    return f"决算数{'大于' if final > budget else '小于' if final < budget else '等于'}预算数"


def points(score: Decimal) -> str:
    """89.25 → 89.25分."""
    return f"{plain(score)}分"


def people(count: Decimal) -> str:
    """8 → 8人. Raises ZipingError for half a person."""
    if count != count.to_integral_value() or count < 0:
        raise ZipingError(f"{plain(count)}不能作人数，人数是整数")
    return f"{plain(count)}人"


def capital(amount: Decimal) -> str:
    """万元 in capitals: 1193.39 → 壹仟壹佰玖拾叁万叁仟玖佰元整."""
    return money(amount.scaleb(_YUAN_PER_WAN))


FILTERS: dict[str, Callable[..., str]] = {
    "万元": wan, "百分比": percent, "分": points, "人数": people, "序数": ordinal,
    "占比": share, "执行率": share, "控制率": share, "调整率": share, "到位率": share, "结转结余率": share,
    "同比": yoy, "增减": yoy_by_change, "增减额": change_amount, "增减幅": change_rate,
    "完成预算": completed, "决算比较": against_budget, "大写金额": capital, "大写金额元": money,
}  # fmt: skip
