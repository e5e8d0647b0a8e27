"""What is going to change in a workbook, collected cell by cell: the edits, and the list that a person reads first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.domain.model import Entry
from ziping.domain.rollover import Change, Kind
from ziping.domain.snapshot import Cell, CellEdit, Snapshot, address, position
from ziping.domain.years import REASONS, Reason, moved_day, shifted, unclear_years, years_in
from ziping.forms.inventory import place_of
from ziping.forms.links import is_mirror, linked_cells

Value = Decimal | str | date | None
Key = tuple[str, int, int]
_FORMULA = "是公式，没有清空，请核对取数"
_COMPUTED = "自动计算的格子"
_UNCHANGED = "是公式，没有改，请核对"
_TOLD: tuple[Reason, ...] = ("base", "range", "earlier", "unclear")
"""Why a year stays that a person should look at; documents and plans are no question."""


class Draft:
    """Changes to ``snapshot``, a workbook of ``year`` that is carried over to ``to``."""

    def __init__(self, snapshot: Snapshot, year: int, to: int) -> None:
        self.snapshot, self.year, self.to = snapshot, year, to
        self._edits: dict[Key, CellEdit] = {}
        self._changes: dict[tuple[str, str], Change] = {}
        self._formulas: dict[Key, str] = {}
        self._linked = {(sheet.name, row, column) for sheet, row, column, _ in linked_cells(snapshot)}
        self.seen: set[Key] = set()
        """Cells that somebody has looked at."""

    @property
    def edits(self) -> tuple[CellEdit, ...]:
        return tuple(self._edits.values())

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(self._changes.values())

    def expect(self, sheet: str, formulas: Mapping[tuple[int, int], str]) -> None:
        """The formulas that the template has in cells of a sheet."""
        self._formulas |= {(sheet, *at): formula for at, formula in formulas.items()}

    def clear(self, what: str, entry: Entry) -> None:
        """The cell is to be filled anew: what was typed goes, the template's formula comes back where it had one."""
        key, cell = self._cell(entry)
        if cell is None or not (cell.text or cell.error or cell.formula):
            return
        own = self._formulas.get(key)
        if cell.formula is not None:
            if not self._is_own(key, cell):
                self.tell("kept", what, entry, note=_FORMULA)
        elif own is not None:
            self._put(key, CellEdit(*key, "", formula=own), Change("restored", place_of(entry), what, _seen(cell)))
        else:
            self._put(key, CellEdit(*key, None), Change("cleared", place_of(entry), what, _seen(cell)))

    def restore(self, sheet: str) -> None:
        """The template's formulas come back where last year's values were pasted over them and nobody has looked."""
        there = self.snapshot.sheet(sheet)
        for name, row, column in self._formulas:
            cell = there.cells.get((row, column)) if there else None
            if name == sheet and cell is not None and cell.formula is None and (name, row, column) not in self.seen:
                self.clear(_COMPUTED, entry_at(sheet, row, column, cell))

    def move(self, what: str, entry: Entry, *, title: bool = False) -> None:
        """The years of a text, or a date, go on with the year of evaluation; those that stay are told."""
        key, cell = self._cell(entry)
        if cell is None or cell.formula is not None or cell.error:
            return
        if cell.date is not None:
            self._move_day(what, entry, key, cell)
            return
        if cell.number is not None:
            return
        new = shifted(cell.text, self.year, self.to - self.year, title=title)
        stays: set[Reason | None] = {one.stays for one in years_in(cell.text, self.year, title=title)}
        stays |= {"unclear"} if unclear_years(cell.text, self.year) else set()
        note = "；".join(REASONS[reason] for reason in _TOLD if reason in stays)
        if new != cell.text:
            note = f"另有：{note}" if note else ""
            self._put(key, CellEdit(*key, new), Change("moved_year", place_of(entry), what, cell.text, new, note))
        elif note:
            self.tell("kept_year", what, entry, note=note)

    def move_serial(self, what: str, entry: Entry, day: date) -> None:
        """A date that stands in a cell as a number without the look of a date."""
        key, cell = self._cell(entry)
        if cell is not None and cell.formula is None:
            self._move_day(what, entry, key, cell, day)

    def put(
        self, what: str, entry: Entry, value: Value, note: str = "", kind: Kind = "filled", shown: str | None = None
    ) -> None:
        """``value`` is written into a cell that holds no formula of the template; one of the user is told. ``shown``
        is how the cell shows it, where that is not how it is written."""
        key, cell = self._cell(entry)
        if cell is not None and cell.formula is not None:
            if not self._is_own(key, cell):
                self.tell("kept", what, entry, note=f"{_UNCHANGED}{f'；{note}' if note else ''}")
            return
        old = _seen(cell) if cell else ""
        if shown is None:
            shown = "" if value is None else str(value) if not isinstance(value, Decimal) else plain(value)
        self._put(key, CellEdit(*key, value), Change(kind, place_of(entry), what, old, shown, note))

    def tell(self, kind: Kind, what: str, entry: Entry, note: str = "", new: str = "") -> None:
        """A line of the list about a cell that does not change."""
        _, cell = self._cell(entry)
        text = entry.error or entry.text or (_seen(cell) if cell else "")
        self._changes[place_of(entry), kind] = Change(kind, place_of(entry), what, text, new, note)

    def is_formula(self, entry: Entry) -> bool:
        _, cell = self._cell(entry)
        return cell is not None and cell.formula is not None

    def is_date(self, entry: Entry) -> bool:
        _, cell = self._cell(entry)
        return cell is not None and cell.date is not None

    def _move_day(self, what: str, entry: Entry, key: Key, cell: Cell, day: date | None = None) -> None:
        day = day or cell.date
        assert day is not None  # noqa: S101 - asked before
        if day.year < self.year:
            self.tell("kept_year", what, entry, note=REASONS["earlier"])
            return
        new = moved_day(day, self.to - self.year)
        self._put(
            key, CellEdit(*key, new), Change("moved_year", place_of(entry), what, day.isoformat(), f"{new:%Y-%m-%d}")
        )

    def _put(self, key: Key, edit: CellEdit, change: Change) -> None:
        self._edits[key] = edit
        for kind in ("cleared", "restored", "moved_year"):
            self._changes.pop((change.place, kind), None)
        self._changes[change.place, change.kind] = change

    def _cell(self, entry: Entry) -> tuple[Key, Cell | None]:
        if not entry.cell:
            return (entry.sheet, 0, 0), None
        key = (entry.sheet, *position(entry.cell))
        self.seen.add(key)
        sheet = self.snapshot.sheet(entry.sheet)
        return key, sheet.cells.get(key[1:]) if sheet else None

    def _is_own(self, key: Key, cell: Cell) -> bool:
        formula = (cell.formula or "").lstrip("=")
        return formula == self._formulas.get(key) or key in self._linked or is_mirror(formula)


def entry_at(sheet: str, row: int, column: int, cell: Cell | None) -> Entry:
    """A cell of a snapshot as the model has it."""
    text = cell.text or None if cell else None
    return Entry(
        text, cell.number if cell else None, cell.error if cell else None, sheet=sheet, cell=address(row, column)
    )


def _seen(cell: Cell) -> str:
    return cell.error or cell.text
