"""One worksheet part as the cells and merges of a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise, starmap
from operator import itemgetter, lt

from msgspec.structs import replace

from ziping.domain.snapshot import Cell, address
from ziping.ooxml.cells import Cells
from ziping.ooxml.formulas import MAX_ROW, moved, position, rectangle
from ziping.ooxml.plaincells import PlainCell, split
from ziping.ooxml.xml import Attributes, Handlers, Parser, damage_named, parse, unescape

Position = tuple[int, int]
Merge = tuple[int, int, int, int]
Formula = tuple[Attributes, str]

# Where a cell's value is noted among its attributes; no XML attribute can have this name.
_VALUE = "<v>"


class _Positions(dict[str, Position]):
    """Positions by reference; ValueError for a reference that is no cell of a sheet."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}

    def __missing__(self, reference: str) -> Position:
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            at = position(reference)
            self._columns[letters] = at[1]
        else:
            at = int(reference[len(letters) :]), column
            if not 0 < at[0] <= MAX_ROW:
                raise ValueError(f"off the sheet: {reference}")
        self[reference] = at
        return at


class SheetReader:
    """Reads the worksheets of one workbook; addresses and equal cells are worked out once for all of them."""

    def __init__(self, cells: Cells, name: str) -> None:
        self._cells, self._name = cells, name
        self._positions = _Positions()

    def read(self, xml: bytes, part: str) -> tuple[dict[Position, Cell], tuple[Merge, ...]]:
        """The non-empty cells in reading order, and the merges."""
        plain, rest = split(xml, self._name, part)
        elements = _Elements(self._positions)
        parse(rest, self._name, part, elements.handlers)
        with damage_named(self._name, part):
            cells = self._assembled(plain, elements)
        if not all(starmap(lt, pairwise(cells))):
            cells = dict(sorted(cells.items(), key=itemgetter(0)))
        return cells, tuple(elements.merges)

    def _assembled(self, plain: list[PlainCell], elements: _Elements) -> dict[Position, Cell]:
        known, positions = self._cells, self._positions
        plain = [cell for cell in plain if cell[4] or cell[3] is not None]
        cells = {positions[r]: known[t or "n", s or "0", v or ""] for r, s, t, _, v in plain}
        formulas: dict[Position, Formula] = {positions[r]: ({}, f) for r, _, _, f, _ in plain if f is not None}
        for attributes in elements.cells:
            stored = known[attributes.get("t", "n"), attributes.get("s", "0"), attributes[_VALUE]]
            cells[positions[attributes["r"]]] = stored
        if len(cells) < len(plain) + len(elements.cells):
            raise ValueError("a cell occurs twice")
        formulas |= elements.formulas
        for at in [at for at, cell in cells.items() if not cell.raw and at not in formulas]:
            del cells[at]
        for at, formula in formulas_by_cell(formulas, cells).items():
            cells[at] = replace(cells[at], formula=formula)
        return cells


class _Elements:
    """The cells, formulas and merges of a sheet, element by element."""

    def __init__(self, positions: _Positions) -> None:
        self._positions = positions
        self.cells: list[Attributes] = []
        self.formulas: dict[Position, Formula] = {}
        self.merges: list[Merge] = []

    def handlers(self, prefix: str, _: Parser) -> Handlers:
        cell, value, text, formula = f"{prefix}c", f"{prefix}v", f"{prefix}t", f"{prefix}f"
        row, merge, phonetic, inline = f"{prefix}row", f"{prefix}mergeCell", f"{prefix}rPh", f"{prefix}is"
        positions = self._positions
        formula_attributes: Attributes = {}
        pieces: list[str] = []
        runs: list[str] = []
        current: Attributes = {}
        row_number = 0
        in_phonetic = False

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal current, formula_attributes, row_number, in_phonetic
            if tag in (value, text, formula):
                pieces.clear()
                if tag == formula:
                    formula_attributes = attributes
            elif tag == cell:
                if "r" not in attributes:
                    column = positions[current["r"]][1] if current else 0
                    attributes["r"] = address(row_number, column + 1)
                current = attributes
            elif tag == row:
                row_number = int(attributes["r"]) if "r" in attributes else row_number + 1
                current = {}
            elif tag == merge:
                self.merges.append(rectangle(attributes["ref"]))
            elif tag == phonetic:
                in_phonetic = True

        def end(tag: str) -> None:
            nonlocal in_phonetic
            if tag == value:
                if pieces:
                    current[_VALUE] = "".join(pieces)
            elif tag == cell:
                if _VALUE in current:
                    self.cells.append(current)
            elif tag == formula:
                self.formulas[positions[current["r"]]] = formula_attributes, "".join(pieces)
                current[_VALUE] = ""
            elif tag == text:
                if not in_phonetic:
                    runs.append("".join(pieces))
            elif tag == inline:
                if any(runs):
                    current[_VALUE] = "".join(runs)
                runs.clear()
            elif tag == phonetic:
                in_phonetic = False

        return start, end, pieces.append


def formulas_by_cell(stored: Mapping[Position, Formula], cells: Collection[Position]) -> dict[Position, str]:
    """The formula of every formula cell, shared and array ones given to each cell they fill.

    ``stored`` are the attributes and text of the formula elements, ``cells`` the places that may be filled.
    KeyError for a member of a shared formula that has no master.
    """
    found: dict[Position, str] = {}
    masters: dict[str, tuple[Position, str]] = {}
    members: dict[Position, str] = {}
    for at, (attributes, text) in stored.items():
        kind = attributes.get("t", "normal")
        formula = f"={unescape(text)}"
        if kind == "shared" and not text:
            members[at] = attributes["si"]
            continue
        if kind == "shared":
            masters[attributes["si"]] = at, formula
        elif kind == "dataTable":
            formula = f"=TABLE({attributes.get('r1', '')},{attributes.get('r2', '')})"
        if kind in ("array", "dataTable") and "ref" in attributes:
            top, left, bottom, right = rectangle(attributes["ref"])
            inside = (p for p in cells if top <= p[0] <= bottom and left <= p[1] <= right and p not in stored)
            found.update(dict.fromkeys(inside, formula))
        found[at] = formula
    for at, shared in members.items():
        (row, column), formula = masters[shared]
        found[at] = moved(formula, at[0] - row, at[1] - column)
    return found
