"""The line under a form that was submitted although errors were left in it."""

from __future__ import annotations

import io
from collections.abc import Mapping

import xlsxwriter

from ziping.domain.snapshot import address
from ziping.forms.layout import lines, span
from ziping.forms.links import quoted
from ziping.ooxml.cellxml import new_cell
from ziping.ooxml.layout import Layout, Rectangle
from ziping.ooxml.newparts import additions
from ziping.ooxml.package import Package
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.stylesheet import StyleTransfer, style_transfer
from ziping.ooxml.tags import Splice, is_empty, opened, spliced
from ziping.ooxml.tree import Tree
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import escape, unescape
from ziping.submitting.plan import PRINT_AREA

_STYLE = {
    "font_name": "宋体", "font_size": 10.5, "bold": True, "font_color": "#B71C1C", "text_wrap": True,
    "align": "left", "valign": "vcenter",
}  # fmt: skip
_LINE, _PADDING = 15.0, 9.0


def with_notices(data: bytes, notices: Mapping[str, tuple[Rectangle, str]], *, name: str) -> bytes:
    """``data`` with a line below the last printed row of sheets, inside the print area; by sheet, the area that prints
    and the text. The row below the area is empty. ``name`` is what messages call the workbook."""
    package = Package(data, name)
    donor = Package(_donor(), "donor")
    styles = style_transfer(package, donor)
    style = _style(donor, styles)
    changed: dict[str, bytes] = {}
    for entry in read_main(package).sheets:
        if entry.name in notices and entry.part is not None:
            area, text = notices[entry.name]
            changed[entry.part] = _with_line(package.xml(entry.part), entry.part, name, area, text, style)
    changed[package.workbook] = _wider(package, notices)
    lists, added, _ = additions(package, styles)
    return rewritten(package, changed | lists, added=added)


def _donor() -> bytes:
    """A workbook whose first cell has the style of the line."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet().write_string(0, 0, "注意", book.add_format(_STYLE))
    book.close()
    return buffer.getvalue()


def _style(donor: Package, styles: StyleTransfer) -> int:
    part = next(sheet.part for sheet in read_main(donor).sheets if sheet.part)
    tree = Tree(donor.xml(part), "donor", part)
    cell = next(element for element in tree.root.below() if element.name == "c")
    return styles.cell(int(cell.attributes["s"]))


def _with_line(xml: bytes, part: str, name: str, area: Rectangle, text: str, style: int) -> bytes:
    """The sheet with the text in one merged row below its area."""
    _, left, bottom, right = area
    row, layout = bottom + 1, Layout(xml, name, part)
    prefix = layout.prefix
    cell = new_cell(prefix, address(row, left), str(style), text, False)
    height = lines(text, _width(xml, part, name, left, right)) * _LINE + _PADDING
    line = b'<%brow r="%d" ht="%b" customHeight="1">%b</%brow>' % (prefix, row, b"%g" % height, cell, prefix)
    if layout.data is None:
        raise ValueError(f"{part}: no sheetData")
    tag = xml[layout.data.start : layout.data.inner]
    if is_empty(tag):
        end = b"</%bsheetData>" % prefix
        splices: list[Splice] = [(layout.data.start, layout.data.end, opened(tag) + line + end)]
    else:
        splices = [(layout.data.close, layout.data.close, line)]
    return spliced(xml, [*splices, *_merged(xml, part, name, f"{address(row, left)}:{address(row, right)}")])


def _merged(xml: bytes, part: str, name: str, reference: str) -> list[Splice]:
    tree = Tree(xml, name, part, closed={"sheetData"})
    merge = f'<mergeCell ref="{reference}"/>'.encode()
    merges = tree.root.child("mergeCells")
    if merges is not None:
        return tree.appended(merges, merge, {b"count": b"%d" % (len(merges.children) + 1)})
    before = ("sheetData", "sheetProtection", "autoFilter", "sortState")
    return tree.inserted(b'<mergeCells count="1">%b</mergeCells>' % merge, before)


def _width(xml: bytes, part: str, name: str, left: int, right: int) -> float:
    """Characters that the columns of the area hold together."""
    tree = Tree(xml, name, part, closed={"sheetData"})
    widths = dict.fromkeys(range(left, right + 1), 8.43)
    for column in (element for element in tree.root.below() if element.name == "col"):
        for at in range(int(column.attributes["min"]), min(int(column.attributes["max"]), right) + 1):
            if at in widths and "width" in column.attributes:
                widths[at] = float(column.attributes["width"])
    return sum(widths.values())


def _wider(package: Package, notices: Mapping[str, tuple[Rectangle, str]]) -> bytes:
    """The workbook part with the line inside the print area of its sheet."""
    tree = Tree(package.xml(package.workbook), package.name, package.workbook)
    titles = [sheet.name for sheet in read_main(package).sheets]
    listed = tree.root.child("definedNames")
    splices: list[Splice] = []
    for element in listed.children if listed else ():
        scope = element.attributes.get("localSheetId")
        if scope is None or unescape(element.attributes["name"]).lower() != PRINT_AREA.lower():
            continue
        found = notices.get(titles[int(scope)])
        if found:
            top, left, bottom, right = found[0]
            whole = f"{quoted(titles[int(scope)])}!{span(top, left, bottom + 1, right)}"
            splices.append((element.inner, element.close, escape(whole).encode()))
    return spliced(tree.xml, splices)
