"""Points of the execution rate that only the header of a fund table states: 预算执行情况（20分）."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ziping.domain.decimals import plain
from ziping.domain.levels import points_of_level
from ziping.domain.model import Entry, FundRow
from ziping.importing.grid import Grid, Slot
from ziping.patterns import pattern

_TIMES_RATE = pattern(r"[*x×]执行率")


def with_stated_points(rows: Sequence[FundRow], heads: Iterable[Slot], grid: Grid) -> list[FundRow]:
    """The rows with these points at the total, where the table prints none; nothing changes where headers state
    different ones."""
    stated = {points: slot for slot in heads if (points := points_of_level(_TIMES_RATE.sub("", slot.key))) is not None}
    if len(stated) != 1 or any(row.weight.amount() is not None for row in rows):
        return list(rows)
    ((points, slot),) = stated.items()
    weight = Entry(text=plain(points), number=points, sheet=grid.name, cell=grid.place(*slot.at))
    return [replace(row, weight=weight) if row.kind == "total" else row for row in rows]
