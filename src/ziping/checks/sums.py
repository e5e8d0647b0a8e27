"""A printed sum against its parts: the fund table and every other table with a total row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant
from ziping.checks.numbers import ZERO, blank, tail, unreadable, written_sum
from ziping.domain.decimals import plain
from ziping.domain.model import Entry

SUM_VARIANTS = {
    "blank": Variant("{row}的{column}没有填，各项之和是 {expected}。", fix="在这一格填 {expected}。"),
    "tail": Variant(
        "{row}的{column} {stated} 与各项之和 {expected} 只差 {gap}，属于四舍五入的尾差。",
        "info",
        "不用改；要完全一致，可把尾差并入金额最大的一项。",
    ),
}


def sum_hits(total: Entry, cells: Sequence[Entry], slots: dict[str, str]) -> Iterator[Hit]:
    """Nothing is said about a sum that the form has no cell for, about one with a cell that cannot be read (another
    rule names that cell), nor about parts that are all blank. Blank parts count as 0. Slots: row, column."""
    filled = [cell for cell in cells if not blank(cell)]
    if not filled or any(cell.amount() is None for cell in filled):
        return
    if (total.empty and not total.cell) or unreadable(total) or total.error:
        return
    parts = [cell.amount() or ZERO for cell in cells]
    stated, expected = total.amount(), sum(parts, ZERO)
    if stated != expected:
        gap = abs(expected - (stated or ZERO))
        yield sum_hit(total, stated, parts, {**slots, "gap": plain(gap)}, tail(len(filled)))


def sum_hit(
    total: Entry, stated: Decimal | None, parts: Sequence[Decimal], slots: dict[str, str], within: Decimal
) -> Hit:
    """The printed ``stated`` is not the sum of ``parts``; a difference not above ``within`` is one of rounding.
    Variants: blank, tail."""
    expected = sum(parts, ZERO)
    near = stated is not None and abs(stated - expected) <= within
    return Hit(
        entry=total,
        variant="blank" if stated is None else "tail" if near else "",
        stated=None if stated is None else plain(stated),
        expected=plain(expected),
        arithmetic=written_sum(parts, expected),
        slots=slots,
    )
