"""Any file somebody may have their 自评表 in, as grids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ziping.domain.decimals import as_excel_shows, decimal_of, plain
from ziping.domain.snapshot import Cell, Snapshot
from ziping.errors import NoTableError, ZipingError
from ziping.importing.grid import Grid, Merge, Position
from ziping.ooxml.wordtext import Grid as WordTable
from ziping.ooxml.wordtext import Line

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from ziping.importing.oldformats import OldFormats

_DAY = 86400
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = {
    ".doc": ("旧的 Word 文档", "在 Word 或 WPS 里另存为 .docx"),
    ".wps": ("WPS 文字文档", "在 WPS 里另存为 .docx"),
    ".rtf": (" RTF 文档", "在 Word 或 WPS 里另存为 .docx"),
    ".pdf": (" PDF 文件", "找到它的 Excel 或 Word 原件"),
    ".ofd": (" OFD 文件", "找到它的 Excel 或 Word 原件"),
    ".xlsb": ("二进制工作簿", "在 Excel 里另存为 .xlsx"),
    ".ods": (" OpenDocument 表格", "在 Excel 或 WPS 里另存为 .xlsx"),
    ".csv": ("文本文件", "在 Excel 里打开后另存为 .xlsx"),
    ".txt": ("文本文件", "把表复制到 Excel 里另存为 .xlsx"),
}
_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp"))
_LOST = "“{name}”是旧格式（.xls 或 .et），数字的显示格式读不到：百分数、日期按存的数显示，请对照原表核对。"


class Source(msgspec.Struct, frozen=True):
    """The grids of a file in their order, what the user should know about how it was read, and the snapshot of a
    workbook with its bytes."""

    name: str
    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    snapshot: Snapshot | None = None
    data: bytes = b""


def read_source(path: Path, snapshot: Snapshot | None = None) -> Source:
    """The tables of an .xlsx, .xlsm, .et, .xls or .docx file; ``snapshot`` where it is a workbook that was read
    already. Raises ZipingError for everything else, for a file with a password, and for one that is damaged."""
    from ziping.ooxml.guards import read_file

    suffix = path.suffix.lower()
    if suffix in _PICTURES:
        raise ZipingError(f"“{path.name}”是图片，读不出里面的表，请找到它的 Excel 或 Word 原件。")
    data = read_file(path)
    if data.startswith(b"%PDF"):
        suffix = ".pdf"
    if suffix in _SAVE_AS and not _is_package(data, suffix):
        what, how = _SAVE_AS[suffix]
        raise ZipingError(f"“{path.name}”是{what}，不能直接读取，请先{how}。")
    if snapshot is not None:
        return _sheets(snapshot, data, path)
    return _reader(data, suffix)(data, path)


def _is_package(data: bytes, suffix: str) -> bool:
    """Whether a .doc or .wps is a .docx by its content."""
    return suffix in (".doc", ".wps") and data.startswith(b"PK")


def _reader(data: bytes, suffix: str) -> Callable[[bytes, Path], Source]:
    """By what the file is, not by what it is called."""
    if data.startswith(b"PK") and b"xl/workbook.xml" in data:
        return _workbook
    if data.startswith(b"PK") and (suffix in (".doc", ".docx", ".wps", ".docm") or b"word/document.xml" in data):
        return _word
    if data.startswith(_OLE) and suffix not in (".doc", ".docx", ".docm") and not _encrypted(data):
        return _old
    return _word if suffix in (".docx", ".docm") else _workbook


def _encrypted(data: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in data


def _workbook(data: bytes, path: Path) -> Source:
    from ziping.ooxml.reader import read_bytes

    return _sheets(read_bytes(data, str(path), path.name), data, path)


def _sheets(snapshot: Snapshot, data: bytes, path: Path) -> Source:
    grids = tuple(Grid(sheet.name, sheet.cells, sheet.merges, hidden=sheet.hidden) for sheet in snapshot.sheets)
    return Source(path.name, grids, (), snapshot, data)


def _old(data: bytes, path: Path) -> Source:
    """.xls and .et through calamine, which gives numbers without their formats; those are read beside."""
    from io import BytesIO

    from python_calamine import CalamineError, PasswordError, load_workbook

    from ziping.importing.oldformats import old_formats
    from ziping.ooxml.guards import guard_kind

    try:
        book = load_workbook(BytesIO(data))
        formats = old_formats(data)
        grids = tuple(_old_sheet(book, name, formats) for name in book.sheet_names)
    except PasswordError:
        raise ZipingError(f"“{path.name}”有打开密码，请先在 Excel 或 WPS 里去掉密码再处理。") from None
    except (CalamineError, OSError, ValueError) as error:
        guard_kind(data, path.name)
        raise ZipingError(f"“{path.name}”读不出来，请在 Excel 或 WPS 里另存为 .xlsx。", detail=repr(error)) from error
    return Source(path.name, grids, () if formats else (_LOST.format(name=path.name),))


def _old_sheet(book: CalamineWorkbook, name: str, formats: OldFormats | None) -> Grid:
    sheet = book.get_sheet_by_name(name)
    codes = formats.codes.get(name, {}) if formats else {}
    cells: dict[Position, Cell] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            if value != "" and value is not None:
                at = (row, column)
                shown = _shown(value, codes[at], date1904=formats.date1904) if formats and at in codes else None
                cells[at] = shown or _old_cell(value)
    ranges = sheet.merged_cell_ranges or ()
    merges = tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
    hidden = formats is not None and name in formats.hidden
    return Grid(name, cells, merges, hidden=hidden, plain=formats is None)


def _shown(value: object, code: str, *, date1904: bool) -> Cell | None:
    """A number or a day as its format shows it; None for anything else."""
    from ziping.ooxml.dates import date_of, serial_of
    from ziping.ooxml.numfmt import number_format

    if isinstance(value, date):
        moment = value.time() if isinstance(value, datetime) else time()
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        day = value.date() if isinstance(value, datetime) else value
        number = serial_of(day, date1904) + Decimal(seconds) / _DAY
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = as_excel_shows(decimal_of(value))
    else:
        return None
    shown = number_format(code)
    shown_day = date_of(number, date1904) if shown.is_date else None
    return Cell(shown.number(number, date1904), plain(number), number, date=shown_day, number_format=code)


def _old_cell(value: object) -> Cell:
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", str(value), boolean=value)
    if isinstance(value, int | float):
        number = as_excel_shows(decimal_of(value))
        return Cell(plain(number), plain(number), number)
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    if isinstance(value, date | time | timedelta):
        day = value if isinstance(value, date) and not isinstance(value, datetime) else None
        return Cell(str(value), str(value), date=day)
    return Cell(str(value), str(value))


def _word(data: bytes, path: Path) -> Source:
    from ziping.importing.wordspans import merges_of
    from ziping.ooxml.wordtext import read_word

    blocks = read_word(data, path.name)
    tables = [block for block in blocks if isinstance(block, WordTable)]
    if not tables:
        raise NoTableError(
            f"“{path.name}”里没有表格，读不出自评表；如果表是贴进去的图片，请找到它的 Excel 或 Word 原件。"
        )
    merges = merges_of(data, path.name)
    stacked = _stacked(blocks, merges if len(merges) == len(tables) else [() for _ in tables])
    return Source(path.name, (msgspec.structs.replace(stacked, name=path.name),))


def _stacked(blocks: tuple[Line | WordTable, ...], merges: list[tuple[Merge, ...]]) -> Grid:
    """Paragraphs and tables under each other."""
    cells: dict[Position, Cell] = {}
    spans: list[Merge] = []
    lines: dict[int, str] = {}
    breaks = set()
    row = 0
    for block in blocks:
        if isinstance(block, Line):
            row += 1
            lines[row] = f"第{block.number}段"
            cells[row, 1] = Cell(block.text, block.text)
            continue
        breaks.add(row + 1)
        spans += [(top + row, left, bottom + row, right) for top, left, bottom, right in merges[block.number - 1]]
        for number, texts in enumerate(block.rows, 1):
            row += 1
            lines[row] = f"表{block.number}第{number}行"
            cells |= {(row, column): Cell(text, text) for column, text in enumerate(texts, 1) if text}
    return Grid("", cells, tuple(spans), lines, frozenset(breaks))
