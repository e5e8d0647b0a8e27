"""The JSON of rescore: plain dictionaries, numbers as decimal strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ziping.domain.scoring.results import RowScore, Scores
from ziping.domain.standard import Standard
from ziping.rescoring.comparison import Comparison, RowComparison, difference
from ziping.views import number, text


def compared(comparison: Comparison) -> dict[str, Any]:
    """A form under both standards; ``from`` and ``to`` are the old and the new one."""
    old, new = comparison.execution
    return {
        "sheet": comparison.model.sheet,
        "from": _side(comparison.old, comparison.before),
        "to": _side(comparison.new, comparison.after),
        "execution": {
            "rate": number(new.rate),
            "weight": number(new.weight),
            **_pair(old.score, new.score, comparison.execution_reason),
        },
        "rows": [_row(row, comparison.model.sheet) for row in comparison.rows],
        "total": _pair(*comparison.total, comparison.total_reason),
        "grade": dict(zip(("from", "to"), comparison.grade, strict=True)) | {"reason": comparison.grade_reason},
        "rules": [
            {"rule": rule.label, "from": rule.before, "to": rule.after, "source": rule.source, "status": rule.status}
            for rule in comparison.rules
        ],
        "notes": list(comparison.notes),
    }


def _side(standard: Standard, scores: Scores) -> dict[str, Any]:
    return {
        "standard": standard.id,
        "title": standard.title,
        "total": number(scores.total),
        "grade": scores.grade,
        "why": scores.why,
    }


def _row(row: RowComparison, sheet: str) -> dict[str, Any]:
    indicator = row.indicator
    return {
        "name": text(indicator.name),
        "sheet": indicator.name.sheet or sheet,
        "cell": indicator.name.cell,
        "target": text(indicator.target),
        "actual": text(indicator.actual),
        "weight": number(row.before.weight),
        **_pair(row.before.counted, row.after.counted, row.reason),
        "why": {"from": _why(row.before), "to": _why(row.after)},
    }


def _why(row: RowScore) -> str:
    return row.result.why


def _pair(before: Decimal | None, after: Decimal | None, reason: str) -> dict[str, Any]:
    apart = number(difference(before, after))
    return {"from": number(before), "to": number(after), "difference": apart, "reason": reason}
