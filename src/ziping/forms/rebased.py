"""The 依据 sheet of a workbook that goes on under another standard."""

from __future__ import annotations

from collections.abc import Collection

from ziping.domain.snapshot import Sheet, Snapshot
from ziping.domain.standard import Standard
from ziping.forms import names
from ziping.forms.pages import BASIS_SHEET, BASIS_TITLE, basis_page
from ziping.forms.writer import write_workbook
from ziping.ooxml.formulas import sheets_in
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.sheetdrop import without_sheets
from ziping.ooxml.titles import free_title

_TITLE, _DOCUMENT = (1, 1), (2, 1)
_SAID = "规则包 "


def with_basis(data: bytes, old: Collection[str], new: Standard, *, name: str) -> bytes:
    """``data``, whose forms are under ``new`` now, with the 依据 sheet of it in place of those of the ``old`` standards
    (ids) that no form has any more. ``name`` is what messages call the workbook."""
    snapshot = read_bytes(data, name, name)
    pages = {sheet.name: id for sheet in snapshot.sheets if (id := shown_standard(sheet))}
    used = {named.constant for named in snapshot.names if named.name == names.STANDARD}
    gone = [sheet for sheet, id in pages.items() if id in set(old) - used and not _is_used(snapshot, sheet)]
    if new.id in pages.values() or not pages:
        return without_sheets(data, gone, name=name)
    order = [sheet.name for sheet in snapshot.sheets]
    behind = order[order.index(gone[0] if gone else list(pages)[-1]) + 1 :]
    before = next((sheet for sheet in behind if sheet not in gone), None)
    data = without_sheets(data, gone, name=name)
    title = gone[0] if gone else free_title(BASIS_SHEET, order)
    page = basis_page(new, title)
    return graft_sheet(data, write_workbook([page], title="", first=title), title, name=name, before=before)


def shown_standard(sheet: Sheet) -> str | None:
    """The id of the standard that a 依据 sheet shows, None for any other sheet."""
    title, document = (sheet.cells.get(at) for at in (_TITLE, _DOCUMENT))
    if title is None or document is None or not title.text.startswith(BASIS_TITLE):
        return None
    return document.text.rpartition(_SAID)[2].strip() or None


def _is_used(snapshot: Snapshot, sheet: str) -> bool:
    """Whether formulas of other sheets or names look something up there."""
    formulas = [cell.formula for other in snapshot.sheets if other.name != sheet for cell in other.cells.values()]
    formulas += [name.refers_to for name in snapshot.names if name.scope != sheet]
    return any(sheet.lower() in sheets_in(formula) for formula in formulas if formula and sheet in formula)
