"""Number formats: the text a user sees for a stored value (ECMA-376 Part 1, 18.8.31, as Chinese Excel shows it)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from ziping.ooxml.datefmt import DateFormat
from ziping.ooxml.digits import DigitFormat, general
from ziping.ooxml.fmtcode import Section, sections

_CONDITIONS = {
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}


class NumberFormat:
    """One compiled format code. ``is_date`` tells whether its numbers are days of the calendar."""

    def __init__(self, code: str) -> None:
        self.code = code
        parts = sections(code)
        self._text: Section | None = None
        if len(parts) > 3 or parts[-1].has_text:
            self._text = parts[3] if len(parts) > 3 else parts[-1]
            parts = parts[: min(3, len(parts) - 1)]
        self._parts = [DateFormat(part) if part.is_date else DigitFormat(part) for part in parts]
        self._conditions = [part.condition for part in parts]
        self._conditional = any(self._conditions)
        self._only = self._parts[0] if len(parts) == 1 and not self._conditional else None
        self.is_date = bool(self._parts) and self._parts[0].is_day

    def number(self, value: Decimal, date1904: bool) -> str:
        """The text shown for a number."""
        if self._only is not None and not value.is_signed():
            shown = self._only.show(value, date1904)
            return general(value) if shown is None else shown.strip()
        if not self._parts:
            return general(value)
        negative = value.is_signed() and bool(value)
        at = self._conditional_part(value) if self._conditional else self._part(negative, bool(value))
        part = self._parts[at]
        if negative:
            shown = None if part.is_time else part.show(-value, date1904)
            if shown is not None and not self._own_sign(at):
                shown = f"-{shown}"
        else:
            shown = part.show(value, date1904)
        return general(value) if shown is None else shown.strip()

    def text(self, value: str) -> str:
        """The text shown for a text."""
        if self._text is None:
            return value
        return "".join(value if kind == "text" else shown for kind, shown in self._text.tokens if kind != "pad")

    def _own_sign(self, at: int) -> bool:
        """Whether a section is for negative numbers only, and so brings its own sign."""
        condition = self._conditions[at]
        if condition is None:
            return at == 1 and not self._conditional
        return condition[0] in ("<", "<=") and condition[1] <= 0

    def _part(self, negative: bool, nonzero: bool) -> int:
        if negative:
            return min(1, len(self._parts) - 1)
        return 0 if nonzero or len(self._parts) < 3 else 2

    def _conditional_part(self, value: Decimal) -> int:
        """Which section shows ``value`` where sections name conditions such as [>=100]."""
        last = len(self._conditions) - 1
        for at, condition in enumerate(self._conditions):
            if condition is None:
                if at == last or (at == 1 and value < 0) or (at == 0 and value > 0):
                    return at
            elif _CONDITIONS[condition[0]](value, condition[1]):
                return at
        return last


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """The compiled format of a code; any text is accepted, as Excel opens anything Excel once saved."""
    return NumberFormat(code)


# Chinese Excel's meaning of the ids that a file does not spell out (18.8.30, columns “all” and zh-cn).
_YEAR_MONTH, _MONTH_DAY, _LONG_DATE = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_HALF_DAY, _HALF_DAY_SECONDS = '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'
BUILT_IN: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH,
    28: _MONTH_DAY,
    29: _MONTH_DAY,
    30: "m-d-yy",
    31: _LONG_DATE,
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: _HALF_DAY,
    35: _HALF_DAY_SECONDS,
    36: _YEAR_MONTH,
    37: "#,##0;\\-#,##0",
    38: "#,##0;[Red]\\-#,##0",
    39: "#,##0.00;\\-#,##0.00",
    40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _YEAR_MONTH,
    51: _MONTH_DAY,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _MONTH_DAY,
    55: _HALF_DAY,
    56: _HALF_DAY_SECONDS,
    57: _YEAR_MONTH,
    58: _MONTH_DAY,
}
