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
    not score the execution rate. A rate above 100% earns no more than the weight.
    """
    if row is None:
        return ExecutionScore(None, None, None, "表上没有资金总额行，不计执行率得分")
    ratio, missing = _ratio(row)
    rate = ratio.over / ratio.under if ratio else None
    if not row.weight.empty:
        weight = row.weight.amount()
        if weight is None or weight < 0:
            return ExecutionScore(rate, None, None, f"执行率分值“{_seen(row.weight)}”不是数字，请只填数字")
    elif row.score.cell or not row.score.empty:
        weight = standard.weights.execution.value
    else:
        return ExecutionScore(rate, None, None, "表上没有执行率得分，不计")
    if standard.execution.method.value == "none":
        return _unscored(rate, weight)
    if ratio is None or rate is None:
        return ExecutionScore(None, weight, None, missing)
    score, why = _scored(ratio, rate, weight, standard)
    return ExecutionScore(rate, weight, score, f"{_division(ratio)}，{why}")


def _unscored(rate: Decimal | None, weight: Decimal) -> ExecutionScore:
    if not weight:
        return ExecutionScore(rate, None, None, "本标准不计执行率得分")
    return ExecutionScore(
        rate, weight, None, f"本标准不计执行率得分，表上却有执行率分值 {plain(weight)}，请核对所用标准"
    )


def _ratio(row: FundRow) -> tuple[Ratio | None, str]:
    """The exact rate, or what is missing for it."""
    for name, entry in (("全年预算数", row.adjusted), ("全年执行数", row.executed)):
        if entry.empty:
            return None, f"资金总额的{name}没有填写，不能计算执行率"
        number = entry.amount()
        if number is None or number < 0:
            return None, f"资金总额的{name}“{_seen(entry)}”不是不小于 0 的数字，请改正"
    adjusted, executed = row.adjusted.amount(), row.executed.amount()
    if not adjusted or executed is None:
        return None, "资金总额的全年预算数为 0，不能计算执行率"
    return Ratio(executed, adjusted), ""


def _division(ratio: Ratio) -> str:
    return f"执行 {plain(ratio.over)} ÷ 预算 {plain(ratio.under)} = {ratio.percent()}"


def _scored(ratio: Ratio, rate: Decimal, weight: Decimal, standard: Standard) -> tuple[Decimal, str]:
    digits = standard.rounding.digits
    above = "，超过 100%，请核对有无超支或漏记追加" if rate > 1 else ""
    if standard.execution.method.value == "proportional":
        score = ratio.points(weight, digits)
        if rate >= 1:
            return score, f"得满分 {plain(score)} 分{above}"
        return score, f"{ratio.percent()}×{plain(weight)} = {score} 分"
    share = next((band.share for band in standard.execution.bands.value if ratio.at_least(band.at_least)), Decimal(0))
    score = share_points(share, weight, digits)
    full = (
        "；项目已完成且执行数在预算内的可得满分，由人工确认"
        if standard.execution.completed_full.value and share < 1
        else ""
    )
    return score, f"按档得分值的 {percent(share)}，{plain(score)} 分{above}{full}"


def _seen(entry: Entry) -> str:
    return entry.error or entry.text or ""
