"""A region of next year made of files alone: the worked example of docs/regions.md, used through the command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document

from ziping.domain.snapshot import CellEdit, Snapshot, position
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_workbook

PAGE = (Path(__file__).parents[2] / "docs" / "regions.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`(demo/\S+\.yaml)`\n\n```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
FORM, STANDARD = "demo/forms/project-2026.yaml", "demo/standards/2026.yaml"

# Target and actual as people type them, weight; the score by the rules of the example.
ROWS = [
    ("培训人次", "≥", 200, "人次", 190, 15, "14.25"),
    ("培训期数", "=", 5, "期", 5, 5, "5"),
    ("教材册数", "≥", 100, "册", 125, 10, "10"),
    ("合格率", "≥", 95, "%", 96, 10, "10"),
    ("就业人数", "≥", 60, "人", 30, 35, "17.5"),
    ("学员满意度", "≥", 90, "%", 91, 15, "15"),
]
# The rows of the empty form they go to: 3 数量, 2 质量, 2 时效, 3 社会效益, 1 满意度.
AT = (0, 1, 2, 3, 7, 10)
# The example has no cost indicator and does not say how satisfaction was asked for.
UNTOLD = ["R40", "R72"]
EXECUTED, EXECUTION_SCORE, TOTAL = Decimal(90), "9", "80.75"


class Run(NamedTuple):
    code: int
    out: str
    err: str


Ziping = Callable[..., Run]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def command(regions: Path | str, folder: Path) -> Ziping:
    """The command line as a person runs it, with ZIPING_REGIONS set."""

    def run(*arguments: str) -> Run:
        environment = {**os.environ, "ZIPING_REGIONS": str(regions), "XDG_STATE_HOME": str(folder / "log")}
        program = [sys.executable, "-c", "import sys; from ziping.cli.main import main; sys.exit(main())"]
        done = subprocess.run(
            [*program, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo 市")


@pytest.fixture(scope="module")
def ziping(desk: Path) -> Ziping:
    return command(write(desk / "我的地区包", FILES), desk)


@pytest.fixture(scope="module")
def book(desk: Path, ziping: Ziping) -> Path:
    """The new form, filled."""
    made = ziping("new", "demo-project-2026", "--unit", "demo市人社局", "--year", "2026", "-o", "自评表.xlsx")
    assert made.code == 0, made.err
    path = desk / "自评表.xlsx"
    path.write_bytes(patch_workbook(path.read_bytes(), list(fill(read_workbook(path)))))
    return path


def fill(workbook: Snapshot) -> Iterator[CellEdit]:
    sheet = "项目自评表"
    areas = {name.name: name.area for name in workbook.names if name.scope == sheet and name.area}

    def put(row: int, column: str, value: Decimal | str) -> CellEdit:
        return CellEdit(sheet, row, areas[column].left, value)

    yield put(areas["zp_project"].top, "zp_project", "技能培训")
    yield put(areas["zp_filler"].top, "zp_filler", "张三")
    yield put(areas["zp_goal_planned"].top, "zp_goal_planned", "培训200人次。")
    yield put(areas["zp_goal_actual"].top, "zp_goal_actual", "培训190人次。")
    for column, amount in (("initial", Decimal(100)), ("adjusted", Decimal(100)), ("executed", EXECUTED)):
        yield put(areas["zp_funds_row_fiscal"].top, f"zp_funds_{column}", amount)
    for at, (name, sign, number, unit, actual, weight, _) in zip(AT, ROWS, strict=True):
        row = areas["zp_ind_name"].top + 1 + at
        typed = {"name": name, "sign": sign, "number": Decimal(number), "unit": unit,
                 "actual_number": Decimal(actual), "weight": Decimal(weight)}  # fmt: skip
        for column, value in typed.items():
            yield put(row, f"zp_ind_{column}", value)
        if sign == "≥" and (actual < number or actual >= 1.2 * number):
            yield put(row, "zp_ind_reason", "报名少于预期，下年提前发布通知")
    texts = workbook.sheet("报告文字")
    assert texts is not None
    for (row, column), cell in texts.cells.items():
        if "【待填" in cell.text:
            yield CellEdit("报告文字", row, column, re.sub("【待填：.*?】", "写好了。", cell.text))


def test_the_new_year_is_listed(ziping: Ziping) -> None:
    listed = {template["id"]: template for template in json.loads(ziping("templates", "--json").out)}
    assert listed["demo-project-2026"] == {
        "id": "demo-project-2026", "title": "demo市项目支出绩效自评表", "region": "某省demo市", "year": 2026,
        "document": "某财绩〔2027〕1号 附件1", "status": "confirmed", "forms": ["demo-project-2026"],
    }  # fmt: skip
    assert listed["demo-2026"]["forms"] == ["demo-project-2026", "demo-project-2026"]
    assert "national-project-2020" in listed
    standards = {standard["id"]: standard for standard in json.loads(ziping("standards", "--json").out)}
    assert (standards["demo-2026"]["document"], standards["demo-2026"]["extends"]) == (
        "某财绩〔2027〕1号",
        "national-2020",
    )


def test_the_sheet_has_the_new_columns_and_rows(book: Path) -> None:
    sheet = read_workbook(book).sheet("项目自评表")
    assert sheet is not None
    texts = {cell.text for cell in sheet.cells.values()}
    assert {"年初目标值", "全年完成值", "调整后预算数", "填表人", "未完成原因和改进措施"} <= texts
    assert not {"年度指标值", "实际完成值", "全年预算数", "上年结转资金", "生态效益指标"} & texts


def test_it_scores_by_the_new_weights_and_grades(book: Path, ziping: Ziping) -> None:
    scored = json.loads(ziping("score", book.name, "--json").out)
    assert scored["standard"] == "demo-2026"
    assert scored["execution"]["score"] == EXECUTION_SCORE
    assert [(row["name"], row["score"]) for row in scored["rows"]] == [(row[0], row[-1]) for row in ROWS]
    assert (scored["total"], scored["grade"]) == (TOTAL, "良")


def test_the_grade_line_is_that_of_the_new_document(book: Path, ziping: Ziping, desk: Path) -> None:
    low = desk / "低分.xlsx"
    (row,) = [row for row in json.loads(ziping("score", book.name, "--json").out)["rows"] if row["name"] == "就业人数"]
    at = position(row["cell"])[0]
    area = next(name.area for name in read_workbook(book).names if name.name == "zp_ind_actual_number")
    assert area is not None
    low.write_bytes(patch_workbook(book.read_bytes(), [CellEdit("项目自评表", at, area.left, Decimal(9))]))
    ours = json.loads(ziping("score", low.name, "--json").out)
    national = json.loads(ziping("score", low.name, "--standard", "national-2020", "--json").out)
    assert (ours["total"], ours["grade"]) == ("68.5", "差")
    assert (national["total"], national["grade"]) == ("68.5", "中")


def test_it_is_checked_by_the_new_rules(book: Path, ziping: Ziping, desk: Path) -> None:
    assert found(ziping, book) == UNTOLD
    assert "R36" in found(ziping, book, "--standard", "national-2020")
    silent = desk / "没有原因.xlsx"
    reasons = next(name.area for name in read_workbook(book).names if name.name == "zp_ind_reason")
    assert reasons is not None
    row = reasons.top + 1 + AT[2]
    silent.write_bytes(patch_workbook(book.read_bytes(), [CellEdit("项目自评表", row, reasons.left, None)]))
    assert found(ziping, silent) == sorted([*UNTOLD, "R62"]), "1.25 times the target needs a reason from 1.2 on"
    assert "R62" not in found(ziping, silent, "--standard", "national-2020"), "there only from 1.3 on"


def found(ziping: Ziping, book: Path, *options: str) -> list[str]:
    """Codes of what is wrong or has to be explained."""
    findings: list[dict[str, Any]] = json.loads(ziping("check", book.name, "--json", *options).out)
    return [finding["code"] for finding in findings if finding["severity"] != "info"]


def test_the_report_follows_the_new_outline(book: Path, ziping: Ziping, desk: Path) -> None:
    made = ziping("report", book.name, "-o", "报告.docx", "--date", "2027-02-28")
    assert made.code == 0, made.err
    report = Document(str(desk / "报告.docx"))
    headings = [line.text for line in report.paragraphs if line.style is not None and "Heading" in str(line.style.name)]
    assert headings == ["一、项目概况", "二、自评结论", "三、存在的问题", "四、改进措施"]
    text = "\n".join(line.text for line in report.paragraphs)
    assert "总分为80.75分，等级为“良”" in text
    assert "产出指标分值40分，得39.25分" in text
    assert "满意度指标分值15分，得15分" in text
    heads = [[cell.text for cell in table.rows[0].cells] for table in report.tables]
    assert any("年初目标值" in head and "全年完成值" in head for head in heads)


def test_the_set_of_two_projects_can_be_filled(ziping: Ziping, desk: Path) -> None:
    made = ziping("new", "demo-2026", "--unit", "demo市人社局", "--year", "2026", "-o", "套表.xlsx")
    assert made.code == 0, made.err
    shown = json.loads(ziping("show", "套表.xlsx", "--json").out)
    assert [(form["form"], form["unit"], form["year"]) for form in shown] == [
        ("demo-project-2026", "demo市人社局", 2026)
    ] * 2


# A mistake in one of the files, and the sentence the page promises: file, line, what is wrong.
MISTAKES = {
    "indentation": (STANDARD, "weights:\n  level1:", "weights:\n\tlevel1:", "写法有误，请检查这一行的缩进、冒号和引号"),
    "no source": (STANDARD, "    source: 某财绩〔2027〕1号 附件1 表注\n", "", "没有写来源 source，请写明文号和条款"),
    "spelling": (FORM, "outline: demo-2026", "outlines: demo-2026", "不认识“outlines”，请检查拼写"),
    "points": (STANDARD, "满意度: 15", "满意度: 10", "分值合计 95，应为 100"),
    "width": (FORM, "{field: project, span: 7}", "{field: project, span: 8}",
              "这一块横向占 10 列，表格 columns 是 9 列"),
    "copied id": (FORM, "id: demo-project-2026", "id: demo-project-2025", "id 写的是“demo-project-2025”"),
    "no such standard": (FORM, "standard: demo-2026", "standard: demo-2025", "没有规则包“demo-2025”"),
    "no such outline": (FORM, "outline: demo-2026", "outline: demo-2025", "没有提纲“demo-2025”"),
    "no such form": ("demo/sets/2026.yaml", "first, form: demo-project-2026", "first, form: demo-2025",
                     "没有表式“demo-2025”"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_file_and_line(mistake: str, tmp_path: Path) -> None:
    name, good, bad, message = MISTAKES[mistake]
    assert FILES[name].count(good) == 1
    wrong = {**FILES, name: FILES[name].replace(good, bad)}
    ziping = command(write(tmp_path / "地区", wrong), tmp_path)
    results = [ziping("templates"), ziping("standards")]
    told = [result.err for result in results if result.code == 2]
    assert told
    assert all(message in error and Path(name).name in error for error in told)
    assert all(re.search(r"第 \d+ 行：", error) for error in told)
    assert all("Traceback" not in error for error in told)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_page_names_the_mistake(mistake: str) -> None:
    message = re.sub("“.*?”", "“…”", MISTAKES[mistake][-1])
    assert message in PAGE


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = command(tmp_path / "没有", tmp_path)("templates")
    assert (result.code, result.out) == (2, "")
    assert f"里的文件夹“{tmp_path / '没有'}”不存在" in result.err


def test_a_folder_without_regions_is_told(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    result = command(tmp_path / "demo", tmp_path)("templates")
    assert result.code == 2
    assert "下面没有地区文件夹" in result.err


def test_the_example_is_the_whole_folder() -> None:
    assert sorted(FILES) == [
        "demo/forms/project-2026.yaml",
        "demo/outlines/2026.yaml",
        "demo/sets/2026.yaml",
        "demo/standards/2026.yaml",
    ]
    assert all(f"{Path(name).parent.name}/{Path(name).name}" in PAGE.split("## 2.")[0] for name in FILES)
