"""A workbook brought up to date: pasted texts taken apart, the values of our own formulas renewed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator, SelfEvaluation
from ziping.domain.scoring import score_form
from ziping.domain.snapshot import Cell, CellEdit, Sheet, Snapshot, position
from ziping.domain.standard import Standard
from ziping.forms.computed import Computed, computed_cells
from ziping.forms.filled import FilledParts, Value
from ziping.forms.parts import parts_of, wanted_parts
from ziping.forms.read import read_forms
from ziping.standards.loader import load_standard

_ROUNDS = 3
"""Sums of sums settle in two rounds; the third proves it."""


def settle(snapshot: Snapshot) -> tuple[Snapshot, tuple[SelfEvaluation, ...]]:
    """The snapshot as a spreadsheet program would show it after recalculation, and its forms.

    Only cells that still hold our own formulas are renewed, so a file written without cached values, or edited by a
    program that does not calculate, reads as it would on screen.
    """
    models = read_forms(snapshot)
    for _ in range(_ROUNDS):
        stale = {model.sheet: _stale(snapshot, model, load_standard(model.standard)) for model in models}
        if not any(stale.values()):
            break
        snapshot = msgspec.structs.replace(
            snapshot, sheets=tuple(_renewed(sheet, stale.get(sheet.name, [])) for sheet in snapshot.sheets)
        )
        models = read_forms(snapshot)
    return snapshot, models


def updates(snapshot: Snapshot) -> list[CellEdit]:
    """What ``ziping score --write`` changes in the file behind ``snapshot``: the entry cells of texts typed over the
    composing formulas, and the values that our own formulas show. Texts, weights, manual scores and anybody else's
    formulas stay as they are."""
    edits: dict[tuple[str, int, int], CellEdit] = {}
    settled, models = settle(snapshot)
    for model in models:
        for indicator in model.indicators:
            given = parts_of(indicator)
            for edit in _part_edits(indicator, given, _wanted(indicator, given, model)):
                edits[edit.sheet, edit.row, edit.column] = edit
    if edits:
        settled = msgspec.structs.replace(settled, sheets=tuple(_edited(s, edits.values()) for s in settled.sheets))
        settled, _ = settle(settled)
    return [*edits.values(), *cached_values(snapshot, settled)]


def _wanted(indicator: Indicator, given: FilledParts, model: SelfEvaluation) -> FilledParts:
    if load_standard(model.standard).quantitative.basis.value == "performance":
        return given
    return wanted_parts(indicator, given, model.year)


def _stale(snapshot: Snapshot, model: SelfEvaluation, standard: Standard) -> list[Computed]:
    """Cells with our formula whose cached value is not what the formula gives."""
    sheet = snapshot.sheet(model.sheet)
    assert sheet is not None  # noqa: S101 - the model was read from it
    parts = {}
    for indicator in model.indicators:
        given = parts_of(indicator)
        if _wanted(indicator, given, model) == given:
            parts[indicator.name.cell] = given
    scores = score_form(model, standard)
    found = []
    for item in computed_cells(snapshot, sheet, model, scores, standard, parts):
        cell = sheet.cells.get((item.row, item.column))
        if cell and cell.formula and cell.formula.lstrip("=") == item.formula and not _shows(cell, item.value):
            found.append(item)
    return found


def _shows(cell: Cell, value: Decimal | str) -> bool:
    if isinstance(value, str):
        return cell.number is None and cell.error is None and cell.text == value
    return cell.number is not None and abs(cell.number - value) <= abs(value) * Decimal("1e-12")


def _renewed(sheet: Sheet, items: list[Computed]) -> Sheet:
    if not items:
        return sheet
    cells = dict(sheet.cells)
    for item in items:
        cells[item.row, item.column] = _with_value(cells[item.row, item.column], item.value)
    return msgspec.structs.replace(sheet, cells=cells)


def _with_value(cell: Cell, value: Value) -> Cell:
    number = value if isinstance(value, Decimal) else None
    text = "" if value is None else plain(value) if isinstance(value, Decimal) else str(value)
    if number is not None and "%" in cell.number_format:
        text = f"{plain(number * 100)}%"
    return msgspec.structs.replace(cell, text=text, raw=text, number=number, error=None)


def _edited(sheet: Sheet, edits: object) -> Sheet:
    cells = dict(sheet.cells)
    for edit in edits:  # type: ignore[attr-defined]
        if edit.sheet == sheet.name:
            cells[edit.row, edit.column] = _with_value(cells.get((edit.row, edit.column), Cell()), edit.value)
    return msgspec.structs.replace(sheet, cells=cells)


def cached_values(before: Snapshot, after: Snapshot) -> list[CellEdit]:
    """Formula cells whose shown value has changed."""
    edits = []
    for old, new in zip(before.sheets, after.sheets, strict=True):
        for (row, column), cell in new.cells.items():
            if cell.formula is not None and cell is not old.cells.get((row, column)):
                value = cell.number if cell.number is not None else cell.text
                edits.append(CellEdit(new.name, row, column, value, keep_formula=True))
    return edits


def _part_edits(indicator: Indicator, given: FilledParts, wanted: FilledParts) -> list[CellEdit]:
    parts = indicator.parts
    cells: list[tuple[Entry, Value, Value]] = [
        (parts.sign, given.sign or None, wanted.sign or None),
        (parts.number, given.day or given.number, wanted.day or wanted.number),
        (parts.upper, given.upper, wanted.upper),
        (parts.unit, given.unit or None, wanted.unit or None),
        (parts.actual, given.actual_day or given.actual, wanted.actual_day or wanted.actual),
        (parts.rating, given.rating, wanted.rating),
    ]
    return [_edit(entry, value) for entry, old, value in cells if value != old]


def _edit(entry: Entry, value: Decimal | str | date | None) -> CellEdit:
    row, column = position(entry.cell)
    return CellEdit(entry.sheet, row, column, value)
