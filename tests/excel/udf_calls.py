"""Worksheet functions called as Excel calls them: xlwings' own call_udf, its COM ranges and its conversions.

Only what Windows brings is replaced: pywin32 by empty modules, and Excel's objects by ``Cells``, which answer like
them (floats, None for empty cells, tuples of tuples, a number for an error, None for a format that is not the same).
"""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest

MISSING = -2147352572
"""What COM hands over for an optional argument that was left out."""
DIV0, NA, SPILL = -2146826281, -2146826246, -2146826243
UDFS = "ziping.excel.udfs"

_WINDOWS = (
    "pythoncom", "pywintypes", "win32api", "win32con", "win32gui", "win32process", "win32timezone", "win32com",
    "win32com.client", "win32com.client.dynamic",
)  # fmt: skip
_OF_XLWINGS = ("xlwings.udfs", "xlwings._xlwindows", "xlwings._win32patch", "xlwings.com_server")


_RANGE = SimpleNamespace(GetTypeInfo=lambda: SimpleNamespace(GetTypeAttr=lambda: SimpleNamespace(iid="Range")))


class Cells:
    """A range of a sheet. ``formats`` and ``merged`` are shared by the sheet, by row and column counted from 1;
    ``asked`` counts the questions about formats."""

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int) -> None:
        self.Worksheet, self.Row, self.Column = sheet, row, column
        self.Rows, self.Columns = SimpleNamespace(Count=rows), SimpleNamespace(Count=columns)
        self.Count = rows * columns
        self._oleobj_ = _RANGE

    @property
    def Value(self) -> Any:
        rows = tuple(tuple(self.Worksheet.values.get(place) for place in row) for row in self._places())
        return rows[0][0] if self.Count == 1 else rows

    @property
    def NumberFormat(self) -> str | None:
        self.Worksheet.asked += 1
        if self.Worksheet.silent:
            raise RuntimeError("Excel is busy")
        found = {self.Worksheet.formats.get(place, "General") for row in self._places() for place in row}
        return found.pop() if len(found) == 1 else None

    @property
    def MergeArea(self) -> Cells:
        rows = self.Worksheet.merged.get((self.Row, self.Column), 1)
        return Cells(self.Worksheet, self.Row, self.Column, rows, 1)

    def _places(self) -> list[list[tuple[int, int]]]:
        columns = range(self.Column, self.Column + self.Columns.Count)
        return [[(row, column) for column in columns] for row in range(self.Row, self.Row + self.Rows.Count)]


class Sheet:
    """A worksheet with ``rows`` from A1 on."""

    def __init__(self, rows: Sequence[Sequence[Any]], formats: Mapping[tuple[int, int], str] | None = None) -> None:
        self.values = {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1)}
        self.formats = dict(formats or {})
        self.merged: dict[tuple[int, int], int] = {}
        self.asked, self.silent = 0, False
        self.size = len(rows), max(map(len, rows))
        self.Name = "自评表"
        self.Parent = SimpleNamespace(Application=SimpleNamespace(Hwnd=1), Name="自评.xlsx")

    def Cells(self, row: int, column: int) -> Cells:
        return Cells(self, row, column, 1, 1)

    def Range(self, first: Cells, last: Cells) -> Cells:
        return Cells(self, first.Row, first.Column, last.Row - first.Row + 1, last.Column - first.Column + 1)

    def all(self) -> Cells:
        return Cells(self, 1, 1, *self.size)


def cell(value: Any, code: str = "General") -> Cells:
    """A single cell with a number format."""
    return Sheet([[value]], {(1, 1): code}).all()


def area(rows: Sequence[Sequence[Any]], formats: Mapping[tuple[int, int], str] | None = None) -> Cells:
    return Sheet(rows, formats).all()


@contextmanager
def excel() -> Iterator[Callable[..., Any]]:
    """What stands in a cell after ``call("ZP_SCORE", …)``; numbers are floats as in cells."""
    with pytest.MonkeyPatch.context() as patch:
        _pretend_windows(patch)
        import xlwings as xw

        udfs = importlib.import_module("xlwings.udfs")
        windows = importlib.import_module("xlwings._xlwindows")
        patch.setattr(xw, "_xlwindows", windows, raising=False)
        patch.setattr(xw.engines, "engines", list(xw.engines.engines))
        patch.setattr(xw.engines, "engines_by_name", dict(xw.engines.engines_by_name))
        xw.engines.add(xw.Engine(impl=windows.engine))
        for name, decorator in (("func", udfs.xlfunc), ("arg", udfs.xlarg), ("ret", udfs.xlret)):
            patch.setattr(xw, name, decorator)
        for name in ("ziping.excel.binding", UDFS):
            patch.delitem(sys.modules, name, raising=False)
        importlib.import_module(UDFS)
        caller = cell(None)

        def call(name: str, *arguments: Any) -> Any:
            given = tuple(float(one) if isinstance(one, int | Decimal) and one != MISSING and not _is_error(one)
                          and not isinstance(one, bool) else one for one in arguments)  # fmt: skip
            rows = udfs.call_udf(UDFS, name.lower(), given, None, caller)
            return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows

        yield call
        for name in (*_OF_XLWINGS, "ziping.excel.binding", UDFS):
            sys.modules.pop(name, None)


def _is_error(value: Any) -> bool:
    return isinstance(value, int) and value < -2146826000


def _pretend_windows(patch: pytest.MonkeyPatch) -> None:
    for name in _WINDOWS:
        patch.setitem(sys.modules, name, _Empty(name))
    windows: Any = sys.modules
    windows["pywintypes"].com_error = type("com_error", (Exception,), {})
    windows["pywintypes"].TimeType = type("TimeType", (dt.datetime,), {})
    windows["pywintypes"].IID = lambda _: "Range"
    windows["win32process"].GetWindowThreadProcessId = lambda _: (0, 1)
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(windows["win32com.client"], name, type(name, (), {}))
    for name in ("oledll", "windll", "WINFUNCTYPE"):
        patch.setattr(ctypes, name, MagicMock(), raising=False)
    patch.setattr(ctypes, "PyDLL", MagicMock())
    server: Any = ModuleType("xlwings.com_server")
    server.loop = None
    for name in _OF_XLWINGS:
        patch.delitem(sys.modules, name, raising=False)
    patch.setitem(sys.modules, "xlwings.com_server", server)


class _Empty(ModuleType):
    """A module whose functions do nothing."""

    __path__ = ()
    __file__ = ""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None
