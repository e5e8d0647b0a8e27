"""One worksheet part as values only: no formulas, nothing outside its area, nothing that refers to what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from html import unescape as entities

from ziping.domain.snapshot import address
from ziping.ooxml.cellxml import changed_cell
from ziping.ooxml.formulas import position, rectangle
from ziping.ooxml.layout import CellSpan, Layout, Position, Rectangle
from ziping.ooxml.tags import Splice, spliced, with_attribute, without_attributes
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import unescape
from ziping.submitting.scope import Scope, cut, within

Values = Mapping[Position, Decimal | str]

_DROPPED = frozenset(
    (
        *("dimension", "sheetCalcPr", "protectedRanges", "scenarios", "dataConsolidate", "customSheetViews"),
        *("customProperties", "cellWatches", "smartTags", "legacyDrawing", "oleObjects", "controls"),
        *("webPublishItems", "AlternateContent"),
    )
)
"""Personal views, hidden alternatives, comments' shapes, controls, and what looks things up elsewhere."""
_LISTS = ("conditionalFormatting", "dataValidations", "hyperlinks", "mergeCells", "cols")
_FORMULAS = ("formula", "formula1", "formula2", "f")


def values_only(xml: bytes, part: str, sheet: str, scope: Scope, values: Values, name: str) -> bytes:
    """The part of ``sheet`` for the copy. ``values`` are those of formula cells whose stored value is not theirs any
    more. ``name`` is what messages call the workbook; raises ZipingError for a damaged part."""
    layout = Layout(xml, name, part)
    tree = Tree(xml, name, part, closed={"sheetData"})
    area = scope.area(sheet)
    splices = [*_cells(layout, area, values), *_elements(tree, sheet, scope, area)]
    return spliced(xml, splices)


def _cells(layout: Layout, area: Rectangle | None, values: Values) -> Iterator[Splice]:
    for row in layout.rows:
        if area and not area[0] <= row.number <= area[2]:
            yield row.start, row.end, b""
            continue
        for column, cell in row.cells:
            at = row.number, column
            if not within(at, area):
                yield cell.start, cell.end, b""
                continue
            new = _cell(layout, at, cell, values)
            if new is not None:
                yield cell.start, cell.end, new


def _cell(layout: Layout, at: Position, cell: CellSpan, values: Values) -> bytes | None:
    """A cell as its value; None where it is that already."""
    xml = layout.xml
    tag = xml[cell.start : cell.inner]
    if at in values or is_text_result(tag):
        value: Decimal | str = values[at] if at in values else _text(xml, cell)
        return changed_cell(xml, cell, layout.prefix, address(*at), value, False, formula=b"", computed=False)
    bare = without_attributes(tag, [b"cm"])
    if cell.formula is None:
        return None if bare == tag else bare + xml[cell.inner : cell.end]
    return bare + xml[cell.inner : cell.formula.start] + xml[cell.formula.end : cell.end]


def is_text_result(tag: bytes) -> bool:
    """Whether a cell's tag says that a formula gave its text."""
    return b't="str"' in tag or b"t='str'" in tag


def _text(xml: bytes, cell: CellSpan) -> str:
    stored = b"".join(xml[span.inner : span.close] for span in cell.value).decode()
    return unescape(entities(stored))


def _elements(tree: Tree, sheet: str, scope: Scope, area: Rectangle | None) -> Iterator[Splice]:
    for child in tree.root.children:
        if child.local_name in _DROPPED:
            yield child.start, child.end, b""
        elif child.name == "sheetPr":
            yield child.start, child.inner, without_attributes(tree.tag(child), [b"codeName"])
        elif child.name == "pageSetup":
            links = [key.encode() for key in child.attributes if key.endswith(":id")]
            yield child.start, child.inner, without_attributes(tree.tag(child), links)
        elif child.name == "sheetViews":
            yield from _views(tree, child, area)
        elif child.name == "extLst":
            yield from _extensions(tree, child, sheet, scope, area)
        elif child.name in _LISTS:
            yield from _list(tree, child, sheet, scope, area)


def _views(tree: Tree, holder: Element, area: Rectangle | None) -> Iterator[Splice]:
    """The sheet opens where there is something to see."""
    for element in holder.below():
        stated = element.attributes
        if element.name == "selection":
            cells = f"{stated.get('activeCell', 'A1')} {stated.get('sqref', 'A1')}"
            if any(not cut(cell, area) for cell in cells.split()):
                yield element.start, element.end, b""
        elif "topLeftCell" in stated and not within(position(stated["topLeftCell"]), area):
            yield element.start, element.inner, without_attributes(tree.tag(element), [b"topLeftCell"])


def _extensions(tree: Tree, holder: Element, sheet: str, scope: Scope, area: Rectangle | None) -> list[Splice]:
    """What is left of the rules, entry rules and sparklines of Excel 2010; of what has no members, all or nothing."""
    left, splices = 0, list[Splice]()
    for extension in holder.children:
        items = [item for members in extension.children for item in members.children] or [extension]
        lost = [item for item in items if not _is_kept(item, sheet, scope, area)]
        if len(lost) == len(items):
            splices.append((extension.start, extension.end, b""))
            continue
        left += 1
        splices += [(item.start, item.end, b"") for item in lost]
        for members in extension.children if lost else ():
            if "count" in members.attributes:
                tag = with_attribute(tree.tag(members), b"count", b"%d" % (len(items) - len(lost)))
                splices.append((members.start, members.inner, tag))
    return splices if left else [(holder.start, holder.end, b"")]


def _list(tree: Tree, holder: Element, sheet: str, scope: Scope, area: Rectangle | None) -> list[Splice]:
    """What is left of a list; nothing of it where none of its members is."""
    left, splices = 0, list[Splice]()
    if holder.name == "conditionalFormatting":
        kept = cut(holder.attributes.get("sqref", ""), area)
        if not kept:
            return [(holder.start, holder.end, b"")]
        splices.append((holder.start, holder.inner, with_attribute(tree.tag(holder), b"sqref", kept.encode())))
    for member in holder.children:
        tag = _member(tree, member, holder.name, sheet, scope, area)
        if tag is None:
            splices.append((member.start, member.end, b""))
            continue
        left += 1
        if tag != tree.tag(member):
            splices.append((member.start, member.inner, tag))
    if not left:
        return [(holder.start, holder.end, b"")]
    if "count" in holder.attributes:
        splices.append((holder.start, holder.inner, with_attribute(tree.tag(holder), b"count", b"%d" % left)))
    return splices


def _member(tree: Tree, member: Element, kind: str, sheet: str, scope: Scope, area: Rectangle | None) -> bytes | None:
    """A member's tag from now on, None where it goes."""
    tag, stated = tree.tag(member), member.attributes
    if kind == "cols":
        return _column(tag, stated, area)
    if kind == "mergeCells":
        top, left, bottom, right = rectangle(stated["ref"])
        return tag if within((top, left), area) and within((bottom, right), area) else None
    if kind == "hyperlinks":
        linked = any(key.endswith(":id") for key in stated)
        target = unescape(stated.get("location", ""))
        kept = not linked and cut(stated["ref"], area) and scope.keeps(target, sheet)
        return tag if kept else None
    if kind == "dataValidations" and not cut(stated.get("sqref", ""), area):
        return None
    if not _is_kept(member, sheet, scope, area):
        return None
    return with_attribute(tag, b"sqref", cut(stated["sqref"], area).encode()) if kind == "dataValidations" else tag


def _is_kept(item: Element, sheet: str, scope: Scope, area: Rectangle | None) -> bool:
    """Whether a rule, with all in it, refers to nothing that is gone and holds for cells that are kept."""
    inside = [item, *item.below()]
    texts = [unescape(element.text) for element in inside if element.local_name in _FORMULAS]
    places = [unescape(element.text) for element in inside if element.local_name == "sqref"]
    linked = any(key.endswith(":id") for element in inside for key in element.attributes)
    return not linked and all(scope.keeps(text, sheet) for text in texts) and all(cut(p, area) for p in places)


def _column(tag: bytes, stated: Mapping[str, str], area: Rectangle | None) -> bytes | None:
    if area is None or int(stated["max"]) <= area[3]:
        return tag
    return None if int(stated["min"]) > area[3] else with_attribute(tag, b"max", b"%d" % area[3])
