"""How the cells of an old workbook (.xls, .et) show their numbers, as xlrd reads it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from ziping import log
from ziping.importing.grid import Position

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet


class OldFormats(msgspec.Struct, frozen=True):
    """The number formats of the cells that hold numbers, by sheet; the sheets that are hidden."""

    codes: dict[str, dict[Position, str]]
    hidden: frozenset[str]
    date1904: bool = False


def old_formats(data: bytes) -> OldFormats | None:
    """What an old workbook says about formats; None where that cannot be read."""
    from xlrd import open_workbook

    try:
        with open(os.devnull, "w") as silent:
            book = open_workbook(file_contents=data, formatting_info=True, logfile=silent)
        codes = {sheet.name: dict(_codes(book, sheet)) for sheet in book.sheets()}
        hidden = frozenset(sheet.name for sheet in book.sheets() if sheet.visibility)
        return OldFormats(codes, hidden, bool(book.datemode))
    except Exception as error:  # xlrd fails in many ways over a damaged file
        log.note_exception(error)
        return None


def _codes(book: Book, sheet: Sheet) -> Iterator[tuple[Position, str]]:
    """The format of each cell with a number or a day."""
    from xlrd import XL_CELL_DATE, XL_CELL_NUMBER

    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in (XL_CELL_NUMBER, XL_CELL_DATE):
                style = book.xf_list[sheet.cell_xf_index(row, column)]
                yield (row + 1, column + 1), book.format_map[style.format_key].format_str
