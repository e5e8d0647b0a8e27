"""What scoring returns: every number with its arithmetic in one Chinese sentence (得分怎么来的)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from ziping.domain.model import Indicator
from ziping.domain.quantity.types import Comparison, Quantity


class IndicatorScore(msgspec.Struct, frozen=True):
    """Score of one indicator, in points. ``score`` is None where a person has to score (then ``low`` and ``high``
    bound it, both included, where the standard gives a band) or something is missing; ``why`` says which.
    ``completion`` is actual ÷ target in percent. ``over``: whether the actual is far beyond the target."""

    score: Decimal | None
    met: bool | None
    completion: Decimal | None
    why: str
    low: Decimal | None = None
    high: Decimal | None = None
    over: Literal["none", "hint", "explain"] = "none"


class RowScore(msgspec.Struct, frozen=True):
    """An indicator row scored. ``printed`` is the score that stands on the sheet, ``weight`` None where the sheet
    holds none or something that is no number. ``score`` is the rule's own, never the printed one."""

    indicator: Indicator
    target: Quantity
    actual: Quantity
    comparison: Comparison
    weight: Decimal | None
    printed: Decimal | None
    result: IndicatorScore

    @property
    def counted(self) -> Decimal | None:
        """What goes into the total: the rule's score, else what a person has scored."""
        return self.result.score if self.result.score is not None else self.printed


class ExecutionScore(msgspec.Struct, frozen=True):
    """``rate`` is 全年执行数 ÷ 全年预算数 (a fraction, not rounded), ``weight`` and ``score`` in points."""

    rate: Decimal | None
    weight: Decimal | None
    score: Decimal | None
    why: str


class Scores(msgspec.Struct, frozen=True):
    """A whole form scored. ``total`` is None while a row is missing its score; ``uncapped`` is the sum before a cap
    of the standard. ``grade`` is compared on the total as it stands, without rounding again."""

    standard: str
    execution: ExecutionScore
    rows: tuple[RowScore, ...]
    total: Decimal | None
    uncapped: Decimal | None
    grade: str | None
    why: str
