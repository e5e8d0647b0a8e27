"""Tables (列表) on a kept sheet without formulas and queries."""

from __future__ import annotations

from collections.abc import Iterator

from ziping.ooxml.tags import Splice, spliced, without_attributes
from ziping.ooxml.tree import Tree

_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
_QUERIES = (b"totalsRowFunction", b"tableType", b"queryTableFieldId", b"connectionId")


def plain_table(xml: bytes, part: str, name: str) -> bytes:
    """A table part for the copy: its style and filter stay."""
    tree = Tree(xml, name, part)
    return spliced(xml, _splices(tree))


def _splices(tree: Tree) -> Iterator[Splice]:
    for element in (tree.root, *tree.root.below()):
        if element.name in _FORMULAS:
            yield element.start, element.end, b""
        elif any(key.decode() in element.attributes for key in _QUERIES):
            yield element.start, element.inner, without_attributes(tree.tag(element), _QUERIES)
