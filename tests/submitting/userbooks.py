"""A workbook as a unit really keeps it: our form, and around it everything that must not be submitted."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import xlsxwriter

from forms.workbooks import training
from ooxml.builders import parts_of, zipped
from ziping.ooxml.graft import graft_sheet

FORM = "项目支出绩效自评表"
MINE, HIDDEN, VERY_HIDDEN = "培训台账", "内部底稿", "更深"
SECRET = "张三的内部意见"
PERSON = "李四科员"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_XLAM = Path(__file__).parents[2] / "addin" / "ziping.xlam"
_LINK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"><sheetNames>'
    '<sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>'
)
_LINK_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
    'Target="file:///C:/Users/lisi/budget.xlsx" TargetMode="External"/></Relationships>'
)


def macro_book(form: bytes | None = None) -> bytes:
    """An .xlsm with our form, the unit's own sheet with a table, pictures and charts, and hidden sheets."""
    return graft_sheet(_with_link(_users()), form or training(), FORM, before=MINE)


def _users() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"author": PERSON, "manager": PERSON, "company": "某某局", "comments": SECRET})
    book.set_custom_property("经办人", PERSON)
    book.add_vba_project(io.BytesIO(parts_of(_XLAM.read_bytes())["xl/vbaProject.bin"]), is_stream=True)
    mine, hidden, deeper = book.add_worksheet(MINE), book.add_worksheet(HIDDEN), book.add_worksheet(VERY_HIDDEN)
    hidden.hide()
    deeper.very_hidden()
    for row, value in enumerate((12, 30, 8)):
        hidden.write(row, 0, value)
        hidden.write(row, 1, f"{SECRET}{row}")
        deeper.write(row, 0, f"{SECRET}底{row}")
        mine.write(row + 1, 0, f"第{row + 1}期")
        mine.write_formula(row + 1, 1, f"={HIDDEN}!A{row + 1}*2", None, value * 2)
    hidden.write("C1", "培训人数")
    mine.write_row(0, 0, ["期次", "人数"])
    mine.write_formula("D2", '=IF(B2>1,"多于一人","")', None, "多于一人")
    mine.write_formula("D3", "=B2>1", None, True)
    mine.write_array_formula("E2:E3", "{=B2:B3*2}", None, 48)
    mine.write_number("E3", 120)
    mine.write_comment("B2", SECRET, {"author": PERSON})
    mine.write_url("F2", r"external:D:\lisi\台账.xlsx#表!A1", string="总台账")
    mine.write_url("F3", f"internal:'{FORM}'!A1", string="看自评表")
    mine.write_url("F4", f"internal:'{HIDDEN}'!A1", string="看底稿")
    mine.data_validation("G2", {"validate": "list", "source": f"={HIDDEN}!$A$1:$A$3"})
    mine.data_validation("G3", {"validate": "list", "source": ["是", "否"]})
    mine.conditional_format("B2:B4", {"type": "formula", "criteria": f"=B2>{HIDDEN}!$A$1", "format": book.add_format()})
    mine.conditional_format("B2:B4", {"type": "cell", "criteria": ">", "value": 20, "format": book.add_format()})
    mine.add_table("I1:J4", {"name": "台账", "total_row": True, "columns": [
        {"header": "项", "total_string": "合计"}, {"header": "数", "total_function": "sum", "formula": "=1+1"},
    ]})  # fmt: skip
    mine.add_sparkline("H2", {"range": f"{MINE}!B2:B4"})
    mine.add_sparkline("H3", {"range": f"{HIDDEN}!A1:A3"})
    mine.conditional_format("E2:E3", {"type": "data_bar", "data_bar_2010": True})
    mine.insert_image("L2", "dot.png", {
        "image_data": io.BytesIO(_PIXEL), "url": "external:C:/Users/lisi/a.png", "description": r"D:\lisi\章.png",
    })  # fmt: skip
    mine.insert_image("L4", "dot.png", {"image_data": io.BytesIO(_PIXEL), "description": "单位公章"})
    mine.insert_button("L6", {"macro": "ZPCheck", "caption": "校验"})
    mine.insert_textbox("L9", "文本", {"textlink": f"={HIDDEN}!$B$1"})
    mine.set_header("&L&G", {"image_left": "dot.png", "image_data_left": io.BytesIO(_PIXEL)})
    mine.set_row(5, None, None, {"hidden": True})
    for at, (sheet, kind) in {"A10": (HIDDEN, "column"), "A26": (MINE, "line")}.items():
        chart = book.add_chart({"type": kind})
        column = 0 if sheet == HIDDEN else 1
        first = 0 if sheet == HIDDEN else 1
        chart.add_series({
            "name": [sheet, 0, column], "categories": [sheet, first, 0, first + 2, 0],
            "values": [sheet, first, column, first + 2, column],
            "categories_data": ["甲", "乙", "丙"], "values_data": [12, 30, 8],
        })  # fmt: skip
        chart.set_title({"name": f"={HIDDEN}!$C$1"})
        mine.insert_chart(at, chart)
    book.define_name("底稿数", f"={HIDDEN}!$A$1")
    book.define_name("期数", f"={MINE}!$A$2:$A$4")
    book.define_name("底稿路径", r'="D:\lisi\底稿"')
    book.define_name("折算率", "=0.85")
    book.define_name("算式", f"=SUM({MINE}!$B$2:$B$4)*2")
    mine.print_area("A1:H40")
    mine.repeat_rows(0)
    book.close()
    return buffer.getvalue()


def _with_link(data: bytes) -> bytes:
    """A link to another file, a path of the file, and a sheet kept as it was last opened by somebody."""
    parts = dict(parts_of(data))
    book = parts["xl/workbook.xml"].decode()
    book = book.replace(
        "</sheets>", '</sheets><externalReferences><externalReference r:id="rId99"/></externalReferences>'
    )
    book = book.replace(
        "<bookViews>",
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'Requires="x15"><x15ac:absPath url="C:\\Users\\lisi\\" '
        'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
        "<bookViews>",
    ).replace("<workbook ", '<workbook xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" ')
    rels = (
        parts["xl/_rels/workbook.xml.rels"]
        .decode()
        .replace(
            "</Relationships>",
            '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
        )
    )
    types = (
        parts["[Content_Types].xml"]
        .decode()
        .replace(
            "</Types>",
            '<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/></Types>',
        )
    )
    return zipped({
        **parts, "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels, "[Content_Types].xml": types,
        "xl/externalLinks/externalLink1.xml": _LINK, "xl/externalLinks/_rels/externalLink1.xml.rels": _LINK_RELS,
    })  # fmt: skip
