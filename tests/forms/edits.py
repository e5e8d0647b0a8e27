"""What people do to a workbook in a spreadsheet program, as steps for :meth:`support.office.Office.edit`."""

from __future__ import annotations

from support.office import quoted


def unprotect() -> str:
    return 'For Each sheet In book.Sheets : sheet.unprotect("") : Next'


def insert_rows(sheet: str, row: int, count: int = 1) -> str:
    """New empty rows above ``row``."""
    return f"{_sheet(sheet)}.Rows.insertByIndex({row - 1}, {count})"


def delete_rows(sheet: str, row: int, count: int = 1) -> str:
    return f"{_sheet(sheet)}.Rows.removeByIndex({row - 1}, {count})"


def insert_columns(sheet: str, column: int, count: int = 1) -> str:
    return f"{_sheet(sheet)}.Columns.insertByIndex({column - 1}, {count})"


def cut_and_paste(sheet: str, area: str, to: str) -> str:
    """Move ``area`` so that its top left cell becomes ``to``."""
    target, source = f"{_range(sheet, to)}.CellAddress", f"{_range(sheet, area)}.RangeAddress"
    return f"{_sheet(sheet)}.moveRange({target}, {source})"


def copy_and_paste(sheet: str, area: str, to: str) -> str:
    """Copy ``area``, formulas and all, so that its top left cell lands on ``to``."""
    target, source = f"{_range(sheet, to)}.CellAddress", f"{_range(sheet, area)}.RangeAddress"
    return f"{_sheet(sheet)}.copyRange({target}, {source})"


def rename(sheet: str, name: str) -> str:
    return f"{_sheet(sheet)}.Name = {quoted(name)}"


def copy_sheet(sheet: str, name: str, position: int = 1) -> str:
    return f"book.Sheets.copyByName({quoted(sheet)}, {quoted(name)}, {position})"


def add_sheet(name: str, position: int) -> str:
    return f"book.Sheets.insertNewByName({quoted(name)}, {position})"


def move_sheet(name: str, position: int) -> str:
    return f"book.Sheets.moveByName({quoted(name)}, {position})"


def hide_sheet(name: str) -> str:
    return f"{_sheet(name)}.IsVisible = False"


def hide_columns(sheet: str, area: str) -> str:
    return f"{_range(sheet, area)}.Columns.IsVisible = False"


def put(sheet: str, cell: str, value: str | float) -> str:
    """Type a text or a number into a cell."""
    if isinstance(value, str):
        return f"{_range(sheet, cell)}.setString({quoted(value)})"
    return f"{_range(sheet, cell)}.setValue({value})"


def put_formula(sheet: str, cell: str, formula: str) -> str:
    return f"{_range(sheet, cell)}.setFormula({quoted(formula)})"


def unmerge(sheet: str, area: str) -> str:
    return f"{_range(sheet, area)}.merge(False)"


def _sheet(name: str) -> str:
    return f"book.Sheets.getByName({quoted(name)})"


def _range(sheet: str, address: str) -> str:
    return f"{_sheet(sheet)}.getCellRangeByName({quoted(address)})"
