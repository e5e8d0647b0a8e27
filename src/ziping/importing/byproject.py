"""A list of indicators with a column 项目名称, as a table for each of its projects."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ziping.domain.model import EMPTY, Entry, Indicator
from ziping.importing.evaluation import Recognised
from ziping.importing.indicatorheader import PROJECT
from ziping.importing.vocabulary import key

_SPLIT = "“{sheet}”的指标按“{label}”一栏分成了 {count} 个项目，请核对。"
_BEFORE = "“{sheet}”的 {place} 那一行没有写是哪个项目的，放在了第一个项目里，请核对。"


def by_project(table: Recognised) -> tuple[Recognised, ...]:
    """The projects of a table with such a column, the table itself where it has none. A name holds for the rows below
    it; what the table says of all of them goes with the first."""
    groups = _groups(table.model.indicators)
    if not any(PROJECT in row.extra for row in table.model.indicators):
        return (table,)
    named = [replace(table.model, project=name, indicators=tuple(rows)) for name, rows in groups]
    first, *rest = named
    if not rest:
        return (replace(table, model=first),)
    sheet, label = table.model.sheet, " ".join(table.model.labels.get(PROJECT, "").split())
    notes = [_SPLIT.format(sheet=sheet, label=label, count=len(named))]
    if first.indicators and table.model.indicators[0].extra.get(PROJECT, EMPTY).empty:
        notes.append(_BEFORE.format(sheet=sheet, place=first.indicators[0].name.cell))
    bare = replace(table, unread=(), labels=(), again="")
    others = [replace(model, funds=(), total=EMPTY, total_weight=EMPTY, grade=EMPTY, extra={}) for model in rest]
    return (
        replace(table, model=first, notes=(*table.notes, *notes)),
        *(replace(bare, model=model, notes=()) for model in others),
    )


def _groups(rows: Sequence[Indicator]) -> list[tuple[Entry, list[Indicator]]]:
    """The rows of each project in turn, without their column."""
    groups: list[tuple[Entry, list[Indicator]]] = []
    for row in rows:
        name = row.extra.get(PROJECT, EMPTY)
        bare = replace(row, extra={id: entry for id, entry in row.extra.items() if id != PROJECT})
        if not groups:
            groups.append((name, []))
        elif not name.empty and groups[-1][0].empty:
            groups[-1] = (name, groups[-1][1])
        elif not name.empty and key(name.text or "") != key(groups[-1][0].text or ""):
            groups.append((name, []))
        groups[-1][1].append(bare)
    return groups
