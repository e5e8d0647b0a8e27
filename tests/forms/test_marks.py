"""Cells are marked by looking them up in the list of findings: a real spreadsheet program does the looking up."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path
from xml.sax.saxutils import unescape

import pytest

from forms.generated import filled
from forms.workbooks import SHEET, text, training, with_cells
from ooxml.builders import parts_of
from support.office import Office
from support.validator import Validator
from ziping import api
from ziping.domain.snapshot import CellEdit, address
from ziping.forms.builder import form_page
from ziping.forms.listing import with_results
from ziping.forms.results import RESULTS_SHEET
from ziping.forms.spec import load_form
from ziping.forms.write import settle
from ziping.forms.writer import write_workbook
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes, read_workbook
from ziping.standards.loader import load_standard

NOW = datetime(2026, 2, 28, 9, 30, tzinfo=timezone.utc)
WORDS = {"错误": "error", "警告": "warning", "提示": "info"}
SCRATCH, ROWS, COLUMNS = 60, range(1, 25), range(1, 14)
"""The first of three columns right of everything, and the part of the form that is looked at."""


def before_the_list() -> bytes:
    """A workbook as it was made before there was a list: one form, no marks."""
    spec = load_form("national-project-2020")
    rules = load_standard(spec.standard)
    page = form_page(spec, rules, filled(spec, rules, 12, 1), SHEET)
    return write_workbook([page], title="", first=SHEET)


WORKBOOKS = {
    "of the template": with_cells(training(), {"E17": text("优良中差"), "H17": text("30")}),
    "made before": before_the_list(),
}


def checked(data: bytes) -> tuple[bytes, dict[str, set[str]]]:
    """The workbook after the check, and the cells of the form by the severity of what was found there."""
    findings = api.check_book(settle(read_bytes(data, "甲.xlsx"))[1])
    cells: dict[str, set[str]] = {severity: set() for severity in WORDS.values()}
    for finding in findings:
        if finding.sheet == SHEET and finding.cell:
            cells[finding.severity].add(finding.cell)
    return with_results(data, findings, NOW, "甲.xlsx"), cells


def conditions(data: bytes) -> dict[str, str]:
    """The formula of each mark on the form by the word of its severity."""
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    formulas = [unescape(found).replace("&quot;", '"') for found in re.findall(r"<formula>(.*?)</formula>", sheet)]
    marks = [formula for formula in formulas if "zp_marked" in formula]
    return {word: formula for formula in marks for word in WORDS if f'"{word}"' in formula}


@pytest.fixture(scope="module")
def shown(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, set[str]]]:
    """By workbook: the cells whose mark LibreOffice finds to hold, by severity. The formula of a mark is put, cell by
    cell, into a column of its own."""
    folder = tmp_path_factory.mktemp("marks")
    places = [(row, column) for row in ROWS for column in COLUMNS]
    paths = []
    for name, data in WORKBOOKS.items():
        written, _ = checked(data)
        edits = [
            CellEdit(
                SHEET,
                at,
                SCRATCH + shift,
                None,
                formula=formula.replace("ADDRESS(ROW(),COLUMN(),4)", f'"{address(*place)}"'),
            )
            for shift, formula in enumerate(conditions(written).values())
            for at, place in enumerate(places, 1)
        ]
        path = folder / f"{name}.xlsx"
        path.write_bytes(patch_workbook(written, edits))
        paths.append(path)
    found = {}
    for name, path in zip(WORKBOOKS, office.recalculate(paths, folder / "out"), strict=True):
        sheet = read_workbook(path).sheet(SHEET)
        assert sheet is not None
        found[name] = {
            severity: {
                address(*place) for at, place in enumerate(places, 1) if sheet.cells[at, SCRATCH + shift].boolean
            }
            for shift, severity in enumerate(WORDS.values())
        }
    return found


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_cells_of_the_findings_are_marked_and_no_others(name: str, shown: dict[str, dict[str, set[str]]]) -> None:
    looked_at = {address(row, column) for row in ROWS for column in COLUMNS}
    _, cells = checked(WORKBOOKS[name])
    assert shown[name] == {severity: found & looked_at for severity, found in cells.items()}
    assert any(shown[name].values())


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_checked_workbook_is_sound(name: str, validator: Validator, tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(checked(WORKBOOKS[name])[0])
    assert validator.errors_anywhere([path]) == []


def test_a_workbook_made_before_keeps_every_cell(tmp_path: Path) -> None:
    old = WORKBOOKS["made before"]
    before, after = read_bytes(old, ""), read_bytes(checked(old)[0], "")
    assert [sheet.name for sheet in after.sheets] == [SHEET, RESULTS_SHEET]
    assert after.sheets[0] == before.sheets[0]


def test_checking_twice_adds_nothing_but_the_time() -> None:
    once, _ = checked(WORKBOOKS["made before"])
    twice, _ = checked(once)
    assert read_bytes(twice, "") == read_bytes(once, "")
