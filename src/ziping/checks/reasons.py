"""偏差原因：未达标的、超出很多的要说明。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import EXPLAIN_UNMET, INDICATORS
from ziping.checks.facts import Facts, listed, name_of
from ziping.checks.numbers import CENT, ZERO, percent, short
from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator
from ziping.domain.scoring.case import Case
from ziping.domain.scoring.number import overshoot
from ziping.domain.scoring.results import RowScore

_SIGNS = {">=": "≥", ">": "＞", "=": "＝", "<=": "≤", "<": "＜"}


@rule(
    "R61",
    "未达标没有写偏差原因",
    severity="error",
    message="{name}的指标值“{target}”没有达到（实际“{stated}”{gap}），没有填偏差原因和改进措施。",
    fix="在“偏差原因分析及改进措施”栏写明原因和措施；目标随预算调整过的，写明调整依据。",
    basis="财预〔2020〕10号：未完成绩效目标或偏离较大的，要分析说明原因，研究提出改进措施",
    applies=(INDICATORS, EXPLAIN_UNMET),
    variants={
        "rated": Variant("{name}得 {stated} 分，未得满分，没有填偏差原因和改进措施。"),
        "overrun": Variant(
            "{name}的指标值“{target}”没有达到（实际“{stated}”{gap}），已写原因，请核对指标值是否要随预算调整更新。",
            "info",
            "追加过预算的，把指标值调整到追加以后的数，并在原因里写明调整依据；没有追加的不用改。",
        ),
        "no_column": Variant(
            "本表没有偏差原因栏，{count} 个未达标或未得满分的指标没有说明原因：{rows}。",
            "warning",
            "在报告的存在问题部分逐项说明原因和改进措施。",
        ),
    },
)
def r61(facts: Facts) -> Iterator[Hit]:
    """
    查什么：没有达到指标值的指标，偏差原因不能空；“＞80%”而实际正好 80% 也没有达到。
        人工评分的，得分低于最高档也要写原因。
        按业绩值计分的规则包，未得满分就要写原因；没有偏差原因栏的表式，把这些指标合在一条里警告。
        金额超过上限而写了原因的，提示核对指标值是否要随预算调整更新。
    为什么：自评的用处就在找出偏差和原因；有扣分没有原因，会被退回补充。
    反例：指标值“≤891.13万元”，实际 926.25 万元（超出 35.12，3.94%），偏差原因空白。
    正例：同上，偏差原因写“年中追加司法救助资金 35.12 万元，明年随预算调整同步调整目标”。
    可否自动修正：不可以，原因只有单位知道。
    """
    rows = [row for row in facts.rows if row.indicator.reason.empty and _falls_short(facts, row)]
    if rows and not facts.has_reasons:
        cells = [(_seen(row.indicator), row.indicator) for row in rows]
        yield Hit(
            entry=cells[0][0],
            variant="no_column",
            source=facts.standard.explain.unmet,
            slots={"count": str(len(rows)), "rows": listed(cells)},
        )
        return
    rows += [row for row in facts.rows if not row.indicator.reason.empty and _overrun(row)]
    for row in rows:
        unmet = row.result.met is False
        distance, arithmetic = _distance(row)
        yield Hit(
            entry=row.indicator.reason,
            variant=("" if row.indicator.reason.empty else "overrun") if unmet else "rated",
            stated=short(row.indicator.actual if unmet else row.indicator.score),
            expected="写明原因和改进措施",
            arithmetic=arithmetic if unmet else None,
            source=facts.standard.explain.unmet,
            slots={"name": name_of(row.indicator), "target": short(row.indicator.target), "gap": distance},
        )


@rule(
    "R62",
    "大幅超过指标值没有写原因",
    severity="warning",
    message="{name}完成 {completion}，{far}，没有说明原因。",
    fix="在偏差原因栏（没有该栏的在报告里）说明为什么超出这么多；年初指标值偏低的，明年改正。",
    basis="财预〔2020〕10号：完成值高于指标值较多的，要分析原因",
    applies=(INDICATORS,),
    variants={"hint": Variant("{name}完成 {completion}，比指标值高出不少，请核实年初指标值是否偏低。", "info")},
)
def r62(facts: Facts) -> Iterator[Hit]:
    """
    查什么：完成值与指标值之比达到规则包的说明界线（一般 130%；反向指标低于上限的 70%）的，要写原因；
        达到提示界线的只提示。
    为什么：超出很多多半是年初目标定低了，规则包可以据此扣分；不说明会被认为目标不合理。
    反例：指标值“≥5件”，实际 21 件，完成 420%，偏差原因空白。
    正例：同上，偏差原因写“全年开展专项行动，破案数超出预期，明年指标值调高到 15 件”。
    可否自动修正：不可以，原因只有单位知道。
    """
    over = facts.standard.over
    for row in facts.rows:
        beyond = overshoot(Case(row.target, row.actual, row.comparison, row.weight or ZERO, facts.standard))
        if beyond == "none" or not row.indicator.reason.empty or row.comparison.completion is None:
            continue
        reverse = row.comparison.operator in ("<=", "<")
        limit = over.reverse_explain if reverse else over.explain
        far = f"{'低于上限、达到' if reverse else '达到或超过'}说明界线 {percent(limit.value)}"
        completion = f"{plain(row.comparison.completion)}%"
        yield Hit(
            entry=row.indicator.reason if row.indicator.reason.cell else row.indicator.actual,
            variant="hint" if beyond == "hint" else "",
            stated=completion,
            expected="写明原因",
            arithmetic=_ratio(row, completion),
            source=over.hint if beyond == "hint" else limit,
            slots={"name": name_of(row.indicator), "completion": completion, "far": far},
        )


def _overrun(row: RowScore) -> bool:
    """More money than the upper limit."""
    return row.target.kind == "money" and row.comparison.operator in ("<=", "<") and row.result.met is False


def _falls_short(facts: Facts, row: RowScore) -> bool:
    """Not met; or rated by a person below the highest rating; or, by 业绩值, not at the full weight."""
    if facts.broken(row):
        return False
    if row.result.met is False:
        return True
    printed, weight = facts.printed(row), facts.weight(row)
    if printed is None or weight is None or row.target.kind == "na":
        return False
    if facts.by_performance:
        return printed < weight - CENT
    ratings = facts.standard.qualitative.value
    return row.result.met is None and bool(ratings) and printed < weight * ratings[0].at_least - CENT


def _seen(indicator: Indicator) -> Entry:
    """Where a row without a reason shows its shortfall: in its score, on a form without scores in its actual."""
    return indicator.score if indicator.score.cell else indicator.actual


def _distance(row: RowScore) -> tuple[str, str]:
    """How far the target was missed: for the message (，超出 35.12，即 3.94%), and written out."""
    comparison = row.comparison
    actual, target, upper = comparison.actual, comparison.target, comparison.upper
    if actual is None or target is None:
        return "", row.result.why
    limit = upper if upper is not None and actual > upper else target
    if actual == limit:
        unit = comparison.unit
        wanted = f"{_SIGNS.get(comparison.operator, '')}{plain(limit)}{unit}"
        return f"，刚好相等，要求{wanted}", f"{plain(actual)}{unit}＝{plain(limit)}{unit}，指标值要求{wanted}"
    high, low, word = (actual, limit, "超出") if actual > limit else (limit, actual, "少")
    gap = high - low
    share = f"，即 {_percent_of(gap, limit)}" if limit > 0 else ""
    written = f"{plain(high)}−{plain(low)}={plain(gap)}"
    if limit > 0:
        written += f"，{plain(gap)}÷{plain(limit)}={_percent_of(gap, limit)}"
    return f"，{word} {plain(gap)}{_unit(row)}{share}", written


def _percent_of(part: Decimal, whole: Decimal) -> str:
    return percent(part / whole)


def _unit(row: RowScore) -> str:
    return "个百分点" if row.comparison.unit == "%" else row.comparison.unit


def _ratio(row: RowScore, completion: str) -> str | None:
    actual, target = row.comparison.actual, row.comparison.target
    return None if actual is None or target is None else f"{plain(actual)}÷{plain(target)}={completion}"
