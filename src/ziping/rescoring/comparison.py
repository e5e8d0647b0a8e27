"""One self-evaluation scored by two standards: every row, total and grade, with the reasons."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from ziping.domain.decimals import plain
from ziping.domain.model import EMPTY, Indicator, SelfEvaluation
from ziping.domain.scoring import score_form
from ziping.domain.scoring.results import ExecutionScore, RowScore, Scores
from ziping.domain.standard import Standard
from ziping.rescoring.reasons import execution_reason, grade_reason, row_reason, total_reason
from ziping.rescoring.rules import RuleChange, rule_changes
from ziping.rescoring.spread import spread_note


class RowComparison(msgspec.Struct, frozen=True):
    """An indicator row under both standards; ``reason`` is "" where nothing differs."""

    before: RowScore
    after: RowScore
    reason: str

    @property
    def indicator(self) -> Indicator:
        return self.before.indicator

    @property
    def difference(self) -> Decimal | None:
        """Points won (or lost, below zero) by the change; None where one of the two has no score."""
        return difference(self.before.counted, self.after.counted)


class Comparison(msgspec.Struct, frozen=True):
    """A whole form under both standards; ``notes`` are what rescoring does not change but the user has to know."""

    model: SelfEvaluation
    old: Standard
    new: Standard
    before: Scores
    after: Scores
    rows: tuple[RowComparison, ...]
    execution_reason: str
    total_reason: str
    grade_reason: str
    rules: tuple[RuleChange, ...]
    notes: tuple[str, ...]

    @property
    def execution(self) -> tuple[ExecutionScore, ExecutionScore]:
        return self.before.execution, self.after.execution

    @property
    def total(self) -> tuple[Decimal | None, Decimal | None]:
        return self.before.total, self.after.total

    @property
    def grade(self) -> tuple[str | None, str | None]:
        return self.before.grade, self.after.grade


def compare(model: SelfEvaluation, old: Standard, new: Standard) -> Comparison:
    """``model`` scored by ``old`` and by ``new``. Weights stay those of the form. Changes nothing."""
    before = score_form(model, old)
    after = score_form(_without_computed_scores(model, before), new)
    rows = tuple(RowComparison(a, b, row_reason(a, b)) for a, b in zip(before.rows, after.rows, strict=True))
    note = spread_note(model, after, new)
    return Comparison(
        model=model,
        old=old,
        new=new,
        before=before,
        after=after,
        rows=rows,
        execution_reason=execution_reason(before.execution, after.execution),
        total_reason=total_reason(before, after),
        grade_reason=grade_reason(before, after, old, new),
        rules=rule_changes(old, new),
        notes=(note,) if note else (),
    )


def difference(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else after - before


def signed(value: Decimal | None) -> str | None:
    """+2, －3.5, 0 as a person reads a difference."""
    if value is None:
        return None
    return f"+{plain(value)}" if value > 0 else f"－{plain(-value)}" if value < 0 else "0"


def _without_computed_scores(model: SelfEvaluation, before: Scores) -> SelfEvaluation:
    """``model`` without the scores that a formula of the form gave by the old standard: no person gave them, so they
    do not count where the new standard leaves a row to a person."""
    rows = tuple(
        msgspec.structs.replace(row.indicator, score=EMPTY) if _is_computed(row) else row.indicator
        for row in before.rows
    )
    return msgspec.structs.replace(model, indicators=rows)


def _is_computed(row: RowScore) -> bool:
    by_person = not row.indicator.parts.manual.empty
    return row.indicator.score.formula and not by_person and row.result.score is not None
