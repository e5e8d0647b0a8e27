"""The entry cells of an indicator row: as formulas see them, and as the row's texts and numbers want them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

import msgspec

from ziping.domain.model import Entry, Indicator, Parts
from ziping.domain.quantity import parse_value, split
from ziping.forms.composed import actual_text, cell_sign, dated, split_row, target_text
from ziping.forms.filled import FilledParts
from ziping.forms.formulas import SIGNS
from ziping.ooxml.dates import date_of

_DEADLINE = "期限"


def parts_of(indicator: Indicator) -> FilledParts:
    """The entry cells of a row as the formulas see them: a number that was typed as text is none."""
    parts = indicator.parts
    sign = parts.sign.text or ""
    deadline = sign == _DEADLINE
    number, actual = parts.number.number, parts.actual.number
    return FilledParts(
        sign=sign,
        number=None if deadline else number,
        day=date_of(number, False) if deadline and number is not None else None,
        upper=parts.upper.number,
        unit=parts.unit.text or "",
        actual=None if deadline else actual,
        actual_day=date_of(actual, False) if deadline and actual is not None else None,
        rating=parts.rating.text,
        manual=parts.manual.number,
    )


def wanted_parts(indicator: Indicator, own: Collection[str], year: int | None) -> FilledParts | None:
    """What the entry cells should be: the parts of the texts where a person typed over the composing formulas, numbers
    for numbers that were typed as text. ``own`` are the addresses of cells that still compose their text.

    What the texts do not say stays as entered: a text nobody can take apart leaves the confirmed reading alone. A
    completed number that was entered goes over to the unit of a new target. None where it cannot, and where a cell of
    the row is an error: then entry cells and texts contradict each other until a person decides.
    """
    entered = _entered(indicator, year)
    target, actual = indicator.target, indicator.actual
    own_target, own_actual = target.cell in own, actual.cell in own
    if _has_error(indicator, own):
        return None
    if own_target and own_actual:
        return entered
    wanted = target_text(entered) if own_target else target.text
    found = split_row(wanted, actual_text(entered) if own_actual else actual.text, year=year)
    if found == FilledParts() or (not own_target and _is_free_text(target, entered)):
        return entered
    if own_target:
        return msgspec.structs.replace(
            entered,
            actual=found.actual,
            actual_day=found.actual_day,
            rating=found.rating or entered.rating,
        )
    if own_actual and (_completed(found) is None) != (_completed(entered) is None):
        return None
    return msgspec.structs.replace(found, rating=found.rating or entered.rating, manual=entered.manual)


def _is_free_text(target: Entry, entered: FilledParts) -> bool:
    """A sentence over a number: the number beside the form is how a person reads it."""
    return parse_value(target.text).kind == "text" and (entered.number is not None or entered.day is not None)


def _completed(parts: FilledParts) -> Decimal | date | None:
    return parts.actual if parts.actual_day is None else parts.actual_day


def _has_error(indicator: Indicator, own: Collection[str]) -> bool:
    entries = [getattr(indicator.parts, id) for id in indicator.parts.__struct_fields__]
    entries += [entry for entry in (indicator.target, indicator.actual) if entry.cell not in own]
    return any(entry.error for entry in entries)


def _entered(indicator: Indicator, year: int | None) -> FilledParts:
    parts, given = indicator.parts, parts_of(indicator)
    given = msgspec.structs.replace(given, sign=_sign(parts))
    if given.sign == _DEADLINE:
        return msgspec.structs.replace(
            given,
            day=given.day or dated(parse_value(parts.number.text).end, year),
            actual_day=given.actual_day or dated(parse_value(parts.actual.text).end, year),
        )
    return msgspec.structs.replace(
        given,
        number=_number(parts.number, given.unit),
        upper=_number(parts.upper, given.unit),
        actual=_number(parts.actual, given.unit),
    )


def _number(entry: Entry, unit: str) -> Decimal | None:
    """The number in an entry cell, also of a text such as “９５”, “95%” or “110人次” where that unit stands beside."""
    if entry.number is not None:
        return entry.number
    number = entry.amount()
    if number is None:
        meant = parse_value(entry.text)
        return meant.number if meant.unit == unit and meant.operator == "=" else None
    return number * 100 if (entry.text or "").strip().endswith(("%", "％")) else number


def _sign(parts: Parts) -> str:
    """The sign as the drop-down writes it, also where “>=” or “不少于” was pasted over it."""
    text = (parts.sign.text or "").strip()
    if not text or text in SIGNS:
        return text
    meant = split(f"{text}1")
    return cell_sign(meant.sign) if meant and meant.sign else text
