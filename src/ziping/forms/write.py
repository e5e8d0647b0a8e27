"""A workbook brought up to date: pasted texts taken apart, the values of our own formulas renewed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from ziping.domain.decimals import plain
from ziping.domain.model import Entry, Indicator, SelfEvaluation, Workbook
from ziping.domain.quantity import parse_value
from ziping.domain.scoring import score_form
from ziping.domain.snapshot import Cell, CellEdit, Sheet, Snapshot, address, position
from ziping.domain.standard import Standard
from ziping.errors import ZipingError
from ziping.forms.beside import PARTS
from ziping.forms.composed import target_text
from ziping.forms.computed import Computed, computed_cells, shows
from ziping.forms.filled import FilledParts, Value
from ziping.forms.formulas import composed_texts
from ziping.forms.layout import left_fixed
from ziping.forms.links import is_mirror, linked_cells
from ziping.forms.parts import parts_of, wanted_parts
from ziping.forms.places import Places
from ziping.forms.read import read_book
from ziping.forms.spec import load_form
from ziping.ooxml.dates import serial_of
from ziping.ooxml.numfmt import number_format
from ziping.standards.loader import load_standard

_ROUNDS = 8
"""More than the longest chain of formulas: parts, subtotal, total, rate, its score, total score, grade."""


def settle(snapshot: Snapshot) -> tuple[Snapshot, Workbook]:
    """The snapshot as a spreadsheet program would show it after recalculation, and what it holds.

    Only cells that still hold our own formulas are renewed, so a file written without cached values, or edited by a
    program that does not calculate, reads as it would on screen. Rows whose texts and entry cells differ, and what
    hangs on an error, keep what the file shows.
    """
    book = read_book(snapshot)
    for _ in range(_ROUNDS):
        stale = _linked(snapshot)
        for model in book.forms:
            stale.setdefault(model.sheet, []).extend(_stale(snapshot, model, _standard(model)))
        if not any(stale.values()):
            break
        snapshot = msgspec.structs.replace(
            snapshot, sheets=tuple(_renewed(sheet, stale.get(sheet.name, [])) for sheet in snapshot.sheets)
        )
        book = read_book(snapshot)
    return snapshot, book


def _linked(snapshot: Snapshot) -> dict[str, list[Computed]]:
    """Cells that show another sheet's, by sheet, where the cached value is not what stands there."""
    found: dict[str, list[Computed]] = {}
    for sheet, row, column, value in linked_cells(snapshot):
        cell = sheet.cells[row, column]
        if not shows(cell, value):
            found.setdefault(sheet.name, []).append(Computed(row, column, cell.formula or "", value))
    return found


def updates(snapshot: Snapshot) -> list[CellEdit]:
    """What ``ziping score --write`` changes in the file behind ``snapshot``: the entry cells of texts typed over the
    composing formulas, and the values that our own formulas show. Texts, weights, manual scores and anybody else's
    formulas stay as they are."""
    edits: dict[tuple[str, int, int], CellEdit] = {}
    settled, book = settle(snapshot)
    for model in book.forms:
        standard = _standard(model)
        own = _composing(settled, model, standard)
        for indicator in model.indicators:
            wanted = _wanted(indicator, own, model, standard)
            for edit in _part_edits(indicator, parts_of(indicator), wanted) if wanted else ():
                edits[edit.sheet, edit.row, edit.column] = edit
    if edits:
        settled = msgspec.structs.replace(settled, sheets=tuple(_edited(s, edits.values()) for s in settled.sheets))
        settled, _ = settle(settled)
    return [*edits.values(), *cached_values(snapshot, settled)]


def _standard(model: SelfEvaluation) -> Standard:
    try:
        return load_standard(model.standard)
    except ZipingError as error:
        place = f"“{Path(model.source).name}”的工作表“{model.sheet}”"
        raise ZipingError(f"{place}不能计分：{error}；可能要更新本工具。") from error


def _wanted(
    indicator: Indicator, own: Collection[str], model: SelfEvaluation, standard: Standard
) -> FilledParts | None:
    wanted = wanted_parts(indicator, own, model.year)
    return parts_of(indicator) if wanted and standard.by_performance else wanted


def _composing(snapshot: Snapshot, model: SelfEvaluation, standard: Standard) -> frozenset[str]:
    """Addresses of the cells on the form's sheet that still hold the formula composing their text, or show a text
    composed on the target form."""
    sheet = _sheet(snapshot, model)
    places = Places(snapshot, sheet)
    own = {row.target.cell for row in model.indicators if _shows_composed(row, sheet)}
    for block in load_form(model.form).indicator_blocks():
        columns = places.columns(block.id, (*(column.id for column in block.columns), *(part.id for part in PARTS)))
        for row in places.rows(block.id, "name"):
            at = {id: left_fixed(row, column) for id, column in columns.items()}
            for id, formula in composed_texts(at, standard).items():
                if _holds(sheet.cells.get((row, columns[id])), formula):
                    own.add(address(row, columns[id]))
    return frozenset(own)


def _shows_composed(indicator: Indicator, sheet: Sheet) -> bool:
    target = indicator.target
    formula = sheet.cells[position(target.cell)].formula if target.formula else None
    return formula is not None and is_mirror(formula) and (target.text or "") == target_text(parts_of(indicator))


def _holds(cell: Cell | None, formula: str) -> bool:
    return cell is not None and cell.formula is not None and cell.formula.lstrip("=") == formula


def _stale(snapshot: Snapshot, model: SelfEvaluation, standard: Standard) -> list[Computed]:
    """Cells with our formula whose cached value is not what the formula gives."""
    sheet = _sheet(snapshot, model)
    own = _composing(snapshot, model, standard)
    parts = {}
    for indicator in model.indicators:
        given = parts_of(indicator)
        if _wanted(indicator, own, model, standard) == given and not _open(indicator, standard):
            parts[indicator.name.cell] = given
    scores = score_form(model, standard)
    found = []
    for item in computed_cells(snapshot, sheet, model, scores, standard, parts):
        cell = sheet.cells.get((item.row, item.column))
        if cell and _holds(cell, item.formula) and not shows(cell, item.value):
            found.append(item)
    return found


def _open(indicator: Indicator, standard: Standard) -> bool:
    """Whether formulas and people read a number of the row differently: one that was typed as text."""
    numbers = [indicator.weight, indicator.parts.manual]
    if standard.by_performance and parse_value(indicator.actual.text).unit == "%":
        numbers.append(indicator.actual)
    return any(entry.number is None and not entry.empty for entry in numbers)


def _sheet(snapshot: Snapshot, model: SelfEvaluation) -> Sheet:
    sheet = snapshot.sheet(model.sheet)
    assert sheet is not None  # noqa: S101 - the model was read from it
    return sheet


def _renewed(sheet: Sheet, items: list[Computed]) -> Sheet:
    if not items:
        return sheet
    cells = dict(sheet.cells)
    for item in items:
        cells[item.row, item.column] = _with_value(cells[item.row, item.column], item.value)
    return msgspec.structs.replace(sheet, cells=cells)


def _with_value(cell: Cell, value: Value) -> Cell:
    if isinstance(value, date):
        value = Decimal(serial_of(value, False))
    if not isinstance(value, Decimal):
        return msgspec.structs.replace(cell, text=value or "", raw=value or "", number=None, error=None)
    text = number_format(cell.number_format).number(value, False)
    return msgspec.structs.replace(cell, text=text, raw=plain(value), number=value, error=None)


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
            if cell.formula is not None and cell != old.cells.get((row, column)):
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
    # A formula in an entry cell is the user's own, such as a link to a ledger.
    return [_edit(entry, value) for entry, old, value in cells if value != old and not entry.formula]


def _edit(entry: Entry, value: Decimal | str | date | None) -> CellEdit:
    row, column = position(entry.cell)
    return CellEdit(entry.sheet, row, column, value)
