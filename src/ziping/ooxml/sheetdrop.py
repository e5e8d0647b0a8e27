"""A workbook without some of its sheets; what only they used goes with them, everything else keeps its bytes."""

from __future__ import annotations

from collections.abc import Collection

from ziping.ooxml.formulas import sheets_in
from ziping.ooxml.package import Package, Relationship, relationships_part
from ziping.ooxml.reach import content_types_without, reachable, with_lists
from ziping.ooxml.recalc import CONTENT_TYPES, without_calculation_chain
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.tags import Splice, spliced, with_attribute, without_elements
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import Attributes, damage_named, unescape

_VISIBLE = "visible"


def without_sheets(data: bytes, sheets: Collection[str], *, name: str = "工作簿", others_come: bool = False) -> bytes:
    """``data`` without the sheets of these names and without the defined names that belong or point to them.

    Formulas that refer to them are left as they are: whoever calls makes sure that there are none. The sheet on which
    the workbook opens is the first visible one where it was dropped. Nothing to drop gives ``data`` itself. ``name`` is
    what messages call it. ValueError where no visible sheet would be left, unless ``others_come``: then nobody can open
    the file before it gets other sheets; ZipingError for a damaged ``data``.
    """
    package = Package(data, name)
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    with damage_named(name, package.workbook):
        entries = _entries(tree)
    titles = [unescape(entry.attributes["name"]) for entry in entries]
    gone = {index for index, title in enumerate(titles) if title in sheets}
    if not gone:
        return data
    if not others_come and not any(_is_visible(entry) for index, entry in enumerate(entries) if index not in gone):
        raise ValueError("no visible sheet would be left")
    relations = {_relation(entries[index]) for index in gone}
    dropped = _parts(package, relations)
    chain, chain_parts = without_calculation_chain(package)
    rels = relationships_part(package.workbook)

    def is_gone(tag: str, attributes: Attributes) -> bool:
        return tag == "Relationship" and attributes.get("Id") in relations

    workbook = spliced(tree.xml, [*_dropped(entries, gone), *_names(tree, titles, gone), *_views(tree, entries, gone)])
    changed = {
        package.workbook: workbook,
        rels: without_elements(chain.get(rels, package.xml(rels)), name, rels, is_gone),
        CONTENT_TYPES: content_types_without(package, dropped | chain_parts),
    }
    return rewritten(package, changed, dropped | chain_parts)


def _entries(tree: Tree) -> list[Element]:
    listed = tree.root.child("sheets")
    if listed is None:
        raise LookupError("no sheets")
    return [child for child in listed.children if child.name == "sheet"]


def _relation(entry: Element) -> str:
    return next(value for key, value in entry.attributes.items() if key.endswith(":id"))


def _is_visible(entry: Element) -> bool:
    return entry.attributes.get("state", _VISIBLE) == _VISIBLE


def _parts(package: Package, relations: set[str]) -> set[str]:
    """The sheets' parts, what is reached through them alone, and the relationships of both."""

    def kept(part: str, relation: Relationship) -> bool:
        return part != package.workbook or relation.id not in relations

    return with_lists(package, reachable(package, lambda *_: True) - reachable(package, kept))


def _dropped(entries: list[Element], gone: set[int]) -> list[Splice]:
    return [(entries[index].start, entries[index].end, b"") for index in gone]


def _names(tree: Tree, titles: list[str], gone: set[int]) -> list[Splice]:
    """Names that belong to a dropped sheet or point to one go; those of later sheets follow their sheet."""
    listed = tree.root.child("definedNames")
    lost = {titles[index].lower() for index in gone}
    splices: list[Splice] = []
    left = 0
    for element in listed.children if listed else ():
        scope = element.attributes.get("localSheetId")
        if (scope is not None and int(scope) in gone) or sheets_in(unescape(element.text)) & lost:
            splices.append((element.start, element.end, b""))
            continue
        left += 1
        if scope is not None and (place := _moved(int(scope), gone)) != int(scope):
            tag = with_attribute(tree.tag(element), b"localSheetId", b"%d" % place)
            splices.append((element.start, element.inner, tag))
    if listed is not None and not left:
        return [(listed.start, listed.end, b"")]
    return splices


def _views(tree: Tree, entries: list[Element], gone: set[int]) -> list[Splice]:
    """Which tab is open, and which is the first that shows."""
    kept = [index for index in range(len(entries)) if index not in gone]
    visible = [index for index in kept if _is_visible(entries[index])] or kept or [0]
    splices: list[Splice] = []
    for view in (element for element in tree.root.below() if element.name == "workbookView"):
        active = int(view.attributes.get("activeTab", "0"))
        active = active if active in visible else visible[0]
        first = _moved(int(view.attributes.get("firstSheet", "0")), gone)
        tag = with_attribute(tree.tag(view), b"activeTab", b"%d" % _moved(active, gone))
        if "firstSheet" in view.attributes:
            tag = with_attribute(tag, b"firstSheet", b"%d" % min(first, _moved(visible[0], gone)))
        splices.append((view.start, view.inner, tag))
    return splices


def _moved(index: int, gone: set[int]) -> int:
    """The place of a sheet once those before it are gone."""
    return index - sum(other < index for other in gone)
