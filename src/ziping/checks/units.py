"""计量单位：同一笔钱不能一处用元、一处用万元。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.facts import AMOUNTS, Facts, fund_name, same_unit
from ziping.domain.decimals import plain
from ziping.domain.model import Entry, SelfEvaluation

_TOTALS = ("年初预算", "全年预算", "支出预算", "支出合计", "本年收入", "收入预算")
Amounts = list[tuple[str, Entry, Decimal]]
_APART = (Decimal(2000), Decimal(50000))
"""Two amounts of the same thing that are this many times apart are in 元 and in 万元: ten thousand times, with room
for what was not spent."""


@rule(
    "R30",
    "元与万元混用",
    severity="error",
    message="{what} {stated} 是{other} {small} 的约 {times} 倍，像是按元填的，按万元应为 {expected}。",
    fix="把按元填的金额都除以 10000，改成万元；表头写的单位也要一致。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：资金单位为万元",
    variants={
        "unit": Variant(
            "基本数据里{what} {stated} 是{other} {small} 的约 {times} 倍，像是按元填的，按万元应为 {expected}。"
        ),
        "yuan": Variant(
            "{what} {stated} 只有{other} {large} 的约 {times} 分之一，像是按万元填的，按元应为 {expected}。",
            fix="把按万元填的金额都乘以 10000，改成元。",
        ),
    },
)
def r30(facts: Facts) -> Iterator[Hit]:
    """
    查什么：同一张表里的预算数与执行数、项目与部门、资金表与基本数据，相差不会是一万倍左右；一张表只提示一次。
        表头写明以元为单位的，按元核对。
    为什么：从财务系统抄来的数常以元为单位，混在万元的表里，总额、执行率和占比全错。
    反例：全年预算数 560，全年执行数 5600000。
    正例：全年预算数 560，全年执行数 560。
    可否自动修正：可以，除以 10000；先由单位确认。
    """
    unit: Amounts = []
    for concept in _TOTALS:
        figure = facts.unit.find(concept)
        if figure.number is not None:
            unit.append((f"“{figure.name}”", figure.entry, figure.number))
    own = _funds(facts.model)
    yield from _apart(own, own) if facts.model.money == "万元" else _short(own)
    if facts.leads:
        yield from _apart(unit, unit, "unit")
    if not _found(own, own):
        department = facts.department if facts.model.kind != "department" else None
        beside = [*unit, *(_funds(department) if department and same_unit(facts.model, department) else [])]
        yield from _apart(own, beside)
    for table in facts.model.tables:
        row = table.total or {}
        amounts: Amounts = []
        for column in table.columns:
            entry = row.get(column.id)
            if column.id in ("budget", "executed") and entry is not None and (number := entry.amount()) is not None:
                amounts.append((f"《{table.title}》合计的{column.label}", entry, number))
        yield from _apart(amounts, amounts)


def other_unit(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts of the same thing are in 元 and in 万元."""
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and _APART[0] <= high / low <= _APART[1]


def _funds(model: SelfEvaluation) -> Amounts:
    total = model.fund("total")
    if total is None:
        return []
    return [
        (f"{fund_name(total)}的{column}", total.entry(field), number)
        for field, column in AMOUNTS.items()
        if (number := total.entry(field).amount()) is not None
    ]


def _found(amounts: Amounts, beside: Amounts) -> tuple[tuple[str, Entry, Decimal], tuple[str, Entry, Decimal]] | None:
    """The largest amount that is in 元 where one of ``beside`` is in 万元."""
    for one in sorted(amounts, key=lambda amount: -amount[2]):
        for other in beside:
            if one[2] > other[2] and other_unit(one[2], other[2]):
                return one, other
    return None


def _apart(amounts: Amounts, beside: Amounts, variant: str = "") -> Iterator[Hit]:
    if found := _found(amounts, beside):
        (what, entry, number), (other, _, small) = found
        times = plain((number / small).quantize(Decimal(1)))
        yield Hit(
            entry=entry,
            variant=variant,
            stated=plain(number),
            expected=plain(number / 10000),
            arithmetic=f"{plain(number)}÷{plain(small)}≈{times}",
            slots={"what": what, "other": other, "small": plain(small), "times": times},
        )


def _short(amounts: Amounts) -> Iterator[Hit]:
    """In a table that is in 元, what was written in 万元."""
    if found := _found(amounts, amounts):
        (other, _, large), (what, entry, number) = found
        times = plain((large / number).quantize(Decimal(1)))
        yield Hit(
            entry=entry,
            variant="yuan",
            stated=plain(number),
            expected=plain(number * 10000),
            arithmetic=f"{plain(large)}÷{plain(number)}≈{times}",
            slots={"what": what, "other": other, "large": plain(large), "times": times},
        )
