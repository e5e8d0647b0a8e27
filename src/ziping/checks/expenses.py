"""“三公”经费、公务接待、机关运行经费：加得起来，不超预算，没有的写 0。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import UNIT
from ziping.checks.facts import Facts
from ziping.checks.numbers import percent
from ziping.checks.relations import VARIANTS, Relation, missing_hit, relation_hits
from ziping.domain.decimals import half_up, plain

_PARTS = ("因公出国费", "公务用车费", "公务接待费")
_THREE_PUBLIC = (
    Relation("三公经费", _PARTS),
    Relation("三公经费预算", tuple(f"{part}预算" for part in _PARTS)),
    Relation("公务用车费", ("公车购置费", "公车运行费")),
    Relation("公务用车费预算", ("公车购置费预算", "公车运行费预算")),
    Relation("公务接待费", ("国内公务接待", "外事接待")),
)


@rule(
    "R25",
    "“三公”经费不等于各项之和",
    severity="error",
    message="{what} {stated} 不等于各项之和 {expected}，相差 {gap}。",
    fix="把合计改为 {expected}，或改正填错的一项。",
    basis="部门决算公开口径：“三公”经费＝因公出国（境）费＋公务用车购置及运行维护费＋公务接待费，公务用车费＝购置费＋运行维护费",
    applies=(UNIT,),
    variants=VARIANTS,
)
def r25(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“三公”经费的预算数、决算数等于出国、公车、接待三项之和；公车等于购置加运行维护；接待等于国内加外事。
    为什么：“三公”经费是公开后最受关注的数，合计对不上会被追问。
    反例：出国 0、公车 0、接待 9.84，三公经费写 10.38。
    正例：同上，三公经费写 9.84。
    可否自动修正：可以，按各项之和填写；前提是各项都填对了。
    """
    return relation_hits(facts.unit, _THREE_PUBLIC)


@rule(
    "R26",
    "“三公”经费决算超过预算",
    severity="warning",
    message="{what}决算 {stated} 超过预算 {expected}，多出 {gap}，是预算的 {rate}。",
    fix="核对预算数和决算数；确实超出的，在报告里说明原因和批准文件。",
    basis="通行审核口径：“三公”经费支出不得超过批复的预算",
    applies=(UNIT,),
    variants={
        "missing": Variant("无法核对：缺{missing}，是否超过预算看不出来。", "info", "补填{missing}，没有的填 0。")
    },
)
def r26(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“三公”经费及出国、公车、接待各项的决算数不超过预算数。
    为什么：“三公”经费只减不增，超预算要有批准文件。
    反例：三公经费预算 10.25，决算 10.84。
    正例：三公经费预算 10.25，决算 9.84，完成预算 96%。
    可否自动修正：不可以。
    """
    missing, known = [], []
    for concept in ("三公经费", *_PARTS):
        spent, allowed = facts.unit.find(concept), facts.unit.find(f"{concept}预算")
        if spent.number is not None and allowed.asked and allowed.number is None:
            missing.append(allowed)
            known.append(f"{plain(spent.number)}−？")
        elif spent.number is not None and allowed.number is not None and spent.number > allowed.number:
            rate = percent(spent.number / allowed.number) if allowed.number > 0 else "无预算支出"
            gap = plain(spent.number - allowed.number)
            yield Hit(
                entry=spent.entry,
                stated=plain(spent.number),
                expected=plain(allowed.number),
                arithmetic=f"{plain(spent.number)}−{plain(allowed.number)}={gap}",
                slots={"what": spent.name, "gap": gap, "rate": rate},
            )
    if missing:
        yield missing_hit(missing, "", "；".join(known), missing[0])


@rule(
    "R27",
    "公务接待人均偏高",
    severity="info",
    message="国内公务接待人均 {stated} 元，高于 {expected} 元。",
    fix="核对接待费和人次；确实如此的，准备好接待清单备查。",
    basis="通行审核口径：公务接待费与批次、人次相称",
    applies=(UNIT,),
    variants={"missing": Variant("无法核对：缺{missing}，接待人均算不出来。", fix="补填{missing}。")},
)
def r27(facts: Facts) -> Iterator[Hit]:
    """
    查什么：国内公务接待支出除以人次，每人次不高于通行的工作餐标准。
    为什么：人均偏高多半是人次漏填，也可能确实超标，公开后容易被质疑。
    反例：接待支出 9.84 万元、145 人次，人均 678.62 元。
    正例：接待支出 9.84 万元、1450 人次，人均 67.86 元。
    可否自动修正：不可以。
    """
    spent, guests = facts.unit.find("国内公务接待"), facts.unit.find("接待人次")
    if not spent.number or not guests.asked:
        return
    if guests.number is None or guests.number <= 0:
        yield missing_hit([guests], "", f"{plain(spent.number)}÷？", spent)
    elif spent.number * 10000 / guests.number > facts.standard.checks.reception.value:
        each = plain(half_up(spent.number * 10000 / guests.number, 2))
        yield Hit(
            entry=spent.entry,
            stated=each,
            expected=plain(facts.standard.checks.reception.value),
            arithmetic=f"{plain(spent.number)}×10000÷{plain(guests.number)}={each}",
            source=facts.standard.checks.reception,
        )


@rule(
    "R28",
    "机关运行经费与公用经费不同",
    severity="warning",
    message="{what} {stated} 与{other} {expected} 相差 {gap}，两者口径应当一致。",
    fix="行政单位和参公事业单位的机关运行经费按公用经费填；口径确实不同的，在报告里说明。",
    basis="部门决算公开口径：机关运行经费是行政单位和参公事业单位使用财政拨款安排的基本支出中的日常公用经费",
    applies=(UNIT,),
    variants={"missing": Variant("无法核对：缺{missing}，两者是否一致看不出来。", "info", "补填{missing}。")},
)
def r28(facts: Facts) -> Iterator[Hit]:
    """
    查什么：填了机关运行经费的，与基本支出中的公用经费相等。
    为什么：机关运行经费就是公用经费，常被误填成一般公共服务支出。
    反例：公用经费 361.65，机关运行经费 555.67。
    正例：公用经费 361.65，机关运行经费 361.65。
    可否自动修正：不可以，事业单位可能没有机关运行经费。
    """
    running, operating = facts.unit.find("机关运行经费"), facts.unit.find("公用经费")
    if not running.number:
        return
    if operating.number is None:
        if operating.asked:
            yield missing_hit([operating], "", f"{plain(running.number)}−？", running)
    elif running.number != operating.number:
        high, low = max(running.number, operating.number), min(running.number, operating.number)
        gap = plain(high - low)
        yield Hit(
            entry=running.entry,
            stated=plain(running.number),
            expected=plain(operating.number),
            arithmetic=f"{plain(high)}−{plain(low)}={gap}",
            slots={"what": running.name, "other": operating.name, "gap": gap},
        )


@rule(
    "R29",
    "没有发生的空着没有写 0",
    severity="info",
    message="{names}空着，没有发生的应写 0。",
    fix="没有发生的填 0，发生了的填实际数。",
    basis="部门决算公开口径：没有政府采购、楼堂馆所支出的也要写明“无”或 0",
    applies=(UNIT,),
)
def r29(facts: Facts) -> Iterator[Hit]:
    """
    查什么：政府采购、楼堂馆所的数没有空着；几处空着的合在一条里提示。
    为什么：空着看不出是没有发生还是漏填，公开时要求写“无”或 0。
    反例：政府采购支出总额一格空白。
    正例：政府采购支出总额 0。
    可否自动修正：不可以，先要确认没有发生。
    """
    found = [facts.unit.find(concept) for concept in ("政府采购", "楼堂馆所")]
    empty = [figure for figure in found if figure.asked and figure.entry.empty]
    if empty and facts.unit.filled:
        yield Hit(entry=empty[0].entry, slots={"names": "、".join(figure.name for figure in empty)})
