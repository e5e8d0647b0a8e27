"""A workbook made from a template: empty, for a new year, or filled as a sample."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ziping.domain.standard import Standard
from ziping.forms import names
from ziping.forms.blocks import Drawing, draw
from ziping.forms.filled import Filled, FilledBook
from ziping.forms.layout import Layout
from ziping.forms.links import Links, PlannedRow, mirror, reference, row_mirror
from ziping.forms.marks import put_marks
from ziping.forms.overview import overview_page
from ziping.forms.pages import BASIS_SHEET, FACTS_SHEET, TEXT_SHEET, basis_page, facts_page, help_page, text_page
from ziping.forms.results import results_page
from ziping.forms.spec import FormSpec, IndicatorsBlock, load_form
from ziping.forms.template import DocumentSpec, SheetSpec, TemplateSpec, load_template
from ziping.forms.write import cached_values, settle
from ziping.forms.writer import write_workbook
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.titles import LONGEST_TITLE
from ziping.report.outline import load_outline
from ziping.standards.loader import load_standard

_SHARED_FIELDS = ("year", "unit", "supervisor")
"""Typed on the first form that has them, shown on the others."""
_PLANNED_FIELDS = ("project", "goal_planned")
"""Fields of a target form that a self-evaluation carries over."""
_CARRIED = ("name", "target", "sign", "number", "upper", "unit", "weight")
"""Columns of a target form that a self-evaluation carries over, with those that only some forms have."""


def build_workbook(form: str, filled: Filled | None = None, *, standard: str | None = None) -> bytes:
    """The .xlsx of form ``form`` alone, filled with ``filled``; scores itself by ``standard`` (the form's own if None).

    The same arguments give the same bytes. Raises ZipingError for an unknown form or standard.
    """
    filled = filled or Filled(form=form)
    texts = {"绩效自评报告": dict(filled.sections)}
    book = FilledBook(template=form, facts=filled.facts, sheets=(filled,), documents=texts)
    return build_book(book, standard=standard)


def build_book(book: FilledBook, *, standard: str | None = None) -> bytes:
    """The .xlsx of a template filled with ``book``; every form scores itself by ``standard`` (its own if None).

    The same arguments give the same bytes. Raises ZipingError for an unknown template or standard.
    """
    spec = load_template(book.template)
    pages = layouts(spec, book, standard)
    return with_values(write_workbook(pages, title=spec.title, first=pages[0].sheet))


def with_values(data: bytes) -> bytes:
    """The workbook with the values that its formulas show, so that it reads right before any program has opened it."""
    before = read_bytes(data, "")
    return patch_workbook(data, cached_values(before, settle(before)[0]))


def layouts(spec: TemplateSpec, book: FilledBook, standard: str | None = None) -> list[Layout]:
    """All sheets of a workbook in order: forms, shared figures, texts of the reports, help, basis."""
    shared = [facts_page(spec.facts, book.facts)] if spec.facts else []
    facts = {
        name.removeprefix(names.FACT_PREFIX): mirror(FACTS_SHEET, area[0], area[1])
        for page in shared
        for name, area in page.names.items()
    }
    forms: list[_Form] = []
    for sheet in spec.sheets:
        for filled in _filled(sheet, book):
            forms.append(_form(sheet, filled, Links(facts=facts), forms, book, standard))
            facts |= {
                name.removeprefix(names.FACT_PREFIX): mirror(forms[-1].page.sheet, area[0], area[1])
                for name, area in forms[-1].page.names.items()
                if name.startswith(names.FACT_PREFIX)
            }
    texts = [
        _texts(document, form, spec, book, several=len(_about(document, forms)) > 1)
        for document in spec.documents
        for form in _about(document, forms)
    ]
    rules = {form.rules.id: form.rules for form in forms}
    basis = [
        basis_page(rule, BASIS_SHEET if index == 0 else f"{BASIS_SHEET}{index + 1}")
        for index, rule in enumerate(rules.values())
    ]
    overview = overview_page([(form.spec, form.page) for form in forms])
    scores = [overview] if overview else []
    marked = [*(form.page for form in forms), *shared, *texts]
    for page in marked:
        put_marks(page)
    return [*marked[: len(forms) + len(shared)], *scores, *texts, results_page(), help_page(spec), *basis]


class _Form(msgspec.Struct, frozen=True):
    key: str
    spec: FormSpec
    rules: Standard
    filled: Filled
    page: Layout


def _filled(sheet: SheetSpec, book: FilledBook) -> list[Filled]:
    found = [filled for filled in book.sheets if filled.key in ("", sheet.key) and filled.form in ("", sheet.form)]
    return found or [Filled(form=sheet.form)]


def _form(
    sheet: SheetSpec, filled: Filled, links: Links, before: list[_Form], book: FilledBook, standard: str | None
) -> _Form:
    spec = load_form(sheet.form)
    rules = load_standard(standard or spec.standard)
    name = filled.sheet or sheet.name or spec.sheet
    if before:
        shown = (_shown_fields(form.page, _SHARED_FIELDS) for form in reversed(before))
        fields = {id: formula for page in shown for id, formula in page.items()}
        links = msgspec.structs.replace(links, fields=fields, year=before[0].filled.year)
    if sheet.targets:
        source = next(form for form in before if form.key == sheet.targets)
        fields = {**links.fields, **_shown_fields(source.page, _PLANNED_FIELDS)}
        seen = {"goal_planned": source.filled.goal_planned or ""}
        links = msgspec.structs.replace(links, fields=fields, seen=seen, targets=_planned(source))
    filled = msgspec.structs.replace(filled, facts={**book.facts, **filled.facts})
    return _Form(sheet.key, spec, rules, filled, form_page(spec, rules, filled, name, links, review=book.review))


def form_page(
    spec: FormSpec,
    standard: Standard,
    filled: Filled,
    sheet: str = "",
    links: Links | None = None,
    *,
    review: bool = False,
) -> Layout:
    """One form: the printed table, and beside it the entry area."""
    layout = Layout(sheet or spec.sheet, list(spec.columns), len(spec.columns), spec.landscape, review)
    layout.constants = {names.FORM: spec.id, names.STANDARD: standard.id}
    drawing = Drawing(layout, standard, filled, links or Links())
    for block in spec.blocks:
        draw(block, drawing)
    return layout


def _shown_fields(page: Layout, ids: tuple[str, ...]) -> dict[str, str]:
    areas = {id: page.names.get(names.field(id)) for id in ids}
    return {id: mirror(page.sheet, area[0], area[1]) for id, area in areas.items() if area}


def _planned(source: _Form) -> tuple[PlannedRow, ...]:
    """The rows of a target form as a self-evaluation shows them."""
    block: IndicatorsBlock = source.spec.indicator_blocks()[0]
    items = source.filled.indicators.get(block.id, ())
    levels = [(item.level1, item.level2) for item in items] or [
        (group.level1, group.level2) for group in block.groups for _ in range(group.rows)
    ]
    areas = {id: source.page.names.get(names.column(block.id, id)) for id in (*_CARRIED, *block.extra)}
    return tuple(
        PlannedRow(
            level,
            items[index] if items else None,
            {id: row_mirror(source.page.sheet, area[0] + 1 + index, area[1]) for id, area in areas.items() if area},
        )
        for index, level in enumerate(levels)
    )


def _about(document: DocumentSpec, forms: list[_Form]) -> list[_Form]:
    return [form for form in forms if form.key == document.about]


def _texts(document: DocumentSpec, form: _Form, spec: TemplateSpec, book: FilledBook, *, several: bool) -> Layout:
    name = document.called(form.page.sheet, several=several)
    alone = len(spec.documents) == 1 and len(book.sheets) < 2
    sheet = TEXT_SHEET if alone else f"文字·{name}"[:LONGEST_TITLE]
    texts: Mapping[str, str] = book.documents.get(name, {})
    title = form.page.names[names.field("title")]
    about = reference(form.page.sheet, title[0], title[1])
    return text_page(load_outline(document.outline), texts, sheet=sheet, name=name, about=about)
