"""完成值：填了，是数值，单位与指标值一致。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, listed_hit, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import short
from ziping.checks.spoken import spoken
from ziping.domain.model import Entry
from ziping.domain.quantity import parse_value
from ziping.domain.scoring.results import RowScore


@rule(
    "R54",
    "完成值没有填，或定量指标没有写数值",
    severity="error",
    message="{name}没有填实际完成值。",
    fix="填写实际完成值。",
    basis="财预〔2020〕10号：定量指标以完成值与年初指标值相比计分",
    applies=(INDICATORS,),
    variants={
        "text": Variant(
            "{name}的指标值“{target}”是数值，实际完成值却写“{stated}”，应写完成的数。",
            fix="把“{stated}”换成完成的数值和单位。",
        ),
        "placeholder": Variant("{name}的实际完成值“{stated}”还是占位符。", fix="把占位符换成完成的数值。"),
        "beside": Variant(
            "{count} 处表里写的是文字，按表右侧填写的数计分，请核对两边说的是一回事：{cells}。",
            "warning",
            "把表里的文字改成带单位的数；右侧的数是以前填的，重新填写。",
        ),
    },
)
def r54(facts: Facts) -> Iterator[Hit]:
    """
    查什么：每个指标都填了实际完成值；指标值是数值的，完成值也是数值，不写“完成”“已完成”。
        表里的文字看不出数、按表右侧填写的数计分的，合在一条里警告。
    为什么：定量指标按数值计分，写“完成”既不能计分也不能佐证。
    反例：指标值“≤30天”，实际完成值“完成”。
    正例：指标值“≤30天”，实际完成值“28天”。
    可否自动修正：不可以，完成的数只有单位知道。
    """
    for row in facts.rows:
        actual = row.indicator.actual
        slots = {"name": name_of(row.indicator), "target": short(row.indicator.target)}
        if actual.error or row.target.kind == "na":
            continue
        if not row.actual.text.strip():
            yield Hit(entry=actual, slots=slots)
        elif row.actual.kind == "placeholder":
            yield Hit(entry=actual, variant="placeholder", stated=short(actual), slots=slots)
        elif row.comparison.problem == "actual_text":
            yield Hit(entry=actual, variant="text", stated=short(actual), slots=slots)
    beside = [entry for row in facts.rows for entry in _read_beside(row)]
    if beside:
        slots = {"count": str(len(beside)), "cells": "、".join(f"{one.cell}“{short(one)}”" for one in beside)}
        yield Hit(entry=beside[0], variant="beside", slots=slots)


def _read_beside(row: RowScore) -> Iterator[Entry]:
    """Texts on the form that say nothing to compare, where the entry cells beside them do; of a text with several
    readings R60 says which one counts."""
    for entry, quantity in ((row.indicator.target, row.target), (row.indicator.actual, row.actual)):
        written = parse_value(entry.text)
        if entry.text and not written.readings and not written.quantitative and quantity.quantitative:
            yield entry


@rule(
    "R55",
    "完成值的单位与指标值不同",
    severity="error",
    message="{name}的指标值“{target}”与实际完成值“{stated}”单位不同，无法比较。",
    fix="把完成值改成与指标值同一单位的数。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：实际完成值与年度指标值同口径填列",
    applies=(INDICATORS,),
    variants={
        "inherited": Variant(
            "{count} 个实际完成值只写了数，按指标值的单位理解：{cells}。", "info", "在完成值后面写上单位。"
        ),
        "performance": Variant(
            "{count} 个业绩值的单位与目标值不同，看不出目标完成了多少：{cells}。",
            "warning",
            "在业绩值后面写明实际完成的数，如“80%（调度会 10 次）”。",
        ),
    },
)
def r55(facts: Facts) -> Iterator[Hit]:
    """
    查什么：实际完成值与年度指标值单位一致或可以换算；只写数的，按指标值的单位理解，并把这些单元格合在一条里提示。
        规则包按业绩值（百分数）计分的，单位不同不是错误，合在一条里警告。
    为什么：目标是个数、完成写百分数，就不知道完成了多少。
    反例：指标值“1”，实际完成值“100%”。
    正例：指标值“1个”，实际完成值“1个”；指标值“≥1282个”，实际完成值“1307”只提示。
    可否自动修正：不可以；继承单位的可以补写单位。
    """
    different = [row for row in facts.rows if row.comparison.problem == "unit_mismatch" or _uncounted(facts, row)]
    if facts.by_performance:
        yield from listed_hit([(row.indicator.actual, row.indicator) for row in different], "performance")
    else:
        for row in different:
            yield Hit(
                entry=row.indicator.actual,
                stated=short(row.indicator.actual),
                expected=f"以“{row.target.unit}”为单位的数" if row.target.unit else "与指标值同口径的数",
                slots={"name": name_of(row.indicator), "target": short(row.indicator.target)},
            )
    inherited = [row.indicator for row in facts.rows if row.comparison.inherited]
    yield from listed_hit([(indicator.actual, indicator) for indicator in inherited], "inherited")


def _uncounted(facts: Facts, row: RowScore) -> bool:
    """Whether a target in words asks for a number of things (调度会4次) and the 业绩值 is a share alone."""
    if not facts.by_performance or row.target.quantitative or row.actual.unit != "%":
        return False
    units = {number.unit for number in spoken(short(row.indicator.target))}
    return bool(units - {"", "%"}) and "%" not in units


@rule(
    "R56",
    "完成值抄了指标值的符号",
    severity="warning",
    message="{name}的实际完成值“{stated}”带有比较符号，像是照抄指标值。",
    fix="写实际完成的数，不带≥、≤、以上、不少于等符号。",
    basis="财预〔2020〕10号：自评数据应当真实，完成值是实际达到的数",
    applies=(INDICATORS,),
)
def r56(facts: Facts) -> Iterator[Hit]:
    """
    查什么：实际完成值不带 ≥、≤、＞、＜ 或“以上”“不超过”等表示范围的词。
    为什么：完成值是一个已经发生的数；带符号说明是从指标值抄来的，不能作为完成的证据。
    反例：指标值“≥266米”，实际完成值“≥266米”。
    正例：指标值“≥266米”，实际完成值“270米”。
    可否自动修正：不可以，实际的数只有单位知道。
    """
    for row in facts.rows:
        if row.comparison.problem == "actual_has_operator" or row.actual.operator in (">=", ">", "<=", "<"):
            stated = short(row.indicator.actual)
            yield Hit(entry=row.indicator.actual, stated=stated, slots={"name": name_of(row.indicator)})
