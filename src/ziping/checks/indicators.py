"""指标体系：该设的指标设了，名称不重复，同名的目标一致。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import INDICATORS, LEVELS, LEVELS_OR_REPORTS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import short
from ziping.domain.indicators import is_effect
from ziping.domain.levels import level1_of
from ziping.domain.model import Entry
from ziping.domain.quantity import compare, parse_value
from ziping.domain.scoring.results import RowScore
from ziping.domain.written import Report
from ziping.patterns import pattern

_PART = "其中"
_CLAUSE = 6
_AMOUNT = pattern(r"[\d.,≥≤＞＜>=<]+")
_STOPS = pattern(r"[，,、；;。\s]+")
_OLDER_WORDS = {"效果": "效益", "结果": "效益"}
"""What 效益 was called in older forms."""


@rule(
    "R39",
    "没有设必设的一级指标",
    severity="error",
    message="绩效指标里没有{missing}指标，规则包要求必设{required}。",
    fix="补上{missing}指标，按批复的绩效目标填写。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：绩效指标分产出、效益和满意度",
    applies=(LEVELS_OR_REPORTS,),
    variants={
        "satisfaction": Variant(
            "绩效指标里没有满意度指标，规则包给满意度 {stated} 分。",
            "warning",
            "补上满意度指标；没有服务对象的，在自评说明里写明，分值并入效益指标。",
        ),
        "text": Variant(
            "报告的绩效目标只分产出和效益，没有写满意度指标，规则包给满意度 {stated} 分。",
            "warning",
            "补写满意度指标；没有服务对象的写明原因。",
        ),
    },
)
def r39(facts: Facts) -> Iterator[Hit]:
    """
    查什么：一级指标里有规则包要求必设的指标（一般是产出、效益）；规则包给满意度分值而表里没有满意度指标的，作警告。
        一级指标不用成本、产出、效益、满意度这些名称的表式不查。报告的绩效目标按产出、效益分节写的，也要写满意度。
    为什么：只有产出没有效益，说不出钱花了有什么用；缺一类指标，分值也无从分配。
    反例：四个指标都在产出指标下面，没有效益指标。
    正例：产出、效益、满意度各有指标。
    可否自动修正：不可以，指标要与批复的绩效目标一致。
    """
    points = facts.standard.weights.level1.value.get("满意度")
    if points:
        for report in facts.reports:
            for entry in _without_satisfaction(report):
                source = facts.standard.weights.level1
                yield Hit(entry=entry, variant="text", stated=f"{points:f}", source=source)
    if not LEVELS.holds(facts):
        return
    levels = [_renamed(levels) for _, levels in facts.placed]
    required = facts.standard.checks.level1
    missing = [name for name in required.value if not any(name in level for level in levels)]
    if missing:
        meant = {level1_of(*levels.split("/", 1)) for _, levels in facts.placed}
        missing = [name for name in missing if name not in meant]
    if missing:
        slots = {"missing": "、".join(missing), "required": "、".join(required.value)}
        yield Hit(entry=_top(facts), source=required, slots=slots)
    if points and not any("满意" in level for level in levels):
        yield Hit(entry=_top(facts), variant="satisfaction", stated=f"{points:f}", source=facts.standard.weights.level1)


def _without_satisfaction(report: Report) -> Iterator[Entry]:
    """The heading on effects under goals that have outputs and effects and nothing on satisfaction."""
    goals = [passage for passage in report.passages if any(_aims(heading) for heading in passage.above)]
    effects = [passage for passage in goals if passage.heading and "效益" in passage.text]
    outputs = any(passage.heading and "产出" in passage.text for passage in goals)
    if outputs and effects and not any("满意" in passage.text and passage.heading for passage in goals):
        yield effects[0].entry


def _aims(heading: str) -> bool:
    return "目标" in heading and "完成" not in heading and "实现" not in heading


@rule(
    "R40",
    "产出指标的种类不全",
    severity="warning",
    message="绩效指标里没有{missing}指标。",
    fix="补上{missing}指标；确实不适用的，在自评说明里写明。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：产出指标分数量、质量、时效、成本",
    applies=(LEVELS,),
)
def r40(facts: Facts) -> Iterator[Hit]:
    """
    查什么：二级指标里规则包要求的每一类（一般是数量、质量、时效、成本）至少有一个指标；没有二级指标的表式不查。
    为什么：只写做了多少，不写做得好不好、按不按时、花了多少，看不出产出是否合格。
    反例：产出指标下面只有数量指标。
    正例：产出指标下面数量、质量、时效、成本指标各有一个。
    可否自动修正：不可以，指标要与批复的绩效目标一致。
    """
    if all(row.indicator.level2.empty for row in facts.rows):
        return
    wanted = facts.standard.checks.level2
    missing = [name for name in wanted.value if not any(name in levels for _, levels in facts.placed)]
    if missing:
        yield Hit(entry=_top(facts), source=wanted, slots={"missing": "、".join(missing)})


@rule(
    "R42",
    "指标名称重复，或照抄职责任务",
    severity="warning",
    message="{name}在同一二级指标下出现 {count} 次：{cells}。",
    fix="合并重复的指标，或把名称改得能够区分。",
    basis="财预〔2015〕88号：绩效目标应当指向明确、细化量化",
    applies=(INDICATORS,),
    variants={
        "copied": Variant(
            "效益指标{name}照抄了职责或任务的文字，没有说明带来了什么效果。",
            fix="改写为可以衡量的效果，如“群众安全感达到 95% 以上”。",
        )
    },
)
def r42(facts: Facts) -> Iterator[Hit]:
    """
    查什么：同一二级指标下面的三级指标名称不重复（“其中”行除外）；效益、满意度指标的名称不照抄附表里的职责和任务。
    为什么：名称重复分不清是两个指标还是填了两次；职责是要做的事，不是做了以后的效果。
    反例：社会效益指标写“维护社会大局稳定，推进平安建设”，与职责表里的一句相同。
    正例：社会效益指标写“群众安全感”，指标值“≥95%”。
    可否自动修正：不可以，名称由单位改写。
    """
    same: dict[tuple[str, str], list[RowScore]] = {}
    for row, levels in facts.placed:
        name = _joined(row.indicator.name)
        if name and not name.startswith(_PART):
            same.setdefault((levels, name), []).append(row)
    for rows in same.values():
        # One merged name over several targets is written once.
        written = list({(row.indicator.name.sheet, row.indicator.name.cell): row for row in rows}.values())
        if len(written) > 1:
            cells = "、".join(row.indicator.name.cell for row in written)
            slots = {"name": name_of(rows[0].indicator), "count": str(len(written)), "cells": cells}
            yield Hit(entry=written[1].indicator.name, stated=short(written[1].indicator.name), slots=slots)
    duties = _duties(facts)
    for row, levels in facts.placed:
        clauses = [clause for clause in _STOPS.split(row.indicator.name.text or "") if len(clause) >= _CLAUSE]
        if is_effect(levels) and clauses and all(clause in duties for clause in clauses):
            yield Hit(entry=row.indicator.name, variant="copied", slots={"name": name_of(row.indicator)})


@rule(
    "R51",
    "同名指标的指标值不一致",
    severity="error",
    message="{name}在 {first} 写“{expected}”，在 {second} 写“{stated}”，同一指标只能有一个指标值。",
    fix="按批复的绩效目标改成一致；确是两个指标的，把名称改得能够区分。",
    basis="通行审核口径：同一指标前后一致",
    applies=(INDICATORS,),
)
def r51(facts: Facts) -> Iterator[Hit]:
    """
    查什么：名称相同、指标值除数字外写法也相同的指标，指标值相同；写法不同的（如次数和比率）不算同一指标，“其中”行不查。
    为什么：同一指标两个目标，完成得怎样就有两个说法。
    反例：雪亮视频在线率，数量指标里写 100%，质量指标里写 98%。
    正例：两处都写 98%，或只在质量指标里写一次。
    可否自动修正：不可以，哪一个对要看批复。
    """
    seen: dict[tuple[str, str, str], RowScore] = {}
    for row in facts.rows:
        name, target = _joined(row.indicator.name), row.target
        if not name or name.startswith(_PART) or not target.quantitative or target.number is None:
            continue
        first = seen.setdefault((name, target.unit, _AMOUNT.sub("", target.text)), row)
        if (first.target.number, first.target.upper) != (target.number, target.upper):
            slots = {
                "name": name_of(row.indicator),
                "first": first.indicator.target.cell,
                "second": row.indicator.target.cell,
            }
            yield Hit(
                entry=row.indicator.target,
                stated=short(row.indicator.target),
                expected=short(first.indicator.target),
                slots=slots,
            )


@rule(
    "R87",
    "指标值里的单位与计量单位栏不同",
    severity="error",
    message="{name}的指标值“{stated}”与计量单位栏“{unit}”不同。",
    fix="把计量单位栏改为“{expected}”，或改正指标值。",
    basis="财预〔2015〕88号：绩效目标申报表的指标值与计量单位分栏填列，应当一致",
    applies=(INDICATORS,),
)
def r87(facts: Facts) -> Iterator[Hit]:
    """
    查什么：有计量单位栏的表（包括表右侧拆开填写的单位），指标值里写了单位的，与该栏一致或可以换算。
    为什么：导入系统时两栏拼在一起，28.8 万元会变成 28.8%。
    反例：指标值“28.8万元”，计量单位栏“%”。
    正例：指标值“28.8万元”，计量单位栏“万元”。
    可否自动修正：不可以，改哪一栏由单位决定。
    """
    for row in facts.rows:
        indicator = row.indicator
        unit = short(indicator.extra.get("unit", indicator.parts.unit))
        if not unit or not row.target.unit or row.target.number is None:
            continue
        column = parse_value(f"1{unit}")
        if column.unit and compare(row.target, column).problem == "unit_mismatch":
            slots = {"name": name_of(indicator), "unit": unit}
            yield Hit(entry=indicator.target, stated=short(indicator.target), expected=row.target.unit, slots=slots)


def _renamed(level: str) -> str:
    level = "".join(level.split())
    for older, word in _OLDER_WORDS.items():
        level = level.replace(older, word)
    return level


def _top(facts: Facts) -> Entry:
    """Where something about the whole indicator table is shown: its first cell."""
    first = facts.rows[0].indicator
    return first.level1 if first.level1.cell else first.name


def _joined(entry: Entry) -> str:
    return "".join((entry.text or "").split())


def _duties(facts: Facts) -> str:
    """The sentences of the other tables: duties, tasks."""
    return "\n".join(
        short(row[column.id])
        for table in facts.model.tables
        for column in table.columns
        if not column.numeric
        for row in table.rows
        if column.id in row
    )
