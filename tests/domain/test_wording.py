"""How figures are written in these reports: changes, shares, budgets, counts, amounts in capitals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ziping.domain.numerals import money, ordinal
from ziping.domain.wording import (
    against_budget,
    capital,
    change_amount,
    change_rate,
    completed,
    people,
    percent,
    points,
    share,
    wan,
    yoy,
    yoy_by_change,
)  # fmt: skip
from ziping.errors import ZipingError


@pytest.mark.parametrize(
    ("now", "before", "written"),
    [
        ("1193.39", "577.74", "增加615.65万元，增加106.56%"),
        ("9.84", "10.38", "减少0.54万元，下降5.20%"),
        ("555.67", "487.28", "增加68.39万元，增加14.04%"),
        ("46.26", "0", "增加46.26万元（上年为零）"),
        ("65.89", "65.89", "与上年持平"),
        ("0", "0", "与上年持平"),
        ("0", "12.5", "减少12.5万元，下降100%"),
    ],
)
def test_a_change_against_last_year_is_written_with_amount_and_percentage(now: str, before: str, written: str) -> None:
    assert yoy(Decimal(now), Decimal(before)) == written


@pytest.mark.parametrize(
    ("now", "change", "written"),
    [
        ("1193.39", "615.65", "增加615.65万元，增加106.56%"),
        ("9.84", "-0.54", "减少0.54万元，下降5.20%"),
        ("46.26", "46.26", "增加46.26万元（上年为零）"),
        ("65.89", "0", "与上年持平"),
    ],
)
def test_the_same_is_written_from_the_change(now: str, change: str, written: str) -> None:
    assert yoy_by_change(Decimal(now), Decimal(change)) == written


@pytest.mark.parametrize(
    ("now", "before", "amount", "rate"),
    [
        ("65.89", "96.34", "减少30.45万元", "下降31.61%"),
        ("11.9", "15.8666666666666667", "减少3.97万元", "下降25%"),
        ("18", "16", "增加2万元", "增加12.50%"),
        ("7", "7", "与上年持平", "与上年持平"),
    ],
)
def test_a_change_can_be_written_as_amount_or_percentage_alone(now: str, before: str, amount: str, rate: str) -> None:
    assert (change_amount(Decimal(now), Decimal(before)), change_rate(Decimal(now), Decimal(before))) == (amount, rate)


def test_a_change_against_nothing_has_no_percentage() -> None:
    with pytest.raises(ZipingError, match="上年数是零.*增减额"):
        change_rate(Decimal(5), Decimal(0))


@pytest.mark.parametrize(
    ("part", "whole", "places", "written"),
    [
        ("613.39", "1193.39", 2, "51.40%"),
        ("580", "1193.39", 2, "48.60%"),
        ("9.6", "10", 2, "96%"),
        ("70", "88", 2, "79.55%"),
        ("270.69", "561.24", 0, "48%"),
        ("3023", "3062", 1, "98.7%"),
        ("18", "15", 2, "120%"),
        ("0", "9.84", 2, "0%"),
    ],
)
def test_a_share_has_two_decimals_unless_it_is_whole_or_others_are_asked_for(
    part: str, whole: str, places: int, written: str
) -> None:
    assert share(Decimal(part), Decimal(whole), Decimal(places)) == written


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ZipingError, match="分母是零"):
        share(Decimal(5), Decimal(0))


@pytest.mark.parametrize(
    ("final", "budget", "rate", "compared"),
    [
        ("555.67", "555.67", "完成预算100%", "决算数等于预算数"),
        ("9.84", "10.25", "完成预算96%", "决算数小于预算数"),
        ("12", "10", "完成预算120%", "决算数大于预算数"),
        ("0", "5", "完成预算0%", "决算数小于预算数"),
        ("0", "0", "未安排预算", "决算数等于预算数"),
    ],
)
def test_final_accounts_are_held_against_their_budget(final: str, budget: str, rate: str, compared: str) -> None:
    assert completed(Decimal(final), Decimal(budget)) == rate
    assert against_budget(Decimal(final), Decimal(budget)) == compared


def test_what_was_spent_without_a_budget_has_no_rate() -> None:
    with pytest.raises(ZipingError, match="分母是零"):
        completed(Decimal(5), Decimal(0))


def test_amounts_and_points_lose_zeros_but_no_cents() -> None:
    assert [wan(Decimal(amount)) for amount in ("1193.39", "560.00", "0.005", "10")] == [
        "1193.39万元", "560万元", "0.01万元", "10万元",
    ]  # fmt: skip
    assert points(Decimal("4.80")) == "4.8分"
    assert percent(Decimal("1.0656")) == "106.56%"


def test_people_are_counted_in_whole_numbers() -> None:
    assert [people(Decimal(count)) for count in ("8", "1450.00", "0")] == ["8人", "1450人", "0人"]
    for count in ("7.5", "-1"):
        with pytest.raises(ZipingError, match="不能作人数"):
            people(Decimal(count))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"), (2, "二"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "一百"),
        (105, "一百零五"), (110, "一百一十"), (1010, "一千零一十"),
    ],
)  # fmt: skip
def test_points_of_a_list_are_numbered_in_chinese(number: int, written: str) -> None:
    assert ordinal(Decimal(number)) == written


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "1e30"])
def test_only_whole_numbers_from_one_on_number_a_list(number: str) -> None:
    with pytest.raises(ZipingError, match="不能作序数"):
        ordinal(Decimal(number))


# The first seven are the examples of 银发〔1997〕393号附件一, each in the first of the writings allowed.
@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("10.00", "壹拾元整"),
        ("0", "零元整"),
        ("0.5", "伍角"),
        ("0.05", "伍分"),
        ("0.004", "零元整"),
        ("-0.004", "零元整"),
        ("1.005", "壹元零壹分"),
        ("10.05", "壹拾元零伍分"),
        ("100000", "壹拾万元整"),
        ("200500", "贰拾万零伍佰元整"),
        ("10050000", "壹仟零伍万元整"),
        ("100000001", "壹亿零壹元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("-12.3", "负壹拾贰元叁角"),
    ],
)
def test_amounts_are_written_in_capitals_as_on_a_cheque(yuan: str, written: str) -> None:
    assert money(Decimal(yuan)) == written


@pytest.mark.parametrize(
    ("wan_yuan", "written"),
    [
        ("1193.39", "壹仟壹佰玖拾叁万叁仟玖佰元整"),
        ("560", "伍佰陆拾万元整"),
        ("0.000001", "壹分"),
        ("162.130005", "壹佰陆拾贰万壹仟叁佰元零伍分"),
    ],
)
def test_ten_thousands_are_written_in_capitals_too(wan_yuan: str, written: str) -> None:
    assert capital(Decimal(wan_yuan)) == written


def test_an_amount_beyond_all_accounts_is_refused() -> None:
    with pytest.raises(ZipingError, match="太大"):
        money(Decimal(10) ** 16)
