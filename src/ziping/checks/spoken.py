"""Numbers in sentences: what stands before each of them, and whether two of them say the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from ziping.checks.numbers import places
from ziping.domain.decimals import half_up
from ziping.domain.quantity.units import measure, scale_end, spelled, unit_end
from ziping.patterns import pattern

_WIDTH = str.maketrans("０１２３４５６７８９．，％（）", "0123456789.,%()")
_NUMBER = pattern(r"(?<![\d.A-Za-z第〔\[])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([余多来]?)\s*")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SENTENCE = pattern(r"[^。；;！？!?\n]+")
_CALENDAR = {"年", "月", "日", "号", "时", "分钟", "个月"}
"""Units of dates and times; 6月 reads as 6个月."""
_CLAUSE = pattern(r"[，,、：:（）()；;。\n]")
_SINCE = pattern(r"[，,、：:（）()\s“”\"]")
_NO_COUNT = pattern(r"级|届|次会|个专项|站式|体化|号")
_ABOUT_BEFORE = pattern(r"(?:(?<![最附])近|约|超过?|逾|不少于|不低于|不超过|不高于|至少|接近|突破|[≥≤＞＜>=<])\s*$")
_ABOUT_BEHIND = ("以上", "左右", "以内", "以下")
_MORE = frozenset("余多来")


class Spoken(msgspec.Struct, frozen=True):
    """A number in a sentence. ``before`` is the text from the number before it (or the sentence's start), ``sentence``
    the whole sentence, ``about`` whether it is only near the real one (300余件、近300件、300件以上)."""

    number: Decimal
    unit: str
    written: str
    before: str
    sentence: str
    start: int
    about: bool = False

    @property
    def amount(self) -> Decimal | None:
        """万元, None for anything but money."""
        factor, base = measure(self.unit)
        return self.number * factor / 10000 if base == "元" else None

    def says(self, number: Decimal, unit: str) -> bool | None:
        """Whether this is ``number`` of ``unit``, rounded at most to the decimals that are written here, or, between
        shares and between units (2.1万件次 and 20983件次), to those written there; None where the units do not allow
        to tell."""
        own, other = measure(self.unit), measure(unit or self.unit)
        if own.base != other.base:
            return None
        meant = number * other.factor / own.factor
        if half_up(meant, places(self.written)) == self.number or meant == self.number:
            return True
        rounded = own.base == "%" or own.factor != other.factor
        return rounded and half_up(self.number * own.factor / other.factor, _places(number)) == number


def sentences(text: str) -> Iterator[str]:
    """What stands between full stops and semicolons."""
    for found in _SENTENCE.finditer(text):
        yield found[0].strip()


def spoken(text: str) -> tuple[Spoken, ...]:
    """Every number with its unit; years, dates and numbers of documents are left out."""
    return _spoken(text) if not _DIGITS.isdisjoint(text) else ()


@lru_cache(maxsize=2048)
def _spoken(text: str) -> tuple[Spoken, ...]:
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Spoken]:
    for sentence in sentences(text):
        plain = sentence.translate(_WIDTH)
        last = 0
        for found in _NUMBER.finditer(plain):
            unit, end, more = _unit(plain, found.end())
            if unit in _CALENDAR or _NO_COUNT.match(plain, found.end()):
                continue
            before, last = plain[last : found.start()], end
            about = more or found[2] != "" or _ABOUT_BEFORE.search(before) is not None
            yield Spoken(
                Decimal(found[1].replace(",", "")),
                unit,
                sentence[found.start() : end].strip(),
                before,
                sentence,
                found.start(),
                about or plain.startswith(_ABOUT_BEHIND, end),
            )


def clause(before: str) -> str:
    """The last part of a text after the last comma, quotation mark or bracket."""
    return _SINCE.split(before)[-1]


def whole_clause(before: str) -> str:
    """The last part of a text after the last comma or bracket, with what stands in quotation marks."""
    return _CLAUSE.split(before)[-1]


def rest_of_clause(behind: str) -> str:
    """The first part of a text up to a comma or bracket."""
    return _CLAUSE.split(behind, 1)[0]


def _unit(plain: str, begin: int) -> tuple[str, int, bool]:
    """The unit at ``begin``, where it ends, and whether a 余 stands inside (5万余元)."""
    scaled = scale_end(plain, begin)
    more = scaled > begin and plain[scaled : scaled + 1] in _MORE
    after = scaled + more
    end = unit_end(plain, after)
    if more and end == after:
        more, end = False, scaled
    unit = plain[begin:scaled] + plain[after:end]
    return (spelled(unit) if unit else ""), end, more


def _places(number: Decimal) -> int:
    """Decimals of a number as it is stored."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
