"""总分封顶：执行率低的，总分不超过规则包的上限。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Condition, Hit, rule
from ziping.checks.facts import Facts
from ziping.checks.numbers import percent, points_of
from ziping.domain.decimals import plain

_CAPPED = Condition("规则包按执行率给总分封顶的自评表", lambda facts: bool(facts.standard.total.caps.value))


@rule(
    "R68",
    "总分超过执行率对应的上限",
    severity="error",
    message="预算执行率 {rate}，低于 {below}，总分最高 {expected} 分，表上写 {stated} 分。",
    fix="把总分改为不超过 {expected} 分，等级跟着改；预算数、执行数填错的先改正。",
    basis="各地自评办法：预算执行率低于规定档次的，总分不超过该档上限",
    applies=(_CAPPED,),
)
def r68(facts: Facts) -> Iterator[Hit]:
    """
    查什么：规则包按执行率给总分封顶的，表上的总分不超过执行率所在档的上限。
    为什么：钱没有花出去，其他指标得分再高也不能评优，系统会直接压到上限。
    反例：执行率 75%，封顶 89 分，总分写 92。
    正例：执行率 75%，总分写 89。
    可否自动修正：可以，按上限填写。
    """
    rate, total = facts.scores.execution.rate, points_of(facts.model.total)
    caps = facts.standard.total.caps
    cap = next((cap for cap in reversed(caps.value) if rate is not None and rate < cap.below), None)
    if rate is not None and cap is not None and total is not None and total > cap.most:
        yield Hit(
            entry=facts.model.total,
            stated=plain(total),
            expected=plain(cap.most),
            arithmetic=f"执行率 {percent(rate)}＜{percent(cap.below)}，{plain(total)}＞{plain(cap.most)}",
            source=caps,
            slots={"rate": percent(rate), "below": percent(cap.below)},
        )
