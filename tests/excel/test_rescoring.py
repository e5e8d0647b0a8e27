"""换规则包: the copy and the scores of the command line, from the open workbook as it is."""

from __future__ import annotations

import pytest

from cli.runner import run as ziping
from excel.clicks import EVERY, SAMPLES, Desk, empty, filled, made, read, unlike
from ziping import api
from ziping.standards.loader import list_standards

NOT_SCORED = ("empty hunan-base-data-2021", "empty national-target-2015")


def number_of(id: str, own: set[str]) -> str:
    """What the user types for a standard: its number in the list, which leaves out the workbook's own."""
    return str([rules.id for rules in list_standards() if {rules.id} != own].index(id) + 1)


@pytest.mark.parametrize("id", [one for one in EVERY if one not in NOT_SCORED])
def test_the_copy_is_that_of_the_command_line(id: str, desk: Desk) -> None:
    book = desk.open(made(id))
    before = read(book)
    forms = api.load_all(desk.folder / "自评表.xlsx")
    new = "national-2021" if forms[0].standard != "national-2021" else "national-2020"
    desk.excel.answers = ["ok"]  # the list of standards, too long for an input box
    desk.excel.inputs = [number_of(new, {form.standard for form in forms})]
    told = desk.click("rescore")
    path = desk.folder / f"自评表 换规则包 {new}.xlsx"
    assert path.name in told
    assert all(form.sheet in told for form in forms if form.scorable)
    ziping("rescore", desk.put(made(id), "原表.xlsx"), "--standard", new, "-o", desk.folder / "命令行.xlsx")
    assert unlike(read(path), read(desk.folder / "命令行.xlsx")) == {}
    assert unlike(read(book), before) == {}
    assert {form.standard for form in api.load_all(path)} == {new}
    assert desk.excel.app.books.active.name == path.name


def test_a_number_that_is_not_there_changes_nothing(desk: Desk) -> None:
    desk.open(filled(SAMPLES[0]))
    desk.excel.answers, desk.excel.inputs = ["ok"], ["99"]
    assert "没有序号“99”" in desk.click("rescore")
    assert [path.name for path in desk.folder.iterdir() if not path.name.startswith("~$")] == ["自评表.xlsx"]


def test_a_workbook_without_scores_is_told(desk: Desk) -> None:
    desk.open(empty("hunan-base-data-2021"))
    assert "没有要计分的自评表" in desk.click("rescore")
