"""The layouts that DOMAIN lists and what people make of them, one case each in layouts.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from importing.drawn import word, xlsx
from importing.laid import laid, on_paper
from importing.told import lost
from ziping.importing.blockpoints import with_block_points
from ziping.importing.grid import Grid
from ziping.importing.recognise import recognised
from ziping.importing.remarks import about_tables
from ziping.importing.sources import read_source
from ziping.views import shown

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "importing" / "layouts.yaml").read_text(encoding="utf-8")
)
FUND = ("label", "initial", "adjusted", "executed", "weight", "rate", "score")
ROW = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")


@pytest.mark.parametrize("kind", ["grid", "xlsx", "docx"])
@pytest.mark.parametrize("case", CASES)
def test_a_layout_is_read_as_printed(case: str, kind: str, tmp_path: Path) -> None:
    grid = in_file(CASES[case]["rows"], kind, tmp_path)
    expect = CASES[case]["expect"]
    (table,) = (with_block_points(one) for one in recognised(grid))
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
    more = {row.name.text: {id: entry.text for id, entry in row.extra.items()} for row in table.model.indicators}
    for name, entries in expect.get("more", {}).items():
        assert more[name] == entries
    if "unread" in expect:
        assert [one.text for one in table.unread] == expect["unread"]
    if kind == "grid" and "notes" in expect:
        assert list(about_tables([table])) == expect["notes"]
    assert table.yuan == expect.get("yuan", False)
    assert lost(grid, (table,)) == []


def in_file(rows: list[list[str]], kind: str, folder: Path) -> Grid:
    """The rows as they would be read, or as they are read from a file."""
    if kind == "grid":
        return laid(rows)
    path = folder / f"自评表.{kind}"
    path.write_bytes({"xlsx": xlsx, "docx": word}[kind](on_paper(rows)))
    (grid,) = read_source(path).grids
    return grid
