"""照抄：别的报告里的话没有改。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import percent, short
from ziping.checks.spoken import rest_of_clause, sentences, whole_clause
from ziping.domain.model import Entry
from ziping.domain.written import ANNEX, OPEN, Passage, Report
from ziping.patterns import pattern

_SUBSTANCE = pattern("目标|完成|效益|效果|成效|问题|措施|建议|做法")
_LONG = 60
"""Shorter paragraphs are alike by chance: 严格执行财务管理制度."""
_SENTENCE = 18
_SHOWN = 32
_EFFECTS = pattern("效益|效果|满意")
_OUTPUT = pattern(
    r"(?:分析|反映|评价|说明)[^，。；]{0,6}产出指标(?!.*(?:效益|效果|满意))|^产出指标(?:完成|得分|分析|情况)",
    16,
    needs=("产出指标",),
)  # re.DOTALL
_MARKS = pattern(r"[“”\"'‘’《》\s]|(?:项目)?(?:支出|经费|资金|费用?)$")
_NAME = 4
_LONG_NAME = 8
"""A shorter name (平安建设) is only a project's where 项目 or 经费 stands behind it."""
_AS_PROJECT = r"(?:等?(?:项目|经费|资金|专项|支出|补助))"
_BESIDE = pattern(r"(?:与|和|及|同|、|除|不含|不包括|另有|其他|区别于)(?:了|本级)?$")
_BESIDE_BEHIND = pattern(r"(?:项目|经费|资金|专项)*(?:与|和|及|同|、|除外|以外|之外)")
_REPEATS = pattern("目标|名词解释")
_REASON = pattern(r"^(?:主要)?(?:变动|增减|增加|减少)?(?:的)?(?:主要)?原因是")


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
        项目报告不拿别的项目的名称当自己的（与本项目并列提到的不算）；写效益、满意度的一节不说产出指标；
        同一句长话在一份报告里不写两遍（目标、名词解释、变动原因除外）。
    为什么：几个项目用同一份底稿改，效益一节最容易忘了改，公开以后一对照就看出来。
    反例：“雪亮工程”报告的效益一节写“切实解决了专兼职网格员补助”，与网格化管理经费的报告只差项目名称。
    正例：两份报告各写各的效益。
    可否自动修正：不可以。
    """
    for place, report in enumerate(facts.written):
        if report.about == facts.model.sheet:
            others = [other for other in facts.written[:place] if other.about != report.about]
            yield from _alike(facts, report, others)
            yield from _names(facts, report)
            yield from _misplaced(report)
            yield from _twice(report)


def _alike(facts: Facts, report: Report, others: Sequence[Report]) -> Iterator[Hit]:
    line = facts.standard.checks.similar
    known = [(other, passage) for other in others for passage in other.passages if substantial(passage)]
    for passage in filter(substantial, report.passages if known else ()):
        ratio, other, there = _best(passage, known)
        if ratio >= line.value:
            slots = {"other": other.name, "there": f"“{there.above[-1]}”"}
            yield Hit(
                entry=passage.entry,
                stated=percent(ratio),
                expected=f"低于 {percent(line.value)}",
                arithmetic=f"相同的字占 {percent(ratio)}≥{percent(line.value)}",
                source=line,
                slots={**_slots(report, passage), **slots},
            )


def _best(passage: Passage, known: Sequence[tuple[Report, Passage]]) -> tuple[Decimal, Report, Passage]:
    """The first of the passages that are most like one."""
    ratios = [similarity(passage.text, there.text) for _, there in known]
    best = max(ratios)
    return best, *known[ratios.index(best)]


def similarity(text: str, other: str) -> Decimal:
    """The share of characters that two texts have in common in the same order, 0 to 1; 0 below a half."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, text, other, autojunk=False)
    if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
        return Decimal(0)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return Decimal(2 * same) / Decimal(len(text) + len(other))


def substantial(passage: Passage) -> bool:
    """Whether a paragraph is one of those that every report has to write for itself."""
    told = len(passage.text) - 10 * passage.text.count(OPEN)
    headed = bool(passage.above) and _SUBSTANCE.search(passage.above[-1]) is not None
    return headed and not passage.heading and not passage.title and told >= _LONG


def _names(facts: Facts, report: Report) -> Iterator[Hit]:
    if facts.model.kind != "project":
        return
    own = _core(facts.model.project)
    others = {_core(form.project): short(form.project) for form in facts.book if form.kind == "project"}
    others = {core: name for core, name in others.items() if len(core) >= _NAME and core not in own and own not in core}
    for passage in report.passages:
        text = "".join(character for character in passage.text if character not in "“”\"'‘’《》")
        for core, name in others.items():
            if _taken_for_own(text, core, own):
                yield Hit(entry=passage.entry, variant="name", stated=name, slots=_slots(report, passage))


def _taken_for_own(text: str, core: str, own: str) -> bool:
    """Whether a text speaks of another project as if it were the report's own, not of both of them."""
    wanted = re.escape(core) + ("" if len(core) >= _LONG_NAME else _AS_PROJECT)
    for found in re.finditer(wanted, text):
        before, behind = text[: found.start()], text[found.end() :]
        sentence = whole_clause(before) + rest_of_clause(behind)
        beside = _BESIDE.search(before) or _BESIDE_BEHIND.match(behind)
        if not beside and own not in sentence and "本项目" not in sentence:
            return True
    return False


def _misplaced(report: Report) -> Iterator[Hit]:
    for passage in report.passages:
        place = passage.above[-1] if passage.above else ""
        about_effects = _EFFECTS.search(place) and "产出" not in place and not passage.heading
        if about_effects and _OUTPUT.search(passage.text):
            yield Hit(entry=passage.entry, variant="section", slots=_slots(report, passage))


def _twice(report: Report) -> Iterator[Hit]:
    seen: set[str] = set()
    for passage in report.passages:
        if passage.heading or passage.title or any(_REPEATS.search(above) or above == ANNEX for above in passage.above):
            continue
        for sentence in sentences(passage.text):
            if len(sentence) >= _SENTENCE and OPEN not in sentence and not _REASON.match(sentence):
                if sentence in seen:
                    yield Hit(entry=passage.entry, variant="twice", slots=_slots(report, passage, sentence))
                seen.add(sentence)


def _core(project: Entry) -> str:
    """The name of a project as sentences use it: without quotation marks and 经费."""
    return _MARKS.sub("", short(project))


def _slots(report: Report, passage: Passage, said: str = "") -> dict[str, str]:
    return {"where": said_in(report, passage), "said": clipped(said or passage.text)}


def clipped(text: str) -> str:
    """The beginning of a text, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
