"""A number of a list as Word writes it out, by the name of its format (ECMA-376 Part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ziping.domain.numerals import money, ordinal

_DIGITS = "○一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# The largest numbers that Word writes in letters and in Roman numerals.
_LETTERS, _ROMANS = 780, 32767


def written(count: int, format: str) -> str:
    """``count`` in a number format; in digits where the format is unknown or does not reach so far."""
    if format in ("none", "bullet"):
        return ""
    write = _FORMATS.get(format)
    return (write(count) if write else None) or str(count)


def _chinese(count: int) -> str | None:
    """一, 十, 十一, 二十, 一百零一."""
    return ordinal(Decimal(count)) if count > 0 else None


def _chinese_digits(count: int) -> str | None:
    """一, 二, 一○."""
    return "".join(_DIGITS[int(digit)] for digit in str(count)) if count > 0 else None


def _short_chinese(count: int) -> str | None:
    """一 to 九十九, then by digits: 一○○."""
    return _chinese(count) if count < 100 else _chinese_digits(count)


def _japanese(count: int) -> str | None:
    """As Chinese up to 九十九; then 百, 百一, 二百十, 千."""
    if not 0 < count < 10_000:
        return None
    sizes = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
    digits = [(count // size % 10, unit) for size, unit in sizes]
    return "".join(("" if digit == 1 and unit else _DIGITS[digit]) + unit for digit, unit in digits if digit)


def _legal(count: int) -> str | None:
    """壹, 贰, 壹拾壹: what a cheque says before 元整."""
    return money(Decimal(count)).removesuffix("元整") if count > 0 else None


def _letters(count: int) -> str | None:
    """a to z, then aa, bb, cc."""
    return chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= _LETTERS else None


def _roman(count: int) -> str | None:
    if not 0 < count <= _ROMANS:
        return None
    text = ""
    for size, letters in _ROMAN:
        text += letters * (count // size)
        count %= size
    return text


def _upper(write: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda count: (write(count) or "").upper()


def _signs(first: str, most: int) -> Callable[[int], str | None]:
    """Ready-made characters such as ①, as many as there are."""
    return lambda count: chr(ord(first) + count - 1) if 0 < count <= most else None


_FORMATS: dict[str, Callable[[int], str | None]] = {
    "decimalZero": lambda count: f"{count:02}",
    "decimalFullWidth": lambda count: str(count).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "chineseCounting": _short_chinese,
    "taiwaneseCounting": _short_chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal,
    "ideographDigital": _chinese_digits,
    "ideographTraditional": lambda count: _STEMS[count - 1] if 0 < count <= len(_STEMS) else None,
    "ideographEnclosedCircle": _signs("㊀", 10),
    "decimalEnclosedCircle": _signs("①", 20),
    "decimalEnclosedCircleChinese": _signs("①", 10),
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "numberInDash": lambda count: f"- {count} -",
    "lowerLetter": _letters,
    "upperLetter": _upper(_letters),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
}
_FORMATS["decimalFullWidth2"] = _FORMATS["decimalFullWidth"]
