"""Twenty-four published tables in their layouts, as workbooks and Word documents: every row comes back as printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from importing import drawn
from importing.corpus import Table, tables
from importing.corpus import drawn as in_layout
from importing.told import lost
from ziping.importing.foreign import read_foreign
from ziping.importing.sources import read_source
from ziping.views import shown

TABLES = {**tables("tables"), **tables("partial")}
WRITERS = {"xlsx": drawn.xlsx, "docx": drawn.word}
FUNDS = {
    "label": "label",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
}
ROWS = {
    "level1": "l1",
    "level2": "l2",
    "name": "l3",
    "target": "target",
    "actual": "actual",
    "weight": "weight",
    "score": "score",
    "reason": "reason",
}


def written(table: Table, kind: str, folder: Path) -> Path:
    path = folder / f"{table['id']}.{kind}"
    path.write_bytes(WRITERS[kind](in_layout(table)))
    return path


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("id", TABLES)
def test_every_row_comes_back_as_printed(id: str, kind: str, tmp_path: Path) -> None:
    table = TABLES[id]
    (model,) = read_foreign(written(table, kind, tmp_path)).book.forms
    seen = shown(model)
    assert seen["funds"] == [_picked(row, FUNDS) for row in table["funds"]]
    assert [{key: row[key] for key in ROWS} for row in seen["indicators"]] == [
        _picked(row, ROWS) for row in table["indicators"]
    ]
    assert seen["year"] == (table["year"] if id not in ("T012", "P034") else None)
    assert seen["project"] == table["project"]
    assert seen["total"] == table["total_score"]


def _picked(row: Table, keys: dict[str, str]) -> dict[str, Any]:
    """What the page prints; 权重占比 of one province is the weight."""
    said = {**row, "weight": row.get("weight") or row.get("extra", {}).get("wpct")}
    return {key: said.get(other) for key, other in keys.items()}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("id", TABLES)
def test_nothing_that_is_printed_is_lost(id: str, kind: str, tmp_path: Path) -> None:
    path = written(TABLES[id], kind, tmp_path)
    foreign = read_foreign(path)
    (grid,) = read_source(path).grids
    assert lost(grid, foreign.tables) == []


@pytest.mark.parametrize(
    ("id", "texts"),
    [
        ("T009", {"100.00"}),  # 总体完成率 of the goals
        ("T006", {"其中:基本支出:1768.16万元", "其他资金:2880万元"}),  # of which budget nobody says
        ("T029", {"2017年1月-9月市管绿地养护管理项目政府采购标段", "1718.94"}),  # a list of sub-projects
    ],
)
def test_what_no_form_asks_for_is_told_with_its_cell(id: str, texts: set[str], tmp_path: Path) -> None:
    (table,) = read_foreign(written(TABLES[id], "xlsx", tmp_path)).tables
    assert texts <= {one.text for one in table.unread}
    assert all(one.cell and one.why for one in table.unread)


def test_points_that_are_sentences_are_no_points(tmp_path: Path) -> None:
    """成安县 2020: 指标分值 stands over the descriptions of the indicators."""
    (table,) = read_foreign(written(TABLES["T009"], "xlsx", tmp_path)).tables
    told = [one for one in table.unread if "内容却不是分数" in one.why]
    assert [one.cell for one in told] == ["D17", "D18", "D19", "D20"]


@pytest.mark.parametrize(
    ("id", "form"),
    [
        ("T001", "national-project-2020"),
        ("T006", "national-department-2020"),
        ("P019", "national-target-2015"),
        ("T029", "national-project-2020"),
    ],
)
def test_no_region_is_chosen_by_chance(id: str, form: str, tmp_path: Path) -> None:
    (model,) = read_foreign(written(TABLES[id], "xlsx", tmp_path)).book.forms
    assert model.form == form
