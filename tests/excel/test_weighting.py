"""分配权重: the points of the standard, and the user's own only after asking."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import xlwings as xw

from excel.clicks import TEMPLATES, Desk, empty
from forms.workbooks import SHEET, training, with_cells
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes


def weights(book: xw.Book, sheet: str = SHEET) -> list[Any]:
    model = settle(read_bytes(book.impl.bytes(), ""))[1].form(sheet)
    assert model is not None
    return [row.weight.number for row in model.indicators]


def test_weights_follow_the_standard(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.answers = ["yes"]
    told = desk.click("weights")
    assert weights(book) == [Decimal("12.5")] * 4 + [30, 10]
    assert "产出 50 分（4 项）" in told
    assert "4 项指标" in desk.excel.asked[0]
    assert len(desk.backups()) == 1


def test_weights_stay_where_the_user_says_no(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.answers = ["no"]
    assert desk.click("weights") == ""
    assert weights(book) == [15, 10, 15, 10, 30, 10]
    assert desk.backups() == []


def test_the_spread_without_satisfaction_is_found(desk: Desk) -> None:
    data = with_cells(training(), {f"{column}18": "/>" for column in "DEFGHI"})
    book = desk.open(data)
    desk.excel.answers = ["yes"]
    assert "效益 40 分（1 项）" in desk.click("weights")
    assert weights(book) == [Decimal("12.5")] * 4 + [40]


def test_a_second_time_nothing_is_left_to_do(desk: Desk) -> None:
    desk.open(training())
    desk.excel.answers = ["yes"]
    desk.click("weights")
    assert "没有改动" in desk.click("weights")


@pytest.mark.parametrize("id", TEMPLATES)
def test_an_empty_form_has_nothing_to_weigh(id: str, desk: Desk) -> None:
    desk.open(empty(id))
    assert "没有" in desk.click("weights") or "申报表" in desk.excel.alerts[-1][0]
    assert desk.backups() == []
