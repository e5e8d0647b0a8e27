"""遗漏与错字：待填的地方、错别字、断行。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.wrong_words import WRONG
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_MARK = pattern(r"【[^】]{0,30}】|〖[^〗]{0,30}〗")
_HOLDER = pattern(
    r"\{\{?[^{}]*\}?\}|\{%[^%]*%\}|[XxＸｘ×]{2,}(?![a-zA-Z])|\*{2,}|＊{2,}|_{3,}|＿{2,}|待填|待补充?|（略）|\(略\)|"
    r"#(?:REF!|VALUE!|DIV/0!|N/A|NAME\?)"
)
_ELLIPSIS = pattern(r"\s*(?:…{1,4}|\.{3,}|。{3,})\s*")
_WRONG = pattern("|".join(sorted(WRONG, key=len, reverse=True)))
_UNTIL = pattern(r"截止\s*(?:到)?\s*\d{4}年")
_END = pattern(r"[\u4e00-\u9fff]$")
_BEGIN = pattern(r"^[\u4e00-\u9fff]")
_LINE = 20
"""A shorter line is a heading or the signature."""


@rule(
    "R80",
    "还有待填的地方，或有错别字",
    severity="error",
    message="{where}还有没填的“{stated}”。",
    fix="补写后再交；不需要的删去。",
    basis="通行审核口径：报告不得留有占位符号和空项",
    applies=(REPORTS,),
    variants={
        "open": Variant(
            "报告“{report}”还有 {count} 处待填，第一处是{where}的“{stated}”。", "info", "在报告文字表里补写。"
        ),
        "word": Variant("{where}的“{stated}”疑为“{expected}”。", "info", "核对后改为“{expected}”。"),
        "broken": Variant("{where}有一句断成了两段：“{stated}”。", "info", "删去中间的换行。"),
    },
)
def r80(facts: Facts) -> Iterator[Hit]:
    """
    查什么：Word 报告里没有【待填】、XX、××、{…}、**、（略）、#REF! 一类的占位；工作簿报告文字里的【待填】合成一条提示；
        没有常见的错别字；一句话没有断成两段。
    为什么：占位留在公开的报告里，等于告诉别人没有看过就交了。
    反例：“本项目共培训XX人”；“信访事项及时爱理率100%”。
    正例：“本项目共培训320人”；“信访事项及时受理率100%”。
    可否自动修正：不可以，错别字请逐个核对。
    """
    for report in facts.reports:
        open_places = []
        for passage in report.passages:
            for what in _left(passage):
                if report.foreign:
                    yield Hit(entry=passage.entry, stated=what, slots=_slots(report, passage))
                elif _MARK.fullmatch(what):
                    open_places.append((passage, what))
                else:
                    yield Hit(entry=passage.entry, stated=what, slots=_slots(report, passage))
            yield from _words(report, passage)
        if open_places:
            first, what = open_places[0]
            slots = {**_slots(report, first), "count": str(len(open_places))}
            yield Hit(entry=first.entry, variant="open", stated=what, slots=slots)
        yield from _broken(report)
        for table in report.tables:
            for entry in (cell for row in table.rows for cell in row):
                for found in (*_MARK.finditer(entry.text or ""), *_HOLDER.finditer(entry.text or "")):
                    slots = {"where": f"报告里{table.name}", "report": "", "count": ""}
                    yield Hit(entry=entry, stated=found[0], slots=slots)


def _left(passage: Passage) -> Iterator[str]:
    text = passage.text
    marks = [found[0] for found in _MARK.finditer(text) if "待" in found[0] or "请" in found[0] or "填" in found[0]]
    yield from marks
    for mark in marks:
        text = text.replace(mark, "")
    yield from (found[0] for found in _HOLDER.finditer(text))
    if _ELLIPSIS.fullmatch(text):
        yield text.strip()


def _words(report: Report, passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for found in _WRONG.finditer(text):
        yield Hit(
            entry=passage.entry,
            variant="word",
            stated=found[0],
            expected=WRONG[found[0]],
            slots=_slots(report, passage),
        )
    for found in _UNTIL.finditer(text):
        expected = found[0].replace("截止到", "截至").replace("截止", "截至")
        yield Hit(
            entry=passage.entry, variant="word", stated=found[0], expected=expected, slots=_slots(report, passage)
        )


def _broken(report: Report) -> Iterator[Hit]:
    for passage, following in zip(report.passages, report.passages[1:], strict=False):
        if report.foreign and not passage.heading and not passage.title and _adjacent(passage, following):
            text = passage.text
            if len(text) >= _LINE and _END.search(text) and _BEGIN.search(following.text) and OPEN not in text:
                stated = f"{text[-6:]}↵{following.text[:6]}"
                yield Hit(entry=passage.entry, variant="broken", stated=stated, slots=_slots(report, passage))


def _adjacent(passage: Passage, following: Passage) -> bool:
    return following.number is None and not following.title and passage.entry.cell != following.entry.cell


def _slots(report: Report, passage: Passage) -> dict[str, str]:
    return {"where": said_in(report, passage), "report": report.name, "count": ""}
