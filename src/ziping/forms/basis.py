"""A standard in words: the rows of the 依据 sheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ziping.domain.decimals import plain
from ziping.domain.standard import AllOrNothing, Band, Cap, Grade, Rating, Sourced, Standard, status_text

_LABELS = {
    "weights.total": "总分值",
    "weights.execution": "预算执行率分值",
    "weights.level1": "一级指标分值",
    "weights.alternatives": "也允许的一级指标分值",
    "weights.fixed": "一级指标分值能否调整",
    "execution.method": "预算执行率计分方法",
    "execution.bands": "预算执行率分档",
    "execution.completed_full": "项目完成且未超预算时执行率得满分",
    "quantitative.basis": "定量指标计分依据",
    "quantitative.negative": "反向指标（≤、＜）未达成时",
    "quantitative.pass_line": "及格门槛（完成率）",
    "quantitative.zero_target": "目标为 0 的指标",
    "quantitative.nonnegative_target": "目标为“≥0”的指标",
    "quantitative.boolean": "是否类指标",
    "quantitative.late": "超过期限完成",
    "over.hint": "超额提示线（完成值÷指标值）",
    "over.explain": "超额须写原因线（完成值÷指标值）",
    "over.reverse_explain": "反向指标须写原因线（完成值÷指标值）",
    "over.penalty": "超额是否扣分",
    "over.points": "超额扣分值",
    "qualitative": "定性指标分档",
    "satisfaction.method": "满意度指标计分方法",
    "satisfaction.bands": "满意度分档",
    "rounding.places": "得分保留小数位",
    "rounding.whole_points": "整数制计分",
    "total.caps": "执行率对总分的封顶",
    "total.rebase": "不适用的指标剔除后折算",
    "explain.unmet": "未达成必须写原因",
    "explain.execution_below": "执行率低于此线须写原因",
    "checks.level1": "必设的一级指标",
    "checks.level2": "必设的二级指标",
    "checks.low_target": "比率目标低于此值提示偏低",
    "checks.budget_growth": "追加达到年初预算的此比例须核对指标值",
    "checks.same_values": "完成值与指标值相同的比例达到此值提示核实",
    "checks.reason_length": "偏差原因最少字数",
    "checks.execution_low": "执行率低于此值而总分偏高的须说明",
    "checks.score_high": "上一项所说总分偏高的界线",
    "checks.score_gap": "指标得分率高出执行率的允许幅度",
    "checks.cost_share": "成本指标合计达到执行数的此比例时核对两者",
    "checks.adjustment": "预算调整率超过此值须说明",
    "checks.reception": "公务接待人均（元）超过此值提示",
    "checks.last_share": "指标值低于上年完成值的此比例提示偏低",
    "checks.similar": "段落相似度达到此值视为照抄",
    "checks.unchanged": "“基本持平”允许的变化",
    "checks.publish_days": "决算批复后几日内公开",
    "checks.text_limits": "各栏字数上限",
    "checks.off": "本地不用的审核规则",
    "checks.severities": "本地另定级别的审核规则",
    "grades": "等级",
}
_WORDS: dict[str, dict[Any, str]] = {
    "execution.method": {"proportional": "执行率×分值，最高满分", "bands": "按执行率分档", "none": "不计分"},
    "quantitative.basis": {"comparison": "完成值与指标值比较", "performance": "分值×业绩值"},
    "quantitative.negative": {
        "inverse": "指标值÷完成值×分值",
        "linear": "（1－超出部分÷指标值）×分值，超一倍得 0 分",
        "strict": "超过即 0 分",
    },
    "over.penalty": {
        "none": "不扣分，只要求说明",
        "points": "扣固定分值",
        "excess": "按超出部分折减",
        "zero": "不得分",
    },
    "satisfaction.method": {"positive": "同其他正向指标", "bands": "按满意度分档"},
    "weights.fixed": {True: "不能调整", False: "可以调整，合计不变"},
}  # fmt: skip
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_PERCENT = {
    "quantitative.pass_line", "over.hint", "over.explain", "over.reverse_explain", "explain.execution_below",
    "checks.low_target", "checks.budget_growth", "checks.same_values", "checks.execution_low", "checks.score_gap",
    "checks.cost_share", "checks.adjustment", "checks.last_share", "checks.similar",
    "checks.unchanged",
}  # fmt: skip


def basis_rows(standard: Standard) -> Iterator[tuple[str, str, str, str]]:
    """Label, value, source and status (已核对 / 待核) of every rule value."""
    for path, item in standard.values():
        yield _LABELS[path], value_text(path, item.value), _source(item), status_text(item.status)


def _source(item: Sourced[Any]) -> str:
    return f"{item.source}（默认继承自 {item.inherited}）" if item.inherited else item.source


def value_text(path: str, value: Any) -> str:
    """A rule value as a person reads it."""
    if path in _WORDS:
        return _WORDS[path][value]
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None:
        return "由人工评分"
    if isinstance(value, Decimal):
        if path in _PERCENT:
            return _percent(value)
        return f"{_percent(value)}分值" if path.startswith("quantitative.") else plain(value)
    if isinstance(value, AllOrNothing):
        return f"符合得分值的 {_percent(value.met)}，不符合得 {_percent(value.missed)}"
    if isinstance(value, dict):
        return "、".join(f"{name} {value_text('', said)}" for name, said in value.items()) or "无"
    if isinstance(value, tuple):
        if all(isinstance(item, str) for item in value):
            return "、".join(value) or "无"
        return "；".join(_item_text(item) for item in value) or "无"
    return _SEVERITIES.get(value, str(value))


def _item_text(item: Any) -> str:
    if isinstance(item, Band):
        return f"{_percent(item.at_least)} 及以上得分值的 {_percent(item.share)}"
    if isinstance(item, Grade):
        return f"{item.name}：{plain(item.at_least)} 分及以上"
    if isinstance(item, Cap):
        return f"执行率低于 {_percent(item.below)} 时总分不超过 {plain(item.most)}"
    if isinstance(item, Rating):
        return f"{item.name}：分值的 {_percent(item.at_least)} 及以上"
    return value_text("", item)


def _percent(value: Decimal) -> str:
    return f"{plain(value * 100)}%"
