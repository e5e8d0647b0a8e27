"""A row without points: whether the target is met is said all the same."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.quantity.types import Comparison, Quantity
from ziping.domain.scoring.arithmetic import Ratio, amount
from ziping.domain.scoring.case import Case
from ziping.domain.scoring.number import overshoot
from ziping.domain.scoring.open import open_question
from ziping.domain.scoring.results import IndicatorScore
from ziping.domain.standard import Standard

_VERDICTS = {True: "已达成", False: "未达成", None: "不能判断是否达成"}


def unweighted(
    target: Quantity, actual: Quantity, comparison: Comparison, standard: Standard, note: str
) -> IndicatorScore:
    """No score; the comparison in a sentence, followed by ``note``, which says why there are no points."""
    case = Case(target, actual, comparison, Decimal(0), standard)
    return case.unscored(f"{_compared(case)}；{note}", over=overshoot(case))


def _compared(case: Case) -> str:
    comparison = case.comparison
    verdict = _VERDICTS[comparison.met]
    target, actual, unit = comparison.target, comparison.actual, comparison.unit
    if comparison.problem or target is None or actual is None:
        return open_question(case) if comparison.met is None else f"实际 {case.actual.text}，{verdict}"
    if comparison.operator == "range":
        return f"实际 {amount(actual, unit)}，目标 {case.target.text}，{verdict}"
    if comparison.operator in ("<", "<="):
        if actual > target > 0:
            over = actual - target
            overrun = Ratio(over, target).percent()
            limit = f"上限 {amount(target, unit)} {amount(over, unit)}（{overrun}）"
            return f"实际 {amount(actual, unit)} 超过{limit}，{verdict}"
        return f"实际 {amount(actual, unit)}，上限 {amount(target, unit)}，{verdict}"
    if target <= 0:
        return f"实际 {amount(actual, unit)}，目标 {amount(target, unit)}，{verdict}"
    strict = f"，要求大于 {amount(target, unit)}，刚好相等" if "strict_equal" in comparison.flags else ""
    ratio = Ratio(actual, target).percent()
    return f"实际 {amount(actual, unit)} ÷ 目标 {amount(target, unit)} = {ratio}{strict}，{verdict}"
