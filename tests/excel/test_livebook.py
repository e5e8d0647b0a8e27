"""The Excel of the tests keeps and answers what Excel does."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from excel.clicks import SAMPLES, TEMPLATES, Desk, read, unlike, workbook
from support.livebook import ComError
from support.livebook_rows import followed
from ziping.ooxml.reader import read_bytes


@pytest.mark.parametrize("id", [*TEMPLATES, *SAMPLES])
def test_a_copy_of_the_open_workbook_reads_as_the_file(id: str, desk: Desk) -> None:
    book = desk.open(workbook(id))
    assert unlike(read_bytes(book.impl.bytes(), ""), read_bytes(workbook(id), "")) == {}
    assert unlike(read(book), read(desk.folder / "自评表.xlsx")) == {}


@pytest.mark.parametrize(
    ("before", "at", "shift", "after"),
    [
        ("SUM($H$12:$H$15)", 15, 1, "SUM($H$12:$H$16)"),
        ("SUM($H$12:$H$15)", 16, 1, "SUM($H$12:$H$15)"),
        ("SUM($H$12:$H$15)", 12, -1, "SUM($H$12:$H$14)"),
        ("SUM($H$12:$H$15)", 15, -1, "SUM($H$12:$H$14)"),
        ("'表'!$H12+甲!H12", 12, 1, "'表'!$H13+甲!H12"),
        ('IF($K12="K12",H12,"")', 12, -1, 'IF(#REF!="K12",#REF!,"")'),
    ],
)
def test_formulas_follow_the_rows(before: str, at: int, shift: int, after: str) -> None:
    assert followed(before, "表", "表", at, shift) == after


def test_numbers_are_floats_and_texts_are_read_as_typed(desk: Desk) -> None:
    book = desk.open(workbook(TEMPLATES[0]))
    sheet = book.sheets[0]
    sheet.api.Unprotect("")
    cells = sheet.range("AA1:AF1")
    cells.value = [[1, "95%", "'95%", "2022-12-31", "说明", None]]
    assert cells.value[:3] == [1.0, 0.95, "95%"]
    assert isinstance(cells.value[0], float)
    assert cells.value[4:] == ["说明", None]
    with pytest.raises(ComError):
        sheet.range("AA2").value = "-没有算出来"


def test_a_cell_formatted_as_text_keeps_what_is_typed(desk: Desk) -> None:
    sheet = desk.open(workbook(TEMPLATES[0])).sheets[0]
    sheet.api.Unprotect("")
    cells = sheet.range("AA1:AC1")
    cells.number_format = "@"
    cells.value = [[95.0, "95%", "'95%"]]
    assert cells.value == ["95", "95%", "'95%"]


def test_a_message_over_a_closed_window_fails(desk: Desk) -> None:
    one = desk.open(workbook(TEMPLATES[0]), "甲.xlsx")
    app = one.app
    desk.open(workbook(TEMPLATES[0]), "乙.xlsx")
    with pytest.raises(AssertionError):
        app.alert("在后面的窗口上")
    one.close()
    with pytest.raises(ComError):
        app.alert("在已经关掉的窗口上")


def test_an_excel_without_a_workbook_is_not_found(desk: Desk) -> None:
    assert xw.apps.active is None
    desk.open(workbook(TEMPLATES[0]))
    assert xw.apps.active is not None


def test_a_hidden_sheet_cannot_come_to_the_front(desk: Desk) -> None:
    book = desk.open(workbook(TEMPLATES[0]))
    book.impl.wb.worksheets[-1].sheet_state = "hidden"
    with pytest.raises(ComError):
        book.sheets[-1].activate()


def test_a_protected_sheet_refuses(desk: Desk) -> None:
    sheet = desk.open(workbook(TEMPLATES[0])).sheets[0]
    with pytest.raises(ComError):
        sheet.range("AA1").value = 1
    with pytest.raises(ComError):
        sheet.range("13:13").delete("up")


def test_a_closed_workbook_answers_nothing(desk: Desk) -> None:
    book = desk.open(workbook(TEMPLATES[0]))
    assert Path(desk.folder / "~$自评表.xlsx").exists()
    book.close()
    assert not Path(desk.folder / "~$自评表.xlsx").exists()
    with pytest.raises(ComError):
        _ = book.name
