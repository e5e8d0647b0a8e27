"""Reading and writing numbers for checks: amounts of cells, sums written out, rounding tails."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from ziping.domain.decimals import half_up, plain
from ziping.domain.model import Entry
from ziping.patterns import pattern

_DASHES = frozenset("-－—–_/／\\无")
_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_NUMBER = pattern(r"\d+(?:,\d{3})*(?:\.\d+)?")
CENT = Decimal("0.01")
HALF_CENT = Decimal("0.005")
HALF = Decimal("0.5")
ZERO = Decimal(0)
HUNDRED = Decimal(100)


def blank(entry: Entry) -> bool:
    """True for an empty cell and for the dash or 无 that forms use for “nothing here”."""
    return entry.empty or (entry.error is None and set("".join((entry.text or "").split())) <= _DASHES)


def unreadable(entry: Entry) -> bool:
    """True where something is written and it is no number; an error cell is not counted here."""
    return entry.error is None and not blank(entry) and entry.amount() is None


def points_of(entry: Entry) -> Decimal | None:
    """A weight or score. “20%” is not taken for 0.2 points, nor guessed to be 20; it is 20 where the reader of
    somebody's table knew it (权重 20%)."""
    if not (entry.text or "").strip().endswith(("%", "％")):
        return entry.amount()
    printed = number_within(entry.text or "")
    return entry.number if printed is not None and entry.number == Decimal(printed) else None


def number_within(text: str) -> str | None:
    """The one number inside a text: “１０分” → 10; None where there is no or more than one."""
    found: list[str] = _NUMBER.findall(text.translate(_WIDTH))
    return found[0].replace(",", "") if len(found) == 1 else None


def tail(count: int, places: int = 2) -> Decimal:
    """How far a sum of ``count`` rounded numbers may be from its rounded total: half a unit of the last place for
    each of the numbers and for the total."""
    return Decimal(5).scaleb(-places - 1) * (count + 1)


def written_sum(parts: Iterable[Decimal], total: Decimal) -> str:
    """1193.39+0=1193.39"""
    return f"{'+'.join(map(plain, parts))}={plain(total)}".replace("+-", "-")


def places(text: str) -> int:
    """Decimals shown in a text: 50% → 0, 49.88% → 2."""
    found = re.search(r"\.(\d+)", text.translate(_WIDTH))
    return len(found[1]) if found else 0


def percent(fraction: Decimal) -> str:
    """0.4988 → 49.88%"""
    return f"{plain(half_up(fraction * HUNDRED, 2))}%"


def as_fraction(entry: Entry, value: Decimal, exact: Decimal) -> tuple[Decimal, int]:
    """A rate as a fraction, and the decimals its percentage shows. A figure without % may be either 0.95 or 95: the
    one nearer to the computed rate is meant."""
    shown = places(entry.text or "")
    if "%" in short(entry) or "％" in short(entry):
        return value, shown
    if abs(value / HUNDRED - exact) < abs(value - exact):
        return value / HUNDRED, shown
    return value, max(shown - 2, 0)


def short(entry: Entry) -> str:
    """What stands in the cell, on one line."""
    if entry.error:
        return entry.error
    return " ".join((entry.text or "").split()) or (plain(entry.number) if entry.number is not None else "")
