"""Templates: which forms and reports one workbook holds.

A set (套表) is a YAML file that names its forms, the figures they share and the reports about them; every form alone is
a template too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from ziping.domain.standard import Status
from ziping.errors import ZipingError
from ziping.forms.spec import FactSpec, FormSpec, form_ids, load_form
from ziping.packs import files, load


class _Spec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class SheetSpec(_Spec, frozen=True, kw_only=True):
    """A form in the workbook. ``name`` is its sheet, the form's own where none is given; ``targets`` the key of the
    target form (绩效目标申报表) whose indicators it carries over."""

    key: str
    form: str
    name: str = ""
    targets: str | None = None


class DocumentSpec(_Spec, frozen=True, kw_only=True):
    """A report about the form ``about``; ``name`` is what it is called and its sheet of texts is named for."""

    name: str
    outline: str
    about: str

    def called(self, sheet: str, *, several: bool) -> str:
        """What the report about the form on ``sheet`` is called; ``several`` forms share the report's name."""
        name = self.name.replace("{表名}", sheet)
        return f"{sheet}{name}" if several and name == self.name else name


class TemplateSpec(_Spec, frozen=True, kw_only=True):
    """``facts`` are the figures of the set, those of its forms where none are given."""

    id: str
    title: str
    region: str
    year: int
    document: str
    status: Status
    sheets: tuple[SheetSpec, ...]
    documents: tuple[DocumentSpec, ...] = ()
    facts: tuple[FactSpec, ...] = ()
    help: tuple[str, ...] = ()


def template_ids() -> tuple[str, ...]:
    """All forms and sets, in alphabetical order."""
    return tuple(sorted((*form_ids(), *files("sets"))))


@cache
def load_template(id: str) -> TemplateSpec:
    """The set ``id``, or the form ``id`` with its report. Raises ZipingError for an unknown id."""
    found = load("sets", id, TemplateSpec, read_set)
    if found is not None:
        return found if found.facts else msgspec.structs.replace(found, facts=_facts_of_forms(found))
    if id not in form_ids():
        known = "、".join(template_ids())
        raise ZipingError(f"没有名为“{id}”的表式，可用的有：{known}；运行 ziping templates 可以看到说明。")
    return alone(load_form(id))


def _facts_of_forms(spec: TemplateSpec) -> tuple[FactSpec, ...]:
    facts = [fact for sheet in spec.sheets for fact in load_form(sheet.form).facts]
    return tuple({fact.key: fact for fact in reversed(facts)}.values())[::-1]


def alone(form: FormSpec) -> TemplateSpec:
    """A workbook of one form and the report about it."""
    return TemplateSpec(
        id=form.id,
        title=form.title,
        region=form.region,
        year=form.year,
        document=form.document,
        status=form.status,
        sheets=(SheetSpec(key="form", form=form.id),),
        documents=(DocumentSpec(name="绩效自评报告", outline=form.outline, about="form"),) if form.outline else (),
        facts=form.facts,
        help=form.help,
    )


def read_set(path: Path) -> TemplateSpec:
    """The set in a YAML file. Raises ZipingError with file and line for anything that is wrong in it."""
    # Only here is YAML needed; its import takes longer than reading a whole workbook.
    from ziping.packs.document import read_document
    from ziping.packs.record import converted

    document = read_document(path, "套表文件")
    spec = converted(document, TemplateSpec)
    keys = [sheet.key for sheet in spec.sheets]
    for index, sheet in enumerate(spec.sheets):
        if sheet.form not in form_ids():
            raise document.error(
                ("sheets", index, "form"), f"没有表式“{sheet.form}”，可用的有：{'、'.join(form_ids())}"
            )
        if keys.count(sheet.key) > 1:
            raise document.error(("sheets", index, "key"), f"“{sheet.key}”写了两次，请换一个")
    for index, report in enumerate(spec.documents):
        if report.about not in keys:
            raise document.error(("documents", index, "about"), f"sheets 里没有“{report.about}”，请核对")
        if report.outline not in files("outlines"):
            raise document.error(("documents", index, "outline"), f"没有提纲“{report.outline}”，请核对")
    return spec
