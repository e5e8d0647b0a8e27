"""An Excel for tests: an xlwings engine whose open workbooks are openpyxl files.

Handlers run unchanged through xlwings' own object model, without Excel and without a licence key. It behaves as Excel
does through COM: numbers are floats, empty cells None, texts are read as if typed (“95%” becomes a number, an
apostrophe keeps the text), locked cells of protected sheets refuse, a closed workbook answers nothing, an open one
leaves its owner file (~$) beside it. Message boxes, input boxes and file dialogs are answered by script. Formulas are
not computed: they keep the result they had, new ones show nothing, except HYPERLINK.

It is no kinder than Excel: every workbook has a window of its own, and xlwings keeps the one that was in front when it
met Excel; a message over a window that is closed fails. An Excel without a workbook is not to be found by its windows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from xlwings import base_classes as base

from support.livebook_cells import ComError, Range
from support.livebook_file import loaded, saved
from support.livebook_sheets import Sheets
from ziping.excel import entry

_NAME = "xlwings._xlwindows"
LONGEST_PATH = 218
"""Characters of a path that Excel opens and saves."""
__all__ = ["LONGEST_PATH", "ComError", "Excel", "excel", "puts"]


class Excel:
    """One running Excel with its script; its workbooks are opened with :meth:`open`.

    ``answers``, ``inputs`` and ``files`` answer questions, input boxes and file dialogs in order; None cancels. What
    was shown stands in ``alerts`` (text, buttons, mode), ``bar`` (status bar) and ``switched`` (name, value).
    """

    def __init__(self) -> None:
        self.state: dict[str, Any] = {}
        self.frame = 1
        self.books = Books(self)
        self.app = App(self)
        self.answers: list[str] = []
        self.inputs: list[str | None] = []
        self.files: list[Path | None] = []
        self.alerts: list[tuple[str, str, str]] = []
        self.asked: list[str] = []
        self.bar: list[Any] = []
        self.switched: list[tuple[str, Any]] = []
        self.calls: list[str] = []
        self.clicked: xw.Book | None = None
        self.selected: Range | None = None
        """None stands for a drawing."""
        self.protected_view = ""
        """The workbook that stands in front in the Protected View, which is none of the open ones."""

    def open(self, path: Path) -> xw.Book:
        return xw.Book(impl=self.books.open(str(path)))

    def click_in(self, book: xw.Book | None) -> None:
        """The workbook that is in front when the user clicks."""
        self.clicked = book
        self.hand_over()

    def hand_over(self) -> None:
        """What VBA does before a click: Python gets the workbook in front, and Excel."""
        xw._xlwindows.BOOK_CALLER = None if self.clicked is None else self.clicked.impl.api  # type: ignore[attr-defined]
        entry.EXCEL = AppApi(self.app)

    def window(self) -> int:
        """The handle of the window in front; that of the last workbook stays when it is closed."""
        active = self.books.active
        return self.frame if active is None else active.window

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
    before, had = xw.engines.active, sys.modules.get(_NAME)
    one = Excel()
    engine.running = one
    if engine.name not in [known.name for known in xw.engines]:
        xw.engines.add(xw.Engine(impl=engine))
    xw.engines[engine.name].activate()
    sys.modules[_NAME] = xw._xlwindows = _Windows()  # type: ignore[attr-defined]
    one.click_in(None)
    try:
        yield one
    finally:
        xw.engines.active = before
        for book in list(one.books):
            book.close()
        entry.EXCEL = None
        sys.modules.pop(_NAME)
        del xw._xlwindows  # type: ignore[attr-defined]
        if had is not None:
            sys.modules[_NAME] = xw._xlwindows = had  # type: ignore[attr-defined]


class _Windows(ModuleType):
    """What stands in for xlwings' module of Windows: it wraps the objects of Excel."""

    def __init__(self) -> None:
        super().__init__(_NAME)
        self.BOOK_CALLER: BookApi | None = None

    @staticmethod
    def App(xl: AppApi) -> App:
        return App(xl._running)

    @staticmethod
    def Book(xl: BookApi) -> Book:
        return xl._book


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
    """Found by the windows of workbooks, as xlwings does."""

    def __init__(self, running: Excel) -> None:
        self._apps = [App(running)] if len(running.books) else []

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
        return self.value if app is None else app.running.state.get(self.name, self.value)

    def __set__(self, app: App, value: Any) -> None:
        app.running.switched.append((self.name, value))
        app.running.state[self.name] = value


class App(base.App):
    screen_updating, enable_events, display_alerts = _Switch(True), _Switch(True), _Switch(True)
    calculation, visible, cut_copy_mode = _Switch("automatic"), _Switch(True), _Switch(None)
    version = "16.0"
    hwnd = pid = None  # the base class has properties

    def __init__(self, running: Excel) -> None:
        self.running = running
        self.hwnd = running.window()
        self.pid = os.getpid()

    engine = property(lambda self: engine)
    api = property(lambda self: AppApi(self))
    books = property(lambda self: self.running.books)

    @property
    def selection(self) -> Range:
        if self.running.selected is None:
            raise AttributeError("<unknown>.Address")
        return self.running.selected

    @property
    def status_bar(self) -> Any:
        return self.running.state.get("status_bar", False)

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self.running.bar.append(value)
        self.running.state["status_bar"] = value

    def activate(self, steal_focus: bool = False) -> None:
        assert not steal_focus

    def calculate(self) -> None:
        self.running.calls.append("calculate")

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> Any:
        windows = [book.window for book in self.running.books] or [self.running.frame]
        if self.hwnd not in windows:
            raise ComError("(1400, 'MessageBox', 'Invalid window handle.')")
        assert self.hwnd == self.running.window(), "the message brings another workbook to the front"
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

    @property
    def Workbooks(self) -> Any:
        def opened(path: str, update_links: int) -> BookApi:
            assert update_links == 0, "Excel would ask about links"
            return self._running.books.open(path).api

        return SimpleNamespace(Open=opened)

    @property
    def ActiveProtectedViewWindow(self) -> Any:
        name = self._running.protected_view
        return SimpleNamespace(Caption=name) if name else None

    def InputBox(self, prompt: str, title: str, default: str) -> Any:
        if len(prompt) > 255:
            raise ComError("InputBox: Type mismatch")
        answer = self._running.ask("input", prompt, self._running.inputs)
        return False if answer is None else answer

    def GetOpenFilename(self, filter: str, index: int, title: str) -> Any:
        answer = self._running.ask("file", title, self._running.files)
        return False if answer is None else str(answer)


class Books(base.Books):
    def __init__(self, running: Excel) -> None:
        self.running = running
        self._open: list[Book] = []
        self._windows = count(100)

    app = property(lambda self: App(self.running))

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
        self.running.calls.append("open")
        if len(fullname) > LONGEST_PATH:
            raise ComError(f"the path is too long: {fullname}")
        path = Path(fullname)
        return self._opened(Book(self, path, *loaded(path), read_only=bool(read_only)))

    def _opened(self, book: Book) -> Book:
        book.window = next(self._windows)
        self._open.append(book)
        if book.path is not None:
            book.owner_file.write_bytes(b"\x04user")
        return book

    def closed(self, book: Book) -> None:
        self._open.remove(book)
        self.running.frame = book.window
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
        self.is_open, self.is_saved, self.is_shared = True, True, False
        self.window = 0
        self.address: str | None = None
        self.interface_only: set[str] = set()
        self.selection: dict[str, int] = {}
        self.update_links = 1

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
    app = property(lambda self: App(self._books.running))
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
    MultiUserEditing = property(lambda self: self._book.is_shared)

    @property
    def UpdateLinks(self) -> int:
        return self._book.update_links

    @UpdateLinks.setter
    def UpdateLinks(self, value: int) -> None:
        self._book.update_links = value

    def SaveCopyAs(self, path: str) -> None:
        self._book._books.running.calls.append("SaveCopyAs")
        if len(path) > LONGEST_PATH:
            raise ComError(f"the path is too long: {path}")
        try:
            Path(path).write_bytes(self._book.bytes())
        except OSError as error:
            raise ComError(f"SaveCopyAs: {error}") from error


def puts(calls: Iterable[str]) -> list[str]:
    """The areas that were written, in order."""
    return [call.removeprefix("put ") for call in calls if call.startswith("put ")]
