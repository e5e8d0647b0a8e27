"""What a new form asks for that the old one did not: fields, kinds of money, columns, levels, sections."""

from __future__ import annotations

from collections.abc import Iterator

from ziping.domain.levels import level2_of
from ziping.domain.model import Workbook
from ziping.domain.rollover import Change
from ziping.forms.inventory import FIELDS
from ziping.forms.placedfields import field_ids
from ziping.forms.spec import FormSpec, FundsBlock, MatrixBlock, TableBlock, load_form, plain_label
from ziping.forms.template import TemplateSpec
from ziping.report.outline import load_outline


def novelties(book: Workbook, target: Workbook, template: TemplateSpec) -> Iterator[Change]:
    """One line for everything that is new, by sheet."""
    old = [load_form(form.form) for form in book.forms]
    known = {what for form in old for what in _asked(form)}
    for form in target.forms:
        for kind, label in sorted(_asked(load_form(form.form)) - known):
            yield Change("new", form.sheet, kind, "", label)
    headings = {section.heading for document in book.documents for section in document.sections}
    for outline in dict.fromkeys(document.outline for document in template.documents):
        for row in load_outline(outline).rows:
            if row.heading and row.heading not in headings:
                yield Change("new", "报告文字", "章节", "", f"{row.number} {row.heading}".strip())
    facts = {name for form in book.forms for name in form.fact_names}
    for fact in template.facts:
        if fact.said not in facts:
            yield Change("new", "基本数据", "数据", "", fact.said)


def _asked(form: FormSpec) -> set[tuple[str, str]]:
    found = {("填报项", FIELDS[id]) for id in field_ids(form) if id in FIELDS}
    for block in form.blocks:
        if isinstance(block, FundsBlock):
            found |= {("资金行", plain_label(row.label)) for row in block.rows}
            found |= {("资金列", column.label) for column in block.columns if column.label}
        elif isinstance(block, TableBlock):
            found.add(("附表", block.title))
        elif isinstance(block, MatrixBlock):
            found.add(("附表", block.columns[0].label))
    for indicators in form.indicator_blocks():
        found |= {("指标表列", column.label) for column in indicators.columns if column.label}
        found |= {("二级指标", level2_of(group.level2)) for group in indicators.groups}
    return found
