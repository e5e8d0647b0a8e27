"""What stands in a workbook beside its forms, and goes with no form into another one: it is kept as a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from ziping.domain.model import Entry, Workbook
from ziping.domain.snapshot import Sheet, Snapshot, address
from ziping.forms import names
from ziping.forms.builder import layouts
from ziping.forms.filled import FilledBook
from ziping.forms.inventory import Unplaced, entries
from ziping.forms.template import load_template, template_ids
from ziping.ooxml.package import Package
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import unescape
from ziping.patterns import pattern
from ziping.rolling.figures import figure_cells
from ziping.rolling.owned import is_template_page, own_sheets
from ziping.rolling.strips import Strip, before

_PRINT_AREA = "_xlnm.Print_Area"
_ORDINAL = pattern(r"指标\d+：")
_COMMENT = re.compile(rb"<(?:\w+:)?comment\s[^>]*?ref=\"([A-Z]{1,3}\d+)\".*?</(?:\w+:)?comment>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_DRAWN = re.compile(rb"<(?:\w+:)?(pic|sp|graphicFrame|cxnSp)[\s>]")
_DRAWN_AS = {b"pic": "图片", b"sp": "文本框或图形", b"graphicFrame": "图表", b"cxnSp": "线条"}


def foreign_texts(snapshot: Snapshot, book: Workbook, along: Collection[str] = ()) -> Iterator[Unplaced]:
    """Texts and numbers that people wrote where the form has no entry: on sheets of their own unless they come
    ``along``, in cells beside."""
    taken = {(entry.sheet, entry.cell) for entry in (*(entry for _, entry in entries(book)), *_figures(snapshot, book))}
    printed = _printed(book)
    ours = {name.area.sheet for name in snapshot.names if name.name.startswith("zp_") and name.area}
    for sheet in snapshot.sheets:
        if sheet.name in along:
            continue
        shown = set(_shown(snapshot, sheet.name))
        if sheet.name not in ours and is_template_page(sheet):
            shown |= set(_page(snapshot, sheet))
        for at, cell in sheet.cells.items():
            place = address(*at)
            known = (sheet.name, place) in taken or at in shown
            if known or cell.formula is not None or not (cell.error or cell.text).strip():
                continue
            own = cell.text.strip() in printed or _ORDINAL.fullmatch(cell.text.strip())
            if sheet.name not in ours or not own:
                yield Unplaced("自己写的内容", cell.error or cell.text, f"{sheet.name}!{place}")


def _figures(snapshot: Snapshot, book: Workbook) -> Iterator[Entry]:
    """The cells of the unit's figures that say what the model says; a copy of their sheet may say something else."""
    known = book.forms[0].facts
    for key, entry in figure_cells(snapshot):
        if key not in known or entry.text == known[key].text:
            yield entry


def _page(snapshot: Snapshot, sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The cells of a page of the template that print; what stands beside and below is somebody's note."""
    area = next((n.area for n in snapshot.names if n.scope == sheet.name and n.name == _PRINT_AREA), None)
    for row, column in sheet.cells:
        if area is None or (row <= area.bottom and column <= area.right):
            yield row, column


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
        own = own and name.name != names.column(names.FINDINGS, "note")
        if own and name.area and name.area.sheet == sheet:
            areas.append(name.area)
    there = snapshot.sheet(sheet)
    for row, column in there.cells if there else ():
        if any(a and a.top <= row <= a.bottom and a.left <= column <= a.right for a in areas):
            yield row, column


def foreign_years(snapshot: Snapshot, found: Sequence[Strip]) -> Iterator[Unplaced]:
    """Values of the years before last that stood beside the old form and are not ``found`` beside the new one."""
    there = Counter((year, str(value)) for strip in found for (_, (year, _)), value in strip.cells.items())
    for name in snapshot.names:
        if name.scope is None or not name.name.endswith(f"_{names.HISTORY}"):
            continue
        old = before(snapshot, name.scope, name.name.removeprefix("zp_").removesuffix(f"_{names.HISTORY}"))
        for (row, column), value in sorted(old.cells.items()):
            key = column[0], str(value)
            if there[key]:
                there[key] -= 1
            else:
                place = f"{name.scope}!{address(row, old.places[column])}"
                yield Unplaced(f"表旁的{column[0]}年{column[1]}", str(value), place)


def foreign_parts(
    data: bytes, snapshot: Snapshot, name: str, along: Collection[str] = (), drawn: Collection[str] = ()
) -> Iterator[Unplaced]:
    """Comments with their texts, pictures, charts, text boxes and macros, which stay in the old workbook; left out are
    those on sheets that come ``along``, and what is ``drawn`` on sheets whose drawings do."""
    package = Package(data, name)
    for entry in read_main(package).sheets:
        sheet = snapshot.sheet(entry.name)
        if entry.name in along:
            continue
        charts = not (sheet and is_template_page(sheet))
        for relation in package.relationships(entry.part or ""):
            if relation.target in package.entries and relation.kind == "comments":
                yield from _comments(package.xml(relation.target), entry.name)
            elif relation.target in package.entries and relation.kind == "drawing" and entry.name not in drawn:
                yield from _drawings(package.xml(relation.target), entry.name, charts=charts)
    if any(part.endswith("vbaproject.bin") for part in package.entries):
        yield Unplaced("宏", "工作簿里的宏留在原工作簿里", name)


def _comments(xml: bytes, sheet: str) -> Iterator[Unplaced]:
    for found in _COMMENT.finditer(xml):
        text = "".join(unescape(piece.decode()) for piece in _TEXT.findall(found[0]))
        if text.strip():
            yield Unplaced("批注", text, f"{sheet}!{found[1].decode()}")


def drawn_sheets(data: bytes, snapshot: Snapshot, name: str) -> list[str]:
    """The template's worksheets that somebody drew on."""
    package = Package(data, name)
    own = own_sheets(snapshot)
    found = []
    for entry in read_main(package).sheets:
        sheet = snapshot.sheet(entry.name)
        if sheet is None or entry.name in own:
            continue
        for relation in package.relationships(entry.part or ""):
            if relation.target in package.entries and relation.kind == "drawing":
                xml, charts = package.xml(relation.target), not is_template_page(sheet)
                found += [entry.name] if next(_drawings(xml, entry.name, charts=charts), None) else []
    return found


def _drawings(xml: bytes, sheet: str, *, charts: bool) -> Iterator[Unplaced]:
    """What is drawn on a sheet; its charts are left out where they are the template's own."""
    kinds = [found[1] for found in _DRAWN.finditer(xml) if charts or found[1] != b"graphicFrame"]
    for kind in dict.fromkeys(kinds):
        yield Unplaced(_DRAWN_AS[kind], f"{kinds.count(kind)} 个，留在原工作簿里", sheet)
    for piece in _TEXT.findall(xml):
        if piece.strip():
            yield Unplaced("文本框里的文字", unescape(piece.decode()), sheet)
