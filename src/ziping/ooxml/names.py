"""Defined names: what they point to, or the constant they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ziping.domain.snapshot import Area, DefinedName, column_number
from ziping.ooxml.formulas import MAX_COLUMN, MAX_ROW, rectangle
from ziping.patterns import pattern

_ON_SHEET = pattern(r"(?:'((?:[^']|'')+)'|([^'!\s,()\[\]]+))!([^!,\s]+)")
_TEXT = pattern(r'"((?:[^"]|"")*)"', re.DOTALL)
_NUMBER = pattern(r"-?[0-9]+(?:\.[0-9]*)?(?:E[+-]?[0-9]+)?", re.IGNORECASE)
_COLUMNS = pattern(r"([A-Za-z]{1,3}):([A-Za-z]{1,3})")
_ROWS = pattern(r"([0-9]{1,7}):([0-9]{1,7})")


def defined_name(name: str, refers_to: str, scope: str | None, sheets: Mapping[str, str]) -> DefinedName:
    """A name as a workbook stores it; ``sheets`` are the sheets' names by lower-case name."""
    return DefinedName(name, refers_to, scope, area_of(refers_to, sheets), _constant(refers_to))


def area_of(refers_to: str, sheets: Mapping[str, str]) -> Area | None:
    """The cells of a reference such as 表!$A$1:$B$9, '1 表'!$A:$C; None for any other formula or a lost sheet."""
    match = _ON_SHEET.fullmatch(refers_to)
    if match is None:
        return None
    sheet = sheets.get((match[1] or match[2]).replace("''", "'").lower())
    if sheet is None:
        return None
    try:
        return Area(sheet, *_rectangle(match[3].replace("$", "")))
    except ValueError:
        return None


def _rectangle(reference: str) -> tuple[int, int, int, int]:
    columns, rows = _COLUMNS.fullmatch(reference), _ROWS.fullmatch(reference)
    if columns:
        left, right = sorted((column_number(columns[1]), column_number(columns[2])))
        if right > MAX_COLUMN:
            raise ValueError(reference)
        return 1, left, MAX_ROW, right
    if rows:
        top, bottom = sorted((int(rows[1]), int(rows[2])))
        if not (top and bottom <= MAX_ROW):
            raise ValueError(reference)
        return top, 1, bottom, MAX_COLUMN
    return rectangle(reference)


def _constant(refers_to: str) -> str | None:
    text = _TEXT.fullmatch(refers_to)
    if text:
        return text[1].replace('""', '"')
    return refers_to if _NUMBER.fullmatch(refers_to) else None
