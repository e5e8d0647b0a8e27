"""A workbook as an .xlsx: its macros, and the buttons in the ribbon that ran them, go; every other part stays."""

from __future__ import annotations

from ziping.ooxml.package import Package, Relationship, key, relationships_part
from ziping.ooxml.reach import content_types_without, reachable, with_lists
from ziping.ooxml.recalc import CONTENT_TYPES
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.tags import spliced, with_attribute, without_elements
from ziping.ooxml.tree import Tree
from ziping.ooxml.xml import Attributes

_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = ("vbaProject", "attachedToolbars", "extensibility", "userCustomization")


def without_macros(data: bytes, *, name: str = "工作簿") -> bytes:
    """``data`` without macros and with the content type of an .xlsx; one that is an .xlsx gives ``data`` itself.

    ``name`` is what messages call it; ZipingError for a damaged one.
    """
    package = Package(data, name)

    def kept(_: str, relation: Relationship) -> bool:
        return relation.kind not in _MACROS

    gone = with_lists(package, reachable(package, lambda *_: True) - reachable(package, kept))
    changed = {CONTENT_TYPES: _main_type(content_types_without(package, gone), package)}
    for part in ("", package.workbook) if gone else ():
        rels = relationships_part(part)
        changed[rels] = without_elements(package.xml(rels), name, rels, _is_macro)
    changed = {part: xml for part, xml in changed.items() if xml != package.xml(part)}
    return rewritten(package, changed, gone) if changed else data


def _is_macro(tag: str, attributes: Attributes) -> bool:
    return tag == "Relationship" and attributes.get("Type", "").rpartition("/")[2] in _MACROS


def _main_type(types: bytes, package: Package) -> bytes:
    tree = Tree(types, package.name, CONTENT_TYPES)
    return spliced(
        types,
        [
            (child.start, child.inner, with_attribute(tree.tag(child), b"ContentType", _TYPE))
            for child in tree.root.children
            if key(child.attributes.get("PartName", "")) == package.workbook
        ],
    )
