"""The check as a whole: it never fails, does not care for the order of rows, and what it asks for ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.sample_forms import CASES, form, load, replaced, standard_of
from ziping.checks import catalogue
from ziping.checks.catalogue import rule
from ziping.checks.facts import Facts
from ziping.checks.run import check
from ziping.domain.scoring import score_form

TEXTS = st.one_of(
    st.none(),
    st.sampled_from((CASES / "cell_texts.txt").read_text(encoding="utf-8").splitlines()),
    st.text(max_size=12),
    st.integers(-(10**6), 10**6),
    st.decimals(-1000, 1000, places=3).map(float),
)
ROW = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("name", "level1", "level2", "target", "actual", "weight", "score", "reason"), TEXTS)
)
FUND = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("initial", "adjusted", "executed", "weight", "rate", "score"), TEXTS)
)
STANDARDS = ("national-2020", "national-2021", "shanxi-xinzhou-2021", "sichuan-zhaohua-2022", "platform-cap-2022")
FORMS = st.fixed_dictionaries(
    {
        "standard": st.sampled_from(STANDARDS),
        "funds": st.fixed_dictionaries({"total": FUND, "fiscal": FUND, "general": FUND, "other": FUND}),
        "rows": st.lists(ROW, max_size=4),
        "total": TEXTS,
        "grade": TEXTS,
        "goal_actual": TEXTS,
        "total_weight": TEXTS,
        "tables": st.lists(
            st.fixed_dictionaries(
                {
                    "title": st.just("资金使用情况"),
                    "columns": st.just({"budget": "预算数", "executed": "执行数"}),
                    "rows": st.lists(st.tuples(TEXTS, TEXTS), max_size=3),
                    "total": st.tuples(TEXTS, TEXTS),
                }
            ),
            max_size=1,
        ),
    }
)


def said(data: dict[str, Any]) -> tuple[Any, ...]:
    model, standard = form(data), standard_of(data)

    def failed(error: Exception) -> None:
        raise error

    return check(model, standard, score_form(model, standard), failed)


@given(FORMS)
def test_no_content_of_the_cells_makes_a_rule_fail(data: dict[str, Any]) -> None:
    for finding in said(data):
        assert finding.message.strip()
        assert finding.basis
        assert finding.fix


@given(FORMS)
def test_findings_come_worst_first(data: dict[str, Any]) -> None:
    order = {"error": 0, "warning": 1, "info": 2}
    ranks = [order[finding.severity] for finding in said(data)]
    assert ranks == sorted(ranks)


CELL = re.compile(r"[A-Z]\d+")
SETTLED = st.sampled_from(
    [
        {"target": "≥100人", "actual": "95人", "weight": 10, "score": 7.5},
        {"target": "≤5300元", "actual": "5830元", "weight": 10, "score": 10},
        {"target": "≥5件", "actual": "21件", "weight": 5, "score": 5},
        {"target": "≥90%", "actual": "93%", "weight": 5, "score": 4.65},
        {"target": "1", "actual": "100%", "weight": 5, "score": 5},
        {"target": "", "actual": "3个", "weight": "5分", "score": 6},
        {"target": "有效提升", "actual": "部分达成", "weight": 10, "score": 9.5},
    ]
)


@given(st.lists(SETTLED, min_size=2, max_size=6).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_the_rows_changes_no_finding(orders: tuple[list[Any], list[Any]]) -> None:
    """Only findings that gather several rows in one sentence list them, and their cells, in another order."""

    def messages(rows: list[Any]) -> set[tuple[str, str]]:
        named = [{**row, "name": str(sorted(row.items()))} for row in rows]
        return {(finding.code, "".join(sorted(CELL.sub("", finding.message)))) for finding in said({"rows": named})}

    assert messages(orders[0]) == messages(orders[1])


def _repairs() -> Iterator[Any]:
    """Every error of an automatic rule in its case file."""
    for code in ("R01", "R02", "R06", "R07", "R20", "R51", "R58", "R66", "R71", "R86"):
        for case in load(f"{code}.yaml")["fires"]:
            yield pytest.param(code, case["form"], id=f"{code} {case['why']}")


@pytest.mark.parametrize(("code", "data"), list(_repairs()))
def test_writing_what_is_expected_ends_the_finding(code: str, data: dict[str, Any]) -> None:
    model, standard = form(data), standard_of(data)
    found = [f for f in check(model, standard, score_form(model, standard)) if f.code == code and f.expected]
    for finding in found:
        model = replaced(model, finding.cell, finding.expected or "")
    after = check(model, standard, score_form(model, standard))
    assert not {(f.code, f.cell) for f in after} & {(f.code, f.cell) for f in found}


def test_a_rule_that_fails_is_reported_and_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = dict(catalogue.catalogue())
    monkeypatch.setattr(catalogue, "_rules", {})

    def r99(facts: Facts) -> Iterator[catalogue.Hit]:
        raise ZeroDivisionError("seven")
        yield

    r99.__module__ = "ziping.checks.scores"
    rule("R99", "", severity="error", message="", fix="", basis="依据")(r99)
    rules["R99"] = catalogue._rules["R99"]
    monkeypatch.setattr("ziping.checks.run.catalogue", lambda: rules)
    data = load("R59.yaml")["fires"][0]["form"]
    model, standard = form(data), standard_of(data)
    log: list[Exception] = []
    found = check(model, standard, score_form(model, standard), log.append)
    assert ("R59", "G21") in {(finding.code, finding.cell) for finding in found}
    (broken,) = [finding for finding in found if finding.code == "R99"]
    assert broken.message == "规则 R99 没能执行，请把日志发给维护者。"
    assert broken.severity == "error"
    assert [str(error) for error in log] == ["seven"]


def test_a_code_is_given_once() -> None:
    with pytest.raises(ValueError, match="R58"):
        rule("R58", "", severity="info", message="", fix="", basis="")(
            SimpleNamespace(__module__="ziping.checks.scores", __doc__="")  # type: ignore[arg-type]
        )
