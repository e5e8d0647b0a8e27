"""分值、得分：是数，而且不越界。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, listed_hit, rule
from ziping.checks.facts import Facts, fund_name, name_of
from ziping.checks.numbers import blank, number_within, points_of, short
from ziping.domain.decimals import plain
from ziping.domain.model import Entry


@rule(
    "R38",
    "分值、得分不是有效的数",
    severity="error",
    message="{what} {stated} 不在 0 到 {weight} 之间。",
    fix="改为 0 到 {weight} 之间的数。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：得分不超过该项分值",
    variants={
        "text": Variant("{what}写成“{stated}”，应填数字{digits}。", fix="只填数字{digits}，不写“分”和“%”。"),
        "weight": Variant("{what}是 {stated}，应大于 0。", fix="填写大于 0 的分值；不用的指标删去整行。"),
        "blank": Variant(
            "{count} 个指标没有填分值，表里其他指标有分值：{cells}。", "warning", "填写分值；说明性的子行可不填。"
        ),
    },
)
def r38(facts: Facts) -> Iterator[Hit]:
    """
    查什么：分值、得分、总分填的是数字；每个指标的分值大于 0；得分在 0 和分值之间。
        有指标值而漏了分值的行，合成一条警告。
    为什么：写成“10分”“20%”的格子不能相加，总分会漏掉它或算成 0.2；得分超过分值等于加分，自评不设加分项。
    反例：分值写“１０分”；分值 5，得分 6。
    正例：分值 10，得分 9.5。
    可否自动修正：只有一个数的文字可以；越界的不可以。
    """
    for what, entry in facts.point_figures():
        if entry.error is None and not blank(entry) and points_of(entry) is None:
            only = number_within(short(entry))
            slots = {"what": what, "digits": f" {only}" if only else ""}
            yield Hit(entry=entry, variant="text", stated=short(entry), expected=only, slots=slots)
    for row in facts.rows:
        weight, what = facts.weight(row), name_of(row.indicator)
        if weight is not None and weight <= 0:
            entry = row.indicator.weight
            yield Hit(entry=entry, variant="weight", stated=plain(weight), slots={"what": f"{what}的分值"})
        else:
            yield from _limits(f"{what}的得分", row.indicator.score, weight)
    if fund := facts.total_fund:
        yield from _limits(f"{fund_name(fund)}的得分", fund.score, facts.execution_weight)
    yield from _left_out(facts)


def _limits(what: str, entry: Entry, weight: Decimal | None) -> Iterator[Hit]:
    printed = points_of(entry)
    if printed is not None and weight is not None and not 0 <= printed <= weight:
        yield Hit(
            entry=entry,
            stated=plain(printed),
            expected=f"0～{plain(weight)}",
            arithmetic=f"{plain(printed)}＞{plain(weight)}" if printed > weight else f"{plain(printed)}＜0",
            slots={"what": what, "weight": plain(weight)},
        )


def _left_out(facts: Facts) -> Iterator[Hit]:
    rows = [
        row.indicator
        for row in facts.rows
        if blank(row.indicator.weight) and row.target.text.strip() and row.target.kind != "na"
    ]
    shared = any(not blank(row.indicator.shared("weight")) for row in facts.rows)
    if facts.has_weights and not shared:
        yield from listed_hit([(indicator.weight, indicator) for indicator in rows], "blank")
