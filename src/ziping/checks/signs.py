"""指标值的符号和高低：方向对，写了符号，不高不低。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, listed, name_of
from ziping.checks.numbers import HUNDRED, percent, short
from ziping.checks.rates import BOUNDED
from ziping.checks.wording import together
from ziping.domain.decimals import plain
from ziping.domain.quantity.types import Quantity
from ziping.domain.scoring.results import RowScore
from ziping.patterns import pattern

REVERSE = (
    "逾期", "超期", "超支", "超标", "违规", "违纪", "违法", "事故", "投诉", "差错", "死亡", "伤亡", "发案", "犯罪",
    "失业", "返贫", "流失", "辍学", "故障", "拖欠", "欠薪", "上访", "闲置", "缺勤",
)  # fmt: skip
"""What there should be less of."""
_COUNTED = "率|数|数量|次数|起数|件数|人数|人次|天数|金额"
_REVERSE = pattern(rf"(?:{'|'.join(REVERSE)})(?:发生|发放|事件|案件|支付)?(?:{_COUNTED})?$")
_SAVED = pattern("节约|节支|控制|降低|下降|压减|减少|效益")
_GROWTH = pattern("增长|增幅|增速|提高|提升|增加|升幅|同比|翻番|超额|降幅|下降|降低|减少|节约|倍")
_UPWARD = (">=", ">")
_MONEY = ("money", "ratio")
_UNSIGNED = ("count", "percent", "money", "ratio", "bare")


@rule(
    "R45",
    "成本、反向指标用了“≥”",
    severity="warning",
    message="{name}越少越好，指标值“{stated}”却用了{sign}。",
    fix="改用“≤”，或按批复改正指标值。",
    basis="财预〔2021〕101号：指标值用≥、≤、=和数值表示，成本等反向指标应当是上限",
    applies=(INDICATORS,),
)
def r45(facts: Facts) -> Iterator[Hit]:
    """
    查什么：成本指标里的金额，以及逾期率、事故起数、投诉次数一类越少越好的指标，指标值不用“≥”“＞”。
    为什么：方向写反，花得越多、事故越多反而算完成。
    反例：逾期发放率的指标值“≥100%”。
    正例：逾期发放率的指标值“≤0%”，或“按期发放率=100%”。
    可否自动修正：不可以，有的是名称写反了。
    """
    for row, levels in facts.placed:
        name, target = short(row.indicator.name), row.target
        if target.operator not in _UPWARD or not target.signed:
            continue
        cost = "成本" in levels and target.kind in _MONEY and not _SAVED.search(name)
        if cost or _REVERSE.search(name):
            slots = {"name": name_of(row.indicator), "sign": "“≥”" if target.operator == ">=" else "“＞”"}
            yield Hit(entry=row.indicator.target, stated=short(row.indicator.target), slots=slots)


@rule(
    "R46",
    "指标值没有写符号",
    severity="info",
    message="{count} 个指标值没有写≥、≤或=，按“=”理解{cost}：{cells}。",
    fix="在指标值前面写上≥、≤或=；成本指标一般写“≤”。",
    basis="财预〔2021〕101号：指标值用≥、≤、=和数值、计量单位表示",
    applies=(INDICATORS,),
)
def r46(facts: Facts) -> Iterator[Hit]:
    """
    查什么：只有数和单位、没有≥、≤、=的指标值，合在一条里提示；日期、时长和“零事故”一类的不查。
    为什么：没有符号，多做了算不算完成、少花了算不算完成，各人理解不同。
    反例：工程费用的指标值“343万元”。
    正例：工程费用的指标值“≤343万元”。
    可否自动修正：不可以，方向由单位决定。
    """
    unsigned = [(row, at) for row, at in facts.placed if row.target.kind in _UNSIGNED and not row.target.signed]
    rows = [row for row, _ in unsigned]
    costs = any("成本" in levels and row.target.kind in _MONEY for row, levels in unsigned)
    if rows:
        slots = {
            "count": str(len(rows)),
            "cost": "（成本指标一般应为“≤”）" if costs else "",
            "cells": listed((row.indicator.target, row.indicator) for row in rows),
        }
        yield Hit(entry=rows[0].indicator.target, slots=slots)


@rule(
    "R47",
    "比率的指标值超过 100%",
    severity="info",
    message="{count} 个比率的指标值大于 100%，或写成“≥100%”：{cells}。",
    fix="改为“=100%”；可以超过 100% 的（如增长率），在名称里写明。",
    basis="通行审核口径：比率最高 100%",
    applies=(INDICATORS,),
)
def r47(facts: Facts) -> Iterator[Hit]:
    """
    查什么：百分数的指标值不大于 100%，也不写“≥100%”“＞100%”；名称是增长、提高、下降一类的不查。合在一条里提示。
    为什么：合格率、覆盖率最多 100%，“≥100%”等于“=100%”，“＞100%”永远达不到。
    反例：报告合格率的指标值“≥100%”。
    正例：报告合格率的指标值“=100%”。
    可否自动修正：“≥100%”可以改为“=100%”；其他不可以。
    """
    yield from together([row for row in facts.rows if _beyond_all(row)])


@rule(
    "R48",
    "指标值偏低",
    severity="warning",
    message="{name}的指标值“{stated}”低于 {expected}，目标偏低。",
    fix="核对批复的指标值；确实只能达到这个水平的，在偏差原因栏或自评说明里写明依据。",
    basis="财预〔2015〕88号：绩效目标应当合理可行",
    applies=(INDICATORS,),
)
def r48(facts: Facts) -> Iterator[Hit]:
    """
    查什么：合格率、完成率、覆盖率、满意度一类的比率，指标值不低于规则包的界线（一般 60%）。
        与上年实绩的比较要有上年的数，表里没有，不查。
    为什么：目标定得太低，怎样都能完成，自评没有意义。
    反例：培训合格率的指标值“50%”。
    正例：培训合格率的指标值“≥90%”。
    可否自动修正：不可以，目标以批复为准。
    """
    low = facts.standard.checks.low_target
    for row in facts.rows:
        lowest = _lowest_rate(row)
        if lowest is not None and lowest < low.value * HUNDRED and row.indicator.reason.empty:
            yield Hit(
                entry=row.indicator.target,
                stated=short(row.indicator.target),
                expected=percent(low.value),
                arithmetic=f"{plain(lowest)}%＜{percent(low.value)}",
                source=low,
                slots={"name": name_of(row.indicator)},
            )


def _beyond_all(row: RowScore) -> bool:
    target = row.target
    if target.kind != "percent" or target.number is None or _GROWTH.search(short(row.indicator.name)):
        return False
    if target.operator in ("<=", "<"):
        return False
    return target.number > HUNDRED or (target.number == HUNDRED and target.operator in _UPWARD)


def _lowest_rate(row: RowScore) -> Decimal | None:
    """The lowest percentage that has to be reached where the row is about a rate that should be near 100%."""
    said = f"{short(row.indicator.name)}{row.target.text}"
    if _GROWTH.search(said) or not BOUNDED.search(said):
        return None
    wanted: tuple[Quantity, ...] = row.target.parts or (row.target,)
    rates = [
        part.number
        for part in wanted
        if part.kind == "percent" and part.number is not None and part.operator in (">=", ">", "=")
    ]
    return min(rates, default=None)
