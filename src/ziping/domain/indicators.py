"""The indicators of a form as report texts use them: one by one, and grouped by first level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ziping.domain.figures import STOPS, Missing, amount_of, first_missing, line_of, phrase_of, score_of
from ziping.domain.model import Indicator
from ziping.domain.scoring.results import RowScore

_HUNDRED = Decimal(100)
_MET = {True: "达成", False: "未达成", None: "待评定"}
_EFFECT = ("效益", "效果", "满意")


def levels_of(indicators: Iterable[Indicator]) -> Iterator[tuple[str, str]]:
    """First and second level of every row; an empty cell belongs to the one above it (merged cells)."""
    level1 = level2 = block = ""
    for row in indicators:
        if row.block != block:
            level1, level2, block = "", "", row.block
        own = line_of(row.level1)
        if own and own != level1:
            level1, level2 = own, ""
        level2 = line_of(row.level2) or level2
        yield level1, level2


def indicator_figures(rows: Sequence[RowScore]) -> list[dict[str, Any]]:
    """Every row by Chinese name; what stands on the form goes before what was computed."""
    levels = levels_of(row.indicator for row in rows)
    return [_indicator(number, row, of) for number, (row, of) in enumerate(zip(rows, levels, strict=True), 1)]


def grouped(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows by first level with their points; a sum that lacks a figure is missing itself."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["一级"], []).append(row)
    return [_group(name, members) for name, members in groups.items()]


def lost_points(row: Mapping[str, Any]) -> bool:
    weight, score = row["分值"], row["得分"]
    return isinstance(weight, Decimal) and isinstance(score, Decimal) and score < weight


def is_effect(name: str) -> bool:
    """Whether a first level tells of effects (效益、满意度), not of output."""
    return any(word in name for word in _EFFECT)


def _indicator(number: int, row: RowScore, levels: tuple[str, str]) -> dict[str, Any]:
    source, result = row.indicator, row.result
    name = line_of(source.name)
    of = f"指标‘{name}’的"
    return {
        "序号": Decimal(number),
        "名称": name.rstrip(STOPS) or Missing(f"第{number}项指标的名称", source.name),
        "一级": levels[0] or levels[1] or "绩效指标",
        "二级": levels[1],
        "目标": phrase_of(f"{of}年度指标值", source.target),
        "完成": phrase_of(f"{of}实际完成值", source.actual),
        "目标数": _number(f"{of}目标数", row.comparison.target),
        "完成数": _number(f"{of}完成数", row.comparison.actual),
        "分值": amount_of(f"{of}分值", source.weight),
        "得分": score_of(f"{of}得分", source.score, row.counted),
        "完成率": _completion(f"{of}完成率", row),
        "达成": _MET[result.met],
        "超额": result.over == "explain",
        "偏差原因": phrase_of(f"{of}偏差原因分析及改进措施", source.reason),
        "怎么算的": result.why,
    }


def _completion(name: str, row: RowScore) -> Any:
    """A fraction; missing for an upper limit, of which more than all is no success."""
    completion = row.result.completion
    if completion is None or row.comparison.operator in ("<", "<="):
        return Missing(name)
    return completion / _HUNDRED


def _number(name: str, value: Decimal | None) -> Any:
    return Missing(name) if value is None else value


def _group(name: str, members: list[dict[str, Any]]) -> dict[str, Any]:
    weight, score = _sum(members, "分值"), _sum(members, "得分")
    missing = first_missing(weight, score)
    return {
        "名称": name,
        "分值": weight,
        "得分": score,
        "得分率": missing if missing is not None else score / weight if weight else Missing(f"{name}的分值"),
        "指标": members,
        "指标数": Decimal(len(members)),
        "达成数": Decimal(sum(row["达成"] == "达成" for row in members)),
        "待评定数": Decimal(sum(row["达成"] == "待评定" for row in members)),
    }


def _sum(rows: Iterable[Mapping[str, Any]], key: str) -> Any:
    total = Decimal(0)
    for row in rows:
        if isinstance(row[key], Missing):
            return row[key]
        total += row[key]
    return total
