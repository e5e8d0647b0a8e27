"""The vocabulary of the unit's figures, and the rules over them: no name is invented, no content makes a rule fail."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.sample_forms import CASES, form, load, others, standard_of
from ziping import api
from ziping.checks.figures import VOCABULARY, Figures
from ziping.checks.run import check
from ziping.domain.scoring import score_form

BUILT = Path(__file__).parents[2] / "workbook_templates"
TEXTS = st.one_of(
    st.none(),
    st.sampled_from((CASES / "cell_texts.txt").read_text(encoding="utf-8").splitlines()),
    st.integers(-(10**8), 10**8),
    st.decimals(-1000, 1000, places=3).map(float),
)
NAMES = sorted({part for names in VOCABULARY.values() for name in names for part in name.split("/")})


@cache
def built_names() -> frozenset[str]:
    """Every name of a figure in the built forms and sets."""
    return frozenset(
        name for path in BUILT.rglob("*.xlsx") for model in api.load_workbook(path).forms for name in model.fact_names
    )


@pytest.mark.parametrize("concept", VOCABULARY)
def test_every_name_of_the_vocabulary_is_held_by_a_form_or_set(concept: str) -> None:
    assert not {part for name in VOCABULARY[concept] for part in name.split("/")} - built_names()


def test_a_word_means_the_budget_where_the_form_holds_the_budget() -> None:
    budget = Figures(form({"facts": {"支出预算": 817.53, "项目支出": 268}}))
    assert (budget.find("预算项目支出").entry.cell, budget.find("项目支出").asked) == ("B102", False)
    final = Figures(form({"facts": {"本年支出合计": 1193.39, "项目支出": 580}}))
    assert (final.find("项目支出").entry.cell, final.find("预算项目支出").asked) == ("B102", False)


def test_of_several_names_the_filled_one_is_taken() -> None:
    figures = Figures(form({"facts": {"公务接待费": None, "公务接待本年决算数": 9.84}}))
    assert figures.find("公务接待费").name == "公务接待本年决算数"


@given(st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=12), st.sampled_from(("department", "project")), TEXTS)
def test_no_figure_makes_a_rule_fail(figures: dict[str, Any], kind: str, amount: Any) -> None:
    row = {"initial": amount, "adjusted": amount, "executed": amount}
    data = {
        "kind": kind,
        "facts": figures,
        "funds": {"total": row, "spending": row, "project": row},
        "others": [{"kind": "department", "funds": {"total": row}}, {"funds": {"total": row}}],
        "tables": [
            {
                "id": "fund_use",
                "title": "资金使用情况",
                "columns": {"budget": "预算数", "executed": "执行数", "rate": "执行率"},
                "rows": [[amount, 1, amount]],
                "total": [amount, amount, amount],
            }
        ],
    }
    model, standard = form(data), standard_of(data)

    def failed(error: Exception) -> None:
        raise error

    for finding in check(model, standard, score_form(model, standard), failed, others(data)):
        assert finding.message.strip()
        assert finding.basis
        assert finding.fix


def test_what_concerns_the_workbook_is_told_once() -> None:
    data = load("R21.yaml")["fires"][0]["form"]
    standard = standard_of(data)
    book = (form(data), *others(data))
    facts = {"facts": book[0].facts, "fact_names": book[0].fact_names}
    told = [
        finding.code
        for model in (book[0], *(type(each)(**{**_fields(each), **facts}) for each in book[1:]))
        for finding in check(model, standard, score_form(model, standard), others=book)
    ]
    assert told.count("R21") == 1


def _fields(model: Any) -> dict[str, Any]:
    return {name: getattr(model, name) for name in model.__struct_fields__}
