"""上年：本年的目标与上年完成的比。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import HUNDRED, percent, short
from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator
from ziping.domain.quantity import parse_value
from ziping.domain.quantity.units import measure
from ziping.domain.scoring.results import RowScore

_COMPARED = ("count", "percent", "bare")
"""Money follows the budget, and dates and lengths of time are the same every year."""


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
    查什么：≥、＞ 和没有写符号的数量指标、比率指标，指标值高于上年同名指标的完成值（比率可以相同，上年已经到 100%
        的不查）；≤ 的低于上年完成值。不到上年完成值一定比例（一般 80%）的另外说明。金额和时限不查。
        上年的数取自校验时给出的上年工作簿，没有的只提示无法核对。
    为什么：目标年年不变、甚至低于上年已经做到的，起不到约束作用。
    反例：上年完成 7000 件次，本年指标值“≥6000件次”。
    正例：上年完成 7000 件次，本年指标值“≥7200件次”。
    可否自动修正：不可以。
    """
    numbered = [row for row in facts.rows if row.target.number is not None and row.target.kind in _COMPARED]
    if facts.last is None:
        if numbered and facts.leads:
            yield Hit(entry=Entry(sheet=facts.model.sheet), variant="missing")
        return
    before, now = _by_name(facts.last.indicators), _by_name(row.indicator for row in numbered)
    for row in numbered:
        key = _key(row.indicator)
        done = _done(row, before[key]) if key in before and key in now else None
        if done is not None:
            yield from _judged(facts, row, done)


def _judged(facts: Facts, row: RowScore, done: Decimal) -> Iterator[Hit]:
    target, unit, line = row.target.number or Decimal(0), row.target.unit, facts.standard.checks.last_share
    lower, rate = row.target.operator in ("<", "<="), unit == "%"
    low = not lower and target < done * line.value
    easier = target > done if lower else target < done
    if not low and ((rate and not lower and done >= HUNDRED) or not (easier or (target == done and not rate))):
        return
    yield Hit(
        entry=row.indicator.target,
        variant="low" if low else "",
        stated=short(row.indicator.target),
        expected=f"{plain(done)}{unit}",
        arithmetic=f"{plain(target)}÷{plain(done)}={percent(target / done)}" if done else None,
        source=line if low else None,
        slots={"name": name_of(row.indicator), "line": percent(line.value)},
    )


def _by_name(indicators: Iterator[Indicator] | Sequence[Indicator]) -> Mapping[str, Indicator]:
    """Those whose name no other indicator of the form has."""
    listed = list(indicators)
    names = [_key(indicator) for indicator in listed]
    return {name: each for name, each in zip(names, listed, strict=True) if name and names.count(name) == 1}


def _key(indicator: Indicator) -> str:
    return "".join(short(indicator.name).split())


def _done(row: RowScore, last: Indicator) -> Decimal | None:
    """What was done the year before, in the unit of this year's target."""
    aim, done = parse_value(last.target.text), parse_value(last.actual.text)
    if done.number is None or done.kind not in _COMPARED:
        return None
    own, other = measure(row.target.unit), measure(done.unit or aim.unit)
    return done.number * other.factor / own.factor if own.base == other.base else None
