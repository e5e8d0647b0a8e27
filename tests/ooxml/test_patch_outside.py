"""What Microsoft's validator and LibreOffice make of a patched workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ooxml.builders import one_sheet, rich_workbook, vba_project
from support.office import Office
from support.validator import Validator
from ziping.domain.snapshot import CellEdit
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_workbook

EDITS = [
    CellEdit("自评表", 3, 4, Decimal("150.5")),
    CellEdit("自评表", 3, 3, " ≥200人\r\n<&>\x01"),
    CellEdit("自评表", 6, 6, Decimal(20), keep_formula=True),
    CellEdit("自评表", 9, 2, "新增"),
    CellEdit("自评表", 12, 1, None),
    CellEdit("自评表", 40, 14, Decimal(1)),
    CellEdit("自评表", 9, 4, "甲", formula='IF(D3>=1,"≥甲<>",B9&"")'),
]


def test_patching_adds_no_error_that_would_make_office_offer_a_repair(tmp_path: Path, validator: Validator) -> None:
    before, after = tmp_path / "前.xlsm", tmp_path / "后.xlsm"
    before.write_bytes(rich_workbook(vba_project()))
    after.write_bytes(patch_workbook(before.read_bytes(), EDITS))
    assert validator.errors(after) == validator.errors(before)


def test_formulas_are_computed_from_the_written_values(tmp_path: Path, office: Office) -> None:
    """A stored result that is out of date after the edit is not what the user sees."""
    path = tmp_path / "自评表.xlsx"
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c><c r="C1"><f>B1</f><v>2</v></c></row>'
    path.write_bytes(patch_workbook(one_sheet(rows), [CellEdit("自评表", 1, 1, Decimal("10.5"))]))
    (computed,) = office.recalculate([path], tmp_path / "out")
    cells = read_workbook(computed).sheets[0].cells
    assert [cells[1, column].number for column in (1, 2, 3)] == [Decimal("10.5"), 21, 21]


def test_written_formulas_are_computed(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "公式.xlsx"
    edits = [
        CellEdit("自评表", 1, 2, Decimal(0), formula="A1*2"),
        CellEdit("自评表", 7, 3, None, formula='IF(B1>1,"好 & "&A1,"<差>")'),
    ]
    path.write_bytes(patch_workbook(one_sheet('<row r="1"><c r="A1"><v>1.5</v></c></row>'), edits))
    (computed,) = office.recalculate([path], tmp_path / "out")
    cells = read_workbook(computed).sheets[0].cells
    assert [cells[1, 2].text, cells[7, 3].text] == ["3", "好 & 1.5"]
