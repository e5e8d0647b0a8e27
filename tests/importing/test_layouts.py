"""The layouts that DOMAIN lists and what people make of them, one case each in layouts.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from importing.laid import laid
from importing.told import lost
from ziping.importing.recognise import recognised
from ziping.views import shown

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "importing" / "layouts.yaml").read_text(encoding="utf-8")
)
FUND = ("label", "initial", "adjusted", "executed", "weight", "rate", "score")
ROW = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")


@pytest.mark.parametrize("case", CASES)
def test_a_layout_is_read_as_printed(case: str) -> None:
    grid = laid(CASES[case]["rows"])
    expect = CASES[case]["expect"]
    (table,) = recognised(grid)
    seen = shown(table.model)
    if "funds" in expect:
        assert [[row[key] for key in FUND] for row in seen["funds"]] == expect["funds"]
    assert [[row[key] for key in ROW] for row in seen["indicators"]] == expect["indicators"]
    for key in ("kind", "year", "unit", "project", "total"):
        if key in expect:
            assert seen[key] == expect[key], key
    if "goals" in expect:
        assert [table.model.goal_planned.text, table.model.goal_actual.text] == expect["goals"]
    extra = {key: entry.text for key, entry in table.model.extra.items()}
    assert extra.items() >= expect.get("extra", {}).items()
    if "unread" in expect:
        assert [one.text for one in table.unread] == expect["unread"]
    assert table.yuan == expect.get("yuan", False)
    assert lost(grid, (table,)) == []
