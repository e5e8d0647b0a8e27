"""ziping check, score and rescore of anybody's table, as a reviewer gives the commands; the file stays as it was."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from cli.runner import contents, run
from forms.workbooks import training, without_our_names
from importing import drawn
from importing.corpus import drawn as in_layout
from importing.corpus import tables
from importing.values import values_only

TABLES = {**tables("tables"), **tables("partial")}
OLD = Path(__file__).parents[1] / "cases" / "importing" / "T001.xls"
WORD, BOOK, XLS = "外单位 自评表.docx", "外单位自评表.xlsx", "池州.xls"
KEYS = {"code", "severity", "sheet", "cell", "message", "stated", "expected", "arithmetic", "basis"}


@pytest.fixture
def table(desk: Path) -> Iterator[Path]:
    """零陵 2021 in Word and in Excel, 池州 2022 as .xls: read by every test, written by none."""
    paper = in_layout(TABLES["T006"])
    (desk / WORD).write_bytes(drawn.word(paper))
    (desk / BOOK).write_bytes(drawn.xlsx(paper))
    (desk / XLS).write_bytes(OLD.read_bytes())
    before = contents(desk)
    yield desk
    assert contents(desk) == before


def test_the_findings_stand_at_the_cells_of_the_file(table: Path) -> None:
    result = run("check", BOOK, "--json")
    assert result.code == 1
    found = {(one["code"], one["sheet"], one["cell"]): one for one in result.json}
    assert all(one.keys() >= KEYS for one in result.json)
    rate = found["R06", "Sheet1", "G5"]
    assert (rate["stated"], rate["expected"], rate["arithmetic"]) == (
        "100%",
        "80.45%",
        "3824.26万元÷4753.66万元=80.45%",
    )


def test_findings_in_a_word_file_stand_where_show_says(table: Path) -> None:
    row = next(row for row in run("show", WORD, "--json").json["indicators"] if row["name"] == "木材销售收入")
    assert (row["sheet"], row["cell"]) == (WORD, "表1第19行第4列")
    places = {(one["code"], one["sheet"], one["cell"]) for one in run("check", WORD, "--json").json}
    assert ("R58", WORD, "表1第19行第8列") in places
    assert f"R58  {WORD}!表1第19行第8列" in run("check", WORD).out


def test_an_old_workbook_is_checked_as_it_is(table: Path) -> None:
    result = run("check", XLS)
    assert result.code == 1
    assert "“年度资金总额”的年初预算数 0 不等于各项之和 90" in result.out
    assert "另存为" not in result.out + result.err


def test_how_the_table_was_read_is_told_once_after_the_findings(table: Path) -> None:
    *_, count, empty, form, unread = run("check", WORD).out.splitlines()
    assert (count[:6], empty) == ("会被退回的：", "")
    shown = run("show", WORD, "--json").json
    for word in (WORD, shown["form"], f"规则包 {shown['standard']}", "--standard"):
        assert word in form
    (told,) = [line for line in run("show", WORD).out.splitlines() if line.startswith("没有看懂的")]
    assert unread == f"{told.removesuffix('：')}，没有核对；用 ziping show 可以看到是哪些。"


@pytest.mark.parametrize("command", ["check", "score"])
def test_what_is_told_does_not_disturb_json(command: str, table: Path) -> None:
    result = run(command, WORD, "--json")
    assert isinstance(result.json, list if command == "check" else dict)
    assert "没有看懂的" in result.err
    assert "national-department-2020" in result.err


def test_the_scores_of_a_foreign_table(table: Path) -> None:
    result = run("score", WORD, "--json")
    assert result.code == 0
    assert list(result.json) == ["standard", "execution", "rows", "total", "grade"]
    assert (result.json["standard"], result.json["execution"]["score"]) == ("national-2020", "8.04")
    row = result.json["rows"][7]
    assert (row["name"], row["cell"], row["score"], row["printed"]) == ("木材销售收入", "表1第19行第4列", "5.96", "5")
    assert "99.36%×6 = 5.96 分" in run("score", WORD).out


@pytest.mark.parametrize("command", ["check", "score"])
def test_another_standard_is_used_and_told(command: str, table: Path) -> None:
    result = run(command, WORD, "--standard", "national-2021")
    assert "规则包 national-2021" in result.out
    assert "national-2020" not in result.out.replace("department-2020", "")


def test_a_foreign_table_under_another_standard_side_by_side(table: Path) -> None:
    result = run("rescore", WORD, "--standard", "national-2021", "--json")
    assert (result.code, result.json["from"]["standard"]) == (0, "national-2020")
    assert result.json["execution"]["difference"] == "-1.04"
    assert "表1第19行第4列  木材销售收入" in run("rescore", WORD, "--standard", "national-2021").out


def test_a_foreign_table_of_the_year_before(table: Path) -> None:
    found = run("check", BOOK, "--last", WORD, "--json").json
    assert ("R49", "E14") in {(one["code"], one["cell"]) for one in found}
    assert not [one for one in found if one["message"].startswith("无法核对：缺上年的完成值")]


def test_one_sheet_of_several(desk: Path) -> None:
    (desk / BOOK).write_bytes(drawn.xlsx(in_layout(TABLES["T001"]), in_layout(TABLES["T014"]), names=("池州", "六安")))
    both = run("check", BOOK, "--json").json
    assert {one["sheet"] for one in both} == {"池州", "六安"}
    assert {one["sheet"] for one in run("check", BOOK, "--sheet", "六安", "--json").json} == {"六安"}
    assert [len(one["rows"]) for one in run("score", BOOK, "--json").json] == [9, 9]
    assert run("score", BOOK, "--sheet", "六安", "--json").json["execution"]["weight"] == "9"
    refused = run("check", BOOK, "--sheet", "黄山")
    assert (refused.code, refused.out) == (2, "")
    assert "黄山" in refused.err
    assert "池州、六安" in refused.err


NEEDS_OURS = {
    "check --write": ["check", "--write"],
    "score --write": ["score", "--write"],
    "report": ["report", "-o", "报告.docx"],
    "rollover": ["rollover", "--to", "2026", "-o", "下年.xlsx"],
    "submit": ["submit", "-o", "上报版.xlsx"],
    "rescore -o": ["rescore", "--standard", "national-2021", "-o", "换.xlsx"],
}


@pytest.mark.parametrize("command", NEEDS_OURS)
@pytest.mark.parametrize("file", [WORD, BOOK, XLS])
def test_what_needs_our_own_workbook_names_the_command_that_helps(file: str, command: str, table: Path) -> None:
    name, *options = NEEDS_OURS[command]
    result = run(name, file, *options)
    assert (result.code, result.out) == (2, "")
    typed = f'"{file}"' if " " in file else file
    assert f"“{file}”" in result.err
    assert f"ziping import {typed} -o 自评表.xlsx" in result.err
    assert result.err.count("\n") == 1


def test_a_workbook_to_hold_a_report_against_has_to_be_ours(table: Path) -> None:
    result = run("check", WORD, "--against", BOOK)
    assert (result.code, result.out) == (2, "")
    assert f"ziping import {BOOK} -o 自评表.xlsx" in result.err


def report(*lines: str) -> bytes:
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def test_a_word_file_with_a_table_and_a_report_is_checked_both_ways(desk: Path) -> None:
    (desk / "自评表.xlsx").write_bytes(training())
    assert run("report", "自评表.xlsx", "-o", "报告.docx", "--draft").code == 0
    alone = run("check", "报告.docx")
    assert alone.out.startswith("报告.docx（2025年度）")
    assert alone.out.splitlines()[-1] == "自评表以外的文字没有核对；是自评报告的，加 --against 自评表.xlsx 核对。"
    against = run("check", "报告.docx", "--against", "自评表.xlsx")
    assert against.out.startswith("报告.docx 对照 自评表.xlsx")
    assert "自评表以外的文字" not in against.out


def test_a_report_without_a_table_says_what_to_do(desk: Path) -> None:
    (desk / "报告.docx").write_bytes(report("某单位绩效自评报告", "一、基本情况"))
    result = run("check", "报告.docx")
    assert (result.code, result.out) == (2, "")
    assert "没有认出自评表" in result.err
    assert "ziping check 报告.docx --against 自评表.xlsx" in result.err


def test_our_own_workbook_without_its_names_is_checked_by_what_it_prints(desk: Path) -> None:
    (desk / "原件.xlsx").write_bytes(training())
    (desk / "值.xlsx").write_bytes(values_only(training()))
    own = [(one["code"], one["cell"]) for one in run("check", "原件.xlsx", "--json").json]
    read = [(one["code"], one["cell"]) for one in run("check", "值.xlsx", "--json").json]
    assert read == [one for one in own if one in read]
    assert run("score", "值.xlsx", "--json").json["total"] == run("score", "原件.xlsx", "--json").json["total"]
    (desk / "名称没了.xlsx").write_bytes(without_our_names(training()))
    assert run("score", "名称没了.xlsx", "--json").json["total"] == "98.55"


def test_our_own_workbook_needs_no_reader_of_other_peoples_files(desk: Path) -> None:
    """The words of all provinces, Word and .xls readers are only loaded where they are wanted."""
    (desk / "自评表.xlsx").write_bytes(training())
    code = (
        "import sys; from ziping.cli import main; main(['check', '自评表.xlsx']);"
        "print([name for name in sys.modules if name.startswith('ziping.importing.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.splitlines()[-1] == "[]"
