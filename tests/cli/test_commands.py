"""What people script against: commands, exit codes, JSON shapes, help in Chinese, files that appear."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest

from cli.runner import contents, run
from forms.workbooks import SHEET, error, sample, text, training, with_cells
from ziping import __version__, api
from ziping.checks.catalogue import catalogue
from ziping.forms.samples import DEMO, book_ids, sample_ids
from ziping.forms.spec import form_ids, load_form
from ziping.standards.loader import list_standards

FILE = "自评表.xlsx"
COMMANDS = (
    *("demo", "templates", "standards", "new", "show", "score", "check", "report"),
    *("rollover", "import", "rescore", "submit", "rule"),
)

SHOW = {"form", "standard", "kind", "title", "year", "unit", "supervisor", "project", "funds", "indicators", "total"}
FUND = {"label", "initial", "adjusted", "executed", "weight", "rate", "score"}
INDICATOR = {"level1", "level2", "name", "target", "actual", "weight", "score", "reason", "sheet", "cell"}
SCORE = {"standard", "execution", "rows", "total", "grade"}
EXECUTION = {"rate", "weight", "score"}
ROW = {"name", "sheet", "cell", "target", "actual", "weight", "score", "printed", "met", "completion", "why"}
FINDING = {"code", "severity", "sheet", "cell", "message", "stated", "expected", "arithmetic", "basis"}
# Told beyond what is promised.
MORE = {"execution": {"why"}, "finding": {"fix", "note"}}
NUMBER = re.compile(r"-?\d+(\.\d+)?").fullmatch


@pytest.fixture
def book(desk: Path) -> Path:
    (desk / FILE).write_bytes(training())
    return desk / FILE


def test_show_tells_what_stands_on_the_form(book: Path) -> None:
    shown = run("show", book, "--json").json
    assert shown.keys() >= SHOW
    assert all(fund.keys() == FUND for fund in shown["funds"])
    assert all(row.keys() == INDICATOR for row in shown["indicators"])
    assert texts(shown["funds"]) | texts(shown["indicators"]) <= {str, type(None)}
    assert {key: shown[key] for key in ("form", "kind", "year", "unit", "project", "total")} == {
        "form": "national-project-2020", "kind": "project", "year": 2025, "unit": "某区人社局",
        "project": "技能培训", "total": "98.55",
    }  # fmt: skip
    assert shown["funds"][0] == {
        "label": "年度资金总额", "initial": "100", "adjusted": "100", "executed": "93", "weight": "10",
        "rate": "93.00%", "score": "9.3",
    }  # fmt: skip
    assert shown["indicators"][4] == {
        "level1": "效益指标", "level2": "社会效益指标", "name": "政策知晓率", "target": "≥80%", "actual": "78%",
        "weight": "30", "score": "29.25", "reason": "宣传不够，明年增加两场宣讲", "sheet": SHEET, "cell": "D17",
    }  # fmt: skip


def test_score_tells_every_row_with_its_arithmetic(book: Path) -> None:
    score = run("score", book, "--json").json
    assert score.keys() == SCORE
    assert score["execution"].keys() == EXECUTION | MORE["execution"]
    assert all(row.keys() == ROW for row in score["rows"])
    execution = {key: score["execution"][key] for key in EXECUTION}
    assert execution == {"rate": "0.93", "weight": "10", "score": "9.3"}
    row = score["rows"][4]
    assert row.pop("why").startswith("实际 78% ÷ 目标 80% = 97.50%，未达成")
    assert row == {
        "name": "政策知晓率", "sheet": SHEET, "cell": "D17", "target": "≥80%", "actual": "78%", "weight": "30",
        "score": "29.25", "printed": "29.25", "met": False, "completion": "97.5",
    }  # fmt: skip
    assert (score["total"], score["grade"], score["standard"]) == ("98.55", "优", "national-2020")
    numbers = [row[key] for row in score["rows"] for key in ("weight", "score", "printed", "completion")]
    assert all(NUMBER(value) for value in numbers if value is not None)


def test_check_tells_findings_worst_first(desk: Path) -> None:
    (desk / FILE).write_bytes(with_cells(training(), {"H17": text("30"), "E13": error()}))
    result = run("check", FILE, "--json")
    assert result.code == 1
    assert result.json
    assert all(finding.keys() == FINDING | MORE["finding"] for finding in result.json)
    order = [("error", "warning", "info").index(finding["severity"]) for finding in result.json]
    assert order == sorted(order)
    assert {finding["sheet"] for finding in result.json} == {SHEET, "报告文字"}
    assert all(
        re.fullmatch(r"[A-Z]+\d+", finding["cell"]) for finding in result.json if "缺上年" not in finding["message"]
    )


def test_a_sound_form_ends_with_0(book: Path) -> None:
    assert [run(command, book).code for command in ("show", "score", "check")] == [0, 0, 0]


def test_a_warning_alone_ends_with_0(desk: Path) -> None:
    (desk / FILE).write_bytes(with_cells(training(), {"F14": text("≥4期")}))
    result = run("check", FILE)
    assert (result.code, result.err) == (0, "")
    assert "警告" in result.out
    assert result.out.rstrip().endswith("会被退回的：0 处")


def test_an_error_ends_with_1(desk: Path) -> None:
    (desk / FILE).write_bytes(with_cells(training(), {"E13": error()}))
    assert run("check", FILE).code == 1


def test_another_standard_may_judge_the_same_form(desk: Path) -> None:
    (desk / FILE).write_bytes(sample(DEMO))
    own, national = (run("score", FILE, "--json", *more).json for more in ([], ["--standard", "national-2020"]))
    assert (own["standard"], own["total"]) == ("shanxi-xinzhou-2021", "89.25")
    assert (national["standard"], national["rows"][-1]["score"]) == ("national-2020", "5")
    assert contents(desk) == {FILE: sample(DEMO)}


def test_lists_name_everything_there_is() -> None:
    templates, standards = run("templates", "--json").json, run("standards", "--json").json
    assert {one["id"] for one in templates} >= set(form_ids())
    assert {one["id"] for one in standards} == {one.id for one in list_standards()}
    for one in (*templates, *standards):
        assert one.keys() >= {"id", "title", "region", "year", "document", "status"}
    for command, ids in (("templates", templates), ("standards", standards)):
        assert all(one["id"] in run(command).out for one in ids)


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_rule_has_its_page(code: str) -> None:
    result = run("rule", code.lower())
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"# {code} ")
    assert all(heading in result.out for heading in ("查什么", "为什么", "反例", "正例"))


@pytest.mark.parametrize("id", [id for id in form_ids() if load_form(id).kind != "target"])
def test_a_new_workbook_knows_unit_and_year(id: str, desk: Path) -> None:
    result = run("new", id, "--unit", "某某县卫生健康局", "--year", "2026", "-o", "新表")
    assert (result.code, result.err) == (0, "")
    model = api.load(desk / "新表.xlsx")
    assert (model.form, model.unit.text, model.year, model.indicators) == (id, "某某县卫生健康局", 2026, ())


def test_an_output_already_there_is_kept_as_a_dated_copy(book: Path, desk: Path) -> None:
    (desk / "报告.docx").write_bytes(b"last year's")
    result = run("report", book, "-o", "报告", "--draft")
    assert result.code == 0
    (copy,) = [path for path in desk.iterdir() if "备份" in path.name]
    assert copy.read_bytes() == b"last year's"
    assert copy.name in result.out
    assert re.fullmatch(r"报告\.备份-\d{8}-\d{6}\.docx", copy.name)
    assert docx.Document(str(desk / "报告.docx")).paragraphs


def test_a_report_never_takes_the_place_of_its_workbook(book: Path, desk: Path) -> None:
    assert run("report", book, "-o", FILE, "--draft").code == 0
    assert sorted(contents(desk)) == [FILE, f"{FILE}.docx"]
    assert book.read_bytes() == training()


def test_the_demo_leaves_workbooks_findings_and_report(desk: Path) -> None:
    result = run("demo", "示例")
    assert (result.code, result.err) == (0, "")
    files = [name for name, data in contents(desk).items() if data is not None]
    assert len([name for name in files if name.endswith(".xlsx")]) == len(sample_ids()) + len(book_ids())
    report, listing = (next(name for name in files if name.endswith(end)) for end in (".docx", ".txt"))
    assert "89.25" in (desk / listing).read_text(encoding="utf-8-sig")
    assert any("89.25" in paragraph.text for paragraph in docx.Document(str(desk / report)).paragraphs)
    for name in (report, listing):
        assert Path(name).name in result.out


def test_the_demo_keeps_what_was_changed_in_it(desk: Path) -> None:
    run("demo", "示例")
    workbook = next(path for path in (desk / "示例").iterdir() if path.suffix == ".xlsx")
    workbook.write_bytes(b"my changes")
    assert run("demo", "示例").code == 0
    assert b"my changes" in contents(desk).values()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese(command: str) -> None:
    result = run(*command.split(), "--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("用法：ziping")
    words = set(re.findall(r"[a-z]{4,}", re.sub(r"--[a-z-]+", "", result.out)))
    assert words <= {"ziping", "help", "docx", "xlsx", "xlsm", *COMMANDS}
    assert all(re.search(r"[\u4e00-\u9fff]", line) for line in result.out.splitlines() if line.strip())


def test_help_names_every_command() -> None:
    out = run("--help").out
    assert [name for name in COMMANDS if f"    {name} " not in out] == []


def test_version() -> None:
    assert run("--version").out.split() == ["ziping", __version__]


def test_the_program_runs_as_a_program(book: Path) -> None:
    """Its own process and a console that is not UTF-8: messages still arrive, the exit code too."""
    program = [sys.executable, "-c", "import sys; from ziping.cli import main; sys.exit(main())"]
    done = subprocess.run(
        [*program, "check", "没有.xlsx"],
        capture_output=True,
        cwd=book.parent,
        env={"PYTHONIOENCODING": "gbk"},
        check=False,
    )
    assert done.returncode == 2
    assert "找不到文件“没有.xlsx”" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def texts(rows: list[dict[str, Any]]) -> set[type]:
    return {type(value) for row in rows for value in row.values()}
