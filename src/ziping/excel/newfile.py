"""A new file that a click makes: beside the open workbook, under a name that nothing has, opened in Excel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ziping.errors import ZipingError
from ziping.excel import com

if TYPE_CHECKING:
    import xlwings as xw

    from ziping.excel.click import Click


def folder(click: Click, source: Path | None = None) -> Path:
    """Beside the file ``source`` that the new one is made from, else beside the open workbook, where that folder lies
    on this computer and can be written to; else the user's documents."""
    from platformdirs import user_documents_path

    wanted = (source.parent if source else None, _beside(click), user_documents_path())
    return next((path for path in wanted if path and os.access(path, os.W_OK)), Path.home())


def _beside(click: Click) -> Path | None:
    try:
        return click.book.path.parent
    except ZipingError:
        return None


def open_new(
    click: Click, name: str, data: bytes, suffix: str = ".xlsx", source: Path | None = None
) -> tuple[Path, xw.Book]:
    """Write ``data`` as a new workbook called ``name`` into :func:`folder` and open it. Raises ZipingError where it
    cannot be written."""
    from ziping.ooxml.safe import file_name, write_new

    path = _free(folder(click, source), file_name(name), suffix, click)
    if len(str(path)) > com.LONGEST_PATH:
        raise ZipingError(
            f"“{path.name}”连文件夹的名字太长（Excel 最多 {com.LONGEST_PATH} 个字），没有生成；"
            "请把工作簿移到外层一些的文件夹，再点一次。"
        )
    write_new(path, data, now=click.now)
    return path, com.open_book(click.app, path)


def _free(folder: Path, name: str, suffix: str, click: Click) -> Path:
    """A file that is not there yet: nobody's workbook is replaced. Excel does not open two workbooks of one name,
    wherever they lie."""
    open_names = {book.name.lower() for book in click.app.books}
    names = (folder / f"{name}{'' if number == 1 else f' ({number})'}{suffix}" for number in range(1, 1000))
    return next(path for path in names if not os.path.lexists(path) and path.name.lower() not in open_names)
