"""Score of the budget execution rate."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.scoring.forms import entry, fund
from ziping.domain.model import FundRow
from ziping.domain.scoring import score_execution, score_rate
from ziping.standards import load_standard

NATIONAL, GUIDELINE = load_standard("national-2020"), load_standard("national-2021")


@pytest.mark.parametrize(
    ("adjusted", "executed", "score"),
    [("1193.39", "1193.39", "10"), ("43.2", "37.24", "8.62"), ("100", "49.88", "4.99"), ("100", "0", "0")],
)
def test_in_proportion(adjusted, executed, score):
    assert score_execution(fund(adjusted, executed), NATIONAL).score == Decimal(score)


def test_the_arithmetic_is_written_out():
    result = score_execution(fund("43.2", "37.24"), NATIONAL)
    assert result.why == "执行 37.24 ÷ 预算 43.2 = 86.20%，86.20%×10 = 8.62 分"


def test_above_the_budget_earns_no_more_than_the_weight_and_is_said():
    result = score_execution(fund("91.89", "144.42"), NATIONAL)
    assert result.score == 10
    assert "超过 100%，请核对有无超支或漏记追加" in result.why


@pytest.mark.parametrize(
    ("executed", "score"), [("100", 10), ("99.99", 7), ("80", 7), ("79.99", 5), ("60", 5), ("59.99", 0)]
)
def test_in_bands(executed, score):
    assert score_execution(fund("100", executed), GUIDELINE).score == score


def test_a_finished_project_may_get_full_points_by_a_person():
    assert "由人工确认" in score_execution(fund("100", "95"), GUIDELINE).why
    assert "由人工确认" not in score_execution(fund("100", "100"), GUIDELINE).why


@pytest.mark.parametrize(
    ("adjusted", "executed", "says"),
    [
        ("0", "10", "全年预算数为 0"),
        (None, "10", "全年预算数没有填写"),
        ("100", None, "全年执行数没有填写"),
        ("一百万", "10", "全年预算数“一百万”不是不小于 0 的数字"),
        ("100", "-5", "全年执行数“-5”不是不小于 0 的数字"),
    ],
)
def test_what_cannot_be_divided_is_not_scored(adjusted, executed, says):
    result = score_execution(fund(adjusted, executed), NATIONAL)
    assert (result.rate, result.score) == (None, None)
    assert says in result.why


def test_the_form_says_how_much_the_rate_weighs():
    assert score_execution(fund("100", "50", "20"), NATIONAL).score == 10


def test_a_form_with_a_score_cell_but_no_weight_takes_the_standards_weight():
    assert score_execution(fund("100", "50", None), NATIONAL).score == 5


def test_a_form_without_score_and_weight_does_not_score_the_rate():
    result = score_execution(fund("1193.39", "1193.39", None, column=False), NATIONAL)
    assert (result.rate, result.weight, result.score) == (1, None, None)


def test_xinzhou_does_not_score_the_rate():
    standard = load_standard("shanxi-xinzhou-2021")
    result = score_execution(fund("100", "100", None), standard)
    assert (result.weight, result.score) == (None, None)
    assert "表上却有执行率分值 10" in score_execution(fund("100", "100"), standard).why


def test_a_weight_that_is_no_number_is_said():
    assert score_execution(fund("100", "100", "十分"), NATIONAL).why == "执行率分值“十分”不是数字，请只填数字"


def test_two_amounts_score_without_a_form():
    result = score_rate(Decimal("43.2"), Decimal("37.24"), Decimal(10), NATIONAL)
    assert (result.score, result.rate) == (Decimal("8.62"), Decimal("37.24") / Decimal("43.2"))
    assert score_rate(Decimal(0), Decimal(1), Decimal(10), NATIONAL).score is None


def test_no_points_of_no_points_need_no_budget():
    """A form whose indicators have all 100 points: 0 of 0 for the execution rate, and no amounts at all."""
    nothing = FundRow("total", weight=entry("0"), score=entry("0"))
    assert score_execution(nothing, NATIONAL).score == 0
    assert score_execution(FundRow("total", weight=entry("0"), score=entry(None, "H6")), NATIONAL).score is None
