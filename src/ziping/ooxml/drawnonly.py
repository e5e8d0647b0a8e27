"""Sheets left with what is drawn on them alone: cells, comments and names go, rows and columns keep their sizes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ziping.ooxml.formulas import sheets_in
from ziping.ooxml.layout import Layout
from ziping.ooxml.package import Package, Relationship, relationships_part
from ziping.ooxml.reach import content_types_without, reachable, with_lists
from ziping.ooxml.recalc import CONTENT_TYPES
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.tags import Splice, spliced, without_attributes, without_elements
from ziping.ooxml.tree import Tree
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import Attributes, unescape

_KEPT = ("sheetFormatPr", "cols", "sheetData", "drawing")


def drawn_only(data: bytes, sheets: Collection[str], *, name: str = "工作簿") -> bytes:
    """``data`` with nothing but pictures, shapes and charts on these worksheets, in their places; none gives ``data``
    itself. ``name`` is what messages call it; ZipingError for a damaged one."""
    if not sheets:
        return data
    package = Package(data, name)
    book = read_main(package)
    parts = {entry.part for entry in book.sheets if entry.name in sheets and entry.part}

    def kept(part: str, relation: Relationship) -> bool:
        return part not in parts or relation.kind == "drawing"

    gone = with_lists(package, reachable(package, lambda *_: True) - reachable(package, kept))
    changed = {part: _bare(package.xml(part), part, name) for part in parts}
    for part in parts:
        rels = relationships_part(part)
        changed[rels] = without_elements(package.xml(rels), name, rels, _is_no_drawing)
    changed[package.workbook] = _without_names(package, sheets, [entry.name for entry in book.sheets])
    changed[CONTENT_TYPES] = content_types_without(package, gone)
    return rewritten(package, changed, gone)


def _is_no_drawing(tag: str, attributes: Attributes) -> bool:
    return tag == "Relationship" and not attributes.get("Type", "").endswith("/drawing")


def _bare(xml: bytes, part: str, name: str) -> bytes:
    tree = Tree(xml, name, part, closed={"sheetData"})
    splices: list[Splice] = [(c.start, c.end, b"") for c in tree.root.children if c.name not in _KEPT]
    columns = tree.root.child("cols")
    splices += (
        (column.start, column.inner, without_attributes(tree.tag(column), [b"style"]))
        for column in (columns.children if columns else ())
    )
    return spliced(xml, [*splices, *_empty_rows(Layout(xml, name, part))])


def _empty_rows(layout: Layout) -> Iterator[Splice]:
    for row in layout.rows:
        tag = without_attributes(layout.xml[row.start : row.inner], [b"s", b"customFormat", b"spans"])
        yield row.start, row.close, tag


def _without_names(package: Package, sheets: Collection[str], titles: list[str]) -> bytes:
    """The workbook part without the names that belong to the sheets or point to them."""
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    listed = tree.root.child("definedNames")
    lost = {sheet.lower() for sheet in sheets}
    gone = []
    for element in listed.children if listed else ():
        scope = element.attributes.get("localSheetId")
        if (scope and titles[int(scope)] in sheets) or sheets_in(unescape(element.text)) & lost:
            gone.append(element)
    if listed and len(gone) == len(listed.children):
        gone = [listed]
    return spliced(tree.xml, [(element.start, element.end, b"") for element in gone])
