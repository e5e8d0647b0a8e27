"""Which sheets of a workbook are the template's, and which the unit added."""

from __future__ import annotations

from ziping.domain.snapshot import Sheet, Snapshot
from ziping.forms.overview import OVERVIEW_SHEET
from ziping.forms.pages import BASIS_TITLE, HELP_SHEET

_HELP = f"　{HELP_SHEET}"


def is_template_page(sheet: Sheet) -> bool:
    """Whether a sheet is one of the template that holds nothing of the unit's (help, basis, overview), by its title: it
    may be called anything."""
    cell = sheet.cells.get((1, 1))
    title = cell.text if cell else ""
    return title == OVERVIEW_SHEET or title.endswith(_HELP) or title.startswith(BASIS_TITLE)


def own_sheets(snapshot: Snapshot) -> list[str]:
    """The titles of the sheets that the unit added, hidden ones too."""
    ours = {
        name.scope or (name.area.sheet if name.area else "") for name in snapshot.names if name.name.startswith("zp_")
    }
    return [sheet.name for sheet in snapshot.sheets if sheet.name not in ours and not is_template_page(sheet)]
