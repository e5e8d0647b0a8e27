"""The years before beside the rows of another form: each row's own, wherever it stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from ziping.domain.model import Indicator, SelfEvaluation, Workbook
from ziping.domain.snapshot import Snapshot, position
from ziping.forms import names
from ziping.forms.placing import Placed
from ziping.rolling.figures import figure_cells
from ziping.rolling.history import strips
from ziping.rolling.strips import Column, Strip, Value, yearly

_FUNDS, _GOALS = "funds", "goals"
_LABELS = {_FUNDS: (["年初预算数", "全年预算数", "全年执行数"], "得分"), names.FIGURES: ([""], None)}
_ROWS = (["指标值", "完成值", "得分"], "偏差原因")

Cells = dict[tuple[int, Column], Value]


def transferred(
    snapshot: Snapshot, book: Workbook, rolled: Workbook, target: Workbook, result: Placed, year: int
) -> list[Strip]:
    """The strips of the new workbook. ``rolled`` is ``book`` carried over in its own form: its rows are those of
    ``book``, its names those of ``target``."""
    old, _ = strips(snapshot, book, year)
    found: list[Strip] = []
    for form, source in zip(target.forms, result.sheets, strict=True):
        before = rolled.form(source)
        if before is not None:
            mine = [strip for strip in old if strip.sheet == source]
            found += _form(form, before, mine)
    return [*found, *_figures(snapshot, target, old, rolled)]


def _form(form: SelfEvaluation, before: SelfEvaluation, old: list[Strip]) -> Iterator[Strip]:
    tables = {strip.table: strip for strip in old}
    rows: dict[str, dict[int, int]] = {}
    for block, place, source in _pairs(form, before):
        rows.setdefault(block, {})[source] = place
    if rows and (totals := _totals(form, before)):
        rows[max(rows, key=lambda block: max(rows[block].values()))].update(totals)
    for block, there in rows.items():
        cells: Cells = {}
        for other in before.blocks:
            if other in tables:
                cells |= _moved(tables[other].cells, there)
        yield from _strip(form.sheet, block, cells, min(there.values()) - 1, max(there.values()))
    if _GOALS in tables and form.goal_actual.cell:
        row = position(form.goal_actual.cell)[0]
        cells = {(row, column): value for (_, column), value in tables[_GOALS].cells.items()}
        yield msgspec.structs.replace(tables[_GOALS], sheet=form.sheet, top=row - 1, bottom=row, cells=cells)
    funds = {
        position(old_row.label.cell)[0]: position(row.label.cell)[0]
        for row in form.funds
        for old_row in before.funds
        if row.kind == old_row.kind and row.label.cell and old_row.label.cell
    }
    if _FUNDS in tables and funds:
        top = position(form.funds[0].label.cell)[0] - 1
        yield from _strip(form.sheet, _FUNDS, _moved(tables[_FUNDS].cells, funds), top, max(funds.values()))


def _totals(form: SelfEvaluation, before: SelfEvaluation) -> dict[int, int]:
    """The row of the total of the old form, and that of the new one."""
    if not (form.total.cell and before.total.cell):
        return {}
    return {position(before.total.cell)[0]: position(form.total.cell)[0]}


def _pairs(form: SelfEvaluation, before: SelfEvaluation) -> Iterator[tuple[str, int, int]]:
    """The rows of a form with the row of the old form each comes from: that of the same name, one after another."""
    waiting: dict[str, list[int]] = {}
    for row in before.indicators:
        waiting.setdefault(_name(row), []).append(position(row.name.cell)[0])
    counted = Counter(_name(row) for row in form.indicators)
    for row in form.indicators:
        name = _name(row)
        if len(waiting.get(name, ())) == counted[name]:
            counted[name] -= 1
            yield row.block, position(row.name.cell)[0], waiting[name].pop(0)


def _name(row: Indicator) -> str:
    return "".join((row.name.text or "").split())


def _figures(snapshot: Snapshot, target: Workbook, old: list[Strip], rolled: Workbook) -> Iterator[Strip]:
    strip = next((strip for strip in old if strip.table == names.FIGURES), None)
    if strip is None:
        return
    rows = {key: position(entry.cell)[0] for key, entry in figure_cells(snapshot) if entry.sheet == strip.sheet}
    said = {name: key for form in rolled.forms for name, key in form.fact_names.items()}
    forms = {form.sheet for form in target.forms}
    sheets: dict[str, dict[int, int]] = {}
    own = {key: name for name, key in target.forms[0].fact_names.items()}
    for key, entry in target.forms[0].facts.items():
        source = key if key in rows else said.get(own.get(key, ""), "")
        if source in rows and entry.sheet not in forms:
            sheets.setdefault(entry.sheet, {})[rows[source]] = position(entry.cell)[0]
    for sheet, there in sheets.items():
        first = min(position(e.cell)[0] for e in target.forms[0].facts.values() if e.sheet == sheet)
        yield from _strip(sheet, names.FIGURES, _moved(strip.cells, there), max(first - 2, 1), max(there.values()))


def _moved(cells: Mapping[tuple[int, Column], Value], rows: Mapping[int, int]) -> Cells:
    return {(rows[row], column): value for (row, column), value in cells.items() if row in rows}


def _strip(sheet: str, table: str, cells: Cells, top: int, bottom: int) -> Iterator[Strip]:
    years = sorted({column[0] for _, column in cells}, reverse=True)
    if years:
        labels, extra = _LABELS.get(table, _ROWS)
        if extra and not any(label == extra for _, (_, label) in cells):
            extra = ""
        yield Strip(sheet, table, top, bottom, yearly(labels, extra, years), cells)
