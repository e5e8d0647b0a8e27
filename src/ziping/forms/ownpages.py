"""The sheets that hold nothing of the unit's, known by their titles: the template's pages, and lists of this tool."""

from __future__ import annotations

from ziping.forms.overview import OVERVIEW_SHEET
from ziping.forms.pages import BASIS_TITLE, HELP_SHEET

CHANGES, LEFT, IMPORTED, COMPARED = "变更清单", "未迁移", "导入报告", "规则包对照"
"""What a rollover into another form, an import and a change of standard say about what they did."""

_HELP = f"　{HELP_SHEET}"
_LISTS = (f"{CHANGES}　", f"{LEFT}　", f"{COMPARED}：")


def is_template_page(title: str) -> bool:
    """Whether a sheet with this title in its first cell is a page of the template: help, basis, overview."""
    return title == OVERVIEW_SHEET or title.endswith(_HELP) or title.startswith(BASIS_TITLE)


def is_list(title: str) -> bool:
    """Whether a sheet with this title in its first cell is a list that this tool has put into the workbook."""
    return title == IMPORTED or title.startswith(_LISTS)
