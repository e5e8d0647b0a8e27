"""The sections of a report with their texts filled in, or a refusal that names every cell to put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from ziping.domain.figures import ChartPlace, MissingFigureError, TablePlace, place_of
from ziping.domain.model import Section
from ziping.errors import ZipingError
from ziping.patterns import pattern
from ziping.report.outline import ANNEX, PART, level_of
from ziping.report.template import PLACE_CLOSE, PLACE_OPEN, Texts

MARKER = pattern(r"【(?:待填|请填写|待改)[^】]*】")

_PLACE = pattern(f"{PLACE_OPEN}([0-9]+){PLACE_CLOSE}")

Line = str | TablePlace | ChartPlace


class UnfinishedError(ZipingError):
    """A final report has places to put right; ``problems`` names each with its cell."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(f"报告有{len(problems)}处要先改好：{'；'.join(problems)}")
        self.problems = tuple(problems)


class RenderedSection(msgspec.Struct, frozen=True):
    """``lines`` are paragraphs, tables and charts in order; in a draft, slots are 【待填：…】 inside the paragraphs."""

    number: str
    heading: str
    level: int
    lines: tuple[Line, ...]


def unfilled(sections: Sequence[Section]) -> list[tuple[str, str, str]]:
    """The slots that a person still has to write, as (cell, heading, hint).

    A slot is a section whose text is empty or holds a 【待填…】 or 【请填写…】 mark. A heading whose text stands in
    the sections below it is none.
    """
    return [
        (section.text.cell, section.heading, section.hint)
        for section, following in _pairs(sections)
        if _is_slot(section, following)
    ]


def render(sections: Sequence[Section], data: dict[str, Any], *, draft: bool = False) -> list[RenderedSection]:
    """All sections with their texts filled in from ``data`` (``narrative.context``).

    Final: raises one UnfinishedError that names every cell with a slot, a missing figure, a wrong placeholder or too
    long a text. Draft: slots, missing figures and too long texts are marked in the text, only wrong placeholders raise.
    """
    texts = Texts(data, draft=draft)
    rendered, problems = [], []
    for section, following in _pairs(sections):
        place = _place(section)
        try:
            place = _place(section, texts.render(section.heading))
            done = _render(section, following, texts, draft=draft)
        except ZipingError as error:
            problems.append(f"{place}：{error}")
        else:
            if done.lines or not _is_annex(section):
                rendered.append(done)
    if problems:
        raise UnfinishedError(problems)
    return rendered


def _pairs(sections: Sequence[Section]) -> list[tuple[Section, Section | None]]:
    used = [section for section in sections if section.number or section.heading or not section.text.empty]
    return list(zip(used, [*used[1:], None], strict=True))


def _is_slot(section: Section, following: Section | None) -> bool:
    if section.text.empty:
        return not _groups(section, following)
    return MARKER.search(section.text.text or "") is not None


def _groups(section: Section, following: Section | None) -> bool:
    """Whether a heading only holds the sections below it; that of a part (部分) may also stand over what follows."""
    if section.number.strip() == PART:
        return True
    return following is not None and 0 < level_of(section.number) < level_of(following.number)


def _render(section: Section, following: Section | None, texts: Texts, *, draft: bool) -> RenderedSection:
    if section.text.error is not None:
        raise ZipingError(f"是错误值{section.text.error}，请改好公式或直接写文字")
    if _is_slot(section, following) and not draft:
        raise ZipingError(f"待填写（{section.hint}）" if section.hint else "待填写")
    lines = _lines(section, following, texts, draft=draft)
    problem = _problem(section, following, lines)
    if problem and not draft:
        raise ZipingError(problem)
    if problem:
        lines = [*lines, f"【待改：{problem}】"]
    heading = texts.render(section.heading).strip()
    return RenderedSection(section.number.strip(), heading, level_of(section.number), tuple(lines))


def _lines(section: Section, following: Section | None, texts: Texts, *, draft: bool) -> list[Line]:
    if section.text.empty:
        return [] if _groups(section, following) else [f"【待填：{section.hint or section.heading}】"]
    try:
        text = texts.render(section.text.text or "")
    except MissingFigureError as missing:
        if not draft:
            raise
        return [f"【待填：{missing}】"]
    if MARKER.search(text) and not draft:
        raise ZipingError("写出来还有【待填】的标记，请先改好它引用的单元格")
    return [_line(line.strip(), texts) for line in text.split("\n") if line.strip()]


def _line(line: str, texts: Texts) -> Line:
    place = _PLACE.fullmatch(line)
    if place is not None and int(place[1]) < len(texts.places):
        return texts.places[int(place[1])]
    if _PLACE.search(line):
        raise ZipingError("的表格和图的占位要单独占一行")
    return line


def _is_annex(section: Section) -> bool:
    """An annex whose conditions leave nothing of it is not part of the report."""
    return section.number.strip().startswith(ANNEX)


def _problem(section: Section, following: Section | None, lines: Sequence[Line]) -> str:
    if not lines and not _groups(section, following) and not _is_annex(section):
        return "写出来是空的，请补写这一节"
    length = sum(len(line) for line in lines if isinstance(line, str))
    if section.limit is not None and length > section.limit:
        return f"共{length}字，超过字数上限{section.limit}字，请删减"
    return ""


def _place(section: Section, heading: str = "") -> str:
    place = place_of(section.text)
    stop = "、" if level_of(section.number) == 1 and not section.number.endswith("、") else ""
    name = f"“{section.number}{stop}{heading or section.heading}”"
    return f"{place}（{name}）" if place else name
