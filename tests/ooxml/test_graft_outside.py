"""What Microsoft's validator and LibreOffice make of a workbook with a grafted sheet and added conditional formats."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlwings

from ooxml.builders import parts_of, rich_workbook, vba_project
from ooxml.donors import MARK, SHEET, donor, from_openpyxl
from support.office import Office
from support.validator import Validator
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.marks import add_conditions
from ziping.ooxml.reader import read_bytes, read_workbook


def grown(data: bytes, place: int | None = None) -> bytes:
    """With the donor's sheet at ``place``, and with the marked conditions on the first sheet."""
    names = [one.name for one in read_bytes(data, "x").sheets]
    given = donor(form=names[0])
    new = graft_sheet(data, given, SHEET, before=None if place is None else names[place])
    return add_conditions(new, given, {names[0]: names[0]}, marker=MARK)


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory, office: Office) -> list[Path]:
    """The same workbooks as their libraries and as LibreOffice write them, and one that Excel wrote, with macros."""
    folder = tmp_path_factory.mktemp("hosts")
    made = [folder / "openpyxl.xlsx", folder / "宏.xlsm"]
    made[0].write_bytes(from_openpyxl())
    made[1].write_bytes(rich_workbook(vba_project()))
    excel = folder / "Excel.xlsm"
    excel.write_bytes((Path(xlwings.__file__).parent / "quickstart_standalone.xlsm").read_bytes())
    return [*made, excel, *office.recalculate(made, folder / "LibreOffice")]


@pytest.mark.parametrize("place", [None, 0, 1])
def test_no_error_is_added_that_would_make_office_offer_a_repair(
    tmp_path: Path, hosts: list[Path], validator: Validator, place: int | None
) -> None:
    for host in hosts:
        after = tmp_path / host.name
        after.write_bytes(grown(host.read_bytes(), place))
        assert validator.errors(after) == validator.errors(host)


def test_what_these_programs_wrote_keeps_its_bytes(hosts: list[Path]) -> None:
    for host in hosts:
        data = host.read_bytes()
        old, new = parts_of(data), parts_of(grown(data))
        changed = {part for part in old if old[part] != new[part]}
        assert changed - {"xl/worksheets/sheet1.xml"} == {
            *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
        }
        before, after = read_bytes(data, "x"), read_bytes(grown(data), "x")
        assert after.sheets == (*before.sheets, read_bytes(donor(form=before.sheets[0].name), "x").sheet(SHEET))
        assert set(before.names) <= set(after.names)


def test_libreoffice_opens_and_computes_the_grafted_sheet(tmp_path: Path, hosts: list[Path], office: Office) -> None:
    paths = []
    for number, host in enumerate(hosts):
        path = tmp_path / f"{number}{host.suffix}"
        path.write_bytes(grown(host.read_bytes(), 0))
        paths.append(path)
    for path, computed in zip(paths, office.recalculate(paths, tmp_path / "out"), strict=True):
        page, form = read_workbook(computed).sheets[0], read_workbook(path).sheets[1]
        assert page.name == SHEET
        told = form.cells[3, 4].raw if (3, 4) in form.cells else ""
        assert page.cells[4, 2].raw == f"{told}<好>"
        assert page.cells[4, 3].number == Decimal(25)
        assert page.cells[3, 1].text == "95.50%"
