"""A workbook made from a form spec and a standard: the empty template, a new year's workbook or a filled sample."""

from __future__ import annotations

from ziping.domain.standard import Standard
from ziping.forms import names
from ziping.forms.blocks import Drawing, draw
from ziping.forms.filled import Filled
from ziping.forms.layout import Layout
from ziping.forms.pages import basis_page, facts_page, help_page, text_page
from ziping.forms.spec import FormSpec, load_form
from ziping.forms.write import cached_values, settle
from ziping.forms.writer import write_workbook
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.report.outline import load_outline
from ziping.standards.loader import load_standard


def form_page(spec: FormSpec, standard: Standard, filled: Filled) -> Layout:
    """The form itself: the printed table, and beside it the entry area."""
    layout = Layout(spec.sheet, list(spec.columns), len(spec.columns), landscape=spec.landscape)
    layout.constants = {names.FORM: spec.id, names.STANDARD: standard.id}
    drawing = Drawing(layout, spec, standard, filled)
    for block in spec.blocks:
        draw(block, drawing)
    return layout


def layouts(spec: FormSpec, standard: Standard, filled: Filled) -> list[Layout]:
    """All sheets of a workbook in order; the form comes first."""
    pages = [form_page(spec, standard, filled)]
    if spec.facts:
        pages.append(facts_page(spec, filled))
    return [*pages, text_page(load_outline(spec.outline), filled), help_page(spec), basis_page(standard)]


def build_workbook(form: str, filled: Filled | None = None, *, standard: str | None = None) -> bytes:
    """The .xlsx of form ``form``, filled with ``filled``; scores itself by ``standard`` (the form's own if None).

    The same arguments give the same bytes. Raises ZipingError for an unknown form or standard.
    """
    spec = load_form(form)
    rules = load_standard(standard or spec.standard)
    pages = layouts(spec, rules, filled or Filled(form=form))
    return with_values(write_workbook(pages, title=spec.title, first=spec.sheet))


def with_values(data: bytes) -> bytes:
    """The workbook with the values that its formulas show, so that it reads right before any program has opened it."""
    before = read_bytes(data, "")
    return patch_workbook(data, cached_values(before, settle(before)[0]))
