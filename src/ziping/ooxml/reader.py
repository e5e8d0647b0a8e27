"""Read a workbook file exactly: every value, formula, error, date, merge and name, as stored and as shown."""

from __future__ import annotations

from pathlib import Path

from ziping.domain.snapshot import DefinedName, Sheet, Snapshot
from ziping.ooxml.cells import Cells
from ziping.ooxml.guards import damaged, read_file
from ziping.ooxml.names import defined_name
from ziping.ooxml.package import Package
from ziping.ooxml.sheet import SheetReader
from ziping.ooxml.strings import shared_strings
from ziping.ooxml.styles import read_styles
from ziping.ooxml.workbook import Workbook, read_main


def read_workbook(path: Path) -> Snapshot:
    """The snapshot of an .xlsx or .xlsm file; ZipingError, naming the file, for anything else or a damaged one.

    Formulas begin with “=”; a cell filled by a shared or array formula has its formula too. Cells stand in
    reading order; cells that have only a format are left out.
    """
    path = Path(path)
    return read_bytes(read_file(path), str(path), path.name)


def read_bytes(data: bytes, source: str, name: str | None = None) -> Snapshot:
    """The snapshot of a workbook's bytes; ``name`` is what messages call it, else ``source``."""
    package = Package(data, name or source)
    workbook = read_main(package)
    cells = Cells(shared_strings(package), read_styles(package), date1904=workbook.date1904)
    reader = SheetReader(cells, package.name)
    sheets = []
    for entry in workbook.sheets:
        found, merges = reader.read(package.xml(entry.part), entry.part) if entry.part else ({}, ())
        sheets.append(Sheet(entry.name, found, merges, entry.hidden))
    return Snapshot(source, tuple(sheets), _names(workbook, package.name))


def _names(workbook: Workbook, name: str) -> tuple[DefinedName, ...]:
    titles = [sheet.name for sheet in workbook.sheets]
    by_lower = {title.lower(): title for title in titles}
    found = []
    for label, refers_to, scope in workbook.names:
        if scope is not None and not 0 <= scope < len(titles):
            raise damaged(name, f"defined name {label} of sheet {scope}")
        found.append(defined_name(label, refers_to, None if scope is None else titles[scope], by_lower))
    return tuple(found)
