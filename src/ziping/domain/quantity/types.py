"""What a 指标值 means: the result of parsing and of comparing (DOMAIN: 指标值语言)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, Literal

import msgspec

#: The year of a day written without one (12月底前); a leap year, so that 2月29日 exists.
YEARLESS: Final = 4

Kind = Literal[
    "count", "percent", "money", "ratio", "bare", "duration", "deadline", "period", "range", "approx", "zero",
    "boolean", "level", "scale", "text", "compound", "placeholder", "na", "malformed",
]  # fmt: skip
Operator = Literal[">=", ">", "=", "<", "<=", "~", "range", "none"]


class Quantity(msgspec.Struct, frozen=True):
    """A parsed 年度指标值 or 实际完成值.

    ``number`` is in ``unit`` (万 stays in the unit: ≥2万件次 is 2 万件次; percentages are 95, not 0.95).
    ``number`` and ``upper`` are the ends of a range. ``signed`` is False where no operator was typed and “=” is
    assumed. ``levels`` are the grades of a scale, or the one of a level. ``parts`` are the values inside a compound
    text; ``readings`` the possible meanings of a malformed one, for the user to choose from, and of a bare number
    that may be a date (44561, 2023.07).
    ``start`` and ``end`` are the days of a period; ``end`` alone is a deadline; a day written without its year has
    the year ``YEARLESS``. A blank text is ``na`` with an empty ``text``. ``note`` says in Chinese what is
    doubtful (ambiguous, approximated, date serial …), "" where nothing is.
    """

    text: str
    kind: Kind
    operator: Operator = "none"
    number: Decimal | None = None
    unit: str = ""
    upper: Decimal | None = None
    signed: bool = False
    levels: tuple[str, ...] = ()
    parts: tuple[Quantity, ...] = ()
    readings: tuple[Quantity, ...] = ()
    start: date | None = None
    end: date | None = None
    note: str = ""

    @property
    def quantitative(self) -> bool:
        """True where the value can be compared by a number or a day."""
        return self.kind in _QUANTITATIVE


_QUANTITATIVE = frozenset(
    ("count", "percent", "money", "ratio", "bare", "duration", "deadline", "period", "range", "approx", "zero")
)

Problem = Literal[
    "", "target_blank", "actual_blank", "target_placeholder", "actual_placeholder", "not_applicable",
    "unit_mismatch", "actual_text", "target_text", "qualitative", "compound", "malformed", "actual_has_operator",
    "no_year",
]  # fmt: skip


class Comparison(msgspec.Struct, frozen=True):
    """An actual value against its target.

    ``met`` is None where that cannot be decided. ``completion`` is actual ÷ target × 100 (percent, 2 decimals; for
    ≤ targets above 100 means over the limit), None where the division means nothing. ``target`` and ``actual`` are
    the two numbers in the target's unit, ``upper`` the upper end of a range. ``problem`` says why there is no
    ratio to score by, "" where there is. ``inherited`` is True where a bare actual took the target's unit.
    ``flags``: strict_equal (＞80 with 80), zero_target, late, approx, over_limit, actual_has_operator (≥266米 as
    actual), above_equal (more than an “=” target), fraction (a bare 0.95 against 90%), scale_doubt (a bare 18000
    against ≥2万件次), date_reading (44561 read as a day), rough_date (a month that holds the deadline).
    """

    met: bool | None = None
    completion: Decimal | None = None
    target: Decimal | None = None
    upper: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    operator: Operator = "none"
    problem: Problem = ""
    inherited: bool = False
    flags: frozenset[str] = frozenset()
