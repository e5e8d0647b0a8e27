"""Deadlines and periods against the day something was done."""

from __future__ import annotations

from datetime import date

from ziping.domain.quantity.days import has_year, in_year, last_day
from ziping.domain.quantity.types import Comparison, Quantity


def compare_terms(target: Quantity, actual: Quantity, year: int | None) -> Comparison | None:
    """Compare the last days; None where both are months that count (≤12月 and 10个月).

    An actual of a whole month or year that holds the deadline leaves it open whether it was kept.
    """
    if target.end is None or actual.end is None:
        counted = "月" in (target.unit, actual.unit) and target.number is not None and actual.number is not None
        if counted:
            return None
        return Comparison(unit=target.unit, operator=target.operator, problem="unit_mismatch")
    last, done, begun = target.end, actual.end, actual.start
    if has_year(last) != has_year(done) or (year is not None):
        if year is None:
            return Comparison(operator=target.operator, problem="no_year")
        last, done = in_year(last, year), in_year(done, year)
        begun = in_year(begun, year) if begun else None
    if target.operator in (">=", ">"):
        return Comparison(operator=target.operator, problem="malformed")
    if begun and begun <= last < done and _is_rough(begun, done):
        return Comparison(operator=target.operator, problem="malformed", flags=frozenset({"rough_date"}))
    met = done < last if target.operator == "<" else done <= last
    return Comparison(met=met, operator=target.operator, flags=frozenset() if met else frozenset({"late"}))


def _is_rough(start: date, end: date) -> bool:
    """True for a whole month or a whole year: some day in it."""
    whole_month = (start.year, start.month) == (end.year, end.month) and start.day == 1
    whole_year = (start.month, start.day, end.month, end.day, start.year) == (1, 1, 12, 31, end.year)
    return (whole_month and end == last_day(end.year, end.month)) or whole_year
