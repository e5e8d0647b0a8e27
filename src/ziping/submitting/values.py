"""What formula cells show, where the file does not say it any more or never did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ziping.domain.model import Workbook
from ziping.domain.scoring import score_form
from ziping.domain.snapshot import Area, Cell, Snapshot, address
from ziping.forms.computed import computed_cells
from ziping.forms.links import linked_cells
from ziping.forms.parts import parts_of
from ziping.ooxml.layout import Layout, Position
from ziping.ooxml.package import Package
from ziping.ooxml.workbook import read_main
from ziping.standards.loader import load_standard
from ziping.submitting.plan import Plan
from ziping.submitting.problem import Problem
from ziping.submitting.scope import within
from ziping.submitting.sheetvalues import is_text_result

_MOST_ROWS, _MOST_COLUMNS = 10_000, 100
"""What anybody can see of a chart; more is asked for by references to whole columns."""
Values = dict[Position, Decimal | str]


def current_values(before: Snapshot, settled: Snapshot) -> dict[str, Values]:
    """By sheet, what formula cells show now that show something else in the file."""
    found: dict[str, Values] = {}
    for old, new in zip(before.sheets, settled.sheets, strict=True):
        changed = {
            at: cell.number if cell.number is not None else cell.text
            for at, cell in new.cells.items()
            if cell.formula is not None and cell != old.cells.get(at)
        }
        changed |= {at: "" for at, cell in new.cells.items() if is_picture(cell)}
        if changed:
            found[new.name] = changed
    return found


def is_picture(cell: Cell) -> bool:
    """Whether a cell holds a picture as WPS puts it there, by a formula that no value can stand for."""
    return cell.formula is not None and "DISPIMG(" in cell.formula


def pictures(settled: Snapshot, plan: Plan) -> list[str]:
    """The kept cells (表!E5) that hold such a picture."""
    return [
        f"{sheet.name}!{address(*at)}"
        for sheet in settled.sheets
        if sheet.name in plan.areas
        for at, cell in sheet.cells.items()
        if is_picture(cell) and within(at, plan.areas[sheet.name])
    ]


def held(settled: Snapshot, area: Area) -> list[Decimal | str | None]:
    """What the cells of an area hold, row by row; None where nothing or an error is."""
    there = settled.sheet(area.sheet)
    cells = there.cells if there else {}
    found: list[Decimal | str | None] = []
    for row in range(area.top, min(area.bottom, area.top + _MOST_ROWS) + 1):
        for column in range(area.left, min(area.right, area.left + _MOST_COLUMNS) + 1):
            cell = cells.get((row, column))
            filled = cell is not None and cell.error is None
            found.append((cell.text if cell.number is None else cell.number) if cell and filled else None)
    return found


def problems(data: bytes, settled: Snapshot, book: Workbook, plan: Plan, *, name: str) -> list[Problem]:
    """Error values and formulas without a value on kept cells, each with what to do. Nothing is guessed for them."""
    known = _known(settled, book)
    found: list[Problem] = []
    for sheet, area in plan.areas.items():
        there = settled.sheet(sheet)
        for at, cell in there.cells.items() if there else ():
            if cell.error and within(at, area):
                said = f"单元格是错误值 {cell.error}，不能上报；请先改正公式或内容。"
                found.append(Problem(sheet, address(*at), said))
        unsure = {
            at
            for at, cell in (there.cells.items() if there else ())
            if cell.formula is not None and not cell.raw and at not in known.get(sheet, ()) and within(at, area)
        }
        for at in unvalued_cells(data, sheet, name) if unsure else ():
            if at in unsure:
                said = "公式还没有算出来的值；请在 Excel 或 WPS 里打开、保存一次再导出。"
                found.append(Problem(sheet, address(*at), said))
    return found


def foreign_formulas(settled: Snapshot, book: Workbook, plan: Plan) -> int:
    """How many kept formulas are not ours, whose value is what the file says."""
    known = _known(settled, book)
    return sum(
        cell.formula is not None and within(at, plan.areas[sheet.name]) and at not in known.get(sheet.name, ())
        for sheet in settled.sheets
        if sheet.name in plan.areas
        for at, cell in sheet.cells.items()
    )


def _known(settled: Snapshot, book: Workbook) -> Mapping[str, set[Position]]:
    """The cells that hold our own formula, whose value is therefore known."""
    found: dict[str, set[Position]] = {}
    for sheet, row, column, _ in linked_cells(settled):
        found.setdefault(sheet.name, set()).add((row, column))
    for model in book.forms:
        there, standard = settled.sheet(model.sheet), load_standard(model.standard)
        if there is None:
            continue
        parts = {row.name.cell: parts_of(row) for row in model.indicators}
        for item in computed_cells(settled, there, model, score_form(model, standard), standard, parts):
            cell = there.cells.get((item.row, item.column))
            if cell and cell.formula and cell.formula.lstrip("=") == item.formula:
                found.setdefault(model.sheet, set()).add((item.row, item.column))
    return found


def unvalued_cells(data: bytes, sheet: str, name: str) -> Iterator[Position]:
    """Formula cells for which the file holds no value at all, not even an empty text."""
    package = Package(data, name)
    part = next((entry.part for entry in read_main(package).sheets if entry.name == sheet), None)
    if part is None:
        return
    xml = package.xml(part)
    for at, cell in Layout(xml, name, part).cells.items():
        text = is_text_result(xml[cell.start : cell.inner])
        stored = any(text or xml[span.inner : span.close] for span in cell.value)
        if cell.formula is not None and not stored:
            yield at
