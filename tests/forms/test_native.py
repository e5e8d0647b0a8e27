"""Native formulas and Python agree to the cent: LibreOffice recalculates generated forms of every standard."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path

import msgspec
import pytest

from forms.generated import filled
from support.office import Office
from ziping.domain.scoring import score_form
from ziping.domain.snapshot import Cell, Snapshot, address
from ziping.forms.builder import form_page
from ziping.forms.computed import computed_cells
from ziping.forms.links import linked_cells
from ziping.forms.parts import parts_of
from ziping.forms.spec import form_ids, load_form
from ziping.forms.write import settle
from ziping.forms.writer import write_workbook
from ziping.ooxml.reader import read_bytes, read_workbook
from ziping.standards.loader import list_standards, load_standard

FORMS = {
    "chongqing-2020": ("chongqing-yuzhong-project-2020",),
    "hunan-2021": ("hunan-base-data-2021", "hunan-department-2021", "hunan-project-2021"),
    "national-2020": (
        "national-project-2020",
        "national-department-2020",
        "national-target-2015",
        "sichuan-zhaohua-project-2022",
    ),
    "national-2021": ("national-project-2020", "national-project-2021"),
    "platform-cap-2022": ("national-project-2020",),
    "platform-linear": ("national-project-2020",),
    "shanxi-xinzhou-2021": ("shanxi-xinzhou-department-2021",),
    "sichuan-zhaohua-2022": ("sichuan-zhaohua-project-2022", "sichuan-zhaohua-department-2022"),
}
ROWS, SEEDS = 60, (1, 2)


def workbooks(folder: Path) -> dict[tuple[str, str, int], Path]:
    """A form per standard and seed, with no cached values: whoever shows a number has computed it."""
    found = {}
    for (standard, forms), seed in product(FORMS.items(), SEEDS):
        for form in forms:
            spec, rules = load_form(form), load_standard(standard)
            pages = [form_page(spec, rules, filled(spec, rules, ROWS, seed))]
            path = folder / f"{standard}+{form}+{seed}.xlsx"
            path.write_bytes(write_workbook(pages, title="", first=spec.sheet))
            found[standard, form, seed] = path
    return found


@pytest.fixture(scope="module")
def recalculated(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str, int], tuple[Path, Path]]:
    folder = tmp_path_factory.mktemp("native")
    paths = workbooks(folder)
    done = office.recalculate(paths.values(), folder / "office")
    return dict(zip(paths, zip(paths.values(), done, strict=True), strict=True))


def test_every_standard_and_every_form_is_proved() -> None:
    assert set(FORMS) == {standard.id for standard in list_standards()}
    assert {form for forms in FORMS.values() for form in forms} == set(form_ids())


@pytest.mark.parametrize(("standard", "forms"), FORMS.items(), ids=FORMS)
def test_office_and_python_agree_on_every_computed_cell(standard: str, forms: tuple[str, ...], recalculated) -> None:
    differences = []
    scored = 0
    for form, seed in product(forms, SEEDS):
        ours, office = recalculated[standard, form, seed]
        native = read_workbook(office)
        for place, expected, cell in computed(read_bytes(ours.read_bytes(), ours.name), native):
            scored += isinstance(expected, Decimal)
            if not agree(cell, expected):
                differences.append((form, seed, place, str(expected), cell.text if cell else None))
    assert not differences
    assert scored > ROWS


def computed(blank: Snapshot, native: Snapshot):
    settled, book = settle(blank)
    for model in book.forms:
        standard = load_standard(model.standard)
        scores = score_form(model, standard)
        sheet, shown = settled.sheet(model.sheet), native.sheet(model.sheet)
        assert sheet is not None
        assert shown is not None
        parts = {row.name.cell: parts_of(row) for row in model.indicators}
        for item in computed_cells(settled, sheet, model, scores, standard, parts):
            cell = sheet.cells.get((item.row, item.column))
            if cell and cell.formula:
                yield address(item.row, item.column), item.value, shown.cells.get((item.row, item.column))
    for there, row, column, value in linked_cells(settled):
        shown = native.sheet(there.name)
        assert shown is not None
        yield address(row, column), value, shown.cells.get((row, column))


def agree(cell: Cell | None, expected: Decimal | str) -> bool:
    if isinstance(expected, str):
        return (cell.text if cell else "") == expected and not (cell and cell.error)
    return cell is not None and cell.number is not None and abs(cell.number - expected) < Decimal("1e-9")


def test_a_wrong_formula_would_be_seen() -> None:
    cell = Cell(text="9.5", number=Decimal("9.5"))
    assert agree(cell, Decimal("9.5"))
    assert not agree(msgspec.structs.replace(cell, number=Decimal("9.51")), Decimal("9.5"))
    assert not agree(Cell(text="#NAME?", error="#NAME?"), "")
