"""总分与等级：写进报告的得分、等级与自评表相同。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import CENT, points_of, short
from ziping.checks.spoken import whole_clause
from ziping.domain.decimals import plain
from ziping.domain.scoring import grade_of
from ziping.domain.written import Passage, Report
from ziping.patterns import pattern

_SELF_SCORE = "自评得分"
"""The name under which report texts use the score."""
_SCORED = pattern(
    r"(?:(?:自评|自评价|自我评价)(?:综合|最终|总)?(?:结果|得分|评分|总分|分数|分)?(?:为|是|：|:|达|共|得)*(?:总?得分|总分)?|总得分|绩效得分)"
    r"(?:为|是|：|:)?\s*(\d{1,3}(?:\.\d+)?)\s*分(?!以上|以下|以内|左右|之间|制|[\u4e00-\u9fff]{0,4}[，,]\s*(?:实际?)?得)",
    needs=("自评", "自我评价", "总得分", "绩效得分"),
)
_PART = pattern("指标|产出|效益|满意度|执行率|进度|过程|决策|投入|管理|该项|此项|各|平均|上年|去年|复核|财政")
"""Words before a score that is not the one of the whole: 产出指标自评得分 48 分."""
_YEARS = pattern(r"((?:19|20)\d\d)年")
_GRADED = pattern(
    r"(?:等级|评为|属于|评定为|结果)(?:为|是|：|:)?\s*[“\"「]?(优秀|良好|合格|优|良|中|差)(?=[”\"」，,。；;、）)\s]|等?级|$)",
    needs=("优", "良", "合格", "中", "差"),
)
_OF_SELF = pattern("自评|自我评价|绩效评价")
_OF_ELSE = pattern("指标|考核|群众|满意度|上年|去年|复核|财政|测评|各|被评")


@rule(
    "R71",
    "写进报告的自评得分与表不同",
    severity="error",
    message="报告用的自评得分是 {stated} 分，自评表的总分是 {expected} 分。",
    fix="把自评得分改为 {expected}，或改正表里的得分。",
    basis="通行审核口径：正文、封面和自评表的得分一致",
    variants={
        "text": Variant("{where}写自评 {stated} 分，自评表的总分是 {expected} 分。"),
        "grade": Variant(
            "{where}写等级“{stated}”，自评表是“{expected}”。", fix="把等级改为“{expected}”，或改正表里的等级。"
        ),
        "missing": Variant(
            "无法核对：{where}写自评 {stated} 分，自评表没有分值和得分，看不出怎么来的。",
            "warning",
            "补填各指标的分值和得分，或随报告附上得分表。",
        ),
    },
)
def r71(facts: Facts) -> Iterator[Hit]:
    """
    查什么：工作簿的基本数据里填了“自评得分”的，等于本表的总分；报告正文写的自评得分、等级与自评表相同。
        自评表没有分值和得分的，写了得分就提醒看不出怎么来的。某一类指标的得分、上年和复核的得分不在这里比。
    为什么：报告和表的得分不同，复核的人不知道以哪个为准。
    反例：自评表总分 95，报告写 97 分。
    正例：自评表总分 95，报告写 95 分。
    可否自动修正：可以，改为表的总分；前提是表里的得分都填对了。
    """
    model = facts.model
    entry = model.facts.get(model.fact_names.get(_SELF_SCORE, ""))
    total = points_of(model.total)
    if total is None:
        total = facts.scores.total
    stated = points_of(entry) if entry is not None and _is_about(facts) else None
    if entry is not None and stated is not None and total is not None and abs(stated - total) > CENT:
        yield Hit(
            entry=entry, stated=plain(stated), expected=plain(total), arithmetic=f"{plain(stated)}≠{plain(total)}"
        )
    for report, passage in facts.passages():
        yield from _points(facts, report, passage, total)
        yield from _grades(facts, report, passage, total)


def _is_about(facts: Facts) -> bool:
    """The figures are the workbook's: the score is the department's, or that of a project that has its own report."""
    return facts.model.kind == "department" or bool(facts.reports)


def _points(facts: Facts, report: Report, passage: Passage, total: Decimal | None) -> Iterator[Hit]:
    slots = {"where": said_in(report, passage)}
    for points in said_scores(facts, passage.text):
        if not facts.traceable:
            yield Hit(entry=passage.entry, variant="missing", stated=plain(points), slots=slots)
        elif total is not None and abs(points - total) > CENT:
            yield Hit(
                entry=passage.entry,
                variant="text",
                stated=plain(points),
                expected=plain(total),
                arithmetic=f"{plain(points)}≠{plain(total)}",
                slots=slots,
            )


def said_scores(facts: Facts, text: str) -> Iterator[Decimal]:
    """The self-scores that a text gives to what the form is about, as a whole."""
    for found in _SCORED.finditer(text):
        before = whole_clause(text[: found.start()])
        other = "项目" in before if facts.model.kind == "department" else "整体" in before
        years = {int(year) for year in _YEARS.findall(before)} - {facts.model.year}
        if not other and not years and not _PART.search(before):
            yield Decimal(found[1])


def _grades(facts: Facts, report: Report, passage: Passage, total: Decimal | None) -> Iterator[Hit]:
    right = short(facts.model.grade) or (grade_of(total, facts.standard) if total is not None else None)
    names = [grade.name for grade in facts.standard.grades.value]
    for found in _GRADED.finditer(passage.text) if right else ():
        sentence = passage.text[: found.start()].rpartition("。")[2]
        known = any(found[1][0] in name for name in names)
        about = _OF_SELF.search(sentence + found[0]) and not _OF_ELSE.search(whole_clause(sentence) + found[0])
        if about and known and found[1][0] not in (right or ""):
            slots = {"where": said_in(report, passage)}
            yield Hit(entry=passage.entry, variant="grade", stated=found[1], expected=right, slots=slots)
