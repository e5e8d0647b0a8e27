"""The Python interface: what people script against."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ziping.domain import quantity, scoring
from ziping.domain.decimals import decimal_of, plain
from ziping.domain.model import Entry
from ziping.domain.quantity.types import Quantity
from ziping.domain.scoring.results import IndicatorScore
from ziping.standards.loader import load_standard

Value = str | int | float | Decimal | None


def parse_value(text: Value) -> Quantity:
    """What a 年度指标值 or 实际完成值 means: kind, operator, number, unit. Never raises for odd text."""
    return quantity.parse_value(_text(text))


def score_indicator(
    target: Value, actual: Value, weight: Value, standard: str = "national-2020", *, year: int | None = None
) -> IndicatorScore:
    """Points of ``weight`` that ``actual`` earns against ``target``, with completion (percent) and the arithmetic.

    ``standard`` is the id of a standard; raises ZipingError where there is none of that name. ``score`` is None where
    a person has to score or something is missing; ``why`` says which.
    """
    rules = load_standard(standard)
    points = Entry(text=_text(weight)).amount()
    if points is None:
        return IndicatorScore(None, None, None, f"分值“{_text(weight)}”不是数字，请只填数字")
    return scoring.score(parse_value(target), parse_value(actual), points, rules, year=year)


def _text(value: Value) -> str:
    """Numbers as their shortest text, nothing for an empty cell (None, NaN)."""
    if value is None or isinstance(value, str):
        return value or ""
    try:
        number = decimal_of(value)
    except InvalidOperation:
        return str(value)
    if number.is_nan():
        return ""
    return plain(number) if number.is_finite() else str(value)
