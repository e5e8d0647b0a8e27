"""Sums as a spreadsheet makes them from the cells as they stand.

Texts that look like numbers do not count, as in SUM and ISNUMBER. The answer is "" where the cell shows nothing, and
None where a summed cell is an error: what is shown then is left to the program that shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ziping.domain.decimals import half_up
from ziping.domain.model import Entry, FundRow, SelfEvaluation
from ziping.domain.scoring import capped, grade_of
from ziping.domain.standard import Standard

Value = Decimal | str


def filled_sum(entries: Sequence[Entry]) -> Value | None:
    """合计, nothing while all are empty."""
    if any(entry.error for entry in entries):
        return None
    numbers = [entry.number for entry in entries if entry.number is not None]
    return sum(numbers, Decimal(0)) if numbers else ""


def weight_sum(model: SelfEvaluation, *, scored: bool) -> Value | None:
    """分值合计; ``scored`` forms count the points of the execution rate."""
    entries = [row.weight for row in model.indicators]
    if any(entry.error for entry in entries):
        return None
    weights = [entry.number for entry in entries if entry.number is not None]
    execution = (model.fund("total") or FundRow(kind="total")).weight.number if scored else None
    return sum(weights, execution or Decimal(0)) if weights else ""


def total_score(model: SelfEvaluation, standard: Standard, *, scored: bool) -> Value | None:
    """总分; nothing while a weighted row or the execution rate of a ``scored`` form has no score."""
    funds = model.fund("total") or FundRow(kind="total")
    rows = model.indicators
    if any(row.weight.error or row.score.error for row in rows) or (scored and funds.score.error):
        return None
    missing = any(not row.weight.empty and row.score.number is None for row in rows)
    missing |= scored and funds.weight.number is not None and funds.score.number is None
    if missing or all(row.weight.number is None for row in rows):
        return ""
    points = sum((row.score.number for row in rows if row.score.number is not None), Decimal(0))
    points += (funds.score.number if scored else None) or Decimal(0)
    return capped(half_up(points, standard.rounding.digits), funds.rate.number, standard)[0]


def grade(total: Entry, standard: Standard) -> Value | None:
    """等级 of a total."""
    if total.error:
        return None
    return "" if total.number is None else grade_of(total.number, standard) or ""
