"""预算调整：年初、追加、全年三个数对得上，执行慢的要说明。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import DEPARTMENT, FUNDS, TOTAL_FUND, UNIT
from ziping.checks.facts import AMOUNTS, Facts, budget, fund_name
from ziping.checks.figures import Figure
from ziping.checks.numbers import ZERO, percent, tail
from ziping.checks.relations import MISSING, TAIL, missing_hit
from ziping.checks.units import other_unit
from ziping.domain.decimals import plain
from ziping.domain.model import EMPTY, Entry, FundRow


class Amount(msgspec.Struct, frozen=True):
    """A column of the whole fund table: its amount, and the cell where it was typed."""

    column: str
    number: Decimal
    entry: Entry


@rule(
    "R03",
    "全年预算数不等于年初预算加结转加追加",
    severity="error",
    message="{what} {stated} 不等于年初预算加上年结转加年中追加 {expected}，相差 {gap}。",
    fix="把全年预算数改为 {expected}；年初、结转、追加填错的先改那里，不要漏加追加数。",
    basis="通行审核口径：全年预算数＝年初预算数＋上年结转＋年中追加（调减为负）",
    applies=(UNIT,),
    variants={"missing": MISSING, "tail": TAIL},
)
def r03(facts: Facts) -> Iterator[Hit]:
    """
    查什么：基本数据里的全年预算、部门整体表的年度资金总额全年预算数，等于年初预算加上年结转加年中追加；调减是负数。
        全年预算由工作簿公式算出的，资金表与它比。
    为什么：全年预算数是执行率的分母，漏加一笔追加，执行率就会超过 100%。
    反例：年初 56.66、上年结转 35.23、年内调整 52.53，全年可执行预算写 91.89，漏加调整数。
    正例：同上，全年可执行预算写 144.42。
    可否自动修正：可以，按三项之和填写；前提是三项都填对了。
    """
    whole = facts.unit.find("全年预算")
    parts = [facts.unit.find(concept) for concept in ("年初预算", "上年结转", "年中追加")]
    asked = [figure for figure in parts if figure.asked]
    missing = [figure for figure in asked if figure.number is None]
    numbers = [figure.number for figure in asked if figure.number is not None]
    computed = whole.number if whole.entry.formula else None
    if len(asked) < 2 or not numbers:
        return
    expected = sum(numbers, ZERO) if computed is None else computed
    arithmetic = "+".join(map(plain, numbers)).replace("+-", "−")
    adds_up = sum(numbers, ZERO) == expected
    arithmetic = f"{arithmetic}={plain(expected)}" if adds_up else f"{whole.name}={plain(expected)}"
    stated = [] if computed is not None or whole.number is None else [(whole.name, whole.entry, whole.number)]
    if (column := amount_of(facts, "adjusted")) is not None:
        stated.append(("年度资金总额的全年预算数", column.entry, column.number))
    for what, entry, number in stated:
        if number == expected or other_unit(number, expected):
            continue
        gap = abs(number - expected)
        slots = {"what": what, "gap": plain(gap), "missing": ""}
        if missing and computed is None:
            yield missing_hit(missing, what, arithmetic, Figure(what, entry))
        else:
            yield Hit(
                entry=entry,
                variant="tail" if gap <= tail(len(numbers)) else "",
                stated=plain(number),
                expected=plain(expected),
                arithmetic=arithmetic,
                slots=slots,
            )


@rule(
    "R04",
    "年初预算数不是批复数",
    severity="error",
    message="年度资金总额的年初预算数 {stated} 不是{approved} {expected}，相差 {gap}。",
    fix="年初预算数改为批复的 {expected}，追加、调减以后的数填在全年预算数。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：年初预算数与批复的年初预算一致",
    applies=(UNIT, FUNDS, DEPARTMENT),
    variants={
        "missing": MISSING,
        "tail": Variant("年初预算数 {stated} 与{approved} {expected} 只差 {gap}，属四舍五入尾差。", "info", "不用改。"),
    },
)
def r04(facts: Facts) -> Iterator[Hit]:
    """
    查什么：部门整体表年度资金总额的年初预算数，等于基本数据里批复的年初预算。
    为什么：把年初预算数填成调整后的数或决算数，就看不出年中追加了多少，是最常见的填报错误。
    反例：批复的年初预算 1158.27，年初预算数填调整后的 1193.39。
    正例：年初预算数 1158.27，全年预算数 1193.39。
    可否自动修正：可以，按批复数填写；前提是批复数填对了。
    """
    approved, column = facts.unit.find("年初预算"), amount_of(facts, "initial")
    if not approved.asked or (approved.number is None and column is None):
        return
    if approved.number is None or column is None:
        total = facts.total_fund.initial if facts.total_fund else EMPTY
        missing = approved if approved.number is None else Figure("年初预算数", total)
        known = approved.number if column is None else column.number
        if missing.asked:
            yield missing_hit([missing], "年初预算数与批复数之差", f"？−{plain(known or ZERO)}", approved)
    elif column.number != approved.number and not other_unit(column.number, approved.number):
        gap = abs(column.number - approved.number)
        high, low = max(column.number, approved.number), min(column.number, approved.number)
        yield Hit(
            entry=column.entry,
            variant="tail" if gap <= tail(1) else "",
            stated=plain(column.number),
            expected=plain(approved.number),
            arithmetic=f"{plain(high)}−{plain(low)}={plain(gap)}",
            slots={"approved": approved.name, "gap": plain(gap), "what": "", "missing": ""},
        )


@rule(
    "R09",
    "执行率低，需要说明原因",
    severity="warning",
    message="{row}的执行率 {stated}，低于 {expected}，需要说明原因。",
    fix="在报告的预算执行情况或问题部分写明执行慢的原因和改进措施；预算数、执行数填错的先改正。",
    basis="通行审核口径：预算执行率低于规定界线的，自评应当说明原因",
    applies=(TOTAL_FUND,),
)
def r09(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年度资金总额的执行率不低于规则包规定的界线；低于的提醒说明原因。
    为什么：执行率低说明预算编多了或工作慢了，不写原因会被退回补充。
    反例：全年预算数 100，全年执行数 59.75，执行率 59.75%。
    正例：全年预算数 100，全年执行数 95，执行率 95%。
    可否自动修正：不可以，原因只有单位知道。
    """
    fund, line = facts.total_fund, facts.standard.explain.execution_below
    if fund is None:
        return
    whole, executed = budget(fund).amount(), fund.executed.amount()
    if whole is None or executed is None or whole <= 0:
        return
    rate = executed / whole
    if rate < line.value:
        yield Hit(
            entry=fund.rate if fund.rate.cell else fund.executed,
            stated=percent(rate),
            expected=percent(line.value),
            arithmetic=f"{plain(executed)}÷{plain(whole)}={percent(rate)}",
            source=line,
            slots={"row": fund_name(fund)},
        )


def amount_of(facts: Facts, field: str) -> Amount | None:
    """A column of the fund table as a whole: the total, where that is blank its parts; the cell is the one where the
    amount was typed, not the sums of it."""
    total = facts.total_fund
    if total is None or facts.model.kind != "department":
        return None
    number = total.entry(field).amount()
    if number is None:
        parts = [row.entry(field).amount() for row in _below(facts, total)]
        known = [part for part in parts if part is not None]
        if not known or not total.entry(field).empty:
            return None
        number = sum(known, ZERO)
    return Amount(AMOUNTS[field], number, _typed(facts, total, field, number))


def _typed(facts: Facts, row: FundRow, field: str, number: Decimal) -> Entry:
    entry = row.entry(field)
    if entry.amount() is not None and not entry.formula:
        return entry
    below = next((part for part in _below(facts, row) if part.entry(field).amount() == number), None)
    return entry if below is None else _typed(facts, below, field, number)


def _below(facts: Facts, row: FundRow) -> list[FundRow]:
    return [part for part in facts.model.funds if part.parent == row.kind and part is not row]
