"""Sheets of our own workbooks that lost their names (pasted as values): figures, texts and tables of figures, whose
rows never move, found again by what they print at the same places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ziping.domain.model import Document, Entry, SelfEvaluation
from ziping.domain.snapshot import Area, DefinedName, Sheet, Snapshot
from ziping.forms import names
from ziping.forms.builder import layouts
from ziping.forms.filled import Filled, FilledBook
from ziping.forms.layout import Layout
from ziping.forms.read import read_book
from ziping.forms.shared import documents, figures
from ziping.forms.spec import load_form
from ziping.forms.template import TemplateSpec, load_template, template_ids
from ziping.importing.vocabulary import key
from ziping.ooxml.names import defined_name

_SAME = 0.9
"""How many of the texts that a sheet prints must stand at their places."""


class OwnSheets(msgspec.Struct, frozen=True):
    """What stands on the ``sheets`` around the forms: their figures by key, the keys by the names that texts use, the
    texts of the reports, and ``forms`` that hold figures alone; ``template`` is the one of the workbook."""

    template: str
    sheets: frozenset[str]
    facts: Mapping[str, Entry]
    said: Mapping[str, str]
    documents: tuple[Document, ...]
    forms: tuple[SelfEvaluation, ...]


def own_sheets(snapshot: Snapshot, read: Sequence[SelfEvaluation]) -> OwnSheets | None:
    """What stands around the forms that were ``read``; None where no other sheet of ours is there."""
    sheets = [model.sheet for model in read]
    filled = tuple(Filled(form=model.form, sheet=model.sheet) for model in read)
    best: tuple[TemplateSpec, list[Layout]] | None = None
    for spec in _templates([model.form for model in read]):
        named = {one.form for one in filled}
        others = tuple(Filled(form=sheet.form, key=sheet.key) for sheet in spec.sheets if sheet.form not in named)
        made = layouts(spec, FilledBook(template=spec.id, sheets=(*filled, *others)))
        pages = [page for page in made if _is_there(page, snapshot, sheets)]
        if pages and (best is None or len(pages) > len(best[1])):
            best = spec, pages
    if best is None:
        return None
    spec, pages = best
    found = {page.sheet for page in pages}
    there = tuple(sheet for sheet in snapshot.sheets if sheet.name in found)
    known = Snapshot(snapshot.source, there, tuple(name for page in pages for name in _names(page, snapshot)))
    facts, said = figures(known)
    texts, _ = documents(known, sheets[0])
    tables = read_book(known).forms if any(name.name == names.FORM for name in known.names) else ()
    models = tuple(msgspec.structs.replace(model, facts=facts, fact_names=said) for model in tables)
    return OwnSheets(spec.id, frozenset(found), facts, said, texts, models)


def _templates(forms: Sequence[str]) -> Iterator[TemplateSpec]:
    """The templates that have exactly these forms, beside forms of figures alone."""
    for id in template_ids():
        spec = load_template(id)
        if {sheet.form for sheet in spec.sheets if load_form(sheet.form).indicator_blocks()} == set(forms):
            yield spec


def _is_there(page: Layout, snapshot: Snapshot, read: Sequence[str]) -> bool:
    """Whether the sheet of a page is in the workbook, of those that were not read as tables."""
    sheet = snapshot.sheet(page.sheet)
    if sheet is None or page.sheet in read or not (page.names or page.shared):
        return False
    printed = [place for place in page.places if isinstance(place.value, str) and not place.unlocked]
    hits = sum(_stands(sheet, place.row, place.column, str(place.value)) for place in printed)
    return bool(printed) and hits >= _SAME * len(printed)


def _stands(sheet: Sheet, row: int, column: int, text: str) -> bool:
    cell = sheet.cells.get((row, column))
    return cell is not None and key(cell.text) == key(text)


def _names(page: Layout, snapshot: Snapshot) -> Iterator[DefinedName]:
    """The names that the sheet had."""
    for name, (top, left, bottom, right) in page.names.items():
        yield DefinedName(name, "", page.sheet, Area(page.sheet, top, left, bottom, right))
    for name, text in page.constants.items():
        yield DefinedName(name, "", page.sheet, None, text)
    titles = {sheet.name.lower(): sheet.name for sheet in snapshot.sheets}
    for name, target in page.pointers.items():
        yield defined_name(name, target, page.sheet, titles)
