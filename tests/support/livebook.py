"""An Excel for tests: an xlwings engine whose open workbooks are openpyxl files.

Handlers run unchanged through xlwings' own object model, without Excel and without a licence key. It behaves as Excel
does through COM: numbers are floats, empty cells None, texts are read as if typed (“95%” becomes a number, an
apostrophe keeps the text), locked cells of protected sheets refuse, a closed workbook answers nothing, an open one
leaves its owner file (~$) beside it. Message boxes, input boxes and file dialogs are answered by script. Formulas are
not computed: they keep the result they had, new ones show nothing, except HYPERLINK.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.protection import hash_password
from xlwings import base_classes as base

from support import livebook_rows
from support.livebook_file import loaded, saved

_TYPED_NUMBER = re.compile(r"[+-]?[\d,]+(?:\.\d+)?(%?)")
_TYPED_DATE = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?")
_LINK = re.compile(r'=HYPERLINK\(".*","((?:[^"]|"")*)"\)')
_CONSTANT_SHEET_RIGHTS = {
    "AllowFormattingCells": "formatCells", "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows", "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows", "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns", "AllowDeletingRows": "deleteRows", "AllowSorting": "sort",
    "AllowFiltering": "autoFilter", "AllowUsingPivotTables": "pivotTables",
}  # fmt: skip


class ComError(Exception):
    """What pywin32 raises where Excel refuses."""


class Excel:
    """One running Excel with its script; its workbooks are opened with :meth:`open`.

    ``answers``, ``inputs`` and ``files`` answer questions, input boxes and file dialogs in order; None cancels. What
    was shown stands in ``alerts`` (text, buttons, mode), ``bar`` (status bar) and ``switched`` (name, value).
    """

    def __init__(self) -> None:
        self.app = App(self)
        self.answers: list[str] = []
        self.inputs: list[str | None] = []
        self.files: list[Path | None] = []
        self.alerts: list[tuple[str, str, str]] = []
        self.asked: list[str] = []
        self.bar: list[Any] = []
        self.switched: list[tuple[str, Any]] = []
        self.calls: list[str] = []
        self.selected: Range | None = None

    def open(self, path: Path) -> xw.Book:
        return xw.Book(impl=self.app.books.open(str(path)))

    def select(self, book: xw.Book, sheet: str, cells: str) -> None:
        """What the user does before he clicks: sheet in front, cells selected."""
        book.sheets[sheet].activate()
        self.selected = book.sheets[sheet].range(cells).impl

    def ask(self, kind: str, prompt: str, script: list[Any]) -> Any:
        self.asked.append(prompt)
        assert script, f"nobody answers: {kind} {prompt}"
        return script.pop(0)


@contextmanager
def excel() -> Iterator[Excel]:
    """An Excel that is the active one inside."""
    before = xw.engines.active
    one = Excel()
    engine.running = one
    if engine.name not in [known.name for known in xw.engines]:
        xw.engines.add(xw.Engine(impl=engine))
    xw.engines[engine.name].activate()
    try:
        yield one
    finally:
        xw.engines.active = before
        for book in list(one.app.books):
            book.close()
        if hasattr(xw.Book, "_mock_caller"):
            del xw.Book._mock_caller


class Engine:
    name, type = "livebook", "desktop"
    running: Excel

    @property
    def apps(self) -> Apps:
        return Apps(self.running)

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        return "" if x is None else x

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: Any) -> Any:
        return [[empty_as if value is None else value for value in row] for row in data]


engine = Engine()


class Apps(base.Apps):
    def __init__(self, running: Excel) -> None:
        self._apps = [running.app]

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, key: int) -> App:
        return self._apps[0]


class _Switch:
    """A property of the application whose changes are recorded."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, app: App | None, owner: type) -> Any:
        return self.value if app is None else app.state.get(self.name, self.value)

    def __set__(self, app: App, value: Any) -> None:
        app.running.switched.append((self.name, value))
        app.state[self.name] = value


class App(base.App):
    screen_updating, enable_events, display_alerts = _Switch(True), _Switch(True), _Switch(True)
    calculation, visible = _Switch("automatic"), _Switch(True)
    version, hwnd = "16.0", 1
    books = pid = None  # the base class has properties

    def __init__(self, running: Excel) -> None:
        self.running = running
        self.state: dict[str, Any] = {}
        self.books = Books(self)
        self.pid = os.getpid()

    engine = property(lambda self: engine)
    api = property(lambda self: AppApi(self))
    selection = property(lambda self: self.running.selected)

    @property
    def status_bar(self) -> Any:
        return self.state.get("status_bar", False)

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self.running.bar.append(value)
        self.state["status_bar"] = value

    def activate(self, steal_focus: bool = False) -> None:
        assert not steal_focus

    def calculate(self) -> None:
        self.running.calls.append("calculate")

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> Any:
        if buttons == "ok":
            self.running.alerts.append((prompt, buttons, mode))
            return "ok"
        return self.running.ask("question", prompt, self.running.answers)


class AppApi:
    """The COM object of the application, as far as it is used."""

    Name, Version, Build, OperatingSystem, AutomationSecurity = "Microsoft Excel", "16.0", 18025, "Windows", 1
    AddIns2 = (SimpleNamespace(FullName=r"C:\\ziping\\ziping.xlam", IsOpen=True),)

    def __init__(self, app: App) -> None:
        self._running = app.running

    def InputBox(self, prompt: str, title: str, default: str) -> Any:
        answer = self._running.ask("input", prompt, self._running.inputs)
        return False if answer is None else answer

    def GetOpenFilename(self, filter: str, index: int, title: str) -> Any:
        answer = self._running.ask("file", title, self._running.files)
        return False if answer is None else str(answer)


class Books(base.Books):
    def __init__(self, app: App) -> None:
        self.app = app
        self._open: list[Book] = []

    active = property(lambda self: self._open[-1] if self._open else None)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    def __call__(self, key: int | str) -> Book:
        if isinstance(key, int):
            return self._open[key - 1]
        for book in self._open:
            if book.name == key:
                return book
        raise KeyError(key)

    def add(self) -> Book:
        book = openpyxl.Workbook()
        return self._opened(Book(self, None, book, openpyxl.Workbook()))

    def open(self, fullname: str, update_links: Any = None, read_only: Any = None, *others: Any) -> Book:
        self.app.running.calls.append("open")
        path = Path(fullname)
        return self._opened(Book(self, path, *loaded(path), read_only=bool(read_only)))

    def _opened(self, book: Book) -> Book:
        self._open.append(book)
        if book.path is not None:
            book.owner_file.write_bytes(b"\x04user")
        return book

    def closed(self, book: Book) -> None:
        self._open.remove(book)
        if book.path is not None:
            book.owner_file.unlink(missing_ok=True)


class Book(base.Book):
    def __init__(
        self,
        books: Books,
        path: Path | None,
        formulas: openpyxl.Workbook,
        shown: openpyxl.Workbook,
        read_only: bool = False,
    ) -> None:
        self._books, self.path, self.read_only = books, path, read_only
        self._formulas, self._shown = formulas, shown
        self.is_open, self.is_saved = True, True
        self.address: str | None = None
        self.interface_only: set[str] = set()
        self.selection: dict[str, int] = {}

    @property
    def wb(self) -> openpyxl.Workbook:
        self._asked()
        return self._formulas

    @property
    def shown(self) -> openpyxl.Workbook:
        self._asked()
        return self._shown

    def _asked(self) -> None:
        if not self.is_open:
            raise ComError("(-2147352567, 'Exception occurred.', disconnected from its clients)")

    @property
    def owner_file(self) -> Path:
        assert self.path is not None
        return self.path.with_name(f"~${self.path.name}")

    api = property(lambda self: BookApi(self))
    app = property(lambda self: self._books.app)
    sheets = property(lambda self: Sheets(self))

    @property
    def name(self) -> str:
        self._asked()
        return self.path.name if self.path else "工作簿1"

    @property
    def fullname(self) -> str:
        return self.address or (str(self.path) if self.path else self.name)

    def activate(self) -> None:
        self._books._open.remove(self)
        self._books._open.append(self)

    def bytes(self) -> bytes:
        return saved(self.wb, self.shown)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if path:
            self.path = Path(path)
        assert self.path is not None
        self.path.write_bytes(self.bytes())
        self.is_saved = True

    def close(self) -> None:
        self._asked()
        self._books.closed(self)
        self.is_open = False


class BookApi:
    """The COM object of a workbook, as far as it is used."""

    def __init__(self, book: Book) -> None:
        self._book = book
        book._asked()

    FullName = property(lambda self: self._book.fullname)
    Path = property(lambda self: str(self._book.path.parent) if self._book.path else "")
    ReadOnly = property(lambda self: self._book.read_only)
    Date1904 = property(lambda self: self._book.wb.epoch.year == 1904)
    Saved = property(lambda self: self._book.is_saved)

    def SaveCopyAs(self, path: str) -> None:
        self._book.app.running.calls.append("SaveCopyAs")
        try:
            Path(path).write_bytes(self._book.bytes())
        except OSError as error:
            raise ComError(f"SaveCopyAs: {error}") from error


class Sheets(base.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    active = property(lambda self: Sheet(self.book, self.book.wb.active.title))

    def __len__(self) -> int:
        return len(self.book.wb.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, sheet.title) for sheet in self.book.wb.worksheets)

    def __call__(self, key: int | str) -> Sheet:
        titles = self.book.wb.sheetnames
        if isinstance(key, int):
            return Sheet(self.book, titles[key - 1])
        for title in titles:
            if title.casefold() == key.casefold():
                return Sheet(self.book, title)
        raise ComError(f"no sheet {key}")


class Sheet(base.Sheet):
    book = None  # the base class has a property

    def __init__(self, book: Book, title: str) -> None:
        self.book, self.name = book, title

    name = ""
    ws = property(lambda self: self.book.wb[self.name])
    shown = property(lambda self: self.book.shown[self.name])
    api = property(lambda self: SheetApi(self))
    index = property(lambda self: self.book.wb.sheetnames.index(self.name) + 1)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        return Range(self, arg1, arg2)

    def activate(self) -> None:
        self.book.wb.active = self.book.wb.index(self.ws)
        for sheet in self.book.wb.worksheets:
            sheet.sheet_view.tabSelected = sheet.title == self.name

    def refuse(self, right: str | None = None) -> None:
        """Raises where the sheet is protected and does not grant ``right``."""
        closed = self.ws.protection.sheet and self.name not in self.book.interface_only
        if closed and (right is None or getattr(self.ws.protection, right)):
            raise ComError(f"the sheet {self.name} is protected")


class SheetApi:
    """The COM object of a sheet, as far as it is used."""

    def __init__(self, sheet: Sheet) -> None:
        object.__setattr__(self, "_sheet", sheet)

    ProtectContents = property(lambda self: bool(self._sheet.ws.protection.sheet))
    ProtectDrawingObjects = property(lambda self: bool(self._sheet.ws.protection.objects))
    ProtectScenarios = property(lambda self: bool(self._sheet.ws.protection.scenarios))
    ProtectionMode = property(lambda self: self._sheet.name in self._sheet.book.interface_only)

    @property
    def Protection(self) -> Any:
        options = self._sheet.ws.protection
        allowed = {name: not getattr(options, stored) for name, stored in _CONSTANT_SHEET_RIGHTS.items()}
        return type("Protection", (), allowed)

    @property
    def EnableSelection(self) -> int:
        return int(self._sheet.book.selection.get(self._sheet.name, 0))

    def __setattr__(self, name: str, value: Any) -> None:
        assert name == "EnableSelection", name
        self._sheet.book.selection[self._sheet.name] = value

    def Unprotect(self, password: str) -> None:
        options = self._sheet.ws.protection
        if options.password and options.password != hash_password(password):
            raise ComError("the password is not right")
        options.sheet = False

    def Protect(
        self, password: str, drawings: bool, contents: bool, scenarios: bool, interface: bool, *allowed: bool
    ) -> None:
        options = self._sheet.ws.protection
        options.sheet, options.objects, options.scenarios = contents, drawings, scenarios
        for stored, allow in zip(_CONSTANT_SHEET_RIGHTS.values(), allowed, strict=True):
            setattr(options, stored, not allow)
        modes = self._sheet.book.interface_only
        (modes.add if interface else modes.discard)(self._sheet.name)


class Range(base.Range):
    sheet = row = column = None  # the base class has properties

    def __init__(self, sheet: Sheet, arg1: Any, arg2: Any = None) -> None:
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
        return int(self.shape[0] * self.shape[1])

    def __bool__(self) -> bool:
        return True

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

    def _put(self, data: Any, read: Any) -> None:
        running = self.sheet.book.app.running
        running.calls.append(f"put {self.sheet.name}!{self.address}")
        values = data if isinstance(data, list | tuple) else [[data] * self.shape[1]] * self.shape[0]
        for places, row in zip(self._places(), values, strict=True):
            for place, value in zip(places, row, strict=True):
                cell = self._styled(*place)
                if isinstance(cell, MergedCell):
                    continue
                if cell.protection.locked:
                    self.sheet.refuse()
                cell.value = read(value)
                if isinstance(value, str) and value.startswith("'"):
                    cell.data_type = "s"
                self.sheet.shown.cell(*place).value = _result(cell)
        self.sheet.book.is_saved = False


def _seen(value: Any) -> Any:
    """A stored value as COM gives it."""
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    return float(value)


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
    if value[:1] in ("+", "-", "@"):
        raise ComError(f"a formula that cannot be read: {value}")
    return value or None


def _result(cell: Any) -> Any:
    if cell.data_type != "f":
        return cell.value
    link = _LINK.fullmatch(cell.value)
    return link[1].replace('""', '"') if link else None


def puts(calls: Iterable[str]) -> list[str]:
    """The areas that were written, in order."""
    return [call.removeprefix("put ") for call in calls if call.startswith("put ")]
