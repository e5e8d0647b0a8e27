"""What Microsoft's validator and LibreOffice make of a workbook with a grafted sheet and added conditional formats."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ooxml.builders import parts_of, rich_workbook, vba_project
from ooxml.donors import MARK, SHEET, donor, from_openpyxl
from support.office import Office
from support.validator import Validator
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.marks import add_conditions
from ziping.ooxml.reader import read_bytes, read_workbook


def grown(data: bytes, before: str | None = None) -> bytes:
    new = graft_sheet(data, donor(), SHEET, before=before)
    return add_conditions(new, donor(), {"自评表": "自评表"}, marker=MARK)


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory, office: Office) -> list[Path]:
    """The same workbooks as their libraries and as LibreOffice write them."""
    folder = tmp_path_factory.mktemp("hosts")
    made = [folder / "openpyxl.xlsx", folder / "宏.xlsm"]
    made[0].write_bytes(from_openpyxl())
    made[1].write_bytes(rich_workbook(vba_project()))
    return [*made, *office.recalculate(made, folder / "LibreOffice")]


@pytest.mark.parametrize("place", [None, 0, 1])
def test_no_error_is_added_that_would_make_office_offer_a_repair(
    tmp_path: Path, hosts: list[Path], validator: Validator, place: int | None
) -> None:
    for host in hosts:
        names = [one.name for one in read_workbook(host).sheets]
        after = tmp_path / host.name
        after.write_bytes(grown(host.read_bytes(), None if place is None else names[place]))
        assert validator.errors(after) == validator.errors(host)


def test_what_libreoffice_wrote_keeps_its_bytes_too(hosts: list[Path]) -> None:
    for host in hosts:
        data = host.read_bytes()
        old, new = parts_of(data), parts_of(grown(data))
        changed = {part for part in old if old[part] != new[part]}
        assert changed - {"xl/worksheets/sheet1.xml"} == {
            *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
        }
        before, after = read_bytes(data, "x"), read_bytes(grown(data), "x")
        assert after.sheets == (*before.sheets, read_bytes(donor(), "x").sheet(SHEET))
        assert set(before.names) <= set(after.names)


def test_libreoffice_opens_and_computes_the_grafted_sheet(tmp_path: Path, hosts: list[Path], office: Office) -> None:
    paths = []
    for number, host in enumerate(hosts):
        path = tmp_path / f"{number}{host.suffix}"
        path.write_bytes(grown(host.read_bytes(), "自评表"))
        paths.append(path)
    for path, computed in zip(paths, office.recalculate(paths, tmp_path / "out"), strict=True):
        page, form = read_workbook(computed).sheet(SHEET), read_workbook(path).sheet("自评表")
        assert page is not None
        assert form is not None
        told = form.cells[3, 4].raw if (3, 4) in form.cells else ""
        assert page.cells[4, 2].raw == f"{told}<好>"
        assert page.cells[4, 3].number == Decimal(25)
        assert page.cells[3, 1].text == "95.50%"
