"""The printed text wins where it is a quantity; else the parts beside the form are what the user confirmed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.scoring.forms import entry, row
from ziping.domain.model import Entry, Parts
from ziping.domain.scoring import quantities


def _parts(sign="", number="", unit="", actual="", upper=""):
    cells = {"sign": sign, "number": number, "unit": unit, "actual": actual, "upper": upper}
    return Parts(**{name: entry(value or None) for name, value in cells.items()})


def _read(target, actual, parts):
    return quantities(row(target, actual, "6", parts=parts))


def test_the_printed_text_wins():
    target, actual = _read("≥90%", "95%", _parts("≥", "80", "%", "70"))
    assert (target.number, actual.number) == (90, 95)


def test_the_parts_settle_what_xinzhou_wrote_into_one_text():
    target, actual = _read("=88项任务完成率达70%。", "70项任务完成率达70%。", _parts("≥", "88", "项", "70"))
    assert (target.operator, target.number, target.unit) == (">=", 88, "项")
    assert (actual.number, actual.unit) == (70, "项")


@pytest.mark.parametrize("printed", [None, "按批复执行", "培训1次、宣传4次"])
def test_the_parts_stand_in_for_a_text_that_is_no_quantity(printed):
    target, _ = _read(printed, "5", _parts("≤", "5", "次"))
    assert (target.operator, target.number, target.unit) == ("<=", 5, "次")


@pytest.mark.parametrize("printed", ["完成", "达成", "优良中差", "否"])
def test_a_word_typed_over_a_number_is_what_the_form_says_now(printed):
    target, actual = _read(printed, printed, _parts("≥", "100", "人次", "110"))
    assert (target.text, target.number) == (actual.text, actual.number) == (printed, None)


def test_a_range_is_composed_of_both_ends():
    target, _ = _read(None, None, _parts("区间", "5", "次", upper="10"))
    assert (target.kind, target.number, target.upper) == ("range", 5, 10)


def test_a_deadline_is_read_as_the_day_it_shows():
    parts = Parts(sign=entry("期限"), number=Entry(text="2022年12月31日", number=Decimal(44926)))
    target, _ = _read(None, None, parts)
    assert target.kind == "deadline"


def test_a_qualitative_row_keeps_its_text():
    target, _ = _read("明显改善", None, _parts("定性"))
    assert (target.kind, target.text) == ("text", "明显改善")


def test_a_number_is_taken_as_stored_and_a_percentage_as_seen():
    rounded = Parts(sign=entry("≥"), number=Entry(text="1,235", number=Decimal("1234.5")), unit=entry("元"))
    assert _read(None, None, rounded)[0].number == Decimal("1234.5")
    shown = Parts(sign=entry("≥"), number=Entry(text="90%", number=Decimal("0.9")), unit=entry("%"))
    target, _ = _read(None, None, shown)
    assert (target.number, target.unit) == (90, "%")
