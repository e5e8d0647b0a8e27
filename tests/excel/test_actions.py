"""Every button on every template and sample; results are those of the command line on the same workbook."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlwings as xw

from cli.runner import run as ziping
from excel.clicks import SAMPLES, TEMPLATES, Desk, empty, filled, read, said, workbook
from forms.workbooks import SHEET, formula, text, training, with_cells
from support.livebook import puts
from support.livebook_file import saved
from ziping import api
from ziping.excel import registry
from ziping.excel.actions import IDS
from ziping.forms.results import RESULTS_SHEET
from ziping.forms.template import load_template
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes

EVERY = [*TEMPLATES, *SAMPLES]
TYPED = with_cells(training(), {"E13": text("不少于150人次"), "H18": formula("5*0.93", "4.65")})
WRONG = with_cells(training(), {"E17": text("优良中差"), "H17": text("30")})


def test_every_button_of_the_ribbon_does_something() -> None:
    assert set(IDS) == {button.id for button in registry.BUTTONS}


# Calculation and check


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
    assert said(read(book)) == said(read(by_command(desk, workbook(id), "check")))
    assert book.sheets.active.name == RESULTS_SHEET
    assert told.startswith("校验完成")


@pytest.mark.parametrize("id", EVERY)
def test_score_writes_what_the_command_line_writes(id: str, desk: Desk) -> None:
    book = desk.open(workbook(id))
    told = desk.click("score")
    if sentence := refused(desk, workbook(id), "score"):
        assert told == sentence.replace("命令行", "自评表")
        return
    assert said(read(book)) == said(read(by_command(desk, workbook(id), "score")))


@pytest.mark.parametrize("command", ["check", "score"])
@pytest.mark.parametrize("data", [TYPED, WRONG], ids=["typed over", "wrong"])
def test_changed_workbooks_too(command: str, data: bytes, desk: Desk) -> None:
    book = desk.open(data)
    desk.click(command)
    assert said(read(book)) == said(read(by_command(desk, data, command)))


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
    assert said(read(desk.folder / "自评表.xlsx")) == said(read(by_command(desk, data, "check")))
    assert any(said(read(path)) == said(read_bytes(data, "")) for path in desk.backups())


def test_a_list_that_is_not_wanted_back_changes_nothing(desk: Desk) -> None:
    book = desk.open(without_list(WRONG))
    desk.excel.answers = ["no"]
    assert desk.click("check") == ""
    assert RESULTS_SHEET not in [sheet.name for sheet in book.sheets]
    assert desk.backups() == []


def without_list(data: bytes) -> bytes:
    """The workbook after the user has deleted the sheet."""
    both = [openpyxl.load_workbook(BytesIO(data), data_only=shown) for shown in (False, True)]
    for book in both:
        del book[RESULTS_SHEET]
        for name in [name for name, one in book.defined_names.items() if RESULTS_SHEET in one.attr_text]:
            del book.defined_names[name]
    return saved(both[0], both[1])


# Reports


@pytest.mark.parametrize("id", SAMPLES)
def test_reports_are_those_of_the_command_line(id: str, desk: Desk) -> None:
    book = desk.open(filled(id))
    book.sheets[RESULTS_SHEET].activate()
    desk.excel.answers = ["yes", "yes"]
    told = desk.click("report")
    draft = "草稿" in told
    path = desk.put(filled(id), "命令行.xlsx")
    ziping("report", path, "-o", desk.folder / "报告", *(["--draft"] if draft else []))
    theirs = {one.stem: paragraphs(one) for one in reports(desk.folder / "报告")}
    ours = {one.stem.removeprefix("自评表 ").removesuffix("（草稿）"): paragraphs(one) for one in desk.opened}
    assert list(ours.values()) == list(theirs.values()) or ours == theirs
    assert ours


def reports(path: Path) -> list[Path]:
    return [path.with_suffix(".docx")] if path.with_suffix(".docx").exists() else sorted(path.glob("*.docx"))


def paragraphs(path: Path) -> list[str]:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows[:3] for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_the_report_of_the_sheet_in_front(desk: Desk) -> None:
    book = desk.open(filled("sichuan-zhaohua-zhengfawei-2022"))
    model = api.load_workbook(desk.folder / "自评表.xlsx")
    document = api.documents(model)[-1]
    book.sheets[document.sheet or document.about].activate()
    desk.excel.answers = ["yes", "yes"]
    desk.click("report")
    assert all(path.name.startswith("自评表 ") for path in desk.opened)
    about = [one for one in api.documents(model) if document.sheet in (one.sheet, one.about)]
    assert len(desk.opened) == len(about) < len(api.documents(model))


def test_errors_are_counted_and_the_user_decides(desk: Desk) -> None:
    desk.open(WRONG)
    errors = sum(f.severity == "error" for f in api.check_book(settle(read_bytes(WRONG, ""))[1]))
    desk.excel.answers = ["no"]
    assert desk.click("report") == ""
    assert f"{errors} 处" in desk.excel.asked[0]
    assert list(desk.folder.glob("*.docx")) == []


def test_an_unfinished_report_can_be_a_draft(desk: Desk) -> None:
    desk.open(empty("national-project-2020"))
    desk.excel.answers = ["yes", "yes"]
    assert "草稿已生成" in desk.click("report")
    assert "待填" in desk.excel.asked[1]
    (path,) = desk.folder.glob("*.docx")
    assert "（草稿）" in path.name


def test_a_report_that_is_there_is_kept(desk: Desk) -> None:
    desk.open(filled("shanxi-xinzhou-2021"))
    old = desk.put(b"mine", "自评表 绩效自评报告.docx")
    desk.excel.answers = ["yes"]
    assert "改存为" in desk.click("report")
    (kept,) = desk.folder.glob("*备份*.docx")
    assert (kept.read_bytes(), old.read_bytes()[:2]) == (b"mine", b"PK")
    assert desk.opened == [old]


def test_nothing_is_written_to_the_workbook_of_a_report(desk: Desk) -> None:
    desk.open(filled("shanxi-xinzhou-2021"))
    desk.excel.answers = ["yes"]
    desk.click("report")
    assert puts(desk.excel.calls) == []
    assert desk.backups() == []


def test_a_changed_report_is_held_against_the_workbook(desk: Desk) -> None:
    desk.open(filled("shanxi-xinzhou-2021"))
    desk.excel.answers = ["yes"]
    desk.click("report")
    report = desk.opened.pop()
    document = docx.Document(str(report))
    document.paragraphs[3].add_run("2019年度执行率为12.34%。")
    document.save(str(report))
    desk.excel.files = [report]
    told = desk.click("check_report")
    assert told.startswith("核对完成")
    (listing,) = desk.opened
    theirs = ziping("check", report, "--against", desk.folder / "自评表.xlsx")
    assert listing.read_text("utf-8-sig").strip() == theirs.out.strip()
    assert listing.parent == report.parent


def test_no_report_is_chosen(desk: Desk) -> None:
    desk.open(filled("shanxi-xinzhou-2021"))
    desk.excel.files = [None]
    assert desk.click("check_report") == ""


# New workbooks


@pytest.mark.parametrize("id", TEMPLATES)
def test_a_new_workbook_is_that_of_the_command_line(id: str, desk: Desk) -> None:
    open_one = desk.open(training())
    desk.excel.inputs = ["某区教育局", "2025"]
    told = desk.click("new", id)
    path = desk.folder / f"某区教育局 2025年度{load_template(id).title}.xlsx"
    ziping("new", id, "--unit", "某区教育局", "--year", "2025", "-o", desk.folder / "命令行.xlsx")
    assert path.read_bytes() == (desk.folder / "命令行.xlsx").read_bytes()
    assert str(path) in told
    assert desk.excel.app.books.active.name == path.name
    assert said(read(open_one)) == said(read(desk.folder / "自评表.xlsx"))


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


# Weights


def weights(book: xw.Book, sheet: str = SHEET) -> list[Any]:
    model = settle(read_bytes(book.impl.bytes(), ""))[1].form(sheet)
    assert model is not None
    return [row.weight.number for row in model.indicators]


def test_weights_follow_the_standard(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.answers = ["yes"]
    told = desk.click("weights")
    assert weights(book) == [Decimal("12.5")] * 4 + [30, 10]
    assert "产出 50 分（4 项）" in told
    assert "4 项指标" in desk.excel.asked[0]
    assert len(desk.backups()) == 1


def test_weights_stay_where_the_user_says_no(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.answers = ["no"]
    assert desk.click("weights") == ""
    assert weights(book) == [15, 10, 15, 10, 30, 10]
    assert desk.backups() == []


def test_the_spread_without_satisfaction_is_found(desk: Desk) -> None:
    data = with_cells(training(), {f"{column}18": "/>" for column in "DEFGHI"})
    book = desk.open(data)
    desk.excel.answers = ["yes"]
    assert "效益 40 分（1 项）" in desk.click("weights")
    assert weights(book) == [Decimal("12.5")] * 4 + [40]


def test_a_second_time_nothing_is_left_to_do(desk: Desk) -> None:
    desk.open(training())
    desk.excel.answers = ["yes"]
    desk.click("weights")
    assert "没有改动" in desk.click("weights")


@pytest.mark.parametrize("id", TEMPLATES)
def test_an_empty_form_has_nothing_to_weigh(id: str, desk: Desk) -> None:
    desk.open(empty(id))
    assert "没有" in desk.click("weights") or "申报表" in desk.excel.alerts[-1][0]
    assert desk.backups() == []


# Rules and help


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


def test_the_self_check_runs_without_a_workbook(desk: Desk) -> None:
    desk.click("selfcheck")
    assert "没有打开的工作簿" in desk.opened[0].read_text("utf-8-sig")


def test_about_tells_version_and_log(desk: Desk) -> None:
    told = desk.click("about")
    assert "自评表助手" in told
    assert str(desk.log) in told


@pytest.mark.parametrize("id", ["rollover", "import_table", "submit"])
def test_what_comes_later_says_so(id: str, desk: Desk) -> None:
    assert registry.button(id).label in desk.click(id)
