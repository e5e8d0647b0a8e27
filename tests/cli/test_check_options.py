"""ziping check on what people really bring: the workbook to write into, a report to hold against it, last year's."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document

from cli.runner import contents, run
from forms.workbooks import SHEET, text, training, with_cells
from ooxml.builders import compound_file
from support.validator import Validator
from ziping.domain.snapshot import CellEdit
from ziping.forms.results import RESULTS_SHEET
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes

FILE, WORD = "自评表.xlsx", "报告.docx"
DONE = "全年完成技能培训 4 期，培训 110 人次，政策知晓率没有达到目标。"
BROKEN = with_cells(training(), {"E17": text("优良中差"), "F11": text(DONE)})


@pytest.fixture
def book(desk: Path) -> Path:
    (desk / FILE).write_bytes(BROKEN)
    return desk / FILE


def word(*lines: str) -> bytes:
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def test_the_findings_are_written_and_what_it_was_is_kept(book: Path, desk: Path) -> None:
    result = run("check", FILE, "--write")
    assert "结果写在“校验结果”工作表" in result.out
    copies = [data for name, data in contents(desk).items() if "备份" in name]
    assert copies == [BROKEN]
    sheet = read_bytes(book.read_bytes(), "").sheet(RESULTS_SHEET)
    assert sheet is not None
    assert "会被退回的：" in sheet.cells[2, 1].text
    codes = [cell.text for (row, column), cell in sorted(sheet.cells.items()) if column == 2 and row > 4]
    assert codes == [finding["code"] for finding in run("check", FILE, "--json").json]


def test_writing_does_not_disturb_json(book: Path) -> None:
    result = run("check", FILE, "--write", "--json")
    assert isinstance(result.json, list)
    assert "校验结果" in result.err


def test_the_written_workbook_is_sound(book: Path, validator: Validator) -> None:
    run("check", FILE, "--write")
    assert validator.errors(book) == []


def test_a_kept_explanation_is_shown_counted_and_goes_into_the_report(book: Path, desk: Path) -> None:
    run("check", FILE, "--write")
    sheet = read_bytes(book.read_bytes(), "").sheet(RESULTS_SHEET)
    assert sheet is not None
    row = next(row for (row, column), cell in sheet.cells.items() if column == 2 and cell.text == "R44")
    book.write_bytes(patch_workbook(book.read_bytes(), [CellEdit(RESULTS_SHEET, row, 6, "按批复的目标表填写")]))
    result = run("check", FILE)
    assert "已说明：按批复的目标表填写" in result.out
    assert result.out.rstrip().endswith("（另有 1 处已写明说明）")
    assert [f["note"] for f in run("check", FILE, "--json").json if f["note"]] == ["按批复的目标表填写"]
    assert run("report", FILE, "-o", WORD, "--draft").code == 0
    tables = Document(str(desk / WORD)).tables
    assert "按批复的目标表填写" in [cell.text for cell in tables[-1].rows[1].cells]


def test_an_explanation_changes_no_exit_code(book: Path) -> None:
    (book).write_bytes(with_cells(training(), {"H17": text("30")}))
    before = run("check", FILE, "--write").code
    assert run("check", FILE).code == before == 1


def test_an_open_workbook_is_not_written(book: Path, desk: Path) -> None:
    (desk / f"~${FILE}").write_bytes(b"")
    result = run("check", FILE, "--write")
    assert result.code == 2
    assert "正在 Excel 或 WPS 中打开" in result.err
    assert book.read_bytes() == BROKEN


def test_a_report_edited_in_word_is_held_against_the_workbook(book: Path, desk: Path) -> None:
    (desk / WORD).write_bytes(
        word("某区人社局2025年度技能培训项目支出绩效自评报告", "一、完成情况", "全年培训人次120人次，学员满意度95%。")
    )
    result = run("check", WORD, "--against", FILE)
    assert result.code == 1
    assert result.out.startswith(f"{WORD} 对照 {FILE}")
    assert re.search(r"R75  报告\.docx!第3段\n.*120人次.*110人次", result.out)


def test_the_report_of_the_tool_itself_does_not_contradict_the_workbook(desk: Path) -> None:
    (desk / FILE).write_bytes(training())
    assert run("report", FILE, "-o", WORD, "--draft").code == 0
    found = run("check", WORD, "--against", FILE, "--json").json
    assert [finding for finding in found if finding["code"] in ("R20", "R73", "R74", "R75", "R77", "R92")] == []


def test_last_years_workbook_shows_targets_that_did_not_grow(book: Path, desk: Path) -> None:
    (desk / "上年.xlsx").write_bytes(BROKEN)
    found = run("check", FILE, "--last", "上年.xlsx", "--json").json
    assert ("R49", f"{SHEET}") not in {(f["code"], f["sheet"]) for f in found if not f["cell"]}
    assert any(f["code"] == "R49" and f["cell"] == "E13" for f in found)
    assert any(f["code"] == "R88" and f["cell"] == "F11" for f in found)


def test_without_last_year_it_says_what_it_could_not_check(book: Path) -> None:
    said = [f["message"] for f in run("check", FILE, "--json").json if f["code"] in ("R49", "R88")]
    assert said == [
        "无法核对：缺上年的完成值，看不出目标定得高还是低。",
        "无法核对：缺上年的报告文字，看不出照抄了没有。",
    ]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["check", WORD], "请写：ziping check 报告.docx --against 自评表.xlsx"),
        (["check", WORD, "--against", FILE, "--write"], "--write"),
        (["check", FILE, "--against", FILE], "只用于核对 Word 报告"),
        (["check", FILE, "--write", "--sheet", SHEET], "请去掉 --sheet、--standard"),
        (["check", FILE, "--write", "--standard", "national-2021"], "请去掉 --sheet、--standard"),
        (["check", "旧.doc", "--against", FILE], "另存为 .docx"),
        (["check", "假.docx", "--against", FILE], "假.docx"),
        (["check", "没有.docx", "--against", FILE], "找不到文件“没有.docx”"),
        (["check", FILE, "--last", "没有.xlsx"], "找不到文件“没有.xlsx”"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_checked_is_said_in_a_sentence(book: Path, desk: Path, arguments: list[str], why: str) -> None:
    (desk / WORD).write_bytes(word("报告"))
    (desk / "旧.doc").write_bytes(compound_file("WordDocument"))
    (desk / "假.docx").write_bytes(training())
    before = contents(desk)
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert why in result.err
    assert "Traceback" not in result.err
    assert contents(desk) == before
