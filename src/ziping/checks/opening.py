"""收支与结转：本年的年初结转就是上年的年末结转。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import FUNDS_OR_UNIT
from ziping.checks.facts import Facts
from ziping.checks.numbers import short
from ziping.domain.decimals import plain
from ziping.domain.rollover import closing_of, opening_of

_NEAR = Decimal("0.005")


@rule(
    "R100",
    "年初结转不等于上年年末结转",
    severity="error",
    message="上年结转 {stated} 不等于上年的年末结转 {expected}，相差 {gap}。",
    fix="按上年决算的年末结转 {expected} 填；上年决算调整过的，写明调整的数和原因。",
    basis="通行审核口径：本年年初结转结余＝上年年末结转结余",
    applies=(FUNDS_OR_UNIT,),
    variants={
        "computed": Variant(
            "上年结转 {stated}，按上年的全年预算数减全年执行数应为 {expected}，相差 {gap}。",
            "warning",
            "核对上年剩下的钱有没有被收回；收回的写明，没有收回的按 {expected} 填。",
        ),
        "empty": Variant(
            "上年结转没有填，上年的年末结转是 {expected}。", "warning", "填上年结转 {expected}；已被收回的填 0 并写明。"
        ),
    },
)
def r100(facts: Facts) -> Iterator[Hit]:
    """
    查什么：上年结转资金（或年初结转）等于上年工作簿里的年末结转结余；上年没有这个数的，同上年的全年预算数减全年执行数比，
        只作警告。校验时没有给出上年的工作簿，或表上没有上年结转的，不查。
    为什么：年初数就是上年的年末数，两年的表摆在一起一眼就能看出来，对不上说明有一年填错了。
    反例：上年年末结转结余 20.28，本年上年结转写 35.23。
    正例：上年年末结转结余 20.28，本年上年结转写 20.28。
    可否自动修正：结转下年时自动带入；以后改动的不可以，要查明哪一年填错。
    """
    opening = opening_of(facts.model)
    closing = closing_of(facts.last) if facts.last is not None else None
    own = any(opening in (row.initial, row.adjusted) for row in facts.model.funds)
    if closing is None or not opening.cell or opening.error or not (own or facts.leads):
        return
    amount, expected = opening.amount(), f"{plain(closing.amount)}万元"
    stated = facts.model.wan(amount) if own and amount is not None else amount
    if opening.empty:
        if closing.amount > 0:
            yield Hit(entry=opening, variant="empty", expected=expected, slots={"gap": ""})
    elif stated is not None and abs(stated - closing.amount) > _NEAR:
        yield Hit(
            entry=opening,
            variant="computed" if closing.arithmetic else "",
            stated=short(opening),
            expected=expected,
            arithmetic=closing.arithmetic or f"{plain(stated)}≠{plain(closing.amount)}",
            slots={"gap": plain(abs(stated - closing.amount))},
        )
