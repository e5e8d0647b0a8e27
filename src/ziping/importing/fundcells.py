"""The cells of one row of a fund table: which of them name it, which are its amounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ziping.importing.grid import Slot
from ziping.importing.headers import HeadColumn
from ziping.importing.vocabulary import is_placeholder, lexicons
from ziping.patterns import pattern

AMOUNT = pattern(r"[-+]?[\d,]*\.?\d+(?:%|万元|元|亿元|万|分)?")
TEXTS = frozenset(("reason",))
"""Columns that hold no amounts."""


class Line(NamedTuple):
    """A row's cells: those that name it, the values by column, labels beside them, cells under no header, and names of
    other rows that stand where amounts do."""

    labels: list[Slot]
    cells: dict[str, list[Slot]]
    aside: list[Slot]
    strange: list[Slot]
    others: list[Slot]


def sorted_line(slots: Sequence[Slot], columns: Sequence[HeadColumn]) -> Line:
    """The cells of a row; a text before the amount of a column names the row too. Marks none of them: the row may
    be none of the table."""
    labels: list[Slot] = []
    aside: list[Slot] = []
    strange: list[Slot] = []
    others: list[Slot] = []
    cells: dict[str, list[Slot]] = {}
    found_in: dict[int, list[Slot]] = {}
    plain: list[Slot] = []
    first = min(column.left for column in columns if column.id)
    for slot in slots:
        index = next((i for i, c in enumerate(columns) if c.left <= slot.left <= c.right), None)
        if index is None or (columns[index].id is None and slot.left < first):
            if lexicons().plain.find(slot.text) == "label" or lexicons().sides.find(slot.text):
                plain.append(slot)
            elif slot.left < first:
                labels.append(slot)
            else:
                strange.append(slot)
        elif columns[index].id is None:
            strange.append(slot)
        else:
            found_in.setdefault(index, []).append(slot)
    if not labels and plain and lexicons().fund_rows.find(plain[-1].text):
        labels.append(plain.pop())
    aside += plain
    for index, found in found_in.items():
        id = str(columns[index].id)
        if len(found) > 1 and not is_amount(found[0]) and id not in TEXTS:
            if not labels:
                labels.append(found[0])
            else:
                aside.append(found[0])
            found = found[1:]
        elif len(found) == 1 and lexicons().fund_rows.find(found[0].text) and not is_amount(found[0]):
            (others if labels else labels).append(found[0])
            continue
        cells[id] = found[:1]
    labels, aside = _named(labels, aside)
    return Line(labels, cells, aside, strange, others)


def _named(labels: Sequence[Slot], aside: Sequence[Slot]) -> tuple[list[Slot], list[Slot]]:
    """The labels of a row that name it, the last one most closely: 财政拨款 | 小计 is 财政拨款. What it is among
    (财政拨款 | 其中：中央资金) is aside."""
    words = lexicons()
    names = [slot for slot in labels if words.plain.find(slot.text) != "subtotal"] or list(labels)
    more = [slot for slot in labels if slot not in names or (slot is not names[-1] and words.fund_rows.find(slot.text))]
    return names, [*aside, *more]


def is_amount(slot: Slot) -> bool:
    """Whether a cell holds an amount, or what people write for none."""
    return bool(AMOUNT.fullmatch(slot.key)) or is_placeholder(slot.text)
