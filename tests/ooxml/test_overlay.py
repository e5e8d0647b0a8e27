"""Cells put over the cells of a workbook: nothing else in the sheet changes, whoever wrote it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlwings

from ooxml.builders import book_parts, parts_of, rich_workbook, sheet, styles, vba_project, zipped
from ooxml.donors import from_openpyxl
from support.office import Office
from support.validator import Validator
from ziping.errors import ZipingError
from ziping.forms.layout import Layout, Place, Rule
from ziping.forms.writer import write_workbook
from ziping.ooxml.overlay import overlay
from ziping.ooxml.reader import read_bytes


def donor(name: str, row: int = 3, column: int = 20) -> bytes:
    """Two cells side by side, with widths, a rule and a name."""
    page = Layout(name, [8.0] * (column - 1) + [13.5, 21.0], 0)
    page.places = [
        Place(row, column, value="2021年", style="beside_header"),
        Place(row, column + 1, value="≥90%", style="computed"),
        Place(row + 1, column, style="computed"),
    ]
    page.name("zp_x_history", row, column, row + 1, column + 1)
    options = {"validate": "custom", "value": "=FALSE", "error_message": "不能改"}
    page.validations = [Rule((row, column, row + 1, column + 1), options)]
    return write_workbook([page], title="", first=name)


def put(data: bytes) -> bytes:
    name = read_bytes(data, "x").sheets[0].name
    return overlay(data, donor(name), [name])


def test_the_cells_their_widths_rule_and_name_are_there() -> None:
    data = put(rich_workbook(vba_project()))
    found = read_bytes(data, "x")
    assert found.sheets[0].cells[3, 20].text == "2021年"
    assert found.sheets[0].cells[3, 21].text == "≥90%"
    (name,) = [one for one in found.names if one.name == "zp_x_history"]
    assert name.scope == found.sheets[0].name
    xml = parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    assert 'min="20" max="20"' in xml
    assert 'type="custom"' in xml


def test_everything_else_keeps_its_bytes() -> None:
    before = parts_of(rich_workbook(vba_project()))
    after = parts_of(put(rich_workbook(vba_project())))
    assert {name for name in before if before[name] != after[name]} == {
        "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml",
    }  # fmt: skip
    old, new = (parts["xl/worksheets/sheet1.xml"].decode() for parts in (before, after))
    kept = re.findall(r'<c r="[A-I]\d+".*?(?:/>|</c>)', old)
    assert all(cell in new for cell in kept)


def test_doing_it_again_adds_nothing() -> None:
    once = put(rich_workbook(vba_project()))
    assert parts_of(put(once)) == parts_of(once)


def test_a_name_that_the_sheet_has_says_the_new_cells() -> None:
    once = put(rich_workbook(vba_project()))
    sheet_name = read_bytes(once, "x").sheets[0].name
    (name,) = [one for one in read_bytes(overlay(once, donor(sheet_name, 5), [sheet_name]), "x").names
               if one.name == "zp_x_history"]  # fmt: skip
    assert name.area is not None
    assert name.area.top == 5


@pytest.mark.parametrize("title", ["2025年'甲", "某局!乙", "甲! 乙"])
def test_a_sheet_may_be_called_anything(title: str) -> None:
    (name,) = [one for one in read_bytes(donor(title), "x").names if one.name == "zp_x_history"]
    assert (name.scope, name.area and name.area.sheet) == (title, title)


def test_wide_columns_are_split_around_the_new_ones() -> None:
    columns = '<cols><col min="2" max="16384" width="9" style="1" customWidth="1"/></cols>'
    parts = book_parts(
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>', before=columns), extra={"xl/styles.xml": styles("0")}
    )
    xml = parts_of(put(zipped(parts)))["xl/worksheets/sheet1.xml"].decode()
    spans = [(int(a), int(b)) for a, b in re.findall(r'<col min="(\d+)" max="(\d+)"', xml)]
    assert spans == [(2, 19), (20, 20), (21, 21), (22, 16384)]


def test_a_merged_cell_of_the_user_is_not_broken() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A3:Z3"/></mergeCells>'
    parts = book_parts(sheet('<row r="3"><c r="A3"><v>1</v></c></row>', after=merged))
    with pytest.raises(ZipingError, match="被合并单元格 A3:Z3 盖住"):
        put(zipped(parts))


def test_a_workbook_of_another_program_takes_them(office: Office, tmp_path: Path) -> None:
    made = tmp_path / "openpyxl.xlsx"
    made.write_bytes(from_openpyxl())
    (theirs,) = office.recalculate([made], tmp_path / "office")
    for path in (made, theirs):
        assert read_bytes(put(path.read_bytes()), "x").sheets[0].cells[3, 20].text == "2021年"


def test_microsofts_validator_finds_nothing_new(validator: Validator, tmp_path: Path) -> None:
    excel = (Path(xlwings.__file__).parent / "quickstart_standalone.xlsm").read_bytes()
    for number, data in enumerate((rich_workbook(vba_project()), excel)):
        before, after = tmp_path / f"{number}.xlsm", tmp_path / f"{number} neu.xlsm"
        before.write_bytes(data)
        after.write_bytes(put(data))
        assert validator.errors(after) == validator.errors(before)
