"""What a workbook becomes in another year, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from ziping.domain.model import Workbook
from ziping.domain.rollover import KINDS, Change
from ziping.domain.snapshot import CellEdit, Snapshot
from ziping.domain.years import YEARS, years_in
from ziping.errors import ZipingError
from ziping.patterns import pattern
from ziping.rolling.draft import Draft, entry_at
from ziping.rolling.figures import roll_figures
from ziping.rolling.owned import is_list, own_sheets
from ziping.rolling.sheets import roll_form
from ziping.rolling.spoken import spoken
from ziping.rolling.texts import roll_document, roll_findings

_DIGIT = pattern(r"\d")


class Plan(msgspec.Struct, frozen=True):
    """``year`` is that of the workbook, ``to`` the new one. ``changes`` are for people, in the order they read them."""

    year: int
    to: int
    changes: tuple[Change, ...]
    edits: tuple[CellEdit, ...]
    heights: Mapping[str, Mapping[int, float | None]] = {}


def plan(snapshot: Snapshot, book: Workbook, to: int) -> Plan:
    """How ``book``, read from the settled ``snapshot``, is carried over to the year ``to``.

    Raises ZipingError where the workbook says no year or several, or ``to`` does not come after it.
    """
    year = year_of(book, to)
    draft = Draft(snapshot, year, to)
    for form in book.forms:
        roll_form(draft, form)
    roll_figures(draft, book)
    said = spoken(book)
    for document in book.documents:
        roll_document(draft, document, said)
    edits, heights, told = roll_findings(snapshot)
    order = list(KINDS)
    changes = sorted((*draft.changes, *told, *_others(draft, book)), key=lambda change: order.index(change.kind))
    return Plan(year, to, tuple(changes), (*draft.edits, *edits), heights)


def year_of(book: Workbook, to: int) -> int:
    """The one year of a workbook, before ``to``. Raises ZipingError where there is no such year."""
    name = Path(book.source).name
    years = sorted({form.year for form in book.forms if form.year is not None})
    if not years:
        form = book.forms[0]
        at = f"{form.sheet}!{form.year_entry.cell}" if form.year_entry.cell else form.sheet
        if _DIGIT.search(form.year_entry.text or ""):
            said = (form.year_entry.text or "").strip()
            raise ZipingError(f"“{name}”的年度（{at}）写的是“{said}”，看不出是哪一年，请写成四位数的年份再结转。")
        if form.year_entry.formula:
            raise ZipingError(f"“{name}”的年度（{at}）是公式，文件里没有它的值，请把年份直接写进去再结转。")
        raise ZipingError(f"“{name}”没有填年度（{at}），不知道从哪一年结转，请先填好评价年度再结转。")
    if len(years) > 1:
        stated = "、".join(f"“{form.sheet}”{form.year}" for form in book.forms if form.year is not None)
        raise ZipingError(f"“{name}”各张表的年度不一样（{stated}），请改成同一年度再结转。")
    if to <= years[0]:
        raise ZipingError(f"“{name}”是 {years[0]} 年度的，不能结转到 {to} 年，请写 {years[0] + 1} 或以后的年度。")
    if to > YEARS[-1]:
        raise ZipingError(f"年度 {to} 不对，请写 {years[0] + 1} 到 {YEARS[-1]} 之间的年度。")
    return years[0]


def _others(draft: Draft, book: Workbook) -> Iterator[Change]:
    """Years in cells that are none of the form's entries: they stay, and are told."""
    ours = {form.sheet for form in book.forms}
    own = own_sheets(draft.snapshot)
    for sheet in draft.snapshot.sheets:
        if is_list(sheet):
            continue
        if str(draft.year) in sheet.name:
            yield Change("kept_year", sheet.name, "工作表的名称", sheet.name, note="名称里的年份不改，请自己改")
        cells = [
            entry_at(sheet.name, row, column, cell)
            for (row, column), cell in sheet.cells.items()
            if (sheet.name, row, column) not in draft.seen and cell.formula is None
            if any(one.value >= draft.year and one.stays is None for one in years_in(cell.text, draft.year))
        ]
        if sheet.name in ours:
            for entry in cells:
                note = "不是表式里填报的内容，请核对"
                yield Change("kept_year", f"{sheet.name}!{entry.cell}", "表上的其他文字", entry.text or "", note=note)
        elif cells and sheet.name in own:
            note = f"自己加的工作表没有动，里面有 {len(cells)} 处年份，请核对"
            yield Change(
                "kept_year", f"{sheet.name}!{cells[0].cell}", f"工作表“{sheet.name}”", cells[0].text or "", note=note
            )
