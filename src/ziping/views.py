"""The JSON of show, score and check: plain dictionaries, numbers as decimal strings, texts as the user sees them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ziping.checks.finding import Finding
from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator, SelfEvaluation
from ziping.domain.scoring.results import Scores

_FUNDS = ("label", "initial", "adjusted", "executed", "weight", "rate", "score")
_INDICATOR = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")


def shown(model: SelfEvaluation) -> dict[str, Any]:
    """The model as read."""
    return {
        "form": model.form,
        "standard": model.standard,
        "kind": model.kind,
        "title": text(model.title),
        "year": model.year,
        "unit": text(model.unit),
        "supervisor": text(model.supervisor),
        "project": text(model.project),
        "funds": [{key: text(getattr(row, key)) for key in _FUNDS} for row in model.funds],
        "indicators": [_indicator(row) for row in model.indicators],
        "total": text(model.total),
    }


def scored(model: SelfEvaluation, scores: Scores) -> dict[str, Any]:
    """The scores of a form; ``score`` is the rule's, ``printed`` what stands on the sheet."""
    execution = scores.execution
    return {
        "standard": scores.standard,
        "execution": {
            "rate": number(execution.rate),
            "weight": number(execution.weight),
            "score": number(execution.score),
            "why": execution.why,
        },
        "rows": [
            {
                "name": text(row.indicator.name),
                "sheet": row.indicator.name.sheet or model.sheet,
                "cell": row.indicator.name.cell,
                "target": text(row.indicator.target),
                "actual": text(row.indicator.actual),
                "weight": number(row.weight),
                "score": number(row.result.score),
                "printed": number(row.printed),
                "met": row.result.met,
                "completion": number(row.result.completion),
                "why": row.result.why,
            }
            for row in scores.rows
        ],
        "total": number(scores.total),
        "grade": scores.grade,
    }


def found(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """The findings, worst first."""
    return [{key: getattr(finding, key) for key in finding.__struct_fields__} for finding in findings]


def text(entry: Entry) -> str | None:
    """What the user sees in a cell, the error where it shows one, None where it is empty."""
    return entry.error or entry.text


def number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _indicator(row: Indicator) -> dict[str, Any]:
    seen: dict[str, Any] = {key: text(getattr(row, key)) for key in _INDICATOR}
    return {**seen, "sheet": row.name.sheet, "cell": row.name.cell}
