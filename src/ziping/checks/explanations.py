"""偏差原因的写法：说清原因和措施，与完成情况不矛盾。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, listed_hit, rule
from ziping.checks.conditions import EXPLAIN_UNMET, INDICATORS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import CENT, short
from ziping.checks.overall import NO_PROBLEM, PROBLEMS
from ziping.checks.self_scores import said_scores
from ziping.domain.decimals import plain
from ziping.domain.scoring.results import RowScore
from ziping.domain.written import Report
from ziping.patterns import pattern

NOTHING = frozenset((
    "无", "没有", "无偏差", "没有偏差", "不存在偏差", "无差异", "已完成", "完成", "全部完成", "已达成", "达成",
    "达标", "已达标", "按要求完成", "正常",
))  # fmt: skip
"""Entries that say there is no deviation."""
EMPTY_REASONS = frozenset((
    "疫情", "疫情影响", "受疫情影响", "疫情原因", "因疫情影响", "受疫情的影响", "客观原因", "历史原因", "政策原因",
    "资金原因", "资金不足", "时间原因", "工作需要", "实际情况", "其他原因", "特殊原因", "各种原因", "不可抗力",
    "详见报告", "见报告", "同上", "略",
))  # fmt: skip
"""Reasons that say nothing about this indicator."""
MEASURES = (
    "措施", "改进", "整改", "下一步", "今后", "明年", "下年", "次年", "下阶段", "将", "拟", "加强", "加快", "加大",
    "完善", "督促", "调整", "优化", "健全", "建立", "强化", "落实", "推进", "争取", "继续", "提高", "严格", "细化",
    "规范", "提前", "确保", "改正", "清理", "协调",
)  # fmt: skip
_SLOW = pattern(r"预算执行(?:进度|率|情况)?[^。，]{0,8}(?:不够?理想|偏慢|较慢|偏低|较低|不到位|缓慢)")
_PUNCTUATION = pattern(r"[\s，,。.；;、：:！!（）()—\-－/]+")


@rule(
    "R63",
    "达标却写了偏差原因",
    severity="info",
    message="{count} 个指标已经达到指标值，偏差原因栏却写了内容：{cells}。",
    fix="确有问题的，核对完成值和得分；没有偏差的，把内容移到完成情况里。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：未完成或偏离较大的填写偏差原因",
    applies=(INDICATORS,),
)
def r63(facts: Facts) -> Iterator[Hit]:
    """
    查什么：达到指标值、得满分（或表上没有分值）、也没有大幅超额的指标，偏差原因栏写了“无”“已完成”以外的内容，合在一条里提示。
    为什么：既没有扣分又写了原因，不是完成值填错，就是该扣的分没有扣。
    反例：指标值“≥90%”，实际 92%，得满分，偏差原因写“部分工程延期”。
    正例：同上，偏差原因空白或写“无”。
    可否自动修正：不可以，先由单位核对。
    """
    rows = [
        row
        for row in facts.rows
        if row.comparison.met is True
        and row.result.over == "none"
        and (facts.weight(row) is None or facts.full(row))
        and not _says_nothing(row)
    ]
    yield from listed_hit([(row.indicator.reason, row.indicator) for row in rows])


@rule(
    "R64",
    "偏差原因没有说清",
    severity="warning",
    message="{name}的偏差原因只写了“{stated}”，没有说清原因。",
    fix="写明这个指标为什么没有完成、怎样改进，不少于 {least} 个字。",
    basis="财预〔2020〕10号：未完成绩效目标或偏离较大的，要分析说明原因，研究提出改进措施",
    applies=(INDICATORS, EXPLAIN_UNMET),
)
def r64(facts: Facts) -> Iterator[Hit]:
    """
    查什么：没有达到、没有得满分或大幅超额的指标，偏差原因不是“无”“疫情影响”“客观原因”一类的空话，
        也不少于规则包规定的字数（一般 10 个字）。
    为什么：套话放在哪个指标上都成立，等于没有分析。
    反例：实际 95 人，指标值“≥100人”，偏差原因“疫情影响”。
    正例：同上，偏差原因“8 月封控停办一期培训，少训 5 人，下年一季度补办”。
    可否自动修正：不可以，原因只有单位知道。
    """
    least = facts.standard.checks.reason_length
    for row in facts.rows:
        reason = _joined(row)
        if row.indicator.reason.empty or not (deviates(facts, row) or row.result.over == "explain"):
            continue
        if _says_nothing(row) or reason in EMPTY_REASONS or len(reason) < least.value:
            yield Hit(
                entry=row.indicator.reason,
                stated=short(row.indicator.reason),
                expected="写明原因和改进措施",
                source=least,
                slots={"name": name_of(row.indicator), "least": str(least.value)},
            )


@rule(
    "R70",
    "写了原因，没有写改进措施",
    severity="warning",
    message="{count} 个没有达到或扣了分的指标只写了原因，没有写改进措施：{cells}。",
    fix="在偏差原因栏补写改进措施。",
    basis="财预〔2020〕10号：未完成绩效目标或偏离较大的，要分析说明原因，研究提出改进措施",
    applies=(EXPLAIN_UNMET,),
    variants={
        "none": Variant(
            "报告写自评 {count} 分，扣了 {cells} 分，“存在的问题”却写“{stated}”。",
            fix="写明扣分的地方有什么问题、怎样改进。",
        ),
        "vague": Variant("报告“{cells}”说预算执行不理想，没有写一个数。", fix="写明预算数、执行数和执行率。"),
    },
)
def r70(facts: Facts) -> Iterator[Hit]:
    """
    查什么：没有达到或没有得满分的指标，写了原因的还要写怎样改进，合在一条里警告。
        没有写原因的由 R61、原因没有说清的由 R64 说明。报告写了扣分而问题写“无”的、说预算执行不理想而没有数的，也警告。
    为什么：自评要能改进管理，只说为什么没做到，明年还是做不到。
    反例：偏差原因“因征地纠纷工程停工两个月，未能按期完工”。
    正例：同上，再写“已与村组签订协议，下年 3 月底前完工”。
    可否自动修正：不可以，措施只有单位知道。
    """
    least = facts.standard.checks.reason_length.value
    rows = [
        row
        for row in facts.rows
        if deviates(facts, row) and len(_joined(row)) >= least and not any(word in _joined(row) for word in MEASURES)
    ]
    yield from listed_hit([(row.indicator.reason, row.indicator) for row in rows])
    for report in facts.reports:
        yield from _no_problem(facts, report)


def _no_problem(facts: Facts, report: Report) -> Iterator[Hit]:
    """A report that takes points off and says there is no problem, or speaks of slow spending without a figure."""
    full = facts.standard.weights.total.value
    points = next((points for passage in report.passages for points in said_scores(facts, passage.text)), None)
    for passage in report.passages:
        place = passage.above[-1] if passage.above else ""
        if passage.heading or not PROBLEMS.search(place):
            continue
        if points is not None and points < full and NO_PROBLEM.match(passage.text):
            slots = {"count": plain(points), "cells": plain(full - points)}
            yield Hit(entry=passage.entry, variant="none", stated=passage.text.strip("。 "), slots=slots)
        if _SLOW.search(passage.text) and not any(character.isdecimal() for character in passage.text):
            yield Hit(entry=passage.entry, variant="vague", slots={"cells": place})


def deviates(facts: Facts, row: RowScore) -> bool:
    """Not met, or not at the full weight."""
    printed, weight = facts.printed(row), facts.weight(row)
    return row.result.met is False or (printed is not None and weight is not None and printed < weight - CENT)


def _joined(row: RowScore) -> str:
    """The reason without spaces and punctuation."""
    return _PUNCTUATION.sub("", short(row.indicator.reason))


def _says_nothing(row: RowScore) -> bool:
    return row.indicator.reason.error is None and _joined(row) in NOTHING | {""}
