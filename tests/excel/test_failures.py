"""What goes wrong at a user's: one sentence each time, Excel as it was, nothing lost."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from excel.clicks import ARGUMENTS, TEMPLATES, TYPED, WRONG, Desk, empty, filled, read, unlike, without_list
from forms.workbooks import SHEET, training, without_our_names
from support.livebook import LONGEST_PATH, ComError, puts
from ziping.excel import checking, entry, live
from ziping.excel.actions import IDS
from ziping.ooxml.reader import read_bytes

MAKING = ["rollover", "rescore", "submit"]
ON_A_WORKBOOK = ["check", "score", "report", "check_report", "insert_row", "delete_row", "weights", *MAKING]
WRITING = ["check", "score", "insert_row"]
BUSY = -2147418111
"""RPC_E_CALL_REJECTED"""


def select(desk: Desk, book: xw.Book) -> None:
    desk.excel.select(book, SHEET, "D13")


def untouched(desk: Desk, book: xw.Book, data: bytes) -> None:
    """Nothing was written, neither to the open workbook nor beside it."""
    assert unlike(read_bytes(book.impl.bytes(), ""), read_bytes(data, "")) == {}
    assert puts(desk.excel.calls) == []
    assert desk.backups() == []


@pytest.mark.parametrize("id", ON_A_WORKBOOK)
def test_a_workbook_that_is_not_ours_is_never_written_to(id: str, desk: Desk) -> None:
    data = without_our_names(training())
    book = desk.open(data, "工资表.xlsx")
    select(desk, book)
    assert "定位名称" in desk.click(id)
    untouched(desk, book, data)


@pytest.mark.parametrize("id", ON_A_WORKBOOK)
def test_without_a_workbook_the_user_is_told_to_open_one(id: str, desk: Desk) -> None:
    assert "没有打开的工作簿" in desk.click(id)


@pytest.mark.parametrize("id", ON_A_WORKBOOK)
def test_a_workbook_from_an_email_has_to_be_let_in_first(id: str, desk: Desk) -> None:
    """Excel shows it in the Protected View, where it is not among the open workbooks."""
    desk.excel.protected_view = "自评表.xlsx"
    assert "启用编辑" in desk.click(id)


@pytest.mark.parametrize("id", ON_A_WORKBOOK)
def test_a_file_that_only_excel_can_read_is_explained(id: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Encryption that many offices have: Excel sees the workbook, every other program the cipher."""
    book = desk.open(training())
    monkeypatch.setattr(book.impl, "bytes", lambda: b"\x62\x14\x23\x65" * 500)
    assert "文档加密软件" in desk.click(id, ARGUMENTS.get(id, ""))


@pytest.mark.parametrize("id", ON_A_WORKBOOK)
def test_a_workbook_without_a_file_has_to_be_saved_first(id: str, desk: Desk) -> None:
    desk.excel.click_in(xw.Book(impl=desk.excel.app.books.add()))
    assert "请先保存" in desk.click(id)
    assert "SaveCopyAs" not in desk.excel.calls


@pytest.mark.parametrize("id", ON_A_WORKBOOK)
def test_a_workbook_on_a_network_drive_has_to_be_saved_here(id: str, desk: Desk) -> None:
    book = desk.open(training())
    book.impl.address = "https://d.docs.live.net/1234/自评表.xlsx"
    assert "网盘" in desk.click(id)


@pytest.mark.parametrize("id", WRITING)
def test_a_read_only_workbook_is_not_written_to(id: str, desk: Desk) -> None:
    book = desk.open(TYPED)
    book.impl.read_only = True
    select(desk, book)
    assert "只读" in desk.click(id)
    untouched(desk, book, TYPED)


def test_a_read_only_workbook_still_gives_a_report(desk: Desk) -> None:
    book = desk.open(filled("shanxi-xinzhou-2021"))
    book.impl.read_only = True
    desk.excel.answers = ["yes"]
    assert "报告已生成" in desk.click("report")


@pytest.mark.parametrize("id", WRITING)
def test_a_password_is_one_sentence_and_nothing_is_written(id: str, desk: Desk) -> None:
    book = desk.open(TYPED)
    for sheet in book.impl.wb.worksheets:
        sheet.protection.set_password("机关")
    select(desk, book)
    told = desk.click(id)
    assert "保护密码" in told
    assert puts(desk.excel.calls) == []
    assert all(sheet.protection.sheet for sheet in book.impl.wb.worksheets)
    assert restored(desk)


@pytest.mark.parametrize("id", WRITING)
def test_a_workbook_that_several_edit_is_one_sentence(id: str, desk: Desk) -> None:
    """Excel neither merges cells in it nor takes protection off: no password is to blame."""
    book = desk.open(TYPED)
    book.impl.is_shared = True
    select(desk, book)
    assert "多人共享" in desk.click(id)
    untouched(desk, book, TYPED)


@pytest.fixture
def deep(desk: Desk) -> Path:
    """A folder in which a name of 20 characters is the last that Excel opens."""
    left = LONGEST_PATH - len(str(desk.folder)) - 21
    folder = desk.folder / ("d" * (left // 2 - 1)) / ("d" * (left - left // 2))
    folder.mkdir(parents=True)
    return folder


def test_where_excel_saves_no_copy_for_the_length_of_the_path(desk: Desk, deep: Path) -> None:
    book = desk.open(TYPED, f"{deep.relative_to(desk.folder)}/自评表.xlsx")
    assert "太长" in desk.click("score")
    untouched(desk, book, TYPED)
    assert {path.name for path in deep.iterdir()} == {"~$自评表.xlsx", "自评表.xlsx"}


@pytest.mark.parametrize("id", ["submit", "rollover"])
def test_no_file_is_made_that_excel_could_not_open(id: str, desk: Desk, deep: Path) -> None:
    desk.open(training(), f"{deep.relative_to(desk.folder)}/本单位项目支出绩效自评表.xlsx")
    desk.excel.answers, desk.excel.inputs = ["yes"] * 3, ["2026"]
    there = sorted(deep.iterdir())
    assert "太长" in desk.click(id, ARGUMENTS.get(id, ""))
    assert sorted(deep.iterdir()) == there


def test_a_list_that_the_user_has_hidden_is_written_all_the_same(desk: Desk) -> None:
    book = desk.open(WRONG)
    book.impl.wb["校验结果"].sheet_state = "hidden"
    assert desk.click("check").startswith("校验完成")
    assert book.sheets.active.name != "校验结果"


def test_the_message_stands_over_the_workbook_that_is_in_front(desk: Desk) -> None:
    """The window that the click came from is gone when the workbook was opened again, or lies behind a new one."""
    desk.excel.open(desk.put(training(), "别的.xlsx"))
    desk.open(without_list(WRONG))
    desk.excel.answers = ["yes"]
    assert desk.click("check").startswith("校验完成")
    desk.excel.click_in(xw.Book(impl=desk.excel.books.active))
    desk.excel.inputs = ["甲局", "2025"]
    assert desk.click("new", TEMPLATES[0]).startswith("已新建")


def test_a_workbook_on_a_mapped_drive_is_opened_again_under_its_letter(desk: Desk) -> None:
    """xlwings would open it by the name of the server, where other rules hold for macros and for the recent files."""
    drive = desk.folder.with_name("Z")
    drive.symlink_to(desk.folder, target_is_directory=True)
    desk.put(without_list(WRONG))
    desk.excel.click_in(desk.excel.open(drive / "自评表.xlsx"))
    desk.excel.answers = ["yes"]
    assert desk.click("check").startswith("校验完成")
    assert desk.excel.books.active.fullname == str(drive / "自评表.xlsx")


def protections(book: xw.Book) -> list[dict[str, Any]]:
    return [dict(vars(sheet.protection)) for sheet in book.impl.wb.worksheets]


@pytest.mark.parametrize("id", [*WRITING, "delete_row", "weights"])
def test_protection_is_the_same_afterwards(id: str, desk: Desk) -> None:
    book = desk.open(TYPED)
    own = book.impl.wb.worksheets[0].protection
    own.formatCells, own.sort, own.objects = False, False, True
    book.sheets[SHEET].api.EnableSelection = 1
    before = protections(book)
    select(desk, book)
    desk.excel.answers = ["yes"]
    desk.click(id)
    assert protections(book) == before
    assert puts(desk.excel.calls) != [] or id == "delete_row"
    assert book.sheets[SHEET].api.EnableSelection == 1


def test_a_sheet_that_is_not_protected_stays_so(desk: Desk) -> None:
    book = desk.open(TYPED)
    book.sheets[SHEET].api.Unprotect("")
    desk.click("score")
    assert not book.sheets[SHEET].api.ProtectContents


def restored(desk: Desk) -> bool:
    app = desk.excel.app
    state = (app.screen_updating, app.enable_events, app.display_alerts, app.calculation, app.status_bar)
    return state == (True, True, True, "automatic", False)


@pytest.mark.parametrize("id", IDS)
def test_excel_is_as_it_was_after_every_click(id: str, desk: Desk) -> None:
    book = desk.open(TYPED)
    select(desk, book)
    desk.excel.answers, desk.excel.inputs, desk.excel.files = ["yes"] * 3, ["甲局", "2025"], [None]
    desk.click(id, ARGUMENTS.get(id, ""))
    assert restored(desk)
    assert "程序出错" not in "".join(alert[0] for alert in desk.excel.alerts)


def test_what_the_user_had_switched_off_stays_off(desk: Desk) -> None:
    desk.open(TYPED)
    app = desk.excel.app
    app.calculation, app.enable_events, app.status_bar = "manual", False, "别的程序"
    desk.click("score")
    assert (app.calculation, app.enable_events, app.status_bar) == ("manual", False, "别的程序")
    assert app.screen_updating is True


def test_progress_stands_in_the_status_bar(desk: Desk) -> None:
    desk.open(TYPED)
    desk.click("check")
    assert [text for text in desk.excel.bar if text] == [
        "绩效自评：正在读取工作簿……", "绩效自评：正在校验……", "绩效自评：正在写入校验结果……",
    ]  # fmt: skip


@pytest.mark.parametrize("id", WRITING)
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("a fault of ours"), "程序出错"),
        (ComError("不能更改数组的某一部分。"), "不能更改数组的某一部分。"),
        (ComError("", BUSY), "Excel 正忙"),
    ],
    ids=["ours", "Excel refuses", "Excel is busy"],
)
def test_an_error_inside_tells_once_and_puts_everything_back(
    id: str, error: Exception, said: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    book = desk.open(TYPED)
    select(desk, book)
    before = protections(book)
    monkeypatch.setattr(live.LiveBook, "fill", fails)
    told = desk.click(id)
    assert said in told
    assert "请不要保存" in told
    assert desk.backups()[0].name in told
    assert str(desk.log) in told or said == "Excel 正忙"
    assert "Traceback" not in told
    assert type(error).__name__ in desk.log.read_text("utf-8")
    assert restored(desk)
    assert protections(book) == before
    assert desk.excel.alerts[-1][2] == "critical"


def test_the_copy_holds_what_was_open_before_the_first_write(desk: Desk) -> None:
    book = desk.open(training())
    book.sheets[SHEET].range("E13").value = "不少于150人次"
    before = read_bytes(book.impl.bytes(), "")
    desk.click("check")
    (copy,) = desk.backups()
    assert unlike(read_bytes(copy.read_bytes(), ""), before) == {}


def test_where_no_copy_can_be_kept_nothing_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    book = desk.open(TYPED)
    monkeypatch.setattr(live, "copy_name", lambda path, now: desk.folder / "没有" / "x.xlsx")
    assert "存不了备份" in desk.click("score")
    untouched(desk, book, TYPED)


def test_a_workbook_closed_meanwhile_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    book = desk.open(WRONG)
    real = checking.api.check_book

    def closing(*given: Any) -> Any:
        book.close()
        return real(*given)

    monkeypatch.setattr(checking.api, "check_book", closing)
    told = desk.click("check")
    assert "已经关闭" in told
    assert restored(desk)


def test_two_open_workbooks_are_never_mixed_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = desk.open(TYPED, "甲.xlsx")
    other = desk.excel.open(desk.put(WRONG, "乙.xlsx"))
    before = read(other)
    real = checking.api.check_book

    def looking_elsewhere(*given: Any) -> Any:
        other.impl.activate()
        other.sheets[0].activate()
        return real(*given)

    monkeypatch.setattr(checking.api, "check_book", looking_elsewhere)
    desk.click("score")
    desk.click("check")
    assert unlike(read(other), before) == {}
    assert unlike(read(mine), read_bytes(TYPED, ""))
    assert [path.name.startswith("甲.备份") for path in desk.backups()] == [True, True]


@pytest.mark.parametrize("id", ["insert_row", "delete_row"])
def test_a_selection_in_another_workbook_does_not_count(id: str, desk: Desk) -> None:
    mine = desk.open(training(), "甲.xlsx")
    other = desk.excel.open(desk.put(training(), "乙.xlsx"))
    desk.excel.select(other, SHEET, "D13")
    assert "只选一行" in desk.click(id)
    for book in (mine, other):
        assert unlike(read(book), read_bytes(training(), "")) == {}


@pytest.mark.parametrize("id", ["insert_row", "delete_row"])
def test_a_selected_drawing_does_not_count(id: str, desk: Desk) -> None:
    desk.open(training())
    assert "只选一行" in desk.click(id)


@pytest.mark.parametrize("id", ["insert_row", "delete_row"])
@pytest.mark.parametrize("cells", ["A1:XFD1048576", "D13:D14"])
def test_more_than_a_row_does_not_count(id: str, cells: str, desk: Desk) -> None:
    """The whole sheet, too, whose cells Excel itself cannot count."""
    book = desk.open(training())
    desk.excel.select(book, SHEET, cells)
    assert "只选一行" in desk.click(id)
    untouched(desk, book, training())


def test_a_damaged_list_is_refused_as_by_the_command_line(desk: Desk) -> None:
    book = desk.open(WRONG)
    del book.impl.wb["校验结果"].defined_names["zp_findings_key"]
    assert "缺少定位名称 zp_findings_key" in desk.click("check")
    assert puts(desk.excel.calls) == []


def test_a_list_that_cannot_be_added_leaves_the_workbook_open(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("disk")

    book = desk.open(without_list(WRONG))
    book.sheets[SHEET].range("I17").value = "还没有保存的话"
    before = read(book)
    monkeypatch.setattr("ziping.ooxml.safe.write_new", fails)
    desk.excel.answers = ["yes"]
    told = desk.click("check")
    assert desk.backups()[0].name in told
    assert desk.excel.app.books.active.name == "自评表.xlsx"
    assert unlike(read(desk.backups()[0]), before) == {}


@pytest.mark.parametrize("id", ["score", "about", "fly"])
def test_nothing_of_excel_is_held_between_clicks(id: str, desk: Desk) -> None:
    """An Excel that somebody still holds stays in memory, unseen, when the user closes it."""
    desk.open(TYPED)
    desk.click(id)
    assert entry.EXCEL is None
    assert sys.modules["xlwings._xlwindows"].BOOK_CALLER is None


def test_an_unknown_button_is_of_another_version(desk: Desk) -> None:
    assert "安装" in desk.click("fly")


def test_no_excel_at_all_is_logged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlwings", None)
    assert desk.click("check") == ""
    assert "ModuleNotFoundError" in desk.log.read_text("utf-8")


def test_an_excel_that_is_gone_at_the_end_is_logged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise ComError("the server is not available")

    desk.open(training())
    monkeypatch.setattr(type(desk.excel.app), "alert", gone)
    assert desk.click("about") == ""
    assert "the server is not available" in desk.log.read_text("utf-8")


@pytest.mark.parametrize("id", TEMPLATES)
def test_a_new_template_can_be_clicked_without_a_program_error(id: str, desk: Desk) -> None:
    book = desk.open(empty(id))
    desk.excel.answers = ["no"] * 9
    for button in ON_A_WORKBOOK:
        desk.excel.files, desk.excel.inputs = [None], [None]
        desk.excel.select(book, book.sheets[0].name, "C9")
        assert "程序出错" not in desk.click(button, ARGUMENTS.get(button, ""))


def test_a_report_open_in_word_is_not_replaced(desk: Desk) -> None:
    desk.open(filled("shanxi-xinzhou-2021"))
    report = desk.put(b"mine", "自评表 绩效自评报告.docx")
    desk.put(b"", "~$评表 绩效自评报告.docx")
    desk.excel.answers = ["yes"]
    assert "打开" in desk.click("report")
    assert report.read_bytes() == b"mine"
    assert desk.opened == []


def test_a_file_that_is_no_word_document(desk: Desk) -> None:
    desk.open(filled("shanxi-xinzhou-2021"))
    desk.excel.files = [Path(desk.put(b"x", "报告.docx"))]
    assert "报告.docx" in desk.click("check_report")
