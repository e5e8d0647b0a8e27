"""What has become of every cell of a grid: read into the model, known as a label, or told as not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from ziping.domain.model import EMPTY, Entry
from ziping.importing.grid import Page, Position, Slot

Fate = Literal["model", "label"]


class Unread(msgspec.Struct, frozen=True):
    """A text that found no place in the model: where it stands, and why."""

    sheet: str
    cell: str
    text: str
    why: str


class Board:
    """Notes what happens to the cells of one page; what nobody takes is told at the end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._fates: dict[Position, Fate] = {}
        self._told: dict[Position, str] = {}
        self._notes: dict[str, None] = {}

    def take(self, *slots: Slot, text: str | None = None) -> Entry:
        """Cells that are one entry of the model, with ``text`` where only a part of the cell is meant."""
        for slot in slots:
            self._fates[slot.at] = "model"
            self._told.pop(slot.at, None)
        entry = self.page.grid.entry(slots[0].row, slots[0].left)
        if len(slots) > 1:
            text = "".join(slot.text.strip() for slot in slots)
        return entry if text is None else replace(entry, text=text, number=None)

    def lines(self, slots: Sequence[Slot]) -> Entry:
        """Cells under each other that are one entry, a line for each."""
        texts = [self.take(slot).text or "" for slot in slots]
        entry = self.page.grid.entry(*slots[0].at)
        return entry if len(slots) == 1 else replace(entry, text="\n".join(texts), number=None)

    def label(self, *slots: Slot) -> None:
        """Cells that only say what others mean."""
        for slot in slots:
            self._fates.setdefault(slot.at, "label")
            self._told.pop(slot.at, None)

    def naming(self, slot: Slot) -> Entry:
        """A cell that says what rows are about, whether or not there are any."""
        self.label(slot)
        return self.page.grid.entry(*slot.at)

    def tell(self, why: str, *slots: Slot) -> None:
        """Cells that nobody understands, with the reason."""
        for slot in slots:
            if slot.at not in self._fates:
                self._told[slot.at] = why

    def adopt(self, turned: Board) -> None:
        """What became of the cells of a part of the page that was read the other way round."""
        self._fates |= {(row, column): fate for (column, row), fate in turned._fates.items()}
        self._told |= {(row, column): why for (column, row), why in turned._told.items()}
        self._notes |= turned._notes

    def note(self, said: str) -> None:
        """Something about cells that were read which the user has to look at."""
        self._notes.setdefault(said)

    def noted(self) -> tuple[str, ...]:
        """The notes since the last time."""
        said, self._notes = tuple(self._notes), {}
        return said

    def open(self, slot: Slot) -> bool:
        """Whether nobody has taken a cell yet."""
        return slot.at not in self._fates and slot.at not in self._told

    def fate(self, at: Position) -> str:
        return self._fates.get(at, "unread")

    def empty(self, row: int, column: int) -> Entry:
        """The entry of a cell that holds nothing."""
        grid = self.page.grid
        return replace(EMPTY, sheet=grid.name, cell=grid.place(row, column))

    def unread(self, rows: Iterable[int]) -> Iterator[Unread]:
        """What nobody took in these rows, in reading order."""
        grid, wanted = self.page.grid, set(rows)
        for slot in self.page.slots():
            if slot.row in wanted and slot.at not in self._fates:
                why = self._told.get(slot.at, "看不出这是什么内容")
                yield Unread(grid.name, grid.place(*slot.at), slot.text, why)
