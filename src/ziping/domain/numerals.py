"""Numbers in Chinese words: amounts of money as on a cheque (大写), ordinals of a list (一、二、三 …)."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.decimals import half_up, plain
from ziping.errors import ZipingError

_CAPITALS = ("零壹贰叁肆伍陆柒捌玖", (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)))
_COMMON = ("零一二三四五六七八九", (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)))
_LARGEST = 10**16


def money(yuan: Decimal) -> str:
    """An amount in 元 in capitals: 107000.53 → 壹拾万柒仟元零伍角叁分.

    Rounded half-up to 分. Where two writings are allowed, the first one of the rule's examples
    (银发〔1997〕393号附件一《正确填写票据和结算凭证的基本规定》).
    Raises ZipingError for an amount that no account holds (10¹⁶ 元 and more).
    """
    cents = int(half_up(abs(yuan), 2) * 100) if abs(yuan) < _LARGEST else _LARGEST * 100
    whole, rest = divmod(cents, 100)
    if whole >= _LARGEST:
        raise ZipingError(f"{plain(yuan)}元太大，写不成大写金额，请核对")
    text = f"{_spelled(whole, *_CAPITALS)}元" if whole or not rest else ""
    if rest:
        text += _cents(rest, after_zero=whole > 0 and (whole % 10 == 0 or rest < 10))
    return ("负" if yuan < 0 and cents else "") + text + ("" if rest else "整")


def ordinal(number: Decimal) -> str:
    """1 → 一, 12 → 十二, 21 → 二十一. Raises ZipingError for anything but a whole number from 1 on."""
    if number != number.to_integral_value() or not 0 < number < _LARGEST:
        raise ZipingError(f"{plain(number)}不能作序数，序数从1开始、是整数")
    text = _spelled(int(number), *_COMMON)
    return text[1:] if text.startswith("一十") else text


def _cents(rest: int, *, after_zero: bool) -> str:
    digits = _CAPITALS[0]
    tenth, cent = divmod(rest, 10)
    named = ((tenth, "角"), (cent, "分"))
    return ("零" if after_zero else "") + "".join(f"{digits[count]}{unit}" for count, unit in named if count)


def _spelled(number: int, digits: str, units: tuple[tuple[str, int], ...]) -> str:
    for unit, size in units:
        if number >= size:
            head, rest = divmod(number, size)
            gap = digits[0] if 0 < rest < size // 10 else ""
            tail = gap + _spelled(rest, digits, units) if rest else ""
            return f"{_spelled(head, digits, units)}{unit}{tail}"
    return digits[number]
