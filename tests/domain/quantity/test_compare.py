"""When a target counts as met, and how far it is completed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ziping.domain.quantity import Comparison, compare, parse_value


def against(target: str, actual: str, year: int | None = None) -> Comparison:
    return compare(parse_value(target), parse_value(actual), year=year)


@pytest.mark.parametrize(
    ("target", "actual", "met", "completion"),
    [
        ("≥1亿元", "12000万元", True, "120"),
        ("≤90万元", "900000元", True, "100"),
        ("≤90万元", "900001元", False, "100"),
        ("≥2万件次", "21000件次", True, "105"),
        ("≥2万件次", "1.9", False, "95"),
        ("≥3公里", "2400米", False, "80"),
        ("≥3公里", "3km", True, "100"),
        ("≥5‰", "0.5%", True, "100"),
        ("≥98%", "97百分比", False, "98.98"),
        ("1年", "12个月", True, "100"),
        ("≤2年", "18个月", True, "75"),
        ("≤2小时", "90分钟", True, "75"),
        ("30天", "30日", True, "100"),
        ("24人/次", "24人次", True, "100"),
        ("≥10台（套）", "10台/套", True, "100"),
        ("≥500元/人·月", "0.06万元/人·月", True, "120"),
        ("500名", "610人", True, "122"),
        ("≥100万人次", "120万", True, "120"),
        ("250万", "250万元", True, "100"),
        ("≥95%", "95", True, "100"),
        ("174", "174个", True, "100"),
    ],
)
def test_units_that_convert_exactly(target: str, actual: str, met: bool, completion: str) -> None:
    comparison = against(target, actual)
    assert (comparison.met, comparison.completion, comparison.problem) == (met, Decimal(completion), "")


@pytest.mark.parametrize("target", ["零事故", "0起", "0", "≤0件", "无重大事故发生"])
@pytest.mark.parametrize("actual", ["无", "没有", "未发生"])
def test_nothing_happened_meets_a_target_of_zero(target: str, actual: str) -> None:
    comparison = against(target, actual)
    assert (comparison.met, comparison.actual, comparison.problem, comparison.inherited) == (True, 0, "", False)


@pytest.mark.parametrize("target", ["≥90%", "≤5起", "≥0人", "30人"])
def test_nothing_is_not_applicable_elsewhere(target: str) -> None:
    assert against(target, "无").problem == "not_applicable"


def test_numbers_are_given_in_the_target_s_unit() -> None:
    comparison = against("≤90万元", "850000元")
    assert (comparison.target, comparison.actual, comparison.unit) == (90, 85, "万元")


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("1", "100%"),
        ("≥50个", "50次"),
        ("≥5件", "5件/人"),
        ("1年", "365日"),
        ("≥3天", "72小时"),
        ("≥90%", "120万"),
        ("≥500元/月", "6000元/年"),
    ],
)
def test_units_that_do_not_convert(target: str, actual: str) -> None:
    comparison = against(target, actual)
    assert (comparison.met, comparison.problem) == (None, "unit_mismatch")


def test_bare_number_in_ones_is_not_taken_for_ten_thousands() -> None:
    # 18000 against ≥2万件次 is 1.8 万, not 18000 万: never a silent full mark.
    comparison = against("≥2万件次", "18000")
    assert (comparison.met, comparison.problem) == (None, "unit_mismatch")
    assert "scale_doubt" in comparison.flags


def test_bare_fraction_against_a_percentage_is_flagged() -> None:
    assert "fraction" in against("≥90%", "0.95").flags
    assert "fraction" not in against("≤0.5%", "0.4").flags


@pytest.mark.parametrize(
    ("actual", "met", "completion"),
    [("0", False, "0"), ("1", True, "100"), ("3次", True, "100"), ("4次", False, "133.33")],
)
def test_range(actual: str, met: bool, completion: str) -> None:
    comparison = against("1-3次", actual)
    assert (comparison.met, comparison.completion) == (met, Decimal(completion))
    assert comparison.upper == 3


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("零事故", "0", True),
        ("零事故", "1起", False),
        ("零事故", "0件", True),
        ("0", "零", True),
        ("≤0", "0", True),
        ("0.00%", "0", True),
        ("≥0", "3", True),
    ],
)
def test_zero_targets_are_met_or_not_without_a_ratio(target: str, actual: str, met: bool) -> None:
    comparison = against(target, actual)
    assert (comparison.met, comparison.completion, comparison.problem) == (met, None, "")
    assert "zero_target" in comparison.flags


def test_strict_operators() -> None:
    assert against("＞80%", "80%").flags == {"strict_equal"}
    assert against("＜24小时", "24小时").met is False
    assert against("＞80%", "80.01%").met is True


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("2022年12月31日前", "2022年12月30日", True),
        ("2022年12月31日前", "2022-12-31", True),
        ("2022年12月31日前", "2023年1月1日", False),
        ("2022年12月底前", "2022年12月", True),
        ("2022年12月底前", "44926", True),
        ("2022年12月底前", "44,926", True),
        ("2023.07-2024.01", "2024年1月20日", True),
        ("2020.1.1-2020.12.31", "2020.1.1-2020.12.31", True),
        ("2020年", "2020年", True),
        ("12月底前", "11月30日", True),
        ("≤12月", "10个月", True),
        ("≤12个月", "10月", True),
    ],
)
def test_deadlines(target: str, actual: str, met: bool) -> None:
    comparison = against(target, actual)
    assert (comparison.met, comparison.problem) == (met, "")


def test_late_is_said() -> None:
    assert "late" in against("2022年12月31日前", "2023年1月5日").flags


def test_missing_year_is_the_year_of_the_form() -> None:
    assert against("12月底前", "2022年12月20日").problem == "no_year"
    assert against("12月底前", "2022年12月20日", year=2022).met is True
    assert against("12月底前", "2023年1月5日", year=2022).met is False
    assert against("2022年6月底前", "7月2日", year=2022).met is False


def test_a_month_that_holds_the_deadline_leaves_it_open() -> None:
    comparison = against("2022年12月15日前", "2022年12月")
    assert (comparison.met, comparison.flags) == (None, {"rough_date"})


@pytest.mark.parametrize(
    ("target", "actual", "problem"),
    [
        ("", "5个", "target_blank"),
        ("≥**人", "5人", "target_placeholder"),
        ("不适用", "5人", "not_applicable"),
        ("培训3次，合格率90%", "3次", "compound"),
        ("=88项任务完成率达70%。", "70%", "malformed"),
        ("≥5次", "", "actual_blank"),
        ("≥5次", "XX次", "actual_placeholder"),
        ("≥5次", "/", "not_applicable"),
        ("≥5次", "已完成", "actual_text"),
        ("≥5次", "显著提升", "actual_text"),
        ("≥5次", "是", "actual_text"),
        ("≥5次", "培训3次，会议2次", "compound"),
        ("≥5次", "3-6次", "actual_has_operator"),
        ("≥80%", "未达到80%", "actual_has_operator"),
        ("≤60万元", "≥60万元", "actual_has_operator"),
        ("应保尽保", "95%", "target_text"),
        ("应保尽保", "应保尽保", "qualitative"),
        ("2022年底前", "5次", "unit_mismatch"),
        ("≥5次", "2022年12月1日", "unit_mismatch"),
        ("2022年底前", "按时完成", "actual_text"),
    ],
)
def test_why_there_is_nothing_to_score_by(target: str, actual: str, problem: str) -> None:
    comparison = against(target, actual)
    assert (comparison.problem, comparison.completion) == (problem, None)


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("优良中差", "优", True),
        ("差、中、良、优", "优", True),
        ("优良中差", "良", None),
        ("优良中差", "达成", True),
        ("良", "优", True),
        ("优", "良", False),
        ("完成", "已完成", True),
        ("显著提升", "达成预期指标", True),
        ("显著提升", "部分达成", False),
        ("显著提升", "基本达成", None),
        ("显著提升", "显著提升", None),
    ],
)
def test_wording_is_never_scored_but_may_be_clear(target: str, actual: str, met: bool | None) -> None:
    comparison = against(target, actual)
    assert (comparison.met, comparison.problem) == (met, "qualitative")


def test_yes_and_no_need_no_judgement() -> None:
    assert (against("是", "是").met, against("是", "否").met, against("是", "是").problem) == (True, False, "")


def test_copied_target_is_flagged() -> None:
    comparison = against("≥266米", "≥266米")
    assert (comparison.met, comparison.problem) == (True, "")
    assert comparison.flags == {"actual_has_operator"}


def test_more_than_an_equal_target_is_met_and_flagged() -> None:
    assert against("171套", "174").flags == {"above_equal"}
