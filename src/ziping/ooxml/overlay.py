"""Cells of one workbook put over the same cells of another, with their styles, widths, entry rules and names.

Everything else in the sheets keeps its bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ziping.domain.snapshot import CellEdit, position
from ziping.errors import ZipingError
from ziping.ooxml.layout import Layout, Position
from ziping.ooxml.namespaces import translation
from ziping.ooxml.newparts import additions
from ziping.ooxml.package import Package
from ziping.ooxml.recalc import BEFORE_CALCULATION
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.sheetcopy import SheetCopy
from ziping.ooxml.sheetlist import names_of
from ziping.ooxml.sheetpatch import SheetPatch
from ziping.ooxml.stylesheet import StyleTransfer, style_transfer
from ziping.ooxml.tags import Splice, prefixed, spliced, with_attribute
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.workbook import Workbook, read_main
from ziping.ooxml.xml import unescape

# What stands before columns, and before entry rules, in a worksheet (ECMA-376 Part 1, 18.3.1.99).
_BEFORE_COLUMNS = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr")
_BEFORE_RULES = (
    *(*_BEFORE_COLUMNS, "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios"),
    *("autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
    *("conditionalFormatting", "dataValidations"),
)
_BEFORE_NAMES = BEFORE_CALCULATION[:-1]


def overlay(data: bytes, donor: bytes, sheets: Collection[str], *, name: str = "工作簿") -> bytes:
    """``data`` with what the sheets of ``donor`` of the same names hold: their cells, also empty ones with a style,
    over its own; the widths of the columns of these cells; their entry rules, unless it has one over the same area;
    their names in place of its own. No sheet gives ``data`` itself.

    ``donor`` is made by XlsxWriter, holds no formulas and no merged cells; ``name`` is what messages call ``data``.
    ZipingError where ``data`` lacks a sheet, is damaged, or a merged cell of its own covers one of the cells.
    """
    if not sheets:
        return data
    package, source = Package(data, name), Package(donor, "donor")
    book, theirs = read_main(package), read_main(source)
    styles = style_transfer(package, source)
    changed: dict[str, bytes] = {}
    for sheet in sheets:
        part = _part(book, sheet, name)
        changed[part] = _overlaid(package, part, source, _part(theirs, sheet, "donor"), styles, sheet)
    wanted = {sheet: _own_names(source, book, theirs, sheet) for sheet in sheets}
    changed[package.workbook] = _with_names(package, b"".join(wanted.values()))
    lists, added, _ = additions(package, styles)
    return rewritten(package, changed | lists, added=added)


def _part(book: Workbook, sheet: str, name: str) -> str:
    part = next((entry.part for entry in book.sheets if entry.name == sheet), None)
    if part is None:
        raise ZipingError(f"“{name}”里没有名为“{sheet}”的工作表，请核对表名是否被改过")
    return part


def _overlaid(package: Package, part: str, source: Package, theirs: str, styles: StyleTransfer, sheet: str) -> bytes:
    copy = SheetCopy(source, theirs).written(styles, translation(package))
    tree = Tree(copy, "donor", theirs)
    cells = {position(cell.attributes["r"]): tree.source(cell) for cell in tree.root.below() if cell.name == "c"}
    patch = _CellOverlay(Layout(package.xml(part), package.name, part), cells, package.name, sheet)
    xml = patch.apply()
    mine = Tree(xml, package.name, part, closed={"sheetData"})
    return spliced(xml, [*_columns(mine, tree, {column for _, column in cells}), *_rules(mine, tree)])


class _CellOverlay(SheetPatch):
    """Writes cells as they are given, instead of values into cells as they are."""

    def __init__(self, layout: Layout, cells: Mapping[Position, bytes], name: str, sheet: str) -> None:
        edits = {at: CellEdit(sheet, *at, "x") for at in cells}
        super().__init__(layout, edits, name, date1904=False)
        self._cells = {at: prefixed(cell, layout.prefix) for at, cell in cells.items()}

    def _changed(self, at: Position, edit: CellEdit) -> bytes:  # noqa: ARG002 - the cell is given as a whole
        return self._cells[at]

    def _new(self, row: int, column: int, style: str | None) -> bytes:  # noqa: ARG002
        return self._cells[row, column]


def _columns(mine: Tree, theirs: Tree, wanted: Collection[int]) -> list[Splice]:
    """The widths of the ``wanted`` columns, in the place of those that the sheet has."""
    stated, own = theirs.root.child("cols"), mine.root.child("cols")
    new: dict[int, bytes] = {}
    for column in stated.children if stated else ():
        tag = theirs.source(column) if own is None else prefixed(theirs.source(column), mine.prefix)
        span = range(int(column.attributes["min"]), int(column.attributes["max"]) + 1)
        new |= {number: _spanning(tag, number, number) for number in span if number in wanted}
    if not new:
        return []
    pieces = [
        *new.items(),
        *(piece for column in (own.children if own else ()) for piece in _without(mine, column, new)),
    ]
    content = b"".join(tag for _, tag in sorted(pieces))
    if own is None:
        return mine.inserted(b"<cols>%b</cols>" % content, _BEFORE_COLUMNS)
    return [(own.inner, own.close, content)]


def _without(mine: Tree, column: Element, new: Mapping[int, bytes]) -> list[tuple[int, bytes]]:
    """What is left of a range of columns that others take a part of."""
    tag = mine.source(column)
    first, last = int(column.attributes["min"]), int(column.attributes["max"])
    taken = sorted(number for number in new if first <= number <= last)
    found, start = [], first
    for number in [*taken, last + 1]:
        if start < number:
            found.append((start, _spanning(tag, start, number - 1)))
        start = number + 1
    return found


def _spanning(tag: bytes, first: int, last: int) -> bytes:
    return with_attribute(with_attribute(tag, b"min", b"%d" % first), b"max", b"%d" % last)


def _rules(mine: Tree, theirs: Tree) -> list[Splice]:
    """The donor's entry rules behind those of the sheet."""
    stated, own = theirs.root.child("dataValidations"), mine.root.child("dataValidations")
    there = {rule.attributes.get("sqref") for rule in own.children} if own else set()
    new = [rule for rule in stated.children if rule.attributes.get("sqref") not in there] if stated else []
    content = b"".join(theirs.source(rule) for rule in new)
    if not content:
        return []
    if own is None:
        return mine.inserted(b'<dataValidations count="%d">%b</dataValidations>' % (len(new), content), _BEFORE_RULES)
    return mine.appended(own, content, {b"count": b"%d" % (len(own.children) + len(new))})


def _own_names(source: Package, book: Workbook, theirs: Workbook, sheet: str) -> bytes:
    """The donor's names of a sheet, as they are written in the workbook."""
    index = next(number for number, entry in enumerate(theirs.sheets) if entry.name == sheet)
    place = next(number for number, entry in enumerate(book.sheets) if entry.name == sheet)
    return names_of(source, index, set(), place)


def _with_names(package: Package, names: bytes) -> bytes:
    """The workbook part with these names; one that a sheet has already says the new thing from now on."""
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    if not names:
        return tree.xml
    listed = tree.root.child("definedNames")
    if listed is None:
        return spliced(tree.xml, tree.inserted(b"<definedNames>%b</definedNames>" % names, _BEFORE_NAMES))
    new = {_label(child) for child in Tree(b"<x>%b</x>" % names, "donor", "names").root.children}
    gone = [(child.start, child.end, b"") for child in listed.children if _label(child) in new]
    return spliced(tree.xml, [*gone, *tree.appended(listed, names)])


def _label(name: Element) -> tuple[str, str | None]:
    return unescape(name.attributes["name"]).lower(), name.attributes.get("localSheetId")
