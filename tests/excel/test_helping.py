"""规则依据, 自检, 关于."""

from __future__ import annotations

import pytest

from excel.clicks import WRONG, Desk
from forms.workbooks import SHEET, training
from support.livebook import ComError
from ziping import api
from ziping.excel import live, registry
from ziping.excel.actions import IDS
from ziping.forms.results import RESULTS_SHEET
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes


def test_every_button_of_the_ribbon_does_something() -> None:
    assert set(IDS) == {button.id for button in registry.BUTTONS}


def test_the_rule_of_the_selected_line(desk: Desk) -> None:
    book = desk.open(WRONG)
    desk.click("check")
    code = book.sheets[RESULTS_SHEET].range("B5").value
    desk.excel.select(book, RESULTS_SHEET, "D5")
    told = desk.click("rule")
    assert told.startswith(code)
    assert "【依据】" in told


def test_the_rule_of_a_marked_cell(desk: Desk) -> None:
    book = desk.open(WRONG)
    desk.click("check")
    findings = api.check_book(settle(read_bytes(WRONG, ""))[1])
    cell = next(f for f in findings if f.cell and f.sheet == SHEET)
    desk.excel.select(book, SHEET, cell.cell)
    assert desk.click("rule").startswith(cell.code)


@pytest.mark.parametrize("typed", ["R58", "r58", " R58 "])
def test_the_rule_of_a_typed_code(typed: str, desk: Desk) -> None:
    desk.open(training())
    desk.excel.inputs = [typed]
    assert desk.click("rule").startswith("R58 得分与规则应得分不符")


def test_a_code_that_is_not_there(desk: Desk) -> None:
    desk.excel.inputs = ["R999"]
    assert "R999" in desk.click("rule")


def test_the_self_check_names_versions_and_places(desk: Desk) -> None:
    desk.open(training())
    told = desk.click("selfcheck")
    (path,) = desk.opened
    report = path.read_text("utf-8-sig")
    assert str(path) in told
    assert path.parent == desk.log.parent
    for word in ("ziping.xlam", str(desk.log), "xlwings：", "Excel Version：16.0", "认出的表：national-project-2020"):
        assert word in report
    assert "技能培训" not in report


def test_the_self_check_tells_what_it_could_not_look_at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made where something is wrong."""

    def fails(*_: object) -> None:
        raise ComError("内存不足")

    desk.open(training())
    monkeypatch.setattr(live.LiveBook, "read", fails)
    assert desk.click("selfcheck").startswith("自检完成")
    report = desk.opened[0].read_text("utf-8-sig")
    assert "没有查完：" in report
    assert "内存不足" in report
    assert str(desk.log) in report


def test_the_self_check_runs_without_a_workbook(desk: Desk) -> None:
    desk.click("selfcheck")
    assert "没有打开的工作簿" in desk.opened[0].read_text("utf-8-sig")


def test_about_tells_version_and_log(desk: Desk) -> None:
    told = desk.click("about")
    assert "自评表助手" in told
    assert str(desk.log) in told
