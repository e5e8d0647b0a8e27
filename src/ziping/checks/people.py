"""人员：编制和实有人数加得起来，超编要说明。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import DEPARTMENT, UNIT
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import percent, short
from ziping.checks.relations import VARIANTS, Relation, missing_hit, relation_hits
from ziping.domain.decimals import plain
from ziping.patterns import pattern

_HEADS = (
    Relation("编制数", ("行政编制", "事业编制")),
    Relation("在职人数", ("行政人员", "事业人员")),
)
_HEADCOUNT = pattern(r"(?:在编|在职|实有)(?:在职|在编)?人(?:员|员数|员人数|员总数|数)$")


@rule(
    "R31",
    "人数不等于分项之和",
    severity="error",
    message="{what} {stated} 人不等于行政、事业之和 {expected} 人，相差 {gap} 人。",
    fix="把合计改为 {expected}，或改正行政、事业的人数。",
    basis="通行审核口径：编制数＝行政编制＋事业编制，实有人数＝各类人员之和",
    applies=(UNIT,),
    variants={
        **VARIANTS,
        "joined": Variant(
            "{what} {stated} 人比上年末增加 {gap} 人，招录、调入只有 {expected} 人。",
            "warning",
            "补填招录、调入的人数，或改正年末人数；另有来源的在报告里说明。",
        ),
    },
)
def r31(facts: Facts) -> Iterator[Hit]:
    """
    查什么：编制数等于行政编制加事业编制，年末实有在职人数等于行政人员加事业人员；比上年末增加的人数不超过本年招录和调入。
    为什么：人数是人员经费和公用经费定额的依据，加不起来时控制率也不可信。
    反例：编制数 15，行政编制 8、事业编制 8。
    正例：编制数 15，行政编制 8、事业编制 7。
    可否自动修正：合计可以重算；增减的人数不可以。
    """
    yield from relation_hits(facts.unit, _HEADS)
    now, before = facts.unit.find("在职人数"), facts.unit.find("上年末在职人数")
    came = [facts.unit.find("招录人数"), facts.unit.find("调入人数")]
    if now.number is None or before.number is None or now.number <= before.number:
        return
    grown = now.number - before.number
    joined = sum(figure.number or 0 for figure in came)
    if grown > joined:
        missing = [figure for figure in came if figure.number is None]
        arithmetic = f"{plain(now.number)}−{plain(before.number)}={plain(grown)}"
        if missing:
            yield missing_hit(missing, "人员增加的来源", arithmetic, now)
        else:
            yield Hit(
                entry=now.entry,
                variant="joined",
                stated=plain(now.number),
                expected="+".join(plain(figure.number) for figure in came if figure.number is not None),
                arithmetic=arithmetic,
                slots={"what": now.name, "gap": plain(grown), "missing": ""},
            )


@rule(
    "R32",
    "在职人数超过编制",
    severity="warning",
    message="{what} {stated} 人超过{quota} {expected} 人，在职人员控制率 {rate}。",
    fix="核对两个人数；确实超编的，在报告里说明原因和消化办法。",
    basis="财预〔2013〕53号 部门整体支出绩效评价共性指标：在职人员控制率＝在职人员数÷编制数，不超过 100%",
    applies=(UNIT,),
    variants={"missing": Variant("无法核对：缺{missing}，在职人员控制率算不出来。", "info", "补填{missing}。")},
)
def r32(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年末实有在职人数不超过编制数。
    为什么：超编意味着人员经费没有定额依据，复核时要求说明。
    反例：编制 15 人，在职 18 人，控制率 120%。
    正例：编制 38 人，在职 33 人，控制率 86.84%。
    可否自动修正：不可以。
    """
    quota, on_post = facts.unit.find("编制数"), facts.unit.find("在职人数")
    missing = [figure for figure in (quota, on_post) if figure.number is None]
    if len(missing) == 1 and missing[0].asked:
        written = f"{'？' if on_post.number is None else plain(on_post.number)}÷"
        written += "？" if quota.number is None else plain(quota.number)
        yield missing_hit(missing, "", written, quota)
    elif quota.number is not None and on_post.number is not None and on_post.number > quota.number:
        written = f"{plain(on_post.number)}÷{plain(quota.number)}"
        rate = percent(on_post.number / quota.number) if quota.number > 0 else "算不出来"
        yield Hit(
            entry=on_post.entry,
            stated=plain(on_post.number),
            expected=plain(quota.number),
            arithmetic=f"{written}={rate}",
            slots={"what": on_post.name, "quota": quota.name, "rate": rate},
        )


@rule(
    "R33",
    "指标里的人数与基本数据不同",
    severity="error",
    message="{name}的实际完成值 {stated} 人，与{what} {expected} 人不同，相差 {gap} 人。",
    fix="核对两处人数，改成一致。",
    basis="通行审核口径：自评表里的人数与单位基本情况、报告正文的人数一致",
    applies=(UNIT, DEPARTMENT),
    variants={
        "target": Variant(
            "{name}的指标值 {stated} 人，与{what} {expected} 人相差 {gap} 人。",
            "warning",
            "核对人数；年初目标与年末人数确实不同的，在报告里说明增减的原因。",
        ),
        "missing": Variant("无法核对：缺{missing}，{name}对不对看不出来。", "info", "补填{missing}。"),
    },
)
def r33(facts: Facts) -> Iterator[Hit]:
    """
    查什么：名称是在编、在职、实有人数的指标，完成值和指标值与基本数据的年末在职人数一致。
    为什么：同一张表、同一份报告里人数有几个，复核的人不知道信哪一个。
    反例：“在编人员数”的指标值 16，年末实有在职人数 18。
    正例：“在编人员数”的指标值 18、完成值 18，年末实有在职人数 18。
    可否自动修正：不可以，年初目标与年末实有可以不同，要由单位说明。
    """
    on_post = facts.unit.find("在职人数")
    for row in facts.rows:
        indicator = row.indicator
        if not on_post.asked or not _HEADCOUNT.search(short(indicator.name)):
            continue
        for variant, entry, value in (("", indicator.actual, row.actual), ("target", indicator.target, row.target)):
            if value.number is None or value.unit not in (None, "", "人", "名"):
                continue
            slots = {"name": name_of(indicator), "what": on_post.name, "missing": on_post.name}
            if on_post.number is None:
                yield Hit(entry=on_post.entry, variant="missing", arithmetic=f"{plain(value.number)}−？", slots=slots)
                break
            if value.number != on_post.number:
                high, low = max(value.number, on_post.number), min(value.number, on_post.number)
                yield Hit(
                    entry=entry,
                    variant=variant,
                    stated=plain(value.number),
                    expected=plain(on_post.number),
                    arithmetic=f"{plain(high)}−{plain(low)}={plain(high - low)}",
                    slots={**slots, "gap": plain(high - low)},
                )
