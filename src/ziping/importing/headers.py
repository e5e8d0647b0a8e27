"""Header lines of a table: one row, or two or three of which the lower ones split columns or end broken words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ziping.importing.grid import Page, Slot
from ziping.importing.vocabulary import VAGUE, Lexicon, lexicons
from ziping.patterns import pattern

_DEPTH = 3
_BESIDE = {
    "weight": {"level1": "level1_weight", "level2": "level2_weight", "name": "weight"},
    "target_unit": {"target": "target_unit", "actual": "actual_unit"},
}
"""Columns of which a table may have several: what each of them is, by the column before it."""
_FIGURE = pattern(r"[<>=≤≥≦≧]*[-+]?[\d,]*\.?\d+%?")
"""No header cell is a number: a row of figures is one of the table, whatever words stand in it."""
_SECOND = {"target_sign": "nature"}
"""What the second column of a meaning is: beside 指标方向 (≥), 指标性质 is 正向 or 反向."""


class HeadColumn(msgspec.Struct, frozen=True):
    """A column of a table: what it means (None where nobody knows), and how far it reaches; ``solid`` is how far its
    header cell itself does."""

    id: str | None
    left: int
    right: int
    label: str
    rank: int = 0
    solid: int = 0


class Header(msgspec.Struct, frozen=True):
    """The header rows ``top`` to ``bottom`` of a table and its columns from left to right; ``slots`` are its cells."""

    top: int
    bottom: int
    columns: tuple[HeadColumn, ...]
    slots: tuple[Slot, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(column.id for column in self.columns if column.id)

    def at(self, column: int) -> HeadColumn | None:
        """The column that a cell beginning there belongs to."""
        return next((one for one in self.columns if one.left <= column <= one.right), None)


def header_at(page: Page, row: int, lexicon: Lexicon) -> Header | None:
    """The header that begins in ``row``, of as many rows as make the most of it; None where no word is known."""
    best: Header | None = None
    for depth in range(1, _DEPTH + 1):
        rows = list(range(row, row + depth))
        if depth > 1 and (rows[-1] not in page.rows or rows[-1] in page.grid.breaks):
            break
        found = _header(page, rows, lexicon)
        if found is None:
            break
        if best is None or len(found.ids) >= len(best.ids):
            best = found
    return best


def _header(page: Page, rows: list[int], lexicon: Lexicon) -> Header | None:
    top = page.rows.get(rows[0], [])
    if any(_FIGURE.fullmatch(slot.key) for slot in page.slots_of(row for row in rows if row in page.rows)):
        return None
    columns: list[HeadColumn] = []
    used: set[tuple[int, int]] = set()
    told = strange = 0
    for chain, left, right in _leaves(page, rows, top):
        used |= {slot.at for slot in chain}
        found = _meaning(chain, lexicon)
        label = chain[-1].text
        rank, id = found or (0, None)
        columns.append(HeadColumn(id, left, right, label, rank, solid=min(right, max(chain[-1].right, left))))
        if len(chain) > 1:
            told, strange = told + (found is not None), strange + (found is None)
    lower = [slot for row in rows[1:] for slot in page.rows[row]]
    if any(slot.at not in used for slot in lower) or not any(column.id for column in columns):
        return None
    if strange and strange >= told:
        return None
    return Header(rows[0], rows[-1], tuple(_distinct(list(_by_neighbour(columns)))), (*top, *lower))


def _leaves(page: Page, rows: list[int], top: list[Slot]) -> Iterator[tuple[list[Slot], int, int]]:
    """The lowest header cell of every column, below those it stands under, with the columns it reaches over."""
    for index, slot in enumerate(top):
        right = _reach(slot, top, index)
        yield from _below(page, rows[1:], [slot], slot.left, right)


def _reach(slot: Slot, row: Sequence[Slot], index: int) -> int:
    """How far a header cell reaches: to the next one, also where somebody did not merge it."""
    return row[index + 1].left - 1 if index + 1 < len(row) else slot.right


def _below(
    page: Page, rows: list[int], chain: list[Slot], left: int, right: int
) -> Iterator[tuple[list[Slot], int, int]]:
    under = [slot for slot in page.rows[rows[0]] if left <= slot.left <= right] if rows else []
    if not under or chain[-1].bottom >= rows[0]:
        yield chain, left, right
        return
    at = left
    for index, slot in enumerate(under):
        if slot.left > at:
            yield chain, at, slot.left - 1
        end = under[index + 1].left - 1 if index + 1 < len(under) else right
        reach = min(slot.right, end)
        yield from _below(page, rows[1:], [*chain, slot], slot.left, reach)
        at = reach + 1
    if at <= min(right, chain[-1].right):
        yield chain, at, right


def _meaning(chain: list[Slot], lexicon: Lexicon) -> tuple[int, str] | None:
    """What a column means: by all its header cells together (年初 under 预算数 is 年初预算数), else by the lowest that
    says something."""
    upper, lower = "".join(slot.text for slot in chain[:-1]), chain[-1].text
    read = [lexicon.ranked(upper + lower), lexicon.ranked(lower + upper), lexicon.ranked(lower)]
    whole = min((found for found in read if found), key=lambda found: found[0] >= VAGUE, default=None)
    if whole or len(chain) == 1 or lexicons().plain.find(chain[-1].text) != "label":
        return whole
    return next((found for slot in reversed(chain) if (found := lexicon.ranked(slot.text))), None)


def _by_neighbour(columns: list[HeadColumn]) -> Iterator[HeadColumn]:
    """Columns that say the same told apart by what stands before them: points of the levels and of the indicators,
    units of the targets and of what was reached."""
    for id, of in _BESIDE.items():
        several, before = sum(column.id == id for column in columns) > 1, ""
        for place, column in enumerate(columns):
            before = column.id if column.id in of else before
            if several and column.id == id and before:
                columns[place] = msgspec.structs.replace(column, id=of[before])
    yield from columns


def _distinct(columns: list[HeadColumn]) -> Iterator[HeadColumn]:
    """Of two columns that seem to mean the same, the one that says it better; what is left has no meaning."""
    best: dict[str, HeadColumn] = {}
    for column in columns:
        if column.id and (column.id not in best or column.rank < best[column.id].rank):
            best[column.id] = column
    for column in columns:
        unclear = column.id is not None and best[column.id] is not column
        yield msgspec.structs.replace(column, id=_SECOND.get(column.id or "")) if unclear else column
