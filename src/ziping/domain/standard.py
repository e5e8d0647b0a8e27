"""A standard (规则包): the dated rules of one region and year, as data.

Every rule value is ``Sourced``: the value, the document it comes from, and whether it still has to be confirmed
against that document (待核). Shares are parts of an indicator's weight, ratios are actual ÷ target; both are plain
fractions (0.6 is 60%). Points are points of 100.
"""

# Without annotations from __future__: msgspec would have to evaluate each of them at every start.
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

import msgspec

T = TypeVar("T")
Status = Literal["confirmed", "待核"]
Severity = Literal["error", "warning", "info"]


def status_text(status: Status) -> str:
    """待核 or 已核对, as users read it."""
    return "待核" if status == "待核" else "已核对"


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class Sourced(_Record, Generic[T], frozen=True, kw_only=True):
    """A rule value with its source. ``inherited`` names the standard it was taken over from. A value whose status
    nobody wrote down is still to be confirmed."""

    value: T
    source: str
    status: Status = "待核"
    inherited: str | None = None

    @property
    def basis(self) -> str:
        """The source as users read it, with what is not confirmed about it: “默认继承自 national-2020，待核”."""
        notes = [f"默认继承自 {self.inherited}"] if self.inherited else []
        if self.status == "待核":
            notes.append("待核")
        return f"{self.source}（{'，'.join(notes)}）" if notes else self.source


class Band(_Record, frozen=True, kw_only=True):
    """From ``at_least`` on (included), ``share`` of the weight is earned; bands run from high to low."""

    at_least: Decimal
    share: Decimal


class Grade(_Record, frozen=True, kw_only=True):
    """A grade (优良中差) begins at ``at_least`` points, included."""

    name: str
    at_least: Decimal


class Rating(_Record, frozen=True, kw_only=True):
    """One rating of a qualitative indicator: the score lies in [at_least, at_least of the rating above) × weight,
    for the highest rating up to the full weight. ``suggest`` is only shown, never scored. ``words`` are actual
    values that mean this rating."""

    name: str
    at_least: Decimal
    suggest: Decimal
    words: tuple[str, ...] = ()


class Cap(_Record, frozen=True, kw_only=True):
    """Below an execution rate of ``below`` (excluded) the total is at most ``most`` points."""

    below: Decimal
    most: Decimal


class AllOrNothing(_Record, frozen=True, kw_only=True):
    met: Decimal
    missed: Decimal


class Weights(_Record, frozen=True, kw_only=True):
    """How the 100 points are spread over the execution rate and the first level (产出、效益 …: the forms' names
    without “指标”). ``alternatives`` are other spreads the document allows. ``fixed``: a form may not deviate."""

    total: Sourced[Decimal]
    execution: Sourced[Decimal]
    level1: Sourced[dict[str, Decimal]]
    alternatives: Sourced[tuple[dict[str, Decimal], ...]]
    fixed: Sourced[bool]

    @property
    def spreads(self) -> tuple[dict[str, Decimal], ...]:
        """Every spread the document allows, the usual one first."""
        return (self.level1.value, *self.alternatives.value)


class Execution(_Record, frozen=True, kw_only=True):
    """Score of the budget execution rate (全年执行数 ÷ 全年预算数).

    proportional: min(rate, 1) × weight; bands: share of the band the rate falls in; none: not scored.
    completed_full: a finished project within its budget may get full points whatever its rate; a person decides that.
    """

    method: Sourced[Literal["proportional", "bands", "none"]]
    bands: Sourced[tuple[Band, ...]]
    completed_full: Sourced[bool]


class Quantitative(_Record, frozen=True, kw_only=True):
    """Score of a quantitative indicator.

    basis comparison: actual against target; performance: the filled 业绩值 (a percentage) times the weight.
    negative (how a missed ≤ target gives a ratio): inverse target ÷ actual; linear 1 − overrun ÷ target,
    nothing from twice the target on; strict nothing.
    pass_line p: a ratio r below 1 earns max(0, (r − p) ÷ (1 − p)); 0 is plain proportion.
    zero_target: shares of a “=0” or “≤0” target; nonnegative_target: share of a “≥0” target that is met. A missed
    target of zero or below has no ratio otherwise: a person scores it.
    boolean: shares of a yes/no indicator, None where a person has to score it.
    late: share of a missed deadline, None where a person has to score it.
    """

    basis: Sourced[Literal["comparison", "performance"]]
    negative: Sourced[Literal["inverse", "linear", "strict"]]
    pass_line: Sourced[Decimal]
    zero_target: Sourced[AllOrNothing]
    nonnegative_target: Sourced[Decimal]
    boolean: Sourced[AllOrNothing | None]
    late: Sourced[Decimal | None]


class Over(_Record, frozen=True, kw_only=True):
    """Far more than the target. Ratios from ``hint`` on are mentioned, from ``explain`` on need a reason (≤ targets:
    at or below ``reverse_explain``). penalty: none; points: minus ``points``; excess: × (1 − (ratio − explain));
    zero: no points."""

    hint: Sourced[Decimal]
    explain: Sourced[Decimal]
    reverse_explain: Sourced[Decimal]
    penalty: Sourced[Literal["none", "points", "excess", "zero"]]
    points: Sourced[Decimal]


class Satisfaction(_Record, frozen=True, kw_only=True):
    """Score of satisfaction indicators (满意度): positive, as any ≥ target; bands, by the measured satisfaction."""

    method: Sourced[Literal["positive", "bands"]]
    bands: Sourced[tuple[Band, ...]]


class Rounding(_Record, frozen=True, kw_only=True):
    """``places`` of every score; ``whole_points``: units score in whole points (整数制), the execution rate too."""

    places: Sourced[int]
    whole_points: Sourced[bool]

    @property
    def digits(self) -> int:
        """Decimals a score is rounded to."""
        return 0 if self.whole_points.value else self.places.value


class Total(_Record, frozen=True, kw_only=True):
    """``caps``: highest total by execution rate, empty where there are none. ``rebase``: rows that do not apply are
    left out and the rest is scaled to the full points."""

    caps: Sourced[tuple[Cap, ...]]
    rebase: Sourced[bool]


class Explain(_Record, frozen=True, kw_only=True):
    """When a reason must be written. ``unmet``: for every target that was not met; ``execution_below``: for an
    execution rate below this."""

    unmet: Sourced[bool]
    execution_below: Sourced[Decimal]


class Checks(_Record, frozen=True, kw_only=True):
    """Where the check speaks up. ``level1`` and ``level2``: indicators every form needs. ``low_target``: a rate aimed
    at below this is low. ``budget_growth``: share of the budget added in the year from which targets are looked at
    again. ``same_values``: share of the actual values that may equal their targets. ``reason_length``: characters of a
    reason that says something. ``execution_low`` and ``score_high``: an execution rate below the one and a total from
    the other on contradict each other; ``score_gap``: how far, as its share, the indicators' score rate may exceed the
    execution rate. ``cost_share``: share of the money spent from which cost indicators are taken to add up to it.
    ``adjustment``: share of the budget changed in the year from which that is explained. ``reception``: 元 a guest from
    which a reception is dear. ``last_share``: share of last year's actual value below which a target is low.
    ``similar``: share of equal characters from which a paragraph counts as copied. ``unchanged``: largest change that
    is still 基本持平. ``publish_days``: days after the
    approval within which results are published. ``text_limits``: characters by the name of a field. ``off``: codes of
    rules that do not hold here; ``severities``: what a rule is worth here, by code."""

    level1: Sourced[tuple[str, ...]]
    level2: Sourced[tuple[str, ...]]
    low_target: Sourced[Decimal]
    budget_growth: Sourced[Decimal]
    same_values: Sourced[Decimal]
    reason_length: Sourced[int]
    execution_low: Sourced[Decimal]
    score_high: Sourced[Decimal]
    score_gap: Sourced[Decimal]
    cost_share: Sourced[Decimal]
    adjustment: Sourced[Decimal]
    reception: Sourced[Decimal]
    last_share: Sourced[Decimal]
    similar: Sourced[Decimal]
    unchanged: Sourced[Decimal]
    publish_days: Sourced[int]
    text_limits: Sourced[dict[str, int]]
    off: Sourced[tuple[str, ...]]
    severities: Sourced[dict[str, Severity]]


class Standard(_Record, frozen=True, kw_only=True):
    id: str
    title: str
    region: str
    year: int
    document: str
    status: Status
    extends: str | None = None
    note: str = ""
    weights: Weights
    execution: Execution
    quantitative: Quantitative
    over: Over
    qualitative: Sourced[tuple[Rating, ...]]
    satisfaction: Satisfaction
    rounding: Rounding
    total: Total
    explain: Explain
    checks: Checks
    grades: Sourced[tuple[Grade, ...]]

    @property
    def by_performance(self) -> bool:
        """Whether points are weight × 业绩值, a percentage that the unit states, instead of actual against target."""
        return self.quantitative.basis.value == "performance"

    def values(self) -> Iterator[tuple[str, Sourced[Any]]]:
        """Every rule value with its dotted path, in the order of the file."""
        for name in self.__struct_fields__:
            part = getattr(self, name)
            if isinstance(part, Sourced):
                yield name, part
            elif isinstance(part, _Record):
                for key in part.__struct_fields__:
                    yield f"{name}.{key}", getattr(part, key)
