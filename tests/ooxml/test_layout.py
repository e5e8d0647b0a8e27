"""Where the cells of a sheet stand: found at once where they are plain, through the parser where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from forms.workbooks import training
from ooxml.builders import parts_of, rich_workbook, sheet, vba_project
from ziping.errors import ZipingError
from ziping.ooxml.layout import Layout, Span
from ziping.ooxml.tree import Tree

_COMMENT = b"<!-- a comment: every < may be one of a text now -->"

ODD = {
    "none": "",
    "empty row": '<row r="1"/><row r="2"></row>',
    "empty cells": '<row r="1"><c r="A1"/><c r="B1" s="0"/><c r="C1"></c></row>',
    "all kinds": '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>A1&amp;"&lt;x"</f><v>1&lt;x</v></c>'
    '<c r="C1" t="inlineStr"><is><t>x</t></is></c><c r="D1" s="0" t="s"><f>A1</f><v>0</v></c></row>',
    "shared formula": '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>1</v></c>'
    '</row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>',
    "attributes in another order": '<row r="1"><c s="0" r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
    "cells without reference": '<row r="1"><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row>',
    "rows without number": '<row><c r="A1"><v>1</v></c></row><row><c r="A2"><v>2</v></c></row>',
}


def sheets() -> Iterator[bytes]:
    for text in ODD.values():
        yield sheet(text).encode()
    for data in (training(), rich_workbook(vba_project())):
        yield from (xml for part, xml in parts_of(data).items() if part.startswith("xl/worksheets/sheet"))


def slow(xml: bytes) -> bytes:
    """The same sheet, written so that it has to go through the parser."""
    return xml + _COMMENT


def span(one: Span | None) -> Any:
    return one and (one.start, one.inner, one.close, one.end)


def seen(layout: Layout) -> Any:
    cells = {
        at: (span(cell), [span(value) for value in cell.value], span(cell.formula), cell.formula_attributes)
        for at, cell in layout.cells.items()
    }
    rows = [(row.number, span(row), [(column, span(cell)) for column, cell in row.cells]) for row in layout.rows]
    return list(cells.items()), rows, layout.merges, layout.arrays, layout.columns, span(layout.data), layout.extent


@pytest.mark.parametrize("xml", [*sheets()])
def test_cells_found_at_once_stand_where_the_parser_finds_them(xml: bytes) -> None:
    assert seen(Layout(xml, "x.xlsx", "sheet")) == seen(Layout(slow(xml), "x.xlsx", "sheet"))


@pytest.mark.parametrize("xml", [*sheets()])
def test_what_stands_around_the_rows_is_found_without_going_through_them(xml: bytes) -> None:
    quick, whole = (Tree(one, "x.xlsx", "sheet", closed={"sheetData"}) for one in (xml, slow(xml)))
    assert [(e.name, span(e), e.attributes) for e in quick.root.below()] == [
        (e.name, span(e), e.attributes) for e in whole.root.below()
    ]


@pytest.mark.parametrize(
    "cells", ['<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', '<c r="XFE1"><v>1</v></c>', '<c r="A1"><v>&nope;</v></c>']
)
def test_a_damaged_sheet_is_one_either_way(cells: str) -> None:
    with pytest.raises(ZipingError, match="损坏"):
        Layout(sheet(f'<row r="1">{cells}</row>').encode(), "x.xlsx", "sheet")
