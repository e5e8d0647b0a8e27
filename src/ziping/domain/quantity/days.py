"""A written date as the first and last day it can mean: 2022年12月, 12月底, 2020.1.1, 年底, 第三季度."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ziping.domain.quantity.types import YEARLESS
from ziping.patterns import pattern

YEAR = "(?:19|20)[0-9]{2}"
MONTH = "(?:1[0-2]|0?[1-9])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_MONTH_PART = "底|末|上旬|中旬|下旬"
_YEAR_PART = "底|末|内|上半年|下半年|第?[一二三四1-4]季度[末底]?"
_LITERAL = pattern(
    rf"(?:(?P<year>{YEAR})(?:年度?|[-./](?=[0-9])|$)|(?:当年|本年|今年|年)度?)?"
    rf"(?:(?P<month>{MONTH})(?:月份?|[-./](?=[0-9])|$))?(?:(?P<day>{_DAY})[日号]?)?"
    rf"(?P<part>{_MONTH_PART}|{_YEAR_PART})?"
)
# What is a date inside a sentence too; a mere year there is only its setting.
_IN_TEXT = pattern(
    rf"(?<![0-9.])(?:{YEAR}([-./]){MONTH}\1{_DAY}(?![0-9])"
    rf"|(?:{YEAR}年度?|当年|本年|今年)?{MONTH}月份?(?:{_DAY}[日号]|{_MONTH_PART})?"
    rf"|(?:{YEAR}年度?|当年|本年|今年|年)度?(?:{_YEAR_PART})|上半年|下半年|第?[一二三四1-4]季度[末底])"
)
_TEN_DAYS = {"上旬": (1, 10), "中旬": (11, 20)}
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class Span(NamedTuple):
    start: date
    end: date


def last_day(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def has_year(day: date) -> bool:
    return day.year != YEARLESS


def in_year(day: date, year: int) -> date:
    """``day`` with its missing year filled in (2月29日 becomes 2月28日 where there is none)."""
    if has_year(day):
        return day
    return min(date(year, day.month, 1) + timedelta(days=day.day - 1), last_day(year, day.month))


def serial_day(number: Decimal) -> date | None:
    """The day of an Excel date serial (1900 system); None where it is no whole number between 1900-03-01 and 2173."""
    if not 61 <= number < 100000 or number != int(number):
        return None
    return date(1899, 12, 30) + timedelta(days=int(number))


def day_text(day: date) -> str:
    """2022年12月31日; 12月31日 where the year is missing."""
    return f"{day.year}年{day.month}月{day.day}日" if has_year(day) else f"{day.month}月{day.day}日"


def find(text: str) -> re.Match[str] | None:
    """The first date in a sentence."""
    return _IN_TEXT.search(text)


def find_all(text: str) -> Iterator[re.Match[str]]:
    return _IN_TEXT.finditer(text)


def blank(text: str) -> str:
    """``text`` with a NUL in place of every character of a date."""
    return _IN_TEXT.sub(lambda match: "\0" * len(match.group()), text)


def span(text: str) -> Span | None:
    """The days that ``text``, which is nothing but a date, can mean; None where it is none (2月30日)."""
    match = _LITERAL.fullmatch(text)
    if match is None or not text:
        return None
    year_text, month_text, day_text_, part = match.groups()
    year = int(year_text) if year_text else YEARLESS
    if day_text_:
        return _day(year, month_text, day_text_, part)
    if month_text is None:
        return _part_of_year(year, part or "")
    month = int(month_text)
    if part in _TEN_DAYS:
        first, last = _TEN_DAYS[part]
        return Span(date(year, month, first), date(year, month, last))
    if part and part not in _MONTH_PART.split("|"):
        return None
    return Span(date(year, month, 21 if part == "下旬" else 1), last_day(year, month))


def _day(year: int, month: str | None, day: str, part: str | None) -> Span | None:
    if month is None or part:
        return None
    try:
        exact = date(year, int(month), int(day))
    except ValueError:
        return None
    return Span(exact, exact)


def _part_of_year(year: int, part: str) -> Span:
    if "季度" in part:
        quarter = _QUARTERS[part.removeprefix("第")[0]]
        return Span(date(year, 3 * quarter - 2, 1), last_day(year, 3 * quarter))
    first, last = _HALVES.get(part, (1, 12))
    return Span(date(year, first, 1), last_day(year, last))
