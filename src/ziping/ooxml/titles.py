"""Titles of sheets: no two alike in a workbook, whatever their case, and none longer than Excel allows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count

LONGEST_TITLE = 31


def free_title(wanted: str, taken: Iterable[str], *, numbered: str = "{}") -> str:
    """``wanted`` where no sheet of ``taken`` is called so, else with the first number from 2 that is free, written as
    ``numbered`` says; cut where it is too long."""
    used = {title.lower() for title in taken}
    ends = chain([""], map(numbered.format, count(2)))
    titles = (f"{wanted[: LONGEST_TITLE - len(end)]}{end}" for end in ends)
    return next(title for title in titles if title.lower() not in used)
