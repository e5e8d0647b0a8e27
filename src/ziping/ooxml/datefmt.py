"""Dates and times as text: sections made of y m d h s, AM/PM, weekdays and elapsed [h]."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ziping.domain.decimals import half_up
from ziping.ooxml.dates import LAST_DAY, YearMonthDay, year_month_day
from ziping.ooxml.fmtcode import Section, Token

_DAY = 86400
_MIDNIGHT = Decimal(0)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_WEEKDAYS_ZH = "日一二三四五六"


class _Moment:
    """A serial number as calendar and clock show it."""

    def __init__(self, number: int, seconds: Decimal, shown: YearMonthDay, weekday: int) -> None:
        self.year, self.month, self.day = shown
        self.number, self.seconds, self.weekday = number, seconds, weekday

    @property
    def total(self) -> int:
        return self.number * _DAY + int(self.seconds)

    @property
    def hour(self) -> int:
        return int(self.seconds) // 3600

    @property
    def minute(self) -> int:
        return int(self.seconds) // 60 % 60

    @property
    def second(self) -> int:
        return int(self.seconds) % 60


_SHOW: dict[str, Callable[[_Moment], str]] = {
    "y": lambda m: f"{m.year % 100:02}",
    "yy": lambda m: f"{m.year % 100:02}",
    "yyyy": lambda m: f"{m.year:04}",
    "m": lambda m: str(m.month),
    "mm": lambda m: f"{m.month:02}",
    "mmm": lambda m: _MONTHS[m.month - 1][:3],
    "mmmm": lambda m: _MONTHS[m.month - 1],
    "mmmmm": lambda m: _MONTHS[m.month - 1][:1],
    "d": lambda m: str(m.day),
    "dd": lambda m: f"{m.day:02}",
    "ddd": lambda m: _WEEKDAYS[m.weekday][:3],
    "dddd": lambda m: _WEEKDAYS[m.weekday],
    "aaa": lambda m: _WEEKDAYS_ZH[m.weekday],
    "aaaa": lambda m: f"星期{_WEEKDAYS_ZH[m.weekday]}",
    "h": lambda m: str(m.hour),
    "hh": lambda m: f"{m.hour:02}",
    "h12": lambda m: str(m.hour % 12 or 12),
    "hh12": lambda m: f"{m.hour % 12 or 12:02}",
    "minute": lambda m: str(m.minute),
    "minute2": lambda m: f"{m.minute:02}",
    "s": lambda m: str(m.second),
    "ss": lambda m: f"{m.second:02}",
    "[h]": lambda m: str(m.total // 3600),
    "[m]": lambda m: str(m.total // 60),
    "[s]": lambda m: str(m.total),
}


class DateFormat:
    """A section with date tokens; ``is_day`` is False where it shows only a time."""

    is_time = True

    def __init__(self, section: Section) -> None:
        tokens = section.tokens
        half = any(kind == "half" for kind, _ in tokens)
        clock = [at for at, (kind, _) in enumerate(tokens) if kind in ("date", "elapsed")]
        self._pieces: list[Callable[[_Moment], str]] = []
        self._decimals = 0
        names: list[str] = []
        for at, token in enumerate(tokens):
            if at in clock:
                near = clock.index(at)
                before = tokens[clock[near - 1]] if near else ("", "")
                after = tokens[clock[near + 1]] if near + 1 < len(clock) else ("", "")
                names.append(_name(token, before, after, half))
                self._pieces.append(_SHOW[names[-1]])
                self._add_decimals(token[1])
            elif token[0] == "half":
                self._pieces.append(_half_day(token[1]))
            else:
                self._pieces.append(_literal(token[1]))
        self.is_day = any(name[0] in "yda" or name in ("m", "mm", "mmm", "mmmm", "mmmmm") for name in names)
        self._has_time = half or any(name[0] in "hs[" or name.startswith("minute") for name in names)

    def _add_decimals(self, token: str) -> None:
        places = len(token.partition(".")[2])
        if places:
            self._decimals = max(self._decimals, places)
            self._pieces.append(lambda m: f"{m.seconds % 1:.{places}f}"[1:])

    def show(self, serial: Decimal, date1904: bool) -> str | None:
        """The text of a day number; None outside Excel's calendar."""
        if serial > LAST_DAY + 1:
            return None
        day, seconds = int(serial), _MIDNIGHT
        if self._has_time:
            total = half_up(serial * _DAY, self._decimals)
            day, seconds = int(total // _DAY), total % _DAY
        shown = year_month_day(day, date1904)
        if shown is None:
            return None
        moment = _Moment(day, seconds, shown, (day + (1462 if date1904 else 0) - 1) % 7)
        return "".join([piece(moment) for piece in self._pieces])


def _name(token: Token, before: Token, after: Token, half: bool) -> str:
    """Which of ``_SHOW`` a token means; m is minutes beside hours or seconds, else months."""
    kind, text = token
    if kind == "elapsed":
        return f"[{text[0]}]"
    letter, count = text[0], len(text.partition(".")[0])
    if letter == "m" and count < 3 and (before[1][:1] == "h" or after[1][:1] == "s"):
        return "minute" if count == 1 else "minute2"
    if letter == "h":
        return ("h" if count == 1 else "hh") + ("12" if half else "")
    if letter == "e":
        return "yyyy"
    if letter == "y":
        return "yy" if count < 3 else "yyyy"
    return letter * min(count, {"m": 5, "d": 4, "s": 2, "a": 4}[letter])


def _half_day(text: str) -> Callable[[_Moment], str]:
    morning, _, afternoon = text.partition("/")
    return lambda m: morning if m.hour < 12 else afternoon


def _literal(text: str) -> Callable[[_Moment], str]:
    return lambda _: text
