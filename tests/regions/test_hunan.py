"""湖南: published reports of a 平安建设办 in 常德 and of a service centre in 衡阳南岳 come out of their workbooks."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from docx import Document

from regions.made import Made, case, differences
from support.office import Office
from support.validator import Validator
from ziping import api
from ziping.cli.score import score_text
from ziping.domain.model import FundRow, SelfEvaluation, Workbook
from ziping.domain.narrative import context
from ziping.domain.snapshot import address
from ziping.forms.builder import build_book
from ziping.forms.filled import FilledBook
from ziping.forms.samples import load_book
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes, read_workbook

CHANGDE, NANYUE = "hunan-changde-2021", "hunan-nanyue-2022"
DEPARTMENT, PROJECT, BRIEF = "部门整体支出绩效自评报告", "项目支出绩效自评报告", "部门整体支出绩效评价报告"
BASE, WHOLE = "附1 基础数据表", "附2 部门整体自评表"
FIGURES = [(CHANGDE, row) for row in case("changde/figures.csv")] + [
    (NANYUE, row) for row in case("nanyue/figures.csv")
]
CORRECTED, INDICATORS = case("changde/corrected.csv"), case("changde/indicators.csv")
VERSIONS = ("Office2016", "Office2019", "Microsoft365")

HEADINGS = {
    DEPARTMENT: [
        "一、部门（单位）基本情况", "（一）机构、人员构成", "（二）单位主要职责", "（三）部门财务情况",
        "1.资产负债及净资产情况", "2.部门整体收支情况", "（四）部门绩效目标", "1.部门绩效总目标",
        "2.部门2021年度绩效目标",
        "二、一般公共预算支出情况", "（一）基本支出情况", "（二）项目支出情况",
        "三、政府性基金预算支出情况", "四、国有资本经营预算支出情况", "五、社会保险基金预算支出情况",
        "六、部门整体支出绩效情况", "（一）部门产出指标完成情况", "（二）部门绩效情况",
        "七、存在的问题及原因分析", "（一）存在的问题", "（二）原因分析",
        "八、下一步改进措施", "九、部门整体支出绩效自评结果拟应用和公开情况", "十、其他需要说明的情况",
    ],
    PROJECT: [
        "一、项目基本情况", "（一）项目概况", "（二）项目绩效目标",
        "二、项目资金情况", "（一）项目资金安排落实情况", "（二）项目资金使用情况", "（三）项目资金管理情况",
        "三、项目组织实施情况",
        "四、项目绩效情况", "（一）产出指标完成情况", "（二）效益和满意度指标完成情况",
        "五、存在的问题及原因分析", "六、下一步改进措施",
    ],
    BRIEF: [
        "一、部门（单位）基本情况", "（一）部门职能职责", "（二）机构设置情况", "（三）人员编制情况",
        "二、一般公共预算支出情况", "（一）基本支出情况", "（二）项目支出情况",
        "三、部门整体支出绩效情况", "（一）重点工作完成情况", "（二）群众满意度情况", "（三）履职成效",
        "四、存在的问题及原因分析", "五、下一步改进措施",
    ],
}  # fmt: skip


class Books(NamedTuple):
    book: Workbook
    path: Path
    reports: dict[str, Made]

    @property
    def text(self) -> str:
        """Everything that the report on the whole department prints, its tables too."""
        made = next(iter(self.reports.values()))
        tables = (cell for at in range(len(made.document.tables)) for row in made.table(at) for cell in row)
        return "\n".join([made.text, *tables])

    def form(self, sheet: str) -> SelfEvaluation:
        form = self.book.form(sheet)
        assert form is not None
        return form


def books(filled: FilledBook, folder: Path) -> Books:
    """A filled workbook read back, with its final reports."""
    path = folder / f"{filled.template}.xlsx"
    path.write_bytes(build_book(filled))
    book = api.load_workbook(path)
    documents = api.documents(book)
    reports = {}
    for document, data in zip(documents, api.reports(book, documents, day=date(2022, 6, 30)), strict=True):
        report = folder / f"{filled.template} {document.name}.docx"
        report.write_bytes(data)
        model = book.form(document.about)
        assert model is not None
        reports[document.name] = Made(path, report, model, Document(io.BytesIO(data)))
    return Books(book, path, reports)


@pytest.fixture(scope="module")
def hunan(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Books]:
    folder = tmp_path_factory.mktemp("hunan")
    return {id: books(load_book(id), folder) for id in (CHANGDE, NANYUE)}


def at(model: SelfEvaluation, place: str) -> Decimal | None:
    """What stands in a place: a figure of the unit (staff_quota) or an amount of the fund table (basic.initial)."""
    kind, _, column = place.partition(".")
    if column:
        row = model.fund(kind)
        assert isinstance(row, FundRow)
        return row.entry(column).number
    return model.facts[place].number


@pytest.mark.parametrize(("id", "row"), FIGURES, ids=[f"{id}-{row['figure']}" for id, row in FIGURES])
def test_a_published_figure_stands_in_the_workbook_and_in_the_report(id: str, row: dict[str, str], hunan) -> None:
    value = Decimal(row["value"])
    assert row["value"].lstrip("-") in row["printed"]
    assert {place: at(hunan[id].form(WHOLE), place) for place in row["place"].split()} == dict.fromkeys(
        row["place"].split(), value
    )
    assert row["printed"] in hunan[id].text


@pytest.mark.parametrize("row", CORRECTED, ids=[row["why"] for row in CORRECTED])
def test_a_wrong_total_comes_out_right(row: dict[str, str], hunan) -> None:
    value = Decimal(row["value"])
    assert value != Decimal(row["stated"]), row["why"]
    for place in row["place"].split():
        assert at(hunan[CHANGDE].form(WHOLE), place) == value
    assert row["printed"] in hunan[CHANGDE].text
    assert row["printed"].replace(row["value"], row["stated"]) not in hunan[CHANGDE].text


@pytest.mark.parametrize("row", INDICATORS, ids=[row["name"] for row in INDICATORS])
def test_target_and_actual_of_an_indicator_are_the_published_ones(row: dict[str, str], hunan) -> None:
    model = hunan[CHANGDE].form(WHOLE)
    (scored,) = [one for one in api.score(model).rows if one.indicator.name.text == row["name"]]
    assert [scored.indicator.target.text, scored.indicator.actual.text] == [row["target"], row["actual"]]
    printed = f"{row['name']}：年初目标{row['target']}，实际完成{row['actual']}"
    if row["completion"]:
        assert scored.result.completion is not None
        assert round(scored.result.completion, 2) == Decimal(row["completion"])
        printed += f"，完成率{row['completion']}%"
    assert printed in hunan[CHANGDE].text
    assert f"{row['name']}{row['target']}" in hunan[CHANGDE].text


def test_no_indicator_is_left_out_and_none_added(hunan) -> None:
    model = hunan[CHANGDE].form(WHOLE)
    assert [row.name.text for row in model.indicators] == [row["name"] for row in INDICATORS]


def test_the_published_97_points_are_the_units_own_word(hunan) -> None:
    model = hunan[CHANGDE].form(WHOLE)
    assert all(row.weight.empty and row.score.empty for row in model.indicators), "逐项分值没有公布"
    assert api.score(model).total is None
    assert "没有逐项分配分值和得分" in hunan[CHANGDE].text


def test_both_ways_of_dividing_the_budget_add_up_to_the_same(hunan) -> None:
    model = hunan[CHANGDE].form(WHOLE)
    for column in ("initial", "adjusted", "executed"):
        assert at(model, f"total.{column}") == at(model, f"spending.{column}")


def test_only_the_total_of_the_budget_is_scored(hunan) -> None:
    rows = hunan[CHANGDE].form(WHOLE).funds
    assert [row.kind for row in rows if row.weight.number is not None] == ["total"]
    assert [row.kind for row in rows if row.score.number is not None] == ["total"]


def test_the_balance_that_does_not_follow_is_said_in_the_report(hunan) -> None:
    assert "按上年结转加决算收入减决算支出计算为0万元，两者不一致" in hunan[CHANGDE].text


@pytest.mark.parametrize("id", [CHANGDE, NANYUE])
def test_the_base_data_have_nothing_to_score_and_nothing_to_object_to(id: str, hunan) -> None:
    base = hunan[id].form(BASE)
    assert (base.kind, base.indicators, base.funds) == ("department", (), ())
    scores = api.score(base)
    assert (scores.rows, scores.execution.score, scores.total) == ((), None, None)
    assert api.check(base, others=hunan[id].book.forms) == ()
    assert "“附1 基础数据表”没有要计分的内容" in score_text(base, scores)


@pytest.mark.parametrize(
    ("id", "name", "shown"),
    [
        (CHANGDE, "zp_fact_staff_quota", "6"), (CHANGDE, "zp_fact_staff_rate", "100.00%"),
        (CHANGDE, "zp_fact_project_budget", "43.1"), (CHANGDE, "zp_fact_project_final", "130.86"),
        (CHANGDE, "zp_fact_goods_budget", "6"), (CHANGDE, "zp_fact_goods_final", "6"),
        (NANYUE, "zp_fact_staff_quota", "11"), (NANYUE, "zp_fact_staff_rate", "63.64%"),
        (NANYUE, "zp_fact_project_final", "46.26"), (NANYUE, "zp_fact_goods_final", "11.9"),
    ],
)  # fmt: skip
def test_the_base_data_show_figures_typed_elsewhere(id: str, name: str, shown: str, hunan) -> None:
    snapshot = read_workbook(hunan[id].path)
    (area,) = [one.area for one in snapshot.names if one.name == name and one.scope == BASE]
    assert area is not None
    sheet = snapshot.sheet(BASE)
    assert sheet is not None
    cell = sheet.cells[area.top, area.left]
    assert cell.formula, address(area.top, area.left)
    assert cell.text == shown


def test_the_base_data_are_an_annex_of_the_report(hunan) -> None:
    made = hunan[CHANGDE].reports[DEPARTMENT]
    people, spending = made.table(1), made.table(2)
    assert people == [
        ["财政供养人员情况（人）", "编制数", "年末实际在职人数", "控制率"],
        ["财政供养人员", "6", "6", "100.00%"],
    ]
    assert ["项目支出", "—", "43.1", "130.86"] in spending
    assert ["公用经费", "—", "6", "6"] in spending


def test_a_workbook_without_base_data_has_no_such_annex(tmp_path: Path) -> None:
    book = load_book(CHANGDE)
    (department,) = [sheet for sheet in book.sheets if sheet.key == "department"]
    fields = {"unit": "常德市某区平安建设办", **department.fields}
    alone = msgspec.structs.replace(department, key="", year=2021, fields=fields)
    texts = {"绩效自评报告": book.documents[DEPARTMENT]}
    whole = FilledBook(template=department.form, facts=book.facts, sheets=(alone,), documents=texts)
    made = books(whole, tmp_path).reports["绩效自评报告"]
    assert "基础数据表" not in made.text
    assert made.headings == HEADINGS[DEPARTMENT]


def test_a_report_on_a_project_finds_the_department_behind_the_base_data(hunan) -> None:
    book = hunan[CHANGDE].book
    forms = [(form, api.score(form), api.find_standard(form.standard)) for form in book.forms]
    assert context(*forms[2], forms[:2])["部门表"]["资金"]["执行"] == Decimal("144.42")


def test_a_changed_figure_changes_form_and_report(tmp_path: Path) -> None:
    book = load_book(CHANGDE)
    changed = books(msgspec.structs.replace(book, facts=book.facts | {"staff_on_post": Decimal(5)}), tmp_path)
    assert "实际在职5人，在职人员控制率83.33%" in changed.text
    assert changed.form(WHOLE).facts["staff_rate"].text == "83.33%"
    assert "6名干部职工" in changed.text


@pytest.mark.parametrize(("id", "name"), [(CHANGDE, DEPARTMENT), (CHANGDE, PROJECT), (NANYUE, BRIEF)])
def test_the_report_has_the_sections_of_the_published_one(id: str, name: str, hunan) -> None:
    assert hunan[id].reports[name].headings == HEADINGS[name]
    assert "【" not in hunan[id].reports[name].text


@pytest.mark.parametrize(("id", "forms"), [(CHANGDE, 3), (NANYUE, 2)])
def test_every_form_shows_the_unit_and_the_year_of_the_first(id: str, forms: int, hunan) -> None:
    book = hunan[id].book
    assert len(book.forms) == forms
    assert len({(form.unit.text, form.year) for form in book.forms}) == 1
    assert all(form.unit.formula and form.year_entry.formula for form in book.forms[1:])


def test_the_supervisor_is_typed_on_the_first_form_that_has_one(hunan) -> None:
    department, project = hunan[CHANGDE].book.forms[1:]
    assert (department.supervisor.formula, project.supervisor.formula) == (False, True)
    assert department.supervisor.text == project.supervisor.text


@pytest.mark.parametrize("id", [CHANGDE, NANYUE])
def test_reading_back_changes_nothing(id: str, hunan) -> None:
    snapshot = read_bytes(hunan[id].path.read_bytes(), "")
    assert settle(snapshot)[0] is snapshot


@pytest.mark.parametrize("id", [CHANGDE, NANYUE])
def test_a_spreadsheet_program_shows_the_same(id: str, hunan, office: Office, tmp_path: Path) -> None:
    assert differences(hunan[id].path, office, tmp_path) == []


@pytest.mark.parametrize("id", [CHANGDE, NANYUE])
def test_office_would_open_workbook_and_reports_without_repair(id: str, hunan, validator: Validator) -> None:
    files = [hunan[id].path, *(made.report for made in hunan[id].reports.values())]
    assert validator.errors_anywhere(files, VERSIONS) == []
