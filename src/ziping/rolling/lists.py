"""变更清单 and 未迁移: the two sheets that say what became of an old form in a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ziping.domain.rollover import KINDS, Change
from ziping.forms.inventory import Unplaced
from ziping.forms.layout import Layout, Place, lines
from ziping.forms.ownpages import CHANGES, LEFT
from ziping.forms.writer import write_workbook
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.titles import free_title
from ziping.rolling.excerpts import excerpts

_CHANGES = (("类别", 14), ("位置", 30), ("内容", 34), ("原来", 40), ("现在", 40), ("说明", 34))
_LEFT = (("原位置", 34), ("是什么", 36), ("原文", 70), ("说明", 26))
_OWN = "由表格自己印出或算出，不用处理"
_MOST = 120
"""Characters of a text in 变更清单; 未迁移 holds every text in full."""
_LINE = 15.0


def with_lists(data: bytes, changes: Sequence[Change], left: Sequence[Unplaced], *, head: str, name: str) -> bytes:
    """``data`` with both sheets as its last ones, under names that no other sheet has; ``head`` says what was done."""
    taken = [sheet.name for sheet in read_bytes(data, name).sheets]
    for title, columns, rows in (
        (CHANGES, _CHANGES, [_change(change) for change in changes]),
        (LEFT, _LEFT, [_unplaced(one) for one in sorted(left, key=lambda one: one.own)]),
    ):
        sheet = free_title(title, taken)
        page = _page(sheet, title, head, columns, rows or [("没有",)])
        data = graft_sheet(data, write_workbook([page], title="", first=sheet), sheet, name=name)
    return data


def _change(change: Change) -> tuple[str, ...]:
    texts = excerpts(change.old, change.new, _MOST) if change.kind == "moved_year" else (change.old, change.new)
    return (KINDS[change.kind], change.place, change.what, *(text[:_MOST] for text in texts), change.note)


def _unplaced(one: Unplaced) -> tuple[str, ...]:
    return (one.source, one.what, one.text, _OWN if one.own else "请看要不要填到新表里")


def _page(
    sheet: str, title: str, head: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
) -> Layout:
    layout = Layout(sheet, [float(width) for _, width in columns], len(columns), landscape=True)
    layout.put(Place(1, 1, columns=len(columns), value=f"{title}　{head}", style="page_title"))
    for column, (label, _) in enumerate(columns, 1):
        layout.put(Place(3, column, value=label, style="page_header"))
    for row, texts in enumerate(rows, 4):
        for column, (_, width) in enumerate(columns, 1):
            text = texts[column - 1] if column <= len(texts) else ""
            layout.put(Place(row, column, value=text or None, style="page_cell"))
            layout.need(row, lines(text, width) if text else 1, line=_LINE)
    layout.repeat = (3, 3)
    return layout
