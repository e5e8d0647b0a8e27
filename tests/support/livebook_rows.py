"""Rows inserted and deleted in an openpyxl workbook as Excel does it: names, formulas and merged cells follow.

Validations, conditional formats and drawings stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.formula import Tokenizer
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(r"(\$?[A-Za-z]{1,3}\$?)(\d+)(?::(\$?[A-Za-z]{1,3}\$?)(\d+))?")
_LOST = "#REF!"


def insert_row(book: Workbook, sheet: Worksheet, at: int) -> None:
    """A new empty row ``at``, formatted as the one above; what stood there moves down."""
    merges = _unmerged(sheet)
    heights = _heights(sheet)
    sheet.insert_rows(at)
    for column in range(1, sheet.max_column + 1):
        above = sheet.cell(at - 1, column)
        if above.has_style:
            sheet.cell(at, column)._style = above._style
    _set_heights(sheet, {row + (row >= at): height for row, height in heights.items()})
    for top, left, bottom, right in merges:
        _merge(sheet, top + (top >= at), left, bottom + (bottom >= at), right)
    _follow(book, sheet, at, 1)


def delete_row(book: Workbook, sheet: Worksheet, at: int) -> None:
    """Row ``at`` gone; a merged cell that began there loses what stood in it."""
    merges = _unmerged(sheet)
    heights = _heights(sheet)
    sheet.delete_rows(at)
    _set_heights(sheet, {row - (row > at): height for row, height in heights.items() if row != at})
    for top, left, bottom, right in merges:
        if not top == bottom == at:
            _merge(sheet, top - (top > at), left, bottom - (bottom >= at), right)
    _follow(book, sheet, at, -1)


def merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Merge an area; merged cells inside it are taken in, all but the first value go."""
    for area in list(sheet.merged_cells.ranges):
        if top <= area.min_row and area.max_row <= bottom and left <= area.min_col and area.max_col <= right:
            sheet.unmerge_cells(str(area))
    _merge(sheet, top, left, bottom, right)


def _merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    if (top, left) != (bottom, right):
        # As openpyxl does it, without drawing borders anew.
        sheet.merged_cells.add(CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right))
        for place in product(range(top, bottom + 1), range(left, right + 1)):
            if place != (top, left):
                sheet._cells[place] = MergedCell(sheet, *place)


def _unmerged(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    areas = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    return areas


def _heights(sheet: Worksheet) -> dict[int, float]:
    return {row: dimension.height for row, dimension in sheet.row_dimensions.items() if dimension.height}


def _set_heights(sheet: Worksheet, heights: dict[int, float]) -> None:
    for row in list(sheet.row_dimensions):
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height


def _follow(book: Workbook, sheet: Worksheet, at: int, shift: int) -> None:
    for other in book.worksheets:
        for cell in list(other._cells.values()):
            if cell.data_type == "f" and (other is sheet or sheet.title in cell.value):
                cell.value = "=" + followed(cell.value[1:], other.title, sheet.title, at, shift)
    for name, own in _names(book):
        name.attr_text = followed(name.attr_text, own, sheet.title, at, shift)


def _names(book: Workbook) -> Iterator[tuple[Any, str]]:
    yield from ((name, "") for name in book.defined_names.values())
    for sheet in book.worksheets:
        yield from ((name, sheet.title) for name in sheet.defined_names.values())


def followed(formula: str, own: str, sheet: str, at: int, shift: int) -> str:
    """A formula of sheet ``own`` after a row ``at`` of ``sheet`` came (``shift`` 1) or went (-1)."""
    tokens = Tokenizer("=" + formula).items
    return "".join(
        _moved(token.value, own, sheet, at, shift) if token.subtype == "RANGE" else token.value for token in tokens
    )


def _moved(operand: str, own: str, sheet: str, at: int, shift: int) -> str:
    prefix, mark, reference = operand.rpartition("!")
    there = prefix.strip("'").replace("''", "'") if mark else own
    found = _REFERENCE.fullmatch(reference)
    if there != sheet or found is None:
        return operand
    first, top, last, bottom = found[1], int(found[2]), found[3], int(found[4] or found[2])
    if shift > 0:
        top, bottom = top + (top >= at), bottom + (bottom >= at)
    elif top == bottom == at:
        return prefix + mark + _LOST
    else:
        top, bottom = top - (top > at), bottom - (bottom >= at)
    return prefix + mark + f"{first}{top}" + (f":{last}{bottom}" if last else "")
