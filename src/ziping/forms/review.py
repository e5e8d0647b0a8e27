"""The 复核 area beside a form: live cells of the add-in's functions over the printed texts of each row.

They compute what the form's own formulas compute from the entry cells, by another way, and say how a score came about.
Where the add-in is not there they show nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ziping.domain.snapshot import CellEdit, Snapshot
from ziping.forms import names
from ziping.forms.beside import Entry
from ziping.forms.layout import absolute, left_fixed

REVIEW = (
    Entry("review_score", "复核\n应得分", 9, ""),
    Entry("review_met", "复核\n达成", 7, ""),
    Entry("review_why", "复核：得分怎么来的", 44, ""),
)
_FUNCTION = "ZP_"


def review_formulas(at: Mapping[str, str], level: str) -> dict[str, str]:
    """The formulas of a row by column id; ``at`` gives the row's references by column id, ``level`` is an expression
    for its level-one indicator. A sentence instead of points stands in the last cell only."""
    target, actual, weight = at["target"], at["actual"], at["weight"]
    scored = f"{target},{actual},{weight},{names.STANDARD},{level}"
    return {
        "review_score": f'IFERROR(--ZP_SCORE({scored}),"")',
        "review_met": f'IFERROR(ZP_MET({target},{actual},{names.STANDARD}),"")',
        "review_why": f'IFERROR(ZP_WHY({scored}),"")',
    }


def level_expression(column: int | None, head: int, row: int, name: str | None) -> str:
    """The level-one indicator of a row: the last one printed in its column between the header row ``head`` and the row,
    so that rows can come and go; its ``name`` where no column prints it."""
    if column is None:
        return '"{}"'.format((name or "").replace('"', '""'))
    above = f"{absolute(head, column)}:{left_fixed(row, column)}"
    return f'LOOKUP(2,1/({above}<>""),{above})'


def function_cells(snapshot: Snapshot) -> Iterator[CellEdit]:
    """The cells of a new workbook that call a function of the add-in, as edits that enter their formulas once more:
    Excel binds a function of an add-in when its formula is entered, not when it meets it in a file."""
    for sheet in snapshot.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.formula and _FUNCTION in cell.formula:
                yield CellEdit(sheet.name, row, column, None, formula=cell.formula.lstrip("="))
