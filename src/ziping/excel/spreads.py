"""Weights proposed for the rows of an indicator table (ZP_WEIGHTS)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ziping.domain.decimals import half_up
from ziping.domain.scoring.weights import distribute, plain_level
from ziping.domain.standard import Standard
from ziping.excel.arguments import ArgumentError
from ziping.excel.ranges import Given
from ziping.patterns import pattern

_PLACES = 2
_POINTS = pattern(r"[（(][^（()）]*[)）]$")


def counted_rows(area: Given) -> tuple[str | None, ...]:
    """The name above every row of an area, None for rows that hold no indicator.

    The first column holds the names, merged cells for several rows. In an area of more columns a row is an indicator
    where its last column is filled; in a single column where it is filled or lies in a merged cell.
    """
    found: list[str | None] = []
    name, merged = None, 0
    for row, values in enumerate(area.rows):
        own = area.entry(row, 0)
        if own.error:
            raise ArgumentError(f"区域第 {row + 1} 行是错误值 {own.error}，请先改正")
        if not own.empty:
            name = "".join((own.text or "").split())
            merged = area.span(row, 0) if len(values) == 1 else 0
        filled = merged > 0 if len(values) == 1 else values[-1] is not None
        merged -= 1
        found.append(name if filled else None)
    return tuple(found)


def proposed(names: Sequence[str | None], total: Decimal, standard: Standard) -> tuple[Decimal | None, ...]:
    """``total`` points for the rows that have a name, in the order of the rows; they add up to it.

    First-level names (产出指标 …) get what the standard gives their level, in proportion where the total is another,
    spread evenly over their rows; where none of the names is a first level all rows get the same. Raises ZipingError
    where only some are, and where a row would be left without points.
    """
    filled = [name for name in names if name is not None]
    levels = list(dict.fromkeys(filter(None, (_level(name, standard) for name in filled))))
    if not levels:
        weights = iter(distribute(total, len(filled), places=_PLACES))
        return tuple(None if name is None else next(weights) for name in names)
    strange = next((name for name in filled if _level(name, standard) is None), None)
    if strange is not None:
        raise ArgumentError(f"规则包 {standard.id} 没有“{strange}”的分值，请核对一级指标的名称")
    points = _shared(levels, total, standard)
    rows = [None if name is None else _level(name, standard) for name in names]
    spread = {level: iter(distribute(points[level], rows.count(level), places=_PLACES)) for level in levels}
    return tuple(None if level is None else next(spread[level]) for level in rows)


def _shared(levels: list[str], total: Decimal, standard: Standard) -> dict[str, Decimal]:
    """The points of each level; the spread of the standard, or an alternative of it, that has just these levels goes
    before a part of one. The last level takes the rounding."""
    spreads = standard.weights.spreads
    fitting = [one for one in spreads if set(one) == set(levels)] or [one for one in spreads if set(one) >= set(levels)]
    if not fitting:
        raise ArgumentError(f"规则包 {standard.id} 没有同时设{'、'.join(levels)}的分值分配，请自行分配")
    shares = {level: fitting[0][level] for level in levels}
    full = sum(shares.values(), Decimal(0))
    points = {level: half_up(share * total / full, _PLACES) for level, share in shares.items()}
    points[levels[-1]] += total - sum(points.values(), Decimal(0))
    return points


def _level(name: str, standard: Standard) -> str | None:
    """The first level of the standard that a name bears: 产出, 产出指标（50分）, 服务对象满意度指标; 效果 is an
    older word for 效益. 学员满意度 is no level but an indicator."""
    bare = plain_level(_POINTS.sub("", name))
    levels = dict.fromkeys(level for spread in standard.weights.spreads for level in spread)
    return next(
        (level for level in levels if bare == plain_level(level) or bare.endswith(f"{plain_level(level)}指标")), None
    )
