"""生成报告 and 核对报告: the reports of the command line, beside the workbook, nothing lost."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from cli.runner import run as ziping
from excel.clicks import SAMPLES, WRONG, Desk, empty, filled
from support.livebook import puts
from ziping import api
from ziping.forms.results import RESULTS_SHEET
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes


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
