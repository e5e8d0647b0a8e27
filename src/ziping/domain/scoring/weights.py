"""Weights of the indicators under one heading (分值分配)."""

from __future__ import annotations

from decimal import Decimal

from ziping.domain.decimals import half_up, plain
from ziping.errors import ZipingError


def distribute(total: Decimal, count: int, *, places: int = 2) -> tuple[Decimal, ...]:
    """``total`` points spread evenly over ``count`` indicators, rounded half-up; the last takes the remainder.

    Raises ZipingError where an indicator would be left without points.
    """
    if count < 1 or total <= 0:
        raise ZipingError(f"分值 {plain(total)} 不能分给 {count} 项指标，分值和项数都应大于 0")
    even = half_up(total / count, places)
    last = total - even * (count - 1)
    if even <= 0 or last <= 0:
        raise ZipingError(
            f"{plain(total)} 分按 {places} 位小数分给 {count} 项会有指标得不到分值，请多保留一位小数或减少指标"
        )
    return (even,) * (count - 1) + (last,)


def plain_level(name: str) -> str:
    """The name of a level without spaces, 效益 for its older word 效果: 产 出 指 标 → 产出指标."""
    return "".join(name.split()).replace("效果", "效益")
