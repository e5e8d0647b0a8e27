"""Fund tables that go across: each kind of money has a column, under 预算数 and 执行数 or with these in the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ziping.domain.model import EMPTY, Entry, FundRow
from ziping.importing.board import Board
from ziping.importing.fundcells import is_amount
from ziping.importing.fundtable import AMOUNTS, COLUMNS, PARENTS
from ziping.importing.grid import Slot
from ziping.importing.vocabulary import lexicons

_LEAST = 2


class CrossTable(msgspec.Struct, frozen=True):
    """A fund table that goes across: its amounts by kind and column, the label of each kind, its rows from ``top`` to
    ``bottom``, and the cells that only say what the others mean."""

    top: int
    bottom: int
    amounts: Mapping[str, Mapping[str, Slot]]
    names: Mapping[str, Slot]
    heads: tuple[Slot, ...]


def cross_table(board: Board, row: int) -> CrossTable | None:
    """The fund table of such a kind that begins in ``row``, None where there is none or something in it is no
    amount."""
    return _kinds_above(board, row) or _kinds_below(board, row)


def cross_rows(board: Board, table: CrossTable) -> list[FundRow]:
    """Its fund rows, the total first."""
    board.label(*table.heads)
    rows = []
    for kind in sorted(table.amounts, key=lambda kind: kind != "total"):
        read: dict[str, Entry] = {id: board.take(slot) for id, slot in table.amounts[kind].items()}
        extra = {id: entry for id, entry in read.items() if id not in COLUMNS}
        name = board.take(table.names[kind]) if kind in table.names else EMPTY
        parent = None if kind == "total" else PARENTS.get(kind, "total")
        columns = {id: entry for id, entry in read.items() if id in COLUMNS}
        rows.append(FundRow(kind, parent, name, extra=extra, **columns))
    return rows


def _kinds_above(board: Board, row: int) -> CrossTable | None:
    """资金来源 | 合计 | 财政拨款 above rows 预算数 | 100 | 80."""
    head, *named = board.page.rows[row]
    kinds = {slot.left: kind for slot in named if (kind := _kind(slot))}
    if len(kinds) < max(len(named), _LEAST) or len(set(kinds.values())) < len(kinds) or "total" not in kinds.values():
        return None
    amounts: dict[str, dict[str, Slot]] = {}
    heads, bottom = [head], row
    for below in (other for other in board.page.order if other > row):
        first, *values = board.page.rows[below]
        id = lexicons().funds.find(first.text)
        if id is None or first.left > head.right or not all(is_amount(v) and v.left in kinds for v in values):
            break
        for value in values:
            amounts.setdefault(kinds[value.left], {})[id] = value
        heads.append(first)
        bottom = below
    told = {id for found in amounts.values() for id in found}
    if not told & AMOUNTS or len(heads) != len(told) + 1:
        return None
    return CrossTable(row, bottom, amounts, {kinds[slot.left]: slot for slot in named}, tuple(heads))


def _kinds_below(board: Board, row: int) -> CrossTable | None:
    """预算数 and 执行数, each merged over 小计 | 财政拨款 | 其他资金, above one row of amounts."""
    page = board.page
    rows = [other for other in page.order if other > row][:_LEAST]
    if len(rows) < _LEAST:
        return None
    tops, kinds, values = page.rows[row], page.rows[rows[0]], page.rows[rows[1]]
    columns = _split_columns(tops, kinds)
    if not columns or not all(is_amount(value) and value.left in columns for value in values):
        return None
    amounts: dict[str, dict[str, Slot]] = {}
    names: dict[str, Slot] = {}
    for value in values:
        kind, id = columns[value.left]
        amounts.setdefault(kind, {})[id] = value
    for slot in kinds:
        names.setdefault(columns[slot.left][0], slot)
    heads = (*tops, *(slot for slot in kinds if slot not in names.values()))
    return CrossTable(row, rows[1], amounts, names, heads)


def _split_columns(tops: Sequence[Slot], kinds: Sequence[Slot]) -> dict[int, tuple[str, str]]:
    """Kind and meaning of each column by where it begins; {} where the two rows are no such header."""
    found: dict[int, tuple[str, str]] = {}
    for top in tops:
        id, under = lexicons().funds.find(top.text), [slot for slot in kinds if top.left <= slot.left <= top.right]
        if id is None and (under or found):
            return {}
        for slot in under:
            found[slot.left] = (_kind(slot) or "", id or "")
        if id and not under:
            found[top.left] = ("total", id)
    told = list(found.values())
    split = {id for kind, id in told if id in AMOUNTS and kind != "total"}
    whole = all(slot.left in found for slot in kinds) and all(kind for kind, _ in told)
    return found if len(split) >= _LEAST and whole and len(set(told)) == len(told) else {}


def _kind(slot: Slot) -> str | None:
    """The kind of money a column is about; the sum of them is the total."""
    if lexicons().plain.find(slot.text) == "subtotal":
        return "total"
    return lexicons().fund_rows.find(slot.text)
