"""Points that a form prints for a level alone: 产出指标（50分） above indicators that have none of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from ziping.domain.decimals import plain
from ziping.domain.levels import points_of_level
from ziping.domain.model import Entry, Indicator
from ziping.importing.evaluation import Recognised
from ziping.importing.sharedcells import SHARED
from ziping.importing.vocabulary import key

_LEVELS = ("level2", "level1")
_OWN = {"level1": "level1_weight", "level2": "level2_weight"}
"""The columns in which some forms print the points of a level."""
_ALONE = "“{sheet}”只给级次标了分值，下面只有一个指标的，分值按级次的导入，请核对：{listed}。"
_SEVERAL = "“{sheet}”的{listed}，没有写各指标占多少，没有替您分，请在新表里自己分。"
_UNEQUAL = "“{sheet}”的“{level1}”和“{level2}”下面是同一个指标，标的分值不一样，没有导入，请核对。"


class _Block(NamedTuple):
    """Indicators under one level that states points: where they stand among all, and what the level says."""

    places: tuple[int, ...]
    level: Entry
    points: Decimal
    entry: Entry


def with_block_points(table: Recognised) -> Recognised:
    """The table with the points of a level at its indicator where there is only one; where there are several, a
    sentence says what they have together."""
    rows = list(table.model.indicators)
    inner, outer = (list(_blocks(rows, level)) for level in _LEVELS)
    alone: dict[int, Decimal] = {}
    shared: list[_Block] = []
    notes: list[str] = []
    for block in (*inner, *outer):
        if len(block.places) > 1:
            told = {place for one in shared for place in one.places} | alone.keys()
            if not told.issuperset(block.places):
                shared.append(block)
        elif alone.setdefault(block.places[0], block.points) != block.points:
            row = rows[block.places[0]]
            names = {id: " ".join((getattr(row, id).text or "").split()) for id in _LEVELS}
            notes.append(_UNEQUAL.format(sheet=table.model.sheet, **names))
            del alone[block.places[0]]
    for block in (*inner, *outer):
        place = block.places[0]
        if len(block.places) == 1 and place in alone:
            rows[place] = replace(rows[place], weight=block.entry)
    _share(rows, shared, alone)
    said = [f"“{_line(rows[place].name) or _line(rows[place].level2)}” {plain(p)} 分" for place, p in alone.items()]
    if said:
        notes.append(_ALONE.format(sheet=table.model.sheet, listed="、".join(said)))
    said = [f"“{_line(block.level)}”{len(block.places)} 个指标一共 {plain(block.points)} 分" for block in shared]
    if said:
        notes.append(_SEVERAL.format(sheet=table.model.sheet, listed="，".join(said)))
    model = replace(table.model, indicators=tuple(rows))
    return replace(table, model=model, notes=(*table.notes, *notes)) if notes else table


def _share(rows: list[Indicator], shared: Sequence[_Block], alone: Mapping[int, Decimal]) -> None:
    """Keep what a block's indicators have together beside the first of them: what its level says, less what is known
    of single ones and of levels within."""
    known = dict(alone)
    for block in shared:
        rest = block.points - sum(known.get(place, Decimal(0)) for place in block.places)
        open_places = [place for place in block.places if place not in known]
        if open_places and rest > 0:
            first = rows[open_places[0]]
            same = rest == block.points
            entry = block.entry if same else replace(block.entry, text=plain(rest), number=rest)
            rows[open_places[0]] = replace(first, extra={**first.extra, SHARED["weight"]: entry})
        known |= dict.fromkeys(open_places, Decimal(0)) | ({open_places[0]: rest} if open_places else {})


def _blocks(rows: Sequence[Indicator], id: str) -> Iterator[_Block]:
    """The indicators under each level that states its points, where none of them has points of its own."""
    levels = ("level1",) if id == "level1" else ("level1", "level2")
    named = [(place, tuple(key(getattr(row, level).text or "") for level in levels)) for place, row in enumerate(rows)]
    for _, group in groupby(named, key=lambda pair: pair[1]):
        places = tuple(place for place, _ in group)
        first = rows[places[0]]
        level: Entry = getattr(first, id)
        stated = first.extra.get(_OWN[id])
        points = points_of_level(level.text or "") if stated is None else stated.amount()
        entry = (
            stated or Entry(text=plain(points), number=points, sheet=level.sheet, cell=level.cell) if points else None
        )
        bare = all(rows[place].weight.empty and rows[place].shared("weight").empty for place in places)
        if points is not None and entry is not None and bare:
            yield _Block(places, level, points, entry)


def _line(entry: Entry) -> str:
    return " ".join((entry.text or "").split())
