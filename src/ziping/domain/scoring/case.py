"""One indicator on its way to a score."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from ziping.domain.quantity.types import Comparison, Quantity
from ziping.domain.scoring.results import IndicatorScore
from ziping.domain.standard import Standard

Overshoot = Literal["none", "hint", "explain"]


class Case(msgspec.Struct, frozen=True):
    """``weight`` in points, not negative."""

    target: Quantity
    actual: Quantity
    comparison: Comparison
    weight: Decimal
    standard: Standard

    @property
    def digits(self) -> int:
        return self.standard.rounding.digits

    def scored(self, score: Decimal, why: str, *, over: Overshoot = "none") -> IndicatorScore:
        return IndicatorScore(score, self.comparison.met, self.comparison.completion, why, over=over)

    def unscored(self, why: str, *, over: Overshoot = "none") -> IndicatorScore:
        """A person has to score, or something has to be filled in first."""
        return IndicatorScore(None, self.comparison.met, self.comparison.completion, why, over=over)
