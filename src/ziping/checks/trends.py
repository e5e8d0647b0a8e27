"""增减变化：增减额、增减率、上年数三者一致。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import UNIT, UNIT_OR_REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.figures import Figure, Figures
from ziping.checks.numbers import HALF_CENT, HUNDRED, ZERO, percent, places, tail
from ziping.checks.relations import VARIANTS, Relation, missing_hit, relation_hits
from ziping.domain.decimals import half_up, plain
from ziping.patterns import pattern

_FLAT = pattern(r"人员(?:经费|支出)[^。；]{0,40}与上年(?:相比)?(?:基本)?持平")
_BEFORE = (
    Relation("上年财政拨款总计", ("上年一般公共预算支出", "上年其他财政拨款")),
    Relation("上年收支总计", ("上年财政拨款总计", "上年其他收入和结转")),
    Relation("上年三公经费", ("上年因公出国费", "上年公务用车费", "上年公务接待费")),
)


@rule(
    "R16",
    "增减率与增减额不一致",
    severity="error",
    message="{what}写 {stated}%，按本年 {now}、上年 {before} 应为 {expected}%。",
    fix="把增减率改为 {expected}，或改正本年、上年的数。",
    basis="通行审核口径：增减率＝（本年数－上年数）÷上年数",
    applies=(UNIT,),
    variants={
        "missing": Variant("无法核对：缺{missing}，增减率算不出来。", "info", "补填{missing}。"),
        "tail": Variant("{what}写 {stated}%，重算为 {expected}%，相差在四舍五入以内。", "info", "不用改。"),
    },
)
def r16(facts: Facts) -> Iterator[Hit]:
    """
    查什么：填了公用经费较上年降幅的，等于（上年数－本年数）÷上年数。
    为什么：降幅和两年的数对不上，说明其中一个是估计的或抄错的。
    反例：本年公用经费 11.9、上年 15，降幅写 25%。
    正例：本年公用经费 11.9、上年 15.87，降幅写 25%。
    可否自动修正：可以，按两年的数重算。
    """
    rate, now, before = (facts.unit.find(concept) for concept in ("公用经费降幅", "公用经费", "上年公用经费"))
    if rate.number is None:
        return
    missing = [figure for figure in (now, before) if figure.number is None]
    if missing or not now.number or not before.number:
        if missing:
            last, this = ("？" if figure.number is None else plain(figure.number) for figure in (before, now))
            yield missing_hit(missing, "", f"（{last}−{this}）÷{last}", rate)
        return
    stated = _percents(rate) or ZERO
    shown = places(rate.entry.text or "")
    exact = (before.number - now.number) / before.number
    error = HALF_CENT * (1 + now.number / before.number) / before.number * HUNDRED
    if stated != half_up(exact * HUNDRED, shown):
        yield Hit(
            entry=rate.entry,
            variant="tail" if abs(stated - exact * HUNDRED) <= error + tail(0, shown) else "",
            stated=plain(stated),
            expected=plain(half_up(exact * HUNDRED, max(shown, 2))),
            arithmetic=f"（{plain(before.number)}−{plain(now.number)}）÷{plain(before.number)}={percent(exact)}",
            slots={"what": rate.name, "now": plain(now.number), "before": plain(before.number)},
        )


@rule(
    "R17",
    "上年合计不等于上年分项之和",
    severity="warning",
    message="{what} {stated} 不等于各项之和 {expected}，相差 {gap}，分项的增减推不出合计的增减。",
    fix="照上年决算核对合计和各项，改正填错的一项。",
    basis="通行审核口径：各项的上年数之和等于上年合计，增减额和增减率才前后一致",
    applies=(UNIT_OR_REPORTS,),
    variants={
        **VARIANTS,
        "flat": Variant(
            "{where}写{what}与上年基本持平，按本年 {stated} 和其他增减推算，上年是 {expected}，{gap}。",
            fix="核对上年数，把“基本持平”改为实际的增减；增减额、增减率填错的先改正。",
        ),
    },
)
def r17(facts: Facts) -> Iterator[Hit]:
    """
    查什么：上年收支总计、上年财政拨款总计、上年“三公”经费等于各自分项的上年数之和。报告写人员经费“与上年基本持平”的，
        由基本支出的增减额和公用经费的降幅推出的上年数与本年相差不超过规则包的界线（一般 5%）。
    为什么：上年数是增减额和增减率的基数，合计与分项不符，报告里的增减就自相矛盾。
    反例：上年接待 10.38、出国 0、公车 0，上年三公经费写 9.84。
    正例：同上，上年三公经费写 10.38。
    可否自动修正：可以，按各项之和填写；前提是各项都照上年决算填的。
    """
    if facts.leads:
        yield from relation_hits(facts.unit, _BEFORE)
    staff, last = facts.unit.find("人员经费"), _staff_before(facts.unit)
    if last is None or staff.number is None:
        return
    before, arithmetic = last
    change = (staff.number - before) / before
    for report, passage in facts.passages():
        if _FLAT.search(passage.text) and abs(change) > facts.standard.checks.unchanged.value:
            yield Hit(
                entry=passage.entry,
                variant="flat",
                stated=plain(staff.number),
                expected=plain(before),
                arithmetic=arithmetic,
                source=facts.standard.checks.unchanged,
                slots={
                    "where": said_in(report, passage),
                    "what": staff.name,
                    "gap": f"{'增加' if change > 0 else '下降'} {percent(abs(change))}",
                },
            )


def _staff_before(unit: Figures) -> tuple[Decimal, str] | None:
    """人员经费 of the year before: the basic outlay then less 公用经费 then; with the arithmetic."""
    names = ("基本支出", "基本支出增减", "公用经费")
    basic, change, operating = (unit.find(name).number for name in names)
    fall = _percents(unit.find("公用经费降幅"))
    if basic is None or change is None or operating is None or fall is None or not 0 <= fall < HUNDRED:
        return None
    whole, other = basic - change, half_up(operating / (1 - fall / HUNDRED), 2)
    staff = whole - other
    written = f"{plain(whole)}，{plain(operating)}÷（1−{plain(fall)}%）={plain(other)}，{plain(whole)}−{plain(other)}"
    return (staff, f"{plain(basic)}−（{_signed(change)}）={written}={plain(staff)}") if staff > 0 else None


def _percents(rate: Figure) -> Decimal | None:
    """25 for a cell with 25, 25% or 0.25 shown as 25%."""
    if rate.number is None:
        return None
    return rate.number * HUNDRED if "%" in (rate.entry.text or "") or "％" in (rate.entry.text or "") else rate.number


@rule(
    "R18",
    "上年数为 0，增加额就是本年额",
    severity="warning",
    message="{what} {stated}，上年数为 0，增加额等于本年全部金额，请核实上年是否真的没有。",
    fix="核对上年决算；上年确实没有的，在报告里说明是新增，口径变了的按同一口径填上年数。",
    basis="通行审核口径：增加额等于本年数的，上年数应当为 0，须说明",
    applies=(UNIT,),
)
def r18(facts: Facts) -> Iterator[Hit]:
    """
    查什么：项目支出、“三公”经费、机关运行经费本年有数而上年是 0 的，提醒核实；基本支出的增加额不等于本年数。
    为什么：多半是上年数没有填或换了口径，报告里会写成“比上年增加”全部金额。
    反例：项目支出 46.26，上年项目支出 0，写“比上年增加 46.26 万元”。
    正例：项目支出 46.26，上年项目支出 40，增加 6.26。
    可否自动修正：不可以。
    """
    for concept in ("项目支出", "三公经费", "机关运行经费"):
        now, before = facts.unit.find(concept), facts.unit.find(f"上年{concept}")
        if now.number and before.number == 0:
            yield Hit(
                entry=before.entry,
                stated=plain(now.number),
                arithmetic=f"{plain(now.number)}−0={plain(now.number)}",
                slots={"what": now.name},
            )
    basic, change = facts.unit.find("基本支出"), facts.unit.find("基本支出增减")
    if basic.number and basic.number == change.number:
        arithmetic = f"{plain(basic.number)}−{plain(change.number)}=0"
        yield Hit(entry=change.entry, stated=plain(basic.number), arithmetic=arithmetic, slots={"what": basic.name})


def _signed(number: Decimal) -> str:
    return plain(number).replace("-", "−")
