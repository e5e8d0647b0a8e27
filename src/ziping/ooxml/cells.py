"""From what a sheet stores for a cell (type, style, text) to the cell of a snapshot."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

from ziping.domain.decimals import decimal_of
from ziping.domain.snapshot import Cell
from ziping.ooxml.dates import date_of, serial_of
from ziping.ooxml.numfmt import NumberFormat
from ziping.ooxml.styles import Styles
from ziping.ooxml.xml import unescape
from ziping.patterns import pattern

_NUMBER = pattern(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII).fullmatch
# A text of this length is exact as it stands; Excel writes longer ones as 17 digits of a binary number.
_EXACT_LENGTH = 15

_TEXTS = ("str", "inlineStr")
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}

Stored = tuple[str, str, str]


def number_of(stored: str) -> Decimal:
    """The number a file's text stands for: 0.10000000000000001 → 0.1. ValueError or ArithmeticError when it is none."""
    if len(stored) <= _EXACT_LENGTH and not stored.strip("0123456789."):
        return Decimal(stored)
    if not _NUMBER(stored):
        raise ValueError(f"no number: {stored[:40]}")
    number = decimal_of(float(stored))
    if not number.is_finite():
        raise ValueError(f"beyond Excel's numbers: {stored[:40]}")
    return number


class Cells(dict[Stored, Cell]):
    """Cells by (type, style, text) as stored; equal cells of a workbook are made once and shared."""

    def __init__(self, strings: list[str], styles: Styles, *, date1904: bool) -> None:
        super().__init__()
        self._strings, self._styles, self._date1904 = strings, styles, date1904

    def __missing__(self, stored: Stored) -> Cell:
        """ValueError, IndexError for a type, number or index that no workbook has."""
        kind, style, text = stored
        cell = self[stored] = self._make(kind, self._styles[style], text)
        return cell

    def _make(self, kind: str, style: NumberFormat, text: str) -> Cell:
        if kind not in _TEXTS:
            text = text.strip()
        if not text:
            # As in a formula cell that was never computed, whatever its type says.
            return Cell(number_format=style.code)
        if kind == "n" or kind == "d":
            number = number_of(text) if kind == "n" else self._serial(text)
            day = date_of(number, self._date1904) if style.is_date else None
            return Cell(style.number(number, self._date1904), text, number, None, None, day, None, style.code)
        if kind == "s":
            text = self._string(int(text))
        elif kind in _TEXTS:
            text = unescape(text)
        elif kind == "e":
            return Cell(text=text, raw=text, error=text, number_format=style.code)
        elif kind == "b":
            boolean = _BOOLEANS[text]
            return Cell(text=str(boolean).upper(), raw=text, boolean=boolean, number_format=style.code)
        else:
            raise ValueError(f"no cell type: {kind[:20]}")
        return Cell(text=style.text(text), raw=text, number_format=style.code)

    def _string(self, index: int) -> str:
        if index < 0:
            raise IndexError(index)
        return self._strings[index]

    def _serial(self, text: str) -> Decimal:
        """The day number of an ISO date such as 2025-03-01 or 2025-03-01T12:00:00 (strict workbooks)."""
        moment = datetime.fromisoformat(text.removesuffix("Z"))
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        return serial_of(moment.date(), self._date1904) + Decimal(seconds) / 86400
