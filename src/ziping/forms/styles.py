"""How the cells of a workbook look, by style name, in XlsxWriter's terms."""

from __future__ import annotations

from typing import Any

_FONT = "宋体"
_ENTRY = "#FFFDE7"
_BASE: dict[str, Any] = {"font_name": _FONT, "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
_GRID = {"border": 1, "border_color": "#404040"}
_SOFT = {"border": 1, "border_color": "#B0BEC5"}
_CENTRE = {"align": "center"}
_LEFT = {"align": "left"}
_INDENTED = {"align": "left", "indent": 1}
_ENTRY_CELL = {**_GRID, **_CENTRE, "bg_color": _ENTRY}
_BESIDE = {"font_size": 9.5, **_SOFT, **_CENTRE}

STYLES: dict[str, dict[str, Any]] = {
    "cell": {**_GRID, **_CENTRE},
    "title": {"font_size": 18, "bold": True, **_CENTRE},
    "year": {"font_size": 11, **_CENTRE, "num_format": '"（"0"年度）"'},
    "heading": {"font_size": 12, "bold": True, **_LEFT},
    "note": {"font_size": 9.5, **_LEFT},
    "label": {**_GRID, **_CENTRE, "bold": True, "bg_color": "#F5F5F5"},
    "header": {**_GRID, **_CENTRE, "bold": True, "bg_color": "#F5F5F5"},
    "side": {**_GRID, **_CENTRE, "bg_color": "#F5F5F5"},
    "row_label": {**_GRID, **_INDENTED},
    "shown": {**_GRID, **_CENTRE},
    "shown_text": {**_GRID, **_INDENTED},
    "shown_long": {**_GRID, **_INDENTED, "valign": "top"},
    "beside_shown": {**_BESIDE, "bg_color": "#ECEFF1"},
    "closed": {**_GRID, "bg_color": "#ECEFF1"},
    "closing": {"left": 1, "right": 1, "bottom": 1, "border_color": "#404040"},
    "total": {**_GRID, **_CENTRE, "bold": True, "bg_color": "#F5F5F5"},
    "money": {**_GRID, **_CENTRE, "num_format": "General"},
    "percent": {**_GRID, **_CENTRE, "num_format": "0.00%"},
    "whole_percent": {**_GRID, **_CENTRE, "num_format": "0%"},
    "points": {**_GRID, **_CENTRE, "num_format": "General"},
    "entry": _ENTRY_CELL,
    "entry_date": {**_ENTRY_CELL, "num_format": "yyyy-mm-dd"},
    "entry_text": {**_ENTRY_CELL, **_INDENTED},
    "entry_long": {**_ENTRY_CELL, **_INDENTED, "valign": "top"},
    "entry_money": {**_ENTRY_CELL, "num_format": "General"},
    "entry_percent": {**_ENTRY_CELL, "num_format": "0.00%"},
    "entry_whole_percent": {**_ENTRY_CELL, "num_format": "0%"},
    "beside_header": {**_BESIDE, "bold": True, "bg_color": "#E3F2FD"},
    "beside_entry": {**_BESIDE, "bg_color": _ENTRY},
    "beside_points": {**_BESIDE, "bg_color": "#ECEFF1"},
    "computed": {**_BESIDE, "bg_color": "#ECEFF1"},
    "computed_percent": {**_BESIDE, "bg_color": "#ECEFF1", "num_format": "0.00%"},
    "computed_text": {**_BESIDE, **_LEFT, "bg_color": "#ECEFF1"},
    "bad": {"font_color": "#B71C1C", "bg_color": "#FFCDD2"},
    "day": {"num_format": "yyyy-mm-dd"},
    "mark_error": {"bg_color": "#FFCDD2", "border": 1, "border_color": "#C62828"},
    "mark_warning": {"bg_color": "#FFE0B2", "border": 1, "border_color": "#EF6C00"},
    "mark_info": {"bg_color": "#E1F5FE", "border": 1, "border_color": "#0277BD"},
    "listed_error": {**_SOFT, "font_color": "#B71C1C", "bold": True},
    "listed_warning": {**_SOFT, "font_color": "#E65100", "bold": True},
    "listed_info": {**_SOFT, "font_color": "#01579B"},
    "listed": _SOFT,
    "listed_note": {**_SOFT, "bg_color": _ENTRY},
    "here": {"font_size": 8, "font_color": "#B0BEC5", "align": "left", "text_wrap": False},
    "page_plain": {**_LEFT, "valign": "top"},
    "page_plain_centre": {**_CENTRE, "valign": "top"},
    "page_link": {**_LEFT, "valign": "top", "font_color": "#0563C1", "underline": 1},
    "attention": {"font_color": "#E65100", "bg_color": "#FFE0B2"},
    "page_title": {"font_size": 16, "bold": True, **_LEFT},
    "page_text": {"font_size": 11, **_LEFT, "valign": "top"},
    "page_cell": {**_SOFT, **_INDENTED, "valign": "top"},
    "page_centre": {**_SOFT, **_CENTRE},
    "page_header": {**_SOFT, **_CENTRE, "bold": True, "bg_color": "#E3F2FD"},
    "page_group": {**_SOFT, **_INDENTED, "bold": True, "bg_color": "#F5F5F5"},
    "page_pending": {**_SOFT, **_CENTRE, "font_color": "#E65100", "bold": True},
    "page_entry": {**_SOFT, **_INDENTED, "valign": "top", "bg_color": _ENTRY},
    "page_figure": {**_SOFT, "align": "right", "bg_color": "#ECEFF1"},
    "page_share": {**_SOFT, "align": "right", "bg_color": "#ECEFF1", "num_format": "0.00%"},
    "page_number": {**_SOFT, "align": "right", "bg_color": _ENTRY},
}


def properties(style: str, *, unlocked: bool) -> dict[str, Any]:
    """The format of a style. Conditional formats (bad, attention, marks) carry only what they change."""
    if style in ("bad", "attention", "day") or style.startswith(("mark_", "listed")):
        return STYLES[style]
    return {**_BASE, **STYLES[style], "locked": not unlocked}
