"""Values as official forms print them, and taken apart again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ziping.domain.quantity import Split, compose, parse_value, print_value, split


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("≥", Decimal(90), None, "%"), "≥90%"),
        (("＞", Decimal(80), None, "%"), "＞80%"),
        (("＝", Decimal("100.00"), None, "%"), "=100%"),
        (("≤", Decimal("891.13"), None, "万元"), "≤891.13万元"),
        (("＜", Decimal(24), None, "小时"), "＜24小时"),
        (("", Decimal(171), None, "套"), "171套"),
        (("区间", Decimal(1), Decimal(3), "次"), "1-3次"),
        (("期限", Decimal(44926), None, ""), "2022年12月31日前"),
        (("定性", None, None, "应保尽保"), "应保尽保"),
        (("≥", None, None, "次"), ""),
        (("区间", Decimal(1), None, "次"), ""),
    ],
)
def test_target_is_composed_from_its_parts(parts: tuple, text: str) -> None:
    assert compose(*parts) == text


@pytest.mark.parametrize(
    "text",
    [
        "≥90%",
        "＞80%",
        "=100%",
        "≤891.13万元",
        "171套",
        "1-3次",
        "≥2万件次",
        "≥530元/人·月",
        "24人/次",
        "≥5‰",
        "≤30工作日",
    ],
)
def test_split_target_composes_to_itself(text: str) -> None:
    parts = split(text)
    assert parts is not None
    assert compose(parts.sign, parts.number, parts.upper, parts.unit) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (" ≥ ９０ ％", Split("≥", Decimal(90), None, "%")),
        ("不超过2小时", Split("≤", Decimal(2), None, "小时")),
        ("=100%", Split("＝", Decimal(100), None, "%")),
        ("250余人次", Split("≥", Decimal(250), None, "人次")),
        ("表彰奖金及时发放率达到80%", Split("≥", Decimal(80), None, "%")),
        ("2022年12月底前完成", Split("期限", end=date(2022, 12, 31))),
        ("2023.07-2024.01", Split("期限", end=date(2024, 1, 31))),
    ],
)
def test_target_is_split(text: str, parts: Split) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    "text", [None, "", "优", "应保尽保", "≤12月", "44,561", "培训3次，合格率90%", "**人", "无", "12月底前"]
)
def test_what_has_no_parts_is_not_split(text: str | None) -> None:
    assert split(text) is None


def test_deadline_without_a_year_is_split_in_the_year_of_the_form() -> None:
    assert split("2月底前", year=2024) == Split("期限", end=date(2024, 2, 29))
    assert split("2月底前", year=2023) == Split("期限", end=date(2023, 2, 28))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("≧ 100 %", "≥100%"), (">=530元/人*月", "≥530元/人·月"), ("近5万人次", "约5万人次"), ("每季度1次", "1次/季度"),
        ("12月底前", "12月31日前"), ("5≤x≤10", "5-10"), ("优良中差", "优、良、中、差"), ("达成预期指标", "达成"),
        ("零事故", "0起"), ("应保尽保", "应保尽保"), ("", ""), ("/", "/"),
    ],
)  # fmt: skip
def test_canonical_text(text: str, printed: str) -> None:
    assert print_value(parse_value(text)) == printed
