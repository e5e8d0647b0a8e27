"""Where rows and cells stand in the bytes of a worksheet part."""

from __future__ import annotations

from ziping.ooxml.formulas import position, rectangle
from ziping.ooxml.tags import element_end, is_empty, tag_end
from ziping.ooxml.xml import Attributes, Handlers, Parser, parse, require_utf8

Position = tuple[int, int]
Rectangle = tuple[int, int, int, int]


class Span:
    """An element's bytes: its start tag from ``start`` to ``inner``, its content to ``close``, all of it to ``end``."""

    __slots__ = ("close", "end", "inner", "start")

    def __init__(self, xml: bytes, start: int) -> None:
        self.start, self.inner = start, tag_end(xml, start)
        self.close = self.end = self.inner

    def finish(self, xml: bytes, reported: int) -> None:
        """Set the end from where the parser reports it."""
        self.end = element_end(xml, self.start, reported)
        self.close = self.inner if is_empty(xml[self.start : self.inner]) else reported


class CellSpan(Span):
    """A cell's bytes; ``value`` are its v and is elements, ``formula`` its f element."""

    __slots__ = ("formula", "formula_attributes", "value")

    def __init__(self, xml: bytes, start: int) -> None:
        super().__init__(xml, start)
        self.value: list[Span] = []
        self.formula: Span | None = None
        self.formula_attributes: Attributes = {}


class RowSpan(Span):
    """A row's bytes and its cells as (column, cell) in file order."""

    __slots__ = ("attributes", "cells", "number")

    def __init__(self, xml: bytes, start: int, number: int, attributes: Attributes) -> None:
        super().__init__(xml, start)
        self.number, self.attributes = number, attributes
        self.cells: list[tuple[int, CellSpan]] = []


class Layout:
    """The places in one worksheet part; ``arrays`` are the areas that one formula fills.

    ZipingError for a part that is damaged or not in UTF-8.
    """

    def __init__(self, xml: bytes, name: str, part: str) -> None:
        require_utf8(xml, name)
        self.xml, self.prefix = xml, b""
        self.rows: list[RowSpan] = []
        self.cells: dict[Position, CellSpan] = {}
        self.merges: list[Rectangle] = []
        self.arrays: list[Rectangle] = []
        self.columns: list[tuple[int, int, str]] = []
        self.dimension: Span | None = None
        self.extent: Rectangle = (1, 1, 1, 1)
        self.data: Span | None = None
        parse(xml, name, part, self._handlers)

    def formulas(self) -> dict[Position, Attributes]:
        """The attributes of every formula element by cell."""
        return {at: cell.formula_attributes for at, cell in self.cells.items() if cell.formula is not None}

    def _handlers(self, prefix: str, parser: Parser) -> Handlers:
        self.prefix = prefix.encode()
        xml, spans = self.xml, []
        followed = {f"{prefix}{tag}" for tag in ("sheetData", "row", "c", "f", "v", "is", "dimension")}

        def start(tag: str, attributes: Attributes) -> None:
            name = tag.removeprefix(prefix)
            if tag in followed:
                spans.append(self._begin(name, parser.CurrentByteIndex, attributes))
            elif name == "mergeCell":
                self.merges.append(rectangle(attributes["ref"]))
            elif name == "col" and "style" in attributes:
                self.columns.append((int(attributes["min"]), int(attributes["max"]), attributes["style"]))

        def end(tag: str) -> None:
            if tag in followed:
                spans.pop().finish(xml, parser.CurrentByteIndex)

        return start, end, None

    def _begin(self, name: str, start: int, attributes: Attributes) -> Span:
        if name == "c":
            return self._begin_cell(start, attributes)
        if name == "row":
            last = self.rows[-1].number if self.rows else 0
            row = RowSpan(self.xml, start, int(attributes.get("r", last + 1)), attributes)
            self.rows.append(row)
            return row
        span = Span(self.xml, start)
        if name == "sheetData":
            self.data = span
        elif name == "dimension":
            self.dimension, self.extent = span, rectangle(attributes["ref"])
        else:
            cell = self.rows[-1].cells[-1][1]
            if name == "f":
                cell.formula, cell.formula_attributes = span, attributes
                if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
                    self.arrays.append(rectangle(attributes["ref"]))
            else:
                cell.value.append(span)
        return span

    def _begin_cell(self, start: int, attributes: Attributes) -> CellSpan:
        row = self.rows[-1]
        if "r" in attributes:
            at = position(attributes["r"])
        else:
            at = row.number, (row.cells[-1][0] if row.cells else 0) + 1
        if at in self.cells:
            raise ValueError("a cell occurs twice")
        cell = CellSpan(self.xml, start)
        row.cells.append((at[1], cell))
        self.cells[at] = cell
        return cell
