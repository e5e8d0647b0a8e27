"""A workbook of ours with sheets that a unit added, holding all that people put on sheets."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from forms.workbooks import SHEET, training
from ooxml.builders import png
from ziping.ooxml.graftbook import graft_book

LEDGER, HIDDEN, PLOT = "明细 台账", "底稿", "图表页"
POINTING = {
    "E2": (f"='{SHEET}'!$C$3", "技能培训"),
    "E3": (f"=SUM('{SHEET}'!H6:H9)+B2", 42),
    "E4": (f"=COUNTA({SHEET}!A:A)>3", True),
    "E5": (f"=1/({SHEET}!ZZ9)", "#DIV/0!"),
    "E6": (f'=INDIRECT("{SHEET}!C3")', "技能培训"),
    "E7": ("=旧表总分*2", 197.1),
    "E8": ("=间接+1", 98.55),
}
"""Formulas of the ledger that show something of our form, with what they show."""


def staying(hidden: str = HIDDEN) -> dict[str, tuple[str, Any]]:
    """Formulas of the ledger that show what comes along, with what they show."""
    text = f"'{SHEET}'!A1"
    return {"C5": ("=SUM(B2:B4)", 60), "F2": (f'={hidden}!A1&"{text}"', f"底稿一{text}"), "F3": ("=台账合计", 60)}


@cache
def with_own_sheets(*, pointing: bool = True, hidden: str = HIDDEN) -> bytes:
    """By XlsxWriter: a ledger with formats, pictures, charts and rules, a ``hidden`` sheet, a chart sheet. Without
    ``pointing`` nothing of it refers to our form."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    front, ledger, back = (book.add_worksheet(title) for title in ("封面", LEDGER, hidden))
    front.write("A1", "培训项目资料")
    back.hide()
    back.write_column("A1", ["底稿一", "底稿二"])
    _cells(book, ledger, hidden, staying(hidden) | (POINTING if pointing else {}))
    _rules(book, ledger, hidden)
    _drawn(book, ledger)
    if pointing:
        _pointing(book, ledger)
    page = book.add_chartsheet(PLOT)
    page.set_chart(_chart(book, SHEET if pointing else LEDGER, "全年执行数"))
    book.define_name("台账合计", f"=SUM('{LEDGER}'!$B$2:$B$4)")
    book.define_name("底稿区", f"={hidden}!$A$1:$A$2")
    book.close()
    return graft_book(out.getvalue(), training())


def _cells(book: Any, ledger: Any, hidden: str, formulas: dict[str, tuple[str, Any]]) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "font_name": "楷体", "align": "center"})
    money = book.add_format({"num_format": "#,##0.00", "border": 1})
    ledger.set_column("A:A", 22)
    ledger.set_column("D:D", 4, None, {"hidden": True})
    ledger.set_row(8, None, None, {"hidden": True})
    ledger.freeze_panes(1, 0)
    ledger.merge_range("A1:C1", "2025年培训支出台账", head)
    for row, (name, amount) in enumerate((("场地费", 10), ("讲课费", 20), ("资料费", 30)), 1):
        ledger.write(row, 0, name)
        ledger.write(row, 1, amount, money)
    ledger.write("A5", "合计", head)
    ledger.write("A9", "藏起来的一行")
    ledger.write_rich_string("A7", "红", book.add_format({"font_color": "red"}), "字说明")
    for at, (formula, value) in formulas.items():
        ledger.write_formula(at, formula, None if value is True else money, value)
    ledger.write_comment("B2", "发票 3 张", {"author": "张会计"})
    ledger.write_url("A10", f"internal:'{hidden}'!A1", string="看底稿")
    ledger.write_url("A11", "https://www.mof.gov.cn/", string="财政部")
    ledger.print_area("A1:P46")
    ledger.set_landscape()
    ledger.fit_to_pages(1, 1)
    ledger.autofilter("A1:B5")


def _rules(book: Any, ledger: Any, hidden: str) -> None:
    red = book.add_format({"bg_color": "#FFCDD2"})
    ledger.conditional_format("B2:B4", {"type": "cell", "criteria": ">", "value": 15, "format": red})
    ledger.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    ledger.data_validation("C2", {"validate": "list", "source": f"={hidden}!$A$1:$A$2"})
    ledger.add_sparkline("C6", {"range": f"'{LEDGER}'!B2:B4"})


def _drawn(book: Any, ledger: Any) -> None:
    ledger.insert_image("L2", "dot.png", {"image_data": png(), "x_scale": 60, "y_scale": 60})
    ledger.insert_textbox("L8", "手写的说明", {"width": 160, "height": 40})
    ledger.insert_chart("A14", _chart(book, LEDGER, "台账支出"))


def _pointing(book: Any, ledger: Any) -> None:
    """What shows something of our form, beside formulas of cells."""
    ledger.write_array_formula("G2:G3", f"{{={SHEET}!H6:H7*1}}", None, 100)
    ledger.write_number("G3", 100)
    ledger.conditional_format(
        "B2:B4", {"type": "formula", "criteria": f"=B2>{SHEET}!$H$6", "format": book.add_format()}
    )
    ledger.data_validation("C3", {"validate": "list", "source": f"={SHEET}!$A$1:$A$5"})
    ledger.add_sparkline("C7", {"range": f"{SHEET}!H6:H9"})
    ledger.add_table("I1:J3", {"name": "小表", "columns": [
        {"header": "项"}, {"header": "数", "formula": f"={SHEET}!$H$6"},
    ]})  # fmt: skip
    ledger.insert_textbox("L12", "技能培训", {"textlink": f"={SHEET}!$C$3", "width": 160, "height": 40})
    ledger.insert_chart("A30", _chart(book, SHEET, "旧表的数"))
    book.define_name("旧表总分", f"='{SHEET}'!$H$30")
    book.define_name("间接", "=旧表总分-1")
    ledger.activate()


def _chart(book: Any, sheet: str, title: str) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series({
        "categories": f"='{sheet}'!$A$2:$A$4", "values": f"='{sheet}'!$B$2:$B$4",
        "categories_data": ["甲", "乙", "丙"], "values_data": [10, 20, 30],
    })  # fmt: skip
    chart.set_title({"name": title})
    return chart


@cache
def by_openpyxl() -> bytes:
    """By openpyxl, all of it: formulas have no values, texts are shared, parts are named its way."""
    book = openpyxl.load_workbook(io.BytesIO(training()))
    ledger, hidden = book.create_sheet(LEDGER, 0), book.create_sheet(HIDDEN)
    hidden.sheet_state = "hidden"
    hidden["A1"] = "底稿一"
    ledger.merge_cells("A1:C1")
    ledger["A1"], ledger["A1"].font = "2025年培训支出台账", Font(bold=True, name="楷体")
    for row, amount in enumerate((10, 20, 30), 2):
        ledger.cell(row, 1, f"第{row}行").fill = PatternFill("solid", fgColor="DDEBF7")
        ledger.cell(row, 2, amount).number_format = "#,##0.00"
    ledger["B5"], ledger["E2"], ledger["E3"] = "=SUM(B2:B4)", f"='{SHEET}'!$C$3", f"=SUM({SHEET}!H6:H9)"
    ledger["B2"].comment = Comment("发票 3 张", "张会计")
    ledger.add_image(Image(png()), "L2")
    chart = BarChart()
    chart.add_data(Reference(ledger, min_col=2, min_row=2, max_row=4))
    ledger.add_chart(chart, "A14")
    ledger.column_dimensions["A"].width = 22
    book.defined_names["台账合计"] = DefinedName("台账合计", attr_text=f"'{LEDGER}'!$B$5")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
