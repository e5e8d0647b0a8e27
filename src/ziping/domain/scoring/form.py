"""Score of a whole form: rows, execution rate, total, cap and grade."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ziping.domain.decimals import half_up, plain
from ziping.domain.model import Entry, Indicator, SelfEvaluation
from ziping.domain.quantity import compare
from ziping.domain.scoring.arithmetic import percent
from ziping.domain.scoring.execution import score_execution
from ziping.domain.scoring.indicator import score_compared
from ziping.domain.scoring.reading import quantities
from ziping.domain.scoring.results import ExecutionScore, IndicatorScore, RowScore, Scores
from ziping.domain.scoring.unweighted import unweighted
from ziping.domain.standard import Standard


def score_form(model: SelfEvaluation, standard: Standard) -> Scores:
    """Every row scored and rounded by itself, then summed. The total is None while a weighted row or the execution
    rate has no score; a score given by a person counts where the standard leaves it to one."""
    execution = score_execution(model.fund("total"), standard)
    rows = tuple(score_row(indicator, standard, year=model.year) for indicator in model.indicators)
    uncapped, why = _sum(execution, rows, standard)
    if uncapped is None:
        return Scores(standard.id, execution, rows, None, None, None, why)
    total, cap = capped(uncapped, execution.rate, standard)
    grade = grade_of(total, standard)
    verdict = f"，等级为{grade}" if grade else ""
    return Scores(standard.id, execution, rows, total, uncapped, grade, f"{why}{cap}{verdict}")


def score_row(indicator: Indicator, standard: Standard, *, year: int | None = None) -> RowScore:
    target, actual = quantities(indicator)
    comparison = compare(target, actual, year=year)
    weight = indicator.weight.amount()
    broken = indicator.target.error or indicator.actual.error
    if broken:
        question = f"单元格是错误值 {broken}，请先改正"
        result = IndicatorScore(None, None, None, question)
    elif weight is None:
        result = unweighted(target, actual, comparison, standard, _no_weight(indicator.weight))
    else:
        result = score_compared(
            target,
            actual,
            comparison,
            weight,
            standard,
            satisfaction=is_satisfaction(indicator),
            rating=indicator.parts.rating.text,
        )
    printed = indicator.parts.manual if indicator.score.empty else indicator.score
    return RowScore(indicator, target, actual, comparison, weight, printed.amount(), result)


def is_satisfaction(indicator: Indicator) -> bool:
    return any("满意度" in (entry.text or "") for entry in (indicator.level1, indicator.level2))


def grade_of(total: Decimal, standard: Standard) -> str | None:
    """优 from 90 points on; None where the standard gives no grades."""
    return next((grade.name for grade in standard.grades.value if total >= grade.at_least), None)


def _no_weight(entry: Entry) -> str:
    if entry.empty:
        return "没有分值，不计入总分"
    return f"分值“{entry.error or entry.text}”不是数字，请只填数字"


def _sum(execution: ExecutionScore, rows: Sequence[RowScore], standard: Standard) -> tuple[Decimal | None, str]:
    """The sum before a cap, with its arithmetic; None and what is missing."""
    weighted = [row for row in rows if not row.indicator.weight.empty]
    if not weighted:
        return None, "表上没有填写分值，不能计算总分"
    left_out: list[RowScore] = []
    if standard.total.rebase.value:
        left_out = [row for row in weighted if row.comparison.problem == "not_applicable"]
    counted = [row for row in weighted if row not in left_out]
    if missing := _missing(execution, counted):
        return None, f"总分暂缺：{missing}"
    points = sum((row.counted for row in counted if row.counted is not None), Decimal(0))
    total = points + (execution.score or 0)
    why = f"{len(counted)} 项指标 {plain(points)} 分"
    if execution.score is not None:
        why = f"执行率 {plain(execution.score)} 分＋{why}＝{plain(total)} 分"
    without = sum((row.weight for row in left_out if row.weight is not None), Decimal(0))
    if not without:
        return total, why
    full = standard.weights.total.value
    if without >= full:
        return None, "总分暂缺：全部指标都不适用"
    rebased = half_up(total * full / (full - without), standard.rounding.digits)
    arithmetic = f"{plain(total)}÷({plain(full)}－{plain(without)})×{plain(full)}＝{plain(rebased)} 分"
    return rebased, f"{why}，不适用指标 {plain(without)} 分按比例折算：{arithmetic}"


def _missing(execution: ExecutionScore, rows: Sequence[RowScore]) -> str:
    names = ["预算执行率"] if execution.weight is not None and execution.score is None else []
    names += [
        f"“{row.indicator.name.text or row.indicator.name.cell}”"
        for row in rows
        if row.weight is None or row.counted is None
    ]
    if not names:
        return ""
    shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
    return f"{shown} {len(names)} 项还没有得分"


def capped(total: Decimal, rate: Decimal | None, standard: Standard) -> tuple[Decimal, str]:
    """The total under the lowest cap that the execution rate falls under."""
    caps = standard.total.caps.value
    if caps and rate is None:
        return total, "，没有执行率，未判断封顶"
    reached = [cap for cap in caps if rate is not None and rate < cap.below]
    cap = min(reached, key=lambda cap: cap.most, default=None)
    if cap is None or total <= cap.most:
        return total, ""
    most = plain(cap.most)
    return cap.most, f"，执行率低于 {percent(cap.below)} 的总分不超过 {most} 分，按 {most} 分"
