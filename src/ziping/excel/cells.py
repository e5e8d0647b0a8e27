"""Cells and rows of the open workbook: values and formulas put into a rectangle in one call, and put right
where Excel made something else of them; heights of rows.

What Excel takes for a date depends on its language and on Windows, a cell formatted as text makes a text of a number
and of a formula, and rows hidden by a filter may be passed over: so what stands there afterwards is looked at, once for
the rectangle.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ziping.excel.areas import Value

if TYPE_CHECKING:
    import xlwings as xw

_GENERAL = "General"


def put(area: xw.Range, rows: list[list[Value]], *, formulas: bool) -> None:
    """Fill ``area`` with ``rows``, texts as :func:`ziping.excel.areas.as_typed` writes them."""
    if formulas:
        area.formula = rows
    else:
        area.value = rows
    for number, (row, held) in enumerate(zip(rows, area.options(ndim=2).value, strict=True)):
        for column, (wanted, value) in enumerate(zip(row, held, strict=True)):
            if wanted is not None:
                put_right = _put_formula if formulas else _put_text if isinstance(wanted, str) else _put_number
                put_right(area[number, column], wanted, value)


def set_heights(sheet: xw.Sheet, rows: Mapping[int, float | None]) -> None:
    """Rows beside each other of one height in one call; None fits a row to what stands in it."""
    wanted = sorted(rows)
    while wanted:
        first = last = wanted.pop(0)
        while wanted and wanted[0] == last + 1 and rows[wanted[0]] == rows[first]:
            last = wanted.pop(0)
        area, height = sheet.range(f"{first}:{last}"), rows[first]
        if height is None:
            area.rows.autofit()
        else:
            area.row_height = height


def _put_formula(cell: xw.Range, wanted: Value, held: Any) -> None:
    if held == wanted:  # it is shown instead of computed
        cell.number_format = _GENERAL
        cell.formula = wanted


def _put_number(cell: xw.Range, wanted: Value, held: Any) -> None:
    if isinstance(held, str):
        cell.number_format = _GENERAL
    if held is None or isinstance(held, str) or (isinstance(held, float) and held != wanted):
        cell.value = wanted


def _put_text(cell: xw.Range, wanted: Value, held: Any) -> None:
    typed = str(wanted)
    text = typed.removeprefix("'")
    if held == text:
        return
    if held == typed:  # the apostrophe belongs to the text where the cell is formatted as text
        cell.value = text
    elif held is None or isinstance(held, str):  # a row that a filter hides was passed over
        cell.value = typed
    else:
        cell.value = f"'{text}"
