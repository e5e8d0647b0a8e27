"""得分总览: where the points were lost, by level-one indicator, with a chart."""

from __future__ import annotations

from ziping.forms import names
from ziping.forms.layout import Chart, Layout, Place, absolute
from ziping.forms.links import column_sum, mirror, ratio
from ziping.forms.spec import FormSpec, FundsBlock

OVERVIEW_SHEET = "得分总览"
_HEAD = ("项目", "分值", "得分", "得分率")


def overview_page(forms: list[tuple[FormSpec, Layout]]) -> Layout | None:
    """Points and shares of every form that prints scores, all by formulas; None where none does."""
    layout = Layout(OVERVIEW_SHEET, [44, 12, 12, 12], 4)
    layout.put(Place(1, 1, columns=4, value="得分总览", style="page_title"))
    layout.row = 3
    for spec, page in forms:
        if prints_scores(spec):
            _put_form(layout, spec, page)
    return layout if layout.row > 3 else None


def prints_scores(spec: FormSpec) -> bool:
    """Whether weights and scores are part of the form, not only beside it."""
    columns = [column for block in spec.indicator_blocks() for column in block.columns]
    return any(column.id == "score" and not column.beside for column in columns)


def _put_form(layout: Layout, spec: FormSpec, page: Layout) -> None:
    top = layout.row
    layout.put(Place(top, 1, columns=4, value=page.sheet, style="page_group"))
    for column, label in enumerate(_HEAD, 1):
        layout.put(Place(top + 1, column, value=label, style="page_header"))
    first = row = top + 2
    for label, weight, score in _rows(spec, page):
        layout.put(Place(row, 1, value=label, style="page_cell"))
        layout.put(Place(row, 2, formula=weight, style="page_figure"))
        layout.put(Place(row, 3, formula=score, style="page_figure"))
        share = ratio(absolute(row, 3), absolute(row, 2))
        layout.put(Place(row, 4, formula=share, style="page_share"))
        row += 1
    area = (first, 1, row - 1, 1)
    layout.charts.append(Chart(f"{page.sheet}　得分率", area, (first, 4, row - 1, 4), row + 1, 1))
    layout.row = row + 1 + (90 + 34 * (row - first)) // 20 + 2


def _rows(spec: FormSpec, page: Layout) -> list[tuple[str, str, str]]:
    """Label, weight and score of the execution rate and of each level-one indicator."""
    rows = []
    funds = next((block for block in spec.blocks if isinstance(block, FundsBlock)), None)
    if funds and names.column("funds", "score") in page.names:
        at = page.names[names.fund_row(funds.rows[0].kind)][0]
        cells = [(at, page.names[names.column("funds", id)][1]) for id in ("weight", "score")]
        rows.append(("预算执行率", mirror(page.sheet, *cells[0]), mirror(page.sheet, *cells[1])))
    for block in spec.indicator_blocks():
        area, score = (page.names[names.column(block.id, id)] for id in ("weight", "score"))
        for level1, top, bottom in page.groups:
            if area[0] < top <= area[2]:
                weight = column_sum(page.sheet, top, area[1], bottom)
                rows.append((level1, weight, column_sum(page.sheet, top, score[1], bottom)))
    return rows
