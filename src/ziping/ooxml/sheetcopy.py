"""A worksheet part of one workbook as it reads in another: styles by new index, texts written inline."""

from __future__ import annotations

from ziping.ooxml.package import Package, relationships_part
from ziping.ooxml.stylesheet import StyleTransfer
from ziping.ooxml.tags import Splice, spliced, with_attribute, without_attributes
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import unescape

# Elements whose text is a formula, also those of extensions.
_FORMULAS = ("f", "formula", "formula1", "formula2")
# Attributes that hold the index of a cell style, by element.
_STYLES = {"c": "s", "row": "s", "col": "style"}
# Attributes that hold only in the workbook they come from: which sheets are selected, which macros belong to one,
# and the list of dynamic arrays, without which a formula is an array formula of the old kind.
_LEFT_BEHIND = {"sheetView": "tabSelected", "sheetPr": "codeName", "c": "cm"}


class SheetCopy:
    """A worksheet of a workbook that XlsxWriter made.

    ValueError for a sheet with parts of its own (drawings, hyperlinks, comments, tables), unless they come along
    (``linked``), or with values that other parts describe (pictures in cells).
    """

    def __init__(self, package: Package, part: str, *, linked: bool = False) -> None:
        if relationships_part(part) in package.entries and not linked:
            raise ValueError(f"{part} refers to other parts")
        self._tree = Tree(package.xml(part), package.name, part)
        self._elements = [self._tree.root, *self._tree.root.below()]
        if self._tree.prefix or any("vm" in element.attributes for element in self._elements):
            raise ValueError(f"{part} is not of a kind that can be copied")
        self._strings = _strings(package)

    def formulas(self) -> list[str]:
        """Every formula of the sheet without “=”: of cells, conditions and entry rules."""
        return [unescape(element.text) for element in self._elements if element.local_name in _FORMULAS]

    def written(self, styles: StyleTransfer, namespaces: dict[str, str]) -> bytes:
        """The part for the other workbook; ``namespaces`` replace those the sheet is written in."""
        splices: list[Splice] = []
        for element in self._elements:
            old = self._tree.tag(element)
            tag = self._rewritten(element, old, styles)
            if element is self._tree.root:
                for before, after in namespaces.items():
                    tag = tag.replace(b'"%b"' % before.encode(), b'"%b"' % after.encode())
            if tag != old:
                splices.append((element.start, element.inner, tag))
            if element.name == "c" and element.attributes.get("t") == "s":
                splices += (self._inline(child) for child in element.children if child.name == "v")
        return spliced(self._tree.xml, splices)

    def _rewritten(self, element: Element, tag: bytes, styles: StyleTransfer) -> bytes:
        stated = element.attributes
        style = _STYLES.get(element.name, "")
        if style in stated:
            tag = with_attribute(tag, style.encode(), b"%d" % styles.cell(int(stated[style])))
        if "dxfId" in stated:
            tag = with_attribute(tag, b"dxfId", b"%d" % styles.rule(int(stated["dxfId"])))
        if element.name == "c" and stated.get("t") == "s":
            tag = with_attribute(tag, b"t", b"inlineStr")
        left = _LEFT_BEHIND.get(element.name, "")
        return without_attributes(tag, [left.encode()]) if left in stated else tag

    def _inline(self, value: Element) -> Splice:
        return value.start, value.end, b"<is>%b</is>" % self._strings[int(value.text)]


def _strings(package: Package) -> list[bytes]:
    """The inside of every shared string, as it is written."""
    part = package.target(package.workbook, "sharedStrings")
    if part is None:
        return []
    tree = Tree(package.xml(part), package.name, part, closed={"si"})
    return [tree.xml[item.inner : item.close] for item in tree.root.children]
