"""基本信息：年度、单位、项目和指标都填了。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.facts import Facts
from ziping.checks.numbers import blank, short
from ziping.domain.model import Entry


@rule(
    "R91",
    "基本信息没有填",
    severity="error",
    message="{what}没有填。",
    fix="填写{what}。",
    basis="财预〔2020〕10号：自评表内容应当完整",
    variants={
        "year": Variant("年度“{stated}”不是一个年份。", fix="只填四位数的年份，如 2025。"),
        "empty": Variant("表里一项指标也没有填。", fix="按批复的绩效目标填写指标；不用的表请删去整张工作表。"),
        "name": Variant("{cells}有指标值或完成值，没有写指标名称。", fix="填写三级指标的名称。"),
    },
)
def r91(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年度、实施单位、项目名称填了，年度是四位数的年份；有指标表的至少填了一项指标，每项指标有名称。
    为什么：空表、缺年度和单位的表不能上报，汇总时也认不出是谁的哪一年。
    反例：新建的空表；年度一格空白。
    正例：年度 2022，实施单位、项目名称和指标都已填写。
    可否自动修正：不可以。
    """
    for what, entry in facts.basics():
        if entry.cell and blank(entry):
            yield Hit(entry=entry, slots={"what": what})
    year = facts.model.year_entry
    if facts.model.year is None and year.error is None and not blank(year):
        yield Hit(entry=year, variant="year", stated=short(year))
    if facts.model.blocks and not facts.model.indicators:
        yield Hit(entry=Entry(sheet=facts.model.sheet), variant="empty")
    nameless = [row.name for row in facts.model.indicators if row.name.cell and blank(row.name)]
    if nameless:
        yield Hit(entry=nameless[0], variant="name", slots={"cells": "、".join(entry.cell for entry in nameless)})
