"""The workbook part of a submitted copy: no names that lead elsewhere, no paths, no user names."""

from __future__ import annotations

from collections.abc import Callable

from ziping.ooxml.tags import Splice, spliced, without_attributes
from ziping.ooxml.tree import Tree
from ziping.ooxml.xml import unescape

Keeps = Callable[[str, str, int | None], bool]
"""Whether a defined name stays, by its name, what it refers to, and the index of its sheet."""

_DROPPED = frozenset(
    (
        *("fileSharing", "functionGroups", "externalReferences", "oleSize", "customWorkbookViews", "pivotCaches"),
        *("smartTagPr", "smartTagTypes", "webPublishing", "webPublishObjects", "fileRecoveryPr", "extLst"),
    )
)
_SAID = (b"comment", b"description", b"help", b"statusBar", b"customMenu")
"""What people write about a defined name."""
_ATTRIBUTES = {
    "fileVersion": (b"codeName",),
    "workbookPr": (b"codeName",),
    "calcPr": (b"fullCalcOnLoad", b"forceFullCalc"),
}


def plain_book(xml: bytes, part: str, keeps: Keeps, name: str) -> bytes:
    """The workbook part for the copy; elements of extensions go too, which hold the path of the file and its editors.

    ``name`` is what messages call the workbook.
    """
    tree = Tree(xml, name, part)
    splices: list[Splice] = []
    for child in tree.root.children:
        if child.name in _DROPPED or ":" in child.name:
            splices.append((child.start, child.end, b""))
        elif child.name in _ATTRIBUTES:
            splices.append((child.start, child.inner, without_attributes(tree.tag(child), _ATTRIBUTES[child.name])))
        elif child.name == "definedNames":
            splices += _names(tree, keeps)
    return spliced(xml, splices)


def _names(tree: Tree, keeps: Keeps) -> list[Splice]:
    listed = tree.root.child("definedNames")
    splices: list[Splice] = []
    if listed is None:
        return splices
    left = 0
    for element in listed.children:
        scope = element.attributes.get("localSheetId")
        label, to = unescape(element.attributes["name"]), unescape(element.text)
        if not keeps(label, to, None if scope is None else int(scope)):
            splices.append((element.start, element.end, b""))
            continue
        left += 1
        splices.append((element.start, element.inner, without_attributes(tree.tag(element), _SAID)))
    return splices if left else [(listed.start, listed.end, b"")]


def program_alone(xml: bytes, part: str, name: str) -> bytes:
    """The properties of the file with the program that wrote it and nothing else: others show charts by its rules."""
    tree = Tree(xml, name, part)
    gone = [child for child in tree.root.children if child.name not in ("Application", "AppVersion")]
    return spliced(xml, [(child.start, child.end, b"") for child in gone])
