"""What stands in a workbook beside its forms, and goes with no form into another one: it is kept as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.domain.model import Workbook
from ziping.domain.snapshot import Snapshot, address
from ziping.forms import names
from ziping.forms.builder import layouts
from ziping.forms.filled import FilledBook
from ziping.forms.inventory import Unplaced, entries
from ziping.forms.overview import OVERVIEW_SHEET
from ziping.forms.pages import BASIS_SHEET, HELP_SHEET
from ziping.forms.template import load_template, template_ids
from ziping.ooxml.package import Package
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import unescape
from ziping.patterns import pattern
from ziping.rolling.figures import figure_cells
from ziping.rolling.strips import before

_OURS = pattern(rf"(?:{HELP_SHEET}|{BASIS_SHEET}|{OVERVIEW_SHEET})\d*")
_ORDINAL = pattern(r"指标\d+：")
_COMMENT = re.compile(rb"<(?:\w+:)?comment\s[^>]*?ref=\"([A-Z]{1,3}\d+)\".*?</(?:\w+:)?comment>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_DRAWN = re.compile(rb"<(?:\w+:)?(pic|sp|graphicFrame|cxnSp)[\s>]")
_DRAWN_AS = {b"pic": "图片", b"sp": "文本框或图形", b"graphicFrame": "图表", b"cxnSp": "线条"}


def is_template_page(sheet: str) -> bool:
    """Whether a sheet of this name is one of the template that holds nothing of the unit's: help, basis, overview."""
    return _OURS.fullmatch(sheet) is not None


def foreign_texts(snapshot: Snapshot, book: Workbook) -> Iterator[Unplaced]:
    """Texts and numbers that people wrote where the form has no entry: on sheets of their own, in cells beside."""
    taken = {(entry.sheet, entry.cell) for _, entry in (*entries(book), *figure_cells(snapshot))}
    printed = _printed(book)
    ours = {name.area.sheet for name in snapshot.names if name.name.startswith("zp_") and name.area}
    for sheet in snapshot.sheets:
        if sheet.name not in ours and is_template_page(sheet.name):
            continue
        shown = set(_shown(snapshot, sheet.name))
        for at, cell in sheet.cells.items():
            place = address(*at)
            known = (sheet.name, place) in taken or at in shown
            if known or cell.formula is not None or not (cell.error or cell.text).strip():
                continue
            own = cell.text.strip() in printed or _ORDINAL.fullmatch(cell.text.strip())
            if sheet.name not in ours or not own:
                yield Unplaced("自己写的内容", cell.error or cell.text, f"{sheet.name}!{place}")


def _printed(book: Workbook) -> set[str]:
    """Everything that the templates with these forms print."""
    found: set[str] = set()
    forms = {form.form for form in book.forms}
    for id in template_ids():
        spec = load_template(id)
        if forms & {sheet.form for sheet in spec.sheets}:
            pages = layouts(spec, FilledBook(template=id, review=True))
            found |= {str(place.value).strip() for page in pages for place in page.places if place.value is not None}
    for document in book.documents:
        found |= {section.number.strip() for section in document.sections}
        found |= {text.strip() for section in document.sections for text in (section.heading, section.hint)}
        found |= {f"{document.name}：正文（在这里改，生成 Word 报告）"}
    found |= {f"{{{{ 数据.{name} }}}}" for form in book.forms for name in form.fact_names}
    return found | {form.sheet for form in book.forms} | {document.sheet for document in book.documents}


def _shown(snapshot: Snapshot, sheet: str) -> Iterator[tuple[int, int]]:
    """Cells that the tool wrote beside the tables and into its list of findings."""
    tables = {name.name.removeprefix("zp_").removesuffix(f"_{names.HISTORY}") for name in snapshot.names}
    areas = [found.area for table in tables if (found := before(snapshot, sheet, table)).area]
    for name in snapshot.names:
        own = name.name.startswith(names.column(names.FINDINGS, "")) or name.name == names.HERE
        if own and name.area and name.area.sheet == sheet:
            areas.append(name.area)
    there = snapshot.sheet(sheet)
    for row, column in there.cells if there else ():
        if any(a and a.top <= row <= a.bottom and a.left <= column <= a.right for a in areas):
            yield row, column


def foreign_parts(data: bytes, name: str) -> Iterator[Unplaced]:
    """Comments with their texts, pictures, charts, text boxes and macros, which stay in the old workbook."""
    package = Package(data, name)
    for entry in read_main(package).sheets:
        if is_template_page(entry.name):
            continue
        for relation in package.relationships(entry.part or ""):
            if relation.target in package.entries and relation.kind == "comments":
                yield from _comments(package.xml(relation.target), entry.name)
            elif relation.target in package.entries and relation.kind == "drawing":
                yield from _drawings(package.xml(relation.target), entry.name)
    if any(part.endswith("vbaproject.bin") for part in package.entries):
        yield Unplaced("宏", "工作簿里的宏留在原工作簿里", name)


def _comments(xml: bytes, sheet: str) -> Iterator[Unplaced]:
    for found in _COMMENT.finditer(xml):
        text = "".join(unescape(piece.decode()) for piece in _TEXT.findall(found[0]))
        if text.strip():
            yield Unplaced("批注", text, f"{sheet}!{found[1].decode()}")


def _drawings(xml: bytes, sheet: str) -> Iterator[Unplaced]:
    kinds = [found[1] for found in _DRAWN.finditer(xml)]
    for kind in dict.fromkeys(kinds):
        yield Unplaced(_DRAWN_AS[kind], f"{kinds.count(kind)} 个，留在原工作簿里", sheet)
    for piece in _TEXT.findall(xml):
        if piece.strip():
            yield Unplaced("文本框里的文字", unescape(piece.decode()), sheet)
