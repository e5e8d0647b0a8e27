"""预算调整：调整大的要说明，有追加的不写没有调整。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.budget import amount_of
from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import DEPARTMENT, UNIT
from ziping.checks.facts import Facts
from ziping.checks.numbers import percent
from ziping.checks.relations import missing_hit
from ziping.domain.decimals import plain
from ziping.patterns import pattern

_NO_CHANGE = pattern(
    r"预算[^。；;\n]{0,20}(?:无偏差|没有偏差|无差异|没有差异|没有调整|未作调整|未调整|完全一致)|等于年初预算"
)


@rule(
    "R22",
    "预算调整率高，需要说明",
    severity="warning",
    message="{what} {stated} 是年初预算的 {rate}，超过 {expected}，需要说明原因。",
    fix="在报告里写明调整的原因和批准文件；已经写明的可以保留。",
    basis="财预〔2013〕53号 部门整体支出绩效评价共性指标：预算调整率＝预算调整数÷预算数",
    applies=(UNIT,),
    variants={"missing": Variant("无法核对：缺{missing}，预算调整率算不出来。", "info", "补填{missing}。")},
)
def r22(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年中追加（调减）占年初预算的比例不超过规则包规定的界线（一般 10%）。
    为什么：调整大说明年初预算编得不实；不说明原因会被退回。
    反例：年初预算 56.66，年内调整 52.53，调整率 92.71%。
    正例：年初预算 1158.27，年中追加 35.12，调整率 3.03%。
    可否自动修正：不可以。
    """
    added, initial = facts.unit.find("年中追加"), facts.unit.find("年初预算")
    line = facts.standard.checks.adjustment
    if added.number is None or not added.number:
        return
    if initial.number is None:
        yield missing_hit([initial], "", f"{plain(added.number)}÷？", added)
    elif initial.number > 0 and abs(added.number) / initial.number > line.value:
        rate = percent(abs(added.number) / initial.number)
        yield Hit(
            entry=added.entry,
            stated=plain(added.number),
            expected=percent(line.value),
            arithmetic=f"{plain(abs(added.number))}÷{plain(initial.number)}={rate}",
            source=line,
            slots={"what": added.name, "rate": rate},
        )


@rule(
    "R23",
    "有追加却写成没有调整",
    severity="warning",
    message="{what}写“{said}”，但{added}有 {stated}。",
    fix="改写这一句，写明追加了多少、为什么。",
    basis="通行审核口径：年中有追加、调减的，全年预算数与年初预算数不同，文字与数字要一致",
    applies=(UNIT, DEPARTMENT),
    variants={
        "table": Variant(
            "年度资金总额的年初预算数与全年预算数都是 {same}，但{added}有 {stated}。",
            fix="年初预算数填批复数，全年预算数填调整后的数。",
        )
    },
)
def r23(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年中追加不为 0 的，资金表的年初预算数与全年预算数不相同，报告文字不写“无偏差”“等于年初预算”。
    为什么：有追加却写没有偏差，是照抄或把年初数填成了调整后的数。
    反例：年中追加 35.12，年初预算数、全年预算数都填 1193.39。
    正例：年中追加 35.12，年初预算数 1158.27，全年预算数 1193.39。
    可否自动修正：不可以。
    """
    added = facts.unit.find("年中追加")
    if not added.number:
        return
    initial, adjusted = amount_of(facts, "initial"), amount_of(facts, "adjusted")
    slots = {"added": added.name, "what": "", "said": "", "same": ""}
    if initial is not None and adjusted is not None and initial.number == adjusted.number:
        same = plain(initial.number)
        yield Hit(
            entry=initial.entry,
            variant="table",
            stated=plain(added.number),
            arithmetic=f"{same}−{same}=0，应为 {plain(added.number)}",
            slots={**slots, "same": same},
        )
    for what, entry in facts.sentences():
        if found := _NO_CHANGE.search(entry.text or ""):
            said = {**slots, "what": what, "said": " ".join(found[0].split())}
            yield Hit(entry=entry, stated=plain(added.number), slots=said)
