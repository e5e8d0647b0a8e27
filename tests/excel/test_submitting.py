"""导出上报版: the file of the command line, from the open workbook as it is; errors are asked about."""

from __future__ import annotations

import openpyxl
import pytest

from cli.runner import run as ziping
from excel.clicks import EVERY, WRONG, Desk, filled, made, read, unlike
from ziping.excel.registry import VALUES
from ziping.submitting.layouts import LayoutSpec, layout_ids, load_layout


@pytest.mark.parametrize("id", [one for one in EVERY if one != "empty national-target-2015"])
def test_the_values_are_those_of_the_command_line(id: str, desk: Desk) -> None:
    book = desk.open(made(id))
    before = read(book)
    desk.excel.answers = ["yes"]
    told = desk.click("submit", VALUES)
    path = desk.folder / "自评表 上报版.xlsx"
    assert path.name in told
    ziping("submit", desk.put(made(id), "原表.xlsx"), "--force", "-o", desk.folder / "命令行.xlsx")
    assert unlike(read(path), read(desk.folder / "命令行.xlsx")) == {}
    assert unlike(read(book), before) == {}


def test_a_target_form_alone_is_nothing_to_submit(desk: Desk) -> None:
    desk.open(made("empty national-target-2015"))
    assert "只有绩效目标申报表" in desk.click("submit", VALUES)


def test_errors_stop_it_unless_the_user_insists(desk: Desk) -> None:
    desk.open(WRONG)
    desk.excel.answers = ["no"]
    assert desk.click("submit", VALUES) == ""
    assert "会被退回的错误" in desk.excel.asked[-1]
    assert not list(desk.folder.glob("*上报版*"))
    desk.excel.answers = ["yes"]
    assert "文件里写明了还有" in desk.click("submit", VALUES)
    assert list(desk.folder.glob("*上报版.xlsx"))


@pytest.mark.parametrize("layout", [load_layout(id) for id in layout_ids()], ids=lambda one: one.id)
def test_a_layout_of_another_system(layout: LayoutSpec, desk: Desk) -> None:
    id = "sichuan-zhaohua-department-2022" if layout.kinds == ("department",) else "sichuan-zhaohua-xueliang-2022"
    desk.open(filled(id))
    desk.excel.answers = ["yes"]
    desk.click("submit", layout.id)
    made = openpyxl.load_workbook(desk.folder / f"自评表 {layout.title}.xlsx")
    ziping("submit", desk.folder / "自评表.xlsx", "--layout", layout.id, "--force", "-o", desk.folder / "命令行.xlsx")
    theirs = openpyxl.load_workbook(desk.folder / "命令行.xlsx")
    assert [list(sheet.values) for sheet in made] == [list(sheet.values) for sheet in theirs]


def test_without_own_layouts_the_menu_says_how_to_get_them(desk: Desk) -> None:
    desk.open(filled("sichuan-zhaohua-xueliang-2022"))
    assert "ZIPING_REGIONS" in desk.click("submit")
