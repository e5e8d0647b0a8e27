"""Numbers as digits: General, and codes made of 0 # ? with grouping, percent, scale and literals."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal

from ziping.domain.decimals import half_up, plain
from ziping.ooxml.fmtcode import Section, Token

_GENERAL_WIDTH = 11
# Excel shows at most 15 significant digits, so that 2.4849999999999999 is shown as 2.485 and rounds up.
_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)
# Wide enough for the largest number a cell holds, about 1.8E+308, with all the decimals a code may ask for.
_WIDE = Context(prec=800, rounding=ROUND_HALF_UP)


def general(value: Decimal) -> str:
    """A number in format General: up to 11 characters besides the sign, then scientific."""
    text = str(value)
    if "E" in text or not value:
        text = plain(value)
    elif "." in text:
        text = text.rstrip("0").rstrip(".")
    sign, size = ("-", text[1:]) if text.startswith("-") else ("", text)
    if len(size) <= _GENERAL_WIDTH:
        return text
    power = value.adjusted()
    if -5 < power < 11:
        places = max(0, 9 - max(power, 0))
        shown = plain(half_up(abs(value), places))
        if len(shown) <= _GENERAL_WIDTH:
            return sign + shown
    return sign + scientific(abs(value), 5, 2, trim=True)


def scientific(value: Decimal, places: int, width: int, *, trim: bool = False) -> str:
    """``value`` as 1.23E+05: ``places`` decimals, an exponent of at least ``width`` digits."""
    power = value.adjusted() if value else 0
    mantissa = half_up(value.scaleb(-power), places)
    if mantissa >= 10:
        mantissa, power = half_up(mantissa / 10, places), power + 1
    shown = plain(mantissa) if trim else format(mantissa, "f")
    return f"{shown}E{'-' if power < 0 else '+'}{str(abs(power)).zfill(width)}"


class DigitFormat:
    """A section without date tokens.

    ``show(number, date1904)`` gives the text of a number that is not negative; None for fractions such as 1/3, which
    are not composed.
    """

    is_day = is_time = False

    def __init__(self, section: Section) -> None:
        tokens = section.tokens
        places = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
        points = [at for at, token in enumerate(tokens) if token == ("other", ".")] if places else []
        self._point = "." if points else ""
        core = [at for at, (kind, _) in enumerate(tokens) if kind in ("general", "exponent")] + places + points
        first = min(core, default=len(tokens))
        end = max(core, default=len(tokens) - 1) + 1
        point = points[0] if points else end
        whole = [at for at in places if at < point]
        decimals = [tokens[at][1] for at in places if at > point]
        self._group, thousands = _commas(tokens, whole, places)
        self._shift = 2 * tokens.count(("other", "%")) - 3 * thousands
        self._before, self._after = _literals(tokens[:first]), _literals(tokens[end:])
        self._whole, self._decimals = _slots(tokens[first:point]), _slots(tokens[point + 1 : end])
        self._places = len(decimals)
        self._quantum = Decimal(1).scaleb(-self._places)
        self._least_decimals = max((n for n, digit in enumerate(decimals, 1) if digit == "0"), default=0)
        self._least_whole = sum(tokens[at][1] == "0" for at in whole)
        self._literal_between = any(kind != "digit" for kind, _ in self._whole + self._decimals)
        self._exponent = next((len(text) - 2 for kind, text in tokens if kind == "exponent"), 0)
        self.show: Callable[[Decimal, bool], str | None]
        if any(kind == "general" for kind, _ in tokens):
            self.show = self._show_general
        elif not core:
            self.show = self._show_literals
        elif places and ("other", "/") in tokens:
            self.show = self._show_nothing
        elif self._exponent:
            self.show = self._show_scientific
        elif self._least_whole == 1 and self._least_decimals == self._places and not self._literal_between:
            self.show = self._show_regular
        else:
            self.show = self._show_placed

    def _show_general(self, value: Decimal, _: bool) -> str:
        return f"{self._before}{general(value)}{self._after}"

    def _show_literals(self, _: Decimal, __: bool) -> str:
        return self._before

    def _show_nothing(self, _: Decimal, __: bool) -> None:
        return None

    def _show_scientific(self, value: Decimal, _: bool) -> str:
        return f"{self._before}{scientific(value, min(self._places, 30), self._exponent)}{self._after}"

    def _show_regular(self, value: Decimal, _: bool) -> str:
        """Codes such as 0, 0.00%, #,##0.00: one digit at least before the point, all digits after it."""
        rounded = self._rounded(value)
        digits = f"{rounded:,f}" if self._group else f"{rounded:f}"
        return f"{self._before}{digits}{self._after}"

    def _show_placed(self, value: Decimal, _: bool) -> str:
        whole, _dot, decimals = format(self._rounded(value), "f").partition(".")
        return f"{self._before}{self._show_whole(whole.lstrip('0'))}{self._show_decimals(decimals)}{self._after}"

    def _rounded(self, value: Decimal) -> Decimal:
        value = _SHOWN.plus(value)
        return _WIDE.quantize(value.scaleb(self._shift) if self._shift else value, self._quantum)

    def _show_whole(self, digits: str) -> str:
        if self._literal_between:
            return self._fill_whole(digits)
        digits = digits.rjust(self._least_whole, "0")
        return f"{int(digits):0{len(digits) + (len(digits) - 1) // 3},}" if self._group and digits else digits

    def _show_decimals(self, digits: str) -> str:
        kept = digits.rstrip("0")
        digits = kept + "0" * (self._least_decimals - len(kept))
        rest = iter(digits)
        shown = (next(rest, "") if kind == "digit" else text for kind, text in self._decimals)
        return self._point + "".join(shown)

    def _fill_whole(self, digits: str) -> str:
        """Digits put into their places from the right, literals between them kept: 0\\.0 shows 12 as 1.2."""
        shown: list[str] = []
        left = len(digits)
        for kind, text in reversed(self._whole):
            if kind != "digit":
                shown.append(text)
            elif left:
                left -= 1
                shown.append(digits[left])
            elif text == "0":
                shown.append("0")
        return digits[:left] + "".join(reversed(shown))


def _commas(tokens: list[Token], whole: list[int], places: list[int]) -> tuple[bool, int]:
    """Whether commas between the digits ask for groups of three, and how many behind them divide by 1000."""
    comma = ("other", ",")
    group = any(tokens[at] == comma for at in range(whole[0], whole[-1])) if whole else False
    thousands = 0
    for last in {digits[-1] for digits in (whole, places) if digits}:
        behind = last + 1
        while behind < len(tokens) and tokens[behind] == comma:
            thousands, behind = thousands + 1, behind + 1
    return group, thousands


def _slots(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token != ("other", ",")]


def _literals(tokens: list[Token]) -> str:
    return "".join(text for kind, text in tokens if kind != "text" and (kind, text) != ("other", ","))
