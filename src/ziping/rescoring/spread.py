"""How the weights of a form are spread over its first level, against the spreads a standard knows."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.domain.indicators import levels_of
from ziping.domain.levels import without_points
from ziping.domain.model import SelfEvaluation
from ziping.domain.scoring.results import Scores
from ziping.domain.scoring.weights import plain_level
from ziping.domain.standard import Standard

_EXECUTION = "预算执行率"


def spread_note(model: SelfEvaluation, scores: Scores, standard: Standard) -> str:
    """What the standard would spread otherwise, "" where the form has one of its spreads or no weights.

    The note says that weights are not changed: they are approved with the budget.
    """
    filled = _spread(model, scores, standard)
    wanted = standard.weights.level1.value
    execution = scores.execution.weight
    other = execution is not None and execution != standard.weights.execution.value
    if not filled or not wanted or (filled in standard.weights.spreads and not other):
        return ""
    rules = {_EXECUTION: standard.weights.execution.value, **wanted}
    if execution is not None:
        filled = {_EXECUTION: execution, **filled}
    return f"新规则包的分值是{_said(rules)}，本表是{_said(filled)}；换规则包不改分值，要改请按批复自己改。"


def _spread(model: SelfEvaluation, scores: Scores, standard: Standard) -> dict[str, Decimal]:
    """Points by first level, under the names of the standard where it has them."""
    found: dict[str, Decimal] = {}
    levels = levels_of(model.indicators)
    for row, (level1, _) in zip(scores.rows, levels, strict=True):
        if row.weight:
            name = plain_level(level1)
            words = standard.weights.level1.value
            key = next((known for known in words if plain_level(known) in name), without_points(level1))
            found[key] = found.get(key, Decimal(0)) + row.weight
    return found


def _said(spread: dict[str, Decimal]) -> str:
    return "、".join(f"{name} {plain(points)}" for name, points in spread.items())
