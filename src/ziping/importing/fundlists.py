"""Funds without column headers: labels with their amounts, side by side or under each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ziping.importing.board import Board
from ziping.importing.crossfunds import CrossTable
from ziping.importing.fundcells import is_amount
from ziping.importing.fundtable import AMOUNTS
from ziping.importing.grid import Slot
from ziping.importing.vocabulary import lexicons

_LEAST = 2

Pairs = list[tuple[Slot, Slot]]


def listed_funds(board: Board, row: int) -> CrossTable | None:
    """Amounts of the total one by one, each beside what it is (年初预算数 | 100 | 全年执行数 | 95), in one line or
    several, that begin in ``row``; None where there are none."""
    amounts: dict[str, Slot] = {}
    heads: list[Slot] = []
    bottom = row
    for line, (labels, pairs) in _lines(board, row):
        ids = [lexicons().funds.find(label.text) for label, _ in pairs]
        if not all(ids) or len({*ids, *amounts}) < len(ids) + len(amounts):
            break
        amounts |= {str(id): amount for id, (_, amount) in zip(ids, pairs, strict=True)}
        heads += [*labels, *(label for label, _ in pairs)]
        bottom = line
    if len(amounts) < _LEAST or not AMOUNTS.intersection(amounts):
        return None
    return CrossTable(row, bottom, {"total": amounts}, {}, tuple(heads))


def planned_funds(board: Board, row: int) -> CrossTable | None:
    """The funds of a target form for the whole project beside those of the year, that begin in ``row``: 中期资金总额 |
    300 | 年度资金总额 | 100 above 财政拨款 | 300 | 财政拨款 | 100; None where there are none."""
    first = next(_lines(board, row), None)
    labels, pairs = first[1] if first and first[0] == row else ((), [])
    ids = [lexicons().plans.find(label.text) for label, _ in pairs]
    if len(pairs) != _LEAST or None in ids or ids[0] == ids[1]:
        return None
    columns = {label.left: _column(str(id), label) for id, (label, _) in zip(ids, pairs, strict=True)}
    amounts = {"total": {columns[label.left]: amount for label, amount in pairs}}
    names = {"total": {columns[label.left]: label for label, _ in pairs}}
    bottom = row
    for line in (other for other in board.page.order if other > row):
        named = _under(board.page.rows[line], columns)
        if not named or any(columns[label.left] in names.get(kind, {}) for kind, label, _ in named):
            break
        for kind, label, amount in named:
            names.setdefault(kind, {})[columns[label.left]] = label
            amounts.setdefault(kind, {}).update({columns[label.left]: amount} if amount else {})
        bottom = line
    chosen = {kind: found.get("initial") or next(iter(found.values())) for kind, found in names.items()}
    others = [label for found in names.values() for label in found.values() if label not in chosen.values()]
    return CrossTable(row, bottom, amounts, chosen, (*labels, *others))


def _under(slots: Sequence[Slot], columns: Mapping[int, str]) -> list[tuple[str, Slot, Slot | None]]:
    """The kinds of money in a line below, each with its label and its amount, which may be blank; nothing for a line of
    another kind."""
    found: list[tuple[str, Slot, Slot | None]] = []
    for slot in slots:
        kind = lexicons().fund_rows.find(slot.text)
        if slot.left in columns and kind:
            found.append((kind, slot, None))
        elif found and found[-1][2] is None and is_amount(slot):
            found[-1] = (*found[-1][:2], slot)
        else:
            return []
    return found


def _column(id: str, label: Slot) -> str:
    """Where the amounts under a label go: those of the whole project have no column in any form of ours."""
    return "".join(label.text.split()).rstrip("：:") if id == "whole" else id


def _lines(board: Board, row: int) -> Iterator[tuple[int, tuple[Sequence[Slot], Pairs]]]:
    """The lines from ``row`` on that are nothing but labels with their amounts, perhaps behind a label for all."""
    for line in (other for other in board.page.order if other >= row):
        slots = board.page.rows[line]
        label = slots[:1] if len(slots) % 2 and lexicons().plain.find(slots[0].text) == "label" else []
        rest = slots[len(label) :]
        pairs = list(zip(rest[::2], rest[1::2], strict=False))
        if not pairs or len(rest) % 2 or not all(is_amount(amount) and not is_amount(name) for name, amount in pairs):
            return
        yield line, (label, pairs)
