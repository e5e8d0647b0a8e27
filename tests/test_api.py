"""The Python interface takes what people have at hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ziping.api import parse_value, score_indicator
from ziping.errors import ZipingError


def test_a_value_is_taken_apart():
    value = parse_value("≥90%")
    assert (value.kind, value.operator, value.number, value.unit) == ("percent", ">=", 90, "%")


def test_a_float_is_read_by_its_shortest_text():
    assert parse_value(0.1).number == Decimal("0.1")


@pytest.mark.parametrize("empty", [None, "", float("nan")])
def test_an_empty_cell_is_no_value(empty):
    assert parse_value(empty).number is None
    assert score_indicator("≥1", empty, 10).score is None


@pytest.mark.parametrize("weight", [5, 5.0, "5", Decimal(5), "５"])
def test_satisfaction_of_93_against_90_earns_its_five_points(weight):
    result = score_indicator("≥90%", "93%", weight)
    assert (result.score, result.met, result.completion) == (5, True, Decimal("103.33"))


def test_another_standard_is_named():
    assert score_indicator("≤100", 110, 10, "platform-linear").score == 9


def test_an_unknown_standard_is_refused():
    with pytest.raises(ZipingError, match="可用的有"):
        score_indicator("≥1", 1, 10, "hunan")


@pytest.mark.parametrize("weight", [None, "１０分", ""])
def test_a_weight_that_is_no_number_is_said(weight):
    result = score_indicator("≥1", 1, weight)
    assert result.score is None
    assert "不是数字" in result.why


def test_the_residue_of_a_float_is_no_odd_writing() -> None:
    """A cell with =0.1+0.2 shows 0.3; its float is 0.30000000000000004."""
    assert parse_value(0.1 + 0.2).number == Decimal("0.3")
    assert score_indicator("≥0.2吨", 0.1 + 0.2, 10).score == 10


def test_a_fraction_that_may_be_a_percentage_is_neither_met_nor_missed() -> None:
    result = score_indicator("≥90%", "0.95", 10)
    assert (result.score, result.met, result.completion) == (None, None, None)
    assert "分不清" in result.why
