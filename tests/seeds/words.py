"""Word reports as a unit writes them by hand, from the paragraphs and tables of a YAML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table

Block = str | list[list[str]] | dict[str, str]
"""A paragraph; a table by rows, where “<” belongs to the cell on its left and “^” to the one above; or the text of a
heading whose （一） Word counts itself."""
_LEFT, _ABOVE = "<", "^"
_ABSTRACT, _LIST = 90, 90


def word(blocks: Sequence[Block]) -> bytes:
    """The .docx with these paragraphs and tables."""
    document = Document()
    _add_list(document)
    for block in blocks:
        if isinstance(block, list):
            _fill(document.add_table(len(block), len(block[0])), block)
        elif isinstance(block, dict):
            _count(document.add_paragraph(block["automatic"]))
        else:
            document.add_paragraph(block)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def places(blocks: Sequence[Block], *, line: str = "", after: str = "", row: str = "", column: str = "") -> list[str]:
    """Where the check says that paragraphs with ``line`` stand (第3段), or the cells of tables in a row that holds
    ``row`` under a heading ``column`` (表1第2行第3列); with ``after`` only the first below the paragraph with that."""
    found: list[str] = []
    lines = tables = 0
    seen = not after
    for block in blocks:
        if isinstance(block, list):
            tables += 1
            found += [f"表{tables}{cell}" for cell in _cells(block, row, column) if row and seen]
            continue
        lines += 1
        text = block["automatic"] if isinstance(block, dict) else block
        if line and seen and line in text:
            found.append(f"第{lines}段")
        seen = seen or after in text
    return found[:1] if after else found


def _cells(table: Sequence[Sequence[str]], row: str, column: str) -> Iterator[str]:
    columns = [at for cells in table for at, text in enumerate(cells, 1) if text == column]
    for number, cells in enumerate(table, 1):
        if row in cells and columns:
            yield f"第{number}行第{columns[0]}列"


def _fill(table: Table, rows: Sequence[Sequence[str]]) -> None:
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text not in (_LEFT, _ABOVE):
                cell = table.cell(y, x)
                right = next((at for at in range(x + 1, len(row)) if row[at] != _LEFT), len(row)) - 1
                down = next((at for at in range(y + 1, len(rows)) if rows[at][x] != _ABOVE), len(rows)) - 1
                if (down, right) != (y, x):
                    cell = cell.merge(table.cell(down, right))
                cell.text = text


def _add_list(document: Any) -> None:
    """A list of headings: （一）（二）（三）."""
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_ABSTRACT}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_ABSTRACT}"/></w:num>')
    )


def _count(paragraph: Any) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{_LIST}"/></w:numPr>')
    )
