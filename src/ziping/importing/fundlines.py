"""Funds of a target form in single lines, whose amounts are all applied for."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.domain.model import EMPTY, FundRow
from ziping.importing.board import Board
from ziping.importing.fundcells import AMOUNT
from ziping.importing.grid import Slot
from ziping.importing.vocabulary import lexicons
from ziping.patterns import pattern

_INLINE = pattern(r"(.+?)[:]([-+]?[\d,]*\.?\d+(?:万元|元|亿元|万)?)?")


def planned_rows(board: Board, slots: Sequence[Slot], *, begun: bool) -> tuple[FundRow, ...]:
    """The rows of a line “年度资金总额：10”, or of labels with their amounts; () for any other line. ``begun``: there
    were such lines before, of which one may have no amount."""
    labels, amounts = slots[::2], slots[1::2]
    kinds = [lexicons().fund_rows.find(slot.text) for slot in labels]
    if all(kinds) and len(labels) == len(amounts) and all(AMOUNT.fullmatch(slot.key) for slot in amounts):
        return tuple(
            FundRow(str(kind), _parent(str(kind)), board.take(label), board.take(amount))
            for kind, label, amount in zip(kinds, labels, amounts, strict=True)
        )
    first, *rest = slots
    if begun and kinds[0] and not rest:
        return (FundRow(kinds[0], _parent(kinds[0]), board.take(first)),)
    match = _INLINE.fullmatch(first.key)
    kind = lexicons().fund_rows.find(match[1]) if match else None
    if not (match and kind and not rest):
        return ()
    label, _, amount = first.text.replace("：", ":").partition(":")
    name, amount = board.take(first, text=label.strip()), amount.strip()
    applied = board.take(first, text=amount) if amount else EMPTY
    return (FundRow(kind, _parent(kind), name, applied),)


def _parent(kind: str) -> str | None:
    return None if kind == "total" else "total"
