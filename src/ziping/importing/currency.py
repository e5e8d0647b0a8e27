"""Whether the money of a table is in 元 or, as in our forms, in 万元."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ziping.importing.grid import Page
from ziping.importing.segments import Starts
from ziping.importing.vocabulary import key
from ziping.patterns import pattern

_YUAN = pattern(r"\(元\)|单位[:]?元")
_WAN = pattern(r"\(万元\)|单位[:]?万元|资金万元")


def in_yuan(page: Page, starts: Starts, rows: Sequence[int]) -> bool:
    """Whether all of it is in 元: a label above the indicators says so, and none says 万元."""
    first = min((row for row in starts.tables if row in rows), default=rows[-1] + 1)
    above = [slot.key for row in rows if row < first for slot in page.rows[row]]
    said = [*above, *("".join(pair) for pair in pairwise(above))]
    return any(_YUAN.search(text) for text in said) and not any(_WAN.search(text) for text in said)


def yuan_columns(starts: Starts, rows: Sequence[int]) -> frozenset[str]:
    """The fund columns whose own header says 元."""
    headers = [header for row, header in starts.funds.items() if row in rows]
    columns = (column for header in headers for column in header.columns)
    return frozenset(column.id for column in columns if column.id and _YUAN.search(key(column.label)))
