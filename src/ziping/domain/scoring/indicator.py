"""Score of one indicator by a standard, with its arithmetic in one sentence (得分怎么来的)."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from ziping.domain.decimals import plain
from ziping.domain.quantity import compare
from ziping.domain.quantity.types import Comparison, Quantity
from ziping.domain.scoring.arithmetic import Ratio, percent, share_points
from ziping.domain.scoring.case import Case
from ziping.domain.scoring.number import overshoot, score_number
from ziping.domain.scoring.open import open_question, with_doubts
from ziping.domain.scoring.qualitative import score_answer, score_rating
from ziping.domain.scoring.results import IndicatorScore
from ziping.domain.standard import Standard

_QUALITATIVE = frozenset(("boolean", "level", "scale", "text"))
_UPWARD = frozenset((">=", ">", "=", "~"))
_UNFILLED = frozenset(("target_blank", "target_placeholder", "actual_placeholder", "not_applicable"))


def score(
    target: Quantity,
    actual: Quantity,
    weight: Decimal,
    standard: Standard,
    *,
    satisfaction: bool = False,
    year: int | None = None,
    rating: str | None = None,
) -> IndicatorScore:
    """Points of ``weight`` that ``actual`` earns against ``target``.

    ``satisfaction`` marks satisfaction indicators (满意度), ``year`` completes dates without a year, ``rating`` is the
    chosen rating (达成 …) of a qualitative indicator.
    """
    comparison = compare(target, actual, year=year)
    return score_compared(target, actual, comparison, weight, standard, satisfaction=satisfaction, rating=rating)


def score_compared(
    target: Quantity,
    actual: Quantity,
    comparison: Comparison,
    weight: Decimal,
    standard: Standard,
    *,
    satisfaction: bool = False,
    rating: str | None = None,
) -> IndicatorScore:
    """``score`` for a target and actual already compared."""
    case = Case(target, actual, comparison, weight, standard)
    if not weight.is_finite() or weight < 0:
        return case.unscored(f"分值 {plain(weight)} 应为不小于 0 的数字，请改正")
    if comparison.problem in _UNFILLED:
        return case.unscored(open_question(case))
    if standard.by_performance and (result := _performance(case)):
        return result
    if target.kind in _QUALITATIVE:
        return score_answer(case) or score_rating(case, rating)
    if "malformed" in (target.kind, actual.kind) and comparison.problem == "malformed":
        return case.unscored(_readings(case, satisfaction=satisfaction))
    if "fraction" in comparison.flags:
        return IndicatorScore(None, None, None, open_question(case))
    if comparison.problem:
        return case.unscored(open_question(case))
    return with_doubts(case, _measured(case, satisfaction=satisfaction))


def _measured(case: Case, *, satisfaction: bool) -> IndicatorScore:
    if satisfaction and (result := _satisfaction(case)):
        return result
    if case.comparison.actual is None and case.target.kind in ("deadline", "period"):
        return _deadline(case)
    return score_number(case)


def _performance(case: Case) -> IndicatorScore | None:
    """The 业绩值, a percentage, times the weight; None where the actual is no percentage."""
    actual = case.actual
    if actual.unit != "%" or actual.number is None or actual.upper is not None:
        return None
    ratio = Ratio(actual.number, Decimal(100))
    points = ratio.points(case.weight, case.digits)
    capped = "（不超过分值）" if actual.number > 100 else ""
    return case.scored(points, f"业绩值 {plain(actual.number)}%×{plain(case.weight)} = {points} 分{capped}")


def _satisfaction(case: Case) -> IndicatorScore | None:
    """Points by the band the measured satisfaction falls in, where the standard has bands for percentages."""
    rules, comparison = case.standard.satisfaction, case.comparison
    measured = comparison.actual
    upward_share = comparison.unit == "%" and comparison.operator in _UPWARD
    if rules.method.value != "bands" or not upward_share or measured is None:
        return None
    ratio = Ratio(measured, Decimal(100))
    share = next((band.share for band in rules.bands.value if ratio.at_least(band.at_least)), Decimal(0))
    points = share_points(share, case.weight, case.digits)
    verdict = "已达成" if comparison.met else "未达成"
    why = f"满意度 {plain(measured)}%，{verdict}，按档得分值的 {percent(share)}，{plain(points)} 分"
    return case.scored(points, why, over=overshoot(case))


def _deadline(case: Case) -> IndicatorScore:
    """In time full points; late what the standard says, else a person."""
    stated = f"实际 {case.actual.text}，期限 {case.target.text}"
    late = case.standard.quantitative.late.value
    if case.comparison.met is None:
        return case.unscored(f"{stated}，不能判断是否按期，由人工评分")
    if case.comparison.met:
        points = share_points(Decimal(1), case.weight, case.digits)
        return case.scored(points, f"{stated}，按期完成，{plain(points)} 分")
    if late is None:
        return case.unscored(f"{stated}，未按期完成；本标准没有规定逾期怎样扣分，由人工评分")
    points = share_points(late, case.weight, case.digits)
    return case.scored(points, f"{stated}，未按期完成，{plain(points)} 分")


def _readings(case: Case, *, satisfaction: bool) -> str:
    """What a malformed text may mean, each meaning with its arithmetic."""
    targets, actuals = (one.readings if one.kind == "malformed" else (one,) for one in (case.target, case.actual))
    meanings = []
    for target, actual in product(targets, actuals[:1]):
        result = score(target, actual, case.weight, case.standard, satisfaction=satisfaction)
        if result.score is not None:
            meanings.append(f"按 {target.text}：{result.why}")
    return open_question(case, "；".join(meanings))
