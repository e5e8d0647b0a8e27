"""成本与资金：目标随预算调整，成本指标与资金表相符。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import INDICATORS, TOTAL_FUND
from ziping.checks.facts import Facts, budget, fund_name
from ziping.checks.numbers import ZERO, percent, short, tail, written_sum
from ziping.domain.decimals import plain
from ziping.domain.model import WAN, Entry
from ziping.domain.scoring.results import RowScore

_ADJUSTED = ("调整", "追加", "调增", "增加预算", "新增")


@rule(
    "R50",
    "预算追加很多，目标没有跟着调整",
    severity="warning",
    message="{row}由年初 {initial} 增加到 {stated}，增加 {share}，没有写明绩效目标是否随之调整。",
    fix="追加的资金有对应任务的，按批复调整指标值；目标不变的，在实际完成情况或偏差原因栏写明追加的用途和理由。",
    basis="财预〔2015〕88号：预算调整的，绩效目标应当相应调整",
    applies=(INDICATORS, TOTAL_FUND),
)
def r50(facts: Facts) -> Iterator[Hit]:
    """
    查什么：全年预算数比年初预算数增加达到规则包界线（一般 10%）的，年度目标、完成情况、偏差原因里要提到调整或追加。
    为什么：钱多了目标不变，要么年初预算编多了目标，要么追加的钱没有目标。
    反例：年初预算 56.66 万元，全年预算 144.42 万元，表里没有提到追加。
    正例：同上，实际完成情况写“年中追加 52.53 万元用于雪亮工程，相应调整了点位数目标”。
    可否自动修正：不可以，目标要按程序调整。
    """
    fund = facts.total_fund
    initial, adjusted = (fund.initial.amount(), fund.adjusted.amount()) if fund else (None, None)
    if fund is None or initial is None or adjusted is None or initial <= 0:
        return
    growth, line = (adjusted - initial) / initial, facts.standard.checks.budget_growth
    told = any(word in (entry.text or "") for _, entry in facts.texts() for word in _ADJUSTED)
    if growth >= line.value and not told:
        yield Hit(
            entry=fund.adjusted,
            stated=plain(adjusted),
            arithmetic=f"（{plain(adjusted)}−{plain(initial)}）÷{plain(initial)}={percent(growth)}",
            source=line,
            slots={"row": fund_name(fund), "initial": plain(initial), "share": percent(growth)},
        )


@rule(
    "R53",
    "成本指标与资金表不符",
    severity="error",
    message="成本指标的实际完成值合计 {stated} 万元，超过全年执行数 {expected} 万元。",
    fix="改正填错的成本或执行数。",
    basis="通行审核口径：成本指标之和不超过预算数，实际成本之和与执行数一致",
    applies=(INDICATORS, TOTAL_FUND),
    variants={
        "budget": Variant(
            "成本指标的指标值合计 {stated} 万元，超过全年预算数 {expected} 万元。",
            fix="按批复的预算改正成本指标的指标值。",
        ),
        "part": Variant(
            "成本指标的实际完成值合计 {stated} 万元，全年执行数 {expected} 万元，有 {gap} 万元没有成本指标说明。",
            "warning",
            "补上其余支出的成本指标；只对部分支出设成本指标的，在自评说明里写明。",
        ),
    },
)
def r53(facts: Facts) -> Iterator[Hit]:
    """
    查什么：以金额为指标值的成本指标（单价、“其中”行除外），指标值之和不超过全年预算数，实际完成值之和不超过全年执行数；
        实际完成值之和达到执行数的一半（规则包界线）而不足的，作警告。有“总成本”和分项的，只加分项。
    为什么：成本指标管的就是这笔钱，加起来超过预算或与执行数对不上，至少有一处填错。
    反例：成本指标 343、60、47 万元，合计 450 万元，全年执行数 560 万元。
    正例：成本指标 267.14、926.25 万元，合计 1193.39 万元，全年执行数 1193.39 万元。
    可否自动修正：不可以，先核对哪一个填错。
    """
    fund = facts.total_fund
    rows = _costs(facts)
    if fund is None or not rows:
        return
    planned, spent = (_in_wan(facts, entry) for entry in (budget(fund), fund.executed))
    targets = [_wan(row.target.number, row.target.unit) for row in rows if row.target.operator in ("<=", "<", "=")]
    if planned is not None and planned > 0:
        yield from _beyond(rows[0].indicator.target, targets, planned, "budget")
    actuals = [_actual(row) for row in rows]
    if spent is None or spent <= 0:
        return
    yield from _beyond(rows[0].indicator.actual, actuals, spent, "")
    known = [amount for amount in actuals if amount is not None]
    total, share = sum(known, ZERO), facts.standard.checks.cost_share
    short_of = spent - total
    if len(rows) > 1 and len(known) == len(rows) and total >= spent * share.value and short_of > tail(len(known)):
        yield _hit(rows[0].indicator.actual, known, spent, "part")


def _costs(facts: Facts) -> Sequence[RowScore]:
    rows = [
        row
        for row, levels in facts.placed
        if "成本" in levels and not short(row.indicator.name).startswith("其中") and _is_amount(row)
    ]
    parts = [row for row in rows if "总" not in short(row.indicator.name)]
    return parts or rows[:1]


def _is_amount(row: RowScore) -> bool:
    return _wan(row.target.number, row.target.unit) is not None or _actual(row) is not None


def _actual(row: RowScore) -> Decimal | None:
    if row.comparison.actual is not None:
        return _wan(row.comparison.actual, row.comparison.unit)
    return _wan(row.actual.number, row.actual.unit)


def _wan(number: Decimal | None, unit: str) -> Decimal | None:
    """A whole amount in 万元; a price for each (元/人) is none."""
    return number * WAN[unit] if number is not None and unit in WAN else None


def _in_wan(facts: Facts, entry: Entry) -> Decimal | None:
    amount = entry.amount()
    return None if amount is None else facts.model.wan(amount)


def _beyond(entry: Entry, amounts: Sequence[Decimal | None], limit: Decimal, variant: str) -> Iterator[Hit]:
    known = [amount for amount in amounts if amount is not None]
    if sum(known, ZERO) > limit + tail(len(known)):
        yield _hit(entry, known, limit, variant)


def _hit(entry: Entry, amounts: Sequence[Decimal], limit: Decimal, variant: str) -> Hit:
    total = sum(amounts, ZERO)
    return Hit(
        entry=entry,
        variant=variant,
        stated=plain(total),
        expected=plain(limit),
        arithmetic=f"{written_sum(amounts, total)}{'＞' if total > limit else '＜'}{plain(limit)}",
        slots={"gap": plain(abs(limit - total))},
    )
