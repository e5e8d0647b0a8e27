"""The reference table of scores: 2020 in proportion, the provincial systems' linear reverse, 2021 with a pass line."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from ziping.domain.quantity import parse_value
from ziping.domain.scoring import score
from ziping.standards import load_standard

TABLE = Path(__file__).parents[2] / "cases" / "scoring" / "score_vectors.csv"
COLUMNS = {
    "national-2020": "N2020正向比例/反向t÷a",
    "platform-linear": "V默认(反向线性,2倍归零)",
    "national-2021": "N2021(60%及格门槛)",
}

with TABLE.open(encoding="utf-8-sig", newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_the_table_is_whole():
    assert len(ROWS) == 17


@pytest.mark.parametrize("standard", COLUMNS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['op']}{row['target']} {row['actual']}")
def test_score(row, standard):
    result = score(
        parse_value(row["op"] + row["target"]),
        parse_value(row["actual"]),
        Decimal(row["weight"]),
        load_standard(standard),
    )
    assert result.score == Decimal(row[COLUMNS[standard]]), result.why
    assert result.completion == (Decimal(row["completion_pct"]) if row["completion_pct"] else None)
