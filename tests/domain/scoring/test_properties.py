"""What holds for every standard and every pair of numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.domain.quantity import parse_value
from ziping.domain.scoring import score
from ziping.standards import list_standards, load_standard

numbers = st.decimals("0", "10000", places=2)
weights = st.decimals("0", "100", places=2)
standards = st.sampled_from(list_standards())
PROPORTIONAL = [standard for standard in list_standards() if standard.over.penalty.value == "none"]


def _points(sign, target, actual, weight, standard, unit="个"):
    return score(parse_value(f"{sign}{target}{unit}"), parse_value(f"{actual}{unit}"), weight, standard)


@given(st.sampled_from("≥＞=≤＜"), numbers, numbers, weights, standards, st.sampled_from(["个", "%", "万元"]))
def test_a_score_lies_between_nothing_and_the_weight(sign, target, actual, weight, standard, unit):
    result = _points(sign, target, actual, weight, standard, unit)
    assert result.score is None or 0 <= result.score <= weight
    assert result.why


@given(numbers, numbers, numbers, weights, st.sampled_from(PROPORTIONAL))
def test_more_of_a_good_thing_never_scores_less(target, one, other, weight, standard):
    less, more = sorted((one, other))
    low, high = (_points("≥", target, actual, weight, standard).score for actual in (less, more))
    assert low is None or high is None or low <= high


@given(numbers, numbers, numbers, weights, standards)
def test_more_of_a_limited_thing_never_scores_more(target, one, other, weight, standard):
    less, more = sorted((one, other))
    low, high = (_points("≤", target, actual, weight, standard).score for actual in (less, more))
    assert low is None or high is None or low >= high


@given(numbers.filter(bool), weights)
def test_a_met_target_earns_the_full_weight_in_2020(target, weight):
    assert _points("≥", target, target, weight, load_standard("national-2020")).score == weight


@pytest.mark.parametrize("weight", ["-1", "NaN", "Infinity"])
def test_a_weight_must_be_a_number_from_zero(weight):
    result = score(parse_value("≥1"), parse_value("1"), Decimal(weight), load_standard("national-2020"))
    assert result.score is None
    assert "应为不小于 0 的数字" in result.why
