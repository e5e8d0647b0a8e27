"""Which cells of the tables in a Word file are merged; the texts come from ``ziping.ooxml.wordtext``."""

from __future__ import annotations

from collections.abc import Iterator

from ziping.importing.grid import Merge
from ziping.ooxml import guards
from ziping.ooxml.package import Package
from ziping.ooxml.wordgrid import shown_rows
from ziping.ooxml.wordtree import Node, seen, tree


def merges_of(data: bytes, name: str) -> list[tuple[Merge, ...]]:
    """The merged cells of each table, in the order in which ``read_word`` numbers them; rows and columns from 1."""
    package = Package(data, name, guards.DOCUMENT)
    body = tree(package.xml(package.main), name, package.main).child("body")
    return [tuple(_merges(table)) for table in _tables(body)] if body else []


def _tables(holder: Node) -> Iterator[Node]:
    for block in seen(holder):
        if block.tag == "tbl":
            rows = shown_rows(block)
            if rows:
                yield block
                for row in rows:
                    for cell in seen(row):
                        if cell.tag == "tc":
                            yield from _tables(cell)


def _merges(table: Node) -> Iterator[Merge]:
    open_merges: dict[int, Merge] = {}
    for number, row in enumerate(shown_rows(table), 1):
        at = 1 + max(row.number("trPr", "gridBefore"), 0)
        reaching: dict[int, Merge] = {}
        for cell in (child for child in seen(row) if child.tag == "tc"):
            span = max(cell.number("tcPr", "gridSpan", default=1), 1)
            merge = cell.child("tcPr", "vMerge")
            goes_on = merge is not None and merge.attributes.get("val", "continue") == "continue"
            if goes_on and at in open_merges:
                top, left, _, right = open_merges[at]
                reaching[at] = (top, left, number, right)
            elif merge is not None or span > 1:
                reaching[at] = (number, at, number, at + span - 1)
                if merge is None:
                    yield reaching.pop(at)
            at += span
        yield from (merge for left, merge in open_merges.items() if left not in reaching or reaching[left][0] == number)
        open_merges = reaching
    yield from open_merges.values()
