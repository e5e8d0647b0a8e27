"""The user's open workbook: read as a whole, written in few calls, never without a copy of what it was.

It is always read from a copy that Excel saves to a temporary folder (SaveCopyAs) and the file reader reads: one call
whatever the size, unsaved changes included, and exactly what the command line would read. Read through the object
model, numbers would be floats, and texts as shown, merged cells, names and cached errors calls of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from ziping import log
from ziping.domain.model import Workbook
from ziping.domain.snapshot import CellEdit, Snapshot
from ziping.errors import ZipingError
from ziping.excel import com
from ziping.excel.areas import areas
from ziping.excel.cells import put, set_heights
from ziping.excel.steady import steady, unprotected
from ziping.ooxml.safe import copy_name

if TYPE_CHECKING:
    import xlwings as xw

_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a file that Excel saves begins: a package, or the compound file of an old or encrypted workbook."""
Heights = Mapping[str, Mapping[int, float | None]]


class Copy(NamedTuple):
    """A workbook at one moment: the bytes that Excel saved, and what stands in them."""

    data: bytes
    snapshot: Snapshot

    def settled(self) -> tuple[Snapshot, Workbook]:
        """What the workbook holds, as the command line reads it. Raises ZipingError for one that is not ours."""
        from ziping.forms.write import settle

        return settle(self.snapshot)


class LiveBook:
    """The workbook that a click is about: always this one, whatever becomes active meanwhile."""

    def __init__(self, book: xw.Book, app: xw.App, now: datetime) -> None:
        self.book, self._app, self._now = book, app, now
        self.name = str(book.name)
        self.backup: Path | None = None
        """The copy of what the workbook was before this click wrote to it."""

    @property
    def path(self) -> Path:
        """Where the workbook lies. Raises ZipingError where it has no file on this computer."""
        full = com.full_name(self.book)
        if not com.is_saved_somewhere(self.book):
            raise ZipingError(f"“{self.name}”还没有保存过，请先保存到本机文件夹（.xlsx），再点一次。")
        if "://" in full:
            raise ZipingError(f"“{self.name}”在网盘上，旁边不能放备份和报告；请先另存到本机文件夹，再点一次。")
        return Path(full)

    def is_open(self) -> bool:
        try:
            return bool(self.book.name)
        except Exception:  # whatever Excel answers for a workbook that is gone
            return False

    def read(self) -> Copy:
        """The whole workbook as it is now. Raises ZipingError for a format that cannot be read."""
        from ziping.ooxml.reader import read_bytes

        path = self.path
        with TemporaryDirectory(prefix="ziping-", ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / f"copy{path.suffix}"
            com.save_copy(self.book, copy)
            data = copy.read_bytes()
        if data and not data.startswith(_WORKBOOKS):
            raise ZipingError(
                f"“{self.name}”的副本读不出来，多半是单位的文档加密软件只让 Excel 看到内容；"
                f"请信息中心把“{sys.executable}”设为可信程序，再点一次。"
            )
        return Copy(data, read_bytes(data, str(path), self.name))

    def selected(self) -> tuple[str, int, int] | None:
        """Sheet, row and column of the selected cell, the first of several in a row; None where another workbook, a
        drawing or more than one row is selected. A merged cell counts as its first row."""
        found = com.selection(self._app)
        if found is None or found.sheet.book.name != self.name:
            return None
        if found.shape[0] != 1 and found.shape != found[0, 0].merge_area.shape:
            return None
        return str(found.sheet.name), int(found.row), int(found.column)

    def active_sheet(self) -> str:
        return str(self.book.sheets.active.name)

    def show(self, sheet: str) -> None:
        """Bring a sheet to the front, unless the user has hidden it."""
        if com.is_visible(self.book.sheets[sheet]):
            self.book.sheets[sheet].activate()

    def write(self, edits: Iterable[CellEdit], heights: Heights | None = None) -> None:
        """Do the edits, then let Excel compute. Raises ZipingError, with nothing changed, for a workbook that cannot
        be saved or whose sheets cannot be unprotected."""
        wanted = areas(edits, date1904=com.starts_1904(self.book))
        heights = heights or {}
        sheets = dict.fromkeys((*(area.sheet for area in wanted), *(sheet for sheet in heights if heights[sheet])))
        if sheets:
            with self.changing(sheets):
                for area in wanted:
                    self.fill(area.sheet, area.row, area.column, area.rows, formulas=area.formulas)
                for sheet, rows in heights.items():
                    set_heights(self.book.sheets[sheet], rows)
        self._app.calculate()

    def bind(self, formulas: Iterable[CellEdit]) -> None:
        """Enter formulas again that stand in a workbook just made, so that Excel finds the functions of the add-in in
        them, and save it. Nobody is asked about a link to the add-in when the workbook is opened without it."""
        wanted = areas(formulas)
        if not wanted:
            return
        with steady(self._app), unprotected([self.book.sheets[name] for name in {area.sheet: 0 for area in wanted}]):
            for area in wanted:
                self.fill(area.sheet, area.row, area.column, area.rows, formulas=True)
        com.never_ask_about_links(self.book)
        self.book.save()

    @contextmanager
    def changing(self, sheets: Collection[str]) -> Iterator[None]:
        """Inside, the sheets can be changed: a copy is saved, protection is off, Excel is still. Everything is as it
        was afterwards."""
        if com.is_shared(self.book):
            raise ZipingError(
                f"“{self.name}”是多人共享的工作簿，Excel 不让改；请先在“审阅”里取消共享工作簿，再点一次。"
            )
        self._keep_copy()
        # Excel would insert copied cells instead of an empty row.
        self._app.cut_copy_mode = False
        with steady(self._app), unprotected([self.book.sheets[sheet] for sheet in sheets]):
            yield

    def fill(self, sheet: str, row: int, column: int, rows: list[list[float | str | None]], *, formulas: bool) -> None:
        """Put values or formulas into a rectangle."""
        area = self.book.sheets[sheet].range((row, column), (row + len(rows) - 1, column + len(rows[0]) - 1))
        put(area, rows, formulas=formulas)

    def reopen_as(self, data: bytes) -> None:
        """Put ``data`` in the place of the workbook's file and open it again, for what Excel cannot be told to do. A
        copy of the workbook as it was open, unsaved changes too, is kept before."""
        from ziping.ooxml.safe import write_new

        path = self.path
        self._keep_copy()
        self.book.close()
        try:
            written = write_new(path, data, now=self._now)
            log.note(f"file before: {written}")
        finally:
            self.book = com.open_book(self._app, path)

    def _keep_copy(self) -> None:
        """A dated copy beside the workbook, once a click."""
        if self.backup is not None:
            return
        path = self.path
        if com.is_read_only(self.book):
            raise ZipingError(f"“{self.name}”是以只读方式打开的，写进去也存不回来；请先另存一份，再点一次。")
        backup = copy_name(path, self._now)
        if len(str(backup)) > com.LONGEST_PATH:
            raise ZipingError(
                f"“{self.name}”连文件夹的名字太长（Excel 最多 {com.LONGEST_PATH} 个字），旁边存不了备份，没有写入任何"
                "内容；请把它移到外层一些的文件夹，再点一次。"
            )
        try:
            com.save_copy(self.book, backup)
            kept = backup.stat().st_size > 0
        except Exception as error:
            raise _no_copy(path) from error
        if not kept:
            raise _no_copy(path)
        self.backup = backup


def _no_copy(path: Path) -> ZipingError:
    return ZipingError(
        f"在“{path.parent}”里存不了备份，没有写入任何内容；请把“{path.name}”另存到可以写的文件夹，再点一次。"
    )
