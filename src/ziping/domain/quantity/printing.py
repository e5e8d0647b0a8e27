"""Values as official forms print them, and their parts for the entry cells of a workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ziping.domain.decimals import plain
from ziping.domain.quantity.days import day_text, has_year, in_year, serial_day
from ziping.domain.quantity.grammar import parse_value
from ziping.domain.quantity.types import Operator, Quantity

RANGE, TERM = "区间", "期限"
_SIGNS: dict[Operator, str] = {">=": "≥", ">": "＞", "=": "＝", "<=": "≤", "<": "＜"}
_PRINTED = {"≥": "≥", "＞": "＞", ">": "＞", "＝": "=", "=": "=", "≤": "≤", "＜": "＜", "<": "＜", "": ""}
_NUMERIC = frozenset(("count", "percent", "money", "ratio", "bare", "duration", "zero", "approx"))
_WORDS = frozenset(("level", "boolean"))


class Split(NamedTuple):
    """The parts of a target: ``sign`` ≥ ＞ ＝ ≤ ＜ 区间 期限, or "" where none was typed; ``end`` the day of a 期限."""

    sign: str
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    end: date | None = None


def print_value(quantity: Quantity) -> str:
    """``quantity`` as canonical text (≥90%, 约250人次, 2022年12月31日前); it parses to the same quantity again.

    What has no canonical form (text, compound, placeholder, malformed) is printed as it was typed.
    """
    if quantity.kind == "range":
        return compose(RANGE, quantity.number, quantity.upper, quantity.unit)
    if quantity.kind == "period" and quantity.start and quantity.end:
        return f"{day_text(quantity.start)}-{day_text(quantity.end)}"
    if quantity.kind == "deadline":
        return _print_deadline(quantity)
    if quantity.kind in _NUMERIC and quantity.number is not None:
        if quantity.readings:
            return quantity.readings[0].text  # 2023.10 would lose its month
        about = "约" if quantity.kind == "approx" else ""
        return f"{_sign(quantity)}{about}{plain(quantity.number)}{quantity.unit}"
    if quantity.kind in _WORDS:
        return quantity.levels[0]
    if quantity.kind == "scale" and not quantity.parts:
        return "、".join(quantity.levels)
    return quantity.text


def _print_deadline(quantity: Quantity) -> str:
    sign = _sign(quantity)
    if quantity.number is not None:
        return f"{sign}{plain(quantity.number)}{quantity.unit}"
    day = day_text(quantity.end) if quantity.end else ""
    return f"{day}前" if quantity.operator == "<=" else sign + day


def _sign(quantity: Quantity) -> str:
    return _PRINTED[_SIGNS.get(quantity.operator, "")] if quantity.signed else ""


def compose(sign: str, number: Decimal | None, upper: Decimal | None, unit: str) -> str:
    """The target that these parts print: compose("≥", 90, None, "%") is “≥90%”.

    ``sign`` is ≥ ＞ ＝ ≤ ＜ 区间 期限 定性, or "" (no operator printed). For 期限 ``number`` is the Excel date serial
    of the day. "" where a part is missing; a 定性 target has no parts and prints its ``unit``, the wording.
    """
    if sign == "定性":
        return unit
    if number is None:
        return ""
    if sign == RANGE:
        return "" if upper is None else f"{plain(number)}-{plain(upper)}{unit}"
    if sign == TERM:
        day = serial_day(number)
        return f"{day_text(day)}前" if day else ""
    return f"{_PRINTED.get(sign, sign)}{plain(number)}{unit}"


def split(text: str | None, *, year: int | None = None) -> Split | None:
    """The parts of a quantitative target, None where it has none (定性, compound, unreadable, ambiguous).

    A day without its year takes ``year``. An approximate number (250余人次) is a lower limit, as it is compared.
    """
    quantity = parse_value(text)
    if quantity.kind == "range":
        return Split(RANGE, quantity.number, quantity.upper, quantity.unit)
    if quantity.kind in ("deadline", "period"):
        return _split_term(quantity, year)
    if quantity.kind not in _NUMERIC:
        return None
    if quantity.operator == "~":
        return Split("≥", quantity.number, None, quantity.unit)
    return Split(_SIGNS[quantity.operator] if quantity.signed else "", quantity.number, None, quantity.unit)


def _split_term(quantity: Quantity, year: int | None) -> Split | None:
    day = quantity.end
    if day is None or quantity.number is not None:
        return None
    if year is not None:
        day = in_year(day, year)
    return Split(TERM, end=day) if has_year(day) else None
