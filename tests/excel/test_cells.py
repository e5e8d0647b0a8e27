"""What is put into cells stays what it is, whatever Excel reads into it and however the cell is formatted."""

from __future__ import annotations

import pytest
import xlwings as xw

from excel.clicks import TEMPLATES, Desk, workbook
from support.livebook import puts
from ziping.excel.areas import Value, as_typed
from ziping.excel.cells import put

TEXTS = [
    "1-3次", "1-3", "2022/1", "2022-12-31", "2022年12月", "12月5日", "二〇二六年三月五日", "3月5日 上午9时30分", "9:30",
    "9 a", "007", "1E5", "1e-5", "95%", "95％", "１２", "1,234.5", "￥5", "¥ 5.5", "(5)", "0 1/2", "3/4", "5-Mar",
    "Mar-26",
    "5 March 2026", "TRUE", "false", "#N/A", "=1+1", "+1", "-5%", "-", "@甲", "'95%", "≥90%", "不少于150人次", " 12 ",
    "12.", ".5", "1.2.3", "第一行\n第二行",
]  # fmt: skip


@pytest.fixture
def sheet(desk: Desk) -> xw.Sheet:
    sheet = desk.open(workbook(TEMPLATES[0])).sheets[0]
    sheet.api.Unprotect("")
    return sheet


def stands(sheet: xw.Sheet, value: Value, *, formulas: bool = False, code: str = "General") -> object:
    """What is in a cell of that number format after ``value`` was put there."""
    cell = sheet.range("AA1")
    cell.number_format = code
    put(cell, [[value]], formulas=formulas)
    return cell.value


@pytest.mark.parametrize("code", ["General", "@", "0.00", "yyyy/m/d"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_kept_as_it_is(text: str, code: str, sheet: xw.Sheet) -> None:
    assert stands(sheet, as_typed(text), code=code) == text


@pytest.mark.parametrize("code", ["General", "@", "0.00"])
def test_a_number_is_a_number(code: str, sheet: xw.Sheet) -> None:
    """A cell formatted as text makes a text of it, which no formula counts."""
    assert stands(sheet, 95.5, code=code) == 95.5


@pytest.mark.parametrize("code", ["General", "@"])
def test_a_formula_is_computed_and_not_shown(code: str, sheet: xw.Sheet) -> None:
    stands(sheet, "=1+1", formulas=True, code=code)
    assert sheet.range("AA1").impl.sheet.ws["AA1"].data_type == "f"


def test_a_table_is_put_in_one_call(desk: Desk, sheet: xw.Sheet) -> None:
    put(sheet.range("AA1:AC2"), [["甲", 1.0, None], ["乙", 2.0, as_typed("95%")]], formulas=False)
    assert sheet.range("AA1:AC2").value == [["甲", 1.0, None], ["乙", 2.0, "95%"]]
    assert len(puts(desk.excel.calls)) == 1


def test_rows_that_a_filter_hides_are_filled_too(sheet: xw.Sheet) -> None:
    """Excel writes a whole area past them."""
    sheet.impl.ws.auto_filter.ref = "AA1:AB3"
    sheet.impl.ws.row_dimensions[2].hidden = True
    sheet.range("AA2").value = "旧的"
    put(sheet.range("AA1:AB3"), [["甲", 1.0], ["乙", 2.0], ["丙", 3.0]], formulas=False)
    assert sheet.range("AA1:AB3").value == [["甲", 1.0], ["乙", 2.0], ["丙", 3.0]]


def test_what_a_merged_cell_covers_stays_empty(sheet: xw.Sheet) -> None:
    sheet.range("AA1:AB1").merge()
    put(sheet.range("AA1:AB1"), [["甲", "乙"]], formulas=False)
    assert sheet.range("AA1:AB1").value == ["甲", None]
