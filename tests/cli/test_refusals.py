"""What cannot be done is said in one Chinese sentence; nothing is written, the user's files stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.runner import Result, contents, run
from forms.workbooks import SHEET, error, sample, text, training, with_cells, with_names, without_our_names
from ooxml.builders import book, compound_file, sheet
from ziping.forms.builder import build_workbook
from ziping.forms.samples import sample_ids

FILE = "自评表.xlsx"
COMMANDS: dict[str, list[str]] = {
    "show": ["show", FILE],
    "show --json": ["show", FILE, "--json"],
    "score": ["score", FILE],
    "score --json": ["score", FILE, "--json"],
    "score --write": ["score", FILE, "--write"],
    "check": ["check", FILE],
    "check --json": ["check", FILE, "--json"],
    "report": ["report", FILE, "-o", "报告.docx"],
    "report --draft": ["report", FILE, "-o", "报告.docx", "--draft"],
}

# What lies at the place of the workbook, and what the sentence says about it.
UNREADABLE: dict[str, tuple[Callable[[], bytes] | None, str]] = {
    "text named .xlsx": (lambda: "绩效自评表".encode(), "不是 Excel 工作簿"),
    "web page named .xlsx": (lambda: b"<html><table></table></html>", "网页"),
    "PDF named .xlsx": (lambda: b"%PDF-1.7", "PDF"),
    "workbook with a password": (lambda: compound_file("EncryptedPackage"), "密码"),
    "old .xls named .xlsx": (lambda: compound_file("Workbook"), "旧格式"),
    "empty file": (lambda: b"", "空文件"),
    "cut off in the middle": (lambda: training()[:9000], "损坏"),
    "somebody else's workbook": (lambda: book(sheet("")), "定位名称"),
    "our names deleted": (lambda: without_our_names(training()), "定位名称"),
    "one name deleted": (lambda: with_names(training(), {"zp_ind_target": None}), "zp_ind_target"),
    "a name that points nowhere": (lambda: with_names(training(), {"zp_unit": "#REF!"}), "zp_unit"),
    "a form of a newer program": (lambda: with_names(training(), {"zp_form": '"hubei-2031"'}), "hubei-2031"),
    "a standard of a newer program": (lambda: with_names(training(), {"zp_standard": '"hubei-2031"'}), "hubei-2031"),
    "missing": (None, "找不到文件"),
}


READ_AS_PRINTED = ("our names deleted",)
"""What is read by what it prints, as anybody's table, where nothing is written."""
WRITES = ("score --write", "report", "report --draft")
NEEDS_OURS = {"old .xls named .xlsx": "旧格式", "somebody else's workbook": "定位名称", "our names deleted": "定位名称"}
"""What the commands that need a workbook of ours have to say before they name the import."""


@pytest.mark.parametrize(
    ("case", "command"),
    [(a, b) for a in UNREADABLE for b in COMMANDS if b in WRITES or a not in READ_AS_PRINTED],
)
def test_a_file_that_is_no_filled_template_is_refused(command: str, case: str, desk: Path, log: Path) -> None:
    make, why = UNREADABLE[case]
    if make:
        (desk / FILE).write_bytes(make())
    before = contents(desk)
    result = run(*COMMANDS[command])
    assert_refused(result, FILE, why)
    if command in WRITES and case in NEEDS_OURS:
        assert_refused(result, NEEDS_OURS[case], f"请先运行 ziping import {FILE} -o 自评表.xlsx")
    assert contents(desk) == before
    assert re.search("(Ziping|Damaged|NotOurs|NoTable)Error", log.read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_is_no_workbook(command: str, desk: Path) -> None:
    (desk / FILE).mkdir()
    assert_refused(run(*COMMANDS[command]), FILE, "文件夹")
    assert contents(desk) == {FILE: None}


def test_the_folder_one_is_in_is_named_as_it_was_typed(desk: Path) -> None:
    assert_refused(run("check", "."), "“.”是文件夹")


@pytest.mark.parametrize("command", [name for name in COMMANDS if not name.startswith("report")])
def test_an_unknown_sheet_is_refused_with_the_ones_there_are(command: str, desk: Path) -> None:
    (desk / FILE).write_bytes(training())
    assert_refused(run(*COMMANDS[command], "--sheet", "第二个项目"), "第二个项目", SHEET)
    assert contents(desk) == {FILE: training()}


@pytest.mark.parametrize("command", ["score", "score --json", "score --write", "check", "check --json"])
def test_an_unknown_standard_is_refused_with_the_ones_there_are(command: str, desk: Path) -> None:
    (desk / FILE).write_bytes(training())
    assert_refused(run(*COMMANDS[command], "--standard", "hubei-2031"), "hubei-2031", "national-2020")
    assert contents(desk) == {FILE: training()}


OUTPUTS = {
    "a folder": ("归档", "文件夹"),
    "the current folder": (".", "文件夹"),
    "nothing": ("", "文件夹"),
    "in a folder that is not there": ("没有/报告", "没有"),
    "in a file": (f"{FILE}/报告", "报告"),
    "a name too long": ("报" * 200, "文件名"),
}


FOLDERS = {"a folder", "the current folder"}


@pytest.mark.parametrize(
    ("case", "command"),
    [(case, "new") for case in OUTPUTS] + [(case, "report") for case in OUTPUTS if case not in FOLDERS],
)
def test_an_output_that_cannot_be_written_is_refused(case: str, command: str, desk: Path) -> None:
    output, why = OUTPUTS[case]
    (desk / FILE).write_bytes(training())
    (desk / "归档").mkdir()
    before = contents(desk)
    commands = {
        "report": ["report", FILE, "--draft", "-o", output],
        "new": ["new", "national-project-2020", "--unit", "某局", "--year", "2025", "-o", output],
    }
    assert_refused(run(*commands[command]), why)
    assert contents(desk) == before


@pytest.mark.parametrize("case", sorted(FOLDERS))
def test_a_report_goes_into_a_folder_under_its_own_name(case: str, desk: Path) -> None:
    (desk / FILE).write_bytes(training())
    (desk / "归档").mkdir()
    assert run("report", FILE, "--draft", "-o", OUTPUTS[case][0]).code == 0
    assert (desk / OUTPUTS[case][0] / "绩效自评报告.docx").is_file()


OPEN = {"Excel": f"~${FILE}", "WPS": f".~{FILE}", "LibreOffice": f".~lock.{FILE}#"}
TYPED = {"E13": text("≥150人次")}


@pytest.mark.parametrize("program", OPEN)
def test_a_workbook_open_elsewhere_is_not_written(program: str, desk: Path) -> None:
    (desk / FILE).write_bytes(with_cells(training(), TYPED))
    (desk / OPEN[program]).write_bytes(b"")
    before = contents(desk)
    result = run("score", FILE, "--write")
    assert_refused(result, FILE, "打开", shown=True)
    assert contents(desk) == before


def test_a_read_only_workbook_is_not_written(desk: Path) -> None:
    (desk / FILE).write_bytes(with_cells(training(), TYPED))
    (desk / FILE).chmod(0o444)
    before = contents(desk)
    assert_refused(run("score", FILE, "--write"), FILE, "只读", shown=True)
    assert contents(desk) == before


def test_an_output_open_elsewhere_is_not_written(desk: Path) -> None:
    (desk / FILE).write_bytes(training())
    (desk / "报告.docx").write_bytes(b"old")
    (desk / "~$报告.docx").write_bytes(b"")
    before = contents(desk)
    assert_refused(run("report", FILE, "--draft", "-o", "报告.docx"), "报告.docx", "打开")
    assert contents(desk) == before


@pytest.mark.parametrize("folder", [FILE, f"{FILE}/示例"])
def test_the_demo_needs_a_folder(folder: str, desk: Path) -> None:
    (desk / FILE).write_bytes(b"")
    assert_refused(run("demo", folder), folder, "文件夹")
    assert contents(desk) == {FILE: b""}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["new", "hubei-2031", "--unit", "某局", "--year", "2025", "-o", "x"], "hubei-2031"),
        (["new", "national-project-2020", "--unit", "某局", "--year", "25", "-o", "x"], "年度"),
        (["new", "national-project-2020", "--unit", "某局", "--year", "今年", "-o", "x"], "整数"),
        (["new", "national-project-2020", "--unit", "某局", "--year", "2025", "--standard", "q", "-o", "x"], "“q”"),
        (["new", "national-project-2020", "--year", "2025", "-o", "x"], "--unit"),
        (["report", FILE, "-o", "x", "--date", "明天"], "明天"),
        (["report", FILE], "-o"),
        (["rule", "R999"], "R999"),
        (["publish", FILE], "publish"),
        (["check"], "自评表"),
        (["check", FILE, "--fast"], "--fast"),
        ([], "命令"),
    ],
    ids=" ".join,
)
def test_a_command_given_wrongly_says_what_is_wrong(arguments: list[str], why: str, desk: Path) -> None:
    assert_refused(run(*arguments), why)
    assert contents(desk) == {}


# Workbooks that can be read but not scored whole: findings, not refusals.
FAULTS = {
    "#REF! in a target": ({"E13": error()}, "R89", "E13"),
    "#REF! in an actual value": ({"F13": error()}, "R89", "F13"),
    "#REF! in a score": ({"H13": error()}, "R89", "H13"),
    "#REF! in a weight": ({"G13": error()}, "R89", "G13"),
    "#REF! in a fund": ({"E7": error()}, "R89", "E7"),
    "#N/A in the total": ({"H20": error("#N/A")}, "R89", "H20"),
    "a weight in full-width digits with 分": ({"G13": text("１５分")}, "R38", "G13"),
    "a weight as text": ({"G13": text("15分")}, "R38", "G13"),
    "an amount as text": ({"F7": text("93万元")}, "R90", "F7"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_cell_that_cannot_be_read_is_a_finding_at_that_cell(case: str, desk: Path) -> None:
    cells, code, cell = FAULTS[case]
    (desk / FILE).write_bytes(with_cells(training(), cells))
    before = contents(desk)
    result = run("check", FILE, "--json")
    assert (result.code, result.err) == (1, "")
    assert (code, cell) in {(finding["code"], finding["cell"]) for finding in result.json}
    assert run("show", FILE, "--json").code == 0
    assert run("score", FILE, "--json").code == 0
    assert_unfinished(run("report", FILE, "-o", "报告.docx"))
    assert contents(desk) == before


def test_an_empty_template_has_no_score_and_no_report(desk: Path) -> None:
    (desk / FILE).write_bytes(build_workbook("national-project-2020"))
    before = contents(desk)
    score = run("score", FILE, "--json")
    assert (score.code, score.json["total"], score.json["rows"]) == (0, None, [])
    assert_unfinished(run("report", FILE, "-o", "报告.docx"))
    assert contents(desk) == before
    assert run("report", FILE, "-o", "报告.docx", "--draft").code == 0
    assert (desk / "报告.docx").exists()


def test_a_fault_of_the_program_is_one_sentence_and_the_rest_is_in_the_log(
    desk: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("zp_ind_target")

    (desk / FILE).write_bytes(training())
    monkeypatch.setattr("ziping.api.open_book", broken)
    result = run("check", FILE)
    assert_refused(result, "程序出错", str(log))
    assert "KeyError: 'zp_ind_target'" in log.read_text(encoding="utf-8")


def test_the_samples_are_readable_by_every_command(desk: Path) -> None:
    for id in sample_ids():
        (desk / FILE).write_bytes(sample(id))
        for command in ("show", "score", "check"):
            assert run(*COMMANDS[command]).err == ""


def assert_unfinished(result: Result) -> None:
    """Exit code 2; one line for each open place of the report, with its cell, then what to do."""
    assert (result.code, result.out) == (2, "")
    head, *places, advice = result.err.splitlines()
    assert head == f"报告有{len(places)}处要先改好："
    assert all(re.match(r"  报告文字![A-Z]+\d+（“.*”）：", place) for place in places)
    assert "--draft" in advice


def assert_refused(result: Result, *words: str, shown: bool = False) -> None:
    """Exit code 2 and one Chinese sentence with these words on stderr; nothing on stdout unless it was asked for."""
    assert result.code == 2
    assert bool(result.out) == shown
    assert re.fullmatch(r"[^\n]*[\u4e00-\u9fff][^\n]*\n", result.err), result.err
    assert not re.search(r"Traceback|Error|Errno|None\b", result.err)
    assert ("程序出错" in result.err) == ("程序出错" in words)
    for word in words:
        assert word in result.err
