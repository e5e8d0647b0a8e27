"""Where an indicator goes in another form: under the level that means the same there."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ziping.domain.levels import LEVEL1, bare_level, level1_of, level2_of
from ziping.domain.model import Indicator
from ziping.forms.spec import FormSpec, GroupSpec, IndicatorsBlock

Order = dict[tuple[str, str, str], int]
"""The levels that a form does not name, in the order in which they came."""


class Home(msgspec.Struct, frozen=True):
    """Where a row goes: its block, what it is called there, and its place in the order of the form."""

    block: IndicatorsBlock
    level1: str
    level2: str
    order: tuple[int, int]


def home_of(indicator: Indicator, form: FormSpec, order: Order) -> Home | None:
    """Where a row goes; None where the form has no table for its level. Levels that the form does not name come
    behind those it names, as they are called by the unit."""
    own1, own2 = ((entry.text or "").strip() for entry in (indicator.level1, indicator.level2))
    means1, means2 = level1_of(own1, own2), level2_of(own2)
    groups = [(block, group) for block in form.indicator_blocks() for group in block.groups]
    exact = [
        one
        for one in groups
        if (bare_level(one[1].level1), bare_level(one[1].level2)) == (bare_level(own1), bare_level(own2))
    ]
    same2 = [one for one in groups if level2_of(one[1].level2) == means2]
    both = [one for one in same2 if level1_of(one[1].level1, one[1].level2) == means1]
    known = same2 if means1 in (*LEVEL1, "") else []
    for block, group in (exact or both or known)[:1]:
        return _placed(block, group.level1, group.level2, groups, order)
    under = [one for one in groups if level1_of(one[1].level1, one[1].level2) == means1]
    under = under or [one for one in groups if means1 == "成本" and level1_of(one[1].level1, "") == "产出"]
    if under:
        return _placed(under[0][0], under[0][1].level1, own2, groups, order)
    free = next((block for block in form.indicator_blocks() if _shows_level1(block)), None)
    return _placed(free, own1, own2, groups, order) if free else None


def _placed(
    block: IndicatorsBlock,
    level1: str,
    level2: str,
    groups: Sequence[tuple[IndicatorsBlock, GroupSpec]],
    order: Order,
) -> Home:
    levels = [(one.level1, one.level2) for of, one in groups if of is block]
    firsts = list(dict.fromkeys(first for first, _ in levels))
    rank1 = firsts.index(level1) if level1 in firsts else len(firsts) + _came(order, block.id, level1, "")
    known = (level1, level2) in levels
    rank2 = levels.index((level1, level2)) if known else len(levels) + _came(order, block.id, level1, level2)
    return Home(block, level1, level2, (rank1, rank2))


def _came(order: Order, *level: str) -> int:
    """When a level came first."""
    block, level1, level2 = level
    return order.setdefault((block, level1, level2), len(order))


def _shows_level1(block: IndicatorsBlock) -> bool:
    return any(column.id == "level1" for column in block.columns)
