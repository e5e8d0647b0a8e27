"""A table as it is drawn: rows that never split, a header that repeats, merged cells, widths from the contents."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import ceil, sqrt
from typing import Literal

import msgspec
from docx.oxml.xmlchemy import BaseOxmlElement

from ziping.report.styles import LANDSCAPE_WIDTH, TEXT_WIDTH
from ziping.report.wordml import el, paragraph

Align = Literal["left", "center", "right"]

# 五号 (10.5 pt) in twips, and what the margins of a cell take.
_CHARACTER = 210
_PADDING = 170
_WIDE_COLUMNS, _TALL_LINES = 6, 5


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
        return len(self.columns) > _WIDE_COLUMNS and self._tallest(column_widths(self, TEXT_WIDTH)) > _TALL_LINES

    @property
    def width(self) -> int:
        return LANDSCAPE_WIDTH if self.landscape else TEXT_WIDTH

    def _tallest(self, widths: Sequence[int]) -> int:
        tallest = 1
        for row in self.rows:
            if len(row) == len(widths):
                tallest = max(tallest, *(_lines(cell.text, width) for cell, width in zip(row, widths, strict=True)))
        return tallest


def column_widths(grid: Grid, total: int) -> list[int]:
    """Widths in twips that add up to ``total``: first what must not break, the rest by the amount of text."""
    floors, wishes = [], []
    for number, column in enumerate(grid.columns):
        texts = [row[number].text for row in grid.rows if len(row) == len(grid.columns)]
        longest = max((text_width(line) for text in texts for line in text.split("\n")), default=0.0)
        unbroken = longest if column.align == "right" else max((_token(text) for text in texts), default=0.0)
        floors.append(max(2.0, min(unbroken, 8.0), min(4.0, ceil(text_width(column.label) / 2))))
        wishes.append(max(longest, text_width(column.label)))
    fixed = [floor * _CHARACTER + _PADDING for floor in floors]
    spare = total - sum(fixed)
    pull = [sqrt(wish) * max(0.0, wish - floor) ** 0.5 for wish, floor in zip(wishes, floors, strict=True)]
    whole = sum(pull) or 1.0
    widths = [int(width + max(spare, 0) * share / whole) for width, share in zip(fixed, pull, strict=True)]
    scale = total / sum(widths)
    widths = [int(width * scale) for width in widths]
    return [*widths[:-1], total - sum(widths[:-1])]


def table(grid: Grid) -> list[BaseOxmlElement]:
    """Caption, note and table as elements of a document body."""
    above = [paragraph("Caption", grid.caption)] if grid.caption else []
    above += [paragraph("TableUnit", grid.note)] if grid.note else []
    widths = column_widths(grid, grid.width)
    head = tuple(Cell(column.label) for column in grid.columns)
    aligns = [column.align for column in grid.columns]
    drawn = el("w:tbl", _properties(grid.width), el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths)))
    drawn.append(_row(head, widths, aligns, header=True))
    for row in grid.rows:
        drawn.append(_row(row, widths, aligns))
    return [*above, drawn]


def _properties(width: int) -> BaseOxmlElement:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = (("top", 40), ("left", _PADDING // 2), ("bottom", 40), ("right", _PADDING // 2))
    return el(
        "w:tblPr",
        el("w:tblW", w=width, type="dxa"),
        el("w:jc", val="center"),
        el("w:tblBorders", *(el(f"w:{edge}", val="single", sz=4, space=0, color="auto") for edge in edges)),
        el("w:tblLayout", type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w=size, type="dxa") for side, size in margins)),
    )


def _row(
    cells: Sequence[Cell], widths: Sequence[int], aligns: Sequence[Align], *, header: bool = False
) -> BaseOxmlElement:
    row = el("w:tr", el("w:trPr", el("w:cantSplit"), *([el("w:tblHeader")] if header else [])))
    column = 0
    for cell in cells:
        align = "center" if header else cell.align or aligns[column]
        row.append(_cell(cell, sum(widths[column : column + cell.span]), "TableHead" if header else "TableText", align))
        column += cell.span
    return row


def _cell(cell: Cell, width: int, style: str, align: str) -> BaseOxmlElement:
    properties = el("w:tcPr", el("w:tcW", w=width, type="dxa"))
    if cell.span > 1:
        properties.append(el("w:gridSpan", val=cell.span))
    if cell.merge:
        properties.append(el("w:vMerge", val=cell.merge))
    properties.append(el("w:vAlign", val="center"))
    lines = [""] if cell.merge == "continue" else cell.text.split("\n")
    return el("w:tc", properties, *(paragraph(style, line.strip(), el("w:jc", val=align)) for line in lines))


def _lines(text: str, width: int) -> int:
    room = max(1.0, (width - _PADDING) / _CHARACTER)
    return sum(max(1, ceil(text_width(line) / room)) for line in text.split("\n"))


def text_width(text: str) -> float:
    """In Chinese characters; western ones take half the room."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55 for character in text)


def _token(text: str) -> float:
    """The widest piece that Word does not break: a number with its digits, a western word."""
    widest = width = 0.0
    for character in text:
        width = width + 0.55 if character.isascii() and not character.isspace() else 0.0
        widest = max(widest, width)
    return widest
