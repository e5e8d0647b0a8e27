"""Which parts of a package are reached from its root, and what is left of its lists when some are not any more."""

from __future__ import annotations

from collections.abc import Callable

from ziping.ooxml.package import Package, Relationship, key, relationships_part
from ziping.ooxml.recalc import CONTENT_TYPES
from ziping.ooxml.tags import without_elements
from ziping.ooxml.xml import Attributes

Followed = Callable[[str, Relationship], bool]
"""Whether a relationship of a part (“” for the package) is followed."""


def reachable(package: Package, followed: Followed) -> set[str]:
    """The parts that followed relationships lead to from the package's root, without the lists of relationships."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        for relation in package.relationships(part):
            if relation.target in package.entries and relation.target not in found and followed(part, relation):
                found.add(relation.target)
                waiting.append(relation.target)
    return found


def with_lists(package: Package, parts: set[str]) -> set[str]:
    """``parts`` and the lists of their relationships."""
    return parts | {relationships_part(part) for part in parts if relationships_part(part) in package.entries}


def content_types_without(package: Package, dropped: set[str]) -> bytes:
    """The list of content types without the dropped parts."""

    def is_dropped(tag: str, attributes: Attributes) -> bool:
        return tag == "Override" and key(attributes.get("PartName", "")) in dropped

    return without_elements(package.xml(CONTENT_TYPES), package.name, CONTENT_TYPES, is_dropped)
