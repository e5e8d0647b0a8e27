"""提纲：该有的节都有，每节有内容。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts
from ziping.checks.spoken import spoken
from ziping.domain.model import Section
from ziping.domain.numbered import Numbered, numbered
from ziping.domain.written import OPEN, Passage, Report, opened
from ziping.patterns import pattern

_FILLER = pattern(r"部门|单位|项目|情况|支出|绩效|整体|年度|本|及|和|与|的|[（(][^）)]*[）)]|[、，,\s]|20\d\d年?|▢")
_ALIKE = 0.5
_ITEMS = pattern("[、，,]|及|以及|和")
_COMMON = pattern(r"^(?:绩效)?(?:评价|自评)?")
_SHORT = 60
"""A longer text says more than one of the things its heading names."""
_SAID = pattern(r"[。；;：:，]\s*$")
"""How an item of a list ends; a heading has no mark at its end."""
_PLANNED = pattern("(?:收入预算|支出预算|年初预算|批复预算|预算收入|预算支出)(?:数|为|共|合计)*$")
_SPENT = pattern(
    r"(?:决算|执行数|实际支出|全年支出|本年支出|支出合计|总支出|拨款支出|实际完成|使用资金|支付)[^，。]{0,12}\d|(?<![本目员用])支出\s*\d|执行率"
)
_ELSEWHERE = pattern("^无|^不涉及|^没有|详见|见附|见下")


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
        "outlay": Variant(
            "报告写了预算数 {stated}，没有写全年执行（决算）数。", fix="补写全年执行（决算）数和预算执行率。"
        ),
        "missing": Variant(
            "无法核对：缺提纲，不知道报告“{report}”该有哪些节。", "info", "在工作簿里保留“报告文字”工作表。"
        ),
    },
)
def r77(facts: Facts) -> Iterator[Hit]:
    """
    查什么：Word 报告的一级标题，工作簿里这份报告的提纲有的都有（意思相同的算有）；每一节下面都有内容，没有的写“无”；
        标题并列说三件以上的，正文不能只写到其中一件；写了收入、支出预算数的，也写执行（决算）数。
    为什么：缺节的报告会被退回补充，空着的节看不出是没有还是漏写。
    反例：提纲有“自评结果拟应用和公开情况”，报告里没有。
    正例：“政府性基金预算支出情况”一节写“无”。
    可否自动修正：不可以。
    """
    for report in facts.reports:
        if report.foreign:
            yield from _missing(report)
            yield from _no_outlay(report)
        yield from _empty(report)
        yield from _partly(report)


def _missing(report: Report) -> Iterator[Hit]:
    if report.sections is None:
        yield Hit(entry=report.start, variant="missing", slots={"report": report.name})
        return
    headings = [passage.text for passage in report.passages if passage.heading]
    for section in report.sections:
        found = numbered(f"{section.number.strip('、')}、")
        wanted = opened(section.heading)
        if found is not None and found.level == 1 and not any(alike(wanted, heading) for heading in headings):
            yield Hit(entry=report.start, stated=wanted, slots={"report": report.name})


def _no_outlay(report: Report) -> Iterator[Hit]:
    """A report that gives the budget of the unit and nowhere what was spent of it."""
    planned = None
    for passage in report.passages:
        if _SPENT.search(passage.text):
            return
        for number in spoken(passage.text):
            if planned is None and number.amount is not None and _PLANNED.search(number.before):
                planned = passage, number
    if planned is not None and OPEN not in planned[0].text:
        yield Hit(entry=planned[0].entry, variant="outlay", stated=planned[1].written)


def alike(wanted: str, heading: str) -> bool:
    """Whether two headings say the same, by the characters they share beside those that every heading has."""
    own, other = _FILLER.sub("", wanted), _FILLER.sub("", heading)
    if not own or not other:
        return wanted == heading
    shared = sum(character in own for character in other)
    return shared / min(len(own), len(other)) >= _ALIKE and len(set(own) & set(other)) / len(set(own)) >= _ALIKE


def _empty(report: Report) -> Iterator[Hit]:
    above_tables = {table.title for table in report.tables}
    for passage, following in zip(report.passages, [*report.passages[1:], None], strict=False):
        if not _is_section(passage) or (not report.foreign and _kept(report, passage)):
            continue
        told = following is not None and (
            not following.heading or following.number is None or _deeper(following.number, passage.number)
        )
        if not told and not {passage.text, (passage.entry.text or "").strip()} & above_tables:
            yield Hit(entry=passage.entry, variant="empty", stated=passage.text)


def _is_section(passage: Passage) -> bool:
    """Whether a paragraph is the heading of one of the two upper levels, and no item of a list."""
    number = passage.number
    if not passage.heading or number is None or number.level > 2 or number.part or not passage.text:
        return False
    return _SAID.search(passage.entry.text or "") is None


def _kept(report: Report, passage: Passage) -> bool:
    """Whether a text of the workbook is still to be written: the report's builder asks for it."""
    sections: Sequence[Section] = report.sections or ()
    return any(section.text.cell == passage.entry.cell and section.text.empty for section in sections)


def _deeper(number: Numbered | None, above: Numbered | None) -> bool:
    return number is not None and above is not None and number.level > above.level


def _partly(report: Report) -> Iterator[Hit]:
    """评价原则、评价指标体系、评价方法 over one sentence about the first of them."""
    for place, passage in enumerate(report.passages):
        items = [_COMMON.sub("", item) for item in _ITEMS.split(passage.text)] if passage.heading else []
        if len(items) < 3 or any(len(item) < 2 for item in items):
            continue
        text = _below(report, place)
        missing = [item for item in items if item[-2:] not in text and item[:2] not in text]
        written = 0 < len(text) <= _SHORT and OPEN not in text and not _ELSEWHERE.search(text)
        if written and len(items) / 2 < len(missing) < len(items):
            slots = {"missing": "、".join(f"“{item}”" for item in missing)}
            yield Hit(entry=passage.entry, variant="part", stated=passage.text, slots=slots)


def _below(report: Report, place: int) -> str:
    """What stands under a heading."""
    text, above = "", report.passages[place].number
    for following in report.passages[place + 1 :]:
        if following.heading and not _deeper(following.number, above):
            break
        text += following.text
    return text
