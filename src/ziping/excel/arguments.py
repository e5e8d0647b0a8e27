"""What Excel hands to a worksheet function, as cells of the model: numbers exact, errors named, dates as texts."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Any

from ziping.domain.decimals import as_excel_shows, decimal_of, plain
from ziping.domain.model import Entry
from ziping.errors import ZipingError
from ziping.ooxml.numfmt import number_format

_FIRST_ERROR = -2146826288
"""How COM writes #NULL!; the other errors follow it by Excel's own numbers (0 #NULL!, 7 #DIV/0! …)."""
_ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA",
    45: "#SPILL!", 46: "#CONNECT!", 47: "#BLOCKED!", 48: "#UNKNOWN!", 49: "#FIELD!", 50: "#CALC!",
}  # fmt: skip
_ERROR_TEXTS = frozenset(_ERRORS.values())


class ArgumentError(ZipingError):
    """What was handed to a worksheet function cannot be used; the sentence becomes its result."""


def entry_of(value: Any, code: str | None = None) -> Entry:
    """The cell that holds ``value``, as COM or xlwings gives it; ``code`` is its number format where that is known.

    A cell that shows 95% holds 0.95: only with its number format does the text say so.
    """
    if value is None or value == "":
        return Entry()
    if isinstance(value, bool):
        return Entry(text=str(value).upper())
    if isinstance(value, int) and value - _FIRST_ERROR in _ERRORS:
        return Entry(error=_ERRORS[value - _FIRST_ERROR])
    if isinstance(value, int | float | Decimal):
        return _number(_exact(value), code)
    if isinstance(value, date):
        return Entry(text=f"{value.year}年{value.month}月{value.day}日")
    text = str(value)
    return Entry(error=text) if text in _ERROR_TEXTS else Entry(text=text)


def amount_of(entry: Entry, name: str) -> Decimal | None:
    """The number in a cell that is called ``name``, None where it is empty. Raises ArgumentError for an error value and
    for anything that is no plain number; a percentage is no amount."""
    if entry.error:
        raise ArgumentError(f"{name}是错误值 {entry.error}，请先改正")
    if entry.empty:
        return None
    number = None if (entry.text or "").rstrip().endswith(("%", "％")) else entry.amount()
    if number is None:
        raise ArgumentError(f"{name}“{entry.text}”不是数字，请只填数字")
    return number


def _exact(value: float | Decimal) -> Decimal:
    """Excel has only floats and 15 digits of them: 10.0 is 10, and what 0.1+0.2 leaves behind is 0.3."""
    if not isinstance(value, float) or not math.isfinite(value):
        return decimal_of(value)
    return decimal_of(int(value)) if value.is_integer() else as_excel_shows(decimal_of(value))


def _number(number: Decimal, code: str | None) -> Entry:
    if not number.is_finite():
        return Entry(error="#NUM!")
    return Entry(text=number_format(code).number(number, False) if code else plain(number), number=number)
