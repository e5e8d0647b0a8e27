"""总分与其他数相称：与执行率、与完成情况、与报告写的得分。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Condition, Hit, Variant, rule
from ziping.checks.conditions import INDICATORS, TOTAL_FUND
from ziping.checks.facts import Facts, budget, listed
from ziping.checks.numbers import CENT, ZERO, percent, points_of, short
from ziping.checks.self_scores import said_scores
from ziping.domain.decimals import plain
from ziping.domain.model import Entry
from ziping.domain.quantity import parse_value
from ziping.domain.written import Passage
from ziping.patterns import pattern

_SCORED = Condition("有绩效指标的自评表，和它的报告", lambda facts: bool(facts.rows or facts.reports))
_FEW = 3
_SAYS = 8
"""A shorter paragraph names no problem: 问题如下：."""
PROBLEMS = pattern("^(?!.*(?:其他|问题的)).*问题")
"""The heading of the section on problems; 其他需要说明的问题 and 针对问题的建议 are others."""
NO_PROBLEM = pattern(r"\s*(?:无|暂无|没有|未发现|不存在)[^，。]{0,10}[。]?\s*$")


@rule(
    "R67",
    "执行率低而得分高",
    severity="warning",
    message="预算执行率只有 {rate}，总分却有 {stated} 分。",
    fix="核对各指标的完成值和得分；确实少花钱办成了事的，写明节约在哪里。",
    basis="省级系统通行预警：执行率低而自评得分高的，重点复核",
    applies=(INDICATORS, TOTAL_FUND),
    variants={
        "gap": Variant(
            "预算执行率 {rate}，指标得分率 {stated}，高出 {gap}。",
            "info",
            "核对没有支出的部分对应的指标是否真的完成；确已完成的不用改。",
        )
    },
)
def r67(facts: Facts) -> Iterator[Hit]:
    """
    查什么：执行率低于规则包界线（一般 80%）而总分达到界线（一般 90 分）的警告；
        指标得分率超过执行率、（指标得分率－执行率）÷指标得分率大于界线（一般 5%）的提示。
    为什么：钱只花了一半而任务全部完成，不是预算编多了，就是完成情况不实。
    反例：预算 208 万元，支出 109.8 万元，执行率 52.79%，总分 100。
    正例：执行率 98%，总分 97。
    可否自动修正：不可以，先核对完成情况。
    """
    rate, lines = _execution_rate(facts), facts.standard.checks
    if rate is None:
        return
    total, share = points_of(facts.model.total), _score_rate(facts)
    if total is not None and rate < lines.execution_low.value and total >= lines.score_high.value:
        yield Hit(
            entry=facts.model.total,
            stated=plain(total),
            arithmetic=f"执行率 {percent(rate)}＜{percent(lines.execution_low.value)}，"
            f"总分 {plain(total)}≥{plain(lines.score_high.value)}",
            source=lines.execution_low,
            slots={"rate": percent(rate)},
        )
    elif share and (gap := (share - rate) / share) > lines.score_gap.value:
        yield Hit(
            entry=facts.rows[0].indicator.score,
            variant="gap",
            stated=percent(share),
            arithmetic=f"（{percent(share)}−{percent(rate)}）÷{percent(share)}={percent(gap)}",
            source=lines.score_gap,
            slots={"rate": percent(rate), "gap": percent(gap)},
        )


@rule(
    "R69",
    "全部满分",
    severity="info",
    message="{what}都是满分，请备好每个指标的佐证材料。",
    fix="逐项核对佐证材料；都属实的不用改。",
    basis="财预〔2020〕10号：自评结果应当客观、公正",
    applies=(_SCORED,),
    variants={
        "unmet": Variant(
            "{what}都是满分，但有 {count} 个指标没有达到指标值：{cells}。",
            "warning",
            "按完成情况改正这些指标的得分，并写明原因。",
        ),
        "problems": Variant(
            "报告写自评 {what} 分，是满分，又在“{cells}”里列了 {count} 个问题。",
            "warning",
            "问题影响绩效的，在相应指标扣分；不影响的，写明为什么不扣分。",
        ),
    },
)
def r69(facts: Facts) -> Iterator[Hit]:
    """
    查什么：各指标得分（和印出的执行率得分、总分）全部是满分的提示备好佐证；其中有没有达到指标值的，作警告。
        报告写自评满分、又列了存在问题的，作警告。
    为什么：全部满分的自评是复核时首先抽查的；有没完成的还给满分，自评就失实了。
    反例：总分 100，其中一个指标的指标值“≥90%”，实际 85%。
    正例：总分 97.5，扣分的指标写了原因。
    可否自动修正：不可以，得分按规则重算见 R58。
    """
    yield from _full_with_problems(facts)
    if not _all_full(facts):
        return
    total = facts.model.total
    entry = total if total.cell and points_of(total) is not None else facts.rows[0].indicator.score
    what = "总分和各项得分" if entry is total else "各项得分"
    unmet = [row.indicator for row in facts.rows if row.result.met is False]
    cells = listed((indicator.actual, indicator) for indicator in unmet)
    yield Hit(
        entry=entry, variant="unmet" if unmet else "", slots={"what": what, "count": str(len(unmet)), "cells": cells}
    )


def _full_with_problems(facts: Facts) -> Iterator[Hit]:
    """A report that gives full points and lists problems all the same."""
    full = facts.standard.weights.total.value
    for report in facts.reports:
        problems = [passage for passage in report.passages if _is_problem(passage)]
        for passage in report.passages if problems else ():
            if full in said_scores(facts, passage.text):
                where = problems[0].above[-1]
                slots = {"what": plain(full), "count": str(len(problems)), "cells": where}
                yield Hit(entry=passage.entry, variant="problems", stated=plain(full), slots=slots)


def _is_problem(passage: Passage) -> bool:
    """A paragraph of the section on problems that names one; 一是 … 二是 … counts as many."""
    about = bool(passage.above) and PROBLEMS.search(passage.above[-1])
    return bool(about) and not passage.heading and len(passage.text) > _SAYS and not NO_PROBLEM.match(passage.text)


def _all_full(facts: Facts) -> bool:
    total, full = points_of(facts.model.total), facts.standard.weights.total.value
    weighted = [row for row in facts.rows if facts.weight(row) is not None]
    execution = facts.execution_printed
    if total is not None and total < full:
        return False
    if weighted:
        spent = execution is None or facts.execution_weight is None or execution >= facts.execution_weight - CENT
        return len(weighted) >= _FEW and spent and all(facts.full(row) for row in weighted)
    return total is not None and len(facts.rows) >= _FEW


def _score_rate(facts: Facts) -> Decimal | None:
    """Points of the indicators ÷ their weights, while every weighted row has a score."""
    pairs = [(facts.printed(row), facts.weight(row)) for row in facts.rows]
    scored = [(printed, weight) for printed, weight in pairs if weight is not None]
    weights = sum((weight for _, weight in scored), ZERO)
    if weights <= 0 or any(printed is None for printed, _ in scored):
        return None
    return sum((printed for printed, _ in scored if printed is not None), ZERO) / weights


def _execution_rate(facts: Facts) -> Decimal | None:
    """From the amounts, also where a unit is written behind them (R90 asks to take it away)."""
    fund = facts.total_fund
    whole, spent = (_wan(budget(fund)), _wan(fund.executed)) if fund else (None, None)
    return spent / whole if whole is not None and spent is not None and whole > 0 and spent >= 0 else None


def _wan(entry: Entry) -> Decimal | None:
    amount = entry.amount()
    if amount is not None or entry.empty or entry.error:
        return amount
    written = parse_value(short(entry))
    return written.number if written.unit == "万元" else None
