"""The cells of the tests' Excel: ranges that take and give values as Excel does through COM."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes as base

from support import livebook_rows

_TYPED_NUMBER = re.compile(r"[+-]?[\d,]+(?:\.\d+)?(%?)")
_TYPED_DATE = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?")
_OF_ONE_KIND = (
    r"[+-]?[¥￥$]?\s*(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*%?",
    r"\([¥￥$]?[\d,]+(?:\.\d+)?%?\)",
    r"\d+ \d+/\d+",
    r"\d{1,4}[-/.]\d{1,4}(?:[-/.]\d{1,4})?(?: \d{1,2}:\d{2}(?::\d{2})?)?",
    r"(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?(?:\s*[上下]午)?(?:\s*\d{1,2}[时:]\d{1,2}分?)?",
    r"\d{2,4}年",
    r"[〇零一二三四五六七八九]{2,4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?",
    r"(?:[上下]午\s*)?\d{1,2}(?::\d{1,2}){1,2}(?:\s*[ap]m?)?|\d{1,2} [ap]m?",
    r"(?:[上下]午\s*)?\d{1,2}时\d{1,2}分(?:\d{1,2}秒)?",
    r"\d{1,2}[- ]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[- ]?\d{2,4})?",
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- ]?\d{1,4}",
)
_READ_AS_NUMBER = re.compile("|".join(f"(?:{one})" for one in _OF_ONE_KIND), re.IGNORECASE)
"""What a Chinese Excel takes for a number, a date or a time when it is typed, rather too much than too little."""
_LINK = re.compile(r'=HYPERLINK\(".*","((?:[^"]|"")*)"\)')


class ComError(Exception):
    """What pywin32 raises where Excel refuses; ``excepinfo`` has Excel's own words."""

    def __init__(self, text: str, hresult: int = -2147352567) -> None:
        super().__init__(hresult, "Exception occurred.", text)
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", text, "xlmain11.chm", 0, -2146827284)


class Range(base.Range):
    sheet = row = column = None  # the base class has properties

    def __init__(self, sheet: Any, arg1: Any, arg2: Any = None) -> None:
        self.sheet = sheet
        self.arg1_input = arg1
        self.options: Any = None
        top, left, bottom, right = self._corners(arg1)
        if arg2 is not None:
            _, _, bottom, right = self._corners(arg2)
        self.row, self.column, self._last = top, left, (bottom, right)

    @staticmethod
    def _corners(given: Any) -> tuple[int, int, int, int]:
        if isinstance(given, Range):
            return given.row, given.column, *given._last
        if isinstance(given, tuple):
            return (
                (*given, *given) if len(given) == 2 else (*given[:2], given[0] + given[2] - 1, given[1] + given[3] - 1)
            )
        if rows := re.fullmatch(r"(\d+):(\d+)", given):
            return int(rows[1]), 1, int(rows[2]), 16384
        left, top, right, bottom = range_boundaries(given.replace("$", ""))
        return top, left, bottom, right

    api = property(lambda self: self)
    shape = property(lambda self: (self._last[0] - self.row + 1, self._last[1] - self.column + 1))
    has_array = False
    address = property(lambda self: self.get_address(True, True, False))
    whole_rows = property(lambda self: self.shape[1] == 16384)

    def __len__(self) -> int:
        """Range.Count, a long: xlwings asks for it to see whether there is a range."""
        count = int(self.shape[0] * self.shape[1])
        if count >= 2**31:
            raise ComError("溢出")
        return count

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (part + 1 for part in divmod(row - 1, self.shape[1]))
        return Range(self.sheet, (self.row + row - 1, self.column + column - 1))

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        first, last = (
            f"{get_column_letter(self.column)}{self.row}",
            f"{get_column_letter(self._last[1])}{self._last[0]}",
        )
        return first if first == last else f"{first}:{last}"

    @property
    def raw_value(self) -> Any:
        return [[_seen(self.sheet.shown.cell(*place).value) for place in row] for row in self._places()]

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put(data, _typed)

    @property
    def formula(self) -> Any:
        return [[self.sheet.ws.cell(*place).value or "" for place in row] for row in self._places()]

    @formula.setter
    def formula(self, data: Any) -> None:
        self._put(data, _typed)

    @property
    def number_format(self) -> str:
        return str(self.sheet.ws.cell(self.row, self.column).number_format)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.sheet.refuse("formatCells")
        for place in (place for row in self._places() for place in row):
            self.sheet.ws.cell(*place).number_format = value

    @property
    def merge_area(self) -> Range:
        for area in self.sheet.ws.merged_cells.ranges:
            if area.min_row <= self.row <= area.max_row and area.min_col <= self.column <= area.max_col:
                return Range(self.sheet, area.coord)
        return Range(self.sheet, (self.row, self.column))

    def merge(self, across: bool) -> None:
        self.sheet.refuse()
        livebook_rows.merge(self.sheet.ws, self.row, self.column, *self._last)

    @property
    def row_height(self) -> float | None:
        heights = {self.sheet.ws.row_dimensions[row].height or 15.0 for row in range(self.row, self._last[0] + 1)}
        return heights.pop() if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.sheet.refuse("formatRows")
        for row in range(self.row, self._last[0] + 1):
            self.sheet.ws.row_dimensions[row].height = value

    def autofit(self, axis: str | None = None) -> None:
        assert axis == "r", "columns keep their width"
        self.sheet.refuse("formatRows")
        for row in range(self.row, self._last[0] + 1):
            self.sheet.ws.row_dimensions[row].height = None

    rows = property(lambda self: self)

    def insert(self, shift: str, copy_origin: str) -> None:
        assert (self.whole_rows, self.shape[0]) == (True, 1)
        assert (shift, copy_origin) == ("down", "format_from_left_or_above")
        assert not self.sheet.book.app.cut_copy_mode, "Excel inserts the copied cells"
        self.sheet.refuse("insertRows")
        for book in (self.sheet.book.wb, self.sheet.book.shown):
            livebook_rows.insert_row(book, book[self.sheet.name], self.row)

    def delete(self, shift: str | None = None) -> None:
        assert (self.whole_rows, self.shape[0], shift) == (True, 1, "up")
        self.sheet.refuse("deleteRows")
        for book in (self.sheet.book.wb, self.sheet.book.shown):
            livebook_rows.delete_row(book, book[self.sheet.name], self.row)

    def _places(self) -> list[list[tuple[int, int]]]:
        columns = range(self.column, self._last[1] + 1)
        return [[(row, column) for column in columns] for row in range(self.row, self._last[0] + 1)]

    def _styled(self, row: int, column: int) -> Any:
        """A cell; a new one looks like its column."""
        is_new = (row, column) not in self.sheet.ws._cells
        cell = self.sheet.ws.cell(row, column)
        for dimension in self.sheet.ws.column_dimensions.values() if is_new else ():
            if dimension.min is not None and dimension.min <= column <= dimension.max:
                cell._style = dimension._style
        return cell

    def _is_filtered(self, row: int) -> bool:
        return bool(self.sheet.ws.auto_filter.ref) and bool(self.sheet.ws.row_dimensions[row].hidden)

    def _put(self, data: Any, read: Any) -> None:
        running = self.sheet.book.app.running
        running.calls.append(f"put {self.sheet.name}!{self.address}")
        values = data if isinstance(data, list | tuple) else [[data] * self.shape[1]] * self.shape[0]
        for places, row in zip(self._places(), values, strict=True):
            for place, value in zip(places, row, strict=True):
                cell = self._styled(*place)
                if isinstance(cell, MergedCell) or (self.shape[0] > 1 and self._is_filtered(place[0])):
                    continue
                if cell.protection.locked:
                    self.sheet.refuse()
                as_text = cell.number_format == "@" and isinstance(value, str | float | int)
                cell.value = _as_text(value) if as_text else read(value)
                if as_text or (isinstance(value, str) and value.startswith("'")):
                    cell.data_type = "s"
                self.sheet.shown.cell(*place).value = _result(cell)
        self.sheet.book.is_saved = False


def _seen(value: Any) -> Any:
    """A stored value as COM gives it."""
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    return float(value)


def _as_text(value: float | str) -> str:
    """What a cell formatted as text makes of a value."""
    return value if isinstance(value, str) else f"{value:.15g}"


def _typed(value: Any) -> Any:
    """What Excel makes of a value that is put into a cell."""
    if not isinstance(value, str):
        return value
    if value.startswith("'"):
        return value[1:]
    if found := _TYPED_NUMBER.fullmatch(value.strip()):
        number = float(value.strip().rstrip("%").replace(",", ""))
        return number / 100 if found[1] else number
    if found := _TYPED_DATE.fullmatch(value.strip()):
        return datetime(int(found[1]), int(found[2]), int(found[3]))  # noqa: DTZ001
    if value.strip().upper() in ("TRUE", "FALSE"):
        return value.strip().upper() == "TRUE"
    if _READ_AS_NUMBER.fullmatch(unicodedata.normalize("NFKC", value).strip()):
        return 46_000.0
    if value[:1] in ("+", "-", "@"):
        raise ComError(f"a formula that cannot be read: {value}")
    return value or None


def _result(cell: Any) -> Any:
    if cell.data_type != "f":
        return cell.value
    link = _LINK.fullmatch(cell.value)
    return link[1].replace('""', '"') if link else None
