"""What a formula of a submitted copy may refer to: kept sheets, kept cells, kept names, and no other file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.ooxml.formulas import rectangle
from ziping.submitting.scope import Scope, cut, reference_of

SCOPE = Scope({"自评表": (1, 1, 20, 9), "附 表": None}, {"zp_marked", "底稿数"})

KEPT = (
    "B2>20",
    "$I$20=1",
    "自评表!$A$1",
    "'附 表'!Z99",
    '"K12!内部底稿!A1"&B2',
    "LOG10(A1)",
    "期数*2",
    "ZP_MARKED_NOT",
    "TRUE",
)
GONE = (
    "J2>20",
    "$A$21",
    "自评表!K1",
    "内部底稿!A1",
    "'内部底稿'!$A$1:$A$3",
    "SUM([1]表!A1)",
    "COUNTIFS(zp_marked,A1)",
    "底稿数",
    "#REF!",
    "IF(A1>0,A1:K1,0)",
)


@pytest.mark.parametrize("formula", KEPT)
def test_what_refers_to_kept_cells_stays(formula: str) -> None:
    assert SCOPE.keeps(formula, "自评表")


@pytest.mark.parametrize("formula", GONE)
def test_what_refers_to_anything_else_goes(formula: str) -> None:
    assert not SCOPE.keeps(formula, "自评表")


def test_cells_of_the_own_sheet_are_meant_where_no_sheet_is_named() -> None:
    assert SCOPE.keeps("K12", "附 表")
    assert not SCOPE.keeps("K12", "自评表")


AREAS = st.tuples(*[st.integers(1, 30)] * 4).map(
    lambda a: (min(a[0], a[2]), min(a[1], a[3]), max(a[0], a[2]), max(a[1], a[3]))
)


def cells(area: tuple[int, int, int, int]) -> set[tuple[int, int]]:
    return {(row, column) for row in range(area[0], area[2] + 1) for column in range(area[1], area[3] + 1)}


@given(st.lists(AREAS, min_size=1, max_size=3), AREAS)
def test_cutting_leaves_exactly_the_cells_inside(
    areas: list[tuple[int, int, int, int]], kept: tuple[int, int, int, int]
) -> None:
    wanted = {cell for area in areas for cell in cells(area)} & cells(kept)
    left = cut(" ".join(map(reference_of, areas)), kept).split()
    assert {cell for reference in left for cell in cells(rectangle(reference))} == wanted
