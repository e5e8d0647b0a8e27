"""A whole form: execution rate, rows, total, cap and grade."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from domain.scoring.forms import entry, form, fund, row
from ziping.domain.model import Entry, Parts
from ziping.domain.scoring import grade_of, score_form
from ziping.standards import load_standard

NATIONAL = load_standard("national-2020")
ROWS = Path(__file__).parents[2] / "cases" / "scoring" / "xinzhou-2021-rows.csv"


def _whole_points(standard):
    whole = msgspec.structs.replace(standard.rounding.whole_points, value=True)
    return msgspec.structs.replace(standard, rounding=msgspec.structs.replace(standard.rounding, whole_points=whole))


def _rebased(standard):
    rebase = msgspec.structs.replace(standard.total.rebase, value=True)
    return msgspec.structs.replace(standard, total=msgspec.structs.replace(standard.total, rebase=rebase))


def test_the_xinzhou_2021_form_scores_89_25_and_is_good():
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = [
            row(line["target"], line["actual"], line["weight"], line["printed"], level1="", level2=line["level2"])
            for line in csv.DictReader(file)
        ]
    scores = score_form(form(*rows, year=2021), load_standard("shanxi-xinzhou-2021"))
    assert (scores.total, scores.grade) == (Decimal("89.25"), "良")
    assert [r.counted for r in scores.rows] == [r.printed for r in scores.rows]
    by_hand = [r.target.text for r in scores.rows if r.result.score is None]
    assert by_hand == ["=88项任务完成率达70%。"]


def test_the_total_is_the_execution_rate_and_the_rounded_rows():
    scores = score_form(form(row("≥3个", "1个", "45"), row("≥3个", "2个", "45"), total=fund("3", "1")), NATIONAL)
    assert [r.result.score for r in scores.rows] == [Decimal("15.00"), Decimal("30.00")]
    assert scores.execution.score == Decimal("3.33")
    assert scores.total == Decimal("48.33")
    assert scores.grade == "差"
    assert "执行率 3.33 分＋2 项指标 45 分＝48.33 分，等级为差" in scores.why


def test_the_total_waits_for_a_row_that_a_person_has_to_score():
    rows = row("≥1个", "1个", "45"), row("明显改善", "达成", "45", name="治理水平")
    scores = score_form(form(*rows, total=fund("3", "3")), NATIONAL)
    assert (scores.total, scores.grade) == (None, None)
    assert scores.why == "总分暂缺：“治理水平” 1 项还没有得分"


def test_a_score_given_by_a_person_counts_where_the_rule_has_none():
    rows = row("≥1个", "1个", "45", "30"), row("明显改善", "达成", "45", "40")
    assert score_form(form(*rows, total=fund("3", "3")), NATIONAL).total == 95


def test_a_weight_that_is_no_number_is_said_and_keeps_the_total_open():
    scores = score_form(form(row("≥1个", "1个", "１０分"), row("≥1个", "1个", "90")), NATIONAL)
    assert (scores.rows[0].weight, scores.total) == (None, None)
    assert scores.rows[0].result.why.endswith("；分值“１０分”不是数字，请只填数字")


def test_full_width_digits_are_a_weight():
    assert score_form(form(row("≥1个", "1个", "１００")), NATIONAL).total == 100


def test_a_form_without_weights_has_no_total():
    scores = score_form(form(row("≥1个", "1个", None), total=fund("3", "3", None, column=False)), NATIONAL)
    assert scores.total is None
    assert scores.why == "表上没有填写分值，不能计算总分"
    assert scores.rows[0].result.met is True


def test_the_zhaohua_2022_form_prints_no_points_but_shows_what_was_missed():
    rows = [
        row("≤1件/人", "0件/人", None, name="六个不发生"),
        row("≤891.13万元", "926.25万元", None, name="运转类经费"),
        row("＞80%", "80%", None, name="设备维护完好率"),
        row("优良中差", "优", None, name="平安昭化"),
        row("≥90%", "95.77%", None, name="群众满意度", level1="满意度指标"),
    ]
    scores = score_form(form(*rows), load_standard("sichuan-zhaohua-2022"))
    missed = [r.indicator.name.text for r in scores.rows if r.result.met is False]
    assert missed == ["运转类经费", "设备维护完好率"]
    assert all(r.result.why.endswith("；没有分值，不计入总分") for r in scores.rows)
    assert any("超过上限 891.13万元 35.12万元（3.94%），未达成" in r.result.why for r in scores.rows)
    assert scores.total is None


def test_an_error_value_is_named():
    broken = msgspec.structs.replace(row("≥1个", None, "10"), actual=Entry(error="#REF!", cell="E12"))
    result = score_form(form(broken), NATIONAL).rows[0].result
    assert (result.score, result.why) == (None, "单元格是错误值 #REF!，请先改正")


@pytest.mark.parametrize(
    ("executed", "total"),
    [("100", "100"), ("80", "98"), ("79.99", "89"), ("70", "89"), ("69.99", "79"), ("50", "69"), ("49.99", "59")],
)
def test_a_low_execution_rate_caps_the_total(executed, total):
    scores = score_form(form(row("≥1个", "1个", "90"), total=fund("100", executed)), load_standard("platform-cap-2022"))
    assert scores.total == Decimal(total)


def test_a_cap_keeps_the_sum_and_says_so():
    scores = score_form(form(row("≥1个", "1个", "90"), total=fund("100", "45")), load_standard("platform-cap-2022"))
    assert (scores.uncapped, scores.total, scores.grade) == (Decimal("94.5"), 59, "差")
    assert "执行率低于 50% 的总分不超过 59 分，按 59 分" in scores.why


def test_without_an_execution_rate_no_cap_is_guessed():
    scores = score_form(form(row("≥1个", "1个", "100")), load_standard("platform-cap-2022"))
    assert (scores.total, scores.uncapped) == (100, 100)
    assert "没有执行率，未判断封顶" in scores.why


def test_a_score_typed_beside_the_form_counts_while_the_score_cell_is_empty():
    rated = row("明显改善", "达成", "100", parts=Parts(rating=entry("达成"), manual=entry("88")))
    assert score_form(form(rated), NATIONAL).total == 88


def test_whole_points_round_every_score():
    standard = _whole_points(NATIONAL)
    scores = score_form(form(row("43.2", "37.24", "90"), total=fund("1000", "862")), standard)
    assert (scores.execution.score, scores.rows[0].result.score, scores.total) == (9, 78, 87)


def test_rows_that_do_not_apply_are_left_out_and_the_rest_scaled():
    rows = row("≥10个", "9个", "70"), row("不适用", "不适用", "20")
    scores = score_form(form(*rows, total=fund("3", "3")), _rebased(NATIONAL))
    assert scores.total == Decimal("91.25")
    assert "73÷(100－20)×100＝91.25 分" in scores.why


def test_without_rebasing_a_row_that_does_not_apply_keeps_the_total_open():
    rows = row("≥10个", "9个", "70"), row("不适用", "不适用", "20")
    assert score_form(form(*rows, total=fund("3", "3")), NATIONAL).total is None


@pytest.mark.parametrize(("level1", "level2"), [("满意度指标", "服务对象"), ("效益指标", "服务对象满意度指标")])
def test_satisfaction_rows_are_known_by_their_headings(level1, level2):
    satisfied = row("≥95%", "90%", "10", level1=level1, level2=level2)
    assert score_form(form(satisfied), load_standard("national-2021")).rows[0].result.score == 10


@pytest.mark.parametrize(
    ("total", "grade"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("59.99", "差")]
)
def test_the_grade_is_taken_without_rounding_again(total, grade):
    assert grade_of(Decimal(total), NATIONAL) == grade


def test_the_rating_beside_the_form_is_taken():
    rated = row("明显改善", "群众反映好", "10", parts=Parts(rating=entry("部分达成")))
    result = score_form(form(rated), NATIONAL).rows[0].result
    assert (result.low, result.high) == (6, Decimal("7.99"))
