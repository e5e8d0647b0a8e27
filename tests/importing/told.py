"""Everything that was said about a grid: the entries of the model, the labels, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from ziping.domain.model import Entry
from ziping.importing.evaluation import Recognised
from ziping.importing.grid import Grid


def entries(value: Any) -> Iterator[Entry]:
    """Every entry of a model."""
    if isinstance(value, Entry):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from entries(getattr(value, field))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from entries(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from entries(item)


def lost(grid: Grid, tables: tuple[Recognised, ...]) -> list[str]:
    """The cells of a grid that nobody said anything about."""
    read = [entry for table in tables for entry in entries(table.model) if entry.text or entry.error]
    places = {entry.cell for entry in read}
    places |= {place for table in tables for _, place in table.labels}
    places |= {one.cell for table in tables for one in table.unread}
    texts = "\n".join(entry.text or "" for entry in read)
    return [
        f"{grid.place(*at)} {cell.text}"
        for at, cell in grid.cells.items()
        if (cell.text.strip() or cell.error) and grid.place(*at) not in places and cell.text.strip() not in texts
    ]
