"""Every case in tests/cases/scoring scores as written; an accountant can add one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from ziping.domain.quantity import parse_value
from ziping.domain.scoring import score
from ziping.standards import load_standard

CASES = Path(__file__).parents[2] / "cases" / "scoring"


def _cases():
    for path in sorted(CASES.glob("*.yaml")):
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in book["cases"]:
            yield pytest.param(book["standard"], case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize(("standard", "case"), list(_cases()))
def test_case(standard, case):
    result = score(
        parse_value(case["target"]),
        parse_value(case["actual"]),
        Decimal(str(case["weight"])),
        load_standard(standard),
        satisfaction=case.get("satisfaction", False),
        year=case.get("year"),
        rating=case.get("rating"),
    )
    expected = {name: case[name] for name in ("score", "completion", "low", "high") if name in case}
    got = {name: getattr(result, name) for name in expected}
    assert got == {name: None if value is None else Decimal(str(value)) for name, value in expected.items()}, result.why
    for name in ("met", "over"):
        if name in case:
            assert getattr(result, name) == case[name], result.why
    assert case.get("why", "") in result.why
