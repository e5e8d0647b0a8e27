"""Outlines (体例、提纲): the sections of a report with their default texts, as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from ziping.domain.model import Entry, Section
from ziping.errors import ZipingError
from ziping.packs import files, load
from ziping.patterns import pattern

TITLE, PART, ADDRESSEE, ANNEX = "标题", "部分", "主送", "附件"

_LEVELS = (
    (1, pattern(r"[一二三四五六七八九十]+[、]?")),
    (2, pattern(r"[（(][一二三四五六七八九十]+[）)]")),
    (3, pattern(r"\d+[.．、]?")),
    (4, pattern(r"[（(]\d+[）)]")),
)


class OutlineRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the 报告文字 sheet. ``number`` as printed (一, （一）, 1., （1）), or 标题, 部分, 主送, 附件1,
    or "" for a paragraph without heading; ``heading`` and ``text`` with placeholders; ``limit`` in characters."""

    number: str
    heading: str = ""
    text: str = ""
    hint: str = ""
    limit: int | None = None

    @property
    def level(self) -> int:
        return level_of(self.number)


class Outline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    source: str
    rows: tuple[OutlineRow, ...]

    def sections(self) -> tuple[Section, ...]:
        """The rows as a form without 报告文字 sheet has them."""
        return tuple(
            Section(row.number, row.heading, Entry(text=row.text or None), row.hint, row.limit) for row in self.rows
        )


def level_of(number: str) -> int:
    """1 for 一, 2 for （一）, 3 for 1., 4 for （1）, 0 for a row that is no numbered section."""
    return next((level for level, pattern in _LEVELS if pattern.fullmatch(number.strip())), 0)


def outline_ids() -> tuple[str, ...]:
    """All outlines, in alphabetical order."""
    return tuple(files("outlines"))


@cache
def load_outline(id: str) -> Outline:
    """The outline ``id``. Raises ZipingError for an unknown id."""
    outline = load("outlines", id, Outline, read_outline)
    if outline is None:
        raise ZipingError(f"没有报告提纲“{id}”，可用的有：{'、'.join(outline_ids())}")
    return outline


def read_outline(path: Path) -> Outline:
    """The outline in a YAML file. Raises ZipingError with file and line for anything that is wrong in it."""
    # Only here is YAML needed.
    from ziping.packs.record import read_record

    return read_record(path, Outline, "提纲文件")
