"""Make Excel compute a workbook anew when it is next opened."""

from __future__ import annotations

from ziping.ooxml import guards
from ziping.ooxml.package import Package, relationships_part
from ziping.ooxml.tags import element_end, spliced, tag_end, with_attribute, without_elements
from ziping.ooxml.xml import Attributes, Handlers, Parser, parse

_CONTENT_TYPES = "[content_types].xml"
# What stands before calcPr in a workbook part (ECMA-376 Part 1, 18.2.27); sheets always exists.
_BEFORE = ("sheets", "functionGroups", "externalReferences", "definedNames")


def recalculating(package: Package) -> bytes:
    """The workbook part with fullCalcOnLoad set."""
    xml = package.xml(package.workbook)
    found: dict[str, tuple[int, int]] = {}
    root = ""

    def handlers(prefix: str, parser: Parser) -> Handlers:
        nonlocal root
        root = prefix
        starts: list[int] = []

        def start(_: str, __: Attributes) -> None:
            starts.append(parser.CurrentByteIndex)

        def end(tag: str) -> None:
            if len(starts) == 1:
                found[tag.removeprefix(prefix)] = starts[0], element_end(xml, starts[0], parser.CurrentByteIndex)
            if starts:
                starts.pop()

        return start, end, None

    parse(xml, package.name, package.workbook, handlers)
    if "calcPr" in found:
        begin = found["calcPr"][0]
        stop = tag_end(xml, begin)
        return spliced(xml, [(begin, stop, with_attribute(xml[begin:stop], b"fullCalcOnLoad", b"1"))])
    places = [found[tag][1] for tag in _BEFORE if tag in found]
    if not places:
        raise guards.damaged(package.name, "workbook part without sheets")
    return spliced(xml, [(max(places), max(places), f'<{root}calcPr fullCalcOnLoad="1"/>'.encode())])


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
        _CONTENT_TYPES: without_elements(package.xml(_CONTENT_TYPES), package.name, _CONTENT_TYPES, is_override),
    }
    return changed, {chain}
