"""总分与等级：等于各项之和，等级与分数相符。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import SCORES
from ziping.checks.facts import Facts
from ziping.checks.numbers import ZERO, blank, points_of, short, tail
from ziping.checks.sums import sum_hit
from ziping.domain.decimals import plain
from ziping.domain.model import Entry
from ziping.domain.scoring import grade_of
from ziping.domain.scoring.results import RowScore


@rule(
    "R66",
    "总分不等于各项得分之和，或等级与分数不符",
    severity="error",
    message="{what}写 {stated}，各项得分之和是 {expected}。",
    fix="改为 {expected}，或改正填错的得分。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：总分为预算执行率得分与各指标得分之和",
    applies=(SCORES,),
    variants={
        "blank": Variant("{what}没有填，各项得分之和是 {expected}。", fix="填写 {expected}。"),
        "tail": Variant("{what}写 {stated}，各项得分之和是 {expected}，相差在四舍五入尾差以内。", "info", "不用改。"),
        "grade": Variant("等级写“{stated}”，{total} 分按等级标准是“{expected}”。", fix="把等级改为“{expected}”。"),
    },
)
def r66(facts: Facts) -> Iterator[Hit]:
    """
    查什么：总分等于预算执行率得分加各指标得分（按表上写的得分加）；得分小计等于所属指标之和；等级与总分相符，分数不再取整。
        规则包有封顶或折算的，总分等于封顶、折算后的分数也算相符。n 个数相加相差不超过 0.005×(n+1) 的只提示。
        还有指标没有得分的，不说总分没有填：那一项由 R58 说明。
    为什么：总分和等级是报告、公开和结果应用直接引用的数。
    反例：各项得分之和 89.25，总分写 90，等级写“优”。
    正例：各项得分之和 89.25，总分写 89.25，等级写“良”。
    可否自动修正：可以，按各项之和与等级标准填写。
    """
    for block in facts.model.block_totals:
        rows = [row for row in facts.rows if row.indicator.block == block.block]
        entries = [row.indicator.score for row in rows]
        yield from _sum(block.score, entries, "得分小计", accepted=None, missing=_unscored(facts, rows))
    missing = _unscored(facts, facts.rows) or _execution_open(facts)
    if facts.traceable:
        yield from _sum(facts.model.total, _entries(facts), "总分", accepted=_adjusted(facts), missing=missing)
    yield from _grade(facts)


def _unscored(facts: Facts, rows: Iterable[RowScore]) -> bool:
    """Whether a row is still without its score: then the sum cannot stand there yet."""
    return any(facts.weight(row) is not None and blank(row.indicator.score) for row in rows)


def _execution_open(facts: Facts) -> bool:
    """Whether the execution rate has points to earn and no amounts to earn them by."""
    execution = facts.scores.execution
    return bool(execution.weight) and execution.score is None and facts.execution_printed is None


def _sum(total: Entry, entries: list[Entry], what: str, *, accepted: Decimal | None, missing: bool) -> Iterator[Hit]:
    if total.error or (points_of(total) is None and not blank(total)):
        return
    parts = _parts(entries)
    expected, stated = sum(parts, ZERO), points_of(total)
    if not parts or stated == expected or (stated is not None and stated == accepted):
        return
    if stated is None and (missing or not (blank(total) and total.cell)):
        return
    yield sum_hit(total, stated, parts, {"what": what}, tail(len(parts)))


def _right_total(facts: Facts) -> Decimal | None:
    printed, parts = points_of(facts.model.total), _parts(_entries(facts))
    if printed is None and not parts:
        return facts.scores.total
    return printed if not parts or printed == _adjusted(facts) else sum(parts, ZERO)


def _entries(facts: Facts) -> list[Entry]:
    """The cells that make up the total: 预算执行率 and every indicator."""
    entries = [entry for row in facts.rows for entry in (row.indicator.score, row.indicator.shared("score"))]
    return entries if facts.total_fund is None else [facts.total_fund.score, *entries]


def _parts(entries: list[Entry]) -> list[Decimal]:
    """Their numbers; none where one of them cannot be read, as then nothing is known about the sum."""
    if any(points_of(entry) is None and not blank(entry) for entry in entries):
        return []
    return [part for entry in entries if (part := points_of(entry)) is not None]


def _adjusted(facts: Facts) -> Decimal | None:
    """The total after a cap or a rebase of the standard, None where the plain sum holds."""
    scores = facts.scores
    return scores.total if scores.total != scores.uncapped or facts.standard.total.rebase.value else None


def _grade(facts: Facts) -> Iterator[Hit]:
    """The grade of the right total: where the printed one is wrong, both are corrected in one go."""
    grades, entry, total = facts.standard.grades, facts.model.grade, _right_total(facts)
    if total is None or blank(entry) or entry.error:
        return
    right = grade_of(total, facts.standard)
    stated = {grade.name for grade in grades.value if grade.name in short(entry)}
    if right is not None and stated != {right}:
        yield Hit(
            entry=entry,
            variant="grade",
            stated=short(entry),
            expected=right,
            arithmetic=f"{plain(total)} 分；{_scale(facts)}",
            source=grades,
            slots={"total": plain(total)},
        )


def _scale(facts: Facts) -> str:
    """优≥90、良≥80、中≥60、差≥0"""
    return "、".join(f"{grade.name}≥{plain(grade.at_least)}" for grade in facts.standard.grades.value)
