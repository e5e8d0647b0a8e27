"""新建自评表: the workbook of the command line, and no other one replaced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.runner import run as ziping
from excel.clicks import TEMPLATES, Desk, read, unlike
from forms.workbooks import training
from support.livebook import puts
from ziping.forms.template import load_template
from ziping.packs import files


@pytest.mark.parametrize("id", TEMPLATES)
def test_a_new_workbook_is_that_of_the_command_line(id: str, desk: Desk) -> None:
    open_one = desk.open(training())
    desk.excel.inputs = ["某区教育局", "2025"]
    told = desk.click("new", id)
    path = desk.folder / f"某区教育局 2025年度{load_template(id).title}.xlsx"
    ziping("new", id, "--unit", "某区教育局", "--year", "2025", "--review", "-o", desk.folder / "命令行.xlsx")
    assert unlike(read(path), read(desk.folder / "命令行.xlsx")) == {}
    assert str(path) in told
    assert desk.excel.app.books.active.name == path.name
    assert unlike(read(open_one), read(desk.folder / "自评表.xlsx")) == {}


def test_functions_are_entered_again_in_the_open_workbook(desk: Desk) -> None:
    """Excel takes a function that it meets in a file for an unknown name until its formula is entered; then it keeps
    a link to the add-in, about which the next computer must not ask."""
    desk.excel.inputs = ["某区教育局", "2025"]
    desk.click("new", "national-project-2020")
    book = desk.excel.app.books.active
    put = puts(desk.excel.calls)
    assert len(put) == 1, "one call for the whole area"
    assert put[0].startswith("项目支出绩效自评表!")
    assert book.api.UpdateLinks == 2
    assert book.api.Saved
    assert desk.excel.app.calculation == "automatic"
    assert book.sheets(1).api.ProtectContents
    assert desk.backups() == []


@pytest.fixture
def own_region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A region of the user's own with two forms, made from one of ours."""
    forms = tmp_path / "地区包" / "mine" / "forms"
    forms.mkdir(parents=True)
    for year in (2025, 2026):
        text = files("forms")["national-project-2020"].read_text(encoding="utf-8")
        text = text.replace("id: national-project-2020", f"id: mine-project-{year}", 1)
        (forms / f"project-{year}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ZIPING_REGIONS", str(forms.parents[1]))
    files.cache_clear()
    yield
    monkeypatch.undo()
    files.cache_clear()


@pytest.mark.usefixtures("own_region")
def test_own_templates_are_offered_by_number(desk: Desk) -> None:
    desk.excel.inputs = ["2", "甲局", "2026"]
    assert "已新建" in desk.click("new")
    (path,) = desk.documents.glob("甲局*.xlsx")
    assert {name.constant for name in read(path).names if name.name == "zp_form"} == {"mine-project-2026"}
    desk.excel.inputs = ["3"]
    assert "没有序号“3”" in desk.click("new")


def test_without_own_templates_the_menu_says_how_to_get_them(desk: Desk) -> None:
    assert "ZIPING_REGIONS" in desk.click("new")


def test_without_a_workbook_the_new_one_is_among_the_documents(desk: Desk) -> None:
    desk.excel.inputs = ["某区教育局", "2025年度"]
    desk.click("new", "national-project-2020")
    assert len(list(desk.documents.iterdir())) == 2, "the workbook and its owner file"


def test_a_workbook_that_is_there_is_never_replaced(desk: Desk) -> None:
    desk.open(training())
    for _ in range(2):
        desk.excel.inputs = ["甲/乙局", "2025"]
        desk.click("new", "national-project-2020")
    names = sorted(path.name for path in desk.folder.glob("甲*.xlsx"))
    assert names == ["甲_乙局 2025年度项目支出绩效自评表 (2).xlsx", "甲_乙局 2025年度项目支出绩效自评表.xlsx"]


def test_no_two_workbooks_of_one_name_are_opened(desk: Desk) -> None:
    title = load_template("national-project-2020").title
    (desk.folder / "别处").mkdir()
    desk.excel.open(desk.put(training(), f"别处/甲局 2025年度{title}.xlsx"))
    desk.excel.inputs = ["甲局", "2025"]
    assert "(2)" in desk.click("new", "national-project-2020")


@pytest.mark.parametrize(
    ("inputs", "word"), [(["", "2025"], "单位"), (["甲局", "二五"], "年度"), (["甲局", "1999"], "年度")]
)
def test_what_cannot_be_is_told(inputs: list[str | None], word: str, desk: Desk) -> None:
    desk.excel.inputs = inputs
    assert word in desk.click("new", "national-project-2020")
    assert list(desk.documents.iterdir()) == []


@pytest.mark.parametrize("inputs", [[None], ["甲局", None]])
def test_a_cancelled_question_ends_the_click(inputs: list[str | None], desk: Desk) -> None:
    desk.excel.inputs = inputs
    assert desk.click("new", "national-project-2020") == ""
