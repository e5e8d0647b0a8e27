"""插入指标行, 删除指标行: formulas, names, sums and merged cells stay right."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.domain.snapshot import CellEdit
from ziping.errors import ZipingError
from ziping.excel.areas import areas
from ziping.excel.click import Click
from ziping.excel.live import LiveBook
from ziping.excel.rowplan import IndicatorRow, RowPlan, deleted, indicator_row, inserted

_SELECT = "请先在自评表的指标表里选中一行（只选一行），再点一次。"


def insert_row(click: Click) -> str:
    """A new row below the selected one."""
    selected, plans = _planned(click, delete=False)
    click.say.progress("正在插入")
    _carry_out(click.book, plans, delete=False)
    click.app.calculate()
    return f"已在“{selected.sheet.name}”第 {selected.row} 行下面插入一行{_also(plans)}。{_backup(click.book)}"


def delete_row(click: Click) -> str:
    """The selected row gone, after asking."""
    selected, plans = _planned(click, delete=True)
    name = selected.text("name").strip() or "没有名称的指标"
    click.say.insist(f"删除“{selected.sheet.name}”第 {selected.row} 行“{name}”{_also(plans)}？")
    click.say.progress("正在删除")
    _carry_out(click.book, plans, delete=True)
    click.app.calculate()
    return f"已删除“{selected.sheet.name}”第 {selected.row} 行{_also(plans)}。{_backup(click.book)}"


def _planned(click: Click, *, delete: bool) -> tuple[IndicatorRow, list[RowPlan]]:
    click.say.progress("正在读取工作簿")
    snapshot, book = click.book.read().settled()
    place = click.book.selected()
    if place is None:
        raise ZipingError(_SELECT)
    selected = indicator_row(snapshot, book, *place[:2])
    return selected, (deleted if delete else inserted)(snapshot, book, selected)


def _carry_out(book: LiveBook, plans: Sequence[RowPlan], *, delete: bool) -> None:
    """All rows first, then what stands in them: a formula may point to a new row on another sheet."""
    edits = [edit for plan in plans for edit in plan.edits]
    sheets = dict.fromkeys((*(plan.sheet for plan in plans), *(edit.sheet for edit in edits)))
    with book.changing(sheets):
        for plan in plans:
            sheet = book.book.sheets[plan.sheet]
            if delete:
                sheet.range(f"{plan.row}:{plan.row}").delete("up")
                continue
            below = sheet.range(f"{plan.row + 1}:{plan.row + 1}")
            below.insert("down", "format_from_left_or_above")
            height = sheet.range((plan.row, 1)).row_height
            if height is not None:
                sheet.range((plan.row + 1, 1)).row_height = height
            for top, left, bottom, right in plan.merges:
                sheet.range((top, left), (bottom, right)).merge()
        _fill(book, edits)


def _fill(book: LiveBook, edits: Sequence[CellEdit]) -> None:
    for area in areas(edits):
        book.fill(area.sheet, area.row, area.column, area.rows, formulas=area.formulas)


def _also(plans: Sequence[RowPlan]) -> str:
    others = "、".join(f"“{plan.sheet}”" for plan in plans)
    return f"（{others}里对应的行一起改）" if len(plans) > 1 else ""


def _backup(book: LiveBook) -> str:
    return f"改动前的工作簿备份在“{book.backup.name}”。" if book.backup else ""
