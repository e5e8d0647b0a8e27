"""报告里的目标：同一个指标只有一个目标。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.spoken import Spoken, spoken
from ziping.domain.written import Passage, Report
from ziping.patterns import pattern

_GOAL = pattern("目标")
_DONE = pattern("完成|实现|自评|评价")
_RATE = pattern(r"([\u4e00-\u9fff]{2,10}率)(?:均|都)?(?:达到?|为|不低于|保持|控制在|≥|以上)*\s*$")
_SCOPE = pattern(r"城区|城镇|乡镇|农村|县|镇|村|街道|一级|二级|三级|男|女|[0-9一二三四]季度|上半年|下半年")
_MARKS = pattern(r"[，,、“”\s]")
_SUFFIX = 3
_SHARED = 2


@rule(
    "R99",
    "报告里同一指标写了两个目标",
    severity="warning",
    message="绩效目标里“{what}”一处写 {expected}，{where}写 {stated}。",
    fix="按批复的绩效目标改成一致；确是两个指标的，把名称写得能够区分。",
    basis="通行审核口径：同一指标前后一致",
    applies=(REPORTS,),
    status="试行",
)
def r99(facts: Facts) -> Iterator[Hit]:
    """
    查什么：报告绩效目标各节里，同一个比率（名称结尾相同、说的是同一件事）只有一个目标值。
    为什么：数量指标和质量指标各写一遍，改了一处忘了另一处。
    反例：数量指标写“雪亮视频监控点位在线率100%”，质量指标写“雪亮视频在线率98%”。
    正例：两处都写 98%，或只写一次。
    可否自动修正：不可以，哪一个对要看批复。
    """
    for report in facts.reports:
        rates = list(_rates(report))
        for place, (passage, number, name) in enumerate(rates):
            for _, other, named in rates[:place]:
                if other.number != number.number and _alike(name, named):
                    yield Hit(
                        entry=passage.entry,
                        stated=number.written,
                        expected=other.written,
                        arithmetic=f"{other.written}≠{number.written}",
                        slots={"where": said_in(report, passage), "what": name[-_SUFFIX:]},
                    )
                    break


def _rates(report: Report) -> Iterator[tuple[Passage, Spoken, str]]:
    """Rates under the headings on goals, each with the words from the number before it on."""
    for passage in report.passages:
        aims = [heading for heading in passage.above if _GOAL.search(heading) and not _DONE.search(heading)]
        for number in spoken(passage.text) if aims else ():
            words = _MARKS.sub("", number.before)
            found = _RATE.search(words)
            if number.unit == "%" and not number.about and found:
                yield passage, number, words[: found.end(1)]


def _alike(name: str, other: str) -> bool:
    """Whether two rates are one: the same ending, and neighbouring characters in common before it."""
    if name[-_SUFFIX:] != other[-_SUFFIX:] or set(_SCOPE.findall(name)) != set(_SCOPE.findall(other)):
        return False
    head, long = sorted((name[:-_SUFFIX], other[:-_SUFFIX]), key=len)
    pairs = {head[at : at + 2] for at in range(len(head) - 1)}
    return sum(pair in long for pair in pairs) >= _SHARED
