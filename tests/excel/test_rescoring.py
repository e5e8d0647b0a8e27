"""换规则包: the copy and the scores of the command line, from the open workbook as it is."""

from __future__ import annotations

import pytest

from cli.runner import run as ziping
from excel.clicks import EVERY, SAMPLES, Desk, empty, filled, made, read, unlike
from ziping import api

NOT_SCORED = ("empty hunan-base-data-2021", "empty national-target-2015")


@pytest.mark.parametrize("id", [one for one in EVERY if one not in NOT_SCORED])
def test_the_copy_is_that_of_the_command_line(id: str, desk: Desk) -> None:
    book = desk.open(made(id))
    before = read(book)
    forms = api.load_all(desk.folder / "自评表.xlsx")
    new = "national-2021" if forms[0].standard != "national-2021" else "national-2020"
    told = desk.click("rescore", new)
    path = desk.folder / f"自评表 换规则包 {new}.xlsx"
    assert path.name in told
    assert all(form.sheet in told for form in forms if form.scorable)
    ziping("rescore", desk.put(made(id), "原表.xlsx"), "--standard", new, "-o", desk.folder / "命令行.xlsx")
    assert unlike(read(path), read(desk.folder / "命令行.xlsx")) == {}
    assert unlike(read(book), before) == {}
    assert {form.standard for form in api.load_all(path)} == {new}
    assert desk.excel.app.books.active.name == path.name


def test_its_own_standard_changes_nothing(desk: Desk) -> None:
    desk.open(filled(SAMPLES[0]))
    (own,) = {form.standard for form in api.load_all(desk.folder / "自评表.xlsx")}
    assert "请另选一个" in desk.click("rescore", own)
    assert [path.name for path in desk.folder.iterdir() if not path.name.startswith("~$")] == ["自评表.xlsx"]


def test_without_own_standards_the_menu_says_how_to_get_them(desk: Desk) -> None:
    desk.open(filled(SAMPLES[0]))
    assert "ZIPING_REGIONS" in desk.click("rescore")


def test_a_workbook_without_scores_is_told(desk: Desk) -> None:
    desk.open(empty("hunan-base-data-2021"))
    assert "没有要计分的自评表" in desk.click("rescore", "national-2020")
