"""Two standards side by side: the differences and the reasons, in the words of both."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from forms.workbooks import FORM, sample, training
from ziping.domain.model import SelfEvaluation
from ziping.domain.scoring import score_form
from ziping.forms.builder import build_workbook
from ziping.forms.filled import Filled, FilledIndicator, FilledParts, FilledRow
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes
from ziping.rescoring.comparison import Comparison, compare, signed
from ziping.rescoring.reasons import told_apart
from ziping.standards.loader import list_standards, load_standard

STANDARDS = [standard.id for standard in list_standards()]


def model(data: bytes) -> SelfEvaluation:
    return settle(read_bytes(data, "自评.xlsx"))[1].forms[0]


def form(*items: FilledIndicator, executed: int = 100) -> SelfEvaluation:
    funds = {"fiscal": FilledRow(initial=Decimal(100), adjusted=Decimal(100), executed=Decimal(executed))}
    return model(build_workbook(FORM, Filled(form=FORM, year=2025, funds=funds, indicators={"ind": items})))


def row(target: str, actual: str, weight: int = 10, **more: object) -> FilledIndicator:
    given = {"level1": "产出指标", "level2": "数量指标", "name": "指标", "target": target, "actual": actual}
    return FilledIndicator(**{**given, "weight": Decimal(weight), **more})  # type: ignore[arg-type]


def under(found: SelfEvaluation, new: str) -> Comparison:
    return compare(found, load_standard(found.standard), load_standard(new))


REASONS = {
    "pass line": (
        row("≥100人", "52人"), "national-2021", "－5.2",
        "实际 52人 ÷ 目标 100人 = 52.00%，未达成；原规则包：52.00%×10 = 5.20 分；新规则包：低于 60% 不得分，0 分",
    ),
    "far more than planned": (
        row("≥100人", "150人"), "platform-cap-2022", "－2",
        ("实际 150人 ÷ 目标 100人 = 150.00%，已达成；原规则包：10 分；达到目标的 130% 及以上，须说明原因；"
        "新规则包：但达到目标的 130% 及以上，减 2 分 = 8 分，须说明原因"),
    ),
    "reverse indicator": (
        row("≤100万元", "150万元"), "platform-linear", "－1.67",
        ("实际 150万元 超过上限 100万元 50万元（50.00%）；原规则包：反向指标 100÷150×10 = 6.67 分；"
        "新规则包：反向指标 (1－50÷100)×10 = 5.00 分"),
    ),
    "the same": (row("≥100人", "100人"), "national-2021", "0", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", REASONS)
def test_the_reason_is_what_both_standards_say(case: str) -> None:
    item, new, apart, reason = REASONS[case]
    (found,) = under(form(item), new).rows
    assert (signed(found.difference), found.reason) == (apart, reason)


def test_what_only_a_person_may_score_now_is_not_counted_from_the_formula() -> None:
    """A missed deadline earns nothing by the one standard; by the other a person decides, and none has yet."""
    late = form(row("2025年6月30日前", "2025年7月1日"))
    late = msgspec.structs.replace(late, standard="national-2021")
    scored = msgspec.structs.replace(late.indicators[0].score, text="0", number=Decimal(0), formula=True)
    late = msgspec.structs.replace(late, indicators=(msgspec.structs.replace(late.indicators[0], score=scored),))
    found = under(late, "national-2020")
    assert (found.rows[0].before.counted, found.rows[0].after.counted) == (0, None)
    assert found.rows[0].reason.startswith("新规则包不能自动计分：")
    assert found.total == (found.before.total, None)


def test_a_score_of_a_person_outside_the_new_band_is_told() -> None:
    item = row("群众满意", "部分达成", parts=FilledParts(sign="定性", rating="部分达成", manual=Decimal("5.5")))
    (found,) = under(form(item), "national-2021").rows
    assert found.before.counted == found.after.counted == Decimal("5.5")
    assert "人工得分 5.5 不在新规则包这一档的" in found.reason


def test_weights_are_told_and_not_changed() -> None:
    found = under(model(sample("shanxi-xinzhou-2021")), "national-2021")
    (note,) = found.notes
    assert note == (
        "新规则包的分值是预算执行率 10、成本 20、产出 40、效益 20、满意度 10，本表是产出 90、效益 5、满意度 5；"
        "换规则包不改分值，要改请按批复自己改。"
    )
    assert [row.before.weight for row in found.rows] == [row.after.weight for row in found.rows]
    assert under(model(training()), "national-2021").notes == ()


def test_the_points_in_the_name_of_a_level_are_not_said_twice() -> None:
    """广水: 项目管理 13 分."""
    (note,) = under(form(row("≥1人", "1人", 13, level1="项目管理 13 分")), "national-2021").notes
    assert "本表是预算执行率 10、项目管理 13；" in note


def test_zhaohua_2022_a_form_without_points_says_why_there_is_no_total() -> None:
    found = under(model(sample("sichuan-zhaohua-xueliang-2022")), "national-2021")
    assert (found.total, found.total_reason) == ((None, None), "表上没有填写分值，不能计算总分")


def test_a_cap_and_a_grade_have_their_reasons() -> None:
    found = under(form(row("≥1人", "1人", 90), executed=55), "platform-cap-2022")
    assert found.total == (Decimal("95.5"), Decimal(69))
    reason = found.total_reason
    assert reason.endswith("原规则包：等级为优；新规则包：执行率低于 60% 的总分不超过 69 分，按 69 分，等级为中")
    assert found.grade_reason == "等级线相同（优 90、良 80、中 60、差 0），总分由 95.5 分（优）变为 69 分（中）"


def test_rules_that_differ_are_listed_with_both_values() -> None:
    labels = {rule.label: (rule.before, rule.after) for rule in under(model(training()), "national-2021").rules}
    assert labels["及格门槛（完成率）"] == ("0%", "60%")
    assert "等级" not in labels
    assert under(model(training()), "national-2020").rules == ()


@pytest.mark.parametrize("new", STANDARDS)
def test_each_side_is_what_scoring_says(new: str) -> None:
    found = model(training())
    comparison = under(found, new)
    assert comparison.before == score_form(found, load_standard("national-2020"))
    assert comparison.after.total == score_form(found, load_standard(new)).total
    assert all(bool(row.reason) == (row.difference != 0) for row in comparison.rows)


def test_what_both_begin_with_is_said_once() -> None:
    assert told_apart("甲，乙，丙", "甲，乙，丁") == "甲，乙；原规则包：丙；新规则包：丁"
    assert told_apart("甲", "乙") == "原规则包：甲；新规则包：乙"
    assert told_apart("甲，乙", "甲，乙") == "甲；原规则包：乙；新规则包：乙"
