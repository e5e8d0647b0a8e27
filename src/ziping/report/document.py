"""The Word report: the texts of the workbook with its figures, tables and charts, laid out as an official document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from ziping.domain.figures import ChartPlace, Missing, MissingFigureError
from ziping.domain.model import Section, SelfEvaluation
from ziping.domain.narrative import Form, context
from ziping.domain.scoring.results import Scores
from ziping.domain.standard import Standard
from ziping.errors import ZipingError
from ziping.report.composition import Composition, is_annex, written
from ziping.report.outline import PART, TITLE, load_outline
from ziping.report.package import Package
from ziping.report.render import RenderedSection, UnfinishedError, render

_DEFAULT_OUTLINE = "national-2020"
_NO_CHARTS = {name: ChartPlace("") for name in ("得分图", "执行图")}


class Part(msgspec.Struct, frozen=True):
    """One document of a bundle: ``sections`` about the form ``model`` (None: its own), ``others`` the forms of the
    workbook for 项目表 and 部门表."""

    model: SelfEvaluation
    scores: Scores
    standard: Standard
    sections: Sequence[Section] | None = None
    others: Sequence[Form] = ()


def build_report(
    model: SelfEvaluation,
    scores: Scores,
    standard: Standard,
    *,
    sections: Sequence[Section] | None = None,
    others: Sequence[Form] = (),
    draft: bool = False,
    unit_date: date | None = None,
    charts: bool = True,
) -> bytes:
    """The report of ``model`` as a .docx file; the same input gives the same bytes.

    ``sections`` are its texts, ``model.sections`` where None; without any the national outline is taken. ``others``
    are the forms of the same workbook (``narrative.context``). ``unit_date`` is the date under the signature; without
    it a final report leaves that line out, to be dated by hand. ``charts=False`` leaves out the lines with charts.
    Raises one ZipingError that names every cell to put right; with ``draft`` open places are marked in the text
    instead and every page says 草稿.
    """
    part = Part(model, scores, standard, sections, others)
    return build_bundle([part], draft=draft, unit_date=unit_date, charts=charts)


def build_bundle(
    parts: Sequence[Part], *, draft: bool = False, unit_date: date | None = None, charts: bool = True
) -> bytes:
    """Several documents in one .docx file, in order: each begins a page with its own title, closes with its own
    signature, and is followed by its annexes; page numbers run on. A document divided by 部分 rows is not signed; as
    its last part (附件) lists what follows, a single annex is not marked 附件 once more.

    Raises as :func:`build_report`, one ZipingError for all documents.
    """
    if not parts:
        raise ZipingError("没有要合成的报告，请先选好报告")
    documents = _rendered(parts, draft=draft, charts=charts)
    package = Package(draft=draft)
    composition = Composition(package)
    if draft:
        composition.draft_mark(section for document in documents for section in document.sections)
    listed = any(document.divided for document in documents)
    for number, document in enumerate(documents):
        if number:
            composition.new_page()
        _compose(document, composition, unit_date, listed=listed, draft=draft)
    return package.save(documents[0].title, documents[0].unit, unit_date)


class _Document(msgspec.Struct, frozen=True):
    """A document with its texts filled in; ``unit`` signs it."""

    unit: str
    sections: Sequence[RenderedSection]

    @property
    def divided(self) -> bool:
        return any(section.number == PART for section in self.sections)

    @property
    def title(self) -> str:
        head = next(section for section in self.sections if section.number in (TITLE, PART))
        return (written(head) if head.number == TITLE else head.heading).replace("\n", "")


def _compose(document: _Document, composition: Composition, day: date | None, *, listed: bool, draft: bool) -> None:
    annexes = [section for section in document.sections if is_annex(section)]
    marked = len(annexes) > 1 or not listed
    composition.body([section for section in document.sections if not is_annex(section)])
    if not document.divided:
        composition.close([annex.heading for annex in annexes if marked], document.unit, day, draft=draft)
    composition.annexes(annexes, marked=marked)


def _rendered(parts: Sequence[Part], *, draft: bool, charts: bool) -> list[_Document]:
    documents: list[_Document] = []
    problems: list[str] = []
    for part in parts:
        sections = part.model.sections if part.sections is None else part.sections
        data = _data(part, charts=charts)
        try:
            rendered = render(_with_title(sections), data, draft=draft)
            documents.append(_Document(_unit(data["单位"], draft=draft), rendered))
        except UnfinishedError as unfinished:
            problems += unfinished.problems
        except MissingFigureError as missing:
            problems.append(str(missing))
    if problems:
        raise UnfinishedError(problems)
    return documents


def _data(part: Part, *, charts: bool) -> dict[str, Any]:
    data = context(part.model, part.scores, part.standard, part.others)
    if not charts:
        for form in (data, *data["项目表"], data["部门表"]):
            if not isinstance(form, Missing):
                form |= _NO_CHARTS
    return data


def _with_title(sections: Sequence[Section]) -> tuple[Section, ...]:
    outline = load_outline(_DEFAULT_OUTLINE).sections()
    if not sections:
        return outline
    titled = any(section.number.strip() in (TITLE, PART) for section in sections)
    return (*(() if titled else outline[:1]), *sections)


def _unit(unit: str | Missing, *, draft: bool) -> str:
    """Who signs. Raises MissingFigureError in a final report without a unit."""
    return f"【待填：{unit.reason}】" if isinstance(unit, Missing) and draft else str(unit)
