"""What the package of the old workbook says about its sheets: their parts, tables, and the names that refer to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from ziping.ooxml.package import Package, Relationship
from ziping.ooxml.tags import spliced
from ziping.ooxml.tree import Tree
from ziping.ooxml.xml import escape, unescape
from ziping.rolling.gone import Gone

DRAWINGS = ("drawing", "chart", "chartEx")
REFERRING = (*DRAWINGS, "table", "ctrlProp", "vmlDrawing", "pivotTable", "pivotCacheDefinition")
"""Kinds of relationships to parts that may refer to cells."""


def sheet_parts(package: Package) -> dict[str, str]:
    """The part of every sheet, also of a chart sheet, by title."""
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    leads: dict[str, Relationship] = {relation.id: relation for relation in package.relationships(package.workbook)}
    listed = tree.root.child("sheets")
    found = {}
    for entry in listed.children if listed else ():
        id = next(value for key, value in entry.attributes.items() if key.endswith(":id"))
        found[unescape(entry.attributes["name"])] = leads[id].target
    return found


def tables_of(package: Package, parts: Sequence[str]) -> list[str]:
    """What the tables of these sheets are called in formulas."""
    found = []
    for part in parts:
        for relation in package.relationships(part):
            if relation.kind == "table" and relation.target in package.entries:
                tree = Tree(package.xml(relation.target), package.name, relation.target)
                found.append(unescape(tree.root.attributes.get("displayName", "")))
    return found


def parts_below(package: Package, part: str, kinds: Collection[str]) -> Iterator[tuple[str, str]]:
    """The parts of a sheet, at any depth, that relationships of these kinds lead to, with the kind."""
    waiting, seen = [part], {part}
    while waiting:
        for relation in package.relationships(waiting.pop()):
            if relation.target in package.entries and relation.kind in kinds and relation.target not in seen:
                seen.add(relation.target)
                waiting.append(relation.target)
                yield relation.target, relation.kind


def names_renamed(package: Package, gone: Gone) -> Mapping[str, bytes]:
    """The workbook part with defined names that refer to the new titles of sheets."""
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    listed = tree.root.child("definedNames")
    splices = [
        (element.inner, element.close, escape(gone.rewritten(unescape(element.text))).encode())
        for element in (listed.children if listed else ())
        if gone.rewritten(unescape(element.text)) != unescape(element.text)
    ]
    return {package.workbook: spliced(tree.xml, splices)}
