"""Which formulas of a kept sheet are still true without the sheets that go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.rolling.gone import Gone

TITLES = ("自评表", "台账", "得分 总览", "底稿", "末页")
NAMES = (
    ("旧名", "自评表!$A$1", None),
    ("间接", "旧名+1", None),
    ("自名", "台账!$A$1", None),
    ("同名", "自评表!$B$1", None),
    ("同名", "台账!$B$1", "台账"),
)
GONE = Gone(TITLES, ("自评表", "得分 总览"), NAMES, ("旧列表",), {"台账": "台账2", "底稿": "底 稿"})
"""Two sheets go, two are called something else from now on."""


LOST = """
    A1+自评表!B2
    '自评表'!B2
    SUM('得分 总览'!A:A)
    IF(a="是",自评表!$C$3,0)
    旧名*2
    间接
    SUM(旧列表[数])
    SUM(台账:底稿!A1)
    SUM('台账:底稿'!A1)
    INDIRECT("自评表!A"&B1)
    indirect ("'得分 总览'!A1")
    INDIRECT("台账!A1")
    [1]甲!A1+自评表!A1
"""
KEPT = """
    A1+B2
    SUM(台账!A1:B2)
    "自评表!A1"&B1
    自名
    SUM(底稿:末页!A1)
    [1]自评表!A1
    '[年报 1.xlsx]自评表'!A1
    'C:\\[年报.xlsx]自评表'!$A$1
    新列表[数]
    自评表格!A1
    旧名字+1
    INDIRECT("B"&C1)
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("formula", lines(LOST))
def test_what_refers_to_a_sheet_that_goes_is_not_true_any_more(formula: str) -> None:
    assert not GONE.keeps(formula, "底稿")


@pytest.mark.parametrize("formula", lines(KEPT))
def test_what_refers_to_what_comes_along_stays(formula: str) -> None:
    assert GONE.keeps(formula, "底稿")


def test_a_name_of_the_sheet_goes_before_one_of_the_workbook() -> None:
    assert GONE.keeps("同名+1", "台账")
    assert not GONE.keeps("同名+1", "底稿")


def test_names_that_say_nothing_any_more_are_told() -> None:
    assert [label for label, _ in GONE.lost_names] == ["旧名", "同名", "间接"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("台账!A1+台账!B1", "台账2!A1+台账2!B1"),
        ("SUM('底稿'!A:A)", "SUM('底 稿'!A:A)"),
        ('底稿!A1&"台账!A1"', "'底 稿'!A1&\"台账!A1\""),
        ("SUM(底稿:末页!A1)", "SUM('底 稿:末页'!A1)"),
        ("[1]台账!A1+'[年报.xlsx]台账'!A1", "[1]台账!A1+'[年报.xlsx]台账'!A1"),
        ("新台账!A1+台账", "新台账!A1+台账"),
    ],
)
def test_references_follow_a_renamed_sheet(old: str, new: str) -> None:
    assert GONE.rewritten(old) == new


@given(st.text(alphabet="台账底稿'!\"[]:()+A1 x旧名", max_size=24))
def test_any_text_is_a_formula_to_it(text: str) -> None:
    GONE.keeps(text, "台账")
    if "台账" not in text and "底稿" not in text:
        assert GONE.rewritten(text) == text
