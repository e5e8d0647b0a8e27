"""A number's text is what Chinese Excel shows for its format."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.ooxml.numfmt import BUILT_IN, number_format

SHOWN = [
    ("General", "0", "0"),
    ("General", "0.1", "0.1"),
    ("General", "12345678901", "12345678901"),
    ("General", "123456789012", "1.23457E+11"),
    ("General", "99999999999.9", "1E+11"),
    ("General", "0.3333333333333333", "0.333333333"),
    ("General", "123456.789012345", "123456.789"),
    ("General", "-0.000123456789", "-0.000123457"),
    ("General", "0.0000123456789", "1.23457E-05"),
    ("General", "1.8E+308", "1.8E+308"),
    ("", "9.5", "9.5"),
    ("0", "2.5", "3"),
    ("0", "-2.5", "-3"),
    ("00", "5", "05"),
    ("0.00", "2.675", "2.68"),
    ("0.00", "1.005", "1.01"),
    ("0.00", "2.4849999999999999", "2.49"),
    ("0.##", "5", "5."),
    (".00", "0.5", ".50"),
    ("#", "0", ""),
    ("#,##0", "999", "999"),
    ("#,##0", "1234567", "1,234,567"),
    ("#,###.0", "1234567.85", "1,234,567.9"),
    ("0,000", "5", "0,005"),
    ("#,##0.00", "-1234567.891", "-1,234,567.89"),
    ("0%", "0.955", "96%"),
    ("0.00%", "0.9551", "95.51%"),
    ("0.00%", "1", "100.00%"),
    ("#,##0,", "1234567", "1,235"),
    ("0.0,,", "1234567", "1.2"),
    ('0\\.0,"万"', "12345", "1.2万"),
    ("000-0000", "1234567", "123-4567"),
    ("0.00E+00", "12345", "1.23E+04"),
    ("# ?/?", "0.5", "0.5"),
    ('"第"0"名"', "3", "第3名"),
    ('General"分"', "9.5", "9.5分"),
    ("0.00_ ", "9.5", "9.50"),
    ("[$¥-804]#,##0.00", "5", "¥5.00"),
    ("[Red]0.00;[Blue]\\-0.00", "-2", "-2.00"),
    ("0.00_);[Red]\\(0.00\\)", "-5", "(5.00)"),
    ('0.00;-0.00;"-"', "0", "-"),
    (";;;", "5", ""),
    ("0;;", "-1", ""),
    ("@", "12", "12"),
    ('[>=100]"高"0;[<0]"负"0;0.0', "100", "高100"),
    ('[>=100]"高"0;[<0]"负"0;0.0', "-5", "负5"),
    ('[>=100]"高"0;[<0]"负"0;0.0', "5", "5.0"),
    (BUILT_IN[43], "1234.5", "1,234.50"),
    (BUILT_IN[43], "-1234.5", "-1,234.50"),
    (BUILT_IN[43], "0", "-"),
    ("yyyy-mm-dd", "45000", "2023-03-15"),
    ("yyyy-mm-dd", "45000.99999999", "2023-03-15"),
    ("yyyy-mm-dd", "59", "1900-02-28"),
    ("yyyy-mm-dd", "60", "1900-02-29"),
    ("yyyy-mm-dd", "61", "1900-03-01"),
    ("yyyy-mm-dd", "-1", "-1"),
    ("yyyy-mm-dd", "2958466", "2958466"),
    ("yyyy/m/d;@", "45000", "2023/3/15"),
    (BUILT_IN[14], "45000", "2023/3/15"),
    (BUILT_IN[31], "45000", "2023年3月15日"),
    (BUILT_IN[57], "45000", "2023年3月"),
    (BUILT_IN[58], "45000", "3月15日"),
    ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "45000", "2023年3月15日"),
    ('e"年"', "45000", "2023年"),
    ("aaaa", "45000", "星期三"),
    ("d-mmm-yy", "45000", "15-Mar-23"),
    ("h:mm", "0.5", "12:00"),
    ("yyyy/m/d h:mm:ss", "45000.999999", "2023/3/16 0:00:00"),
    ("mm:ss.0", "0.0001", "00:08.6"),
    ("[h]:mm", "1.5", "36:00"),
    ("上午/下午h:mm", "0.6", "下午2:24"),
]


@pytest.mark.parametrize(("code", "value", "shown"), SHOWN)
def test_number_is_shown_as(code: str, value: str, shown: str) -> None:
    assert number_format(code).number(Decimal(value), False) == shown


def test_1904_workbooks_count_from_another_day() -> None:
    assert number_format("yyyy-mm-dd").number(Decimal(0), True) == "1904-01-01"
    assert number_format("yyyy-mm-dd aaaa").number(Decimal(43538), True) == "2023-03-15 星期三"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "财政局"),
        ("@", "财政局"),
        (BUILT_IN[43], "财政局"),
        ('"单位："@', "单位：财政局"),
        (";;;", ""),
        ("0.00", "财政局"),
    ],
)
def test_text_is_shown_as(code: str, shown: str) -> None:
    assert number_format(code).text("财政局") == shown


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ("m/d", True),
        ('yyyy"年"m"月"', True),
        ("h:mm", False),
        ("[h]:mm", False),
        ("mm:ss", False),
        ('0.00"days"', False),
        ("[Red]0", False),
        ("General", False),
    ],
)
def test_a_date_is_a_format_with_a_day_month_or_year(code: str, is_date: bool) -> None:
    assert number_format(code).is_date is is_date


# Excel shows no more than 15 digits of a number, so numbers with more are rounded twice there, and here.
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**10), max_value=10**10, places=4))
def test_two_decimals_with_groups_is_what_half_up_gives(value: Decimal) -> None:
    shown = number_format("#,##0.00").number(value, False).replace(",", "")
    assert abs(Decimal(shown) - value) <= Decimal("0.005")
    assert abs(Decimal(shown)) >= abs(value) or abs(value) - abs(Decimal(shown)) < Decimal("0.005")


@given(st.text(alphabet='0#?.,%;@"\\_*[]yYmMdDhHsSeEaAG+-/<>=$ 年General', max_size=25), st.floats(-1e300, 1e300))
def test_no_code_and_number_fail(code: str, value: float) -> None:
    form = number_format(code)
    assert isinstance(form.number(Decimal(repr(value)), False), str)
    assert isinstance(form.text("文"), str)
