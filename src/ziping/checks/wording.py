"""指标值的写法：能衡量，写明达到什么程度。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, listed
from ziping.checks.numbers import short
from ziping.domain.scoring.results import RowScore
from ziping.patterns import pattern

EMPTY_PHRASES = (
    "及时", "按时", "按期", "如期", "按计划", "按要求", "按规定", "严格执行", "相关规定", "相关制度", "加强", "加大",
    "加快", "进一步", "不断", "持续", "有效", "明显", "显著", "较好", "良好", "提升", "提高", "增强", "改善", "促进",
    "推进", "推动", "保障", "完善", "强化", "深化", "得到落实", "做好",
)  # fmt: skip
"""Words that promise without a measure, in a target that has no number."""
_DIGIT = pattern(r"[0-9０-９]")


@rule(
    "R43",
    "指标值是空话，无法衡量",
    severity="warning",
    message="{count} 个指标值没有可以核对的数或状态：{cells}。",
    fix="改写成数值（如“≥90%”“12月31日前”），或写明达到什么状态算达成。",
    basis="财预〔2015〕88号：绩效目标应当指向明确、细化量化，能够衡量",
    applies=(INDICATORS,),
    variants={"echo": Variant("{count} 个指标值只是把指标名称重抄一遍：{cells}。")},
)
def r43(facts: Facts) -> Iterator[Hit]:
    """
    查什么：文字指标值里只有“及时”“加强”“有效”“明显提升”一类的词，没有数；或者指标值与指标名称一字不差。合在一条里警告。
    为什么：怎样算“有效”没有标准，完成得怎样就只能自己说了算。
    反例：指标值“按时开展各项工作。”；指标值“效果明显”。
    正例：指标值“12月31日前完成”；指标值“群众安全感≥95%”。
    可否自动修正：不可以，目标由单位按批复改写。
    """
    texts = [row for row in facts.rows if row.target.kind == "text" and not _DIGIT.search(row.target.text)]
    echoes = [row for row in texts if short(row.indicator.target) == short(row.indicator.name)]
    vague = [row for row in texts if row not in echoes and any(word in row.target.text for word in EMPTY_PHRASES)]
    yield from together(vague)
    yield from together(echoes, "echo")


@rule(
    "R44",
    "指标值写成了等级清单",
    severity="warning",
    message="{count} 个指标值列出了全部等级，没有写要达到哪一级：{cells}。",
    fix="写要达到的等级，如“优”或“良以上”。",
    basis="财预〔2015〕88号：绩效目标应当指向明确",
    applies=(INDICATORS,),
)
def r44(facts: Facts) -> Iterator[Hit]:
    """
    查什么：指标值不是“优良中差”“优、良、中、差”这样的等级清单；每级写明界线的（优≥90%、良≥80%）除外。
    为什么：列出全部等级，评成哪一级都算达到，等于没有目标。
    反例：指标值“优良中差”，实际“优”。
    正例：指标值“优”，实际“优”。
    可否自动修正：不可以，要达到哪一级由单位决定。
    """
    yield from together([row for row in facts.rows if row.target.kind == "scale" and not row.target.parts])


def together(rows: Sequence[RowScore], variant: str = "") -> Iterator[Hit]:
    """One finding about several targets, shown at the first."""
    if rows:
        cells = "、".join(
            f"{listed([(row.indicator.target, row.indicator)])}写“{short(row.indicator.target)}”" for row in rows
        )
        entry = rows[0].indicator.target
        yield Hit(entry=entry, variant=variant, slots={"count": str(len(rows)), "cells": cells})
