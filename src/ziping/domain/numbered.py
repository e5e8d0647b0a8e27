"""The numbers in front of headings and list items in an official document: 一、 （一） 1. （1） ①."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from ziping.domain.numerals import ordinal
from ziping.domain.quantity.numerals import integer
from ziping.patterns import pattern

_DIGITS = "[一二三四五六七八九十]+"
_PATTERNS = (
    (1, pattern(rf"第({_DIGITS}|\d{{1,2}})部分[\s、]*")),
    (1, pattern(rf"({_DIGITS})\s*[、.．,，]\s*")),
    (2, pattern(rf"[（(]\s*({_DIGITS})\s*[）)]\s*[、.．]?\s*")),
    (3, pattern(r"(\d{1,2})\s*(?:[.．](?!\d(?!\d{3}年))|、)\s*")),
    (4, pattern(r"[（(]\s*(\d{1,2})\s*[）)]\s*[、.．]?\s*")),
    (5, pattern("([\u2460-\u2473])\\s*")),
)
_CIRCLED = ord("①") - 1
_WRITTEN = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）", 5: "{}"}
"""How GB/T 9704-2012 7.3.3 writes the levels; the fifth is what units use below them."""


class Numbered(msgspec.Struct, frozen=True):
    """A number at the start of a paragraph: its level (1 for 一、 … 5 for ①), its value, what is written, and the
    rest of the paragraph. ``part`` tells that it is that of a part (第二部分)."""

    level: int
    value: int
    written: str
    rest: str
    part: bool = False


def numbered(text: str) -> Numbered | None:
    """The number that ``text`` begins with, None where it begins with none: 2022年 and 4.15 are none, 1.2022年 is."""
    text = text.strip()
    for level, number in _PATTERNS:
        found = number.match(text)
        value = _value(found[1]) if found else None
        if found and value:
            written = found[0].strip()
            return Numbered(level, value, written, text[found.end() :].strip(), written.startswith("第"))
    return None


def written_number(level: int, value: int) -> str:
    """2, 3 → （三）; 3, 2 → 2."""
    if level == 5:
        return chr(_CIRCLED + value)
    return _WRITTEN[level].format(ordinal(Decimal(value)) if level < 3 else value)


def _value(digits: str) -> int | None:
    if digits.isdecimal():
        return int(digits)
    return ord(digits) - _CIRCLED if digits[0] >= "①" and len(digits) == 1 and digits < "⑴" else integer(digits)
