"""照抄：别的报告、上年报告里的话没有改。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import percent, short
from ziping.checks.spoken import sentences
from ziping.domain.model import Entry
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_SUBSTANCE = pattern("目标|完成|效益|效果|成效|问题|措施|建议|做法")
_LONG = 60
"""Shorter paragraphs are alike by chance: 严格执行财务管理制度."""
_SENTENCE = 18
_SHOWN = 16
_EFFECTS = pattern("效益|效果|满意")
_OUTPUT_LAST = pattern(r"产出指标(?!.*(?:效益|效果|满意))", 16)  # re.DOTALL
_MARKS = pattern(r"[“”\"'《》\s]|(?:项目)?(?:支出|经费|资金|费用?)$")
_NAME = 4
_CLAUSES = pattern("[，。；,;]")


@rule(
    "R74",
    "照抄了别的报告",
    severity="warning",
    message="{where}有一段与报告“{other}”的{there}几乎相同（相似度 {stated}）：“{said}”。",
    fix="按本项目自己的情况重写这一段。",
    basis="通行审核口径：不同项目的绩效报告不得互相照抄，各写各的完成情况和效益",
    applies=(REPORTS,),
    variants={
        "name": Variant("{where}写的是别的项目“{stated}”。", fix="改为本项目的名称和内容。"),
        "section": Variant("{where}说的是产出指标：“{said}”。", fix="改写为这一节该说的效益或满意度。"),
        "twice": Variant("{where}有一句在报告里写了两遍：“{said}”。", "info", "删去一处，或各写各的内容。"),
    },
)
def r74(facts: Facts) -> Iterator[Hit]:
    """
    查什么：同一单位几份报告里写目标、完成、效益、问题、措施的段落，相似度不到规则包的界线（一般 90%）；
        项目报告不出现别的项目的名称；写效益、满意度的一节不说产出指标；同一句长话在一份报告里不写两遍。
    为什么：几个项目用同一份底稿改，效益一节最容易忘了改，公开以后一对照就看出来。
    反例：“雪亮工程”报告的效益一节写“切实解决了专兼职网格员补助”，与网格化管理经费的报告只差项目名称。
    正例：两份报告各写各的效益。
    可否自动修正：不可以。
    """
    for report in facts.reports:
        before = facts.written[: facts.written.index(report)]
        others = [other for other in before if other.about != report.about]
        yield from _alike(facts, report, others)
        yield from _names(facts, report)
        yield from _misplaced(report)
        yield from _twice(report)


def _alike(facts: Facts, report: Report, others: Sequence[Report]) -> Iterator[Hit]:
    line = facts.standard.checks.similar
    known = [(other, passage) for other in others for passage in other.passages if _substantial(passage)]
    for passage in report.passages if known else ():
        if not _substantial(passage):
            continue
        ratio, other, there = _best(passage, known)
        if ratio >= line.value and other is not None and there is not None:
            yield Hit(
                entry=passage.entry,
                stated=percent(ratio),
                expected=f"低于 {percent(line.value)}",
                arithmetic=f"相同的字占 {percent(ratio)}≥{percent(line.value)}",
                source=line,
                slots={
                    "where": said_in(report, passage),
                    "other": other.name,
                    "there": f"“{there.above[-1]}”" if there.above else "正文",
                    "said": _clipped(passage.text),
                },
            )


def _best(passage: Passage, known: Sequence[tuple[Report, Passage]]) -> tuple[Decimal, Report | None, Passage | None]:
    found: tuple[Decimal, Report | None, Passage | None] = (Decimal(0), None, None)
    for other, there in known:
        ratio = similarity(passage.text, there.text)
        if ratio > found[0]:
            found = ratio, other, there
    return found


def similarity(text: str, other: str) -> Decimal:
    """The share of characters that two texts have in common in the same order, 0 to 1."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, text, other, autojunk=False)
    if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
        return Decimal(0)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return Decimal(2 * same) / Decimal(len(text) + len(other))


def _substantial(passage: Passage) -> bool:
    text = passage.text
    return (
        not passage.heading
        and not passage.title
        and len(text) - 10 * text.count(OPEN) >= _LONG
        and bool(passage.above)
        and _SUBSTANCE.search(passage.above[-1]) is not None
    )


def _names(facts: Facts, report: Report) -> Iterator[Hit]:
    if facts.model.kind != "project":
        return
    own = _core(facts.model.project)
    others = {_core(form.project): short(form.project) for form in facts.book if form.kind == "project"}
    for passage in report.passages:
        for core, name in others.items():
            if len(core) < _NAME or core in own or own in core:
                continue
            clauses = [_MARKS.sub("", clause) for clause in _CLAUSES.split(passage.text)]
            if any(core in clause and own not in clause for clause in clauses):
                yield Hit(entry=passage.entry, variant="name", stated=name, slots=_slots(report, passage))


def _misplaced(report: Report) -> Iterator[Hit]:
    for passage in report.passages:
        place = passage.above[-1] if passage.above else ""
        about_effects = _EFFECTS.search(place) and "产出" not in place and not passage.heading
        if about_effects and _OUTPUT_LAST.search(passage.text):
            yield Hit(entry=passage.entry, variant="section", slots=_slots(report, passage))


def _twice(report: Report) -> Iterator[Hit]:
    seen: set[str] = set()
    for passage in report.passages:
        goals = any("目标" in heading for heading in passage.above)
        for sentence in sentences(passage.text) if not goals else ():
            if len(sentence) >= _SENTENCE and OPEN not in sentence:
                if sentence in seen:
                    yield Hit(entry=passage.entry, variant="twice", slots=_slots(report, passage, sentence))
                seen.add(sentence)


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
        或校验时给出的上年工作簿）不完全一样。没有上年文字的只提示无法核对。
    为什么：从上年结转过来的文字一字不改，等于没有自评。
    反例：上年、本年的“存在的问题”都写“预算编制精准性有待提高，培训费执行不够理想”。
    正例：本年写本年的问题，并说明上年的问题改得怎样。
    可否自动修正：不可以。
    """
    said = [*_told(facts)]
    if not said:
        return
    before = _before(facts)
    if not before and facts.leads:
        yield Hit(
            entry=Entry(sheet=facts.reports[0].place if facts.reports else facts.model.sheet),
            variant="missing",
            slots={"where": "", "what": "", "said": ""},
        )
    for where, text, entry in said:
        if text in before:
            yield Hit(entry=entry, slots={"where": where, "what": before[text], "said": _clipped(text)})


def _told(facts: Facts) -> Iterator[tuple[str, str, Entry]]:
    """What has to be written anew every year."""
    if not facts.model.goal_actual.empty:
        yield "实际完成情况", _joined(facts.model.goal_actual.text), facts.model.goal_actual
    for indicator in facts.model.indicators:
        reason = _joined(indicator.reason.text)
        if len(reason) >= _SENTENCE:
            yield "偏差原因", reason, indicator.reason
    for report, passage in facts.passages():
        if _substantial(passage) and OPEN not in passage.text:
            yield said_in(report, passage), _joined(passage.text), passage.entry


def _before(facts: Facts) -> dict[str, str]:
    """Last year's texts and what they are called."""
    found: dict[str, str] = {}
    for report in facts.reports:
        for section in report.sections or ():
            for line in (section.last.text or "").split("\n"):
                found[_joined(line)] = f"“{section.heading or '文字'}”"
    if facts.last is not None:
        found[_joined(facts.last.goal_actual.text)] = "实际完成情况"
        found |= {_joined(indicator.reason.text): "偏差原因" for indicator in facts.last.indicators}
        for section in facts.last.sections:
            found |= {_joined(line): f"“{section.heading}”" for line in (section.text.text or "").split("\n")}
    found.pop("", None)
    return found


def _joined(text: str | None) -> str:
    return "".join((text or "").split())


def _core(project: Entry) -> str:
    """The name of a project as sentences use it: without quotation marks and 经费."""
    return _MARKS.sub("", short(project))


def _slots(report: Report, passage: Passage, said: str = "") -> dict[str, str]:
    said = _clipped(said or passage.text)
    return {"where": said_in(report, passage), "said": said, "other": "", "there": ""}


def _clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}……"
