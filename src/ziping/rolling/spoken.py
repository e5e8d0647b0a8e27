"""The texts of the reports as they were read last year: with the figures that stood in their places."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ziping.domain.model import Section, Workbook
from ziping.domain.scoring import score_form
from ziping.errors import ZipingError
from ziping.standards.loader import load_standard


def spoken(book: Workbook) -> dict[tuple[str, str], str]:
    """What each section with placeholders said, by sheet and cell. A section that cannot be written out (a figure is
    missing, a placeholder is wrong) is left out; what was still open in it says so. Tables and charts are not
    repeated."""
    open_texts = [
        (document, section)
        for document in book.documents
        for section in document.sections
        if "{" in (section.text.text or "")
    ]
    if not open_texts:
        return {}
    # Only here are templates rendered; what renders them takes longer to import than to plan a rollover.
    from ziping.domain.narrative import context

    rules = {form.sheet: load_standard(form.standard) for form in book.forms}
    forms = [(form, score_form(form, rules[form.sheet]), rules[form.sheet]) for form in book.forms]
    others = [one for one in forms if one[0].kind != "target"]
    data = {one[0].sheet: context(*one, others) for one in forms}
    found = {}
    for document, section in open_texts:
        figures = data.get(document.about, data[book.forms[0].sheet])
        if text := _said(section, figures):
            found[section.text.sheet, section.text.cell] = text
    return found


def _said(section: Section, data: Mapping[str, object]) -> str:
    from ziping.report.render import MARKER, render

    alone = msgspec.structs.replace(section, limit=None)
    try:
        (done,) = render([alone], dict(data), draft=True)
    except (ZipingError, ValueError):
        return ""
    text = "\n".join(line for line in done.lines if isinstance(line, str))
    return "" if MARKER.fullmatch(text) else text
