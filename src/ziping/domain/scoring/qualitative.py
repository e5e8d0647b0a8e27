"""Score bounds of a qualitative indicator (定性指标): a person scores within the band of the rating."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.decimals import half_up, plain
from ziping.domain.scoring.arithmetic import share_points
from ziping.domain.scoring.case import Case
from ziping.domain.scoring.results import IndicatorScore
from ziping.domain.standard import Rating, Standard


def find_rating(text: str | None, standard: Standard) -> Rating | None:
    """The rating a text names, by its name or one of its words."""
    word = (text or "").strip().rstrip("。")
    return next((r for r in standard.qualitative.value if word == r.name or word in r.words), None)


def bounds(rating: Rating, weight: Decimal, standard: Standard) -> tuple[Decimal, Decimal]:
    """Lowest and highest score of a rating, both included: 部分达成 of 10 points is 6 to 7.99."""
    ratings, digits = standard.qualitative.value, standard.rounding.digits
    low = half_up(rating.at_least * weight, digits)
    above = [r.at_least for r in ratings if r.at_least > rating.at_least]
    if not above:
        return low, weight
    high = half_up(min(above) * weight, digits) - Decimal(1).scaleb(-digits)
    return low, max(low, high)


def score_answer(case: Case) -> IndicatorScore | None:
    """A yes/no indicator where the standard scores it directly (直接赋分), else None."""
    shares, met = case.standard.quantitative.boolean.value, case.comparison.met
    if case.target.kind != "boolean" or shares is None or met is None:
        return None
    score = share_points(shares.met if met else shares.missed, case.weight, case.digits)
    verdict = "符合" if met else "不符合"
    return case.scored(score, f"目标“{case.target.text}”，实际“{case.actual.text}”，{verdict}，{plain(score)} 分")


def score_rating(case: Case, rating: str | None) -> IndicatorScore:
    """Never a score: the band to score in, once the rating is known."""
    standard = case.standard
    remark = f"目标“{case.target.text}”是等级清单，请写明目标等级；" if case.target.kind == "scale" else ""
    if case.comparison.problem == "target_text":
        remark = f"目标“{case.target.text}”不可衡量，不能与“{case.actual.text}”比较；"
    found = find_rating(rating, standard) or find_rating(case.actual.text, standard)
    if found is None:
        names = "、".join(r.name for r in standard.qualitative.value)
        blank = "实际完成值没有填写；" if case.comparison.problem == "actual_blank" else ""
        return case.unscored(f"{remark}{blank}定性指标由人工评分，请先评定 {names}")
    low, high = bounds(found, case.weight, standard)
    suggest = share_points(found.suggest, case.weight, case.digits)
    why = (
        f"{remark}定性指标由人工评分：评定“{found.name}”，"
        f"得分应在 {plain(low)} 至 {plain(high)} 分之间（建议 {plain(suggest)} 分）"
    )
    met = found is standard.qualitative.value[0]
    return IndicatorScore(None, met, case.comparison.completion, why, low=low, high=high)
