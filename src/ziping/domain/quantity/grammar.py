"""The grammar of 指标值: from the first rule that fits a normalised text to its ``Quantity``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from ziping.domain.decimals import plain
from ziping.domain.quantity import days, units
from ziping.domain.quantity.dates import as_day, read_date, read_period
from ziping.domain.quantity.measures import FROM_PROSE, Found, find_measures
from ziping.domain.quantity.normalize import compact, normalize
from ziping.domain.quantity.ranges import read_range
from ziping.domain.quantity.types import Quantity
from ziping.domain.quantity.words import read_placeholder, read_words
from ziping.patterns import pattern

_UNREADABLE = "看不懂的数值写法"
_SEVERAL = "一格写了几个数，请拆成几个指标"
_ONE_IN_SENTENCE = "一句话里夹着数值，请单列指标值"
_CONTRADICTORY = "前后的大小符号相反"
_RATE_OF_COUNT = "既写了数量又写了比率，请写明要考核的是哪一个"
_SEPARATED_SERIAL = pattern("[456][0-9],[0-9]{3}")
_HAS_DATE = pattern("[0-9]|年度?[底末内]|半年|季度")
_DIGIT = pattern("[0-9]")
_REMARK = pattern(r"\([^0-9()]*\)")
_NOUN = pattern("[一-龥A-Za-z]{1,6}")
_NOT_A_NOUN = pattern("[未不没无已率性]|完成")
_EACH_ALONE = pattern("(?:每个?[一-龥]{1,2})*")
_LIST_MARK = pattern(r"(?<![^;,。:])\(?[0-9]{1,2}[、.)](?=[^0-9])")
_RATE = pattern("率|比例|比重|占比")
_CLAUSE = pattern("[,;。、]")


def parse_value(text: str | None) -> Quantity:
    """What a 年度指标值 or 实际完成值 means; never raises. None and blank texts are ``na`` with an empty text."""
    return _parse(text or "")


@lru_cache(maxsize=8192)
def _parse(text: str) -> Quantity:
    written = compact(text)
    if not written:
        return Quantity(text="", kind="na")
    return replace(_read_serial(written) or _read(normalize(text)), text=text)


def _read_serial(written: str) -> Quantity | None:
    """“44,561”: a date serial that lost its date format, or a number."""
    if not _SEPARATED_SERIAL.fullmatch(written):
        return None
    number = written.replace(",", "")
    day = as_day(number)
    if day is None:
        return None
    bare = Quantity(text=number, kind="bare", operator="=", number=Decimal(number))
    return Quantity(text=written, kind="malformed", readings=(bare, day), note=day.note)


def _read(text: str) -> Quantity:
    quantity = read_placeholder(text) or read_words(text)
    if quantity is None and _HAS_DATE.search(text):
        quantity = read_period(text) or read_date(text) or read_range(text)
    if quantity is None and _DIGIT.search(text):
        quantity = _read_measures(text)
    return quantity or Quantity(text=text, kind="text")


def _read_measures(text: str) -> Quantity | None:
    masked, dates = _mask_dates(_LIST_MARK.sub(lambda match: "\0" * len(match.group()), text))
    found = find_measures(masked)
    if len(found) == 1 and not dates:
        return _single(masked, found[0])
    named = [one for one in found if not _names_something(masked, one)]
    if len(named) == 1 and not dates:
        return _single(masked, named[0])
    if not named:
        return _named_only(text) if found or dates else _malformed(text, _UNREADABLE)
    return _several(masked, named, dates)


def _named_only(text: str) -> Quantity | None:
    """Numbers that are parts of names leave a sentence a text; without a sentence nobody can read them."""
    return None if re.search("[一-龥]{2}", text) else _malformed(text, _UNREADABLE)


def _mask_dates(text: str) -> tuple[str, tuple[Quantity, ...]]:
    """``text`` with its dates blanked out, and the dates."""
    dates = []
    for match in days.find_all(text):
        span = days.span(match.group())
        if span:
            dates.append(Quantity(text=match.group(), kind="deadline", operator="=", end=span.end))
    return days.blank(text), tuple(dates)


def _names_something(text: str, one: Found) -> bool:
    """True for the numbers of names (12345热线, 3号文件, 110KV): no unit, and the word goes on."""
    quantity = one.quantity
    following = text[one.end : one.end + 1]
    return not quantity.unit and not quantity.signed and bool(_NOUN.fullmatch(following))


def _single(text: str, one: Found) -> Quantity | None:
    before, after, quantity = text[: one.start], text[one.end :], _with_date_reading(one.quantity)
    if one.contradictory:
        return _malformed(text, _CONTRADICTORY, (quantity,))
    if "?" in text:
        return _malformed(text, _UNREADABLE, (quantity,))
    if _names_something(text, one):
        return _named_only(text)
    spoken = bool(before.strip("\0")) and not (_EACH_ALONE.fullmatch(before) and "/" in quantity.unit)
    if "每" in before and "/" not in quantity.unit:  # 每两年1次
        return Quantity(text=text, kind="compound", parts=(quantity,), note=_ONE_IN_SENTENCE)
    if not after or after == "完成":
        return _from_prose(quantity) if spoken else quantity
    counted = not spoken and bool(quantity.unit) and _NOUN.fullmatch(after) and not _NOT_A_NOUN.search(after)
    if _REMARK.fullmatch(after) or counted or units.kind_of(quantity.unit) in ("percent", "ratio", "money"):
        return _from_prose(quantity)
    if not re.search("[一-龥A-Za-z]", after):
        return _malformed(text, _UNREADABLE, (quantity,))
    return Quantity(text=text, kind="compound", parts=(quantity,), note=_ONE_IN_SENTENCE)


def _with_date_reading(quantity: Quantity) -> Quantity:
    """A bare number that may as well be a date keeps that reading: 44561, 20221231, 2023.07."""
    day = as_day(quantity.text.lstrip("0")) if quantity.kind == "bare" and not quantity.signed else None
    return replace(quantity, readings=(day,), note=day.note) if day else quantity


def _from_prose(quantity: Quantity) -> Quantity:
    return replace(quantity, note=" ".join(filter(None, (quantity.note, FROM_PROSE))))


def _several(text: str, found: list[Found], dates: tuple[Quantity, ...]) -> Quantity:
    parts = tuple(one.quantity for one in found)
    if "?" in text or any(not part.unit and part.operator == "=" for part in parts):
        return _malformed(text, _UNREADABLE, parts)
    return _rate_of_count(text, found) or Quantity(text=text, kind="compound", parts=dates + parts, note=_SEVERAL)


def _rate_of_count(text: str, found: list[Found]) -> Quantity | None:
    """“88项任务完成率达70%”: 88项, 88项的70%, or a rate of 70%?"""
    if len(found) != 2:
        return None
    count, rate = (one.quantity for one in found)
    between = text[found[0].end : found[1].start]
    if rate.unit != "%" or count.unit == "%" or _CLAUSE.search(between) or not _RATE.search(between):
        return None
    if count.number is None or rate.number is None:
        return None
    number = count.number * rate.number / 100
    written = f"{plain(count.number)}{count.unit}×{plain(rate.number)}%={plain(number)}{count.unit}"
    share = replace(count, text=written, number=number, operator=rate.operator, signed=rate.signed)
    return _malformed(text, _RATE_OF_COUNT, (count, share, rate))


def _malformed(text: str, note: str, readings: tuple[Quantity, ...] = ()) -> Quantity:
    return Quantity(text=text, kind="malformed", readings=readings, note=note)
