"""计算得分 and 校验 on every template and sample: results are those of the command line on the same workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cli.runner import run as ziping
from excel.clicks import SAMPLES, TEMPLATES, TYPED, WRONG, Desk, filled, read, unlike, without_list, workbook
from forms.workbooks import SHEET, training
from support.livebook import puts
from ziping import api
from ziping.forms.results import RESULTS_SHEET
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes

EVERY = [*TEMPLATES, *SAMPLES]


def by_command(desk: Desk, data: bytes, command: str) -> Path:
    path = desk.put(data, "命令行.xlsx")
    assert ziping(command, path, "--write").code in (0, 1)
    return path


def refused(desk: Desk, data: bytes, command: str) -> str:
    """What the command line says where it writes nothing."""
    result = ziping(command, desk.put(data, "命令行.xlsx"), "--write")
    return result.err.strip() if result.code == 2 else ""


@pytest.mark.parametrize("id", EVERY)
def test_check_writes_what_the_command_line_writes(id: str, desk: Desk) -> None:
    book = desk.open(workbook(id))
    told = desk.click("check")
    if sentence := refused(desk, workbook(id), "check"):
        assert told == sentence.replace("命令行", "自评表")
        return
    assert unlike(read(book), read(by_command(desk, workbook(id), "check"))) == {}
    assert book.sheets.active.name == RESULTS_SHEET
    assert told.startswith("校验完成")


@pytest.mark.parametrize("id", EVERY)
def test_score_writes_what_the_command_line_writes(id: str, desk: Desk) -> None:
    book = desk.open(workbook(id))
    told = desk.click("score")
    if sentence := refused(desk, workbook(id), "score"):
        assert told == sentence.replace("命令行", "自评表")
        return
    assert unlike(read(book), read(by_command(desk, workbook(id), "score"))) == {}


@pytest.mark.parametrize("command", ["check", "score"])
@pytest.mark.parametrize("data", [TYPED, WRONG], ids=["typed over", "wrong"])
def test_changed_workbooks_too(command: str, data: bytes, desk: Desk) -> None:
    book = desk.open(data)
    desk.click(command)
    assert unlike(read(book), read(by_command(desk, data, command))) == {}


def test_what_is_typed_and_not_saved_counts(desk: Desk) -> None:
    book = desk.open(training())
    book.sheets[SHEET].range("E13").value = "不少于150人次"
    assert "总分 94.55" in desk.click("score")
    model = settle(read_bytes(book.impl.bytes(), ""))[1].forms[0]
    assert (model.indicators[0].parts.number.number, model.indicators[0].score.number) == (150, 11)
    assert api.load(desk.folder / "自评表.xlsx").indicators[0].parts.number.number == 100


def test_a_second_score_writes_nothing(desk: Desk) -> None:
    desk.open(TYPED)
    desk.click("score")
    desk.excel.calls.clear()
    assert "总分 94.55" in desk.click("score")
    assert puts(desk.excel.calls) == []
    assert len(desk.backups()) == 1


def test_the_list_is_as_high_as_the_command_line_makes_it(desk: Desk) -> None:
    book = desk.open(WRONG)
    desk.click("check")
    other = openpyxl.load_workbook(by_command(desk, WRONG, "check"))[RESULTS_SHEET]
    ours = book.impl.wb[RESULTS_SHEET]
    heights = [[sheet.row_dimensions[row].height for row in range(5, 30)] for sheet in (ours, other)]
    assert heights[0] == heights[1]


def test_a_shorter_list_leaves_nothing_behind(desk: Desk) -> None:
    book = desk.open(WRONG)
    desk.click("check")
    for cell, value in (("E17", "≥80%"), ("H17", None)):
        book.sheets[SHEET].range(cell).api.sheet.ws[cell].value = value
    desk.click("check")
    column = [cell.value for cell in book.impl.wb[RESULTS_SHEET]["B"][4:] if cell.value]
    assert len(column) == len(api.check_book(settle(read_bytes(book.impl.bytes(), ""))[1]))


def test_explanations_survive_the_next_check(desk: Desk) -> None:
    book = desk.open(WRONG)
    desk.click("check")
    book.sheets[RESULTS_SHEET].range("F5").value = "目标批复就是这样写的"
    assert "已写说明 1 处" in desk.click("check")
    assert book.sheets[RESULTS_SHEET].range("F5").value == "目标批复就是这样写的"


def test_a_check_takes_few_calls(desk: Desk) -> None:
    desk.open(filled("shanxi-xinzhou-2021"))
    desk.click("check")
    assert desk.excel.calls.count("SaveCopyAs") == 2
    assert len(puts(desk.excel.calls)) <= 6


def test_a_deleted_list_comes_back_by_saving_and_opening_again(desk: Desk) -> None:
    data = without_list(WRONG)
    desk.open(data)
    desk.excel.answers = ["yes"]
    told = desk.click("check")
    assert "保存" in desk.excel.asked[0]
    assert told.startswith("校验完成：错误")
    again = desk.excel.app.books.active
    assert (again.name, again.wb.active.title) == ("自评表.xlsx", RESULTS_SHEET)
    assert unlike(read(desk.folder / "自评表.xlsx"), read(by_command(desk, data, "check"))) == {}
    before = read(desk.put(data, "原样.xlsx"))
    copies = [path for path in desk.backups() if path.name.startswith("自评表.")]
    assert [unlike(read(path), before) for path in copies] == [{}, {}], "as it was open, and as it lay on the disk"


def test_a_list_that_is_not_wanted_back_changes_nothing(desk: Desk) -> None:
    book = desk.open(without_list(WRONG))
    desk.excel.answers = ["no"]
    assert desk.click("check") == ""
    assert RESULTS_SHEET not in [sheet.name for sheet in book.sheets]
    assert desk.backups() == []
