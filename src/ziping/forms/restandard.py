"""A workbook put under another standard: our formulas, drop-downs and the name of the standard, nothing else.

A cell whose formula is no longer ours is left alone and told; it belongs to the user.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from ziping.domain.model import Indicator, SelfEvaluation
from ziping.domain.snapshot import Area, CellEdit, Sheet, Snapshot, address
from ziping.domain.standard import Standard
from ziping.forms import formulas, names
from ziping.forms.beside import PARTS, PLANNED, RESULTS, rating_words
from ziping.forms.layout import absolute, left_fixed, span
from ziping.forms.places import Places
from ziping.forms.spec import FormSpec, FundsBlock, IndicatorsBlock, load_form
from ziping.forms.write import updates
from ziping.ooxml.formulas import position
from ziping.ooxml.nameedit import with_constants
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.ruletexts import with_rule_texts

_SATISFACTION = "满意度"
Formulas = dict[tuple[int, int], str]


class Restandarded(msgspec.Struct, frozen=True):
    """``data`` is the workbook under the new standard, with the values its formulas show; ``kept`` are the cells
    (自评表!E12) whose formula should have become another one and is the user's own."""

    data: bytes
    kept: tuple[str, ...]


def restandard(
    data: bytes, forms: Collection[tuple[SelfEvaluation, Standard]], new: Standard, *, name: str
) -> Restandarded:
    """``data`` with each of ``forms``, given with its present standard, under ``new``, which is a built-in one.

    Texts typed over composing formulas are taken apart into the entry cells, as a score written back does, so that the
    formulas score what Python scores. ``name`` is what messages call the workbook. Raises ZipingError as patching does.
    """
    snapshot = read_bytes(data, name, name)
    edits: list[CellEdit] = []
    kept: list[str] = []
    texts: dict[str, dict[str, str]] = {}
    for model, old in forms:
        sheet = snapshot.sheet(model.sheet)
        assert sheet is not None  # noqa: S101 - the model was read from it
        ours = (standard_formulas(snapshot, sheet, model, standard) for standard in (old, new))
        for edit in _changes(sheet, *ours):
            (edits if isinstance(edit, CellEdit) else kept).append(edit)  # type: ignore[arg-type]
        texts[model.sheet] = _rule_texts(snapshot, sheet, old, new)
    data = patch_workbook(data, edits, name=name)
    data = with_rule_texts(data, texts, name=name)
    data = with_constants(data, {(model.sheet, names.STANDARD): new.id for model, _ in forms}, name=name)
    return Restandarded(patch_workbook(data, updates(read_bytes(data, name, name)), name=name), tuple(kept))


def standard_formulas(snapshot: Snapshot, sheet: Sheet, model: SelfEvaluation, standard: Standard) -> Formulas:
    """Every formula of a form that its standard shapes, by cell, as a template of ``standard`` has it there."""
    spec, places = load_form(model.form), Places(snapshot, sheet)
    found: Formulas = {}
    rate, execution = None, None
    for block in spec.blocks:
        if isinstance(block, FundsBlock):
            rate, execution = _execution(block, places)
        elif isinstance(block, IndicatorsBlock):
            found |= _rows(block, places, model, standard)
    if execution and rate:
        found[position(execution[1])] = formulas.execution_score(rate, execution[0], standard)
    return found | _totals(spec, places, rate, execution, standard)


def _changes(sheet: Sheet, old: Formulas, new: Formulas) -> Iterator[CellEdit | str]:
    """The cells with our old formula get the new one; the address of one that holds another formula."""
    for at, formula in new.items():
        before, cell = old.get(at), sheet.cells.get(at)
        if before in (None, formula) or cell is None or cell.formula is None:
            continue
        held = cell.formula.lstrip("=")
        if held == before:
            value = cell.number if cell.number is not None else cell.text
            yield CellEdit(sheet.name, *at, value, formula=formula)
        elif held != formula:
            yield f"{sheet.name}!{address(*at)}"


def _execution(block: FundsBlock, places: Places) -> tuple[str | None, tuple[str, str] | None]:
    """The cell of the execution rate, and those of its weight and score where the form scores it."""
    columns = {column.id: area for column in block.columns if (area := places.find(names.column("funds", column.id)))}
    total = places.find(names.fund_row(block.rows[0].kind))
    if total is None or "rate" not in columns:
        return None, None
    cells = {id: absolute(total.top, area.left) for id, area in columns.items()}
    return cells["rate"], (cells["weight"], cells["score"]) if {"weight", "score"} <= cells.keys() else None


def _rows(block: IndicatorsBlock, places: Places, model: SelfEvaluation, standard: Standard) -> Formulas:
    others = PLANNED if block.planned else (*PARTS, *RESULTS)
    ids = [*(column.id for column in block.columns), *(entry.id for entry in others)]
    columns = {id: area.left for id in ids if (area := places.find(names.column(block.id, id)))}
    by_cell = {row.name.cell: row for row in model.indicators}
    levels: dict[str, str] = {}
    found: Formulas = {}
    if not {"name", "sign", "number", "upper", "unit", "target"} <= columns.keys():
        return found
    for row in places.rows(block.id, "name"):
        levels |= _levels(row, places, columns)
        indicator = by_cell.get(address(row, columns["name"]))
        at = {"automatic": "#REF!"} | {id: left_fixed(row, column) for id, column in columns.items()}
        satisfaction = _is_satisfaction(block, indicator, levels)
        for id, formula in formulas.row_formulas(at, standard, satisfaction=satisfaction).items():
            if id in columns and "#REF!" not in formula:
                found[row, columns[id]] = formula
    return found


def _levels(row: int, places: Places, columns: dict[str, int]) -> dict[str, str]:
    """The level names that begin in ``row``; those below it belong to them."""
    cells = {id: places.sheet.cells.get((row, columns[id])) for id in ("level1", "level2") if id in columns}
    return {id: cell.text for id, cell in cells.items() if cell and cell.text.strip()}


def _is_satisfaction(block: IndicatorsBlock, indicator: Indicator | None, levels: dict[str, str]) -> bool:
    texts = [block.level1, *((indicator.level1.text, indicator.level2.text) if indicator else levels.values())]
    return any(_SATISFACTION in text for text in texts if text)


def _totals(
    spec: FormSpec, places: Places, rate: str | None, execution: tuple[str, str] | None, standard: Standard
) -> Formulas:
    columns = []
    for block in spec.indicator_blocks():
        weight, score = (places.find(names.column(block.id, id)) for id in ("weight", "score"))
        if weight and score:
            header = next(column.label for column in block.columns if column.id == "weight")
            columns.append(formulas.Column(_whole(weight), _whole(score), header))
    total = places.find(names.field("total_score"))
    if total is None:
        return {}
    found = {(total.top, total.left): formulas.total_score(columns, rate, execution, standard)}
    if grade := places.find(names.field("grade")):
        found[grade.top, grade.left] = formulas.grade(absolute(total.top, total.left), standard)
    return found


def _whole(area: Area) -> str:
    return span(area.top, area.left, area.bottom, area.right)


def _rule_texts(snapshot: Snapshot, sheet: Sheet, old: Standard, new: Standard) -> dict[str, str]:
    """The formulas of entry rules and conditional formats that a standard shapes: the ratings to choose from, and the
    points all weights come to."""
    found = {_listed(old): _listed(new)}
    if weight := Places(snapshot, sheet).find(names.field("total_weight")):
        cell = absolute(weight.top, weight.left)
        before, after = (
            f"AND(ISNUMBER({cell}),ROUND({cell},2)<>{standard.weights.total.value})" for standard in (old, new)
        )
        found[before] = after
    return {before: after for before, after in found.items() if before != after}


def _listed(standard: Standard) -> str:
    return '"' + ",".join(rating_words(standard)) + '"'
