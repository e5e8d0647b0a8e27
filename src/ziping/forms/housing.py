"""Which form of a model goes to which sheet of another template, and what the sheets are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ziping.domain.model import SelfEvaluation, Workbook
from ziping.domain.standard import Standard
from ziping.forms.spec import FormSpec, load_form
from ziping.forms.template import SheetSpec, TemplateSpec
from ziping.ooxml.titles import free_title
from ziping.standards.loader import load_standard


class Housed(msgspec.Struct, frozen=True):
    """A sheet of the template and the form of the model that goes there, None for an empty one; ``name`` is what the
    sheet is called. ``planning``: a target form that takes the targets of a self-evaluation alone."""

    spec: SheetSpec
    form: FormSpec
    rules: Standard
    name: str
    model: SelfEvaluation | None = None
    planning: bool = False

    @property
    def source(self) -> str:
        """The sheet of the model, "" for an empty one."""
        return self.model.sheet if self.model else ""


def housed(book: Workbook, template: TemplateSpec, standard: str | None) -> Iterator[Housed]:
    """The sheets of the new workbook in order, each with its form of the model."""
    homes = _homes(book.forms, template)
    taken = {spec.name or load_form(spec.form).sheet for spec in template.sheets}
    for spec in template.sheets:
        form = load_form(spec.form)
        rules = load_standard(standard or form.standard)
        models = homes.get(spec.key, [])
        if not models:
            shown = next(
                (homes[one.key][0] for one in template.sheets if one.targets == spec.key and one.key in homes), None
            )
            yield Housed(spec, form, rules, spec.name or form.sheet, shown, planning=shown is not None)
        for number, model in enumerate(models):
            own = spec.name or form.sheet
            keep = len(models) > 1 or model.form == form.id
            name = free_title(model.sheet or f"{own}{number + 1}", taken - {own}, numbered="（{}）") if keep else own
            taken.add(name)
            yield Housed(spec, form, rules, name, model)


def _homes(models: Sequence[SelfEvaluation], template: TemplateSpec) -> dict[str, list[SelfEvaluation]]:
    """Which forms of the model go to which sheet: the same form before the same kind, each sheet taken once before
    any is taken twice. A form of figures only has its home in the same form alone."""
    homes: dict[str, list[SelfEvaluation]] = {}
    specs = {spec.key: load_form(spec.form) for spec in template.sheets}
    for model in models:
        same = [key for key, form in specs.items() if form.id == model.form]
        scored = [key for key, form in specs.items() if _scores(form)] if model.scorable else []
        kin = [key for key in scored if specs[key].kind == model.kind]
        other = [key for key in scored if "target" not in (specs[key].kind, model.kind)]
        near = same or kin or other or scored
        if near:
            free = [key for key in near if key not in homes]
            homes.setdefault((free or near[-1:])[0], []).append(model)
    return homes


def _scores(form: FormSpec) -> bool:
    return bool(form.indicator_blocks())
