"""What a submitted copy still holds, and whether a formula refers to nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.domain.snapshot import address
from ziping.ooxml.formulas import position, rectangle, sheets_in
from ziping.ooxml.layout import Position, Rectangle
from ziping.patterns import pattern

_TEXT = pattern(r'"(?:[^"]|"")*"')
_REFERENCE = pattern(
    r"(?:(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!)?(?<![\w.$\\])(\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?![\w.(!])"
)
_WORD = pattern(r"[^\W\d][\w.\\]*")


class Scope:
    """The sheets that are kept, each with the cells that are (None: all of them), and the names that go."""

    def __init__(self, areas: Mapping[str, Rectangle | None], lost_names: set[str]) -> None:
        self._areas = {sheet.lower(): area for sheet, area in areas.items()}
        self._lost = {name.lower() for name in lost_names}

    def area(self, sheet: str) -> Rectangle | None:
        return self._areas.get(sheet.lower())

    def keeps(self, formula: str, sheet: str) -> bool:
        """Whether all that ``formula``, written on ``sheet``, refers to is still there."""
        formula = _TEXT.sub('""', formula)
        if "[" in formula or "#REF!" in formula or not sheets_in(formula) <= self._areas.keys():
            return False
        if self._lost and any(word.lower() in self._lost for word in _WORD.findall(formula)):
            return False
        return all(
            self._holds((quoted or named or sheet).replace("''", "'"), cell)
            for quoted, named, cell in _REFERENCE.findall(formula)
        )

    def _holds(self, sheet: str, cell: str) -> bool:
        area = self._areas.get(sheet.lower())
        try:
            return area is None or within(position(cell), area)
        except ValueError:  # TAX2025 is a name that looks like a cell off the sheet
            return True


def within(at: Position, area: Rectangle | None) -> bool:
    """Whether a cell lies in ``area``; None is the whole sheet."""
    return area is None or (area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3])


def cut(references: str, area: Rectangle | None) -> str:
    """The part of “A1:C4 E2” that lies in ``area``, "" where none does."""
    if area is None:
        return references
    found = []
    for reference in references.split():
        top, left, bottom, right = rectangle(reference)
        top, left = max(top, area[0]), max(left, area[1])
        bottom, right = min(bottom, area[2]), min(right, area[3])
        if top <= bottom and left <= right:
            found.append(reference_of((top, left, bottom, right)))
    return " ".join(found)


def reference_of(area: Rectangle) -> str:
    """(1, 1, 4, 3) → A1:C4"""
    first, last = address(area[0], area[1]), address(area[2], area[3])
    return first if first == last else f"{first}:{last}"
