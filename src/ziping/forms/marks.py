"""The cells that the last check found something about, marked by conditional formats.

A mark is looked up in the list on the 校验结果 sheet. So the user's own colours and comments stay what they are, and
a mark is gone as soon as its finding is.
"""

from __future__ import annotations

from ziping.forms import names
from ziping.forms.layout import Layout, Place, Rule

SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_STYLES = {"error": "mark_error", "warning": "mark_warning", "info": "mark_info"}
_ROOM = 20
"""Rows below the last one in which an accountant may go on writing."""


def put_marks(layout: Layout) -> None:
    """Lay out the marks of a sheet, and right of everything the cell with the sheet's name."""
    here = Place(1, max((place.right for place in layout.places), default=0) + 2, value=layout.sheet, style="here")
    layout.name(names.HERE, here.row, here.column)
    put_rules(layout, names.HERE)
    layout.places.append(here)  # without making room for it: it is not for reading


def put_rules(layout: Layout, sheet: str) -> None:
    """The conditional formats; ``sheet`` is a name, or a text in quotation marks, that gives the sheet's name."""
    bottom = max((place.bottom for place in layout.places), default=1) + _ROOM
    right = max((place.right for place in layout.places), default=1)
    key = f'{sheet}&"!"&ADDRESS(ROW(),COLUMN(),4)'
    for severity, word in SEVERITIES.items():
        criteria = f'=COUNTIFS({names.MARKED},{key},{names.MARKED_SEVERITY},"{word}")>0'
        options = {"type": "formula", "criteria": criteria, "format": _STYLES[severity], "stop_if_true": True}
        layout.conditions.append(Rule((1, 1, bottom, right), options))
