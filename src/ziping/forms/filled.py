"""What is put into a new workbook: a whole sample, or just unit and year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

Value = Decimal | str | date | None


class _Filled(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class FilledParts(_Filled, frozen=True, kw_only=True):
    """The entry cells of a row. ``day`` and ``actual_day`` stand in the number cells of a deadline (期限)."""

    sign: str = ""
    number: Decimal | None = None
    day: date | None = None
    upper: Decimal | None = None
    unit: str = ""
    actual: Decimal | None = None
    actual_day: date | None = None
    rating: str | None = None
    manual: Decimal | None = None


class FilledIndicator(_Filled, frozen=True, kw_only=True):
    level1: str
    level2: str
    name: str
    target: str | None = None
    actual: str | None = None
    weight: Decimal | None = None
    reason: str | None = None
    parts: FilledParts | None = None
    extra: dict[str, str] = {}


class FilledRow(_Filled, frozen=True, kw_only=True):
    """A fund row: a figure that is given, even an empty one, stands there instead of the template's formula."""

    initial: Decimal | msgspec.UnsetType | None = msgspec.UNSET
    adjusted: Decimal | msgspec.UnsetType | None = msgspec.UNSET
    executed: Decimal | msgspec.UnsetType | None = msgspec.UNSET
    weight: Decimal | msgspec.UnsetType | None = msgspec.UNSET
    rate: Decimal | msgspec.UnsetType | None = msgspec.UNSET
    score: Decimal | msgspec.UnsetType | None = msgspec.UNSET
    extra: dict[str, Any] = {}

    def value(self, column: str) -> Any:
        """What is given for ``column``."""
        return self.extra[column] if column in self.extra else getattr(self, column, msgspec.UNSET)


class Filled(_Filled, frozen=True, kw_only=True):
    """Values for a form. ``indicators`` and ``tables`` are keyed by block, ``sections`` by the section's path
    (一/（一）), ``facts`` by fact key; money in 万元."""

    form: str
    key: str = ""
    """Which sheet of a set this is."""
    sheet: str = ""
    """Name of the sheet, the form's own where none is given."""
    file: str = ""
    """File name of a sample, without suffix."""
    title: str = ""
    year: int | None = None
    fields: dict[str, str] = {}
    funds: dict[str, FilledRow] = {}
    goal_planned: str | None = None
    goal_actual: str | None = None
    indicators: dict[str, tuple[FilledIndicator, ...]] = {}
    tables: dict[str, tuple[dict[str, Any], ...]] = {}
    total_score: Decimal | None = None
    """The total as the unit typed it, where it is not computed."""
    facts: dict[str, Decimal] = {}
    sections: dict[str, str] = {}


class FilledBook(_Filled, frozen=True, kw_only=True):
    """Values for a whole workbook: its sheets, the figures they share, and texts by report name and section path.
    ``review`` adds the 复核 area, whose cells need the add-in."""

    template: str
    review: bool = False
    file: str = ""
    facts: dict[str, Decimal] = {}
    sheets: tuple[Filled, ...] = ()
    documents: dict[str, dict[str, str]] = {}
