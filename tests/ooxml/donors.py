"""Workbooks that give sheets and conditional formats to others, and workbooks of several programs that get them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

SHEET = "得分 总览"
MARK = "zp_mark"


def donor(sheet: str = SHEET, *, form: str = "自评表") -> bytes:
    """A workbook with a form, and a sheet with all that a grafted sheet may have, which refers to the form."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    table, page = book.add_worksheet(form), book.add_worksheet(sheet)
    table.write("A1", "供体的表")
    _conditions(book, table)
    page.activate()
    _fill(book, page, form)
    quoted = f"'{sheet}'"
    book.define_name(f"{quoted}!zp_total", f"={quoted}!$B$4")
    book.define_name(f"{quoted}!zp_form", '="overview"')
    book.define_name("总览区", f"={quoted}!$A$1:$D$9")
    book.define_name("总分", f"={quoted}!$B$4")
    book.define_name("表外", f"={form}!$A$1")
    book.close()
    return out.getvalue()


def _fill(book: Any, page: Any, form: str) -> None:
    title = book.add_format({"bold": True, "font_size": 18, "font_name": "宋体", "align": "center"})
    entry = book.add_format({"bg_color": "#FFFDE7", "border": 1, "locked": False, "num_format": '0.00"分"'})
    rate = book.add_format({"num_format": "0.00%", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    red = book.add_format({"font_color": "#B71C1C", "bg_color": "#FFCDD2", "num_format": '0.0"!"'})
    page.set_column("A:A", 20, rate)
    page.set_row(6, 30, entry)
    page.merge_range("A1:D1", "得分<总览> & 说明", title)
    page.write_rich_string("A2", "前", title, "后 ", "  尾")
    page.write("B2", " 两端有空格 \r\n第二行_x0041_")
    page.write("A3", 0.955, rate)
    page.write("B3", 12.5, entry)
    page.write("C3", True)
    page.write_formula("B4", f'={form}!D3&"<好>"', entry, "良")
    page.write_formula("C4", f"='{page.get_name()}'!B3*2", entry, 25)
    page.write_dynamic_array_formula("D4:D5", "=_xlfn.UNIQUE(B3:B4)", None, 12.5)
    page.write("A8", 45000, day)
    page.conditional_format("B3:B9", {"type": "formula", "criteria": "=N(B3)>10", "format": red})
    page.conditional_format("C3:C9", {"type": "2_color_scale"})
    page.data_validation("A3:A9", {"validate": "list", "source": f"={form}!$A$3:$A$9"})
    page.protect("", {"format_columns": True})
    page.set_landscape()
    page.repeat_rows(0, 1)
    page.print_area("A1:D9")
    page.set_footer("&C第 &P 页")
    page.write_url("D8", f"internal:{form}!A1", string="回到表")
    page.freeze_panes(2, 0)


def _conditions(book: Any, form: Any) -> None:
    """Two rules with the mark, one of them in the same range as a rule without it."""
    orange = book.add_format({"bg_color": "#FFE0B2", "num_format": '0.0"?"'})
    red = book.add_format({"font_color": "#B71C1C", "bold": True})
    marked = f'AND(LEN("{MARK}")>0,$A3<>"")'
    form.conditional_format("A3:A9", {"type": "formula", "criteria": "=$A3=1", "format": red})
    form.conditional_format("A3:A9", {"type": "formula", "criteria": f"={marked}", "format": orange})
    form.conditional_format("C3:C9", {"type": "formula", "criteria": f'=LEN("{MARK}")>$C3', "format": red})
    form.conditional_format("D3:D9", {"type": "data_bar"})


def from_openpyxl() -> bytes:
    """A form of 自评表, 附表 and 末表 with names, styles and a chart sheet, written by openpyxl."""
    book = openpyxl.Workbook()
    form = book.active
    assert form is not None
    form.title = "自评表"
    form.append(["项目", 1, 0.5, "=B1*2"])
    form["A1"].font, form["B1"].fill = Font(name="黑体", size=14), PatternFill("solid", fgColor="FFFF00")
    form["C1"].number_format = '0.000"自"'
    form.conditional_formatting.add("A3:A9", FormulaRule(formula=["$A3>5"], font=Font(color="FF0000")))
    form.print_title_rows = "1:2"
    other, last = book.create_sheet("附表"), book.create_sheet("末表")
    book.create_chartsheet("图").add_chart(BarChart())
    other["A1"], last["A1"] = "附表内容", 7
    last.print_area = "A1:C3"
    book.defined_names["总分"] = DefinedName("总分", attr_text="自评表!$B$1")
    other.defined_names["本表"] = DefinedName("本表", attr_text="附表!$A$1")
    book.active = 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
