"""导入旧表: the workbook of the command line with the 复核 area; the foreign file and the open workbook stay."""

from __future__ import annotations

import pytest

from cli.runner import run as ziping
from excel.clicks import SAMPLES, Desk, filled, read
from importing.corpus import drawn, tables
from importing.drawn import word, xlsx
from ziping import api
from ziping.importing.reportpage import REPORT_SHEET
from ziping.views import shown

TABLE = tables("tables")["T001"]


def test_a_word_table_becomes_a_workbook(desk: Desk) -> None:
    book = desk.open(filled("sichuan-zhaohua-xueliang-2022"))
    before = read(book)
    source = desk.put(word(drawn(TABLE)), "旧表.docx")
    held = source.read_bytes()
    desk.excel.files = [source]
    told = desk.click("import_table")
    path = desk.folder / "旧表 导入.xlsx"
    assert path.name in told
    ziping("import", source, "-o", desk.folder / "命令行.xlsx")
    (ours,), (theirs,) = api.load_all(path), api.load_all(desk.folder / "命令行.xlsx")
    assert [row.name.text for row in ours.indicators] == [row["l3"] for row in TABLE["indicators"]]
    assert api.score(ours).total == api.score(theirs).total
    assert source.read_bytes() == held
    assert read(book) == before
    formulas = [cell.formula for sheet in read(path).sheets for cell in sheet.cells.values() if cell.formula]
    assert sum("ZP_WHY" in formula for formula in formulas) == len(ours.indicators)


@pytest.mark.parametrize("id", SAMPLES)
def test_our_own_workbooks_come_in_as_by_the_command_line(id: str, desk: Desk) -> None:
    desk.excel.files = [desk.put(filled(id), "旧表.xlsx")]
    desk.click("import_table")
    ziping("import", desk.folder / "旧表.xlsx", "-o", desk.folder / "命令行.xlsx")
    ours, theirs = (api.load_all(desk.folder / name) for name in ("旧表 导入.xlsx", "命令行.xlsx"))
    assert [shown(model) for model in ours] == [shown(model) for model in theirs]
    assert [api.score(model) for model in ours if model.scorable] != []


def test_what_was_not_understood_is_in_front(desk: Desk) -> None:
    paper = drawn(TABLE)
    paper.below = ["另：本表由代理机构协助填写，口径见附页。"]
    desk.excel.files = [desk.put(xlsx(paper), "旧表.xlsx")]
    assert "没有看懂的" in desk.click("import_table")
    assert desk.excel.app.books.active.sheets.active.name == REPORT_SHEET


def test_the_new_workbook_lies_beside_the_old_table(desk: Desk) -> None:
    desk.open(filled("sichuan-zhaohua-xueliang-2022"))
    elsewhere = desk.folder.parent / "往年"
    elsewhere.mkdir()
    desk.excel.files = [desk.put(word(drawn(TABLE)), "旧表.docx").rename(elsewhere / "旧表.docx")]
    assert str(elsewhere / "旧表 导入.xlsx") in desk.click("import_table")


def test_a_file_that_is_no_table_is_told(desk: Desk) -> None:
    desk.excel.files = [desk.put(b"%PDF-1.7", "旧表.pdf")]
    told = desk.click("import_table")
    assert "旧表.pdf" in told
    assert "程序出错" not in told
    assert not list(desk.folder.glob("*导入*"))


def test_no_file_ends_the_click(desk: Desk) -> None:
    desk.excel.files = [None]
    assert desk.click("import_table") == ""
