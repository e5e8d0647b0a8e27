"""照抄：上年的话没有改。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.copied import clipped, substantial
from ziping.checks.facts import Facts, said_in
from ziping.domain.model import Entry, Section
from ziping.domain.numbered import numbered
from ziping.domain.written import OPEN
from ziping.patterns import pattern

_YEARLY = pattern("完成|效益|效果|成效|问题|措施|建议|做法")
_SHORTEST = 18
"""Shorter texts are alike by chance: 已全部完成年度目标."""


@rule(
    "R88",
    "与上年的报告一样，没有改",
    severity="warning",
    message="{where}与上年的{what}一样：“{said}”。",
    fix="按本年度的情况改写；确实没有变化的，写明为什么。",
    basis="通行审核口径：完成情况、问题和措施每年都要按当年情况写",
    variants={
        "missing": Variant(
            "无法核对：缺上年的报告文字，看不出照抄了没有。", "info", "校验时用 --last 给出上年的工作簿。"
        )
    },
)
def r88(facts: Facts) -> Iterator[Hit]:
    """
    查什么：实际完成情况、偏差原因和报告里写完成、效益、问题、措施的段落，与上年的（报告文字表的“上年文字”一栏、
        或校验时给出的上年工作簿）不完全一样；绩效目标可以不变。没有上年文字的只提示无法核对。
    为什么：从上年结转过来的文字一字不改，等于没有自评。
    反例：上年、本年的“存在的问题”都写“预算编制精准性有待提高，培训费执行不够理想”。
    正例：本年写本年的问题，并说明上年的问题改得怎样。
    可否自动修正：不可以。
    """
    said, before = [*_told(facts)], _before(facts)
    if said and not before and facts.leads:
        yield Hit(entry=Entry(sheet=facts.reports[0].place if facts.reports else facts.model.sheet), variant="missing")
    for where, text, entry in said:
        if text in before:
            yield Hit(entry=entry, slots={"where": where, "what": before[text], "said": clipped(text)})


def _told(facts: Facts) -> Iterator[tuple[str, str, Entry]]:
    """What has to be written anew every year."""
    goal, reasons = facts.model.goal_actual, [indicator.reason for indicator in facts.model.indicators]
    for where, entry in (("实际完成情况", goal), *(("偏差原因", reason) for reason in reasons)):
        if len(_joined(entry.text)) >= _SHORTEST:
            yield where, _joined(entry.text), entry
    for report, passage in facts.passages():
        if substantial(passage) and _YEARLY.search(passage.above[-1]) and OPEN not in passage.text:
            yield said_in(report, passage), _joined(passage.text), passage.entry


def _before(facts: Facts) -> dict[str, str]:
    """Last year's texts and what they are called."""
    found: dict[str, str] = {}
    for report in facts.reports:
        for section in report.sections or ():
            found |= _lines(section, section.last)
    if facts.last is not None:
        found[_joined(facts.last.goal_actual.text)] = "实际完成情况"
        found |= {_joined(indicator.reason.text): "偏差原因" for indicator in facts.last.indicators}
        for section in facts.last.sections:
            found |= _lines(section, section.text)
    found.pop("", None)
    return found


def _lines(section: Section, text: Entry) -> dict[str, str]:
    """The paragraphs of a section, without their numbers."""
    found: dict[str, str] = {}
    for line in (text.text or "").split("\n"):
        number = numbered(line)
        found[_joined(number.rest if number else line)] = f"“{section.heading or '文字'}”"
    return found


def _joined(text: str | None) -> str:
    return "".join((text or "").split())
