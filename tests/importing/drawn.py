"""A table as somebody drew it: texts with the cells they span, written as a workbook or a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import docx
import xlsxwriter

from ziping.domain.snapshot import Cell
from ziping.importing.grid import Grid


@dataclass(frozen=True)
class Box:
    """A text over ``down`` rows and ``across`` columns; rows and columns count from 0."""

    row: int
    column: int
    text: str
    down: int = 1
    across: int = 1


@dataclass
class Drawn:
    """Boxes that fill a table; ``above`` and ``below`` are lines around it."""

    boxes: list[Box] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    row: int = 0

    def line(self, *texts: str | tuple[str, int] | None, at: int = 0) -> None:
        """A row of texts from left to right; (text, across) spans, None and “” leave a cell empty."""
        for one in texts:
            text, across = one if isinstance(one, tuple) else (one, 1)
            if text or across > 1:
                self.boxes.append(Box(self.row, at, text or "", 1, across))
            at += across
        self.row += 1

    def put(self, row: int, column: int, text: str | None, down: int = 1, across: int = 1) -> None:
        if text:
            self.boxes.append(Box(row, column, text, down, across))

    @staticmethod
    def moved(box: Box, down: int) -> Box:
        return replace(box, row=box.row + down)

    @property
    def width(self) -> int:
        return max(box.column + box.across for box in self.boxes)

    @property
    def height(self) -> int:
        return max(box.row + box.down for box in self.boxes)


def xlsx(*sheets: Drawn, names: Iterable[str] = ()) -> bytes:
    """A workbook with each table on a sheet of its own; every text is stored as text."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_numbers": False})
    wrap = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter"})
    titles = [*names, *(f"Sheet{number}" for number in range(len(list(names)) + 1, len(sheets) + 1))]
    for drawn, name in zip(sheets, titles, strict=True):
        sheet = book.add_worksheet(name)
        for number, text in enumerate(drawn.above):
            sheet.merge_range(number, 0, number, max(drawn.width - 1, 1), text, wrap)
        first = len(drawn.above)
        for box in drawn.boxes:
            row, column = box.row + first, box.column
            if box.down > 1 or box.across > 1:
                sheet.merge_range(row, column, row + box.down - 1, column + box.across - 1, box.text, wrap)
            else:
                sheet.write_string(row, column, box.text, wrap)
        for number, text in enumerate(drawn.below):
            sheet.write_string(first + drawn.height + number, 0, text)
    book.close()
    return data.getvalue()


def word(*tables: Drawn) -> bytes:
    """A Word document with the tables under each other, each with its lines as paragraphs."""
    document = docx.Document()
    for drawn in tables:
        for text in drawn.above:
            document.add_paragraph(text)
        table = document.add_table(drawn.height, drawn.width)
        cells = [list(row.cells) for row in table.rows]
        for box in drawn.boxes:
            cell = cells[box.row][box.column]
            if box.down > 1 or box.across > 1:
                cell = cell.merge(cells[box.row + box.down - 1][box.column + box.across - 1])
            cell.text = box.text
        for text in drawn.below:
            document.add_paragraph(text)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def shifted(drawn: Drawn, after: int, by: int = 1) -> Drawn:
    """The table with ``by`` empty columns put in before column ``after``; merged cells grow over them."""
    boxes = []
    for box in drawn.boxes:
        if box.column >= after:
            boxes.append(replace(box, column=box.column + by))
        elif box.column + box.across > after:
            boxes.append(replace(box, across=box.across + by))
        else:
            boxes.append(box)
    return Drawn(boxes, drawn.above, drawn.below, drawn.row)


def grid(drawn: Drawn, name: str = "自评表") -> Grid:
    """The table as it would be read from a sheet, without writing a file."""
    cells: dict[tuple[int, int], Cell] = {}
    merges = []
    first = len(drawn.above) + 1
    for number, text in enumerate(drawn.above, 1):
        cells[number, 1] = Cell(text, text)
    for box in drawn.boxes:
        row, column = box.row + first, box.column + 1
        if box.text:
            cells[row, column] = Cell(box.text, box.text)
        if box.down > 1 or box.across > 1:
            merges.append((row, column, row + box.down - 1, column + box.across - 1))
    for number, text in enumerate(drawn.below, first + drawn.height):
        cells[number, 1] = Cell(text, text)
    return Grid(name, dict(sorted(cells.items())), tuple(merges))
