"""序号：接得上，层级、括号、文号写得对。"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.domain.numbered import Numbered, written_number
from ziping.domain.written import Passage, Report
from ziping.patterns import pattern

_SHOWN = 16
_DOCUMENT = pattern(
    r"(?:根据|按照|依据|依照|印发|通知|关于)?([\u4e00-\u9fff]{1,4}[字发办函财]{1,3})[\[(【（]((?:19|20)\d\d)[\])】）]\s*第?(\d+号)"
)
_HALF_WIDTH = pattern(r"\(|\)")
_BRACKETED = (2, 4)
"""The levels whose numbers stand in brackets: （一） and （1）."""


@rule(
    "R78",
    "序号不连续，或层级、括号、文号写得不对",
    severity="info",
    message="{where}的序号“{stated}”接不上，应为“{expected}”。",
    fix="把序号改为“{expected}”，后面的依次改。",
    basis="GB/T 9704-2012 7.3.3：结构层次序数依次为“一、”“（一）”“1.”“（1）”；7.2.5：发文字号的年份用“〔〕”括入",
    applies=(REPORTS,),
    variants={
        "level": Variant("{where}的序号“{stated}”用错了层级，应为“{expected}”。", fix="改为“{expected}”。"),
        "bracket": Variant(
            "有 {count} 处序号用了半角括号（{stated}），第一处是{where}。", fix="括号改为全角，如“{expected}”。"
        ),
        "document": Variant("{where}的文号“{stated}”年份没有用六角括号。", fix="改为“{expected}”。"),
    },
)
def r78(facts: Facts) -> Iterator[Hit]:
    """
    查什么：同一级的序号从一起依次往下，没有重复和跳号；一、（一）、1.、（1）各用在自己的一级，括号是全角；文号的年份用〔〕。
        由 Word 自动编的号不查。
    为什么：序号重复、跳号是删改后没有复核的痕迹，退回时常被指出。
    反例：同一节里“1.”“2.”“2.”“3.”；“一、”之后写“2、”；“昭财发[2023]12号”。
    正例：“一、”“（一）”“1.”依次编号；“昭财发〔2023〕12号”。
    可否自动修正：不可以，先看是不是漏了一条。
    """
    for report in facts.reports:
        hits = list(_sequence(report))
        brackets = [hit for hit in hits if hit.variant == "bracket"]
        yield from (hit for hit in hits if hit.variant != "bracket")
        if brackets:
            stated = "、".join(dict.fromkeys(hit.stated or "" for hit in brackets))
            slots = {**brackets[0].slots, "count": str(len(brackets))}
            yield msgspec.structs.replace(brackets[0], stated=stated, slots=slots)
        for passage in report.passages:
            for found in _DOCUMENT.finditer(passage.text):
                stated, right = found[0][found.start(1) - found.start() :], f"{found[1]}〔{found[2]}〕{found[3]}"
                slots = {"where": said_in(report, passage)}
                yield Hit(entry=passage.entry, variant="document", stated=stated, expected=right, slots=slots)


def _sequence(report: Report) -> Iterator[Hit]:
    """Every number against the one before it on its level, and on the levels above."""
    last: dict[int, int] = {}
    for passage in report.passages:
        number = passage.number
        if number is None:
            continue
        if number.part:
            last = {}
            continue
        level = number.level
        if not passage.automatic and not _built(report, passage):
            variant, meant, value = _judged(last, number)
            if variant is not None:
                slots = {"where": f"“{passage.text[:_SHOWN]}”"}
                expected = written_number(meant, value)
                yield Hit(entry=passage.entry, variant=variant, stated=number.written, expected=expected, slots=slots)
            level = meant
        last = {above: count for above, count in last.items() if above < level} | {level: number.value}


def _built(report: Report, passage: Passage) -> bool:
    """Whether the number is one of the outline's own, which the workbook writes."""
    return not report.foreign and passage.heading and passage.entry.text is None


def _judged(last: dict[int, int], number: Numbered) -> tuple[str | None, int, int]:
    """What is wrong with a number (None for nothing), the level and the value it should have."""
    due = last.get(number.level, 0) + 1
    meant = _meant(last, number)
    if meant is not None:
        return "level", meant, number.value
    if number.value not in (due, 1) or (number.value != due and number.level == 1):
        return "", number.level, due
    half = number.level in _BRACKETED and _HALF_WIDTH.search(number.written)
    return "bracket" if half else None, number.level, number.value


def _meant(last: dict[int, int], number: Numbered) -> int | None:
    """The level a number belongs to where it is written as one of another: “2、” after “一、” without a “1.”."""
    if number.value == last.get(number.level, 0) + 1 or number.value == 1:
        return None
    other = number.level - 2
    return other if other >= 1 and last.get(other) == number.value - 1 and number.level not in last else None
