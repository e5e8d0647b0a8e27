"""占比：表里的占比、控制率按同一行的两个数重算。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.facts import Facts, placed_rows
from ziping.checks.numbers import HALF_CENT, HUNDRED, as_fraction, percent, short, tail
from ziping.domain.decimals import half_up, plain
from ziping.domain.model import EMPTY, Entry, Table

_RATES = (
    ("rate", "part", "whole"),
    ("rate", "on_post", "quota"),
    ("rate", "executed", "budget"),
    ("area_rate", "area", "area_approved"),
    ("invested_rate", "invested", "estimate"),
)
"""The column of a rate, and the columns of the same row that it divides."""
_SHARES = (("share", "amount"),)
"""The column of a share, and the column whose total it divides by."""


@rule(
    "R15",
    "占比算错",
    severity="error",
    message="{place}的{column}写 {stated}，按 {part}÷{whole} 应为 {expected}。",
    fix="把占比改为 {expected}；分子分母填错的，先改那里。",
    basis="通行审核口径：占比＝分子÷分母，四舍五入到所写的位数",
    variants={
        "tail": Variant("{place}的{column}写 {stated}，重算为 {expected}，相差在四舍五入以内。", "info", "不用改。"),
        "missing": Variant("无法核对：缺{missing}，{place}的{column} {stated} 算不出来。", "info", "补填{missing}。"),
    },
)
def r15(facts: Facts) -> Iterator[Hit]:
    """
    查什么：附表里的占比、控制率、使用率等于同一行（或合计行）两个数相除；分子分母四舍五入带来的差异只提示。
    为什么：占比写错，正文照抄后整段文字都要重写。
    反例：安排 270.69，合计 561.24，占比写 84%。
    正例：安排 270.69，合计 561.24，占比写 48%。
    可否自动修正：可以，按两个数重算。
    """
    for table in facts.model.tables:
        for place, row in placed_rows(table):
            for column, part, whole in _RATES:
                if column in row and part in row and whole in row:
                    yield from _quotient(table, place, column, row, (part, row[part]), (whole, row[whole]))
            for column, part in _SHARES:
                if column in row and part in row and table.total is not None:
                    whole_entry = table.total.get(part, EMPTY)
                    yield from _quotient(table, place, column, row, (part, row[part]), (part, whole_entry))


def _quotient(
    table: Table,
    place: str,
    column: str,
    row: Mapping[str, Entry],
    part: tuple[str, Entry],
    whole: tuple[str, Entry],
) -> Iterator[Hit]:
    entry, over, under = row[column], part[1].amount(), whole[1].amount()
    stated = entry.amount()
    if stated is None:
        return
    labels = {each.id: each.label for each in table.columns}
    slots = {"place": f"《{table.title}》{place}", "column": labels[column], "part": "", "whole": "", "missing": ""}
    missing = [labels[id] for id, cell in (part, whole) if cell.amount() is None]
    if missing:
        named = {**slots, "missing": "、".join(dict.fromkeys(missing))}
        yield Hit(entry=entry, variant="missing", stated=short(entry), slots=named)
        return
    if over is None or under is None or under <= 0:
        return
    exact = over / under
    fraction, shown = as_fraction(entry, stated, exact)
    if half_up(fraction * HUNDRED, shown) == half_up(exact * HUNDRED, shown):
        return
    error = HALF_CENT * (1 + abs(exact)) / under + tail(0, shown + 2)
    expected = f"{plain(half_up(exact * HUNDRED, shown))}%"
    yield Hit(
        entry=entry,
        variant="tail" if abs(fraction - exact) <= error else "",
        stated=short(entry),
        expected=expected,
        arithmetic=f"{plain(over)}÷{plain(under)}={percent(exact)}",
        slots={**slots, "part": plain(over), "whole": plain(under)},
    )
