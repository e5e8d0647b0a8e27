"""Strings collected from published 自评表 and reports, each with the meaning written beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.domain.quantity.cases import rows

from ziping.domain.quantity import compare, parse_value

KINDS = {
    "quant_count": {"count"},
    "quant_scaled": {"count"},
    "quant_percent": {"percent"},
    "quant_permille": {"percent"},
    "quant_money": {"money"},
    "quant_money_rate": {"ratio"},
    "quant_rate_unit": {"ratio"},
    "quant_bare": {"bare"},
    "approx": {"approx"},
    "zero": {"zero"},
    "duration": {"duration"},
    "deadline": {"deadline"},
    "deadline_month": {"deadline"},
    "period": {"period"},
    "range": {"range"},
    "qual_level": {"level"},
    "qual_text": {"text"},
    "qual_scale": {"scale"},
    "qual_threshold_scale": {"scale"},
    "relative": {"text"},
    "frequency": {"ratio", "text"},  # 每季度1次 has a number, 按月安排 has none
    "compound": {"compound"},
    "compound_text": {"compound"},
    "placeholder": {"placeholder"},
    "unit_list": {"placeholder"},  # units without a number: the number is still to be filled in
    "not_applicable": {"na"},
    "malformed_date_serial": {"malformed"},
}
OPERATORS = {"≥": ">=", "＞": ">", "=": "=", "≤": "<=", "≈": "~", "range": "range", "定性": "none", "": "none"}
# These carry their number, unit or days in other fields, and are looked at one by one below.
NUMBERLESS = {"placeholder", "compound", "malformed", "na", "text", "level", "scale", "period"}

# string → (kind, operator, number, unit) as read here, and why that is right.
DOUBTFUL = {
    "2%": (("percent", "=", "2", "%"), "≤ follows from the indicator (结转结余率), not from the text"),
    "完成项目主体工程70%": (("percent", "=", "70", "%"), "no operator was written"),
    "资金到位率达100%": (("percent", ">=", "100", "%"), "达 is ≥ for every number; nothing can exceed 100% anyway"),
    "“0”登记": (("zero", "=", "0", ""), "what is counted (人次) stands in the indicator, not in the text"),
    "近5万人次": (("approx", "~", "5", "万人次"), "万 stays in the unit; the same quantity as 50000 人次"),
    "5万余份": (("approx", "~", "5", "万份"), "万 stays in the unit; the same quantity as 50000 份"),
    "28.8万元": (("money", "=", "28.8", "万元"), "the text is fine; % stands in the unit column beside it"),
    "0.95": (("bare", "=", "0.95", ""), "95% only by the format of its cell, and then the cell shows 95%"),
    "全覆盖": (("text", "none", None, ""), "=100% would be a guess; the text may count villages or people"),
    "不超预算": (("text", "none", None, ""), "the budget is a number of another cell"),
    "不低于上年": (("text", "none", None, ""), "last year's number is not in the text"),
    "创建平安忻州对7个先进县进行表彰。": (("compound", "none", None, ""), "a number inside a sentence"),
}
ROWS = rows("value_strings.csv")


@pytest.mark.parametrize("row", [row for row in ROWS if row["string"] not in DOUBTFUL], ids=lambda row: row["string"])
def test_string_means_what_its_table_says(row: dict[str, str]) -> None:
    quantity = parse_value(row["string"])
    assert quantity.kind in KINDS[row["kind"]]
    if quantity.kind in NUMBERLESS:
        return
    assert quantity.operator == OPERATORS[row["operator"]]
    if quantity.kind == "deadline":
        return
    low, _, high = row["number"].partition("~")
    assert quantity.number == Decimal(low)
    assert quantity.upper == (Decimal(high) if high else None)
    assert quantity.unit == row["unit"]


@pytest.mark.parametrize(("text", "expected", "reason"), [(text, *case) for text, case in DOUBTFUL.items()])
def test_doubtful_string_is_read_as_it_is_written(text: str, expected: tuple, reason: str) -> None:
    quantity = parse_value(text)
    kind, operator, number, unit = expected
    assert (quantity.kind, quantity.operator, quantity.unit) == (kind, operator, unit), reason
    assert quantity.number == (None if number is None else Decimal(number)), reason


def test_doubtful_strings_are_all_in_the_table() -> None:
    assert set(DOUBTFUL) <= {row["string"] for row in ROWS}


@pytest.mark.parametrize(("scaled", "plain"), [("近5万人次", "约50000人次"), ("5万余份", "50000余份")])
def test_ten_thousands_are_the_same_quantity_as_ones(scaled: str, plain: str) -> None:
    comparison = compare(parse_value(scaled), parse_value(plain))
    assert (comparison.met, comparison.completion) == (True, 100)


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "qual_level"], ids=lambda row: row["string"])
def test_level_is_named(row: dict[str, str]) -> None:
    assert parse_value(row["string"]).levels == (row["number"],)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("创建平安忻州对7个先进县进行表彰。", ["=7个"]),
        ("市级平台运行维护1次，网格化培训、现场会至少2期。", ["=1次", ">=2期"]),
        (
            "村（社区）“零上访、零事故、零案件”分别达到75%、80%、80%以上；企业和单位分别达到85%、90%、90%以上。",
            [">=75%", "=80%", ">=80%", ">=85%", "=90%", ">=90%"],
        ),
        ("优100%|良90%|中85%|差85%", ["=100%", "=90%", "=85%", "=85%"]),
    ],
)
def test_parts_of_a_compound_are_kept(text: str, numbers: list[str]) -> None:
    assert [f"{part.operator}{part.number}{part.unit}" for part in parse_value(text).parts] == numbers
