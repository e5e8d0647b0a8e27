"""Edits become few rectangles, and what is written is exactly what was meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.domain.snapshot import CellEdit
from ziping.excel.areas import Area, areas, as_typed

# What Excel makes of a text that is typed into a cell, and what we therefore write.
MISREAD = ["95%", "12", "1,234.5", "-5", "+3", "=A1", "@甲", "2022-12-31", "2022年12月31日", "12月31日", "1/2",
           "9:30",
           "TRUE", "false", "#REF!", "#N/A", "1e5", "１２", "￥100", "(5)", "Jan 5",
           "'95%", "－", "＝A1", " 12 "]  # fmt: skip
TEXTS = [
    "≥90%",
    "12次",
    "R58",
    "自评表!E12",
    "执行率 93%，未达成",
    "年",
    "优",
    "是",
    "1.培训",
    "第1段",
    "A1",
    "100 人",
    "5个/年",
]


@pytest.mark.parametrize("text", MISREAD)
def test_what_excel_would_misread_is_written_as_text(text: str) -> None:
    assert as_typed(text) == f"'{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_are_written_as_they_are(text: str) -> None:
    assert as_typed(text) == text


def test_neighbours_are_written_together() -> None:
    edits = [CellEdit("甲", row, column, f"文{row}") for row in (5, 6, 7) for column in (1, 2, 4)]
    assert areas(edits) == [
        Area("甲", 5, 1, False, [[f"文{row}"] * 2 for row in (5, 6, 7)]),
        Area("甲", 5, 4, False, [[f"文{row}"] for row in (5, 6, 7)]),
    ]


def test_formulas_and_values_are_written_apart() -> None:
    edits = [CellEdit("甲", 1, 1, "文"), CellEdit("甲", 1, 2, "乙", formula='HYPERLINK("#甲!A1","乙")')]
    assert areas(edits) == [
        Area("甲", 1, 1, False, [["文"]]),
        Area("甲", 1, 2, True, [['=HYPERLINK("#甲!A1","乙")']]),
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("9.35"), 9.35), (Decimal("100"), 100.0), (None, None), ("", None), (date(2022, 12, 31), 44926.0)],
)
def test_values_are_what_a_cell_holds(value: Decimal | str | date | None, written: float | str | None) -> None:
    assert areas([CellEdit("甲", 1, 1, value)])[0].rows == [[written]]


def test_days_count_from_1904_in_old_workbooks_of_a_mac() -> None:
    assert areas([CellEdit("甲", 1, 1, date(2022, 12, 31))], date1904=True)[0].rows == [[43464.0]]


def test_what_excel_computes_is_left_to_it() -> None:
    assert areas([CellEdit("甲", 1, 1, Decimal(5), keep_formula=True)]) == []


def test_the_later_edit_wins() -> None:
    edits = [CellEdit("甲", 1, 1, "先"), CellEdit("甲", 1, 1, "后")]
    assert areas(edits)[0].rows == [["后"]]


@given(st.sets(st.tuples(st.integers(1, 8), st.integers(1, 5))))
def test_every_cell_is_written_once_and_no_other(cells: set[tuple[int, int]]) -> None:
    written = [
        (area.row + down, area.column + right, value)
        for area in areas([CellEdit("甲", *cell, f"文{cell}") for cell in cells])
        for down, row in enumerate(area.rows)
        for right, value in enumerate(row)
    ]
    assert sorted(written) == sorted((*cell, f"文{cell}") for cell in cells)
