"""Defined names: the only way a value is found again on a sheet.

Names of a form belong to its sheet, so inserted rows, moved blocks, renamed and copied sheets keep them right.
Column names run from the table's header row to its closing row, so rows inserted anywhere between are inside.
"""

from __future__ import annotations

FORM = "zp_form"
STANDARD = "zp_standard"
DOCUMENT = "zp_document"
"""What the report is called whose texts stand on this sheet."""
OUTLINE = "zp_outline"
ABOUT = "zp_about"
"""A cell of the form that the report is about."""
SECTION_COLUMNS = ("number", "heading", "text", "hint", "limit")
LAST_YEAR = "last"
"""The column with last year's text beside the section."""
FACT_PREFIX = "zp_fact_"
HERE = "zp_here"
"""The cell of a sheet that holds its name as of the last check: conditional formats cannot ask for it."""
MARKED = "zp_marked"
MARKED_SEVERITY = "zp_marked_severity"
"""Names of the whole workbook: where the findings of the last check lie (部门整体!E7), and how severe they are."""
HISTORY = "history"
"""The columns right of everything on a sheet that show the years before, by table: zp_ind_history."""
FIGURES = "facts"
"""The table of the 基本数据 sheet, which has no names of its own but those of its figures."""
FINDINGS = "findings"
"""The table of the 校验结果 sheet."""
FINDING_COLUMNS = ("severity", "code", "place", "message", "fix", "note", "state", "key")


def field(name: str) -> str:
    """A single cell: title, year, unit, supervisor, project, goal_planned, total_score …"""
    return f"zp_{name}"


def fact(key: str) -> str:
    return FACT_PREFIX + key


def fund_row(kind: str) -> str:
    return f"zp_funds_row_{kind}"


def column(table: str, id: str) -> str:
    """A column of a table: ``funds``, ``sections``, an indicator block or another table."""
    return f"zp_{table}_{id}"


def head(table: str) -> str:
    return f"zp_{table}_head"


def end(table: str) -> str:
    """The row after the last row of a table: its sum row or a thin closing row."""
    return f"zp_{table}_end"
