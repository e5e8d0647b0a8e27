"""What holds for every standard and every pair of numbers."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ziping.domain.quantity import parse_value
from ziping.domain.scoring import score
from ziping.standards import list_standards, load_standard

CASES = Path(__file__).parents[2] / "cases" / "scoring"
numbers = st.decimals("0", "10000", places=2)
weights = st.decimals("0", "100", places=3)
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


@given(numbers.filter(bool), st.decimals("0", "100", places=2))
def test_a_met_target_earns_the_full_weight_in_2020(target, weight):
    assert _points("≥", target, target, weight, load_standard("national-2020")).score == weight
    assert _points("≤", target, target, weight, load_standard("national-2020")).score == weight


def test_any_target_with_any_actual_is_scored_within_its_weight_or_explained():
    books = [yaml.safe_load(path.read_text(encoding="utf-8"))["cases"] for path in CASES.glob("*.yaml")]
    cases = [case for book in books for case in book]
    actuals = {case["actual"] for case in cases}
    standard = load_standard("national-2021")
    for target, actual in product({case["target"] for case in cases}, actuals):
        result = score(parse_value(target), parse_value(actual), Decimal(6), standard, year=2022)
        assert result.why
        assert result.score is None or 0 <= result.score <= 6, (target, actual)


@pytest.mark.parametrize("weight", ["-1", "NaN", "Infinity"])
def test_a_weight_must_be_a_number_from_zero(weight):
    result = score(parse_value("≥1"), parse_value("1"), Decimal(weight), load_standard("national-2020"))
    assert result.score is None
    assert "应为不小于 0 的数字" in result.why
