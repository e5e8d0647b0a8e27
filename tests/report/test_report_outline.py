"""The outlines that come with the tool."""

from __future__ import annotations

import pytest

from ziping.errors import ZipingError
from ziping.report.outline import PART, level_of, load_outline, outline_ids
from ziping.report.render import MARKER

NATIONAL = load_outline("national-2020")


def test_the_national_outline_has_the_seven_parts_of_the_ministry() -> None:
    assert [row.heading for row in NATIONAL.rows if row.level == 1] == [
        "基本情况", "评价工作开展情况", "综合评价情况及评价结论", "绩效评价指标分析",
        "主要经验及做法、存在的问题及原因分析", "有关建议", "其他需要说明的问题",
    ]  # fmt: skip
    assert [row.number for row in NATIONAL.rows if row.level == 1] == list("一二三四五六七")


def test_what_only_a_person_knows_is_a_slot_with_a_hint() -> None:
    slots = [row for row in NATIONAL.rows if MARKER.search(row.text)]
    assert len(slots) == 8
    assert all(row.hint for row in slots)


@pytest.mark.parametrize("id", outline_ids())
def test_every_text_of_an_outline_fits_a_cell_and_every_section_has_one(id: str) -> None:
    rows = load_outline(id).rows
    assert rows[0].number == "标题"
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        groups = following is not None and 0 < row.level < following.level
        assert (row.text == "") == groups or row.number == PART, row.heading
        assert len(row.text) < 32_767


@pytest.mark.parametrize(
    ("number", "level"),
    [
        ("一", 1), ("十二", 1), ("一、", 1), ("（一）", 2), ("(三)", 2), ("1.", 3), ("12", 3), ("2、", 3), ("（1）", 4),
        ("", 0), ("标题", 0), ("附件1", 0), ("第一部分", 0),
    ],
)  # fmt: skip
def test_the_number_of_a_section_tells_its_level(number: str, level: int) -> None:
    assert level_of(number) == level


def test_an_unknown_outline_is_refused_with_those_there_are() -> None:
    with pytest.raises(ZipingError, match="没有报告提纲“湖北”，可用的有：.*national-2020"):
        load_outline("湖北")
