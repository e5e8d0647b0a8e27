"""The sheets of the tests' Excel, and how they are protected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.utils.protection import hash_password
from xlwings import base_classes as base

from support.livebook_cells import ComError, Range

_RIGHTS = {
    "AllowFormattingCells": "formatCells", "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows", "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows", "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns", "AllowDeletingRows": "deleteRows", "AllowSorting": "sort",
    "AllowFiltering": "autoFilter", "AllowUsingPivotTables": "pivotTables",
}  # fmt: skip


class Sheets(base.Sheets):
    def __init__(self, book: Any) -> None:
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

    def __init__(self, book: Any, title: str) -> None:
        self.book, self.name = book, title

    name = ""
    ws = property(lambda self: self.book.wb[self.name])
    shown = property(lambda self: self.book.shown[self.name])
    api = property(lambda self: SheetApi(self))
    index = property(lambda self: self.book.wb.sheetnames.index(self.name) + 1)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        return Range(self, arg1, arg2)

    def activate(self) -> None:
        if self.ws.sheet_state != "visible":
            raise ComError("类 Worksheet 的 Activate 方法无效")
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

    Visible = property(lambda self: -1 if self._sheet.ws.sheet_state == "visible" else 0)
    ProtectContents = property(lambda self: bool(self._sheet.ws.protection.sheet))
    ProtectDrawingObjects = property(lambda self: bool(self._sheet.ws.protection.objects))
    ProtectScenarios = property(lambda self: bool(self._sheet.ws.protection.scenarios))
    ProtectionMode = property(lambda self: self._sheet.name in self._sheet.book.interface_only)

    @property
    def Protection(self) -> Any:
        options = self._sheet.ws.protection
        allowed = {name: not getattr(options, stored) for name, stored in _RIGHTS.items()}
        return type("Protection", (), allowed)

    @property
    def EnableSelection(self) -> int:
        return int(self._sheet.book.selection.get(self._sheet.name, 0))

    def __setattr__(self, name: str, value: Any) -> None:
        assert name == "EnableSelection", name
        self._sheet.book.selection[self._sheet.name] = value

    def Unprotect(self, password: str) -> None:
        if self._sheet.book.is_shared:
            raise ComError("类 Worksheet 的 Unprotect 方法无效")
        options = self._sheet.ws.protection
        if options.password and options.password != hash_password(password):
            raise ComError("the password is not right")
        options.sheet = False

    def Protect(
        self, password: str, drawings: bool, contents: bool, scenarios: bool, interface: bool, *allowed: bool
    ) -> None:
        options = self._sheet.ws.protection
        options.sheet, options.objects, options.scenarios = contents, drawings, scenarios
        for stored, allow in zip(_RIGHTS.values(), allowed, strict=True):
            setattr(options, stored, not allow)
        modes = self._sheet.book.interface_only
        (modes.add if interface else modes.discard)(self._sheet.name)
