"""收支与结转：合计等于各部分，年末结转算得出来，两种分法的合计相等。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import FUNDS, UNIT
from ziping.checks.facts import AMOUNTS, Facts, fund_name
from ziping.checks.numbers import tail
from ziping.checks.relations import VARIANTS, Relation, relation_hits
from ziping.domain.decimals import plain

_BALANCE = (Relation("年末结转", ("上年结转", "本年收入"), less=("支出合计",)),)
_OUTLAY = (
    Relation("支出合计", ("基本支出", "项目支出")),
    Relation("支出合计", ("人员经费", "公用经费", "项目支出")),
    Relation("年初预算", ("年初基本支出", "年初项目支出")),
    Relation("支出预算", ("预算基本支出", "预算项目支出")),
)
_BASIC = (
    Relation("基本支出", ("人员经费", "公用经费")),
    Relation("基本支出", ("工资福利支出", "商品和服务支出", "对个人和家庭补助")),
    Relation("年初基本支出", ("年初工资福利支出", "年初商品和服务支出", "年初对个人和家庭补助")),
    Relation("预算基本支出", ("预算人员经费", "预算公用经费")),
)
_FUNCTIONS = ("一般公共服务", "社会保障和就业", "卫生健康", "住房保障", "公共安全", "其他各类")
_BY_FUNCTION = (
    Relation("一般公共预算支出", _FUNCTIONS),
    Relation("一般公共预算支出预算", tuple(f"{function}预算" for function in _FUNCTIONS)),
)
_FISCAL = (Relation("支出合计", ("一般公共预算支出", "政府性基金支出", "国资预算支出")),)


@rule(
    "R10",
    "年末结转与收支对不上",
    severity="error",
    message="{what} {stated}，按上年结转加本年收入减本年支出应为 {expected}，相差 {gap}。",
    fix="核对上年结转、本年收入、本年支出和年末结转，改正填错的一项；结转确实是 {expected} 的改为 {expected}。",
    basis="通行审核口径：年末结转结余＝年初结转结余＋本年收入－本年支出",
    applies=(UNIT,),
    variants=VARIANTS,
)
def r10(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年末结转结余等于上年结转加本年收入减本年支出。
    为什么：这是决算的恒等式，对不上说明四个数里至少有一个是错的，公开后一眼就能看出来。
    反例：上年结转 35.23、决算收入 109.19、决算支出 144.42，年末结转结余写 20.28。
    正例：同上，年末结转结余写 0。
    可否自动修正：不可以，要查明四个数里哪一个填错。
    """
    return relation_hits(facts.unit, _BALANCE)


@rule(
    "R12",
    "支出不等于基本支出加项目支出",
    severity="error",
    message="{what} {stated} 不等于基本支出与项目支出之和 {expected}，相差 {gap}。",
    fix="把合计改为 {expected}，或改正填错的一项。",
    basis="通行审核口径：支出合计＝基本支出＋项目支出",
    applies=(UNIT,),
    variants=VARIANTS,
)
def r12(facts: Facts) -> Iterator[Hit]:
    """
    查什么：支出合计、年初预算、支出预算等于基本支出加项目支出；只列人员经费、公用经费的，按三项相加。
    为什么：支出只分基本和项目两类，加不起来说明有一类填错或漏填。
    反例：支出合计 1193.39，基本支出 613.39、项目支出 560。
    正例：支出合计 1193.39，基本支出 613.39、项目支出 580。
    可否自动修正：合计可以按两项之和填写；前提是两项都填对了。
    """
    return relation_hits(facts.unit, _OUTLAY)


@rule(
    "R13",
    "基本支出不等于各组成部分之和",
    severity="error",
    message="{what} {stated} 不等于各组成部分之和 {expected}，相差 {gap}。",
    fix="把基本支出改为 {expected}，或改正填错的一项；不要把支出总额填在基本支出里。",
    basis="通行审核口径：基本支出＝人员经费＋公用经费，或工资福利支出＋商品和服务支出＋对个人和家庭的补助",
    applies=(UNIT,),
    variants=VARIANTS,
)
def r13(facts: Facts) -> Iterator[Hit]:
    """
    查什么：基本支出等于人员经费加公用经费，或等于工资福利支出、商品和服务支出、对个人和家庭补助三项之和；预算、决算分别核对。
        有一项没有填的，已填各项不得超过基本支出。
    为什么：常见的错误是把支出总额写成基本支出，三公和公用经费的占比随之全错。
    反例：基本支出年初预算 56.66，三个分项 7.41、6.00、0.15，相加 13.56。
    正例：基本支出 65.89，人员经费 53.99、公用经费 11.9。
    可否自动修正：可以，按各部分之和填写；前提是各部分都填对了。
    """
    return relation_hits(facts.unit, _BASIC)


@rule(
    "R14",
    "功能分类之和不等于支出",
    severity="error",
    message="{what} {stated} 不等于各类支出之和 {expected}，相差 {gap}。",
    fix="把合计改为 {expected}，或改正填错的一类。",
    basis="通行审核口径：支出按功能分类各类之和等于支出合计",
    applies=(UNIT,),
    variants=VARIANTS,
)
def r14(facts: Facts) -> Iterator[Hit]:
    """
    查什么：一般公共预算支出的预算数、决算数等于各功能分类之和；没有其他收入和上年结转的，支出合计等于三本预算的财政拨款支出之和。
    为什么：功能分类和经济性质是同一笔支出的两种分法，合计不同说明有一类漏填。
    反例：五类支出 555.67、26.81、10.04、20.87、580，相加 1193.39，一般公共预算支出写 1158.27。
    正例：同上，一般公共预算支出写 1193.39。
    可否自动修正：可以，按各类之和填写；前提是各类都填对了。
    """
    yield from relation_hits(facts.unit, _BY_FUNCTION)
    if all(facts.unit.find(concept).number == 0 for concept in ("其他各项收入", "上年结转")):
        yield from relation_hits(facts.unit, _FISCAL)


@rule(
    "R24",
    "按收入性质和按支出性质分的合计不相等",
    severity="error",
    message="{row}的{column} {stated}，与{other} {expected} 不相等，相差 {gap}。",
    fix="两个合计是同一笔资金，核对后改成相等。",
    basis="湖南省部门整体支出绩效自评表（附2）：按收入性质分和按支出性质分是同一笔资金的两种分法",
    applies=(FUNDS,),
    variants={
        "missing": Variant(
            "无法核对：缺{row}的{column}，不能与{other} {expected} 相比。", "info", "补填{row}的{column}。"
        ),
        "tail": Variant("{row}的{column} {stated} 与{other} {expected} 只差 {gap}，属尾差。", "info", "不用改。"),
    },
)
def r24(facts: Facts) -> Iterator[Hit]:
    """
    查什么：资金表既按收入性质又按支出性质分的，年初预算数、全年预算数、全年执行数的两个合计相等。
    为什么：同一笔钱的两种分法合计不同，执行率就有两个分母。
    反例：年度资金总额执行数 112.15，按支出性质分合计 65.89。
    正例：年度资金总额执行数 112.15，基本支出 65.89、项目支出 46.26，合计 112.15。
    可否自动修正：不可以，要查明哪一种分法漏填。
    """
    total, spending = facts.total_fund, facts.model.fund("spending")
    if total is None or spending is None:
        return
    for field, column in AMOUNTS.items():
        one, other = total.entry(field), spending.entry(field)
        left, right = one.amount(), other.amount()
        if left is None and right is None:
            continue
        if left is None or right is None:
            absent, there, known = (total, spending, right) if left is None else (spending, total, left)
            slots = {"row": fund_name(absent), "column": column, "other": fund_name(there)}
            yield Hit(entry=absent.entry(field), variant="missing", expected=plain(known or Decimal(0)), slots=slots)
        elif left != right:
            gap = plain(abs(left - right))
            yield Hit(
                entry=other,
                variant="tail" if abs(left - right) <= tail(1) else "",
                stated=plain(right),
                expected=plain(left),
                arithmetic=f"{plain(max(left, right))}−{plain(min(left, right))}={gap}",
                slots={"row": fund_name(spending), "column": column, "other": fund_name(total), "gap": gap},
            )
