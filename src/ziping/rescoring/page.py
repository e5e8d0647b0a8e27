"""规则包对照: the sheet that shows a self-evaluation under both standards side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ziping.domain.standard import Standard
from ziping.forms.layout import Layout, Place
from ziping.forms.ownpages import COMPARED
from ziping.rescoring.comparison import Comparison, difference, signed

PAGE = COMPARED
_WIDTHS = (9.0, 30.0, 26.0, 16.0, 8.0, 10.0, 10.0, 9.0, 58.0)
_LAST = len(_WIDTHS)
_HEAD = ("单元格", "指标", "指标值", "完成值", "分值", "原得分", "新得分", "相差", "为什么不同")

Value = Decimal | str | None


def comparison_page(comparisons: Sequence[Comparison], new: Standard, sheet: str) -> Layout:
    """The sheet about all forms of a workbook; values only, so that it stays what it was when it was made."""
    layout = Layout(sheet, list(_WIDTHS), _LAST, landscape=True)
    layout.put(Place(1, 1, columns=_LAST, value=f"{PAGE}：{new.title}", style="page_title"))
    how = "左边是原来的规则包，右边是本工作簿现在用的规则包；分值没有改，人工评定的得分照旧。"
    layout.put(Place(2, 1, columns=_LAST, value=how, style="page_text"))
    layout.row = 4
    for comparison in comparisons:
        _put_form(layout, comparison)
    return layout


def _put_form(layout: Layout, comparison: Comparison) -> None:
    title = f"{comparison.model.sheet}　{comparison.old.id} → {comparison.new.id}"
    _line(layout, (title,), "page_group", spans=(_LAST,))
    for note in comparison.notes:
        _line(layout, (note,), "page_text", spans=(_LAST,))
    _line(layout, _HEAD, "page_header")
    before, after = comparison.execution
    if before.weight is not None:
        scores = (before.score, after.score)
        _score_line(layout, ("", "预算执行率", "", "", before.weight), scores, comparison.execution_reason)
    for row in comparison.rows:
        indicator = row.indicator
        texts = (entry.error or entry.text for entry in (indicator.target, indicator.actual))
        start = (indicator.name.cell, indicator.name.text, *texts, row.before.weight)
        _score_line(layout, start, (row.before.counted, row.after.counted), row.reason)
    _score_line(layout, ("", "总分", "", "", None), comparison.total, comparison.total_reason)
    grades = tuple(grade or "—" for grade in comparison.grade)
    _line(layout, ("", "等级", "", "", None, *grades, "", comparison.grade_reason), "page_cell")
    layout.row += 1
    if comparison.rules:
        spans = (2, 2, 3, 1, 1)
        _line(layout, ("两个规则包的不同",), "page_group", spans=(_LAST,))
        _line(layout, ("规则项", "原取值", "新取值", "状态", "新取值的来源"), "page_header", spans=spans)
        for rule in comparison.rules:
            values = (rule.label, rule.before, rule.after, rule.status, rule.source)
            _line(layout, values, "page_cell", spans=spans)
        layout.row += 1


def _score_line(layout: Layout, start: Sequence[Value], scores: Sequence[Decimal | None], reason: str) -> None:
    """A row with both scores and their difference; “—” where there is no score."""
    before, after = scores
    shown = ("—" if before is None else before, "—" if after is None else after)
    apart = signed(difference(before, after)) or "—"
    _line(layout, (*start, *shown, "" if apart == "0" else apart, reason), "page_cell")


def _line(layout: Layout, values: Sequence[Value], style: str, spans: Sequence[int] = ()) -> None:
    column = 1
    for index, value in enumerate(values):
        width = spans[index] if spans else 1
        centred = style == "page_cell" and not spans and column in (1, 5, 6, 7, 8)
        layout.put(Place(layout.row, column, columns=width, value=value, style="page_centre" if centred else style))
        column += width
    layout.row += 1
