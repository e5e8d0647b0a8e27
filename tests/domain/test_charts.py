"""What the charts of a report show, and what they name where they cannot be drawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ziping.domain.charts import execution_chart, score_chart
from ziping.domain.figures import ChartPlace, Missing
from ziping.domain.model import Column, Entry, Table

UNSCORED: dict[str, Any] = {"分值": Missing("预算执行率的分值"), "得分": Missing("预算执行率的得分")}
COLUMNS = (
    Column("duty", "职能名称"),
    Column("task", "政策或重点任务"),
    Column("budget", "预算数", numeric=True),
    Column("executed", "执行数", numeric=True),
)


def group(name: str, weight: int, score: int | None) -> dict[str, Any]:
    if score is None:
        return {"名称": name, "得分率": Missing(f"{name}的得分")}
    return {"名称": name, "得分率": Decimal(score) / weight}


def fund(name: str, adjusted: str | None, executed: str | None) -> dict[str, Any]:
    amounts = {"全年": adjusted, "执行": executed}
    return {"名称": name} | {
        key: Missing(f"{name}的{key}") if text is None else Decimal(text) for key, text in amounts.items()
    }


def funds(total: dict[str, Any], *details: dict[str, Any]) -> dict[str, Any]:
    return total | {"明细": list(details)}


def table(*rows: tuple[str, str, str, str]) -> Table:
    cells = [{column.id: Entry(text=text or None) for column, text in zip(COLUMNS, row, strict=True)} for row in rows]
    return Table("fund_use", "资金使用情况", COLUMNS, tuple(cells))


def bars(chart: ChartPlace | Missing) -> list[tuple[str, str]]:
    assert isinstance(chart, ChartPlace)
    return [(name, f"{value:.4f}") for name, value in chart.bars]


def reason(chart: ChartPlace | Missing) -> str:
    assert isinstance(chart, Missing)
    return chart.reason


def test_scores_are_shown_as_shares_of_their_points() -> None:
    scored = {"分值": Decimal(10), "得分": Decimal("9.5")}
    assert bars(score_chart(scored, [group("产出指标", 50, 48), group("效益指标", 30, 30)])) == [
        ("预算执行率", "0.9500"), ("产出指标", "0.9600"), ("效益指标", "1.0000"),
    ]  # fmt: skip


def test_a_form_that_does_not_score_the_execution_rate_shows_indicators_only() -> None:
    assert bars(score_chart(UNSCORED, [group("产出指标", 90, 80)])) == [("产出指标", "0.8889")]


def test_a_score_that_is_not_there_is_named_instead_of_a_chart() -> None:
    groups = [group("产出指标", 50, 48), group("效益指标", 30, None)]
    assert reason(score_chart(UNSCORED, groups)) == "没有填“效益指标的得分”"


def test_execution_is_shown_by_fund_without_those_that_had_no_budget() -> None:
    chart = execution_chart((), funds(
        fund("年度资金总额", "162.13", "154.02"), fund("（一）财政拨款小计", "162.13", "154.02"),
        fund("　　2.政府性基金", "0", "0"), fund("（二）其他资金", "10", "12"),
    ))  # fmt: skip
    assert bars(chart) == [("年度资金总额", "0.9500"), ("财政拨款小计", "0.9500"), ("其他资金", "1.2000")]


def test_execution_is_shown_by_row_where_a_table_tells_what_the_money_was_for() -> None:
    rows = (("贯彻部署", "群众安全感", "90", "90"), ("贯彻部署", "综治中心", "20", "15"), ("", "", "", ""))
    assert bars(execution_chart((table(*rows),), funds(fund("年度资金总额", "1", "1")))) == [
        ("群众安全感", "1.0000"), ("综治中心", "0.7500"),
    ]  # fmt: skip


def test_rows_that_no_name_tells_apart_are_counted() -> None:
    rows = (("同名", "同名", "90", "90"), ("同名", "同名", "20", "15"))
    assert [name for name, _ in bars(execution_chart((table(*rows),), {}))] == ["第1行", "第2行"]


def test_long_names_are_cut() -> None:
    chart = execution_chart((), funds(fund("1.深入开展“三零”单位创建工作，推动基层治理", "10", "9")))
    assert bars(chart)[0][0] == "深入开展“三零”单位创建工作…"


def test_an_amount_that_is_not_there_is_named_instead_of_a_chart() -> None:
    assert reason(execution_chart((), funds(fund("年度资金总额", "10", None)))) == "没有填“年度资金总额的执行”"
    assert (
        reason(execution_chart((table(("甲", "乙", "90", "约80")),), {}))
        == "读不出“资金使用情况的执行数”的数（是“约80”）"
    )
    assert reason(execution_chart((), funds(fund("年度资金总额", "0", "0")))) == "没有填“全年预算数”"
