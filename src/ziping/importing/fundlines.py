"""Funds in single lines without a header: labels with their amounts."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.domain.model import EMPTY, FundRow
from ziping.forms.inventory import MONEY
from ziping.importing.board import Board
from ziping.importing.fundtable import AMOUNT, AMOUNTS, COLUMNS
from ziping.importing.grid import Slot
from ziping.importing.vocabulary import lexicons
from ziping.patterns import pattern

_INLINE = pattern(r"(.+?)[:]([-+]?[\d,]*\.?\d+(?:万元|元|亿元|万)?)?")


def spelled_row(board: Board, slots: Sequence[Slot]) -> FundRow | None:
    """A line of labels and amounts: 年初预算数 | 100 | 全年执行数 | 95; None for any other line."""
    labels, values = slots[::2], slots[1::2]
    ids = [lexicons().funds.find(slot.text) for slot in labels]
    whole = len(labels) == len(values) and all(ids) and len(set(ids)) == len(ids) > 1
    if not whole or not AMOUNTS.intersection(ids) or not all(AMOUNT.fullmatch(slot.key) for slot in values):
        return None
    board.label(*labels)
    read = {str(id): board.take(slot) for id, slot in zip(ids, values, strict=True)}
    names = {str(id): slot.text for id, slot in zip(ids, labels, strict=True)}
    extra = {id if id in MONEY else names[id]: entry for id, entry in read.items() if id not in COLUMNS}
    return FundRow("total", None, extra=extra, **{id: entry for id, entry in read.items() if id in COLUMNS})


def planned_row(board: Board, slots: Sequence[Slot]) -> FundRow | None:
    """A line “年度资金总额：10” of a target form, whose amounts are all applied for; None for any other line."""
    first, *rest = slots
    amounts = [slot for slot in rest if AMOUNT.fullmatch(slot.key)]
    kind = lexicons().fund_rows.find(first.text)
    if kind and len(rest) == 1 and amounts:
        return FundRow(kind, None if kind == "total" else "total", board.take(first), board.take(amounts[0]))
    match = _INLINE.fullmatch(first.key)
    kind = lexicons().fund_rows.find(match[1]) if match else None
    if not (match and kind and not rest):
        return None
    label, _, amount = first.text.replace("：", ":").partition(":")
    name, amount = board.take(first, text=label.strip()), amount.strip()
    applied = board.take(first, text=amount) if amount else EMPTY
    return FundRow(kind, None if kind == "total" else "total", name, applied)
