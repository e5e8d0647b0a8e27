"""A kept worksheet without what it took from sheets that go: formulas become their values, rules go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from html import unescape as entities

from ziping.domain.rollover import Change
from ziping.domain.snapshot import Sheet, address
from ziping.ooxml.cellxml import changed_cell
from ziping.ooxml.layout import CellSpan, Layout, Position
from ziping.ooxml.tags import Splice, spliced, with_attribute, without_attributes
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import escape, unescape
from ziping.rolling.gone import Gone

NOTE = "公式指向旧表，只留数值"
_UNKNOWN = "公式指向旧表，文件里没有存它的数值，请自己填"
_HAS_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:ormula[12]?)?[\s>]")
_CELL_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^<>]*)?>([^<]+)<")
_LISTS = ("conditionalFormatting", "dataValidations")
_RULES = {"conditionalFormatting": "条件格式", "dataValidations": "数据有效性", "extLst": "条件格式、有效性或迷你图"}
_FORMULAS = ("f", "formula", "formula1", "formula2")

Shows = Callable[[str], Decimal | str | None]
"""What the one cell of a reference holds, None where it is no such reference or the cell is empty."""


def detached(xml: bytes, part: str, sheet: Sheet, gone: Gone, shows: Shows, name: str) -> tuple[bytes, list[Change]]:
    """The part of ``sheet``, and what is told about it. Raises ZipingError for a damaged part; ``name`` is what
    messages call the workbook."""
    splices: list[Splice] = []
    told: list[Change] = []
    tree = Tree(xml, name, part, closed={"sheetData"})
    if _HAS_FORMULA.search(xml):
        told_of = _cells(Layout(xml, name, part), sheet, gone, shows) if _is_touched(xml, sheet.name, gone) else ()
        for splice, change in told_of:
            splices.append(splice)
            told += [change] if change else []
        for child in tree.root.children:
            if child.name in (*_LISTS, "extLst"):
                found = _rules(tree, child, sheet.name, gone)
                if any(not new for start, end, new in found if tree.xml[start:end].strip()):
                    what = _RULES[child.name]
                    told.append(Change("fixed", sheet.name, what, "", note=f"有{what}指向旧表，没有带来"))
                splices += found
    splices += _unselected(tree)
    splices += _links(tree, gone)
    return spliced(xml, splices), told


def _is_touched(xml: bytes, sheet: str, gone: Gone) -> bool:
    """Whether a formula of the sheet's cells changes: only then it matters where the cells stand."""
    formulas = {unescape(entities(text.decode())) for text in _CELL_FORMULA.findall(xml)}
    return any(not gone.keeps(text, sheet) or gone.rewritten(text) != text for text in formulas)


def formula_of(xml: bytes, start: int, end: int) -> str:
    """The text of a formula that stands at a place."""
    return unescape(entities(xml[start:end].decode()))


def _cells(layout: Layout, sheet: Sheet, gone: Gone, shows: Shows) -> Iterator[tuple[Splice, Change | None]]:
    xml = layout.xml
    lost: set[str] = set()
    for cell in layout.cells.values():
        if cell.formula and "si" in cell.formula_attributes:
            text = formula_of(xml, cell.formula.inner, cell.formula.close)
            if text and not gone.keeps(text, sheet.name):
                lost.add(cell.formula_attributes["si"])
    for at, cell in layout.cells.items():
        if cell.formula is None:
            continue
        text = formula_of(xml, cell.formula.inner, cell.formula.close)
        if cell.formula_attributes.get("si") in lost or (text and not gone.keeps(text, sheet.name)):
            yield _valued(layout, at, cell, sheet, shows)
        elif (new := gone.rewritten(text)) != text:
            yield (cell.formula.inner, cell.formula.close, escape(new).encode()), None


def _valued(layout: Layout, at: Position, cell: CellSpan, sheet: Sheet, shows: Shows) -> tuple[Splice, Change]:
    """A cell with the value that its formula gave."""
    assert cell.formula is not None  # noqa: S101 - asked before
    xml, prefix, note = layout.xml, layout.prefix, NOTE
    known = sheet.cells.get(at)
    formula = (known.formula if known else None) or formula_of(xml, cell.formula.inner, cell.formula.close)
    formula = formula.removeprefix("=")
    stored = formula_of(xml, cell.value[0].inner, cell.value[0].close) if cell.value else ""
    tag = without_attributes(xml[cell.start : cell.inner], [b"cm"])
    is_text = b't="str"' in tag or b"t='str'" in tag
    if stored and not is_text:
        shown: Decimal | str | None = (known.error or known.text) if known else stored
        new = tag + xml[cell.inner : cell.formula.start] + xml[cell.formula.end : cell.end]
    else:
        shown = stored if is_text else shows(formula)
        note = NOTE if shown is not None else _UNKNOWN
        new = changed_cell(xml, cell, prefix, address(*at), shown, False, formula=b"", computed=False)
    text = "" if shown is None else str(shown)
    return (cell.start, cell.end, new), Change(
        "fixed", f"{sheet.name}!{address(*at)}", "公式", f"={formula}", text, note
    )


def _rules(tree: Tree, holder: Element, sheet: str, gone: Gone) -> list[Splice]:
    """What is left of a list of rules; of an extension, all its rules or none where it is no list of them."""
    if holder.name in _LISTS:
        return _members(tree, holder, holder.children, sheet, gone)
    splices: list[Splice] = []
    gone_whole = 0
    for extension in holder.children:
        for group in extension.children:
            found = _members(tree, extension, group.children, sheet, gone, group)
            splices += found
            gone_whole += any(start == extension.start for start, _, _ in found)
    return [(holder.start, holder.end, b"")] if gone_whole == len(holder.children) > 0 else splices


def _members(
    tree: Tree, holder: Element, members: list[Element], sheet: str, gone: Gone, counted: Element | None = None
) -> list[Splice]:
    counted = counted or holder
    lost = [member for member in members if not all(gone.keeps(text, sheet) for _, text in _formulas(tree, member))]
    if lost and len(lost) == len(members):
        return [(holder.start, holder.end, b"")]
    splices: list[Splice] = [(member.start, member.end, b"") for member in lost]
    if lost and "count" in counted.attributes:
        tag = with_attribute(tree.tag(counted), b"count", b"%d" % (len(members) - len(lost)))
        splices.append((counted.start, counted.inner, tag))
    for member in members:
        if member not in lost:
            splices += renamed_formulas(tree, member, gone)
    return splices


def _formulas(tree: Tree, element: Element) -> Iterator[tuple[Element, str]]:
    for below in (element, *element.below()):
        if below.local_name in _FORMULAS and not below.children:
            yield below, formula_of(tree.xml, below.inner, below.close)


def renamed_formulas(tree: Tree, element: Element, gone: Gone) -> Iterator[Splice]:
    """Formulas in ``element`` with the new titles of sheets."""
    for below, text in _formulas(tree, element):
        if (new := gone.rewritten(text)) != text:
            yield below.inner, below.close, escape(new).encode()


def _unselected(tree: Tree) -> Iterator[Splice]:
    """The workbook opens on another sheet: two selected ones would be edited together."""
    views = tree.root.child("sheetViews")
    for view in views.children if views else ():
        if view.attributes.get("tabSelected") in ("1", "true"):
            yield view.start, view.inner, without_attributes(tree.tag(view), [b"tabSelected"])


def _links(tree: Tree, gone: Gone) -> Iterator[Splice]:
    """Links to cells of renamed sheets."""
    listed = tree.root.child("hyperlinks")
    for link in listed.children if listed else ():
        old = unescape(link.attributes.get("location", ""))
        if (new := gone.rewritten(old)) != old:
            location = escape(new).replace('"', "&quot;").encode()
            yield link.start, link.inner, with_attribute(tree.tag(link), b"location", location)
