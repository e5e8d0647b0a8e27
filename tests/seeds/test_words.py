"""The Word files of these tests are what units send: headings that Word counts itself, tables with merged cells."""

from __future__ import annotations

from seeds.filled import SEEDS
from seeds.words import word
from ziping.ooxml.wordtext import Grid, Line, read_word


def test_word_counts_some_headings_itself() -> None:
    lines = [block for block in read_word(word(SEEDS["002"]["lines"]), "报告.docx") if isinstance(block, Line)]
    assert [line.text for line in lines if line.automatic] == [
        "（一）部门职能职责",
        "（二）机构设置情况",
        "（三）人员编制情况",
    ]


def test_cells_are_merged_down_and_across() -> None:
    grids = [block for block in read_word(word(SEEDS["003"]["lines"]), "报告.docx") if isinstance(block, Grid)]
    assert [row[:4] for row in grids[0].rows[9:13]] == [
        ("一级指标", "二级指标", "三级指标", ""),
        ("产出指标", "数量指标", "指标1：", "创建全省平安建设先进县区"),
        ("", "", "指标2：", "在编人员数"),
        ("", "质量指标", "指标1：", "坚决守住“六个不发生”维稳底线"),
    ]
