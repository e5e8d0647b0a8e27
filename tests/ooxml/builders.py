"""Workbooks for the tests: small ones written part by part, and a rich one from XlsxWriter."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CREATED = datetime(2025, 3, 1, 9)  # noqa: DTZ001 - as XlsxWriter takes it
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts, with a time of its own for each entry."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(parts.items()):
            info = ZipInfo(name, (2025, 3, 1, 9, number % 60, 0))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def relationships(targets: Mapping[str, tuple[str, str]], office: str = OFFICE) -> str:
    """A .rels part: id → (kind, target)."""
    items = "".join(f'<Relationship Id="{i}" Type="{office}/{k}" Target="{t}"/>' for i, (k, t) in targets.items())
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def sheet(rows: str, *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A worksheet part around the XML of its rows."""
    return f'{_HEAD}<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def styles(*codes: str) -> str:
    """A styles part whose style n shows code n; style 0 is General."""
    own = "".join(f"<numFmt numFmtId='{200 + n}' formatCode='{_escape(code)}'/>" for n, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(codes)))
    return (
        f'{_HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def strings(*items: str) -> str:
    """A shared strings part; each item is the XML inside <si>."""
    return f'{_HEAD}<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def book_parts(
    *sheets: str,
    names: str = "",
    properties: str = "",
    tail: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    titles: tuple[str, ...] = ("自评表", "附表", "三"),
    attributes: tuple[str, ...] = ("", "", ""),
    office: str = OFFICE,
    namespace: str = MAIN,
) -> dict[str, str | bytes]:
    """The parts of a workbook with these worksheet parts; ``extra`` may add styles and shared strings."""
    extra = extra or {}
    listed = "".join(
        f'<sheet name="{_escape(title)}" sheetId="{n}" {attribute} r:id="rId{n}"/>'
        for n, (title, attribute, _) in enumerate(zip(titles, attributes, sheets, strict=False), 1)
    )
    targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    kinds = {"xl/styles.xml": "styles", "xl/sharedStrings.xml": "sharedStrings", "xl/calcChain.xml": "calcChain"}
    targets |= {k: (k, part.removeprefix("xl/")) for part, k in kinds.items() if part in extra}
    overrides = "".join(f'<Override PartName="/{part}" ContentType="application/xml"/>' for part in kinds)
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{overrides}</Types>',
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}, office),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{namespace}" xmlns:r="{office}">{properties}<sheets>{listed}</sheets>'
            f"{defined}{tail}</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relationships(targets, office),
        **{f"xl/worksheets/sheet{n}.xml": content for n, content in enumerate(sheets, 1)},
        **extra,
    }


def book(*sheets: str, **options: Any) -> bytes:
    """A workbook with these worksheet parts."""
    return zipped(book_parts(*sheets, **options))


def one_sheet(rows: str, **options: Any) -> bytes:
    """A workbook whose only sheet 自评表 has these rows."""
    return book(sheet(rows), **options)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The content of every part, in file order."""
    with ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def cells_of(part: bytes) -> tuple[dict[str, bytes], bytes]:
    """A sheet part split without any parser: each cell's bytes by reference, and everything between the cells."""
    pattern = re.compile(rb'<c r="([A-Z]+[0-9]+)"(?:[^>]*/>|.*?</c>)', re.DOTALL)
    return {m[1].decode(): m[0] for m in pattern.finditer(part)}, pattern.sub(b"", part)


def compound_file(stream: str) -> bytes:
    """The beginning of an OLE file with one stream of this name in its directory."""
    name = stream.encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + struct.pack("<HB", len(name), 2)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"\0" * 512 + entry.ljust(128, b"\0")


def png() -> BytesIO:
    """A picture of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def rich_workbook(vba: bytes) -> bytes:
    """Everything load-and-save libraries lose, around a small form in A1:F12 of 自评表."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.set_properties({"created": CREATED})  # twice the same workbook is twice the same bytes
    workbook.add_vba_project(BytesIO(vba), is_stream=True)
    form, other = workbook.add_worksheet("自评表"), workbook.add_worksheet("附表'一 1")
    bold, percent = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "0.00%"})
    day = workbook.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    form.merge_range("A1:F1", "项目支出绩效自评表", bold)
    form.write_rich_string("A2", "项目", bold, "名称", "（公章）")
    form.write_row("A3", ["数量指标", "培训人次", "≥100人", 120, 10, 10])
    form.write("D4", 0.955, percent)
    form.write("D5", 45000, day)
    form.write_formula("F6", "=SUM(F3:F5)", None, 10)
    form.write_dynamic_array_formula("H3:H5", "=_xlfn.UNIQUE(D3:D5)", None, 120)
    form.write_comment("B3", "按实际签到人数")
    form.insert_image("J2", "pixel.png", {"image_data": png()})
    form.insert_textbox("J10", "填表说明")
    form.insert_button("J20", {"macro": "Check", "caption": "检查"})
    form.insert_checkbox("G3", True)
    form.set_header("&L&G", {"image_left": "head.png", "image_data_left": png()})
    form.add_sparkline("I3", {"range": "自评表!D3:F3"})
    form.conditional_format("E3:E9", {"type": "data_bar", "data_bar_2010": True})
    form.data_validation("A3:A9", {"validate": "list", "source": ["数量指标", "质量指标"]})
    form.ignore_errors({"number_stored_as_text": "A1:F9"})
    form.write("A12", "合计")
    other.write("A1", "附表内容")
    other.insert_chart("C3", _chart(workbook))
    workbook.define_name("总分", "='自评表'!$F$6")
    workbook.close()
    return out.getvalue()


def _chart(workbook: xlsxwriter.Workbook) -> Any:
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "=自评表!$D$3:$F$3"})
    return chart


def vba_project() -> bytes:
    """The VBA project of the workbook that xlwings ships."""
    import xlwings

    with ZipFile(Path(xlwings.__file__).parent / "quickstart_standalone.xlsm") as archive:
        return archive.read("xl/vbaProject.bin")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;").replace('"', "&quot;")
