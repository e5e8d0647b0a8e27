"""The workbook part with one more sheet and its names; every other sheet's own names and views stay with it."""

from __future__ import annotations

from typing import NamedTuple

from ziping.ooxml.namespaces import office_namespace
from ziping.ooxml.package import Package
from ziping.ooxml.recalc import BEFORE_CALCULATION, calculation_asked
from ziping.ooxml.tags import Splice, spliced, with_attribute
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import damage_named, escape

_BEFORE_NAMES = BEFORE_CALCULATION[:-1]
# Attributes that hold a sheet's place, by element; those of a view are 0 where they are not written.
_PLACES = {"definedName": ("localSheetId",), "workbookView": ("activeTab", "firstSheet")}


NOWHERE = b"#REF!"
"""What a name says whose cells were deleted."""


class SheetToList(NamedTuple):
    """A sheet to come: its name, its relationship, its place among the sheets, its defined names as written, and those
    of the whole workbook among them, in lower case."""

    name: str
    relation: str
    place: int
    names: bytes
    renewed: frozenset[str] = frozenset()


def listing(package: Package, sheet: SheetToList) -> bytes:
    """The workbook part with ``sheet``, asked to compute everything anew when it is opened.

    ZipingError, naming the file, for a damaged part.
    """
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    with damage_named(package.name, package.workbook):
        splices = [
            *_entry(tree, sheet, office_namespace(package)),
            *(splice for element in tree.root.below() for splice in _moved(tree, element, sheet.place)),
            *_names(tree, sheet.names),
            *_broken(tree, sheet.renewed),
            *calculation_asked(tree, package.name),
        ]
    return spliced(tree.xml, splices)


def _entry(tree: Tree, sheet: SheetToList, office: str) -> list[Splice]:
    listed = tree.root.child("sheets")
    if listed is None:
        raise LookupError("no sheets")
    entries = [child for child in listed.children if child.name == "sheet"]
    id = max((int(entry.attributes["sheetId"]) for entry in entries), default=0) + 1
    title = escape(sheet.name).replace('"', "&quot;")
    declared, prefix = _relation_prefix(tree, office)
    entry = f'<sheet{declared} name="{title}" sheetId="{id}" {prefix}:id="{sheet.relation}"/>'.encode()
    if sheet.place == len(entries):
        return tree.appended(listed, entry)
    at = entries[sheet.place].start
    return [(at, at, entry[:1] + tree.prefix + entry[1:])]


def _relation_prefix(tree: Tree, office: str) -> tuple[str, str]:
    """The prefix that the part's root gives to relationships; where it gives none, also the declaration of one."""
    for name, value in tree.root.attributes.items():
        if name.startswith("xmlns:") and value == office:
            return "", name.removeprefix("xmlns:")
    return f' xmlns:r="{office}"', "r"


def _moved(tree: Tree, element: Element, place: int) -> list[Splice]:
    """An element that counts sheets, now that one more stands at ``place``."""
    old = tag = tree.tag(element)
    for name in _PLACES.get(element.name, ()):
        at = int(element.attributes.get(name, "0"))
        # A new first sheet is shown among the tabs; a workbook's name has no place.
        stays = at == 0 if name == "firstSheet" else name == "localSheetId" and name not in element.attributes
        if at >= place and not stays:
            tag = with_attribute(tag, name.encode(), b"%d" % (at + 1))
    return [] if tag == old else [(element.start, element.inner, tag)]


def _names(tree: Tree, names: bytes) -> list[Splice]:
    if not names:
        return []
    listed = tree.root.child("definedNames")
    if listed is not None:
        return tree.appended(listed, names)
    return tree.inserted(b"<definedNames>%b</definedNames>" % names, _BEFORE_NAMES)


def _broken(tree: Tree, renewed: frozenset[str]) -> list[Splice]:
    """Names of the whole workbook that point nowhere any more and come anew."""
    listed = tree.root.child("definedNames")
    return [
        (element.start, element.end, b"")
        for element in (listed.children if listed else ())
        if "localSheetId" not in element.attributes
        and element.attributes["name"].lower() in renewed
        and NOWHERE in tree.source(element)
    ]


def names_of(source: Package, index: int, wanted: set[str], place: int) -> bytes:
    """Defined names of a workbook that XlsxWriter made, as they are written where the sheet stands at ``place``.

    Those of its sheet ``index``, and of those of the whole workbook the ``wanted`` ones, given in lower case.
    """
    tree = Tree(source.xml(source.workbook), source.name, source.workbook)
    found = b""
    listed = tree.root.child("definedNames")
    for element in listed.children if listed else ():
        scope = element.attributes.get("localSheetId")
        if scope == str(index):
            tag = with_attribute(tree.tag(element), b"localSheetId", b"%d" % place)
            found += tag + tree.xml[element.inner : element.end]
        elif scope is None and element.attributes["name"].lower() in wanted:
            found += tree.source(element)
    return found
