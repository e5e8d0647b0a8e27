"""序号：接得上，层级、括号、文号写得对。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.domain.numbered import Numbered, written_number
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_SHOWN = 16
_DOCUMENT = pattern(
    r"(?:根据|按照|依据|依照|印发|通知|关于)?([\u4e00-\u9fff]{1,4}[字发办函财]{1,3})[\[(【（]((?:19|20)\d\d)[\])】）]\s*第?(\d+号)",
    needs=("号",),
)
_ITEM = pattern(r"\s*[0-9a-zA-Z一二三四五六七八九十]{1,3}[)）]")
"""1） and a) have no opening bracket."""
_HALF_WIDTH = pattern(r"\(|\)", needs=("(", ")"))
_DIGIT = pattern(r"\d+")
_INNER = 3
"""From this level on numbers may be items of a list that a placeholder begins."""
_ITEMS = 3
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
        "pair": Variant("报告里{where}的“{stated}”括号不成对。", fix="补上或删去一个括号。"),
        "document": Variant("{where}的文号“{stated}”年份没有用六角括号。", fix="改为“{expected}”。"),
    },
)
def r78(facts: Facts) -> Iterator[Hit]:
    """
    查什么：同一级的序号从一起依次往下，没有重复和跳号；一、（一）、1.、（1）各用在自己的一级，括号是全角；文号的年份用〔〕。
        由 Word 自动编的号不查。表里的栏目名称括号成对。
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
        for table in report.tables:
            for entry in (cell for row in table.rows for cell in row):
                text = entry.text or ""
                if len(text) <= _SHOWN and not _ITEM.match(text) and _unpaired(text):
                    yield Hit(entry=entry, variant="pair", stated=text, slots={"where": table.name})
        for passage in report.passages:
            for found in _DOCUMENT.finditer(passage.text):
                stated, right = found[0][found.start(1) - found.start() :], f"{found[1]}〔{found[2]}〕{found[3]}"
                slots = {"where": said_in(report, passage)}
                yield Hit(entry=passage.entry, variant="document", stated=stated, expected=right, slots=slots)


def _unpaired(text: str) -> bool:
    return sum(text.count(mark) for mark in "（(") != sum(text.count(mark) for mark in "）)")


def _sequence(report: Report) -> Iterator[Hit]:
    """Every number against the one before it on its level, and on the levels above."""
    last: dict[int, int] = {}
    known = True
    numbered = [passage for passage in report.passages if passage.number is not None or _open(passage)]
    spelled = any(
        passage.number and passage.number.part and not _DIGIT.search(passage.number.written) for passage in numbered
    )
    for place, passage in enumerate(numbered):
        number = passage.number
        if number is None:
            known = False
            continue
        if number.part:
            last = {}
            if spelled and _DIGIT.search(number.written):
                expected = _DIGIT.sub(written_number(1, number.value).rstrip("、"), number.written)
                yield _hit(passage, "level", number, expected)
            continue
        level, value = number.level, number.value
        if not passage.automatic and not _built(report, passage) and (known or level < _INNER):
            following = [after.number for after in numbered[place + 1 :] if after.number is not None]
            variant, level, value = _judged(last, number, following, heading=passage.heading)
            if variant is not None:
                yield _hit(passage, variant, number, written_number(level, value))
        known = known or level < _INNER
        last = {above: count for above, count in last.items() if above < level} | {level: number.value}


def _hit(passage: Passage, variant: str, number: Numbered, expected: str) -> Hit:
    slots = {"where": f"“{passage.text[:_SHOWN]}”"}
    return Hit(entry=passage.entry, variant=variant, stated=number.written, expected=expected, slots=slots)


def _open(passage: Passage) -> bool:
    """Whether a placeholder will write lines here of which nobody knows the numbers yet."""
    return passage.text == OPEN


def _built(report: Report, passage: Passage) -> bool:
    """Whether the number is one of the outline's own, which the workbook writes."""
    return not report.foreign and passage.heading and passage.entry.text is None


def _judged(
    last: dict[int, int], number: Numbered, following: Sequence[Numbered], *, heading: bool
) -> tuple[str | None, int, int]:
    """What is wrong with a number (None for nothing), the level and the value it should have."""
    due = last.get(number.level, 0) + 1
    above = number.level - 2
    if above >= 1 and _belongs_above(last, number, following, heading=heading):
        return "level", above, last.get(above, 0) + 1
    if number.value not in (due, 1) or (number.value != due and number.level == 1):
        return "", number.level, due
    half = number.level in _BRACKETED and _HALF_WIDTH.search(number.written)
    return "bracket" if half else None, number.level, number.value


def _belongs_above(last: dict[int, int], number: Numbered, following: Sequence[Numbered], *, heading: bool) -> bool:
    """Whether a number is one of two levels above: “2、” after “一、” without a “1.”, or “1、” before “二、”."""
    above = number.level - 2
    if number.value == last.get(number.level, 0) + 1 and number.value != 1:
        return False
    due = last.get(above, 0) + 1
    if number.value > 1:
        return number.level not in last and (
            number.value == due or (heading and number.level == _ITEMS and above in last)
        )
    return number.value == due and _goes_on(number, following)


def _goes_on(number: Numbered, following: Sequence[Numbered]) -> bool:
    """Whether the numbers after a first one count on up to one that is written two levels above."""
    value = number.value
    for after in following:
        if after.part or after.level < number.level - 2:
            return False
        if after.level in (number.level, number.level - 2):
            if after.value != value + 1:
                return False
            value = after.value
            if after.level == number.level - 2:
                return True
    return False
