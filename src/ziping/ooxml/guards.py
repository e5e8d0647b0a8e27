"""What is checked before anything of a received file is parsed; each refusal is one sentence naming the file."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from ziping.errors import ZipingError

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

_OLE_KINDS = (
    ("EncryptedPackage", "“{name}”有打开密码，请先在 Excel 或 WPS 里去掉密码再处理"),
    ("WordDocument", "“{name}”是 Word 文档，不是 Excel 工作簿"),
    ("PowerPoint Document", "“{name}”是演示文稿，不是 Excel 工作簿"),
    ("Workbook", "“{name}”是旧格式（.xls 或 .et）的工作簿，请在 Excel 里另存为 .xlsx"),
    ("Book", "“{name}”是旧格式（.xls 或 .et）的工作簿，请在 Excel 里另存为 .xlsx"),
)
_PART_KINDS = (
    ("word/document.xml", "“{name}”是 Word 文档，不是 Excel 工作簿"),
    ("ppt/presentation.xml", "“{name}”是演示文稿，不是 Excel 工作簿"),
    ("xl/workbook.bin", "“{name}”是二进制工作簿（.xlsb），请在 Excel 里另存为 .xlsx"),
    ("content.xml", "“{name}”是 OpenDocument 文件，请在 Excel 或 WPS 里另存为 .xlsx"),
)


def is_xml(part: str) -> bool:
    """Whether a part of this name holds XML."""
    return part.lower().endswith((".xml", ".rels", ".vml"))


def read_file(path: Path) -> bytes:
    """The bytes of a file that may be a workbook; ZipingError for a missing, unreadable or oversized one."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ZipingError(f"“{name}”是文件夹，请指定一个 .xlsx 工作簿")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ZipingError(f"“{name}”超过 {MAX_FILE_BYTES >> 20} MB，不像自评表工作簿，请核对文件")
        return path.read_bytes()
    except FileNotFoundError:
        raise ZipingError(f"找不到文件“{name}”，请核对路径和文件名") from None
    except (OSError, ValueError) as error:
        raise ZipingError(f"读不出文件“{name}”，请核对它没有被占用并且有读取权限", detail=str(error)) from error


def guard_kind(data: bytes, name: str) -> None:
    """Refuse everything whose first bytes are not those of a zip package."""
    if data.startswith(_ZIP):
        return
    if not data:
        raise ZipingError(f"“{name}”是空文件，请重新取得原件")
    if data.startswith(_OLE):
        for stream, sentence in _OLE_KINDS:
            if _has_ole_stream(data, stream):
                raise ZipingError(sentence.format(name=name))
    if data.startswith(b"%PDF"):
        raise ZipingError(f"“{name}”是 PDF 文件，不是 Excel 工作簿")
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise ZipingError(f"“{name}”其实是网页或 XML 文件，请在 Excel 里打开后另存为 .xlsx")
    raise ZipingError(f"“{name}”不是 Excel 工作簿（可能只是改了扩展名），请提供 .xlsx 文件")


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


def guard_entries(entries: Collection[ZipInfo], size: int, name: str) -> None:
    """Refuse zip bombs, damaged and encrypted packages by the zip directory alone; ``size`` is the file's size."""
    bomb = f"“{name}”解压后大得不正常，可能是有害文件，已停止读取"
    if len(entries) > MAX_PARTS or sum(e.file_size for e in entries) > MAX_TOTAL_BYTES:
        raise ZipingError(bomb)
    for entry in entries:
        if entry.flag_bits & 1:
            raise ZipingError(f"“{name}”有打开密码，请先去掉密码再处理")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ZipingError(f"“{name}”用了 Excel 不支持的压缩方式，请在 Excel 里另存为 .xlsx")
        if is_xml(entry.filename) and (
            entry.file_size > MAX_XML_PART_BYTES
            or (entry.file_size > RATIO_FLOOR_BYTES and entry.file_size > entry.compress_size * MAX_RATIO)
        ):
            raise ZipingError(bomb)
    names = {e.filename.lower() for e in entries}
    if len(names) < len(entries) or sum(e.compress_size for e in entries) > size:
        raise damaged(name)


def guard_workbook(parts: Collection[str], workbook: str | None, name: str) -> None:
    """Refuse packages of other applications; ``parts`` are lower-case names, ``workbook`` the main part's."""
    for part, sentence in _PART_KINDS:
        if part in parts:
            raise ZipingError(sentence.format(name=name))
    if workbook is None or workbook not in parts:
        raise ZipingError(f"“{name}”里没有工作簿内容，不是 Excel 工作簿或已损坏，请提供 .xlsx 文件")


def guard_xml(xml: bytes, part: str, name: str) -> None:
    """Refuse document types and entities: Excel never writes them, attackers do.

    Bytes are enough here; a part in another encoding is refused by the parser when it is read.
    """
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise forbidden(name, part)


def forbidden(name: str, part: str) -> ZipingError:
    """The refusal of a part with a document type or entities."""
    return ZipingError(f"“{name}”含有不该出现的实体声明，可能是有害文件，已停止读取", detail=part)


def damaged(name: str, detail: str = "") -> ZipingError:
    """The refusal of a package or part that cannot be read."""
    return ZipingError(f"“{name}”已损坏或不完整，请重新取得原件，或在 Excel 里打开修复后另存", detail=detail)
