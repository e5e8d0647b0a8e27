"""指标值的写法：能衡量，符号方向对，不高不低。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, listed, name_of
from ziping.checks.numbers import HUNDRED, percent, short
from ziping.checks.rates import BOUNDED
from ziping.domain.decimals import plain
from ziping.domain.quantity.types import Quantity
from ziping.domain.scoring.results import RowScore

EMPTY_PHRASES = (
    "及时", "按时", "按期", "如期", "按计划", "按要求", "按规定", "严格执行", "相关规定", "相关制度", "加强", "加大",
    "加快", "进一步", "不断", "持续", "有效", "明显", "显著", "较好", "良好", "提升", "提高", "增强", "改善", "促进",
    "推进", "推动", "保障", "完善", "强化", "深化", "得到落实", "做好",
)  # fmt: skip
"""Words that promise without a measure, in a target that has no number."""
REVERSE = (
    "逾期", "超期", "超支", "超标", "违规", "违纪", "违法", "事故", "投诉", "差错", "死亡", "伤亡", "发案", "犯罪",
    "失业", "返贫", "流失", "辍学", "故障", "拖欠", "欠薪", "上访", "闲置", "缺勤",
)  # fmt: skip
"""What there should be less of."""
_COUNTED = "率|数|数量|次数|起数|件数|人数|人次|天数|金额"
_REVERSE = re.compile(rf"(?:{'|'.join(REVERSE)})(?:发生|发放|事件|案件|支付)?(?:{_COUNTED})?$")
_SAVED = re.compile("节约|节支|控制|降低|下降|压减|减少|效益")
_GROWTH = re.compile("增长|增幅|增速|提高|提升|增加|升幅|同比|翻番|超额|降幅|下降|降低|减少|节约|倍")
_DIGIT = re.compile(r"[0-9０-９]")
_UPWARD = (">=", ">")
_MONEY = ("money", "ratio")
_UNSIGNED = ("count", "percent", "money", "ratio", "bare")


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
    yield from _together(vague)
    yield from _together(echoes, "echo")


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
    yield from _together([row for row in facts.rows if row.target.kind == "scale" and not row.target.parts])


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
    yield from _together([row for row in facts.rows if _beyond_all(row)])


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


def _together(rows: Sequence[RowScore], variant: str = "") -> Iterator[Hit]:
    """One finding about several targets, shown at the first."""
    if rows:
        cells = "、".join(
            f"{listed([(row.indicator.target, row.indicator)])}写“{short(row.indicator.target)}”" for row in rows
        )
        entry = rows[0].indicator.target
        yield Hit(entry=entry, variant=variant, slots={"count": str(len(rows)), "cells": cells})


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
