"""Every kind of computed sentence that published reports print can be written with placeholders, none is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from report.filled import entry, section
from ziping.domain.model import Column, SelfEvaluation, Table
from ziping.domain.narrative import context
from ziping.domain.scoring import score_form
from ziping.report.render import render
from ziping.standards.loader import load_standard

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "sentences.yaml").read_text(encoding="utf-8"))
NATIONAL = load_standard("national-2020")


def data(case: dict[str, Any]) -> dict[str, Any]:
    rows = [{name: entry(text) for name, text in row.items()} for row in case.get("rows", [])]
    columns = tuple(Column(name, name) for name in (rows[0] if rows else ()))
    model = SelfEvaluation(
        form="测试",
        standard="national-2020",
        kind="department",
        facts={name: entry(text) for name, text in case["figures"].items()},
        tables=(Table("明细", "明细", columns, tuple(rows)),),
    )
    return context(model, score_form(model, NATIONAL), NATIONAL)


@pytest.mark.parametrize(
    ("case", "text", "printed"),
    [(case, sentence["text"], sentence["printed"]) for case in CASES for sentence in case["sentences"]],
)
def test_a_sentence_is_computed_from_the_figures(case: dict[str, Any], text: str, printed: str) -> None:
    assert render([section("一", "情况", text)], data(case))[0].lines == (printed,)
