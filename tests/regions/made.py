"""A sample of a region as a unit would have it: the filled workbook, what is read from it, and the Word report."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from support.office import Office
from ziping import api
from ziping.domain.model import SelfEvaluation
from ziping.domain.snapshot import Cell, address
from ziping.ooxml.reader import read_workbook
from ziping.report.document import build_report
from ziping.standards.loader import load_standard

CASES = Path(__file__).parents[1] / "cases" / "regions"


class Made(NamedTuple):
    """``model`` is the form the only report is about."""

    workbook: Path
    report: Path
    model: SelfEvaluation
    document: WordDocument

    @property
    def text(self) -> str:
        """Everything that is printed outside tables."""
        return "\n".join(paragraph.text for paragraph in self.document.paragraphs)

    @property
    def headings(self) -> list[str]:
        return [p.text for p in self.document.paragraphs if p.style.name.startswith("Heading")]

    def table(self, at: int) -> list[list[str]]:
        """The cells of a printed table by row, header first; joined cells are empty from the second row on."""
        rows = self.document.tables[at]._tbl.tr_lst
        return [["".join(piece.text or "" for piece in cell.iter(qn("w:t"))) for cell in row.tc_lst] for row in rows]


def made(data: bytes, folder: Path, name: str, day: date) -> Made:
    """The final report, without open places, of a workbook that holds one."""
    workbook, report = folder / f"{name}.xlsx", folder / f"{name}.docx"
    workbook.write_bytes(data)
    book = api.load_workbook(workbook)
    (document,) = book.documents
    model = book.form(document.about)
    assert model is not None
    rules = load_standard(model.standard)
    report.write_bytes(build_report(model, api.score(model), rules, sections=document.sections, unit_date=day))
    return Made(workbook, report, model, Document(str(report)))


def case(path: str) -> list[dict[str, str]]:
    """The rows of a table of published figures."""
    with (CASES / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences(workbook: Path, office: Office, folder: Path) -> list[tuple[str, str, str | None, str | None]]:
    """Formula cells for which a spreadsheet program shows something else than the file: sheet, cell, ours, theirs."""
    (recalculated,) = office.recalculate([workbook], folder)
    native = read_workbook(recalculated)
    found, seen = [], 0
    for sheet in read_workbook(workbook).sheets:
        there = native.sheet(sheet.name)
        assert there is not None
        for place, cell in sheet.cells.items():
            if cell.formula:
                seen += 1
                other = there.cells.get(place)
                if _shown(cell) != _shown(other):
                    found.append((sheet.name, address(*place), cell.text, other.text if other else None))
    assert seen
    return found


def _shown(cell: Cell | None) -> object:
    if cell is None or cell.error:
        return cell.error if cell else ""
    return cell.text if cell.number is None else round(cell.number, 9)
