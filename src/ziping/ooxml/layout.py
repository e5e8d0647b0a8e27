"""Where rows and cells stand in the bytes of a worksheet part."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ziping.ooxml.formulas import MAX_ROW, position, rectangle
from ziping.ooxml.plaincells import placed
from ziping.ooxml.tags import element_end, is_empty, tag_end
from ziping.ooxml.xml import Attributes, Handlers, Parser, damage_named, parse, require_utf8

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


class _PlainCell(CellSpan):
    """A cell found by its place. Of most of them nobody asks more: where its elements stand is worked out then."""

    __slots__ = ("_match",)

    def __init__(self, match: re.Match[bytes], start: int) -> None:
        self.start, self._match = start, match

    def __getattr__(self, name: str) -> Any:
        match = self._match
        self.end, self.value, self.formula, self.formula_attributes = match.end(), [], None, {}
        if match.start(3) >= 0:
            self.inner = self.close = self.end
        else:
            self.inner, self.close = match.end(4), match.end(8)
            self.value.append(_between(match, 7))
        if match.start(5) >= 0:
            self.formula = _between(match, 5)
        return getattr(self, name)


def _between(match: re.Match[bytes], group: int) -> Span:
    """The element whose tags are a group and the next."""
    span = Span.__new__(Span)
    span.start, span.inner = match.span(group)
    span.close, span.end = match.span(group + 1)
    return span


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
        plain, rest = placed(xml, name, part)
        parse(rest, name, part, self._handlers)
        with damage_named(name, part):
            self._add(plain)

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

    def _add(self, plain: list[re.Match[bytes]]) -> None:
        """The cells that did not go through the parser, in file order with those that did."""
        if not plain:
            return
        others = bool(self.cells)
        rows = iter(self.rows)
        row = next(rows)
        for match in plain:
            start = match.start()
            while start >= row.end:
                row = next(rows)
            at = _position(match[2], match[1])
            if at in self.cells:
                raise ValueError("a cell occurs twice")
            cell = self.cells[at] = _PlainCell(match, start)
            row.cells.append((at[1], cell))
        if others:
            self.cells = dict(sorted(self.cells.items(), key=lambda item: item[1].start))
            for row in self.rows:
                row.cells.sort(key=lambda item: item[1].start)

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


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    return position(f"{letters.decode()}1")[1]


def _position(row: bytes, column: bytes) -> Position:
    number = int(row)
    if not 0 < number <= MAX_ROW:
        raise ValueError(f"off the sheet: row {number}")
    return number, _column(column)
