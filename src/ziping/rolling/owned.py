"""Which sheets of a workbook are the template's, and which the unit added."""

from __future__ import annotations

from ziping.domain.snapshot import Sheet, Snapshot
from ziping.forms import ownpages


def is_template_page(sheet: Sheet) -> bool:
    """Whether a sheet is one of the template that holds nothing of the unit's (help, basis, overview), by its title: it
    may be called anything."""
    return ownpages.is_template_page(_title(sheet))


def is_list(sheet: Sheet) -> bool:
    """Whether a sheet is a list that an earlier rollover, an import or a change of standard has added."""
    return ownpages.is_list(_title(sheet))


def _title(sheet: Sheet) -> str:
    cell = sheet.cells.get((1, 1))
    return cell.text if cell else ""


def own_sheets(snapshot: Snapshot) -> list[str]:
    """The titles of the sheets that the template does not have, hidden ones too."""
    ours = {
        name.scope or (name.area.sheet if name.area else "") for name in snapshot.names if name.name.startswith("zp_")
    }
    return [sheet.name for sheet in snapshot.sheets if sheet.name not in ours and not is_template_page(sheet)]
