"""The rows of a fund table: under column headers, or as labels and amounts side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ziping.domain.model import EMPTY, Entry, FundRow
from ziping.forms.inventory import MONEY
from ziping.importing.board import Board
from ziping.importing.fundcells import AMOUNT, TEXTS, is_amount, sorted_line
from ziping.importing.grid import Slot
from ziping.importing.headers import HeadColumn, Header, header_at
from ziping.importing.vocabulary import is_total, lexicons
from ziping.patterns import pattern

AMOUNTS = frozenset(("initial", "adjusted", "executed", "paid_in", "midterm"))
_OTHERS = frozenset(("rate", "weight", "score"))
COLUMNS = frozenset(("initial", "adjusted", "executed", "weight", "rate", "score"))
_AMONG = pattern(r"^其中[:、]?")
PARENTS = {"general": "fiscal", "government_fund": "fiscal", "state_capital": "fiscal", "social_insurance": "fiscal"}
_NOT_SAID = "没有写明是年初预算、全年预算还是执行数"
_NO_COLUMN = "资金表里没有这一列的栏头"
_UNKNOWN_COLUMN = "资金表的栏头“{label}”不认识"
_NO_LABEL = "资金表的这一行没有名称"


def fund_header(board: Board, row: int) -> Header | None:
    """The header of a fund table that begins in ``row``; a table with columns of another kind before the amounts
    (职能名称、政策或重点任务) is none."""
    words = lexicons()
    header = header_at(board.page, row, words.funds)
    if header is None or not header.ids & AMOUNTS or any(AMOUNT.fullmatch(slot.key) for slot in header.slots):
        return None
    if len(header.ids & AMOUNTS) < 2 and not header.ids & _OTHERS:
        return None
    first = next(column.left for column in header.columns if column.id)
    before = [column for column in header.columns if column.left < first]
    named = {slot.left for slot in header.slots if slot.bottom > header.bottom and words.fund_rows.find(slot.text)}
    known = (words.fund_heads.find(c.label) or words.plain.find(c.label) == "label" or c.left in named for c in before)
    return header if all(known) else None


def side_columns(board: Board, row: int) -> tuple[HeadColumn, ...]:
    """The columns of a table of labels and amounts beside vertical headers (资金情况 | 名称 | 金额 | 资金使用情况 | …)
    that begins in ``row``; () where there is none."""
    slots = board.page.rows[row]
    found = [(index, id) for index, slot in enumerate(slots) if (id := lexicons().sides.find(slot.text))]
    if len({id for _, id in found}) < 2 or not any(AMOUNT.fullmatch(slot.key) for slot in slots):
        return ()
    ends = [slots[index].left - 1 for index, _ in found[1:]] + [slots[-1].right]
    return tuple(
        HeadColumn(id, slots[index].right + 1, end, slots[index].text)
        for (index, id), end in zip(found, ends, strict=True)
    )


Cells = Mapping[str, list[Slot]]


class FundReader:
    """Reads the rows under a header; ``columns`` say what stands where."""

    def __init__(self, board: Board, columns: Sequence[HeadColumn], header: Sequence[Slot], first: int) -> None:
        self._board, self._page, self._first = board, board.page, first
        self._columns = columns
        self._amounts = [c for c in columns if c.id]
        self._listing = False
        self._nameless: list[tuple[int, Cells, list[Slot]]] = []
        board.label(*header)

    def read(self, rows: Sequence[int], ends: Mapping[int, str]) -> tuple[list[FundRow], int]:
        """The fund rows and the first row after them. A row that is all of the table needs no name: it is the total."""
        found: list[FundRow] = []
        end = rows[-1] + 1 if rows else self._first
        for row in rows:
            if row < self._first:
                continue
            read = None if row in ends else self._row(row, self._page.rows[row])
            if read is None:
                end = row
                break
            found += read
        if len(self._nameless) == 1 and not found:
            found = [self._fund(*self._nameless[0][:2], None)]
            self._nameless = []
        for _, _, slots in self._nameless:
            self._board.tell(_NO_LABEL, *slots)
        return found, end

    def _row(self, row: int, slots: list[Slot]) -> list[FundRow] | None:
        """The rows read here, none for a line that only explains; None where the table is over."""
        labels, cells, aside, strange, others = sorted_line(slots, self._columns)
        values = [slot for found in cells.values() for slot in found]
        name = labels[-1] if labels else self._name_above(row)
        known = name is not None and lexicons().fund_rows.find(name.text) is not None
        if (name is None and not values) or (name and not known and is_total(name.text)):
            return None
        odd = [s for id, found in cells.items() for s in found if id not in TEXTS and not is_amount(s)]
        sides = [slot for slot in slots if lexicons().fund_rows.find(_head(slot))]
        counted = any(AMOUNT.fullmatch(slot.key) for slot in values)
        listing = self._listing and len(values) == 1
        if sides and not counted and (odd or self._listing or len({slot.key for slot in sides}) > 1):
            listing = self._listing = True
        if (sides and listing) or (counted and others):
            self._board.label(*(slot for slot in slots if slot in sides and not any(map(str.isdigit, slot.key))))
            self._board.tell(_NOT_SAID, *slots)
            return []
        if not (known and counted) and (odd or not (known or counted)):
            return None
        self._board.label(*aside, *others)
        for slot in strange:
            column = next((c for c in self._columns if c.left <= slot.left <= c.right), None)
            label = "".join(column.label.split()) if column else ""
            self._board.tell(_UNKNOWN_COLUMN.format(label=label) if column else _NO_COLUMN, slot)
        if name is None:
            self._nameless.append((row, cells, slots))
            return []
        return [self._fund(row, cells, name)]

    def _name_above(self, row: int) -> Slot | None:
        """The name of a row in a cell right before the amounts that is merged with the header and ends with the row."""
        above = self._page.from_above(row, min(column.left for column in self._amounts) - 1)
        named = above and above.bottom == row and lexicons().fund_rows.find(above.text)
        return above if named else None

    def _fund(self, row: int, cells: Cells, name: Slot | None) -> FundRow:
        kind = (lexicons().fund_rows.find(name.text) or "added") if name else "total"
        read: dict[str, Entry] = {id: self._board.take(*found) for id, found in cells.items()}
        there = {column.id: column.left for column in self._columns if column.id}
        for id in COLUMNS.intersection(there) - read.keys():
            read[id] = self._board.empty(row, there[id])
        labels = {column.id: "".join(column.label.split()) for column in self._columns}
        extra = {id if id in MONEY else labels[id]: entry for id, entry in read.items() if id not in COLUMNS}
        parent = None if kind == "total" else PARENTS.get(kind, "total")
        return FundRow(
            kind=kind,
            parent=parent,
            label=self._board.take(name) if name else EMPTY,
            extra=extra,
            **{id: entry for id, entry in read.items() if id in COLUMNS},
        )


def _head(slot: Slot) -> str:
    """The words before a colon, without “其中”."""
    return _AMONG.sub("", slot.key).partition(":")[0] or slot.key
