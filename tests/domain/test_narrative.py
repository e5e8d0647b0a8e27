"""What the texts of a report may use, and that a figure that is not there cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from ziping.domain.figures import Figure, Missing, MissingFigureError
from ziping.domain.model import Column as TableColumn
from ziping.domain.model import Entry, FundRow, Indicator, SelfEvaluation, Table
from ziping.domain.narrative import context
from ziping.domain.scoring import Scores, score_form
from ziping.domain.standard import Standard
from ziping.domain.wording import percent, wan
from ziping.standards.loader import load_standard

NATIONAL = load_standard("national-2020")


@pytest.mark.parametrize(
    "use",
    [
        str, bool, len, list, float, format,
        lambda value: f"{value}",
        lambda value: value + 1,
        lambda value: 1 - value,
        lambda value: value > 0,
        lambda value: value == "",
        lambda value: wan(value),
        lambda value: value.任何项,
    ],
)  # fmt: skip
def test_a_missing_figure_fails_with_its_name_and_cell_however_it_is_used(use: Callable[[Any], object]) -> None:
    missing = Missing("全年预算数", Entry(sheet="自评表", cell="D7"))
    with pytest.raises(MissingFigureError, match="没有填“全年预算数”（自评表!D7）"):
        use(missing)


def test_a_text_where_a_number_belongs_is_named_as_it_stands() -> None:
    assert (
        Missing("执行数", Entry(text="约5万", sheet="自评表", cell="E7")).reason
        == "读不出“执行数”的数（自评表!E7是“约5万”）"
    )


def test_a_figure_is_seen_as_on_the_sheet_and_counts_as_its_number() -> None:
    rate = Figure(Decimal("0.985"), "98.5%")
    assert (rate.seen, rate * 100) == ("98.5%", Decimal("98.500"))


def _entry(text: str | None, cell: str = "A1") -> Entry:
    return Entry(text=text, sheet="自评表", cell=cell)


def _indicator(name: str, target: str, actual: str, weight: str, *levels: str, score: str | None = None) -> Indicator:
    return Indicator(
        name=_entry(name, "C17"),
        target=_entry(target, "D17"),
        actual=_entry(actual, "E17"),
        weight=_entry(weight, "F17"),
        score=_entry(score, "G17"),
        reason=_entry(None, "H17"),
        level1=_entry(levels[0] if levels else None),
        level2=_entry(levels[1] if len(levels) > 1 else None),
    )


def _model(**fields: Any) -> SelfEvaluation:
    given: dict[str, Any] = {
        "form": "测试", "standard": "national-2020", "kind": "project", "year": 2025, "unit": _entry("甲单位"),
        "funds": (
            FundRow("total", None, _entry("年度资金总额"), _entry("160"), _entry("162.13"), _entry("154.02"),
                    weight=_entry("10"), score=_entry(None)),
        ),
        "indicators": (
            _indicator("走访群众。", "≥200人次", "300", "50", "产出指标", "数量指标"),
            _indicator("按时发放率", "100%", "90%", "20", "", "时效指标"),
            _indicator("受益群众", "≥1000人", "1000人", "20", "效益指标"),
        ),
    }  # fmt: skip
    return SelfEvaluation(**(given | fields))


def _context(**fields: Any) -> dict[str, Any]:
    model = _model(**fields)
    return context(model, score_form(model, NATIONAL), NATIONAL)


def test_funds_give_adjustment_balance_and_rate() -> None:
    funds = _context()["资金"]
    assert (funds["调整"], funds["结余"]) == (Decimal("2.13"), Decimal("8.11"))
    assert percent(funds["执行率"]) == "95%"


def test_an_empty_level_belongs_to_the_one_above_it() -> None:
    rows = _context()["指标"]
    assert [(row["一级"], row["二级"]) for row in rows] == [
        ("产出指标", "数量指标"), ("产出指标", "时效指标"), ("效益指标", ""),
    ]  # fmt: skip


def test_points_by_first_level_are_sums_of_the_rows() -> None:
    groups = _context()["一级得分"]
    assert [(group["名称"], group["分值"], group["得分"]) for group in groups] == [
        ("产出指标", 70, 68), ("效益指标", 20, 20),
    ]  # fmt: skip


def test_rows_are_told_apart_by_what_became_of_them() -> None:
    data = _context()
    names = {key: [row["名称"] for row in data[key]] for key in ("未达成", "超额", "失分")}
    assert names == {"未达成": ["按时发放率"], "超额": ["走访群众"], "失分": ["按时发放率"]}


def test_what_stands_on_the_form_goes_before_what_was_computed() -> None:
    data = _context(total=_entry("98"), indicators=(_indicator("走访", "200", "100", "90", "产出", score="88"),))
    assert (data["总分"], data["等级"]) == (98, "优")
    assert data["指标"][0]["得分"] == 88


def test_an_upper_limit_has_no_rate_of_completion() -> None:
    row = _context(indicators=(_indicator("补助", "≤95.4万元", "100.2万元", "90", "产出"),))["指标"][0]
    assert isinstance(row["完成率"], Missing)


def test_a_score_that_nobody_gave_is_missing_in_every_sum_it_belongs_to() -> None:
    data = _context(indicators=(_indicator("社会影响", "优", "优", "90", "效益指标"),))
    assert isinstance(data["总分"], Missing)
    assert data["一级得分"][0]["得分"].reason == "没有填“指标‘社会影响’的得分”（自评表!G17）"


def test_facts_and_tables_are_found_by_their_labels() -> None:
    columns = (TableColumn("item", "项目"), TableColumn("budget", "预算数", numeric=True))
    rows = (
        {"item": _entry("巡防"), "budget": _entry("270.69")},
        {"item": _entry("宣传"), "budget": _entry(None, "B9")},
    )
    data = _context(
        facts={"编制": _entry("38"), "办结率": Entry(text="98.5%", number=Decimal("0.985"))},
        tables=(Table("用途", "资金用途表", columns, rows, {"budget": _entry("270.69")}),),
    )
    assert data["数据"] == {"编制": Decimal(38), "办结率": Decimal("0.985")}
    table = data["表"]["用途"]
    assert (table["行"][0]["预算数"], table["合计"]["预算数"]) == (Decimal("270.69"), Decimal("270.69"))
    assert table["行"][1]["预算数"].reason == "没有填“资金用途表的预算数”（自评表!B9）"


def test_a_standard_without_a_document_number_leaves_the_basis_to_the_unit() -> None:
    model = _model()
    local = load_standard("shanxi-xinzhou-2021")
    assert isinstance(context(model, score_form(model, local), local)["依据"], Missing)
    assert _context()["依据"] == "财预〔2020〕10号"


def _sheet(sheet: str, kind: str = "project", **fields: Any) -> tuple[SelfEvaluation, Scores, Standard]:
    model = _model(sheet=sheet, kind=kind, project=_entry(sheet), **fields)
    return model, score_form(model, NATIONAL), NATIONAL


def _names(forms: list[dict[str, Any]]) -> list[str]:
    return [form["项目"] for form in forms]


def test_the_department_s_text_knows_the_projects_of_the_workbook_in_their_order() -> None:
    forms = [_sheet("雪亮"), _sheet("整体", "department"), _sheet("目标表", "target"), _sheet("网格")]
    data = context(*forms[1], others=forms)
    assert _names(data["项目表"]) == ["雪亮", "网格"]
    assert data["项目表"][1]["资金"]["执行"] == Decimal("154.02")


def test_a_project_s_text_knows_its_department_and_stands_among_the_projects_once() -> None:
    forms = [_sheet("整体", "department"), _sheet("雪亮"), _sheet("网格")]
    data = context(*forms[2], others=forms)
    assert data["部门表"]["项目"] == "整体"
    assert _names(data["项目表"]) == ["雪亮", "网格"]


def test_a_form_that_is_not_named_among_the_others_goes_before_them() -> None:
    assert _names(context(*_sheet("网格"), others=[_sheet("雪亮")])["项目表"]) == ["网格", "雪亮"]


def test_the_forms_around_a_form_know_nothing_of_each_other() -> None:
    data = context(*_sheet("网格"), others=[_sheet("整体", "department")])
    assert not {"项目表", "部门表"} & (data["部门表"].keys() | data["项目表"][0].keys())


def test_a_workbook_without_a_department_form_says_so() -> None:
    with pytest.raises(MissingFigureError, match="没有填“部门整体支出绩效自评表”"):
        _ = context(*_sheet("网格"))["部门表"].资金
