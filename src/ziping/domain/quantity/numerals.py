"""Chinese numerals, where nothing but a number can be meant: 三次, 两万人次, 百分之九十五."""

from __future__ import annotations

import re
from decimal import Decimal

from ziping.patterns import pattern

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "[零〇一二三四五六七八九十百千两]"
_SHARE = pattern(rf"([百千])分之((?:[0-9]+(?:\.[0-9]+)?)|(?:{_NUMERAL}+(?:点{_NUMERAL}+)?))")
_HALF_YEAR = pattern("^([<>=]+|不超过|不少于|不低于)?半年(以上|以内|内)?$")
# Only after the start or an operator and only before these: 一级, 一起, 十分, 一人一策 are no numbers.
_LEADING = pattern(
    r"^(不少于|不低于|不得少于|不得低于|至少|最少|不超过|不高于|不多于|不得超过|至多|最多|大于|小于|超过|达到|约|近|[<>=]+)?"
    rf"([一二三四五六七八九十两]{_NUMERAL}*)([万亿]?余?(?:个工作日|个月|人次|件次|小时|公里|个|次|人|件|户|场|期|套|台|辆|份|篇|项|"
    r"家|所|座|只|头|亩|年|天|周|名|元|吨|米)(?:以上|以内|以下|左右|内)?)$",
    needs=tuple("一二三四五六七八九十两"),
)


def integer(text: str) -> int | None:
    """The value of a numeral below 10000; None where it is not well formed (一三, 十百)."""
    total, digit, limit = 0, None, 10000
    for character in text:
        if character in _TENS:
            unit = _TENS[character]
            if unit >= limit or (digit is None and (unit != 10 or total)):
                return None
            total, digit, limit = total + (1 if digit is None else digit) * unit, None, unit
        elif digit:
            return None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)


def _decimal(text: str) -> Decimal | None:
    whole, _, fraction = text.partition("点")
    value = integer(whole)
    if value is None or any(character in _TENS for character in fraction):
        return None
    digits = "".join(str(_DIGITS[character]) for character in fraction)
    return Decimal(f"{value}.{digits}" if digits else value)


def arabic(text: str) -> str:
    """``text`` with 百分之…, 半年 and a leading, unmistakable Chinese numeral written in digits."""
    if "分之" in text:
        text = _SHARE.sub(_share, text)
    elif "半年" in text:
        text = _HALF_YEAR.sub(lambda match: f"{match.group(1) or ''}0.5年{match.group(2) or ''}", text)
    match = _LEADING.match(text)
    value = integer(match.group(2)) if match else None
    if match is None or value is None:
        return text
    return f"{match.group(1) or ''}{value}{match.group(3)}"


def _share(match: re.Match[str]) -> str:
    numeral = match.group(2)
    value = numeral if numeral[0].isdigit() and numeral.isascii() else _decimal(numeral)
    return match.group() if value is None else f"{value}{'%' if match.group(1) == '百' else '‰'}"
