"""What has to hold between the values of a standard beyond their types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import msgspec

from ziping.domain.decimals import plain
from ziping.domain.standard import Standard

Path = tuple[str | int, ...]
Problem = tuple[Path, str]

_SHARES = frozenset(
    ("share", "met", "missed", "suggest", "pass_line", "nonnegative_target", "late", "below", "execution_below")
)
_RATIOS = frozenset(("over.hint", "over.explain", "over.reverse_explain", "execution.bands", "satisfaction.bands"))
_HIGHEST_RATIO = 10
"""No document draws a line at ten times the target; 130 is 130% with its sign left out."""


def problems(standard: Standard) -> Iterator[Problem]:
    """Every contradiction with the path of the value it lies in."""
    yield from _sources(standard)
    yield from _numbers(standard)
    yield from _weights(standard)
    yield from _order(standard)
    yield from _bands(standard)
    yield from _rules(standard)


def _rules(standard: Standard) -> Iterator[Problem]:
    """Rules that are switched off or weighed anew must be there."""
    from ziping.checks.catalogue import catalogue

    checks = standard.checks
    for key, codes in (("off", checks.off.value), ("severities", tuple(checks.severities.value))):
        for code in codes:
            if code not in catalogue():
                yield ("checks", key), f"checks.{key} 的 {code} 不是现有的审核规则，见 ziping rule"
    for name, limit in checks.text_limits.value.items():
        if limit < 1:
            yield ("checks", "text_limits"), f"checks.text_limits 的“{name}”应为不小于 1 的字数"


def _sources(standard: Standard) -> Iterator[Problem]:
    for name, sourced in standard.values():
        if not sourced.source.strip():
            yield (*name.split("."), "source"), f"{name} 没有写来源 source，请写明文号和条款"


def _numbers(standard: Standard) -> Iterator[Problem]:
    """Finite, not negative, shares within 0 to 1, ratios written as ratios."""
    for name, sourced in standard.values():
        path = (*name.split("."), "value")
        for steps, field, number in _decimals(sourced.value, (), path[-2]):
            share = field in _SHARES or (name == "qualitative" and field == "at_least")
            if not number.is_finite() or number < 0:
                yield (*path, *steps), f"{name} 的 {number} 应为不小于 0 的数字"
            elif share and number > 1:
                yield (*path, *steps), f"{name} 的 {plain(number)} 应在 0 到 1 之间（60% 写 0.6）"
            elif name in _RATIOS and number >= _HIGHEST_RATIO:
                yield (*path, *steps), f"{name} 的 {plain(number)} 应写成比率（90% 写 0.9，130% 写 1.3）"
    if standard.quantitative.pass_line.value == 1:
        yield ("quantitative", "pass_line", "value"), "quantitative.pass_line 应小于 1"
    if not 0 <= standard.rounding.places.value <= 4:
        yield ("rounding", "places", "value"), "rounding.places 应为 0 到 4 位小数"


def _decimals(value: Any, path: Path, field: str) -> Iterator[tuple[Path, str, Decimal]]:
    if isinstance(value, Decimal):
        yield path, field, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _decimals(item, (*path, index), field)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _decimals(item, (*path, key), field)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _decimals(getattr(value, name), (*path, name), name)


def _weights(standard: Standard) -> Iterator[Problem]:
    weights = standard.weights
    total = weights.total.value

    def summed(level1: dict[str, Decimal]) -> str | None:
        points = weights.execution.value + sum(level1.values())
        return None if points == total else f"分值合计 {plain(points)}，应为 {plain(total)}"

    if wrong := summed(weights.level1.value):
        yield ("weights", "level1"), f"{wrong}，请检查 weights"
    for index, level1 in enumerate(weights.alternatives.value):
        if wrong := summed(level1):
            yield ("weights", "alternatives", "value", index), f"{wrong}，请检查 weights.alternatives"


def _order(standard: Standard) -> Iterator[Problem]:
    """Bands, ratings, grades and caps run from high to low."""
    ladders: list[tuple[str, Iterable[Decimal]]] = [
        ("execution.bands", [band.at_least for band in standard.execution.bands.value]),
        ("qualitative", [rating.at_least for rating in standard.qualitative.value]),
        ("satisfaction.bands", [band.at_least for band in standard.satisfaction.bands.value]),
        ("total.caps", [cap.below for cap in standard.total.caps.value]),
        ("grades", [grade.at_least for grade in standard.grades.value]),
    ]
    names: set[str] = set()
    for index, grade in enumerate(standard.grades.value):
        if grade.name in names:
            yield ("grades", "value", index), f"grades 里“{grade.name}”写了两次"
        names.add(grade.name)
    for name, ladder in ladders:
        steps = list(ladder)
        for index, (above, step) in enumerate(pairwise(steps), start=1):
            if step >= above:
                message = f"{name} 应从高到低排列，{plain(step)} 不低于前一档 {plain(above)}"
                yield (*name.split("."), "value", index), message
        if name in ("qualitative", "grades") and steps and steps[-1] != 0:
            yield (*name.split("."), "value", len(steps) - 1), f"{name} 最低一档应从 0 起，写的是 {plain(steps[-1])}"


def _bands(standard: Standard) -> Iterator[Problem]:
    for name in ("execution", "satisfaction"):
        part: Any = getattr(standard, name)
        if part.method.value == "bands" and not part.bands.value:
            yield (name, "method"), f"{name}.method 是 bands，{name}.bands 里请写出各档"
    if standard.over.hint.value > standard.over.explain.value:
        yield ("over", "hint"), "over.hint 应不大于 over.explain"
