"""Page numbers: “— 1 —” below the text on the outer side, on pages across in the same place of the sheet."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer, _Header

from ziping.report.styles import CHARACTER, FOOTER, MARGINS, TEXT_WIDTH
from ziping.report.wordml import el, field, paragraph

# One character of 四号 (14 pt), which the number stands in from the edge of the text; the room its line takes.
_INDENT = {"Chars": 100, "": CHARACTER - 40}
_LINE = 340


def number_upright(section: Section) -> None:
    """At the right on odd pages, at the left on even ones."""
    fill(section.footer, _number("right"))
    fill(section.even_page_footer, _number("left"))


def number_across(section: Section) -> None:
    """The same on a page turned clockwise: below the text of the sheet is at the left of the page, reading down."""
    fill(section.footer, _turned(_number("right")), paragraph("Footer", ""))
    fill(section.even_page_footer, _turned(_number("left")), paragraph("Footer", ""))


def fill(place: _Header | _Footer, *content: BaseOxmlElement) -> None:
    place.is_linked_to_previous = False
    place._element[:] = content


def _number(side: str) -> BaseOxmlElement:
    indent = el("w:ind", **{f"{side}{unit}": size for unit, size in _INDENT.items()})
    line = paragraph("Footer", "— ", indent, el("w:jc", val=side))
    line.append(field("PAGE"))
    line.extend(list(paragraph("Footer", " —"))[1:])
    return line


def _turned(line: BaseOxmlElement) -> BaseOxmlElement:
    """The line in a cell without borders that lies beside the text, its letters turned clockwise."""
    place = {"horzAnchor": "page", "vertAnchor": "page", "tblpX": FOOTER, "tblpY": MARGINS["left"]}
    margins = (el(f"w:{side}", w=0, type="dxa") for side in ("left", "right"))
    return el(
        "w:tbl",
        el(
            "w:tblPr",
            el("w:tblpPr", **place),
            el("w:tblW", w=_LINE, type="dxa"),
            el("w:tblLayout", type="fixed"),
            el("w:tblCellMar", *margins),
        ),
        el("w:tblGrid", el("w:gridCol", w=_LINE)),
        el(
            "w:tr",
            el("w:trPr", el("w:trHeight", val=TEXT_WIDTH, hRule="exact")),
            el("w:tc", el("w:tcPr", el("w:tcW", w=_LINE, type="dxa"), el("w:textDirection", val="tbRl")), line),
        ),
    )
