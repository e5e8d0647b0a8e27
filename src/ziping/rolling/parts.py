"""What stands on kept sheets beside their cells, without what it took from sheets that go: charts, shapes, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from ziping.errors import ZipingError
from ziping.ooxml.tags import Splice, spliced, with_attribute, without_attributes
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import escape, unescape
from ziping.rolling.detached import formula_of, renamed_formulas
from ziping.rolling.gone import Gone
from ziping.submitting.charts import fixed_chart

TOLD = {
    "图表": "数据取自旧表，只留图上的数值",
    "文本框": "文字取自旧表，只留文字",
    "表格（列表）": "整列公式指向旧表，没有带来",
    "数据透视表": "数据取自旧表，只留上次的结果",
}
"""What is told of things on a kept sheet that took something from sheets that go."""
_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
_REFERENCES = ("f", "FmlaLink", "FmlaRange", "FmlaTxbx")
_CONTROLS = ("fmlaLink", "fmlaRange", "fmlaTxbx")


Held = Callable[[str], Sequence[Decimal | str | None] | None]
"""What the cells of a reference hold, None where it is no such reference or nothing is known."""


def part_detached(xml: bytes, part: str, kind: str, sheet: str, gone: Gone, held: Held, name: str) -> tuple[bytes, str]:
    """A part of the sheet so called, and of what there is to tell (a key of TOLD, "" for nothing). ``kind`` is that of
    its relationship.

    Raises ZipingError where it cannot be without the sheets that go, and for a damaged part.
    """
    if kind == "chart":
        return _chart(xml, part, sheet, gone, held, name)
    tree = Tree(xml, name, part)
    if kind == "drawing":
        return _shapes(tree, sheet, gone)
    if kind == "table":
        return _table(tree, sheet, gone)
    if kind == "pivotCacheDefinition":
        return _pivot(tree, gone)
    if any(not gone.keeps(text, sheet) or gone.rewritten(text) != text for text in _references(tree)):
        raise ZipingError(f"“{sheet}”里有控件或新式图表取自旧表的单元格")
    return xml, ""


def _chart(xml: bytes, part: str, sheet: str, gone: Gone, held: Held, name: str) -> tuple[bytes, str]:
    tree = Tree(xml, name, part)
    texts = [formula_of(xml, e.inner, e.close) for e in tree.root.below() if e.local_name == "f"]
    if all(gone.keeps(text, sheet) for text in texts):
        return spliced(xml, renamed_formulas(tree, tree.root, gone)), ""
    xml = fixed_chart(xml, part, sheet, gone, held, name)
    tree = Tree(xml, name, part)
    return spliced(xml, renamed_formulas(tree, tree.root, gone)), "图表"


def _shapes(tree: Tree, sheet: str, gone: Gone) -> tuple[bytes, str]:
    """Shapes that show the text of a cell keep the text."""
    splices: list[Splice] = []
    told = ""
    for element in tree.root.below():
        link = unescape(element.attributes.get("textlink", ""))
        if link and not gone.keeps(link, sheet):
            splices.append((element.start, element.inner, without_attributes(tree.tag(element), [b"textlink"])))
            told = "文本框"
        elif link and (new := gone.rewritten(link)) != link:
            splices.append((element.start, element.inner, _with(tree, element, "textlink", new)))
    return spliced(tree.xml, splices), told


def _table(tree: Tree, sheet: str, gone: Gone) -> tuple[bytes, str]:
    splices: list[Splice] = []
    told = ""
    for element in tree.root.below():
        if element.name in _TABLE_FORMULAS:
            text = formula_of(tree.xml, element.inner, element.close)
            if not gone.keeps(text, sheet):
                splices.append((element.start, element.end, b""))
                told = "表格（列表）"
            elif (new := gone.rewritten(text)) != text:
                splices.append((element.inner, element.close, escape(new).encode()))
    return spliced(tree.xml, splices), told


def _pivot(tree: Tree, gone: Gone) -> tuple[bytes, str]:
    """Where a pivot table takes its data from; it keeps what it showed last."""
    for element in tree.root.below():
        source = unescape(element.attributes.get("sheet", ""))
        if element.name == "worksheetSource" and source:
            if not gone.keeps(f"'{source.replace(chr(39), chr(39) * 2)}'!A1", ""):
                return tree.xml, "数据透视表"
            if (new := gone.title(source)) != source:
                return spliced(tree.xml, [(element.start, element.inner, _with(tree, element, "sheet", new))]), ""
    return tree.xml, ""


def _references(tree: Tree) -> Iterator[str]:
    for element in (tree.root, *tree.root.below()):
        if element.local_name in _REFERENCES:
            yield formula_of(tree.xml, element.inner, element.close)
        yield from (unescape(element.attributes[key]) for key in _CONTROLS if key in element.attributes)


def _with(tree: Tree, element: Element, attribute: str, text: str) -> bytes:
    return with_attribute(tree.tag(element), attribute.encode(), escape(text).replace('"', "&quot;").encode())
