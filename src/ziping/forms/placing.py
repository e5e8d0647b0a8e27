"""A model put into another form by meaning: what the builder needs for it, and what found its place and what did not.

Nothing is dropped: every entry of the model that is not empty is either moved or unplaced.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ziping.domain.model import Workbook
from ziping.forms.filled import Filled, FilledBook, FilledIndicator
from ziping.forms.housing import Housed, housed
from ziping.forms.inventory import FIELDS, Ledger, Moved, Unplaced
from ziping.forms.placedfacts import facts_of, tables_of
from ziping.forms.placedfields import fields_of, shared_fields, title_of, year_of
from ziping.forms.placedfunds import funds_of
from ziping.forms.placedrows import indicators_of
from ziping.forms.placedtexts import texts_of
from ziping.forms.placedtotals import place_totals, typed_total
from ziping.forms.template import TemplateSpec


class Placed(msgspec.Struct, frozen=True):
    """A model in another form. ``last`` are the texts of the year before, by report and section path, which stand
    beside the sections; ``sheets`` is which sheet of the source each sheet of ``filled`` comes from ("" for none)."""

    filled: FilledBook
    moved: tuple[Moved, ...]
    unplaced: tuple[Unplaced, ...]
    last: Mapping[str, Mapping[str, str]] = {}
    sheets: tuple[str, ...] = ()


def placed(book: Workbook, template: TemplateSpec, standard: str | None = None, *, year: int | None = None) -> Placed:
    """``book`` as ``template`` holds it, scored by ``standard`` (that of each form if None) and of ``year`` (the
    model's own if None). Works by meaning: fields by id, money by kind, indicators by their levels, texts by their
    headings. Raises ZipingError for an unknown standard."""
    ledger = Ledger(book)
    houses = list(housed(book, template, standard))
    figures = facts_of(book, template, [house.form for house in houses], ledger)
    sheets: list[Filled] = []
    for house in houses:
        sheets.append(_sheet(house, sheets, houses, ledger, year))
    homes = {house.source for house in houses}
    _repeated(ledger, {form.sheet for form in book.forms if form.kind == "target" and form.sheet not in homes})
    texts, last = texts_of(book.documents, _reports(template, houses), ledger)
    filled = FilledBook(template=template.id, facts=figures, sheets=tuple(sheets), documents=texts)
    sources = tuple(house.source for house in houses)
    return Placed(filled, tuple(ledger.moved), ledger.unplaced(), last, sources)


def _sheet(house: Housed, before: list[Filled], houses: list[Housed], ledger: Ledger, year: int | None) -> Filled:
    form, model = house.form, house.model
    fields = shared_fields(house, houses, before) if model is None else fields_of(house, before, ledger)
    filled = Filled(
        form=form.id, key=house.spec.key, sheet=house.name, year=year_of(house, houses, before, year, ledger),
        fields=fields,
    )  # fmt: skip
    if model is None:
        return filled
    place = house.name
    if house.planning:
        rows = indicators_of(model, form, house.rules, place, ledger)
        return msgspec.structs.replace(filled, goal_planned=fields.pop("goal_planned", None), indicators=rows)
    target = next((one for one in before if one.key == house.spec.targets), None) if house.spec.targets else None
    rows = indicators_of(model, form, house.rules, place, ledger, planned=_planned(target))
    scored = typed_total(model, form, house.rules, rows)
    place_totals(model, form, house.rules, place, ledger)
    return msgspec.structs.replace(
        filled,
        title=title_of(house, ledger),
        funds=funds_of(model, form, house.rules, place, ledger, begun=year is not None),
        goal_planned=fields.pop("goal_planned", None),
        goal_actual=fields.pop("goal_actual", None),
        indicators=rows,
        tables=tables_of(model, form, place, ledger),
        total_score=scored,
    )


def _planned(target: Filled | None) -> tuple[FilledIndicator, ...] | None:
    """The rows of a target form that a self-evaluation shows; None where it has none."""
    return None if target is None else tuple(item for items in target.indicators.values() for item in items)


def _repeated(ledger: Ledger, shown: set[str]) -> None:
    """What stands twice in the model, such as the unit on every form, is moved when one of them is; so is what a
    self-evaluation shows of the sheets ``shown``, target forms without a place of their own."""
    there = {(move.what, move.text): move.place for move in ledger.moved}
    for what, entry in ledger.left():
        place = there.get((what, entry.text or ""))
        if place and not entry.error and (what in FIELDS.values() or entry.sheet in shown):
            ledger.move(entry, place)


def _reports(template: TemplateSpec, houses: list[Housed]) -> list[tuple[str, str, str]]:
    """Name, outline and the source's sheet of every report that the new workbook will hold."""
    about = {document.about: [house for house in houses if house.spec.key == document.about]
             for document in template.documents}  # fmt: skip
    return [
        (document.called(house.name, several=len(about[document.about]) > 1), document.outline, house.source)
        for document in template.documents
        for house in about[document.about]
    ]
