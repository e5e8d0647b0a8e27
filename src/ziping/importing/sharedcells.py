"""Cells that are merged over several indicators: whose they are, nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ziping.domain.model import Entry, Indicator
from ziping.importing.grid import Page, Slot
from ziping.importing.headers import Header
from ziping.importing.vocabulary import key

SHARED = {"weight": "shared_weight", "score": "shared_score"}
"""Where points of several indicators are kept, beside those that each has of its own."""
_POINTS = (
    "“{sheet}”{place} 的“{text}”是{names} {count} 个指标合在一起的一格，没有写各占多少，没有分到各行，请自己分开填。"
)
_TEXT = "“{sheet}”{place} 的“{text}”是{names} {count} 个指标合并的一格，记在了第一个指标上，请核对。"
_OF_LEVEL = "“{sheet}”{place} 的“{text}”可能是{names} {count} 个指标一共的分值，记在了第一个指标上，请核对。"
_AMONG = "其中"
_NAMED = 2
"""Indicators that a sentence calls by name, at most."""


class Found(NamedTuple):
    """An indicator and the row it stands in."""

    row: int
    indicator: Indicator


def apart(page: Page, header: Header, found: Sequence[Found]) -> tuple[tuple[Indicator, ...], list[str]]:
    """The indicators without points that are not theirs alone, which are kept beside the first of them; a sentence
    for each such cell."""
    rows = [one.indicator for one in found]
    notes: list[str] = []
    for column in header.columns:
        if column.id not in ("weight", "score", "target", "actual"):
            continue
        level = _level_before(header, column.left) if column.id == "weight" else ""
        for index, (row, indicator) in enumerate(found):
            entry: Entry = getattr(indicator, column.id)
            slot = next((slot for slot in page.rows[row] if slot.left == column.left), None)
            if entry.empty or slot is None:
                continue
            below = found[index + 1 :]
            others = _covered(below, slot, column.id)
            if others and not _is_parent(indicator, others):
                notes.append(_sentence(_POINTS if column.id in SHARED else _TEXT, page, slot, [indicator, *others]))
                if column.id in SHARED:
                    bare = page.grid.entry(row, column.left)
                    blank: Mapping[str, Entry] = {column.id: Entry(sheet=bare.sheet, cell=bare.cell)}
                    rows[index] = replace(rows[index], **blank, extra={**rows[index].extra, SHARED[column.id]: entry})
            elif level and (others := _under(below, level, indicator)):
                notes.append(_sentence(_OF_LEVEL, page, slot, [indicator, *others]))
    return tuple(rows), notes


def _covered(found: Sequence[Found], slot: Slot, id: str) -> list[Indicator]:
    """The indicators that a merged cell reaches over too."""
    covered: list[Indicator] = []
    for row, indicator in (one for one in found if one.row > slot.row):
        if row > slot.bottom or not getattr(indicator, id).empty:
            break
        covered.append(indicator)
    return covered


def _under(found: Sequence[Found], level: str, first: Indicator) -> list[Indicator]:
    """The other indicators of a level, if none of them has points of its own."""
    others = [one for _, one in found if getattr(one, level).cell == getattr(first, level).cell != ""]
    return others if all(one.weight.empty for one in others) and not _is_parent(first, others) else []


def _level_before(header: Header, left: int) -> str:
    """The level whose points a column right behind it holds, before the names; “” for any other column."""
    before = [column for column in header.columns if column.left < left]
    named = any(column.id == "name" and column.left < left for column in header.columns)
    level = before[-1].id if before and not named else None
    return level if level in ("level1", "level2") else ""


def _is_parent(first: Indicator, others: Sequence[Indicator]) -> bool:
    """Whether the others are only parts of the first one: 其中：桃树面积."""
    return (
        bool(others)
        and key(others[0].name.text or "").startswith(_AMONG)
        and not key(first.name.text or "").startswith(_AMONG)
    )


def _sentence(said: str, page: Page, slot: Slot, shared: Sequence[Indicator]) -> str:
    names = [" ".join((one.name.text or "").split()) for one in shared]
    listed = "".join(f"“{name}”" for name in dict.fromkeys(names[:_NAMED]) if name)
    listed += "等" if len(shared) > _NAMED else ""
    text, place = " ".join(slot.text.split()), page.grid.place(*slot.at)
    return said.format(sheet=page.grid.name, place=place, text=text, names=listed, count=len(shared))
