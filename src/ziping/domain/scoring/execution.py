"""Score of the budget execution rate (预算执行率)."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.domain.model import Entry, FundRow
from ziping.domain.scoring.arithmetic import Ratio, percent, share_points
from ziping.domain.scoring.results import ExecutionScore
from ziping.domain.standard import Standard


def score_execution(row: FundRow | None, standard: Standard) -> ExecutionScore:
    """全年执行数 ÷ 全年预算数 of the total row, scored by the standard.

    The weight is the form's; a form with a score cell but no weight takes the standard's; a form with neither does
    not score the execution rate, nor does one that gives it 0 points of 0.
    """
    if row is None:
        return ExecutionScore(None, None, None, "表上没有资金总额行，不计执行率得分")
    adjusted, executed = row.adjusted.amount(), row.executed.amount()
    unread = _unread("全年预算数", row.adjusted) or _unread("全年执行数", row.executed)
    if not unread and not adjusted:
        unread = "资金总额的全年预算数为 0，不能计算执行率"
    rate = None if unread else _rate(adjusted, executed)
    if not row.weight.empty:
        weight = row.weight.amount()
        if weight is None or weight < 0:
            return ExecutionScore(rate, None, None, f"执行率分值“{_seen(row.weight)}”不是数字，请只填数字")
    elif row.score.cell or not row.score.empty:
        weight = standard.weights.execution.value
    else:
        return ExecutionScore(rate, None, None, "表上没有执行率得分，不计")
    if standard.execution.method.value == "none" and not weight:
        return ExecutionScore(rate, None, None, "本标准不计执行率得分")
    if unread and not weight and row.score.amount() == 0:
        return ExecutionScore(None, weight, Decimal(0), "执行率的分值和得分都是 0，不计入总分")
    if unread:
        return ExecutionScore(None, weight, None, unread)
    return score_rate(adjusted, executed, weight, standard)


def score_rate(
    adjusted: Decimal | None, executed: Decimal | None, weight: Decimal, standard: Standard
) -> ExecutionScore:
    """``score_execution`` for two amounts of one unit. A rate above 100% earns no more than the weight."""
    rate = _rate(adjusted, executed)
    if adjusted is None or executed is None or rate is None:
        return ExecutionScore(None, weight, None, "全年预算数应大于 0、全年执行数不小于 0，不能计算执行率")
    if standard.execution.method.value == "none":
        why = f"本标准不计执行率得分，表上却有执行率分值 {plain(weight)}，请核对所用标准"
        return ExecutionScore(rate, weight, None, why)
    ratio = Ratio(executed, adjusted)
    division = f"执行 {plain(executed)} ÷ 预算 {plain(adjusted)} = {ratio.percent()}"
    above = "，超过 100%，请核对有无超支或漏记追加" if rate > 1 else ""
    bands = standard.execution.method.value == "bands"
    score, why = (_banded if bands else _in_proportion)(ratio, weight, standard)
    return ExecutionScore(rate, weight, score, f"{division}，{why}{above}")


def _in_proportion(ratio: Ratio, weight: Decimal, standard: Standard) -> tuple[Decimal, str]:
    score = ratio.points(weight, standard.rounding.digits)
    if ratio.at_least(Decimal(1)):
        return score, f"得满分 {plain(score)} 分"
    return score, f"{ratio.percent()}×{plain(weight)} = {score} 分"


def _banded(ratio: Ratio, weight: Decimal, standard: Standard) -> tuple[Decimal, str]:
    rules = standard.execution
    share = next((band.share for band in rules.bands.value if ratio.at_least(band.at_least)), Decimal(0))
    score = share_points(share, weight, standard.rounding.digits)
    by_hand = rules.completed_full.value and share < 1
    full = "；项目已完成且执行数在预算内的可得满分，由人工确认" if by_hand else ""
    return score, f"按档得分值的 {percent(share)}，{plain(score)} 分{full}"


def _rate(adjusted: Decimal | None, executed: Decimal | None) -> Decimal | None:
    if adjusted is None or executed is None or adjusted <= 0 or executed < 0:
        return None
    return executed / adjusted


def _unread(name: str, entry: Entry) -> str:
    """What is wrong with an amount, "" where it can be used."""
    number = entry.amount()
    if entry.empty:
        return f"资金总额的{name}没有填写，不能计算执行率"
    if number is None or number < 0:
        return f"资金总额的{name}“{_seen(entry)}”不是不小于 0 的数字，请改正"
    return ""


def _seen(entry: Entry) -> str:
    return entry.error or entry.text or ""
