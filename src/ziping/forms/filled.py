"""What is put into a new workbook: a whole sample, or just unit and year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

Value = Decimal | str | date | None


class _Filled(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class FilledParts(_Filled):
    """A reading of target and actual that the texts alone do not give."""

    sign: str = ""
    number: Decimal | date | None = None
    upper: Decimal | None = None
    unit: str = ""
    actual: Decimal | date | None = None
    rating: str | None = None
    manual: Decimal | None = None


class FilledIndicator(_Filled):
    level1: str
    level2: str
    name: str
    target: str | None = None
    actual: str | None = None
    weight: Decimal | None = None
    reason: str | None = None
    parts: FilledParts | None = None


class FilledRow(_Filled):
    """A fund row: a figure that is given, even an empty one, stands there instead of the template's formula."""

    initial: Decimal | None | msgspec.UnsetType = msgspec.UNSET
    adjusted: Decimal | None | msgspec.UnsetType = msgspec.UNSET
    executed: Decimal | None | msgspec.UnsetType = msgspec.UNSET
    weight: Decimal | None | msgspec.UnsetType = msgspec.UNSET
    rate: Decimal | None | msgspec.UnsetType = msgspec.UNSET
    score: Decimal | None | msgspec.UnsetType = msgspec.UNSET


class Filled(_Filled):
    """Values for a form. ``indicators`` and ``tables`` are keyed by block, ``sections`` by the section's path
    (一/（一）), ``facts`` by fact key; money in 万元."""

    form: str
    title: str = ""
    year: int | None = None
    fields: dict[str, str] = {}
    funds: dict[str, FilledRow] = {}
    goal_planned: str | None = None
    goal_actual: str | None = None
    indicators: dict[str, tuple[FilledIndicator, ...]] = {}
    tables: dict[str, tuple[dict[str, Decimal | str | None], ...]] = {}
    facts: dict[str, Decimal] = {}
    sections: dict[str, str] = {}
