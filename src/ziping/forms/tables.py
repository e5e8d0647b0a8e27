"""Laying out a free table: its rows, the columns that are computed, the sum row or a thin row that closes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ziping.forms import formulas, links, names
from ziping.forms.layout import Layout, Place, absolute, span
from ziping.forms.spec import ColumnSpec, TableBlock


def put_table(block: TableBlock, layout: Layout, items: Sequence[Mapping[str, Any]], count: int) -> None:
    """Lay out the block with ``count`` rows, the first ones filled with ``items``."""
    top = layout.row
    bottom = top + count
    starts = starts_of(block.columns, 1)
    for column in block.columns:
        at = starts[column.id]
        layout.put(Place(top, at, columns=column.span, value=column.label, style="header"))
        for index in range(count):
            row = top + 1 + index
            given = items[index].get(column.id) if index < len(items) else None
            formula = None if given is not None else _formula(column, row, bottom + 1, index, starts, layout)
            style = cell_style(column, computed=formula is not None)
            value = _given(given, column)
            layout.put(Place(row, at, 1, column.span, value, formula, style, unlocked=formula is None))
        layout.name(names.column(block.id, column.id), top, at, bottom + 1)
    layout.heights[top] = 32.0
    if block.total:
        _sums(block, layout, top, bottom, starts)
    else:
        layout.put(Place(bottom + 1, 1, columns=layout.printed, style="closing"))
        layout.heights[bottom + 1] = 6.0
    layout.name(names.head(block.id), top, 1)
    layout.name(names.end(block.id), bottom + 1, 1)
    layout.row = bottom + 2


def _sums(block: TableBlock, layout: Layout, top: int, bottom: int, starts: dict[str, int]) -> None:
    for index, column in enumerate(block.columns):
        at = starts[column.id]
        summed = formulas.filled_sum([span(top + 1, at, bottom, at)]) if column.number else None
        if column.percent:
            summed = _formula(column, bottom + 1, bottom + 1, 0, starts, layout)
        value = block.total if index == 0 else None
        style = cell_style(column, computed=True)
        layout.put(Place(bottom + 1, at, columns=column.span, value=value, formula=summed, style=style))


def starts_of(columns: Sequence[ColumnSpec], first: int) -> dict[str, int]:
    """The grid column in which each column begins."""
    starts = {}
    for column in columns:
        starts[column.id] = first
        first += column.span
    return starts


def cell_style(column: ColumnSpec, *, computed: bool) -> str:
    """The style of a cell of a table; ``computed`` ones are not typed into."""
    if column.percent:
        return "whole_percent" if column.whole else "percent"
    if column.number:
        return "money" if computed else "entry_money"
    return "row_label" if computed else "entry_text"


def _formula(
    column: ColumnSpec, row: int, total: int, index: int, starts: dict[str, int], layout: Layout
) -> str | None:
    """What a computed column shows in ``row``; ``total`` is the row of the sums."""
    if column.share:
        return links.ratio(absolute(row, starts[column.share]), absolute(total, starts[column.share]))
    if column.ratio:
        part, whole = (absolute(row, starts[id]) for id in column.ratio)
        return links.ratio(part, whole)
    if column.same:
        area = layout.names[names.column(*column.same.split("."))]
        return links.same(area[0] + 1 + index, area[1])
    return None


def _given(value: Decimal | int | str | None, column: ColumnSpec) -> Decimal | str | None:
    if value is None or value == "":
        return None
    return Decimal(value) if column.number or not isinstance(value, str) else value
