"""Score of a quantitative indicator from its actual number and its target (定量指标)."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.domain.scoring.arithmetic import Ratio, amount, percent, share_points, shown
from ziping.domain.scoring.case import Case, Overshoot
from ziping.domain.scoring.results import IndicatorScore

_DOWNWARD = ("<=", "<")
_ZERO = Decimal(0)


def score_number(case: Case) -> IndicatorScore:
    """Scores a comparison that has two numbers: targets upward (≥ ＞ = 约), downward (≤ ＜), a range, or zero."""
    comparison = case.comparison
    target, actual = comparison.target, comparison.actual
    if target is None or actual is None:
        return case.unscored("指标值或实际完成值里没有可以比较的数字，由人工评分")
    downward = comparison.operator in _DOWNWARD
    if comparison.operator == "range":
        return _between(case, target, actual)
    if case.target.kind == "duration" and not case.target.signed and actual != target:
        why = f"实际 {_actual(case)} 与目标 {_target(case)} 时间不等，目标没有写 ≥ 或 ≤，请补写符号，或由人工评分"
        return IndicatorScore(None, None, comparison.completion, why)
    if target == 0 and (downward or comparison.operator == "="):
        return _zero(case, actual)
    if target <= 0:
        return _without_ratio(case, target, actual)
    if downward:
        return _downward(case, target, actual)
    return _upward(case, target, actual)


def overshoot(case: Case) -> Overshoot:
    """How far the actual is beyond the target. A limit on events of which none happened is simply kept; a cost of
    nothing is not."""
    comparison, over = case.comparison, case.standard.over
    target, actual = comparison.target, comparison.actual
    if target is None or actual is None or target <= 0 or comparison.operator in ("range", "none"):
        return "none"
    if comparison.operator in _DOWNWARD:
        saved = actual <= target * over.reverse_explain.value and (actual > 0 or case.target.kind == "money")
        return "explain" if saved else "none"
    ratio = Ratio(actual, target)
    if ratio.at_least(over.explain.value):
        return "explain"
    return "hint" if ratio.at_least(over.hint.value) else "none"


def _upward(case: Case, target: Decimal, actual: Decimal) -> IndicatorScore:
    ratio = Ratio(actual, target)
    division = f"实际 {_actual(case)} ÷ 目标 {_target(case)} = {ratio.percent()}"
    if actual < target:
        score, arithmetic = _earned(case, ratio, ratio.percent())
        return case.scored(score, f"{division}，未达成，{arithmetic}")
    if case.comparison.met is False:
        score = share_points(Decimal(1), case.weight, case.digits)
        why = f"{division}，要求大于 {_target(case)}，刚好相等算未达成，按比例得 {plain(score)} 分，须写原因"
        return case.scored(score, why)
    return _reached(case, ratio, division)


def _reached(case: Case, ratio: Ratio, division: str) -> IndicatorScore:
    """Full points, less what the standard takes off far above the target."""
    over, beyond = case.standard.over, overshoot(case)
    penalty = over.penalty.value
    score = share_points(Decimal(1), case.weight, case.digits)
    line = percent(over.explain.value)
    if beyond != "explain":
        hint = f"；已到目标的 {percent(over.hint.value)} 以上，请核实指标值是否偏低" if beyond == "hint" else ""
        return case.scored(score, f"{division}，已达成，{plain(score)} 分{hint}", over=beyond)
    if penalty == "none":
        why = f"{division}，已达成，{plain(score)} 分；达到目标的 {line} 及以上，须说明原因"
        return case.scored(score, why, over=beyond)
    if penalty == "points":
        less = over.points.value
        score = share_points(Decimal(1), max(case.weight - less, _ZERO), case.digits)
        how = f"减 {plain(less)} 分"
    elif penalty == "excess":
        score = Ratio((1 + over.explain.value) * ratio.under - ratio.over, ratio.under).points(case.weight, case.digits)
        how = f"{plain(case.weight)}×(1－({ratio.percent()}－{line}))"
    else:
        score, how = _ZERO, "不得分"
    why = f"{division}，已达成，但达到目标的 {line} 及以上，{how} = {plain(score)} 分，须说明原因"
    return case.scored(score, why, over=beyond)


def _downward(case: Case, target: Decimal, actual: Decimal) -> IndicatorScore:
    if actual > target:
        return _exceeded(case, target, actual)
    score = share_points(Decimal(1), case.weight, case.digits)
    if case.comparison.met is False:
        why = f"实际 {_actual(case)}，要求小于 {_target(case)}，刚好相等算未达成，按比例得 {plain(score)} 分，须写原因"
        return case.scored(score, why)
    beyond = overshoot(case)
    line = percent(case.standard.over.reverse_explain.value)
    saved = f"；只有上限的 {line} 或更少，须说明原因" if beyond != "none" else ""
    why = f"实际 {_actual(case)} 未超过上限 {_target(case)}，已达成，{plain(score)} 分{saved}"
    return case.scored(score, why, over=beyond)


def _exceeded(case: Case, limit: Decimal, actual: Decimal) -> IndicatorScore:
    """A missed downward target by the standard's method for reverse indicators (反向指标)."""
    excess, unit = actual - limit, case.comparison.unit
    overrun = Ratio(excess, limit).percent()
    stated = f"实际 {_actual(case)} 超过上限 {amount(limit, unit)} {amount(excess, unit)}（{overrun}）"
    method = case.standard.quantitative.negative.value
    if method == "strict":
        return case.scored(_ZERO, f"{stated}，反向指标超过即不得分，0 分")
    if method == "inverse":
        ratio, formula = Ratio(limit, actual), f"{shown(limit)}÷{shown(actual)}"
    elif excess >= limit:
        return case.scored(_ZERO, f"{stated}，反向指标达到上限的两倍不得分，0 分")
    else:
        ratio, formula = Ratio(limit - excess, limit), f"(1－{shown(excess)}÷{shown(limit)})"
    score, arithmetic = _earned(case, ratio, formula)
    return case.scored(score, f"{stated}，反向指标 {arithmetic}")


def _earned(case: Case, ratio: Ratio, formula: str) -> tuple[Decimal, str]:
    """Points of a missed target: in proportion, above the pass line where the standard has one."""
    line, weight = case.standard.quantitative.pass_line.value, plain(case.weight)
    score = Ratio(ratio.over - line * ratio.under, ratio.under * (1 - line)).points(case.weight, case.digits)
    if not line:
        return score, f"{formula}×{weight} = {score} 分"
    rate = ratio.percent()
    shown = "" if formula == rate else f"{formula} = {rate}，"
    if not ratio.at_least(line):
        return score, f"{shown}低于 {percent(line)} 不得分，0 分"
    return score, f"{shown}({rate}－{percent(line)})÷(1－{percent(line)})×{weight} = {score} 分"


def _between(case: Case, low: Decimal, actual: Decimal) -> IndicatorScore:
    high = case.comparison.upper if case.comparison.upper is not None else low
    span = f"{plain(low)}-{amount(high, case.comparison.unit)}"
    if low <= actual <= high:
        score = share_points(Decimal(1), case.weight, case.digits)
        return case.scored(score, f"实际 {_actual(case)} 在目标区间 {span} 内，已达成，{plain(score)} 分")
    if (low if actual < low else high) <= 0:
        return case.unscored(f"实际 {_actual(case)} 不在目标区间 {span} 内，区间到零或负数不能按比例，由人工评分")
    if actual > high:
        return _exceeded(case, high, actual)
    ratio = Ratio(actual, low)
    score, arithmetic = _earned(case, ratio, ratio.percent())
    stated = f"实际 {_actual(case)} 低于目标区间 {span}，÷ 下限 {plain(low)} = {ratio.percent()}"
    return case.scored(score, f"{stated}，未达成，{arithmetic}")


def _zero(case: Case, actual: Decimal) -> IndicatorScore:
    shares = case.standard.quantitative.zero_target.value
    kept = actual <= 0
    score = share_points(shares.met if kept else shares.missed, case.weight, case.digits)
    verdict = "已达成" if kept else "未达成，零目标不按比例"
    return case.scored(score, f"目标为 0，实际 {_actual(case)}，{verdict}，{plain(score)} 分")


def _without_ratio(case: Case, target: Decimal, actual: Decimal) -> IndicatorScore:
    """A target of zero or below: met or not, but nothing to divide by."""
    stated = f"实际 {_actual(case)}，目标 {case.target.text}"
    if not case.comparison.met:
        return case.unscored(f"{stated}，未达成；目标不大于 0 不能按比例，由人工评分")
    share = case.standard.quantitative.nonnegative_target.value if target == 0 else Decimal(1)
    score = share_points(share, case.weight, case.digits)
    useless = "；目标“≥0”没有考核意义，请改写指标值" if target == 0 and actual >= 0 else ""
    return case.scored(score, f"{stated}，已达成，{plain(score)} 分{useless}")


def _actual(case: Case) -> str:
    comparison, written = case.comparison, case.actual
    stated = amount(comparison.actual, comparison.unit)
    if comparison.inherited and comparison.unit:
        return f"{stated}（未写单位，按“{comparison.unit}”）"
    if written.number != comparison.actual and written.number is not None:
        return f"{amount(written.number, written.unit)}（{stated}）"
    return stated


def _target(case: Case) -> str:
    near = "约 " if case.comparison.operator == "~" else ""
    return f"{near}{amount(case.comparison.target, case.comparison.unit)}"
