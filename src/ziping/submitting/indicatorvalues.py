"""An indicator row as another system imports it: sign, number and unit by themselves, ratings in its words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from ziping.domain.decimals import plain
from ziping.domain.model import Entry
from ziping.domain.scoring.results import RowScore
from ziping.domain.standard import Standard
from ziping.patterns import pattern
from ziping.submitting.layouts import IndicatorColumn, LayoutSpec
from ziping.submitting.problem import Problem

Value = Decimal | str | None

_SIGNS = {">=": "≥", ">": "＞", "=": "＝", "~": "＝", "<": "＜", "<=": "≤"}
_COUNTED = frozenset(("count", "percent", "money", "ratio", "bare", "duration", "approx", "zero"))
_NAMES = {
    "name": "三级指标", "target": "指标值", "target_text": "指标值", "actual": "实际完成值",
    "actual_text": "实际完成值", "weight": "分值", "score": "得分", "remark": "完成情况简要描述",
    "reason": "偏差原因及改进措施",
}  # fmt: skip
_HOW = {
    "remark": "请在“实际完成值”里写一句完成情况（档次在右侧“评定”里选）。",
    "reason": "指标没有完成或超出较多，请写明原因和措施。",
}


class Row(msgspec.Struct, frozen=True):
    """The values of a row in the order of the layout's columns, and what the system would not take."""

    values: tuple[Value, ...]
    problems: tuple[Problem, ...]


def indicator_row(
    scored: RowScore, levels: tuple[str, str], columns: tuple[IndicatorColumn, ...], layout: LayoutSpec, rules: Standard
) -> Row:
    """One indicator for ``layout``; ``rules`` tell the ratings apart. Nothing that does not fit becomes a zero: it is
    written as it stands and told."""
    counted = is_counted(scored)
    values = _values(scored, levels, layout, rules, counted=counted)
    shown = [values[column.value] if _applies(column, counted=counted) else None for column in columns]
    problems: list[Problem] = []
    for column, value in zip(columns, shown, strict=True):
        problems += _problems(column, value, scored, layout, counted=counted)
    return Row(tuple(shown), tuple(problems))


def is_counted(scored: RowScore) -> bool:
    """Whether the target is one number with one sign; anything else is a worded (定性) indicator to such systems."""
    target = scored.target
    return target.number is not None and target.kind in _COUNTED and target.operator in _SIGNS


def _values(
    scored: RowScore, levels: tuple[str, str], layout: LayoutSpec, rules: Standard, *, counted: bool
) -> dict[str, Value]:
    source, target = scored.indicator, scored.target
    printed = {id: _text(entry) for id, entry in (("target", source.target), ("actual", source.actual))}
    rating = _rating(scored, layout, rules)
    reached = scored.comparison.actual
    said = printed["actual"] if _index(printed["actual"], rules) is None else None
    return {
        "level1": levels[0] or None,
        "level2": levels[1] or None,
        "name": _text(source.name),
        "sign": layout.signs.get(_SIGNS[target.operator]) if counted else layout.worded or None,
        "target": target.number if counted else printed["target"],
        "actual": (printed["actual"] if reached is None else reached) if counted else rating,
        "unit": target.unit if counted else None,
        "weight": _text(source.weight) if scored.weight is None else scored.weight,
        "score": scored.counted,
        "deduction": None,
        "remark": None if counted else said,
        "reason": _text(source.reason),
        "target_text": printed["target"],
        "actual_text": printed["actual"],
    }


def _applies(column: IndicatorColumn, *, counted: bool) -> bool:
    return column.only in ("", "counted" if counted else "worded")


def _problems(
    column: IndicatorColumn, value: Value, scored: RowScore, layout: LayoutSpec, *, counted: bool
) -> Iterator[Problem]:
    source = scored.indicator
    entries = {
        "target": source.target, "target_text": source.target, "actual": source.actual, "actual_text": source.actual,
        "remark": source.actual, "weight": source.weight, "score": source.score, "reason": source.reason,
    }  # fmt: skip
    entry = entries.get(column.value, source.name)
    place = entry if entry.cell else source.name
    name = f"“{_text(source.name) or place.cell}”的{_NAMES.get(column.value, column.label)}"
    if value is None:
        if _is_required(column, scored, counted=counted):
            yield Problem(place.sheet, place.cell, f"{name}没有填写，系统必填；{_HOW.get(column.value, '请填写。')}")
        return
    if column.value == "weight" and not isinstance(value, Decimal):
        yield Problem(place.sheet, place.cell, f"{name}“{value}”不是数字，请只填数字。")
    if column.value == "actual" and counted:
        yield from _number_problems(name, value, place, layout)
    if column.value == "actual" and not counted and value not in layout.ratings:
        words = "、".join(layout.ratings)
        said = f"{name}“{value}”不是系统认的{words}，请在右侧“评定”里选一档。"
        yield Problem(place.sheet, place.cell, said)


def _number_problems(name: str, value: Value, place: Entry, layout: LayoutSpec) -> Iterator[Problem]:
    """Why the system would not take a number, or would take it for another one."""
    text = plain(value) if isinstance(value, Decimal) else str(value)
    if layout.number and not pattern(layout.number).fullmatch(text):
        yield Problem(place.sheet, place.cell, f"{name}“{text}”不是系统认的数字，请只填数，单位另列。")
    elif text.startswith("-"):
        yield Problem(place.sheet, place.cell, f"{name}“{text}”是负数，系统会按 0 计，请核对或改写指标。")


def _is_required(column: IndicatorColumn, scored: RowScore, *, counted: bool) -> bool:
    if column.required in ("missed", "deviating"):
        return scored.result.met is False or (column.required == "deviating" and scored.result.over == "explain")
    if column.value == "score" and scored.weight is None:
        return False  # the missing weight is told
    return column.required == "always" or (column.required == "worded" and not counted)


def _rating(scored: RowScore, layout: LayoutSpec, rules: Standard) -> str | None:
    """The system's word for the rating of a row: as chosen or written, else by whether the target is met."""
    source = scored.indicator
    texts = (_text(source.parts.rating), _text(source.actual))
    index = next((index for text in texts if text and (index := _index(text, rules)) is not None), None)
    if index is not None and len(rules.qualitative.value) == len(layout.ratings):
        return layout.ratings[index]
    if scored.result.met is None or not layout.ratings:
        return texts[0] or texts[1]
    return layout.ratings[0 if scored.result.met else -1]


def _index(text: str | None, rules: Standard) -> int | None:
    """Which rating of the standard a text is, from the best on."""
    ratings = enumerate(rules.qualitative.value)
    return next((index for index, rating in ratings if text == rating.name or text in rating.words), None)


def _text(entry: Entry) -> str | None:
    return (entry.error or entry.text or "").strip() or None
