"""Why two standards give different points, in one plain sentence made of what each of them says."""

from __future__ import annotations

from ziping.domain.decimals import plain
from ziping.domain.scoring.results import ExecutionScore, RowScore, Scores
from ziping.domain.standard import Grade, Standard
from ziping.patterns import pattern

_CLAUSE = pattern(r"(?<=[，；])")
_OLD, _NEW = "原规则包", "新规则包"


def row_reason(before: RowScore, after: RowScore) -> str:
    """Why a row earns other points; "" where nothing differs and nobody has to look."""
    old, now = before.result, after.result
    if old.score is None and now.score is None:
        return _outside(after)
    if now.score is None:
        return f"{_NEW}不能自动计分：{now.why}"
    if old.score is None:
        given = "" if before.printed is None else f" {plain(before.printed)} 分"
        return f"{_OLD}由人工评分{given}；{_NEW}：{now.why}"
    return "" if old.score == now.score else told_apart(old.why, now.why)


def execution_reason(before: ExecutionScore, after: ExecutionScore) -> str:
    """Why the execution rate earns other points."""
    return "" if before.score == after.score else told_apart(before.why, after.why)


def total_reason(before: Scores, after: Scores) -> str:
    """Why the total is another one, with the sums and caps of both; or why there is none under either."""
    if before.total != after.total:
        return told_apart(before.why, after.why)
    return after.why if after.total is None else ""


def grade_reason(before: Scores, after: Scores, old: Standard, new: Standard) -> str:
    """Why the grade is another one: the totals, and the grade lines where they differ."""
    if before.grade == after.grade:
        return ""
    lines = _lines(old.grades.value), _lines(new.grades.value)
    if lines[0] == lines[1]:
        return f"等级线相同（{lines[0]}），总分由{_points(before)}变为{_points(after)}"
    return f"{_OLD}{_points(before)}，等级线 {lines[0]}；{_NEW}{_points(after)}，等级线 {lines[1]}"


def told_apart(before: str, after: str) -> str:
    """Two explanations, what both begin with said once: 完成率 52.00%，未达成；原规则包：…；新规则包：…"""
    first, second = _CLAUSE.split(before), _CLAUSE.split(after)
    shared = 0
    while shared < min(len(first), len(second)) - 1 and first[shared] == second[shared]:
        shared += 1
    start = "".join(first[:shared]).rstrip("，；")
    rest = f"{_OLD}：{''.join(first[shared:])}；{_NEW}：{''.join(second[shared:])}"
    return f"{start}；{rest}" if start else rest


def _outside(after: RowScore) -> str:
    """What to do about a score given by a person that is not within the band of the new standard."""
    given, low, high = after.printed, after.result.low, after.result.high
    if given is None or low is None or high is None or low <= given <= high:
        return ""
    return f"人工得分 {plain(given)} 不在{_NEW}这一档的 {plain(low)}—{plain(high)} 分之间，要重新评分"


def _lines(grades: tuple[Grade, ...]) -> str:
    lines = sorted(grades, key=lambda grade: -grade.at_least)
    return "、".join(f"{grade.name} {plain(grade.at_least)}" for grade in lines) or "不评等级"


def _points(scores: Scores) -> str:
    return "没有总分" if scores.total is None else f" {plain(scores.total)} 分（{scores.grade or '不评等级'}）"
