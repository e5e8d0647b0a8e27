"""Targets in words (是, 优, 优良中差, 应保尽保): what can be said without a person's judgement."""

from __future__ import annotations

from ziping.domain.quantity.types import Comparison, Problem, Quantity
from ziping.domain.quantity.words import ACHIEVED, GRADES, MISSED


def compare_wording(target: Quantity, actual: Quantity) -> Comparison:
    """``met`` where the words leave no doubt; a rating is a person's (problem ``qualitative``) but for 是/否."""
    if target.kind == "boolean" and actual.kind == "boolean":
        return Comparison(met=(actual.levels[0] in ("是", "有")) == (target.levels[0] in ("是", "有")))
    problem: Problem = "target_text" if target.kind == "text" and actual.quantitative else "qualitative"
    return Comparison(met=_met(target, actual), problem=problem)


def _met(target: Quantity, actual: Quantity) -> bool | None:
    if actual.kind != "level":
        return None
    level = actual.levels[0]
    if target.kind == "scale":
        best = _best(target.levels)
        return True if level == best or level in ACHIEVED else None
    if level in ACHIEVED:
        return True
    if level in MISSED:
        return False
    if target.kind == "level":
        return _at_least(level, target.levels[0])
    return None


def _best(levels: tuple[str, ...]) -> str | None:
    """The best of a scale, whichever way round it was written."""
    for grades in GRADES:
        if set(levels) <= set(grades):
            return min(levels, key=grades.index)
    return None


def _at_least(actual: str, target: str) -> bool | None:
    if actual == target:
        return True
    for grades in GRADES:
        if actual in grades and target in grades:
            return grades.index(actual) <= grades.index(target)
    return None
