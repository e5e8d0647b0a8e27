"""The parts that a sheet refers to (drawings, charts), as they come into another package under names of their own."""

from __future__ import annotations

import posixpath
import re

from ziping.ooxml.package import Package, key, relationships_part
from ziping.ooxml.recalc import CONTENT_TYPES
from ziping.ooxml.tags import spliced, with_attribute
from ziping.ooxml.tree import Tree

_NUMBERED = re.compile(r"(.*?)\d*(\.\w+)")

# What XlsxWriter leaves out of data labels, programs fill in as the program that wrote the host would mean it.
_LABELS = b'<c:showVal val="1"/>'
_ALL_LABELS = (
    b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    b'<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


class PartCopy:
    """Parts of ``source`` under names that ``taken`` (part keys) lacks.

    ``added`` are the entries to come by their names in the zip, ``types`` the content types of those that are no lists
    of relationships.
    """

    def __init__(self, source: Package, taken: set[str]) -> None:
        self._source, self._taken = source, taken
        self._paths: dict[str, str] = {}
        self._known = Tree(source.xml(CONTENT_TYPES), source.name, CONTENT_TYPES).root.children
        self.added: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def take(self, part: str, path: str) -> None:
        """Everything that ``part``, which comes as ``path``, refers to, at any depth."""
        rels = relationships_part(part)
        if rels not in self._source.entries:
            return
        tree = Tree(self._source.xml(rels), self._source.name, rels)
        leads = {relation.id: relation.target for relation in self._source.relationships(part)}
        splices = []
        for element in tree.root.children:
            target = leads.get(element.attributes.get("Id", ""))
            if target is not None:
                there = posixpath.relpath(self._copied(target), posixpath.dirname(path))
                splices.append(
                    (element.start, element.inner, with_attribute(tree.tag(element), b"Target", there.encode()))
                )
        self.added[relationships_part(path)] = spliced(tree.xml, splices)

    def _copied(self, part: str) -> str:
        if part not in self._paths:
            if not part.endswith(".xml"):
                raise ValueError(f"a part that is no XML: {part}")
            path = self._paths[part] = free_name(self._source.entries[part].filename, self._taken)
            xml = self._source.xml(part)
            if _ALL_LABELS not in xml:
                xml = xml.replace(_LABELS, _ALL_LABELS)
            self.added[path], self.types[path] = xml, self._type(part)
            self.take(part, path)
        return self._paths[part]

    def _type(self, part: str) -> str:
        stated = (child.attributes for child in self._known)
        return next(found["ContentType"] for found in stated if key(found.get("PartName", "")) == part)


def free_name(path: str, taken: set[str]) -> str:
    """xl/charts/chart1.xml with the first number that no part of ``taken`` (part keys) has; it is taken from now on."""
    match = _NUMBERED.fullmatch(path)
    stem, ending = (match[1], match[2]) if match else (path, "")
    number = 1
    while key(f"{stem}{number}{ending}") in taken:
        number += 1
    taken.add(key(f"{stem}{number}{ending}"))
    return f"{stem}{number}{ending}"
