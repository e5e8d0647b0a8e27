"""导入报告: what was read from where, what was not understood, and what found no place in the new workbook."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.forms.inventory import Moved, Unplaced
from ziping.forms.layout import Layout, Place
from ziping.forms.ownpages import IMPORTED
from ziping.importing.board import Unread

REPORT_SHEET = IMPORTED
_WIDTHS = (26.0, 44.0, 30.0, 42.0)
_LONGEST = 600
"""Characters of a text that is shown whole; nobody reads more of it in a list."""
_ASK = "请对照原表，把用得着的内容自己填到新表里。"
_DECIDE = "新表式没有对应的格子，请自己决定放到哪里，或者不要。"


def report_page(
    about: Sequence[tuple[str, str]],
    unread: Sequence[Unread],
    unplaced: Sequence[Unplaced],
    moved: Sequence[Moved],
    sheet: str = REPORT_SHEET,
) -> Layout:
    """The sheet; ``about`` are lines of label and text. What needs a person comes first."""
    layout = Layout(sheet, list(_WIDTHS), 4, landscape=True)
    layout.put(Place(1, 1, columns=4, value=REPORT_SHEET, style="page_title"))
    layout.row = 3
    for label, text in about:
        layout.put(Place(layout.row, 1, value=label, style="page_group"))
        layout.put(Place(layout.row, 2, columns=3, value=text, style="page_cell"))
        layout.row += 1
    told = [(_place(one.sheet, one.cell), one.text, one.why) for one in unread]
    _part(layout, "没有看懂的内容", _ASK, ("原表位置", "原文", "为什么"), told)
    open_ = [(one.source, one.text, one.what) for one in unplaced]
    _part(layout, "看懂了、但新表没有地方放的内容", _DECIDE, ("原表位置", "原文", "是什么"), open_)
    read = [(one.source, one.text, one.what, one.place) for one in moved]
    _part(layout, "导入的内容", "", ("原表位置", "原文", "是什么", "放到了哪里"), read)
    return layout


def _part(layout: Layout, title: str, hint: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A heading and its rows; the last column takes what is left of the width."""
    layout.row += 1
    layout.put(Place(layout.row, 1, columns=4, value=f"{title}（{len(rows)} 处）", style="heading"))
    layout.row += 1
    if not rows:
        layout.put(Place(layout.row, 1, columns=4, value="没有。", style="page_text"))
        layout.row += 1
        return
    if hint:
        layout.put(Place(layout.row, 1, columns=4, value=hint, style="note"))
        layout.row += 1
    _line(layout, head, "page_header")
    for row in rows:
        _line(layout, [_cut(text) for text in row], "page_cell")


def _line(layout: Layout, texts: Sequence[str], style: str) -> None:
    for column, text in enumerate(texts, 1):
        across = len(_WIDTHS) - column + 1 if column == len(texts) else 1
        layout.put(Place(layout.row, column, columns=across, value=text, style=style))
    layout.row += 1


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（共 {len(text)} 字，见原表）"


def _place(sheet: str, cell: str) -> str:
    return "!".join(filter(None, (sheet, cell)))
