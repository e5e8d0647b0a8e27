"""提纲与序号：该有的节都有，每节有内容，序号接得上。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.domain.model import Section
from ziping.domain.numbered import Numbered, numbered, written_number
from ziping.domain.written import OPEN, Passage, Report, opened
from ziping.patterns import pattern

_FILLER = pattern(r"部门|单位|项目|情况|支出|绩效|整体|年度|本|及|和|与|的|[（(][^）)]*[）)]|[、，,\s]|20\d\d年?|▢")
_ALIKE = 0.5
_ITEMS = pattern("[、，,]|及|以及|和")
_ITEM = pattern(r"^(?:绩效)?(?:评价|自评)?")
_SHORT = 60
_SHOWN = 16
_SAID = pattern(r"[。；;：:，]\s*$")
"""How an item of a list ends; a heading has no mark at its end."""
_DOCUMENT = pattern(
    r"[\u4e00-\u9fff]{1,4}[字发办函财]{1,3}(?:\[((?:19|20)\d\d)\]|\(((?:19|20)\d\d)\)|【((?:19|20)\d\d)】|（((?:19|20)\d\d)）)\s*第?\d+号"
)
_HALF_WIDTH = pattern(r"\(|\)")


@rule(
    "R77",
    "缺了该有的节，或节里没有内容",
    severity="warning",
    message="报告“{report}”没有“{stated}”这一节。",
    fix="按提纲补写这一节；没有内容的写“无”。",
    basis="各地自评报告体例：提纲各节齐全，没有的写“无”",
    applies=(REPORTS,),
    variants={
        "empty": Variant("报告的“{stated}”一节没有内容。", fix="补写这一节；确实没有的写“无”。"),
        "part": Variant("“{stated}”一节没有写到{missing}。", fix="补写{missing}，或改标题。"),
        "missing": Variant(
            "无法核对：缺提纲，不知道报告“{report}”该有哪些节。", "info", "在工作簿里保留“报告文字”工作表。"
        ),
    },
)
def r77(facts: Facts) -> Iterator[Hit]:
    """
    查什么：Word 报告的一级标题，工作簿里这份报告的提纲有的都有（意思相同的算有）；每一节下面都有内容，没有的写“无”；
        标题并列说几件事的，正文都写到。
    为什么：缺节的报告会被退回补充，空着的节看不出是没有还是漏写。
    反例：提纲有“自评结果拟应用和公开情况”，报告里没有。
    正例：“政府性基金预算支出情况”一节写“无”。
    可否自动修正：不可以。
    """
    for report in facts.reports:
        if report.foreign:
            yield from _missing(report)
        yield from _empty(report)
        yield from _partly(report)


def _missing(report: Report) -> Iterator[Hit]:
    if report.sections is None:
        yield Hit(entry=report.start, variant="missing", slots={"report": report.name, "missing": ""})
        return
    headings = [passage.text for passage in report.passages if passage.heading]
    for section in report.sections:
        found = numbered(f"{section.number.strip('、')}、")
        wanted = opened(section.heading)
        if found is not None and found.level == 1 and not any(_same(wanted, heading) for heading in headings):
            yield Hit(entry=report.start, stated=wanted, slots={"report": report.name, "missing": ""})


def _same(wanted: str, heading: str) -> bool:
    """Whether two headings say the same, by the characters they share beside those that every heading has."""
    own, other = _FILLER.sub("", wanted), _FILLER.sub("", heading)
    if not own or not other:
        return wanted == heading
    shared = sum(own.count(character) > 0 for character in other)
    return shared / min(len(own), len(other)) >= _ALIKE and len(set(own) & set(other)) / len(set(own)) >= _ALIKE


def _empty(report: Report) -> Iterator[Hit]:
    passages, tables = report.passages, {table.title for table in report.tables}
    for passage, following in zip(passages, [*passages[1:], None], strict=True):
        if not passage.heading or passage.number is None or passage.number.level > 2 or not passage.text:
            continue
        if passage.number.part or _SAID.search(passage.entry.text or ""):
            continue
        if not report.foreign and _kept(report, passage):
            continue
        below = following is not None and (
            not following.heading or following.number is None or _deeper(following.number, passage.number)
        )
        if not below and passage.text not in tables and (passage.entry.text or "") not in tables:
            yield Hit(entry=passage.entry, variant="empty", stated=passage.text, slots={"report": "", "missing": ""})


def _kept(report: Report, passage: Passage) -> bool:
    """Whether a text of the workbook is still to be written: the report's builder asks for it."""
    sections: Sequence[Section] = report.sections or ()
    return any(section.text.cell == passage.entry.cell and section.text.empty for section in sections)


def _deeper(number: Numbered | None, above: Numbered) -> bool:
    return number is not None and number.level > above.level


def _partly(report: Report) -> Iterator[Hit]:
    """评价原则、评价指标体系、评价方法 over one sentence about the first of them."""
    for place, passage in enumerate(report.passages):
        items = (
            [_ITEM.sub("", item) for item in _ITEMS.split(passage.text)]
            if passage.heading and "、" in passage.text
            else []
        )
        below = []
        for following in report.passages[place + 1 :]:
            if following.heading and not (passage.number and _deeper(following.number, passage.number)):
                break
            below.append(following.text)
        text = "".join(below)
        if (
            not text
            or len(text) > _SHORT
            or OPEN in text
            or any(len(item) < 2 for item in items)
            or text.startswith("无")
        ):
            continue
        missing = [item for item in items if item[-2:] not in text and item[:2] not in text]
        if missing and len(missing) < len(items) + 1 and len(items) > 2:
            yield Hit(
                entry=passage.entry,
                variant="part",
                stated=passage.text,
                slots={"report": "", "missing": "、".join(f"“{item}”" for item in missing)},
            )


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
            yield msgspec.structs.replace(
                brackets[0], stated=stated, slots={**brackets[0].slots, "count": str(len(brackets))}
            )
        for passage in report.passages:
            for found in _DOCUMENT.finditer(passage.entry.text or passage.text):
                year = next(group for group in found.groups() if group)
                right = f"〔{year}〕".join((found[0].split(year)[0][:-1], found[0].split(year, 1)[1][1:]))
                slots = {"where": said_in(report, passage), "count": ""}
                yield Hit(entry=passage.entry, variant="document", stated=found[0], expected=right, slots=slots)


def _sequence(report: Report) -> Iterator[Hit]:
    """Every number against the one before it on its level, and on the levels above."""
    last: dict[int, int] = {}
    for passage in report.passages:
        number = passage.number
        if number is None or number.part or (not report.foreign and passage.heading and passage.entry.text is None):
            last = {} if number is not None and number.part else _counted(last, number)
            continue
        level, value = number.level, number.value
        slots = {"where": f"“{passage.text[:_SHOWN]}”", "count": ""}
        meant = _meant(last, number)
        if passage.automatic:
            pass
        elif meant is not None:
            expected = written_number(meant, value)
            yield Hit(entry=passage.entry, variant="level", stated=number.written, expected=expected, slots=slots)
            level = meant
        elif value != last.get(level, 0) + 1 and not (value == 1 and level > 1):
            expected = written_number(level, last.get(level, 0) + 1)
            yield Hit(entry=passage.entry, stated=number.written, expected=expected, slots=slots)
        elif _HALF_WIDTH.search(number.written) and level in (2, 4):
            expected = written_number(level, value)
            yield Hit(entry=passage.entry, variant="bracket", stated=number.written, expected=expected, slots=slots)
        last = {above: count for above, count in last.items() if above < level} | {level: value}


def _counted(last: dict[int, int], number: Numbered | None) -> dict[int, int]:
    if number is None:
        return last
    return {above: count for above, count in last.items() if above < number.level} | {number.level: number.value}


def _meant(last: dict[int, int], number: Numbered) -> int | None:
    """The level a number belongs to where it is written as one of another: “2、” after “一、” without a “1.”."""
    if number.value == last.get(number.level, 0) + 1 or number.value == 1:
        return None
    other = number.level - 2
    return other if other >= 1 and last.get(other) == number.value - 1 and number.level not in last else None


@rule(
    "R81",
    "超过字数上限",
    severity="warning",
    message="{where}共 {stated} 字，超过上限 {expected} 字。",
    fix="删减到 {expected} 字以内。",
    basis="四川预算管理一体化自评表：目标完成情况 100 字内，评价结论、存在问题、改进措施各 200 字内（表内说明，待核）",
)
def r81(facts: Facts) -> Iterator[Hit]:
    """
    查什么：报告文字表里写了字数上限的节，和规则包规定了字数上限的栏，字数不超过上限。占位写出来的字不算在内。
    为什么：一体化系统导入时，超过上限的文字会被截断。
    反例：“存在问题”上限 200 字，写了 260 字。
    正例：“存在问题”写了 180 字。
    可否自动修正：不可以。
    """
    for report in facts.reports:
        for section in report.sections or ():
            if section.limit is None:
                continue
            written = [passage for passage in report.passages if not passage.heading and _in(section, passage, report)]
            length = sum(len(passage.text.replace(OPEN, "")) for passage in written)
            if length > section.limit:
                yield _long(f"“{section.heading}”", length, section.limit, written[0])
    limits = facts.standard.checks.text_limits
    for what, entry in facts.texts():
        limit = next((limit for name, limit in limits.value.items() if name in what), None)
        text = "".join((entry.text or "").split())
        if limit is not None and len(text) > limit:
            yield Hit(
                entry=entry,
                stated=str(len(text)),
                expected=str(limit),
                arithmetic=f"{len(text)}−{limit}={len(text) - limit}",
                source=limits,
                slots={"where": what},
            )


def _in(section: Section, passage: Passage, report: Report) -> bool:
    if not report.foreign:
        return passage.entry.cell == section.text.cell
    return bool(passage.above) and _same(opened(section.heading), passage.above[-1])


def _long(where: str, length: int, limit: int, passage: Passage) -> Hit:
    return Hit(
        entry=passage.entry,
        stated=str(length),
        expected=str(limit),
        arithmetic=f"{length}−{limit}={length - limit}",
        slots={"where": where},
    )
