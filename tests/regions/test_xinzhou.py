"""山西忻州: the published report of 市委政法委 on 2021 comes out of its workbook again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from regions.made import Made, case, differences, made
from support.office import Office
from support.validator import Validator
from ziping.forms.builder import build_workbook
from ziping.forms.samples import load_sample
from ziping.forms.write import settle
from ziping.ooxml.reader import read_workbook

SAMPLE = "shanxi-xinzhou-2021"
FIGURES, FUND_USE, SCORED = (case(f"xinzhou/{name}.csv") for name in ("figures", "fund_use", "scored"))
VERSIONS = ("Office2016", "Office2019", "Microsoft365")
DUTIES, USE, OUTPUT, EFFECT, SATISFACTION = range(5)
"""The tables of the report in order."""

# What the published report states, what its own figures give, and why they differ.
CORRECTED = [
    ("通用设备61.54万元，占", "95.02%", "95.03%", "61.54÷64.76；原文末位少0.01，因分项之和是64.77"),
    ("动植物3.23万元，占", "4.98%", "4.99%", "3.23÷64.76；原文末位少0.01"),
    ("新购64.18万元，占", "99.09%", "99.10%", "64.18÷64.76；原文按分项之和64.77算"),
    ("等级为", "“良好”", "“良”", "等级只有优良中差"),
]
HEADINGS = [
    "一、部门（单位）基本情况", "1.主要职责职能", "2.组织架构", "3.人员构成", "4.资产情况",
    "二、部门（单位）预算管理及执行情况", "1.资金使用情况", "2.预算管理及执行情况分析",
    "三、部门（单位）整体支出绩效目标及开展情况",
    "四、部门（单位）整体支出绩效实现情况", "（一）履职完成情况", "（二）履职效果情况", "（三）社会满意度情况",
    "五、部门（单位）整体支出绩效中存在问题及改进措施", "（一）主要问题及原因分析", "（二）改进的方向和具体措施",
    "六、绩效自评结果拟应用和公开情况", "七、其他需要说明的情况",
]  # fmt: skip
OFFICES = (
    "办公室、政治部、研究室、宣传教育室、执法监督室、综治督导室、基层社会治理室、政治安全室、维稳指导室、反邪教协调室"
)


@pytest.fixture(scope="module")
def xinzhou(tmp_path_factory: pytest.TempPathFactory) -> Made:
    data = build_workbook("shanxi-xinzhou-department-2021", load_sample(SAMPLE))
    return made(data, tmp_path_factory.mktemp("xinzhou"), "忻州", date(2022, 2, 28))


@pytest.mark.parametrize("row", FIGURES, ids=[row["key"] for row in FIGURES])
def test_a_figure_of_the_unit_is_in_workbook_and_report(row: dict[str, str], xinzhou: Made) -> None:
    assert xinzhou.model.facts[row["key"]].number == Decimal(row["value"])
    assert row["printed"] in xinzhou.text


def test_every_figure_of_the_workbook_is_held_against_its_source(xinzhou: Made) -> None:
    assert set(xinzhou.model.facts) == {row["key"] for row in FIGURES}


@pytest.mark.parametrize(("before", "stated", "right", "why"), CORRECTED, ids=[c[-1] for c in CORRECTED])
def test_what_was_stated_wrong_comes_out_right(before: str, stated: str, right: str, why: str, xinzhou: Made) -> None:
    assert before + right in xinzhou.text, why
    assert stated not in xinzhou.text


def test_the_control_rate_is_people_on_post_by_quota(xinzhou: Made) -> None:
    assert "核定人员编制38人，实际在职33人，在职人员控制率86.84%。" in xinzhou.text


def test_the_offices_that_the_report_lists_are_ten_of_eleven(xinzhou: Made) -> None:
    assert f"内设{OFFICES}。" in xinzhou.text
    assert len(OFFICES.split("、")) == 10
    assert "上列机构没有列全" in xinzhou.text


def test_basic_and_project_expenditure_are_the_whole_budget(xinzhou: Made) -> None:
    assert "其中基本支出549.53万元，占67.22%；项目支出268万元，占32.78%" in xinzhou.text


def test_seven_duties_are_printed(xinzhou: Made) -> None:
    table = xinzhou.model.table("duties")
    assert table is not None
    assert xinzhou.table(DUTIES)[1:] == [[row["number"].text, row["duty"].text] for row in table.rows]
    assert len(table.rows) == 7


@pytest.mark.parametrize("at", range(len(FUND_USE)), ids=[row["task"] for row in FUND_USE])
def test_the_funds_of_a_task_are_printed_as_published(at: int, xinzhou: Made) -> None:
    published, row = FUND_USE[at], xinzhou.table(USE)[1 + at]
    assert published["task"] in "".join(row[:2])
    assert row[3:] == [published["budget"], published["budget_fiscal"], published["executed"], row[-1]]


def test_what_the_unit_left_empty_stays_empty(xinzhou: Made) -> None:
    rows = xinzhou.table(USE)[1:-1]
    assert len(rows) == 5
    assert {(row[2], row[-1]) for row in rows} == {("", "—")}


def test_the_table_of_tasks_is_told_to_be_short_of_the_project_expenditure(xinzhou: Made) -> None:
    assert "5项重点任务安排218万元，比项目支出少50万元" in xinzhou.text


@pytest.mark.parametrize(
    ("table", "rows"),
    [(OUTPUT, SCORED[:15]), (EFFECT, SCORED[15:16]), (SATISFACTION, SCORED[16:])],
    ids=["产出", "效果", "满意度"],
)
def test_each_block_of_indicators_is_a_table_of_its_own(table: int, rows: list[dict[str, str]], xinzhou: Made) -> None:
    head, *printed = xinzhou.table(table)
    assert head == ["二级指标", "三级指标", "权重", "目标值", "业绩值", "得分"]
    assert len(printed) == len(rows)
    level2 = ""
    for cells, published in zip(printed, rows, strict=True):
        level2 = cells[0] or level2
        assert level2 == published["level2"]
        assert published["name"] in cells[1]
        assert published["target"] in cells[3]
        assert (cells[2], *cells[4:]) == (published["weight"], published["actual"], published["score"])


def test_points_of_the_rows_make_the_total_and_the_grade(xinzhou: Made) -> None:
    assert sum(Decimal(row["score"]) for row in SCORED) == Decimal("89.25")
    assert "总得分89.25分，等级为“良”" in xinzhou.text
    assert "产出指标15项，分值90分，得79.95分" in xinzhou.text
    assert len(xinzhou.document.inline_shapes) == 1


def test_sections_come_in_the_order_of_the_outline(xinzhou: Made) -> None:
    assert xinzhou.headings == HEADINGS
    first, last = xinzhou.text.split("\n", 2)[:2], xinzhou.text.rstrip().split("\n")[-2:]
    assert first == ["中共忻州市委政法委员会", "2021年度整体支出预算绩效自评报告"]
    assert last == ["中共忻州市委政法委员会", "2022年2月28日"]


def test_the_workbook_shows_what_its_formulas_give(xinzhou: Made) -> None:
    snapshot = read_workbook(xinzhou.workbook)
    assert settle(snapshot)[0] is snapshot


def test_a_spreadsheet_program_shows_the_same(xinzhou: Made, office: Office, tmp_path: Path) -> None:
    assert differences(xinzhou.workbook, office, tmp_path) == []


def test_office_opens_workbook_and_report_without_repair(xinzhou: Made, validator: Validator) -> None:
    assert validator.errors_anywhere([xinzhou.workbook, xinzhou.report], VERSIONS) == []
