"""One click on a button: the Excel it came from, the workbook it is about, and what it was told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ziping.errors import ZipingError
from ziping.excel import com
from ziping.excel.dialogs import Dialogs
from ziping.excel.live import LiveBook

if TYPE_CHECKING:
    import xlwings as xw


class Click:
    """``argument`` is what the button brings along, such as a template's id."""

    def __init__(self, app: xw.App, book: xw.Book | None, argument: str = "") -> None:
        self.app, self.argument = app, argument
        self.now = datetime.now().astimezone()
        self.say = Dialogs(app)
        self.open_book = None if book is None else LiveBook(book, app, self.now)

    @property
    def book(self) -> LiveBook:
        """The workbook that was active when the button was clicked. Raises ZipingError where there was none."""
        if self.open_book is None:
            if name := com.protected_view(self.app):
                raise ZipingError(f"“{name}”在受保护的视图里，还不能用；请先点上方黄条里的“启用编辑”，再点一次。")
            raise ZipingError("没有打开的工作簿，请先打开自评表，或用“新建自评表”新建一份，再点一次。")
        return self.open_book
