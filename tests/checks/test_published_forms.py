"""Published self-evaluations, number by number: what the check says about them, and by which arithmetic."""

from __future__ import annotations

from typing import Any

import pytest

from checks.sample_forms import findings, load

FORMS = {**load("zhaohua-2022.yaml"), **load("xinzhou-2021.yaml")}


@pytest.mark.parametrize("name", FORMS)
def test_every_relation_that_does_not_hold_is_found(name: str) -> None:
    case: dict[str, Any] = FORMS[name]
    found = {(finding.code, finding.cell): finding.arithmetic for finding in findings(case["form"])}
    for code, cell, arithmetic in case["finds"]:
        assert (code, cell) in found
        assert arithmetic in ("*", found[code, cell])
    assert not {code for code, _ in found} & set(case.get("quiet", ()))


@pytest.mark.parametrize("name", [name for name, case in FORMS.items() if "quiet" not in case])
def test_nothing_else_is_said(name: str) -> None:
    case = FORMS[name]
    assert {(finding.code, finding.cell) for finding in findings(case["form"])} == {
        (code, cell) for code, cell, _ in case["finds"]
    }


def test_both_readings_of_the_target_of_88_tasks_are_shown_with_their_points() -> None:
    (finding,) = [f for f in findings(FORMS["整体支出"]["form"]) if f.code == "R60" and f.cell == "G30"]
    assert finding.stated == "4.77"
    assert "70" in (finding.arithmetic or "")
    assert "88" in (finding.arithmetic or "")
    assert "61.6" in finding.message
    assert "6 分" in finding.message


def test_the_seventeen_rows_below_full_marks_are_one_finding() -> None:
    (finding,) = [f for f in findings(FORMS["整体支出"]["form"]) if f.code == "R61"]
    assert "17 个" in finding.message
    assert finding.severity == "warning"
