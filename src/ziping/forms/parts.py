"""The entry cells of an indicator row: as they stand, and as the texts typed over the form want them."""

from __future__ import annotations

from ziping.domain.model import Indicator
from ziping.forms.composed import split_row
from ziping.forms.filled import FilledParts
from ziping.ooxml.dates import date_of


def parts_of(indicator: Indicator) -> FilledParts:
    """The entry cells of a row as they stand."""
    parts = indicator.parts
    sign = (parts.sign.text or "").strip()
    deadline = sign == "期限"
    number, actual = parts.number.amount(), parts.actual.amount()
    return FilledParts(
        sign=sign,
        number=None if deadline else number,
        day=date_of(number, False) if deadline and number is not None else None,
        upper=parts.upper.amount(),
        unit=parts.unit.text or "",
        actual=None if deadline else actual,
        actual_day=date_of(actual, False) if deadline and actual is not None else None,
        rating=parts.rating.text,
        manual=parts.manual.amount(),
    )


def wanted_parts(indicator: Indicator, given: FilledParts, year: int | None) -> FilledParts:
    """``given``, or the parts of the texts where a person typed over the composing formulas.

    What the texts do not say stays as entered: a text nobody can take apart leaves the confirmed reading alone.
    """
    target, actual = indicator.target, indicator.actual
    if target.formula and actual.formula:
        return given
    found = split_row(target.text, actual.text, year=year)
    if found == FilledParts():
        return given
    if target.formula:
        found = FilledParts(
            sign=given.sign, number=given.number, day=given.day, upper=given.upper, unit=given.unit,
            actual=found.actual, actual_day=found.actual_day, rating=found.rating,
        )  # fmt: skip
    return FilledParts(
        sign=found.sign, number=found.number, day=found.day, upper=found.upper, unit=found.unit,
        actual=given.actual if actual.formula else found.actual,
        actual_day=given.actual_day if actual.formula else found.actual_day,
        rating=found.rating or given.rating, manual=given.manual,
    )  # fmt: skip
