"""Strips of the years before laid out right of everything that stands on their sheets, and put into the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ziping.domain.model import Workbook
from ziping.domain.snapshot import Snapshot, position
from ziping.forms import names
from ziping.forms.layout import Layout, Place, Rule, lines
from ziping.forms.writer import write_workbook
from ziping.ooxml.layout import Layout as Places
from ziping.ooxml.overlay import overlay
from ziping.ooxml.package import Package
from ziping.ooxml.workbook import read_main
from ziping.rolling.strips import Before, Column, Strip, before

_GAP = 2
_LONG = 12
"""A longer text stands at the left of its cell."""
_NARROW, _WIDE, _STEP = 13.0, 61.0, 4.0
"""Characters of the columns: as wide as needed to show the texts in rows that stay as high as they are."""
_ROW, _LINE = 15.0, 13.0
"""Points of a row that states no height, and of a line of text."""
_PRINT_AREA = "_xlnm.Print_Area"
_REFUSED = {
    "validate": "custom",
    "value": "=FALSE",
    "error_title": "上年数据",
    "error_message": "这里是上年的数据，只供对照，不能改；要改请改上年的工作簿。",
}  # fmt: skip
_COLUMN = re.compile(rb"<(?:\w+:)?col>(\d+)</(?:\w+:)?col>")
_EXTENT = re.compile(rb"<(?:\w+:)?ext\s[^>]*cx=\"(\d+)\"")
_COMMENT = re.compile(rb"<(?:\w+:)?comment\s[^>]*ref=\"([A-Z]{1,3}\d+)\"")
_EMU_OF_NARROW = 300_000
"""A narrow column is so wide (in EMU); for pictures that only say how wide they are."""


def with_strips(data: bytes, snapshot: Snapshot, book: Workbook, found: Sequence[Strip], *, name: str) -> bytes:
    """``data``, which ``snapshot`` shows, with the strips; the texts of last year on its sheets of texts refuse entries
    too. What stands beside a table already is renewed in its place."""
    package = Package(data, name)
    pages: dict[str, Layout] = {}
    for sheet, strips in _by_sheet(found).items():
        pages[sheet] = page = Layout(sheet, [], 0)
        areas = [area for strip in strips if (area := before(snapshot, sheet, strip.table).area)]
        left = min(area.left for area in areas) if areas else right_of_all(package, snapshot, sheet) + _GAP
        heights = _heights(package, sheet)
        for strip in strips:
            _put(page, strip, left, before(snapshot, sheet, strip.table), heights)
        if not _has_print_area(snapshot, sheet):
            bottom, right = used(snapshot, sheet)
            page.names[_PRINT_AREA] = (1, 1, bottom, right)
    for sheet, texts in _last_texts(snapshot, book):
        pages.setdefault(sheet, Layout(sheet, [], 0)).validations.append(Rule(texts, _REFUSED))
    if not pages:
        return data
    donor = write_workbook(list(pages.values()), title="", first=next(iter(pages)))
    return overlay(data, donor, list(pages), name=name)


def _by_sheet(found: Sequence[Strip]) -> Mapping[str, list[Strip]]:
    sheets: dict[str, list[Strip]] = {}
    for strip in found:
        sheets.setdefault(strip.sheet, []).append(strip)
    return sheets


def _put(page: Layout, strip: Strip, left: int, old: Before, heights: Mapping[int, float]) -> None:
    right = left + len(strip.columns) - 1
    page.widths += [_NARROW] * (right - len(page.widths))
    rows = sorted({row for row, _ in (*strip.cells, *old.cells)})
    for column, shown in enumerate(strip.columns, left):
        if shown is None:
            continue
        page.places.append(Place(strip.top, column, value=_head(shown), style="beside_header"))
        for row in rows:
            value = strip.cells.get((row, shown))
            style = "computed_text" if isinstance(value, str) and len(value) > _LONG else "computed"
            page.places.append(Place(row, column, value=value, style=style))
            if isinstance(value, str):
                page.widths[column - 1] = max(page.widths[column - 1], _width(value, heights.get(row, _ROW)))
    filled = {column for column, shown in enumerate(strip.columns, left) if shown}
    for row, column in ((row, column) for row in (strip.top, *rows) for column in _columns_of(old) - filled):
        page.places.append(Place(row, column, style="page_plain"))
    page.name(strip.name, strip.top, left, strip.bottom, right)
    if old.area is None:
        page.validations.append(Rule((strip.top, left, strip.bottom, right), _REFUSED))


def _columns_of(old: Before) -> set[int]:
    """The columns that something stood in."""
    return set(range(old.area.left, old.area.right + 1)) if old.area else set()


def _width(text: str, height: float) -> float:
    """The width in which a text is shown in a row so high."""
    room = max(int(height // _LINE), 1)
    width = _NARROW
    while width < _WIDE and lines(text, width) > room:
        width += _STEP
    return width


def _heights(package: Package, sheet: str) -> Mapping[int, float]:
    """The heights of the rows that state one, in points."""
    part = next(entry.part for entry in read_main(package).sheets if entry.name == sheet)
    rows = Places(package.xml(part or ""), package.name, part or "").rows
    return {row.number: float(row.attributes["ht"]) for row in rows if "ht" in row.attributes}


def _head(shown: Column) -> str:
    return f"{shown[0]}年{shown[1]}"


def _last_texts(snapshot: Snapshot, book: Workbook) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """The columns of last year's texts, without their headings and closing rows."""
    for document in book.documents:
        label = names.column("sections", names.LAST_YEAR)
        area = next((n.area for n in snapshot.names if n.scope == document.sheet and n.name == label and n.area), None)
        if area and area.bottom - area.top > 1:
            yield document.sheet, (area.top + 1, area.left, area.bottom - 1, area.left)


def used(snapshot: Snapshot, sheet: str) -> tuple[int, int]:
    """The last row and column with anything in it."""
    there = snapshot.sheet(sheet)
    cells = [at for at, cell in there.cells.items() if cell.text or cell.formula or cell.error] if there else []
    ends = [(bottom, right) for _, _, bottom, right in there.merges] if there else []
    found = [*cells, *ends] or [(1, 1)]
    return max(row for row, _ in found), max(column for _, column in found)


def right_of_all(package: Package, snapshot: Snapshot, sheet: str) -> int:
    """The last column that a cell, a merged cell, a comment or a drawing of the sheet reaches."""
    part = next(entry.part for entry in read_main(package).sheets if entry.name == sheet)
    last = [used(snapshot, sheet)[1]]
    for relation in package.relationships(part or ""):
        if relation.target not in package.entries:
            continue
        if relation.kind == "drawing":
            xml = package.xml(relation.target)
            reach = max((int(cx) // _EMU_OF_NARROW + 1 for cx in _EXTENT.findall(xml)), default=0)
            columns = [int(column) + 1 for column in _COLUMN.findall(xml)]
            single = b"oneCellAnchor" in xml or b"absoluteAnchor" in xml
            last += [column + (reach if single else 0) for column in columns or [0]]
        elif relation.kind == "comments":
            last += [position(cell.decode())[1] for cell in _COMMENT.findall(package.xml(relation.target))]
    return max(last)


def _has_print_area(snapshot: Snapshot, sheet: str) -> bool:
    return any(name.scope == sheet and name.name == _PRINT_AREA for name in snapshot.names)
