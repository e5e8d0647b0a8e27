"""Every region is one folder of one shape; what one file names in another is there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cli.runner import run
from ziping.domain.narrative import context
from ziping.domain.scoring import score_form
from ziping.forms.builder import build_book
from ziping.forms.filled import Filled, FilledBook
from ziping.forms.read import read_book
from ziping.forms.samples import book_ids, load_book, load_sample, sample_ids
from ziping.forms.spec import form_ids, load_form
from ziping.forms.template import TemplateSpec, load_template, template_ids
from ziping.packs import files
from ziping.packs.document import read_document
from ziping.packs.folders import BUILT_IN, KINDS
from ziping.report.outline import load_outline, outline_ids
from ziping.standards.loader import list_standards, load_standard

REGIONS = sorted(path for path in BUILT_IN.iterdir() if path.is_dir() and not path.name.startswith("__"))
SETS = tuple(files("sets"))
STANDARDS = tuple(files("standards"))
STATUSES = ("confirmed", "待核")


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_a_region_holds_the_known_kinds_of_files_and_nothing_else(region: Path) -> None:
    assert {path.name for path in region.iterdir()} <= set(KINDS)
    for path in region.rglob("*"):
        assert path.is_dir() or (path.suffix == ".yaml" and path.parent.parent == region), path
        assert path.is_file() or any(path.iterdir()), f"{path} is empty"


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_a_file_says_the_id_of_its_place(region: Path) -> None:
    wrong = []
    for path in region.glob("*/*.yaml"):
        document = read_document(path, "文件")
        if path.parent.name not in ("samples", "books") and document.data.get("id") != f"{region.name}-{path.stem}":
            wrong.append(path)
    assert wrong == []


@pytest.mark.parametrize("id", form_ids())
def test_a_form_names_a_standard_and_an_outline_that_exist(id: str) -> None:
    form = load_form(id)
    assert form.standard in STANDARDS
    assert form.outline in ("", *outline_ids())
    reported = {sheet.form for set_ in map(load_template, SETS) for sheet in set_.sheets}
    assert form.outline or form.kind == "target" or id in reported, "neither an outline nor a set"


@pytest.mark.parametrize("id", SETS)
def test_a_set_names_forms_and_outlines_that_exist(id: str) -> None:
    spec = load_template(id)
    assert {sheet.form for sheet in spec.sheets} <= set(form_ids())
    assert {document.outline for document in spec.documents} <= set(outline_ids())
    keys = [sheet.key for sheet in spec.sheets]
    assert {document.about for document in spec.documents} <= set(keys)
    for sheet in spec.sheets:
        if sheet.targets:
            assert keys.index(sheet.targets) < keys.index(sheet.key), "targets stand on a sheet before"
            (planned,) = (other for other in spec.sheets if other.key == sheet.targets)
            assert load_form(planned.form).kind == "target"


@pytest.mark.parametrize("id", outline_ids())
def test_an_outline_is_used_and_names_its_source(id: str) -> None:
    assert load_outline(id).source.strip()
    forms = {load_form(form).outline for form in form_ids()}
    sets = {document.outline for set_ in map(load_template, SETS) for document in set_.documents}
    assert id in forms | sets


@pytest.mark.parametrize("standard", list_standards(), ids=lambda standard: standard.id)
def test_every_value_of_a_standard_has_source_and_status(standard: Any) -> None:
    assert standard.status in STATUSES
    assert standard.document.strip()
    for name, value in standard.values():
        assert value.source.strip(), name
        assert value.status in STATUSES, name
    assert standard.extends is None or standard.extends in STANDARDS


@pytest.mark.parametrize("id", STANDARDS)
def test_a_status_is_written_beside_every_value(id: str) -> None:
    """A value without one would count as 待核, but nobody would have thought about it."""
    data = read_document(files("standards")[id], "规则包").data
    assert list(_without_status(data, ())) == []


def _without_status(data: dict[str, Any], path: tuple[str, ...]) -> Any:
    if "value" in data and "source" in data:
        if data.get("status") not in STATUSES:
            yield ".".join(path)
        return
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _without_status(value, (*path, key))


def test_every_id_is_unique() -> None:
    """A form and a set share the names that ziping new takes."""
    names = Counter([*form_ids(), *SETS])
    assert [name for name, count in names.items() if count > 1] == []
    stems = Counter(path for kind in KINDS for path in files(kind).values())  # type: ignore[arg-type]
    assert max(stems.values()) == 1


def test_templates_are_all_listed_with_region_year_document_and_status() -> None:
    listed = {template["id"]: template for template in run("templates", "--json").json}
    assert tuple(listed) == template_ids()
    for id, template in listed.items():
        spec: TemplateSpec = load_template(id)
        assert template == {
            "id": id, "title": spec.title, "region": spec.region, "year": spec.year, "document": spec.document,
            "status": spec.status, "forms": [sheet.form for sheet in spec.sheets],
        }  # fmt: skip
        assert all(str(template[key]).strip() for key in ("title", "region", "document"))
        assert template["status"] in STATUSES
        assert 2000 <= template["year"] <= 2100


@pytest.mark.parametrize("id", [*sample_ids(), *book_ids()])
def test_a_filled_example_is_of_a_template_that_exists(id: str) -> None:
    filled = load_sample(id) if id in sample_ids() else load_book(id)
    assert (filled.form if isinstance(filled, Filled) else filled.template) in template_ids()


@pytest.mark.parametrize("id", template_ids())
def test_every_figure_a_default_text_uses_is_one_of_the_template(id: str) -> None:
    """Texts of an outline name figures and tables; with no such name the report could never be finished."""
    from ziping.ooxml.reader import read_bytes
    from ziping.report.phrases import phrases
    from ziping.report.render import render

    workbook = read_book(read_bytes(build_book(FilledBook(template=id)), ""))
    forms = [(form, score_form(form, rules), rules) for form in workbook.forms
             for rules in [load_standard(form.standard)]]  # fmt: skip
    assert phrases()
    for document in workbook.documents:
        model = next(form for form in workbook.forms if form.sheet == document.about)
        scores, rules = next((scores, rules) for form, scores, rules in forms if form is model)
        render(document.sections, context(model, scores, rules, forms), draft=True)
