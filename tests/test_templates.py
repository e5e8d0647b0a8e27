"""The committed templates and samples: fresh, valid for Excel, and complete."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from support.validator import Validator
from ziping import api
from ziping.domain.scoring import score_form
from ziping.forms.computed import computed_cells
from ziping.forms.links import is_mirror, linked_cells
from ziping.forms.parts import parts_of
from ziping.forms.spec import form_ids, load_form, read_form
from ziping.forms.write import settle
from ziping.ooxml.reader import read_workbook
from ziping.packs import compiled, files, folder_of
from ziping.packs.compiled import path_of
from ziping.standards.loader import load_standard

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "workbook_templates"
WORKBOOKS = sorted(TEMPLATES.rglob("*.xlsx"))
VERSIONS = ("Office2016", "Office2019", "Microsoft365")


def generated() -> dict[str, bytes]:
    spec = importlib.util.spec_from_file_location("build_templates", TEMPLATES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.files()


def test_templates_are_what_the_build_command_makes() -> None:
    wanted = generated()
    committed = {
        path.relative_to(TEMPLATES).as_posix(): path.read_bytes() for path in [*WORKBOOKS, TEMPLATES / "README.md"]
    }
    stale = sorted(name for name in wanted.keys() | committed.keys() if wanted.get(name) != committed.get(name))
    assert stale == [], "run: uv run python build.py"


def test_every_form_has_its_template() -> None:
    assert {f"{folder_of(files('forms')[id])}/{id}.xlsx" for id in form_ids()} <= {
        path.relative_to(TEMPLATES).as_posix() for path in WORKBOOKS
    }


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_excel_would_open_it_without_repair(path: Path, validator: Validator) -> None:
    assert validator.errors_anywhere([path], VERSIONS) == []


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_every_formula_is_known_to_python_and_shows_its_value(path: Path) -> None:
    snapshot = read_workbook(path)
    settled, book = settle(snapshot)
    assert settled is snapshot, "a cached value is not what the formula gives"
    for model in book.forms:
        standard, sheet = load_standard(model.standard), snapshot.sheet(model.sheet)
        assert sheet is not None
        parts = {row.name.cell: parts_of(row) for row in model.indicators}
        scores = score_form(model, standard)
        items = computed_cells(snapshot, sheet, model, scores, standard, parts)
        known = {(item.row, item.column): item.formula for item in items}
        linked = {(row, column) for there, row, column, _ in linked_cells(snapshot) if there is sheet}
        formulas = {
            place: cell.formula.lstrip("=")
            for place, cell in sheet.cells.items()
            if cell.formula and not (place in linked and (place not in known or is_mirror(cell.formula)))
        }
        assert formulas == {place: known.get(place) for place in formulas}


@pytest.mark.parametrize("id", form_ids())
def test_an_empty_template_reads_as_an_empty_form(id: str) -> None:
    (model,) = api.load_workbook(TEMPLATES / folder_of(files("forms")[id]) / f"{id}.xlsx").forms
    assert model.form == id
    assert model.indicators == ()
    assert api.score(model).total is None
    assert bool(model.sections) == bool(load_form(id).outline)


def test_the_compiled_forms_are_of_the_files_as_they_are() -> None:
    assert path_of("forms").read_bytes() == compiled.encoded("forms", read_form), "run: python build.py"


def test_a_file_is_named_for_the_form_it_holds() -> None:
    assert {id: read_form(path).id for id, path in files("forms").items()} == {id: id for id in form_ids()}
