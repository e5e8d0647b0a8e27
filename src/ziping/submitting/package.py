"""The package of a submitted copy: the parts that show something on kept sheets, each cleaned; nothing else.

What is followed is listed here by kind, so a kind of part that nobody thought of (macros, connections, comments,
the names of editors, what a later Excel invents) does not come along.
"""

from __future__ import annotations

from collections.abc import Mapping

from ziping.ooxml import guards
from ziping.ooxml.package import Package, Relationship, key, relationships_part
from ziping.ooxml.reach import with_lists
from ziping.ooxml.recalc import CONTENT_TYPES
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.tags import spliced, with_attribute, without_elements
from ziping.ooxml.tree import Tree
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import Attributes
from ziping.submitting.book import Keeps, plain_book, program_alone
from ziping.submitting.charts import Shows, fixed_chart
from ziping.submitting.drawings import without_actions
from ziping.submitting.photos import without_metadata
from ziping.submitting.scope import Scope
from ziping.submitting.sheetvalues import Values, values_only
from ziping.submitting.strings import without_unused
from ziping.submitting.tables import plain_table

_RICH = frozenset(("sheetMetadata", "rdRichValue", "rdRichValueStructure", "rdRichValueTypes", "richValueRel"))
"""Pictures inside cells."""
_FOLLOWED: Mapping[str, frozenset[str]] = {
    "": frozenset(("officeDocument", "extended-properties")),
    "officeDocument": frozenset(("worksheet", "chartsheet", "styles", "sharedStrings", "theme")) | _RICH,
    "worksheet": frozenset(("drawing", "table", "image", "vmlDrawing")),
    "chartsheet": frozenset(("drawing", "vmlDrawing")),
    "drawing": frozenset(
        (
            *("image", "hdphoto", "chart", "chartEx"),
            *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
        )
    ),
    "chart": frozenset(("chartStyle", "chartColorStyle", "chartUserShapes", "themeOverride", "image")),
    "chartEx": frozenset(("chartStyle", "chartColorStyle", "themeOverride", "image")),
    "chartUserShapes": frozenset(("image",)),
    "vmlDrawing": frozenset(("image",)),
    "theme": frozenset(("image",)),
    "diagramData": frozenset(("image",)),
    "diagramDrawing": frozenset(("image",)),
    "richValueRel": frozenset(("image",)),
}
_BY_KIND_ALONE = frozenset(("", "officeDocument"))
"""Parts that name what they lead to nowhere in their text."""
_IMPLICIT = frozenset(("chartStyle", "chartColorStyle", "themeOverride", "diagramDrawing"))
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


class _Copy:
    def __init__(
        self, package: Package, scope: Scope, values: Mapping[str, Values], keeps: Keeps, shows: Shows
    ) -> None:
        self.package, self._scope, self._values, self._keeps, self._shows = package, scope, values, keeps, shows
        self._sheets = {sheet.part: sheet.name for sheet in read_main(package).sheets if sheet.part}
        self.changed: dict[str, bytes] = {}
        self.kept: set[str] = set()

    def visit(self, part: str, kind: str, sheet: str) -> None:
        """Clean ``part`` and all that is to be kept below it; ``sheet`` is the one it stands on."""
        package = self.package
        sheet = self._sheets.get(part, sheet)
        xml = package.xml(part) if part and guards.is_xml(part) else b""
        if xml:
            self.kept.add(part)
            cleaned = self._cleaned(xml, part, kind, sheet)
            if cleaned != xml:
                self.changed[part] = cleaned
            xml = cleaned
        elif part:
            self.kept.add(part)
            picture = package.read(part) if kind == "image" else b""
            if (cleaned := without_metadata(picture)) != picture:
                self.changed[part] = cleaned
        followed: set[str] = set()
        for relation in package.relationships(part):
            if self._is_followed(kind, relation, xml):
                followed.add(relation.id)
                if relation.target not in self.kept:
                    self.visit(relation.target, relation.kind, sheet)
        self._list(part, followed)

    def _is_followed(self, kind: str, relation: Relationship, xml: bytes) -> bool:
        if relation.kind not in _FOLLOWED.get(kind, ()) or relation.target not in self.package.entries:
            return False
        named = any(mark % relation.id.encode() in xml for mark in (b'"%b"', b"'%b'"))
        return kind in _BY_KIND_ALONE or relation.kind in _IMPLICIT or named

    def _cleaned(self, xml: bytes, part: str, kind: str, sheet: str) -> bytes:
        name = self.package.name
        if kind == "officeDocument":
            return plain_book(xml, part, self._keeps, name)
        if kind in ("worksheet", "chartsheet"):
            return values_only(xml, part, sheet, self._scope, self._values.get(sheet, {}), name)
        if kind == "drawing":
            return without_actions(xml, part, self._scope.area(sheet), name)
        if kind in ("chart", "chartUserShapes"):
            return fixed_chart(xml, part, sheet, self._scope, self._shows, name)
        if kind == "extended-properties":
            return program_alone(xml, part, name)
        return plain_table(xml, part, name) if kind == "table" else xml

    def _list(self, part: str, followed: set[str]) -> None:
        """The relationships of ``part`` that are followed; those to files outside never are."""
        rels = relationships_part(part)
        if rels not in self.package.entries:
            return

        def is_gone(tag: str, attributes: Attributes) -> bool:
            return tag == "Relationship" and attributes.get("Id") not in followed

        self.changed[rels] = without_elements(self.package.xml(rels), self.package.name, rels, is_gone)


def plain_package(
    data: bytes, scope: Scope, values: Mapping[str, Values], keeps: Keeps, shows: Shows, *, name: str
) -> bytes:
    """``data``, which holds no other sheets than those to keep any more, as an .xlsx with values only.

    ``values`` are, by sheet, those of formula cells whose stored value is not theirs any more; ``keeps`` decides about
    defined names; ``shows`` tells what cells hold, for charts of what is gone. ``name`` is what messages call the
    workbook; raises ZipingError for a damaged one.
    """
    package = Package(data, name)
    copy = _Copy(package, scope, values, keeps, shows)
    copy.visit("", "", "")
    kept = with_lists(package, copy.kept) | {CONTENT_TYPES, relationships_part("")}
    dropped = package.entries.keys() - kept
    changed = {part: xml for part, xml in copy.changed.items() if part in kept}
    strings = package.target(package.workbook, "sharedStrings")
    if strings in copy.kept:
        sheets = [changed.get(part) or package.xml(part) for part in copy.kept if _is_sheet(package, part)]
        changed[strings] = without_unused(package.xml(strings), sheets, name, strings)
    changed[CONTENT_TYPES] = _content_types(package, dropped)
    return rewritten(package, changed, dropped)


def _is_sheet(package: Package, part: str) -> bool:
    return any(r.target == part and r.kind == "worksheet" for r in package.relationships(package.workbook))


def _content_types(package: Package, dropped: set[str]) -> bytes:
    """The list without dropped parts and the kinds of files of which none is left, the workbook as one without
    macros."""
    tree = Tree(package.xml(CONTENT_TYPES), package.name, CONTENT_TYPES)
    endings = {part.rpartition(".")[2] for part in package.entries.keys() - dropped}
    splices = []
    for child in tree.root.children:
        part = key(child.attributes.get("PartName", ""))
        ending = child.attributes.get("Extension", "").lower()
        if (child.name == "Override" and part in dropped) or (child.name == "Default" and ending not in endings):
            splices.append((child.start, child.end, b""))
        elif child.name == "Override" and part == package.workbook:
            tag = with_attribute(tree.tag(child), b"ContentType", _MAIN_TYPE.encode())
            splices.append((child.start, child.inner, tag))
    return spliced(tree.xml, splices)
