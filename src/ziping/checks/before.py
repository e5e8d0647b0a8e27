"""上年：本年的目标与上年完成的比。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import percent, short
from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator
from ziping.domain.quantity import parse_value
from ziping.domain.quantity.types import Quantity
from ziping.domain.quantity.units import measure
from ziping.domain.scoring.results import RowScore


@rule(
    "R49",
    "指标值低于上年完成值",
    severity="warning",
    message="{name}的指标值 {stated}，上年已经完成 {expected}，目标没有提高。",
    fix="按上年完成情况提高指标值；确有原因的写明。",
    basis="财预〔2015〕88号：绩效目标应当结合上年完成情况，科学合理、可以实现",
    applies=(INDICATORS,),
    variants={
        "low": Variant(
            "{name}的指标值 {stated}，不到上年完成值 {expected} 的 {line}。",
            fix="核对后提高指标值；任务减少的写明原因。",
        ),
        "missing": Variant(
            "无法核对：缺上年的完成值，看不出目标定得高还是低。", "info", "校验时用 --last 给出上年的工作簿。"
        ),
    },
)
def r49(facts: Facts) -> Iterator[Hit]:
    """
    查什么：≥、＞ 和没有写符号的数量指标，指标值高于上年同名指标的完成值；≤ 的低于上年完成值。上年已经到 100% 的不查。
        不到上年完成值一定比例（一般 80%）的另外说明。上年的数取自校验时给出的上年工作簿，没有的只提示无法核对。
    为什么：目标年年不变、甚至低于上年已经做到的，起不到约束作用。
    反例：上年完成 7000 件次，本年指标值“≥6000件次”。
    正例：上年完成 7000 件次，本年指标值“≥7200件次”。
    可否自动修正：不可以。
    """
    numbered = [row for row in facts.rows if row.target.quantitative and row.target.number is not None]
    if facts.last is None:
        if numbered and facts.leads:
            yield Hit(entry=Entry(sheet=facts.model.sheet), variant="missing", slots={"name": "", "line": ""})
        return
    before = {_key(row): row for row in facts.last.indicators}
    line = facts.standard.checks.last_share
    for row in numbered:
        last = before.get(_key(row.indicator))
        pair = _pair(row, last) if last is not None else None
        if pair is None:
            continue
        target, done, unit = pair
        lower = row.target.operator in ("<", "<=")
        easier = target > done if lower else target < done
        if not easier and not (target == done and unit != "%"):
            continue
        low = not lower and target < done * line.value
        yield Hit(
            entry=row.indicator.target,
            variant="low" if low else "",
            stated=short(row.indicator.target),
            expected=f"{plain(done)}{unit}",
            arithmetic=f"{plain(target)}÷{plain(done)}={percent(target / done)}" if done else None,
            source=line if low else None,
            slots={"name": name_of(row.indicator), "line": percent(line.value)},
        )


def _key(row: Indicator) -> str:
    return "".join(short(row.name).split())


def _pair(row: RowScore, last: Indicator) -> tuple[Decimal, Decimal, str] | None:
    """The target and what was done the year before, in the unit of the target."""
    target, aim, done = row.target, parse_value(last.target.text), parse_value(last.actual.text)
    if target.number is None or done.number is None or done.kind in ("deadline", "period"):
        return None
    own, other = measure(target.unit), measure(_unit(done, aim))
    if own.base != other.base:
        return None
    return target.number, done.number * other.factor / own.factor, target.unit


def _unit(done: Quantity, aim: Quantity) -> str:
    return done.unit or aim.unit
