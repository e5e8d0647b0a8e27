"""重庆渝中: 朝天门街道's published report on 平安稳定项目 of 2020 comes out of its workbook again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from regions.made import Made, case, differences, made
from support.office import Office
from support.validator import Validator
from ziping import api
from ziping.domain.snapshot import Cell, position
from ziping.forms.builder import build_book
from ziping.forms.samples import load_book
from ziping.forms.write import settle
from ziping.ooxml.reader import read_workbook
from ziping.standards.loader import load_standard

BOOK = "chongqing-yuzhong-2020"
FUNDS, INDICATORS, WORK = (case(f"yuzhong/{name}.csv") for name in ("funds", "indicators", "work"))
VERSIONS = ("Office2016", "Office2019", "Microsoft365")

# What the published report states wrong, what its own figures give, and why.
WRONG_TOTALS = [
    ("planned", "amount", "561.24", "561.26", "十一个分项之和是561.26，表一合计和正文少写0.02"),
    ("used", "budget", "561.24", "561.26", "表二的安排数合计抄自表一，同样少写0.02"),
    ("used", "executed", "562.24", "561.26", "十一个分项之和是561.26，表二的使用数合计多写0.98"),
]
HEADINGS = [
    "一、基本概况", "（一）项目概况", "（二）绩效目标设置情况",
    "二、绩效评价工作情况", "（一）绩效评价目的", "（二）绩效评价原则、评价指标体系、评价方法",
    "（三）绩效评价工作过程", "1.前期准备", "2.组织实施", "3.分析评价",
    "三、绩效评价指标分析情况", "1.资金安排落实、总投入等情况分析", "2.资金实际使用情况分析", "3.资金管理情况分析",
    "四、绩效评价情况及评价结论", "五、绩效评价结果应用建议",
    "六、主要经验及做法、存在的问题和建议", "（一）主要经验及做法", "（二）存在的问题", "（三）建议",
    "七、其他需说明的问题",
]  # fmt: skip


@pytest.fixture(scope="module")
def yuzhong(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("yuzhong")
    return made(build_book(load_book(BOOK)), folder, "渝中", date(2021, 2, 3))


@pytest.mark.parametrize("at", range(len(FUNDS)), ids=[row["name"] for row in FUNDS])
def test_an_item_of_the_funds_is_planned_and_used_as_published(at: int, yuzhong: Made) -> None:
    published, planned, used = FUNDS[at], yuzhong.model.table("planned"), yuzhong.model.table("used")
    assert planned is not None
    assert used is not None
    assert (planned.rows[at]["name"].text, planned.rows[at]["share"].text) == (published["name"], published["share"])
    assert planned.rows[at]["amount"].number == Decimal(published["planned"])
    assert used.rows[at]["name"].text == published["name"]
    assert used.rows[at]["budget"].number == Decimal(published["planned"])
    assert used.rows[at]["executed"].number == Decimal(published["used"])
    name, amount, share = yuzhong.table(0)[1 + at]
    assert (name, Decimal(amount), share) == (published["name"], Decimal(published["planned"]), published["share"])
    name, budget, executed, rate = yuzhong.table(1)[1 + at]
    assert (name, Decimal(budget), Decimal(executed), rate) == (
        published["name"], Decimal(published["planned"]), Decimal(published["used"]), "100.00%",
    )  # fmt: skip


def test_no_item_is_left_out_and_none_added(yuzhong: Made) -> None:
    assert [len(yuzhong.table(at)) for at in (0, 1)] == [len(FUNDS) + 2] * 2
    assert len(FUNDS) == 11


@pytest.mark.parametrize(("table", "column", "stated", "right", "why"), WRONG_TOTALS, ids=[w[-1] for w in WRONG_TOTALS])
def test_a_wrong_total_comes_out_right(
    table: str, column: str, stated: str, right: str, why: str, yuzhong: Made
) -> None:
    kind = {"amount": "planned", "budget": "planned", "executed": "used"}[column]
    assert sum(Decimal(row[kind]) for row in FUNDS) == Decimal(right) != Decimal(stated), why
    totals = yuzhong.model.table(table)
    assert totals is not None
    assert totals.total is not None
    assert totals.total[column].number == Decimal(right)
    assert right in yuzhong.text
    assert stated not in yuzhong.text


def test_the_totals_are_printed_under_the_funds(yuzhong: Made) -> None:
    assert yuzhong.table(0)[-1] == ["合计", "561.26", "100%"]
    assert yuzhong.table(1)[-1] == ["合计", "561.26", "561.26", "100.00%"]
    assert "2020年平安稳定项目安排落实资金561.26万元" in yuzhong.text
    assert "全年使用资金561.26万元，占全年资金安排的100%" in yuzhong.text


def test_targets_stand_beside_what_was_reached(yuzhong: Made) -> None:
    rows = yuzhong.model.indicators
    assert [[row.name.text, row.target.text, row.actual.text or ""] for row in rows] == [
        list(row.values()) for row in INDICATORS
    ]
    printed = [row[2:5] for row in yuzhong.table(2)[1:]]
    assert printed == [[row["name"], row["target"], row["actual"] or "—"] for row in INDICATORS]
    assert "达成年度指标值的2项，没有填报完成数或由评价人评定的2项" in yuzhong.text


@pytest.mark.parametrize("row", WORK, ids=[row["item"] for row in WORK])
def test_a_figure_of_the_work_is_in_workbook_and_report(row: dict[str, str], yuzhong: Made) -> None:
    table = yuzhong.model.table("work")
    assert table is not None
    (found,) = [one for one in table.rows if one["item"].text == row["item"]]
    assert (found["count"].text, found["unit"].text) == (row["count"], row["unit"])
    assert row["printed"] in yuzhong.text


def test_every_row_of_the_work_is_held_against_its_source(yuzhong: Made) -> None:
    table = yuzhong.model.table("work")
    assert table is not None
    assert [row["item"].text for row in table.rows] == [row["item"] for row in WORK]


def test_the_stated_score_is_told_as_stated(yuzhong: Made) -> None:
    assert yuzhong.model.facts["self_score"].text == "100"
    assert "平安稳定项目绩效得分为100分。" in yuzhong.text


def test_sections_come_in_the_order_of_the_outline(yuzhong: Made) -> None:
    assert yuzhong.headings == HEADINGS
    first, last = yuzhong.text.split("\n", 2)[:2], yuzhong.text.rstrip().split("\n")[-2:]
    assert first == ["朝天门街道办事处", "2020年度平安稳定项目支出绩效自评报告"]
    assert last == ["朝天门街道办事处", "2021年2月3日"]


def test_a_figure_corrected_in_the_first_table_is_right_everywhere(yuzhong: Made) -> None:
    snapshot = read_workbook(yuzhong.workbook)
    (form, *others), table = snapshot.sheets, yuzhong.model.table("planned")
    assert table is not None
    corrected = {position(table.rows[0]["amount"].cell): Cell(text="43.9", raw="43.9", number=Decimal("43.9"))}
    changed = msgspec.structs.replace(form, cells={**form.cells, **corrected})
    settled, book = settle(msgspec.structs.replace(snapshot, sheets=(changed, *others)))
    used = book.forms[0].table("used")
    assert used is not None
    assert used.total is not None
    assert settled is not snapshot
    assert (used.rows[0]["budget"].text, used.rows[0]["rate"].text) == ("43.9", "97.72%")
    assert (used.total["budget"].text, used.total["executed"].text) == ("562.26", "561.26")


def test_the_check_asks_for_the_effects_and_the_two_counts_that_were_never_published(yuzhong: Made) -> None:
    rows = {row.name.text: row.actual.cell for row in yuzhong.model.indicators}
    first = yuzhong.model.indicators[0].level1.cell
    found = [(finding.code, finding.cell) for finding in api.check(yuzhong.model) if finding.severity == "error"]
    assert found == [("R39", first), ("R54", rows["综合应急演练"]), ("R54", rows["安全宣传活动"])]


def test_the_standard_scores_by_coefficient_and_says_what_is_not_confirmed() -> None:
    standard = load_standard("chongqing-2020")
    assert standard.weights.execution.value + sum(standard.weights.level1.value.values()) == 100
    assert {value.status for path, value in standard.values() if value.inherited is None} == {"待核"}


def test_the_workbook_shows_what_its_formulas_give(yuzhong: Made) -> None:
    snapshot = read_workbook(yuzhong.workbook)
    assert settle(snapshot)[0] is snapshot


def test_a_spreadsheet_program_shows_the_same(yuzhong: Made, office: Office, tmp_path: Path) -> None:
    assert differences(yuzhong.workbook, office, tmp_path) == []


def test_office_opens_workbook_and_report_without_repair(yuzhong: Made, validator: Validator) -> None:
    assert validator.errors_anywhere([yuzhong.workbook, yuzhong.report], VERSIONS) == []
