"""结转下年: the workbook of the command line, and everything that changes shown before anything is written."""

from __future__ import annotations

import pytest

from cli.runner import run as ziping
from excel.clicks import EVERY, WRONG, Desk, empty, filled, made, read, unlike
from ziping import api
from ziping.forms.template import template_ids

SAME, OTHER, GO = "yes", "no", "yes"


@pytest.mark.parametrize("id", EVERY)
def test_the_new_workbook_is_that_of_the_command_line(id: str, desk: Desk) -> None:
    book = desk.open(made(id), "2022自评.xlsx")
    before = read(book)
    year = api.load_workbook(desk.folder / "2022自评.xlsx").forms[0].year
    assert year is not None
    desk.excel.inputs, desk.excel.answers = [str(year + 1)], [SAME, GO]
    told = desk.click("rollover")
    path = next(path for path in desk.folder.iterdir() if path.name in told and path.name != "2022自评.xlsx")
    ziping("rollover", desk.put(made(id), "原表.xlsx"), "--to", str(year + 1), "-o", desk.folder / "命令行.xlsx")
    assert unlike(read(path), read(desk.folder / "命令行.xlsx")) == {}
    assert unlike(read(book), before) == {}
    assert {form.year for form in api.load_workbook(path).forms} == {year + 1}


def test_the_changes_are_shown_before_and_no_means_no(desk: Desk) -> None:
    desk.open(filled("sichuan-zhaohua-zhengfawei-2022"))
    desk.excel.inputs, desk.excel.answers = ["2023"], [SAME, "no"]
    assert desk.click("rollover") == ""
    (listing,) = desk.opened
    text = listing.read_text("utf-8-sig")
    assert "年份顺延" in text
    assert "清空待填" in text
    assert listing.name in desk.excel.asked[-1]
    assert not list(desk.folder.glob("*2023*.xlsx"))


def test_into_another_form(desk: Desk) -> None:
    desk.open(filled("sichuan-zhaohua-xueliang-2022"), "雪亮2022.xlsx")
    number = template_ids().index("national-project-2021") + 1
    desk.excel.inputs = ["2023", str(number)]
    desk.excel.answers = [OTHER, "ok", GO]
    desk.click("rollover")
    (model,) = api.load_all(desk.folder / "雪亮2023.xlsx")
    assert (model.form, model.year, len(model.indicators)) == ("national-project-2021", 2023, 13)


@pytest.mark.parametrize("year", ["2022", "2021", "明年"])
def test_a_year_that_does_not_come_after(year: str, desk: Desk) -> None:
    desk.open(filled("sichuan-zhaohua-xueliang-2022"))
    desk.excel.inputs, desk.excel.answers = [year], [SAME]
    told = desk.click("rollover")
    assert "年度" in told
    assert "程序出错" not in told
    assert [path.name for path in desk.folder.glob("*.xlsx") if not path.name.startswith("~$")] == ["自评表.xlsx"]


def test_a_workbook_without_a_year_is_told(desk: Desk) -> None:
    book = desk.open(empty("national-project-2020"))
    book.sheets[0].range("A2").value = None
    assert "没有填年度" in desk.click("rollover")


def test_a_workbook_with_errors_goes_on_too(desk: Desk) -> None:
    desk.open(WRONG)
    year = api.load_all(desk.folder / "自评表.xlsx")[0].year
    assert year is not None
    desk.excel.inputs, desk.excel.answers = [str(year + 1)], [SAME, GO]
    assert "已结转到" in desk.click("rollover")
