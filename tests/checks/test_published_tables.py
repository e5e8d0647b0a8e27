"""Nine published self-evaluation tables, as their units filled them in: what the rules on indicators, completion and
scores say about each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from checks.sample_forms import (
    CASES,
    FUND_COLUMNS,
    FUNDS,
    INDICATORS,
    ROW_COLUMNS,
    SHEET,
    TOTAL,
    entry,
    load,
    standard_of,
)
from ziping.checks.catalogue import catalogue
from ziping.checks.run import check
from ziping.domain.model import EMPTY, Entry, FundRow, Indicator, SelfEvaluation
from ziping.domain.scoring import score_form

TABLES = {
    table["id"]: table
    for table in map(json.loads, (CASES / "corpus" / "tables.jsonl").read_text(encoding="utf-8").splitlines())
}
FINDS = load("published-tables.yaml")
FAMILIES = ("成本与资金", "指标体系", "期限", "文字与表")
CODES = {
    code
    for code, rule in catalogue().items()
    if rule.family in FAMILIES
    or rule.hits.__module__.rpartition(".")[2] in ("wording", "signs", "completion", "explanations", "overall")
}
FUND_LABELS = {
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
}
ROW_KEYS = {"level1": "l1_printed", "level2": "l2_printed", "name": "l3"}


def published(table: Mapping[str, Any]) -> SelfEvaluation:
    """The table as a form; a column that it does not print is left out. 权重占比 of one province is the weight."""
    return SelfEvaluation(
        form=table["id"],
        standard="national-2020",
        kind="department" if "部门" in table["title"] else "project",
        year=table["year"],
        sheet=SHEET,
        funds=tuple(_fund(table, row, n) for n, row in enumerate(table["funds"], FUNDS)),
        indicators=tuple(_indicator(table, row, n) for n, row in enumerate(table["indicators"], INDICATORS)),
        total=entry(table["total_score"], f"G{TOTAL}") if table["total_score"] else EMPTY,
    )


def _fund(table: Mapping[str, Any], row: Mapping[str, Any], n: int) -> FundRow:
    def cell(field: str) -> Entry:
        key = FUND_LABELS[field]
        printed = any(other.get(key) is not None for other in table["funds"])
        return entry(row.get(key), f"{FUND_COLUMNS[field]}{n}") if printed else EMPTY

    kind = "total" if n == FUNDS else f"part{n}"
    return FundRow(kind, label=entry(row["label"], f"A{n}"), **{field: cell(field) for field in FUND_COLUMNS})


def _indicator(table: Mapping[str, Any], row: Mapping[str, Any], n: int) -> Indicator:
    said = {**row, "weight": row["weight"] or row.get("extra", {}).get("wpct"), **row.get("read_as", {})}

    def cell(field: str) -> Entry:
        printed = field in ROW_KEYS or said[field] is not None or any(field in r["cols"] for r in table["indicators"])
        return entry(said[ROW_KEYS.get(field, field)], f"{ROW_COLUMNS[field]}{n}") if printed else EMPTY

    return Indicator(**{field: cell(field) for field in ROW_COLUMNS})


def findings(id: str) -> list[Any]:
    def failed(error: Exception) -> None:
        raise error

    model, standard = published(TABLES[id]), standard_of({})
    return list(check(model, standard, score_form(model, standard), failed))


@pytest.mark.parametrize("id", TABLES)
def test_everything_odd_about_the_table_is_found(id: str) -> None:
    found = {(f.code, f.severity, f.cell) for f in findings(id)}
    assert {tuple(find) for find in FINDS[id]["finds"]} <= found


@pytest.mark.parametrize("id", TABLES)
def test_the_rules_on_indicators_completion_and_scores_say_nothing_else(id: str) -> None:
    said = {(f.code, f.severity, f.cell) for f in findings(id) if f.code in CODES}
    assert said <= {tuple(find) for find in FINDS[id]["finds"]}


@pytest.mark.parametrize("id", TABLES)
def test_scoring_in_whole_points_is_never_an_error_of_a_met_row(id: str) -> None:
    """1093 of 1100 with 5 points of 6 is no rounding; a met target below its full points is for the unit to explain."""
    met = {
        f"G{n}"
        for n, row in enumerate(score_form(published(TABLES[id]), standard_of({})).rows, INDICATORS)
        if row.result.met
    }
    assert not {
        (f.code, f.cell) for f in findings(id) if f.severity == "error" and f.code in ("R58", "R60") and f.cell in met
    }
