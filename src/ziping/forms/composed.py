"""Texts of target and actual taken apart into the entry cells beside a form, and whether they can be composed again."""

from __future__ import annotations

from datetime import date

import msgspec

from ziping.domain.decimals import plain
from ziping.domain.quantity import compare, compose, parse_value, split
from ziping.domain.quantity.days import has_year, in_year
from ziping.domain.standard import Standard
from ziping.forms.filled import FilledIndicator, FilledParts, Value
from ziping.forms.formulas import YES_NO

_QUALITATIVE = frozenset(("level", "scale", "text"))
_CELL_SIGNS = {"＝": "="}
"""Signs as the drop-down and the formulas of a workbook write them."""


class Composed(msgspec.Struct, frozen=True):
    """Parts of a row, and the texts that must be typed over the composing formulas (None where these do)."""

    parts: FilledParts | None = None
    target: Value = None
    actual: Value = None
    seen_target: str = ""
    seen_actual: str = ""


def split_row(target: str | None, actual: str | None, *, year: int | None = None) -> FilledParts:
    """The parts of a target and an actual value as typed; what cannot be taken apart stays empty.

    The completed number is given in the target's unit; where the units do not fit it stays empty.
    """
    wanted, reached = parse_value(target), parse_value(actual)
    if wanted.kind == "boolean":
        return FilledParts(
            sign=YES_NO, rating=reached.levels[0] if reached.kind == "boolean" and reached.levels else None
        )
    if wanted.kind in _QUALITATIVE:
        return FilledParts(sign="定性")
    pieces = split(target, year=year)
    if pieces is None:
        return FilledParts()
    comparison = compare(wanted, reached, year=year)
    if pieces.sign == "期限":
        in_time = reached.kind == "period" and comparison.met
        done = dated(reached.end, year) if reached.kind == "deadline" or in_time else None
        return FilledParts(sign=pieces.sign, day=pieces.end, actual_day=done)
    completed = None if comparison.problem else comparison.actual
    sign = cell_sign(pieces.sign)
    return FilledParts(sign=sign, number=pieces.number, upper=pieces.upper, unit=pieces.unit, actual=completed)


def cell_sign(sign: str) -> str:
    """A sign as the drop-down beside a form writes it."""
    return _CELL_SIGNS.get(sign, sign)


def dated(day: date | None, year: int | None) -> date | None:
    """``day`` with its missing year filled in; None where there is none to fill in."""
    if day is None or has_year(day):
        return day
    return in_year(day, year) if year else None


def target_text(parts: FilledParts) -> str:
    """What the composing formula of the target shows for these parts."""
    if parts.sign == YES_NO:
        return "是"
    if parts.sign == "期限":
        return f"{_day(parts.day)}前" if parts.day else ""
    if parts.sign == "定性" or parts.number is None:
        return ""
    return compose(parts.sign, parts.number, parts.upper, parts.unit)


def actual_text(parts: FilledParts) -> str:
    """What the composing formula of the actual value shows for these parts."""
    if parts.sign in (YES_NO, "定性"):
        return parts.rating or ""
    if parts.sign == "期限":
        return _day(parts.actual_day) if parts.actual_day else ""
    if parts.actual is None:
        return ""
    return plain(parts.actual) + parts.unit


def compose_row(item: FilledIndicator, standard: Standard, *, year: int | None = None) -> Composed:
    """The parts of a filled row; texts that they do not compose to are typed over the formulas."""
    performance = standard.by_performance
    parts = item.parts or (FilledParts() if performance else split_row(item.target, item.actual, year=year))
    target: Value = None if item.target == target_text(parts) else item.target
    actual: Value = None if item.actual == actual_text(parts) else item.actual
    if performance:
        actual = _fraction(item.actual)
    return Composed(parts, target, actual, item.target or "", item.actual or "")


def _fraction(text: str | None) -> Value:
    """“93%” as the number 0.93; any other text as it is."""
    quantity = parse_value(text)
    if quantity.unit == "%" and quantity.number is not None and text == f"{plain(quantity.number)}%":
        return quantity.number.scaleb(-2)
    return text


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
