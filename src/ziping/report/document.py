"""The Word report: the texts of the workbook with its figures and tables, laid out as an official document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec
from docx.oxml.xmlchemy import BaseOxmlElement

from ziping.domain.figures import Missing
from ziping.domain.model import Section, SelfEvaluation
from ziping.domain.narrative import context
from ziping.domain.scoring.results import Scores
from ziping.domain.standard import Standard
from ziping.report.grid import table, text_width
from ziping.report.outline import ADDRESSEE, ANNEX, TITLE, load_outline
from ziping.report.package import Package
from ziping.report.render import MARKER, RenderedSection, TableLine, render
from ziping.report.styles import CHARACTER
from ziping.report.tables import grid_of
from ziping.report.wordml import el, keep_with_next, paragraph

_DEFAULT_OUTLINE = "national-2020"
_REPORT = re.compile(r"(部门整体)?(支出)?绩效.{0,4}报告$")
_TITLE_CHARACTERS = 20
_AFTER_NUMBER = {1: "、", 3: "."}


def build_report(
    model: SelfEvaluation, scores: Scores, standard: Standard, *, draft: bool = False, unit_date: date | None = None
) -> bytes:
    """The report of ``model`` as a .docx file; the same input gives the same bytes.

    ``unit_date`` is the date under the signature; without it a final report leaves that line out, to be dated by
    hand. A form without 报告文字 takes the national outline. Raises one ZipingError that names every cell to put
    right; with ``draft`` open places are marked in the text instead and every page says 草稿.
    """
    data = context(model, scores, standard)
    rendered = render(_with_title(model.sections), data, draft=draft)
    unit = data["单位"]
    signature = f"【待填：{unit.reason}】" if isinstance(unit, Missing) and draft else str(unit)
    composition = _Composition(model, scores, Package(draft=draft))
    if draft:
        composition.draft_mark(rendered)
    composition.body([section for section in rendered if not _is_annex(section)])
    annexes = [section for section in rendered if _is_annex(section)]
    composition.close(annexes, signature, unit_date, draft=draft)
    composition.annexes(annexes)
    title = next(_joined(section) for section in rendered if section.number == TITLE)
    return composition.package.save(title.replace("\n", ""), signature, unit_date)


class _Composition:
    """What comes after what on the pages."""

    def __init__(self, model: SelfEvaluation, scores: Scores, package: Package) -> None:
        self._model = model
        self._scores = scores
        self.package = package

    def draft_mark(self, rendered: Sequence[RenderedSection]) -> None:
        open_places = sum(len(MARKER.findall(_joined(section))) for section in rendered)
        rest = f"　还有{open_places}处待填或待改（黄色标记）" if open_places else ""
        self.package.append(paragraph("DraftMark", f"草稿{rest}"))

    def body(self, sections: Sequence[RenderedSection]) -> None:
        for section in sections:
            if section.number == TITLE:
                self.package.append(paragraph("Title", "\n".join(map(_folded, section.lines))))
                continue
            if section.level:
                self.package.append(paragraph(f"Heading{section.level}", _numbered(section)))
            self._lines(section.lines, "Salutation" if section.number == ADDRESSEE else "BodyText")

    def close(self, annexes: Sequence[RenderedSection], unit: str, day: date | None, *, draft: bool) -> None:
        """附件说明 and 落款, on one page with the end of the text."""
        closing = [*_annex_note(annexes), *_signature(unit, day, draft=draft)]
        for element in (self.package.last_paragraph(), *closing[:-1]):
            if element is not None:
                keep_with_next(element)
        self.package.append(*closing)

    def annexes(self, annexes: Sequence[RenderedSection]) -> None:
        for number, annex in enumerate(annexes, 1):
            grids = [grid_of(line.id, self._model, self._scores) for line in annex.lines if isinstance(line, TableLine)]
            new_page = [] if self.package.turn(any(grid.landscape for grid in grids)) else [el("w:pageBreakBefore")]
            mark = ANNEX if len(annexes) == 1 else f"{ANNEX}{number}"
            self.package.append(paragraph("AnnexMark", mark, *new_page))
            self.package.append(paragraph("Title", annex.heading))
            self._lines(annex.lines, "BodyText", captions=len(grids) > 1)

    def _lines(self, lines: Sequence[str | TableLine], style: str, *, captions: bool = True) -> None:
        for line in lines:
            if isinstance(line, str):
                self.package.append(paragraph(style, line))
                continue
            grid = grid_of(line.id, self._model, self._scores)
            self.package.append(*table(grid if captions else msgspec.structs.replace(grid, caption="")))


def _with_title(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    outline = load_outline(_DEFAULT_OUTLINE).sections()
    if not sections:
        return outline
    titles = () if any(section.number.strip() == TITLE for section in sections) else (outline[0],)
    return (*titles, *sections)


def _annex_note(annexes: Sequence[RenderedSection]) -> list[BaseOxmlElement]:
    """附件说明: a blank line, “附件：”, the names below each other."""
    if not annexes:
        return []
    blank = paragraph("BodyText", "")
    if len(annexes) == 1:
        return [blank, paragraph("BodyText", f"附件：{annexes[0].heading}")]
    first, *others = (f"{number}.{annex.heading}" for number, annex in enumerate(annexes, 1))
    below = [paragraph("BodyText", name, el("w:ind", **_characters("firstLine", 5))) for name in others]
    return [blank, paragraph("BodyText", f"附件：{first}"), *below]


def _signature(unit: str, day: date | None, *, draft: bool) -> list[BaseOxmlElement]:
    """署名 two characters from the right, the date below beginning two characters further right than it."""
    blank = paragraph("BodyText", "")
    dated = f"{day.year}年{day.month}月{day.day}日" if day else "【待填：成文日期】" if draft else ""
    right = 2.0
    after = text_width(unit, 0.5) - text_width(dated, 0.5)
    if dated and after < right:
        right, after = 2 * right - after, right
    signed = paragraph("Signature", unit, el("w:ind", **_characters("right", right)))
    return [
        blank,
        signed,
        *([paragraph("Signature", dated, el("w:ind", **_characters("right", after)))] if dated else []),
    ]


def _is_annex(section: RenderedSection) -> bool:
    return section.number.startswith(ANNEX)


def _numbered(section: RenderedSection) -> str:
    number = section.number.rstrip(".．、")
    return f"{number}{_AFTER_NUMBER.get(section.level, '')}{section.heading}"


def _joined(section: RenderedSection) -> str:
    return "\n".join(line for line in section.lines if isinstance(line, str))


def _folded(line: str | TableLine) -> str:
    """A title too long for one line breaks before 支出绩效自评报告, not inside a word."""
    text = line if isinstance(line, str) else ""
    return _REPORT.sub(r"\n\g<0>", text) if text_width(text) > _TITLE_CHARACTERS else text


def _characters(side: str, count: float) -> dict[str, int]:
    """An indent in characters of the body text, for programs that know only twips in twips as well."""
    return {f"{side}Chars": round(count * 100), side: round(count * CHARACTER)}
