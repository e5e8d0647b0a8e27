"""The .docx package: pages, page numbers, fonts, properties, and bytes that depend on nothing but the contents."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Twips

from ziping.domain.figures import ChartPlace
from ziping.report import styles
from ziping.report.charts import chart_xml, drawing
from ziping.report.footers import fill, number_across, number_upright
from ziping.report.wordml import el, paragraph

_EPOCH = (1980, 1, 1, 0, 0, 0)
_KEPT = (
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE,
)  # fmt: skip
_DRAFT = "草稿　不得报送"


class Package:
    """An empty A4 document with the styles of an official document; elements are appended in order."""

    def __init__(self, *, draft: bool) -> None:
        self._document = Document()
        self._replace_parts()
        section = self._document.sections[0]
        _set_portrait(section)
        number_upright(section)
        if draft:
            for header in (section.header, section.even_page_header):
                fill(header, paragraph("Header", _DRAFT))
        self._landscape = False
        self._charts = 0

    def append(self, *elements: BaseOxmlElement) -> None:
        end = self._document.element.body.sectPr
        for element in elements:
            end.addprevious(element)
            if element.tag == qn("w:tbl"):
                # Keeps a table off the next one; Word wants a paragraph there anyway.
                end.addprevious(paragraph("TableText", "", el("w:spacing", line=20, lineRule="exact")))

    def chart(self, place: ChartPlace) -> BaseOxmlElement:
        """A run with the chart; the chart itself becomes a part of the package."""
        self._charts += 1
        owner = self._document.part
        name = PackURI(f"/word/charts/chart{self._charts}.xml")
        part = Part(name, CONTENT_TYPE.DML_CHART, chart_xml(place), owner.package)
        return drawing(place, owner.relate_to(part, RELATIONSHIP_TYPE.CHART), self._charts)

    def last_paragraph(self) -> BaseOxmlElement | None:
        """The paragraph everything so far ends with, None after a table."""
        last = self._document.element.body.sectPr.getprevious()
        return last if last is not None and last.tag == qn("w:p") and len(last) > 1 else None

    def turn(self, landscape: bool) -> bool:
        """Go on upright or across; True where that began a new page. Page numbers go on."""
        if landscape == self._landscape:
            return False
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        (_set_landscape if landscape else _set_portrait)(section)
        (number_across if landscape else number_upright)(section)
        self._landscape = landscape
        return True

    def save(self, title: str, unit: str, day: date | None) -> bytes:
        self._describe(title, unit, day)
        buffer = io.BytesIO()
        self._document.save(buffer)
        return _without_timestamps(buffer.getvalue())

    def _replace_parts(self) -> None:
        """Of the blank document of python-docx, made for English, only the frame is left."""
        part = self._document.part
        self._document.styles.element[:] = list(parse_xml(styles.styles_xml()))
        self._document.settings.element[:] = list(parse_xml(styles.settings_xml()))
        part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = styles.font_table_xml()
        for relationships in (part.rels, part.package.rels):
            for id in [id for id, relationship in relationships.items() if relationship.reltype not in _KEPT]:
                del relationships[id]

    def _describe(self, title: str, unit: str, day: date | None) -> None:
        properties = self._document.core_properties
        properties.title, properties.author, properties.last_modified_by = title, unit, unit
        properties.comments, properties.language, properties.revision = "", "zh-CN", 1
        if day is not None:
            properties.created = properties.modified = datetime.combine(day, time())
            return
        for element in list(properties._element):
            if element.tag in (qn("dcterms:created"), qn("dcterms:modified")):
                properties._element.remove(element)


def _set_portrait(section: Section) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    _set_page(section, *styles.PAGE, styles.MARGINS, styles.FOOTER)
    _set_grid(section, type="linesAndChars", linePitch=styles.LINE, charSpace=styles.CHARACTER_SPACE)


def _set_landscape(section: Section) -> None:
    """The upright page turned clockwise: its binding edge becomes the top."""
    upright = styles.MARGINS
    margins = {
        "top": upright["left"], "right": upright["top"], "bottom": upright["right"], "left": upright["bottom"],
    }  # fmt: skip
    section.orientation = WD_ORIENT.LANDSCAPE
    _set_page(section, styles.PAGE[1], styles.PAGE[0], margins, styles.MARGINS["right"] // 2)
    _set_grid(section, type="lines", linePitch=styles.LINE)


def _set_page(section: Section, width: int, height: int, margins: dict[str, int], footer: int) -> None:
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.top_margin, section.bottom_margin = Twips(margins["top"]), Twips(margins["bottom"])
    section.left_margin, section.right_margin = Twips(margins["left"]), Twips(margins["right"])
    section.footer_distance, section.header_distance = Twips(footer), Twips(margins["top"] * 2 // 3)


def _set_grid(section: Section, **attributes: object) -> None:
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(el("w:docGrid", **attributes))


def _without_timestamps(package: bytes) -> bytes:
    """The same package with every entry dated the same, in the order of names ([Content_Types].xml first)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
