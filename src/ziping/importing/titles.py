"""Titles of 自评表, and the years that texts speak of."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.importing.grid import Slot
from ziping.importing.vocabulary import lexicons
from ziping.patterns import pattern

_YEAR = pattern(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")
_OF_YEAR = pattern(r"(?<!\d)((?:19|20|21)\d\d)年度")
DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")
"""The digits of years, however they are written."""
_BEGINS = pattern(r"(?:19|20|21)\d\d年度?[^\d,。;:]{2,30}$")
_HEADING = pattern(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、]).{2,20}")
_TITLE_LENGTH = 70
TITLE_CELLS = 2
"""Cells of a line with a title, at most: beside it may stand the unit of money."""


def is_title(slot: Slot) -> bool:
    """Whether a cell is the title of a 自评表."""
    words = lexicons()
    plain = slot.key
    if not any(word in plain for word in words.titles) or len(plain) > _TITLE_LENGTH:
        return False
    return (
        not any(end in plain for end in ("。", ";", "；")) and words.fields.find(slot.text.partition("：")[0]) is None
    )


def is_heading(slots: Sequence[Slot]) -> bool:
    """Whether a line is a numbered heading: （二）履职效果."""
    return len(slots) == 1 and _HEADING.fullmatch(slots[0].key) is not None


def year_of(text: str) -> int | None:
    """The year a text speaks of: the one before 年度, else the only one."""
    text = text.translate(DIGITS)
    years = set(_OF_YEAR.findall(text)) or set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def begins_title(slot: Slot) -> bool:
    """Whether a cell may be the first line of a title that tells no year: 2023年度部门整体支出 above 绩效自评表."""
    return bool(_BEGINS.match(slot.key))
