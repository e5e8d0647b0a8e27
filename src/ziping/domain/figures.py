"""Figures for report texts. One that is not there is ``Missing``: it never turns into an empty text or a zero, a
sentence that uses it fails with its name."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

import msgspec

from ziping.domain.decimals import plain
from ziping.domain.model import EMPTY, Entry, SelfEvaluation
from ziping.domain.scoring.results import Scores
from ziping.errors import ZipingError

STOPS = "。；;，,"
"""What may stand at the end of a cell but not inside a sentence."""


def place_of(entry: Entry) -> str:
    """自评表!D7; "" where the entry comes from no cell."""
    return f"{entry.sheet}!{entry.cell}" if entry.sheet and entry.cell else entry.cell


class MissingFigureError(ZipingError):
    """A sentence uses a figure that the workbook does not hold."""


class Missing:
    """A figure that is not there; any use of it raises ``MissingFigureError`` with its name and cell."""

    def __init__(self, name: str, entry: Entry = EMPTY) -> None:
        place = place_of(entry)
        if entry.empty:
            self._reason = f"没有填“{name}”" + (f"（{place}）" if place else "")
        else:
            self._reason = f"读不出“{name}”的数（{place}是“{entry.error or entry.text}”）"

    @property
    def reason(self) -> str:
        return self._reason

    def _fail(self, *_: object) -> NoReturn:
        raise MissingFigureError(self._reason)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        self._fail()

    __hash__ = None  # type: ignore[assignment]
    __str__ = __format__ = __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = __int__ = __float__ = _fail
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __neg__ = __abs__ = _fail
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _fail


def first_missing(*values: Any) -> Missing | None:
    return next((value for value in values if isinstance(value, Missing)), None)


class Figure(Decimal):
    """A number of the workbook that is written as the user sees it there; arithmetic gives plain numbers."""

    seen: str

    def __new__(cls, number: Decimal, seen: str) -> Figure:
        self = super().__new__(cls, number)
        self.seen = seen
        return self


class TablePlace(dict[str, Any]):
    """A table of ``form``. Written on a line of its own it puts the table there; ``行`` and ``合计`` hold its figures
    by column label, each row is also found by its name; the parts of 指标表 are tables by block and first-level
    indicator."""

    def __init__(self, id: str, form: tuple[SelfEvaluation, Scores], figures: Mapping[str, Any] | None = None) -> None:
        super().__init__(figures or {})
        self.id = id
        self.form = form


class ChartPlace(msgspec.Struct, frozen=True):
    """A chart of horizontal bars, put where it is written on a line of its own: name and fraction of every bar, the
    first on top. Without bars nothing is put there."""

    title: str
    bars: tuple[tuple[str, Decimal], ...] = ()


def line_of(entry: Entry) -> str:
    """A name on one line: a line break inside a cell is no part of it."""
    return "".join((entry.text or "").split("\n")).strip()


def text_of(name: str, entry: Entry) -> Any:
    """The text of a cell that is called ``name``, Missing where it is empty or an error."""
    return Missing(name, entry) if entry.empty or entry.error else (entry.text or "").strip()


def phrase_of(name: str, entry: Entry) -> Any:
    """A text that goes on inside a sentence: without line breaks and its own full stop."""
    return Missing(name, entry) if entry.empty or entry.error else line_of(entry).rstrip(STOPS)


def amount_of(name: str, entry: Entry) -> Any:
    """The number in a cell as a Figure, Missing where there is none."""
    number = entry.amount()
    return Missing(name, entry) if number is None else Figure(number, (entry.text or plain(number)).strip())


def score_of(name: str, entry: Entry, computed: Decimal | None) -> Any:
    """The score that stands in a cell, else the computed one."""
    return computed if entry.empty and computed is not None else amount_of(name, entry)


def value_of(name: str, entry: Entry) -> Any:
    """A number where the cell holds one, else its text."""
    return text_of(name, entry) if entry.amount() is None else amount_of(name, entry)
