"""A table as it is drawn: rows that never split, a header that repeats, merged cells, widths from the contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Literal
from unicodedata import category, east_asian_width

import msgspec
from docx.oxml.xmlchemy import BaseOxmlElement

from ziping.report.styles import TEXT_WIDTH
from ziping.report.wordml import el, paragraph

Align = Literal["left", "center", "right"]

# 五号 (10.5 pt) in twips, the margin at either side of a cell, and what a cell needs besides its text.
_CHARACTER = 210
_MARGIN = 80
_PADDING = 2 * _MARGIN + 40
_WIDE_COLUMNS, _TALL_LINES = 6, 5
# Texts up to this many characters stay on one line; so many rows at least stand on a table's first and last page.
_UNBROKEN = 4
_TOGETHER = 3


class Column(msgspec.Struct, frozen=True):
    label: str
    align: Align = "left"


class Cell(msgspec.Struct, frozen=True):
    """``span`` columns wide; ``merge`` joins it with the cell above (continue) or begins such a cell (restart)."""

    text: str
    span: int = 1
    merge: Literal["", "restart", "continue"] = ""
    align: Align | None = None


class Grid(msgspec.Struct, frozen=True):
    """A table with its caption; ``note`` stands at the right above it (单位：万元)."""

    caption: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def landscape(self) -> bool:
        """Whether upright its rows would grow too tall."""
        if len(self.columns) <= _WIDE_COLUMNS:
            return False
        widths = column_widths(self, TEXT_WIDTH)
        return max((max(_heights(row, widths)) for row in _measured(self)), default=1) > _TALL_LINES


def column_widths(grid: Grid, total: int) -> list[int]:
    """Widths in twips that add up to ``total``: first what must not break, then one character after the other to the
    column whose texts make the rows tall; a text of several lines takes as many however wide its column is."""
    rows = _measured(grid)
    widths = [_floor(grid, number) * _CHARACTER + _PADDING for number in range(len(grid.columns))]
    while total - sum(widths) > _CHARACTER:
        blame = [0] * len(widths)
        for row in rows:
            heights = _heights(row, widths)
            tallest = max(heights)
            for number, height in enumerate(heights):
                blame[number] += height if height == tallest > max(1, len(row[number])) else 0
        if not any(blame):
            break
        widths[blame.index(max(blame))] += _CHARACTER
    scale = total / sum(widths)
    widths = [int(width * scale) for width in widths]
    return [*widths[:-1], total - sum(widths[:-1])]


def table(grid: Grid, width: int) -> list[BaseOxmlElement]:
    """Caption, note and table, ``width`` twips wide, as elements of a document body."""
    above = [paragraph("Caption", grid.caption)] if grid.caption else []
    above += [paragraph("TableUnit", grid.note)] if grid.note else []
    widths = column_widths(grid, width)
    head = tuple(Cell(column.label) for column in grid.columns)
    aligns = [column.align for column in grid.columns]
    drawn = el("w:tbl", _properties(width), el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths)))
    drawn.append(_row(head, widths, aligns, header=True))
    last = len(grid.rows) - 1
    for number, row in enumerate(grid.rows):
        together = number < _TOGETHER - 1 or number > last - _TOGETHER
        drawn.append(_row(row, widths, aligns, keep=together and number < last))
    return [*above, drawn]


def _properties(width: int) -> BaseOxmlElement:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = (("top", 40), ("left", _MARGIN), ("bottom", 40), ("right", _MARGIN))
    return el(
        "w:tblPr",
        el("w:tblW", w=width, type="dxa"),
        el("w:jc", val="center"),
        el("w:tblBorders", *(el(f"w:{edge}", val="single", sz=4, space=0, color="auto") for edge in edges)),
        el("w:tblLayout", type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w=size, type="dxa") for side, size in margins)),
    )


def _row(
    cells: Sequence[Cell], widths: Sequence[int], aligns: Sequence[Align], *, header: bool = False, keep: bool = False
) -> BaseOxmlElement:
    row = el("w:tr", el("w:trPr", el("w:cantSplit"), *([el("w:tblHeader")] if header else [])))
    for column, cell in _placed(cells):
        align = "center" if header else cell.align or aligns[column]
        style = "TableHead" if header else "TableText"
        row.append(_cell(cell, sum(widths[column : column + cell.span]), style, align, keep=keep))
    return row


def _cell(cell: Cell, width: int, style: str, align: str, *, keep: bool) -> BaseOxmlElement:
    properties = el("w:tcPr", el("w:tcW", w=width, type="dxa"))
    if cell.span > 1:
        properties.append(el("w:gridSpan", val=cell.span))
    if cell.merge:
        properties.append(el("w:vMerge", val=cell.merge))
    properties.append(el("w:vAlign", val="center"))
    lines = [""] if cell.merge == "continue" else cell.text.split("\n")
    kept = ("w:keepNext",) if keep else ()
    return el(
        "w:tc",
        properties,
        *(paragraph(style, line.rstrip(), *map(el, kept), el("w:jc", val=align)) for line in lines),
    )


def _measured(grid: Grid) -> list[list[list[float]]]:
    """Row by row, column by column, the widths of the lines. A cell over several columns takes part with nothing, one
    over several rows with its share in each of them."""
    header = tuple(Cell(column.label) for column in grid.columns)
    measured: list[list[list[float]]] = []
    below: dict[int, int] = {}
    for row in reversed((header, *grid.rows)):
        lines: list[list[float]] = []
        for column, cell in _placed(row):
            below[column] = below.get(column, 0) + 1
            alone = cell.span == 1 and cell.merge != "continue"
            widths = [text_width(line) / below[column] for line in cell.text.split("\n")]
            lines += [widths] if alone else [[]] * cell.span
            if cell.merge != "continue":
                below[column] = 0
        measured.append(lines)
    return measured


def _heights(row: Sequence[Sequence[float]], widths: Sequence[int]) -> list[int]:
    """How many lines each cell of a row takes."""
    rooms = [max(1.0, (width - _PADDING) / _CHARACTER) for width in widths]
    return [sum(max(1, ceil(line / room)) for line in lines) for lines, room in zip(row, rooms, strict=True)]


def _floor(grid: Grid, number: int) -> int:
    """What a column needs at least, in characters: its numbers unbroken, its label on two lines."""
    column = grid.columns[number]
    texts = [cell.text for row in grid.rows for at, cell in _placed(row) if at == number and cell.span == 1]
    whole = text_width if column.align == "right" else _unbroken
    widest = max((whole(line) for text in texts for line in text.split("\n")), default=0.0)
    label = max(text_width(line) for line in column.label.split("\n"))
    return ceil(max(2.0, min(widest, 9.0), label if label < 4 else label / 2))


def _placed(row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.span


def text_width(text: str, western: float = 0.6) -> float:
    """In Chinese characters; a western one takes ``western`` of the room (Times New Roman 0.5, other fonts more)."""
    return sum(western if east_asian_width(character) in ("Na", "H", "N") else 1.0 for character in text)


def _unbroken(text: str) -> float:
    width = text_width(text)
    return width if width <= _UNBROKEN else _token(text)


def _token(text: str) -> float:
    """The widest piece that should not be broken: a number with its sign, a western word."""
    widest = width = 0.0
    for character in text:
        joined = character.isascii() and not character.isspace()
        width = width + text_width(character) if joined or category(character) == "Sm" else 0.0
        widest = max(widest, width)
    return widest
