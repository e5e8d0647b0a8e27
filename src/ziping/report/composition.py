"""What comes after what on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from docx.oxml.xmlchemy import BaseOxmlElement

from ziping.domain.figures import ChartPlace, TablePlace
from ziping.patterns import pattern
from ziping.report.closing import annex_note, signature
from ziping.report.grid import table, text_width
from ziping.report.outline import ADDRESSEE, ANNEX, PART, TITLE
from ziping.report.package import Package
from ziping.report.render import MARKER, Line, RenderedSection
from ziping.report.styles import LANDSCAPE_WIDTH, TEXT_WIDTH
from ziping.report.tables import grid_of
from ziping.report.wordml import el, keep_with_next, paragraph

_REPORT = pattern(r"(部门整体)?(支出)?绩效.{0,4}报告$")
_TITLE_CHARACTERS = 20
_AFTER_NUMBER = {1: "、", 3: "."}
_BRACKETS = str.maketrans("()", "（）")


def is_annex(section: RenderedSection) -> bool:
    return section.number.startswith(ANNEX)


def written(section: RenderedSection) -> str:
    """The text of a section without its tables and charts."""
    return "\n".join(line for line in section.lines if isinstance(line, str))


class Composition:
    """Puts documents into a package, one behind the other."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._width = TEXT_WIDTH
        self._at_top = True
        self._break = False

    def draft_mark(self, sections: Iterable[RenderedSection]) -> None:
        open_places = sum(len(MARKER.findall(written(section))) for section in sections)
        rest = f"　还有{open_places}处待填或待改（黄色标记）" if open_places else ""
        self._package.append(paragraph("DraftMark", f"草稿{rest}"))

    def new_page(self, *, landscape: bool = False) -> None:
        """What follows begins a page, upright or across; page numbers go on."""
        self._break = not self._package.turn(landscape) and (self._break or not self._at_top)
        self._at_top = True
        self._width = LANDSCAPE_WIDTH if landscape else TEXT_WIDTH

    def body(self, sections: Sequence[RenderedSection]) -> None:
        for section in sections:
            if section.number == TITLE:
                self._paragraph("Title", "\n".join(_folded(line) for line in written(section).split("\n")))
                continue
            if section.number == PART:
                self.new_page()
                self._paragraph("PartTitle", section.heading)
            if section.level:
                self._paragraph(f"Heading{section.level}", _numbered(section))
            if section.number == ADDRESSEE:
                self._paragraph("Salutation", _addressed(written(section)))
            else:
                self._lines(section.lines)

    def close(self, annexes: Sequence[str], unit: str, day: date | None, *, draft: bool) -> None:
        """附件说明 and 落款, on one page with the end of the text."""
        closing = [*annex_note(annexes), *signature(unit, day, draft=draft)]
        for element in (self._package.last_paragraph(), *closing[:-1]):
            if element is not None:
                keep_with_next(element)
        self._append(*closing)

    def annexes(self, annexes: Sequence[RenderedSection], *, marked: bool) -> None:
        """Each on a page of its own, across where a table needs it; ``marked`` 附件, numbered where there are more."""
        for number, annex in enumerate(annexes, 1):
            grids = [grid_of(line) for line in annex.lines if isinstance(line, TablePlace)]
            self.new_page(landscape=any(grid.landscape for grid in grids))
            if marked:
                self._paragraph("AnnexMark", ANNEX if len(annexes) == 1 else f"{ANNEX}{number}")
            self._paragraph("Title", annex.heading)
            self._lines(annex.lines, captions=len(grids) > 1)

    def _lines(self, lines: Sequence[Line], *, captions: bool = True) -> None:
        for line in lines:
            if isinstance(line, TablePlace):
                grid = grid_of(line)
                shown = grid if captions else msgspec.structs.replace(grid, caption="")
                self._append(*table(shown, self._width))
            elif isinstance(line, ChartPlace):
                self._chart(line)
            else:
                self._paragraph("BodyText", line)

    def _chart(self, place: ChartPlace) -> None:
        if place.bars:
            figure = paragraph("Figure", "")
            figure.append(self._package.chart(place))
            self._append(figure, paragraph("FigureTitle", place.title))

    def _paragraph(self, style: str, text: str) -> None:
        properties: list[BaseOxmlElement] = [el("w:pageBreakBefore")] if self._break else []
        self._break = False
        self._append(paragraph(style, text, *properties))

    def _append(self, *elements: BaseOxmlElement) -> None:
        self._package.append(*elements)
        self._at_top = False


def _numbered(section: RenderedSection) -> str:
    number = section.number.rstrip(".．、").translate(_BRACKETS)
    return f"{number}{_AFTER_NUMBER.get(section.level, '')}{section.heading}"


def _addressed(text: str) -> str:
    """主送机关 with the colon it ends with."""
    return f"{text.rstrip(':：').rstrip()}："


def _folded(line: str) -> str:
    """A title too long for one line breaks before 支出绩效自评报告, not inside a word."""
    return _REPORT.sub(r"\n\g<0>", line) if text_width(line) > _TITLE_CHARACTERS else line
