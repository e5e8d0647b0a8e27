"""Excel's day numbers: 1900 system with its leap-year bug, and the 1904 system of old Mac workbooks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

_DAY_ZERO_1904 = date(1904, 1, 1).toordinal()
_DAY_ZERO_1900 = date(1899, 12, 30).toordinal()
LAST_DAY = date(9999, 12, 31).toordinal() - _DAY_ZERO_1900
_PHANTOM = 60  # Excel's 1900-02-29, a day that never was

YearMonthDay = tuple[int, int, int]


def year_month_day(day: int, date1904: bool) -> YearMonthDay | None:
    """The calendar day Excel shows for a day number, None outside Excel's calendar.

    Day 60 is shown as 1900-02-29 and day 0 as 1900-01-00, as Excel does.
    """
    if date1904:
        day += _DAY_ZERO_1904 - _DAY_ZERO_1900
    if not 0 <= day <= LAST_DAY:
        return None
    if day == _PHANTOM:
        return 1900, 2, 29
    if day == 0:
        return 1900, 1, 0
    real = date.fromordinal(_DAY_ZERO_1900 + day + (1 if day < _PHANTOM else 0))
    return real.year, real.month, real.day


def date_of(serial: Decimal, date1904: bool) -> date | None:
    """The date of a serial number, its time of day left out; None where no such day exists."""
    shown = year_month_day(int(serial), date1904) if 0 <= serial < LAST_DAY + 1 else None
    if shown is None or shown[2] == 0 or shown == (1900, 2, 29):
        return None
    return date(*shown)


def serial_of(day: date, date1904: bool) -> int:
    """The number Excel stores for a date; ValueError for a day before its calendar begins."""
    ordinal = day.toordinal()
    if date1904:
        serial = ordinal - _DAY_ZERO_1904
    else:
        serial = ordinal - _DAY_ZERO_1900
        serial -= 1 if serial <= _PHANTOM else 0
    if serial < (0 if date1904 else 1):
        raise ValueError(f"before Excel's calendar: {day}")
    return serial
