"""Where the values of a form stand in a workbook now, found through the names of its sheet."""

from __future__ import annotations

from ziping.domain.snapshot import Area, DefinedName, Sheet, Snapshot
from ziping.forms import names
from ziping.forms.spec import FundsBlock


class Places:
    """Looks names up on one sheet and remembers those that are gone or point nowhere."""

    def __init__(self, snapshot: Snapshot, sheet: Sheet) -> None:
        self.sheet = sheet
        self.missing: list[str] = []
        self._names: dict[str, DefinedName] = {n.name: n for n in snapshot.names if n.scope == sheet.name}

    def find(self, name: str) -> Area | None:
        """The area of ``name``, None where there is none."""
        found = self._names.get(name)
        return found.area if found else None

    def area(self, name: str) -> Area | None:
        """The area of ``name``; None, and remembered as missing, where there is none."""
        area = self.find(name)
        if area is None:
            self.missing.append(name)
        return area

    def fund_rows(self, block: FundsBlock) -> dict[str, int]:
        """The row of each kind of fund; a kind whose row was deleted is left out, a form without total is not."""
        rows = {}
        for fund in block.rows:
            name = names.fund_row(fund.kind)
            if not (fund.parent and self._is_deleted(name)) and (area := self.area(name)):
                rows[fund.kind] = area.top
        return rows

    def constant(self, name: str) -> str | None:
        found = self._names.get(name)
        return found.constant if found else None

    def field(self, id: str) -> Area | None:
        return self.area(names.field(id))

    def columns(self, table: str, ids: tuple[str, ...]) -> dict[str, int]:
        """Column numbers of a table by id; ids without a name are left out."""
        areas = {id: self.area(names.column(table, id)) for id in ids}
        return {id: area.left for id, area in areas.items() if area}

    def rows(self, table: str, column: str, *, closed: bool = True) -> range:
        """Rows between the header and the closing row of a table; the fund table has none, it is not ``closed``."""
        area = self.area(names.column(table, column))
        if area is None:
            return range(0)
        first = area.top + self._is_row(names.head(table), area.top)
        return range(first, area.bottom + 1 - (closed and self._is_row(names.end(table), area.bottom)))

    def end(self, table: str) -> Area | None:
        return self.find(names.end(table))

    def _is_deleted(self, name: str) -> bool:
        """Whether the cells of ``name`` were deleted; a name that is gone itself tells nothing."""
        found = self._names.get(name)
        return found is not None and found.area is None and "#REF!" in found.refers_to

    def _is_row(self, name: str, row: int) -> bool:
        """Whether the marked row is still there: a deleted header must not make the first row disappear."""
        if self._is_deleted(name):
            return False
        area = self.area(name)
        return area is not None and area.top == row
