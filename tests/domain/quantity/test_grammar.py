"""What single ways of writing mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import process_time

import pytest

from ziping.domain.quantity import YEARLESS, parse_value


def said(text: str) -> str:
    """The number of ``text`` in one line: operator, number, upper end, unit."""
    quantity = parse_value(text)
    upper = "" if quantity.upper is None else f"..{quantity.upper}"
    return f"{quantity.kind} {quantity.operator}{quantity.number}{upper}{quantity.unit}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三次", "count =3次"),
        ("两万人次", "count =2万人次"),
        ("十五家", "count =15家"),
        ("一百二十人", "count =120人"),
        ("不少于三次", "count >=3次"),
        ("百分之九十五点五", "percent =95.5%"),
        ("百分之90", "percent =90%"),
        ("千分之五", "percent =5‰"),
        ("半年", "duration =0.5年"),
    ],
)
def test_chinese_numerals_are_read_where_they_are_numbers(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", ["一次性", "一级", "一起", "一人一策", "十分满意", "统一", "三支一扶", "两不愁三保障"])
def test_chinese_numerals_inside_words_are_no_numbers(text: str) -> None:
    assert parse_value(text).kind == "text"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大于等于90%", ">="), ("至少3次", ">="), ("不低于3次", ">="), ("3次及以上", ">="), ("达到90%", ">="),
        ("大于3次", ">"), ("超过3次", ">"),
        ("不超过3次", "<="), ("不高于3次", "<="), ("3次以内", "<="), ("3次以下", "<="), ("30日内", "<="),
        ("控制在5%", "<="), ("控制在5%以内", "<="), ("至多3次", "<="),
        ("低于3次", "<"), ("不足3次", "<"), ("未达到80%", "<"),
        ("等于3次", "="), ("3次", "="),
    ],
)  # fmt: skip
def test_operator_words(text: str, expected: str) -> None:
    # 以上、以下、以内 include the number, 超过、不满 do not (民法典第一千二百五十九条).
    assert parse_value(text).operator == expected


def test_operator_before_the_verb_counts() -> None:
    assert said("至少开展培训3次") == "count >=3次"


def test_typed_operator_is_told_from_an_assumed_one() -> None:
    assert parse_value("=100%").signed
    assert parse_value("3次以上").signed
    assert not parse_value("100%").signed


@pytest.mark.parametrize("text", ["≥3次以内", "不超过5%以上"])
def test_contradicting_operators_are_malformed(text: str) -> None:
    assert parse_value(text).kind == "malformed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每季度1次", "ratio =1次/季度"),
        ("每年不少于2次", "ratio >=2次/年"),
        ("每季度开展培训1次", "ratio =1次/季度"),
        ("1次/每季度", "ratio =1次/季度"),
        ("每人每月530元", "ratio =530元/人·月"),
        ("500元每人", "ratio =500元/人"),
        ("780元/生/年", "ratio =780元/生·年"),
        ("每亩300", "ratio =300/亩"),
    ],
)
def test_rates(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", ["每两年1次", "2个村未完成", "至少开展3次培训"])
def test_a_sentence_that_says_more_than_its_number_is_not_read_as_the_number(text: str) -> None:
    quantity = parse_value(text)
    assert (quantity.kind, len(quantity.parts)) == ("compound", 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12羽", "count =12羽"),
        ("≥3摞", "count >=3摞"),
        ("3摞/户以上", "ratio >=3摞/户"),
        ("≥10台（套）", "count >=10台(套)"),
        ("10台/套", "count =10台/套"),
        ("3千伏安", "count =3千伏安"),
        ("100千瓦", "count =100千瓦"),
        ("5个村", "count =5个"),
        ("5个工作日", "duration =5工作日"),
        ("80m²", "count =80平方米"),
        ("80㎡", "count =80平方米"),
        ("2亿元", "money =2亿元"),
        ("250万", "money =250万元"),
        ("150多万元", "approx ~150万元"),
        ("12345热线办结率95%", "percent =95%"),
        ("5G基站3个", "count =3个"),
        ("-5%", "percent =-5%"),
        ("2022年完成培训3次", "count =3次"),
        ("1,200人", "count =1200人"),
        ("28.8万元（单位%）", "money =28.8万元"),
    ],
)
def test_numbers_and_units(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text", ["万元", "%", "个", "台、套", "元/人", "X个", "××元", "**%", "……", "（略）", "{数值}", "待定"]
)
def test_placeholders(text: str) -> None:
    assert parse_value(text).kind == "placeholder"


@pytest.mark.parametrize("text", ["", " ", None, "/", "／", "—", "——", "无", "不适用", "N/A"])
def test_nothing_is_not_applicable(text: str | None) -> None:
    assert parse_value(text).kind == "na"


@pytest.mark.parametrize(
    "text",
    ["0", "0起", "0.00%", "零", "零事故", "零上访、零事故、零案件", "无重大安全事故", "未发生安全事故", "“0”登记"],
)
def test_zero(text: str) -> None:
    quantity = parse_value(text)
    assert (quantity.kind, quantity.number) == ("zero", 0)


def test_yes_and_no() -> None:
    assert [parse_value(text).levels for text in ("是", "有", "否")] == [("是",), ("是",), ("否",)]
    assert parse_value("无").kind == "na"
    assert parse_value("是/否").kind == "scale"


@pytest.mark.parametrize(
    "text",
    ["优良中差", "优、良、中、差", "优/良/中/差", "优秀良好合格不合格", "好|较好|一般|差", "优100%|良90%|中85%|差85%"],
)
def test_scales(text: str) -> None:
    quantity = parse_value(text)
    assert (quantity.kind, len(quantity.levels)) == ("scale", 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-3次", "range range1..3次"),
        ("1～3次", "range range1..3次"),
        ("1至3次", "range range1..3次"),
        ("1次—3次", "range range1..3次"),
        ("80%-90%", "range range80..90%"),
        ("10-20万元", "range range10..20万元"),
        ("≥60分且≤80分", "range range60..80分"),
        ("5≤x≤10", "range range5..10"),
        ("控制在1-3次之间", "range range1..3次"),
        ("培训1-3次", "range range1..3次"),
        ("1-3个月", "range range1..3个月"),
    ],
)
def test_ranges(text: str, expected: str) -> None:
    assert said(text) == expected


def test_range_that_runs_backwards_is_malformed() -> None:
    assert parse_value("3-1次").kind == "malformed"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2022年12月31日前", date(2022, 12, 31)),
        ("2022年12月底前完成", date(2022, 12, 31)),
        ("2024年2月底前", date(2024, 2, 29)),
        ("2022年11月中旬前", date(2022, 11, 20)),
        ("2022年底前", date(2022, 12, 31)),
        ("于12月31日前完成", date(YEARLESS, 12, 31)),
        ("年底前", date(YEARLESS, 12, 31)),
        ("三季度末前", date(YEARLESS, 9, 30)),
        ("在2022年12月底前完成项目验收", date(2022, 12, 31)),
        ("≤2022年12月31日", date(2022, 12, 31)),
    ],
)
def test_deadlines(text: str, end: date) -> None:
    quantity = parse_value(text)
    assert (quantity.kind, quantity.operator, quantity.end, quantity.start) == ("deadline", "<=", end, None)


@pytest.mark.parametrize(
    "text",
    ["2022年12月30日", "2022-12-30", "2022/12/30", "2022.12.30", "2022-12-30 00:00:00", "完成时间为2022年12月30日"],
)
def test_days(text: str) -> None:
    quantity = parse_value(text)
    assert (quantity.kind, quantity.operator, quantity.end) == ("deadline", "=", date(2022, 12, 30))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023.07-2024.01", date(2023, 7, 1), date(2024, 1, 31)),
        ("2020.1.1-2020.12.31", date(2020, 1, 1), date(2020, 12, 31)),
        ("2022-01-01至2022-06-30", date(2022, 1, 1), date(2022, 6, 30)),
        ("2021-2023年", date(2021, 1, 1), date(2023, 12, 31)),
        ("2022年1-12月", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022年3月至11月", date(2022, 3, 1), date(2022, 11, 30)),
        ("2020年", date(2020, 1, 1), date(2020, 12, 31)),
        ("2022年第三季度", date(2022, 7, 1), date(2022, 9, 30)),
        ("上半年", date(YEARLESS, 1, 1), date(YEARLESS, 6, 30)),
    ],
)
def test_periods(text: str, start: date, end: date) -> None:
    quantity = parse_value(text)
    assert (quantity.kind, quantity.start, quantity.end) == ("period", start, end)


def test_month_alone_is_a_deadline_or_a_number_of_months_and_says_so() -> None:
    quantity = parse_value("≤12月")
    assert (quantity.kind, quantity.end, quantity.number, quantity.unit) == (
        "deadline",
        date(YEARLESS, 12, 31),
        12,
        "月",
    )
    assert "12个月" in quantity.note
    assert parse_value("12个月").kind == parse_value("18月").kind == "duration"


@pytest.mark.parametrize(
    "text", ["2022年2月30日", "≥2022年12月", "1.2.3", "3/5", "=\n3、98%", "95%\n4、", "99999999999999999999个"]
)
def test_what_nobody_can_read_is_malformed(text: str) -> None:
    assert parse_value(text).kind == "malformed"


def test_recurring_day_is_no_number() -> None:
    assert parse_value("每月15日前").kind == "text"


def test_number_with_a_separator_and_the_size_of_a_date_serial_has_two_readings() -> None:
    # 乌海 2021: a date whose cell had lost its date format, printed as 44,561.
    quantity = parse_value("44,561")
    assert quantity.kind == "malformed"
    assert [reading.kind for reading in quantity.readings] == ["bare", "deadline"]
    assert quantity.readings[0].number == 44561
    assert quantity.readings[1].end == date(2021, 12, 31)


def test_plain_number_of_that_size_stays_a_number_with_a_note() -> None:
    quantity = parse_value("44561")
    assert (quantity.kind, quantity.number) == ("bare", 44561)
    assert "2021年12月31日" in quantity.note
    assert parse_value("44,561人").note == ""
    assert parse_value("36,000").kind == "bare"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("=88项任务完成率达70%。", "61.6项"),
        ("70项任务完成率达70%。", "49项"),
        ("200户家庭参保率95%", "190户"),
        ("40个村覆盖比例达到50%", "20个"),
    ],
)
def test_count_with_a_rate_has_three_readings(text: str, share: str) -> None:
    quantity = parse_value(text)
    count, part, rate = quantity.readings
    assert quantity.kind == "malformed"
    assert f"{part.number.normalize():f}{part.unit}" == share
    assert part.text.endswith("=" + share)
    assert (count.unit, rate.unit) == (part.unit, "%")


def test_count_and_rate_in_two_clauses_are_two_indicators() -> None:
    assert parse_value("培训3次，合格率达90%").kind == "compound"


def test_value_taken_from_a_sentence_says_so() -> None:
    assert parse_value("任务完成及时率100%").note
    assert not parse_value("100%").note


def test_exact_numbers() -> None:
    assert parse_value("0.1%").number == Decimal("0.1")


@pytest.mark.parametrize("piece", ["2022年1月1日", "1月", "3次，", "1-", "至少", "12月底前", "每", "1,000"])
def test_longest_cell_is_read_at_once(piece: str) -> None:
    # 32767 characters is the most a cell holds; reading must not grow with the square of its length.
    began = process_time()
    parse_value(piece * (32767 // len(piece)))
    assert process_time() - began < 2
