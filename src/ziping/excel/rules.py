"""规则依据: what a rule checks and why, for the selected finding or a typed code."""

from __future__ import annotations

from ziping.checks.catalogue import catalogue
from ziping.checks.pages import page
from ziping.domain.snapshot import Snapshot, address
from ziping.errors import ZipingError
from ziping.excel.click import Click
from ziping.forms import names

_LAST = "## 适用"
"""From this heading on the page is for maintainers."""


def rule(click: Click) -> str:
    """The rule of the selected line of the list or of the marked cell, else of the code that the user types."""
    code = (_selected(click) or click.say.ask("规则编号，如 R58：")).upper()
    if code not in catalogue():
        raise ZipingError(f"没有编号为“{code}”的校验规则；编号写在“校验结果”表的“规则”一栏，如 R58。")
    lines = page(code).partition(_LAST)[0].strip().splitlines()
    shown = [f"【{line[3:]}】" if line.startswith("## ") else line.removeprefix("# ") for line in lines if line]
    return "\n".join(shown)


def _selected(click: Click) -> str | None:
    """The code of the selected finding. None where nothing of a finding is selected, in whatever workbook."""
    if click.open_book is None:
        return None
    try:
        place = click.book.selected()
        snapshot = click.book.read().snapshot if place else None
    except ZipingError:  # a rule can be looked up anywhere
        return None
    return _code_at(snapshot, *place) if snapshot and place else None


def _code_at(snapshot: Snapshot, sheet: str, row: int, column: int) -> str | None:
    wanted = {names.column(names.FINDINGS, id): id for id in ("code", "key")}
    areas = {wanted[name.name]: name.area for name in snapshot.names if name.name in wanted and name.area}
    there = snapshot.sheet(areas["code"].sheet) if len(areas) == len(wanted) else None
    if there is None:
        return None
    if sheet == there.name:
        cell = there.cells.get((row, areas["code"].left))
        return cell.text if cell and row > areas["code"].top and cell.text else None
    key = f"{sheet}!{address(row, column)}"
    found = (at for (at, left), cell in there.cells.items() if left == areas["key"].left and cell.text == key)
    cell = there.cells.get((min(found, default=0), areas["code"].left))
    return cell.text if cell else None
