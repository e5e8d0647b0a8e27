"""Make Excel compute a workbook anew when it is next opened."""

from __future__ import annotations

from ziping.ooxml import guards
from ziping.ooxml.package import Package, relationships_part
from ziping.ooxml.tags import Splice, spliced, with_attribute, without_elements
from ziping.ooxml.tree import Tree
from ziping.ooxml.xml import Attributes

CONTENT_TYPES = "[content_types].xml"
# What stands before calcPr in a workbook part (ECMA-376 Part 1, 18.2.27); sheets always exists.
BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


def recalculating(package: Package) -> bytes:
    """The workbook part with fullCalcOnLoad set."""
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    return spliced(tree.xml, calculation_asked(tree, package.name))


def calculation_asked(workbook: Tree, name: str) -> list[Splice]:
    """What sets fullCalcOnLoad in a workbook part; ``name`` is the file's, for a part without sheets."""
    properties = workbook.root.child("calcPr")
    if properties is not None:
        tag = with_attribute(workbook.tag(properties), b"fullCalcOnLoad", b"1")
        return [(properties.start, properties.inner, tag)]
    if workbook.root.child("sheets") is None:
        raise guards.damaged(name, "workbook part without sheets")
    return workbook.inserted(b'<calcPr fullCalcOnLoad="1"/>', BEFORE_CALCULATION)


def without_calculation_chain(package: Package) -> tuple[dict[str, bytes], set[str]]:
    """Changed parts and the dropped part; Excel rebuilds the chain. Nothing where the workbook has none.

    A chain that names a cell whose formula is gone makes Excel offer a repair.
    """
    chain = package.target(package.workbook, "calcChain")
    if chain is None:
        return {}, set()
    rels = relationships_part(package.workbook)

    def is_relation(tag: str, attributes: Attributes) -> bool:
        return tag == "Relationship" and attributes.get("Type", "").endswith("/calcChain")

    def is_override(tag: str, attributes: Attributes) -> bool:
        return tag == "Override" and attributes.get("PartName", "").lstrip("/").lower() == chain

    changed = {
        rels: without_elements(package.xml(rels), package.name, rels, is_relation),
        CONTENT_TYPES: without_elements(package.xml(CONTENT_TYPES), package.name, CONTENT_TYPES, is_override),
    }
    return changed, {chain}
