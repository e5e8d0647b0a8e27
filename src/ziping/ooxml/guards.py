"""What is checked before anything of a received file is parsed; each refusal is one sentence naming the file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from ziping.errors import NotOursError, ZipingError

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
MAX_XML_PART_BYTES = 256 * 1024 * 1024
MAX_PARTS = 20_000
# Real sheets, even those formatted to the last row, pack below 100:1; a bomb of one repeated byte packs 1000:1.
MAX_RATIO = 300
RATIO_FLOOR_BYTES = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_ENTRY_BYTES = 128
_OLE_STREAM, _OLE_NAME_LENGTH, _OLE_TYPE = 2, 64, 66


class Kind(NamedTuple):
    """What a file should be, and the sentences for what it is instead."""

    called: str
    program: str
    extension: str
    content: str
    ole_streams: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    beginnings: tuple[tuple[bytes, str], ...]
    tables: Mapping[str, str] = {}
    """Streams and parts of other files with tables that ``ziping import`` reads, and what these files are."""


WORKBOOK = Kind(
    "Excel 工作簿",
    "Excel",
    ".xlsx",
    "工作簿内容",
    (
        ("EncryptedPackage", "“{name}”有打开密码，请先在 Excel 或 WPS 里去掉密码再处理"),
        ("WordDocument", "“{name}”是 Word 文档，不是 Excel 工作簿"),
        ("PowerPoint Document", "“{name}”是演示文稿，不是 Excel 工作簿"),
        ("Workbook", "“{name}”是旧格式（.xls 或 .et）的工作簿，请在 Excel 里另存为 .xlsx"),
        ("Book", "“{name}”是旧格式（.xls 或 .et）的工作簿，请在 Excel 里另存为 .xlsx"),
    ),
    (
        ("word/document.xml", "“{name}”是 Word 文档，不是 Excel 工作簿"),
        ("ppt/presentation.xml", "“{name}”是演示文稿，不是 Excel 工作簿"),
        ("xl/workbook.bin", "“{name}”是二进制工作簿（.xlsb），请在 Excel 里另存为 .xlsx"),
        ("content.xml", "“{name}”是 OpenDocument 文件，请在 Excel 或 WPS 里另存为 .xlsx"),
    ),
    ((b"%PDF", "“{name}”是 PDF 文件，不是 Excel 工作簿"),),
    {
        "Workbook": "是旧格式（.xls 或 .et）的工作簿",
        "Book": "是旧格式（.xls 或 .et）的工作簿",
        "word/document.xml": "是 Word 文档",
    },
)
DOCUMENT = Kind(
    "Word 文档",
    "Word 或 WPS",
    ".docx",
    "文档内容",
    (
        ("EncryptedPackage", "“{name}”有打开密码，请先在 Word 或 WPS 里去掉密码再处理"),
        ("WordDocument", "“{name}”是旧的 .doc 格式，请在 Word 或 WPS 里另存为 .docx"),
        ("PowerPoint Document", "“{name}”是演示文稿，不是 Word 文档，请提供 .docx 文件"),
        ("Workbook", "“{name}”是 Excel 工作簿，不是 Word 文档，请提供 .docx 文件"),
        ("Book", "“{name}”是 Excel 工作簿，不是 Word 文档，请提供 .docx 文件"),
    ),
    (
        ("xl/workbook.xml", "“{name}”是 Excel 工作簿，不是 Word 文档，请提供 .docx 文件"),
        ("xl/workbook.bin", "“{name}”是 Excel 工作簿，不是 Word 文档，请提供 .docx 文件"),
        ("ppt/presentation.xml", "“{name}”是演示文稿，不是 Word 文档，请提供 .docx 文件"),
        ("content.xml", "“{name}”是 OpenDocument 文件，请在 Word 或 WPS 里另存为 .docx"),
    ),
    (
        (b"%PDF", "“{name}”是 PDF 文件，不是 Word 文档，请提供 .docx 文件"),
        (b"{\\rtf", "“{name}”其实是 RTF 文件，请在 Word 或 WPS 里打开后另存为 .docx"),
    ),
)


class DamagedError(ZipingError):
    """A package or part that cannot be read; a reader of another kind of file says it in its own words."""


def is_xml(part: str) -> bool:
    """Whether a part of this name holds XML."""
    return part.lower().endswith((".xml", ".rels", ".vml"))


def read_file(path: Path) -> bytes:
    """The bytes of a workbook or Word document; ZipingError for a missing, unreadable or oversized one."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ZipingError(f"“{name}”是文件夹，请指定一个文件")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ZipingError(f"“{name}”超过 {MAX_FILE_BYTES >> 20} MB，不像自评表或报告，请核对文件")
        return path.read_bytes()
    except FileNotFoundError:
        raise ZipingError(f"找不到文件“{name}”，请核对路径和文件名") from None
    except (OSError, ValueError) as error:
        raise ZipingError(f"读不出文件“{name}”，请核对它没有被占用并且有读取权限", detail=str(error)) from error


def guard_kind(data: bytes, name: str, kind: Kind = WORKBOOK) -> None:
    """Refuse everything whose first bytes are not those of a zip package; ``kind`` is what it should be."""
    if data.startswith(_ZIP):
        return
    if not data:
        raise ZipingError(f"“{name}”是空文件，请重新取得原件")
    if data.startswith(_OLE):
        for stream, sentence in kind.ole_streams:
            if _has_ole_stream(data, stream):
                raise _other(stream, sentence, name, kind)
    for beginning, sentence in kind.beginnings:
        if data.startswith(beginning):
            raise ZipingError(sentence.format(name=name))
    begun = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begun.startswith((b"<!doctype html", b"<html", b"<?xml", b"mime-version:")):
        raise ZipingError(f"“{name}”其实是网页或 XML 文件，请在 {kind.program} 里打开后另存为 {kind.extension}")
    if begun and b"\0" not in begun:
        how = f"请在 {kind.program} 里打开后另存为 {kind.extension}"
        raise ZipingError(f"“{name}”不是 {kind.called}（可能只是改了扩展名），里面只有文字，{how}")
    raise ZipingError(f"“{name}”不是 {kind.called}（可能只是改了扩展名），请提供 {kind.extension} 文件")


def _has_ole_stream(data: bytes, stream: str) -> bool:
    """Whether the compound file has a stream of this name: a 128-byte directory entry that starts with it."""
    wanted = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        length = data[at + _OLE_NAME_LENGTH : at + _OLE_NAME_LENGTH + 2]
        kind = data[at + _OLE_TYPE : at + _OLE_TYPE + 1]
        if at % _OLE_ENTRY_BYTES == 0 and length == len(wanted).to_bytes(2, "little") and kind == bytes([_OLE_STREAM]):
            return True
        at = data.find(wanted, at + 1)
    return False


def guard_entries(entries: Collection[ZipInfo], size: int, name: str, kind: Kind = WORKBOOK) -> None:
    """Refuse zip bombs, damaged and encrypted packages by the zip directory alone; ``size`` is the file's size."""
    bomb = f"“{name}”解压后大得不正常，可能是有害文件，已停止读取"
    if len(entries) > MAX_PARTS or sum(e.file_size for e in entries) > MAX_TOTAL_BYTES:
        raise ZipingError(bomb)
    for entry in entries:
        if entry.flag_bits & 1:
            raise ZipingError(f"“{name}”有打开密码，请先去掉密码再处理")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ZipingError(
                f"“{name}”用了 {kind.program} 不支持的压缩方式，请在 {kind.program} 里另存为 {kind.extension}"
            )
        if is_xml(entry.filename) and (
            entry.file_size > MAX_XML_PART_BYTES
            or (entry.file_size > RATIO_FLOOR_BYTES and entry.file_size > entry.compress_size * MAX_RATIO)
        ):
            raise ZipingError(bomb)
    names = {e.filename.lower() for e in entries}
    if len(names) < len(entries) or sum(e.compress_size for e in entries) > size:
        raise damaged(name)


def guard_main(parts: Collection[str], main: str | None, name: str, kind: Kind = WORKBOOK) -> None:
    """Refuse packages of other applications; ``parts`` are lower-case names, ``main`` the main part's."""
    for part, sentence in kind.parts:
        if part in parts:
            raise _other(part, sentence, name, kind)
    if main is None or main not in parts:
        raise no_content(name, kind)


def _other(what: str, sentence: str, name: str, kind: Kind) -> ZipingError:
    """The refusal of a file of another kind."""
    message, why = sentence.format(name=name), kind.tables.get(what)
    return ZipingError(message) if why is None else NotOursError(message, why=why)


def no_content(name: str, kind: Kind) -> ZipingError:
    """The refusal of a package without the main part that ``kind`` has."""
    return ZipingError(f"“{name}”里没有{kind.content}，不是 {kind.called}或已损坏，请提供 {kind.extension} 文件")


def guard_xml(xml: bytes, part: str, name: str) -> None:
    """Refuse document types and entities: Excel never writes them, attackers do.

    Bytes are enough here; a part in another encoding is refused by the parser when it is read.
    """
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise forbidden(name, part)


def forbidden(name: str, part: str) -> ZipingError:
    """The refusal of a part with a document type or entities."""
    return ZipingError(f"“{name}”含有不该出现的实体声明，可能是有害文件，已停止读取", detail=part)


def damaged(name: str, detail: str = "") -> DamagedError:
    """The refusal of a package or part that cannot be read."""
    return DamagedError(f"“{name}”已损坏或不完整，请重新取得原件，或在 Excel 里打开修复后另存", detail=detail)
