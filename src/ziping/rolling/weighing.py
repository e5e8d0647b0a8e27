"""Weights proposed anew by another standard: the points of each first level spread over its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.domain.levels import level1_of
from ziping.domain.model import Indicator, SelfEvaluation, Workbook
from ziping.domain.rollover import Change
from ziping.domain.scoring.weights import distribute
from ziping.domain.snapshot import CellEdit, position
from ziping.domain.standard import Standard
from ziping.errors import ZipingError
from ziping.forms.inventory import place_of
from ziping.standards.loader import load_standard


def weighed(book: Workbook, before: Mapping[str, str]) -> tuple[list[CellEdit], list[Change]]:
    """The weights of the forms whose standard is another one than ``before`` (id by sheet), and what is told."""
    edits: list[CellEdit] = []
    told: list[Change] = []
    for form in book.forms:
        if before.get(form.sheet, form.standard) == form.standard or not form.indicators:
            continue
        rules = load_standard(form.standard)
        spread, rows = _spread(form, rules)
        if spread is None:
            note = f"一级指标对不上规则包“{rules.title}”的分值，没有重新分配，请自行核对"
            told.append(Change("open", form.sheet, "分值", "、".join(rows), note=note))
            continue
        for row, points in _points(rows, spread, rules):
            if row.weight.number != points and not row.weight.formula and row.weight.cell:
                edits.append(CellEdit(row.weight.sheet, *position(row.weight.cell), points))
                what = f"指标“{(row.name.text or '').strip()}”的分值"
                told.append(Change("weighed", place_of(row.weight), what, row.weight.text or "", plain(points)))
    return edits, told


def _spread(form: SelfEvaluation, rules: Standard) -> tuple[Mapping[str, Decimal] | None, dict[str, list[Indicator]]]:
    """The spread of the standard that fits the first levels the form has rows under, and these rows."""
    known = {level1_of(level, ""): level for spread in rules.weights.spreads for level in spread}
    rows: dict[str, list[Indicator]] = {}
    for row in form.indicators:
        if not row.name.empty:
            means = level1_of(row.level1.text or "", row.level2.text or "")
            rows.setdefault(known.get(means, means or "没有写一级指标的"), []).append(row)
    return next((spread for spread in rules.weights.spreads if set(spread) == set(rows)), None), rows


def _points(
    rows: Mapping[str, Sequence[Indicator]], spread: Mapping[str, Decimal], rules: Standard
) -> Iterator[tuple[Indicator, Decimal]]:
    for level, members in rows.items():
        try:
            points = distribute(spread[level], len(members), places=rules.rounding.digits)
        except ZipingError:
            continue
        yield from zip(members, points, strict=True)
