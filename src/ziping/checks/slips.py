"""遗漏与错字：待填的地方、错别字、断行。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.wrong_words import wrong_words
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_MARK = pattern(r"[【〖](?:待(?!遇)|请(?!示)|填|此处)[^】〗]{0,30}[】〗]", needs=("【", "〖"))
_HOLDER = pattern(
    r"\{\{?[^{}]*\}?\}|(?<![A-Za-z])[XxＸｘ]{2,}(?![A-Za-z])|×{2,}|(?<![\d*])\*{2,}(?![\d*])|＊{2,}|_{3,}|＿{2,}|（略）|\(略\)|"
    r"(?<![有尚亟仍还均])(?:待填写?|待补充?)(?=[】）)」\]，。；、]|$)|#(?:REF!|VALUE!|DIV/0!|N/A|NAME\?)",
    needs=("{", "X", "x", "Ｘ", "ｘ", "×", "*", "＊", "_", "＿", "略", "待", "#"),
)
_MASKED = pattern(
    r"[\u4e00-\u9fff][XxＸｘ×]{1,2}(?=[，。、；）)\s]|同志|一家|家|等|$)", needs=("X", "x", "Ｘ", "ｘ", "×")
)
"""王××: a name that is not told."""
_SIGNED_BY_HAND = pattern("签[字名章]|盖章|填表|负责人|联系电话|经办|审核人", needs=("_", "＿"))
_ELLIPSIS = pattern(r"\s*(?:…{1,4}|\.{3,}|。{3,})\s*", needs=("…", "...", "。。。"))
_BROKEN_OFF = pattern(r"[，、].*[\u4e00-\u9fff]$|[，、]$")
_GOES_ON = pattern(r"^[\u4e00-\u9fff].*[。；]$")
_LINE = 20
"""A shorter line is a heading or the signature."""
_BESIDE = 6


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
    查什么：Word 报告里没有【待填】、XX、××、{…}、**、（略）、#REF! 一类的占位（隐去的人名、号码不算）；
        工作簿报告文字里的【待填】合成一条提示；没有常见的错别字；一句话没有断成两段。
    为什么：占位留在公开的报告里，等于告诉别人没有看过就交了。
    反例：“本项目共培训XX人”；“信访事项及时爱理率100%”。
    正例：“本项目共培训320人”；“信访事项及时受理率100%”。
    可否自动修正：不可以，错别字请逐个核对。
    """
    for report in facts.reports:
        yield from _unfilled(report)
        for passage in report.passages:
            for wrong, meant in wrong_words(passage.text):
                yield Hit(
                    entry=passage.entry, variant="word", stated=wrong, expected=meant, slots=_slots(report, passage)
                )
        yield from _broken(report)
        for table in report.tables:
            for entry in (cell for row in table.rows for cell in row):
                for what in _left(entry.text or ""):
                    yield Hit(entry=entry, stated=what, slots={"where": f"报告里{table.name}"})


def _unfilled(report: Report) -> Iterator[Hit]:
    """Placeholders; the marks in the texts of a workbook, which are still being written, are one hint together."""
    marks = []
    for passage in report.passages:
        for what in _left(passage.text):
            hit = Hit(entry=passage.entry, stated=what, slots=_slots(report, passage))
            if not report.foreign and _MARK.fullmatch(what):
                marks.append(hit)
            else:
                yield hit
    if marks:
        first = marks[0]
        slots = {**first.slots, "count": str(len(marks))}
        yield Hit(entry=first.entry, variant="open", stated=first.stated, slots=slots)


def _left(text: str) -> Iterator[str]:
    """The placeholders in a text, in their order."""
    if _SIGNED_BY_HAND.search(text):
        text = text.replace("_", "").replace("＿", "")
    text = _MASKED.sub("", text)
    marks = _MARK.findall(text)
    yield from marks
    for found in _HOLDER.finditer(_MARK.sub("", text)):
        yield found[0]
    if _ELLIPSIS.fullmatch(text):
        yield text.strip()


def _broken(report: Report) -> Iterator[Hit]:
    """A line that stops in the middle of a sentence, and the one that goes on with it."""
    for passage, following in zip(report.passages, report.passages[1:], strict=False):
        if not report.foreign or passage.heading or passage.title or not _adjacent(passage, following):
            continue
        last = passage.text.rpartition("。")[2]
        if len(passage.text) >= _LINE and _BROKEN_OFF.search(last) and _GOES_ON.search(following.text):
            stated = f"{passage.text[-_BESIDE:]}↵{following.text[:_BESIDE]}"
            if OPEN not in stated:
                yield Hit(entry=passage.entry, variant="broken", stated=stated, slots=_slots(report, passage))


def _adjacent(passage: Passage, following: Passage) -> bool:
    return following.number is None and not following.title and passage.entry.cell != following.entry.cell


def _slots(report: Report, passage: Passage) -> dict[str, str]:
    return {"where": said_in(report, passage), "report": report.name}
