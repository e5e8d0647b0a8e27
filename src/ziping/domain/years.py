"""The years of a text moved on with the year of evaluation (评价年度), by a white list.

A year moves where it is the year of evaluation or a later one; an earlier one is what the text compares with and
stays. Document numbers, names of laws and plans, bases of comparison and codes stay whatever their year. So moving
a text twice by one year is moving it once by two.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from ziping.domain.yearwords import is_base_before, is_base_behind, is_document, is_plan, quoted
from ziping.patterns import pattern

YEARS = range(2000, 2101)
"""Years of evaluation that there can be."""

Reason = Literal["document", "plan", "base", "range", "earlier", "unclear"]
REASONS: dict[Reason, str] = {
    "document": "文号、文件名里的年份不改",
    "plan": "规划的年份不改",
    "base": "作比较的年份不改",
    "range": "跨年度或几年的时间段，请核对",
    "earlier": "早于评价年度，请核对",
    "unclear": "写法看不出是不是年度，没有改，请核对",
}
"""Why a year stays, as users read it."""

_DIGITS = "0123456789"
_WIDE = "０１２３４５６７８９"
_CHINESE = "〇一二三四五六七八九"
_PLAIN = str.maketrans(_WIDE + _CHINESE + "○零", _DIGITS + _DIGITS + "00")
_NUMBER = "[0-9０-９]"
_SPANNING = "-—–~～－至到"
_LISTING = "、/和与及或"
_YEAR = "(?:[12１２][9０0１1]" + _NUMBER * 2 + "|[一二][九〇○零一][〇○零一二三四五六七八九]{2})"
_DATE = rf"(?P<mark>\s*[年./-]\s*)(?P<month>{_NUMBER}{{1,2}})(?:(?P<mark2>\s*[月./-]\s*)(?P<day>{_NUMBER}{{1,2}}))?"
_FOUND = pattern(
    rf"(?<![0-9０-９A-Za-z_〇○零一二三四五六七八九])(?<![A-Za-z]-)(?P<year>{_YEAR})(?![0-9０-９〇○零一二三四五六七八九])"
    rf"(?:{_DATE}(?![0-9０-９]|-[0-9]{{3}}(?![0-9]))|(?=\s*(?:年|学年|财年)|\s*[{_SPANNING}{_LISTING}，,]+\s*{_YEAR}))?"
)
_BARE = pattern(rf"^(?P<year>{_YEAR})(?=[^\d０-９\s年.,%％人个件次户元万][^\d]*$)")
_UNIT = pattern(r"\s*(?:年|学年|财年)")
_BETWEEN = pattern(
    rf"\s*(?:年度?)?\s*(?:\d{{1,2}}\s*月\s*(?:\d{{1,2}}\s*日)?)?\s*[{_SPANNING}{_LISTING}]+\s*|\s*[，,]\s*"
)
_LEADING = pattern(
    rf"(?:\s*[{_SPANNING}{_LISTING}，,]+\s*{_YEAR})+\s*(?:年|学年|财年)|\s*[{_SPANNING}]+\s*{_YEAR}\s*[./]\d"
)
"""What follows a year without 年 that begins a period or a list: 2022—2023年, 2022、2023年."""

_DOTTED = pattern(
    r"(?:[01０１][0-9０-９]|[1-9１-９])(?=\s*(?:[前底末以]|[-—–~～－至到]))|[01０１][0-9０-９](?=\s*(?:$|[，。；、）)]))"
)
"""A month behind a point, where no unit follows that makes it a decimal: 2022.07-2023.01, but not 2022.5万元."""

_SEVERAL = 2
"""A period over so many years is that of a project or plan of several years, which does not move."""


class Year(msgspec.Struct, frozen=True):
    """A year in a text: where it stands, its value, the month and day written behind it, and why it stays (None where
    it moves)."""

    start: int
    end: int
    value: int
    month: tuple[int, int, int] | None = None
    day: tuple[int, int, int] | None = None
    stays: Reason | None = None


def years_in(text: str, year: int, *, title: bool = False) -> tuple[Year, ...]:
    """The years of ``text`` in their order, each with why it stays while ``year`` moves on. ``title``: a bare year at
    the beginning counts too (2022部门整体自评表)."""
    found = [*_found(text, year)]
    if title and not found and (bare := _BARE.match(text)):
        found = [Year(bare.start(), bare.end(), _value(bare["year"]))]
        found = [one if one.value >= year else _staying(one, "earlier") for one in found]
    return tuple(found)


def unclear_years(text: str, year: int) -> bool:
    """Whether a text holds what may be ``year``, written so that nobody can tell: 22年底, 2022级, 20221231."""
    short = f"{year % 100:02}"
    return bool(
        re.search(
            rf"(?<![0-9.]){short}年(?=[度底末初]|[0-9]{{1,2}}月)|(?<![0-9]){year}(?=[级届])"
            rf"|(?<![0-9]){year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])",
            text.translate(_PLAIN),
        )
    )


def shifted(text: str, year: int, by: int, *, title: bool = False) -> str:
    """``text`` with its years moved on by ``by``, written as they were: 2022年 → 2023年, 二〇二二年 → 二〇二三年.

    A last day of a month stays one: 2024年2月29日 → 2025年2月28日.
    """
    pieces, done = [], 0
    for one in years_in(text, year, title=title):
        if one.stays is not None or not by:
            continue
        pieces += [text[done : one.start], _like(one.value + by, text[one.start : one.end])]
        done = one.end
        if one.month and one.day:
            moved = moved_day(_day(one), by)
            if moved and moved.day != one.day[2]:
                pieces += [text[done : one.day[0]], _like(moved.day, text[one.day[0] : one.day[1]])]
                done = one.day[1]
    return "".join((*pieces, text[done:]))


def moved_day(day: date | None, by: int) -> date | None:
    """The same day ``by`` years on; the last day of a month stays the last. None for no day."""
    if day is None:
        return None
    last = monthrange(day.year + by, day.month)[1]
    own = monthrange(day.year, day.month)[1]
    return date(day.year + by, day.month, last if day.day == own else min(day.day, last))


def _found(text: str, year: int) -> Iterator[Year]:
    kept = quoted(text)
    for chain in _chains(text):
        shared = _shared(text, chain, year)
        for found in chain:
            one = _year(found)
            if any(start <= one.start < end for start, end in kept) or is_document(text[one.end :]):
                yield _staying(one, "document")
            elif shared or one.value < year:
                yield _staying(one, shared or "earlier")
            else:
                yield one


def _chains(text: str) -> list[list[re.Match[str]]]:
    """The years of a text; those of one period or list together: 2021—2025年, 2022、2023年, 2022年7月至2023年6月."""
    chains: list[list[re.Match[str]]] = []
    for found in _FOUND.finditer(text):
        if not _is_year(text, found):
            continue
        if chains and _is_joined(text, chains[-1][-1], found):
            chains[-1].append(found)
        else:
            chains.append([found])
    return chains


def _is_joined(text: str, first: re.Match[str], last: re.Match[str]) -> bool:
    between = text[first.end("year") : last.start()].lstrip()
    compared = "与" in between and is_base_behind(text[last.end("year") :])
    return bool(_BETWEEN.fullmatch(between)) and not compared


def _shared(text: str, chain: list[re.Match[str]], year: int) -> Reason | None:
    """Why the years of a period or list, or a single year, stay."""
    first, last = chain[0], chain[-1]
    before, behind = text[: first.start()], text[last.end("year") :]
    if is_base_before(before, period=_until(text, first)) or is_base_behind(behind):
        return "base"
    if is_plan(behind):
        return "plan"
    values = [_value(found["year"]) for found in chain]
    several = len(chain) > 1 and (min(values) < year <= max(values) or max(values) - min(values) >= _SEVERAL)
    return "range" if several else None


def _until(text: str, found: re.Match[str]) -> bool:
    """Whether a year that follows 从, 自, 与 begins a period: 从2022年1月至12月."""
    return bool(re.match(r"\s*年?\s*\d{0,2}\s*月?\s*\d{0,2}\s*日?\s*[-—–~～－至到]", text[found.end("year") :]))


def _is_year(text: str, found: re.Match[str]) -> bool:
    """Whether the four digits are written as a year: with 年, as a date, or as the beginning of a period."""
    behind = text[found.end("year") :]
    if _UNIT.match(behind):
        return True
    if found["month"]:
        if found["mark"].strip() == "." and not found["day"] and not _DOTTED.match(text[found.start("month") :]):
            return False
        return 1 <= _value(found["month"]) <= 12 and (not found["day"] or 1 <= _value(found["day"]) <= 31)
    return bool(_LEADING.match(behind))


def _year(found: re.Match[str]) -> Year:
    def part(name: str) -> tuple[int, int, int] | None:
        return (found.start(name), found.end(name), _value(found[name])) if found[name] else None

    return Year(found.start("year"), found.end("year"), _value(found["year"]), part("month"), part("day"))


def _staying(one: Year, reason: Reason) -> Year:
    return msgspec.structs.replace(one, stays=reason)


def _day(one: Year) -> date | None:
    try:
        return date(one.value, one.month[2], one.day[2]) if one.month and one.day else None
    except ValueError:
        return None


def _value(text: str) -> int:
    return int(text.translate(_PLAIN))


def _like(value: int, written: str) -> str:
    """``value`` in the digits of what was written, as wide as it was written."""
    digits = str(value).zfill(len(written) if written[0] in "0０" else 1)
    if any(sign in _CHINESE + "○零" for sign in written):
        zero = next((sign for sign in "〇○零" if sign in written), "〇")
        return "".join(zero if digit == "0" else _CHINESE[int(digit)] for digit in digits)
    return digits.translate(str.maketrans(_DIGITS, _WIDE)) if any(sign in _WIDE for sign in written) else digits
