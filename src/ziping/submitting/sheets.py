"""What kinds of sheets a workbook has, and which of them hide rows or columns."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.ooxml.layout import Layout, Rectangle
from ziping.ooxml.package import Package
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import damage_named, unescape

_TRUE = ("1", "true")


def sheet_kinds(data: bytes, name: str) -> dict[str, str]:
    """The kind of every sheet by its name: worksheet, chartsheet, dialogsheet, xlMacrosheet."""
    package = Package(data, name)
    kinds = {relation.id: relation.kind for relation in package.relationships(package.workbook)}
    tree = Tree(package.xml(package.workbook), name, package.workbook)
    listed = tree.root.child("sheets")
    with damage_named(name, package.workbook):
        return {
            unescape(entry.attributes["name"]): kinds[_relation(entry)] for entry in (listed.children if listed else ())
        }


def hidden_lines(data: bytes, areas: Mapping[str, Rectangle | None], name: str) -> list[str]:
    """Those of the sheets that hide rows or columns within their area."""
    package = Package(data, name)
    return [
        entry.name
        for entry in read_main(package).sheets
        if entry.part and entry.name in areas and _hides(package.xml(entry.part), entry.part, areas[entry.name], name)
    ]


def _hides(xml: bytes, part: str, area: Rectangle | None, name: str) -> bool:
    if b"hidden" not in xml:
        return False
    top, left, bottom, right = area or (1, 1, 1_048_576, 16_384)
    rows = (row for row in Layout(xml, name, part).rows if top <= row.number <= bottom)
    if any(row.attributes.get("hidden") in _TRUE and row.cells for row in rows):
        return True
    tree = Tree(xml, name, part, closed={"sheetData"})
    columns = (element.attributes for element in tree.root.below() if element.name == "col")
    return any(
        column.get("hidden") in _TRUE and int(column["min"]) <= right and int(column["max"]) >= left
        for column in columns
    )


def _relation(entry: Element) -> str:
    return next(value for key, value in entry.attributes.items() if key.endswith(":id"))
