"""A Word table laid out by its grid columns: merged cells, shifted rows, rows that are deleted or hidden."""

from __future__ import annotations

from collections.abc import Callable

from ziping.ooxml.wordtree import Node, seen

# Word draws 63 columns at most; other programs write some more.
MAX_COLUMNS = 128


def shown_rows(table: Node) -> list[Node]:
    """The rows (w:tr) that stand on the page: neither deleted by a tracked change nor hidden."""
    return [row for row in seen(table) if row.tag == "tr" and not _is_gone(row)]


def by_column(rows: list[Node], text_of: Callable[[Node], str]) -> tuple[tuple[str, ...], ...]:
    """The texts of the rows, all equally long; ``text_of`` is asked once, in order, for each cell (w:tc) that shows.

    A merged cell stands in its first column and row, the covered places are “”. ValueError for more columns than any
    table has, and for spans that are no numbers.
    """
    texts: list[list[str]] = []
    merged: set[int] = set()
    for row in rows:
        cells, merged = _row(row, merged, text_of)
        texts.append(cells)
    width = max(map(len, texts), default=0)
    return tuple((*cells, *[""] * (width - len(cells))) for cells in texts)


def _row(row: Node, merged: set[int], text_of: Callable[[Node], str]) -> tuple[list[str], set[int]]:
    """The texts of a row, and the columns at which it has a cell that may reach on downwards.

    ``merged`` are those columns of the row above; a cell that goes on where nothing began is a cell of its own.
    """
    texts = [""] * _columns(row.number("trPr", "gridBefore"))
    reaching: set[int] = set()
    for cell in (child for child in seen(row) if child.tag == "tc"):
        at = len(texts)
        down, across = _merge(cell, "vMerge"), _merge(cell, "hMerge")
        if down:
            reaching.add(at)
        covered = (down == "continue" and at in merged) or (across == "continue" and at > 0)
        gone = cell.child("tcPr", "cellDel") is not None
        span = max(1, _columns(cell.number("tcPr", "gridSpan", default=1)))
        texts += ["" if covered or gone else text_of(cell), *[""] * (span - 1)]
        _columns(len(texts))
    texts += [""] * _columns(row.number("trPr", "gridAfter"))
    return texts, reaching


def _is_gone(row: Node) -> bool:
    properties = row.child("trPr")
    return properties is not None and bool(properties.child("del") or properties.toggle("hidden"))


def _merge(cell: Node, tag: str) -> str | None:
    """“restart” or “continue” for a cell merged with others, None for one that is not."""
    merge = cell.child("tcPr", tag)
    return merge.attributes.get("val", "continue") if merge else None


def _columns(count: int) -> int:
    """``count``, nothing below zero; ValueError for more columns than any table has."""
    if count > MAX_COLUMNS:
        raise ValueError(f"{count} columns")
    return max(0, count)
