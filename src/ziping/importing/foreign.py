"""Any file with 自评表 as a model: our own workbooks by their names, everybody else's by what they print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from ziping.domain.model import Workbook
from ziping.domain.snapshot import Snapshot
from ziping.errors import ZipingError
from ziping.forms import names

if TYPE_CHECKING:
    from ziping.importing.board import Unread
    from ziping.importing.evaluation import Recognised
    from ziping.importing.nearest import Nearest

_NO_SHEET = "“{file}”里没有名为“{sheet}”的自评表，有：{there}。"


class Foreign(msgspec.Struct, frozen=True):
    """What was read from a file: ``book`` for the services, ``tables`` with what was not understood, one for each of
    its forms; ``nearest`` is the form of ours each is most like. ``ours``: it is a workbook of this tool, read by its
    names; then there are no tables. ``template`` is the one of a copy that lost its names."""

    book: Workbook
    tables: tuple[Recognised, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    ours: bool = False
    template: str = ""

    @property
    def all_unread(self) -> tuple[Unread, ...]:
        """Every text that was not understood, those of the tables first."""
        return (*(one for table in self.tables for one in table.unread), *self.unread)

    def on(self, sheet: str | None) -> Foreign:
        """What stands on one sheet, all for None. Raises ZipingError, naming the others, where there is nothing."""
        if sheet is None:
            return self
        kept = [index for index, model in enumerate(self.book.forms) if model.sheet == sheet]
        if not kept:
            there = "、".join(dict.fromkeys(model.sheet for model in self.book.forms))
            raise ZipingError(_NO_SHEET.format(file=Path(self.book.source).name, sheet=sheet, there=there))
        return replace(
            self,
            book=replace(self.book, forms=tuple(self.book.forms[index] for index in kept)),
            tables=tuple(self.tables[index] for index in kept) if self.tables else (),
            nearest=tuple(self.nearest[index] for index in kept) if self.nearest else (),
            unread=(),
        )


def read_foreign(path: str | Path, standard: str | None = None) -> Foreign:
    """The 自评表 in any .xlsx, .xlsm, .xls, .et or .docx file; scored by ``standard``, else by that of the nearest
    form. Raises ZipingError for a file that cannot be read, NoTableError for one that holds no such table."""
    path = Path(path)
    snapshot = _snapshot(path)
    if snapshot is not None and any(name.name == names.FORM for name in snapshot.names):
        from ziping.forms.write import settle

        return Foreign(settle(snapshot)[1], ours=True)
    # Our own workbooks need nothing of what follows.
    from ziping.importing.tables import read_tables

    return read_tables(path, snapshot, standard)


def _snapshot(path: Path) -> Snapshot | None:
    """What is in a workbook; None for every other file, whose reader says what is wrong with it."""
    from ziping.ooxml.reader import read_workbook

    try:
        return read_workbook(path)
    except ZipingError:
        return None
