"""Scoring: points from targets, actual values and a standard, each with its arithmetic."""

from ziping.domain.scoring.execution import score_execution, score_rate
from ziping.domain.scoring.form import capped, grade_of, is_satisfaction, score_form, score_row
from ziping.domain.scoring.indicator import score, score_compared
from ziping.domain.scoring.reading import quantities
from ziping.domain.scoring.results import ExecutionScore, IndicatorScore, RowScore, Scores
from ziping.domain.scoring.weights import distribute

__all__ = [
    "ExecutionScore",
    "IndicatorScore",
    "RowScore",
    "Scores",
    "capped",
    "distribute",
    "grade_of",
    "is_satisfaction",
    "quantities",
    "score",
    "score_compared",
    "score_execution",
    "score_form",
    "score_rate",
    "score_row",
]
