"""Write values into a workbook without losing anything else in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ziping.domain.snapshot import CellEdit
from ziping.errors import ZipingError
from ziping.ooxml.formulas import MAX_COLUMN, MAX_ROW
from ziping.ooxml.layout import Layout, Position
from ziping.ooxml.package import Package
from ziping.ooxml.recalc import recalculating, without_calculation_chain
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.rowheights import with_heights
from ziping.ooxml.sheetpatch import SheetPatch
from ziping.ooxml.workbook import read_main

Heights = Mapping[str, Mapping[int, float | None]]


def patch_workbook(
    data: bytes, edits: Iterable[CellEdit], *, name: str = "工作簿", heights: Heights | None = None
) -> bytes:
    """``data`` with the edits done; ``name`` is what messages call the workbook. No change gives ``data`` itself.

    Only the touched sheets and the request to recalculate are new; every other part keeps its bytes. In a touched
    sheet only the edited cells change, and keep their style; a new cell takes the style of its row or column.
    ``heights`` are those that rows of edited sheets get, in points, by sheet and row; None forgets a stored height.
    Later edits of a cell win. Dates are stored as day numbers (the cell's format must show them), None empties.
    ``keep_formula`` on a cell without formula writes like any edit. Where a formula is set or goes, the calculation
    chain is dropped; Excel makes it anew.

    ZipingError for an unknown sheet, a cell covered by a merge, a part of an array or shared formula that is not
    replaced as a whole, a text beyond 32767 characters; ValueError for a number, date or formula Excel cannot hold.
    """
    package = Package(data, name)
    workbook = read_main(package)
    parts = {sheet.name: sheet.part for sheet in workbook.sheets}
    changed: dict[str, bytes] = {}
    dropped: set[str] = set()
    changes_formulas = False
    for sheet, wanted in _by_sheet(edits).items():
        part = parts.get(sheet)
        if part is None:
            raise ZipingError(f"“{name}”里没有名为“{sheet}”的工作表，请核对表名是否被改过")
        old = package.xml(part)
        patch = SheetPatch(Layout(old, name, part), wanted, name, workbook.date1904)
        new = patch.apply()
        if heights and sheet in heights:
            new = with_heights(Layout(new, name, part), heights[sheet])
        if new != old:
            changed[part] = new
            changes_formulas |= patch.changes_formulas
    if not changed:
        return data
    changed[package.workbook] = recalculating(package)
    if changes_formulas:
        lists, dropped = without_calculation_chain(package)
        changed |= lists
    return rewritten(package, changed, dropped)


def _by_sheet(edits: Iterable[CellEdit]) -> dict[str, dict[Position, CellEdit]]:
    sheets: dict[str, dict[Position, CellEdit]] = defaultdict(dict)
    for edit in edits:
        if not (0 < edit.row <= MAX_ROW and 0 < edit.column <= MAX_COLUMN):
            raise ValueError(f"no cell: row {edit.row}, column {edit.column}")
        sheets[edit.sheet][edit.row, edit.column] = edit
    return sheets
