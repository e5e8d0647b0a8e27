"""One worksheet part as the cells and merges of a snapshot."""

from __future__ import annotations

from msgspec.structs import replace

from ziping.domain.snapshot import Cell, address
from ziping.ooxml.cells import Cells
from ziping.ooxml.formulas import moved, position, rectangle
from ziping.ooxml.xml import Attributes, Handlers, Parser, parse, unescape

Position = tuple[int, int]
Merge = tuple[int, int, int, int]


class _Positions(dict[str, Position]):
    """Positions by reference; ValueError for a reference that is no cell of a sheet."""

    def __missing__(self, reference: str) -> Position:
        at = self[reference] = position(reference)
        return at


class SheetReader:
    """Reads the worksheets of one workbook; addresses and equal cells are worked out once for all of them."""

    def __init__(self, cells: Cells, name: str) -> None:
        self._cells, self._name = cells, name
        self._positions = _Positions()

    def read(self, xml: bytes, part: str) -> tuple[dict[Position, Cell], tuple[Merge, ...]]:
        """The non-empty cells in reading order, and the merges."""
        cells: dict[Position, Cell] = {}
        merges: list[Merge] = []
        formulas = _Formulas()

        def handlers(prefix: str, _: Parser) -> Handlers:
            return self._handlers(prefix, cells, merges, formulas)

        parse(xml, self._name, part, handlers)
        ordered = sorted(cells)
        if ordered != list(cells):
            cells = {at: cells[at] for at in ordered}
        return cells, tuple(merges)

    def _handlers(self, prefix: str, cells: dict[Position, Cell], merges: list[Merge], formulas: _Formulas) -> Handlers:
        # Called for every element of a sheet: cells and values come first, and do no more than they must.
        cell, value, text, formula = f"{prefix}c", f"{prefix}v", f"{prefix}t", f"{prefix}f"
        row, merge, phonetic, inline = f"{prefix}row", f"{prefix}mergeCell", f"{prefix}rPh", f"{prefix}is"
        known, positions = self._cells, self._positions
        pieces: list[str] = []
        runs: list[str] = []
        current: Attributes = {}
        data = f"{prefix}sheetData"
        row_number = 0
        in_phonetic = False

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal current, row_number, in_phonetic
            if tag == value:
                pieces.clear()
            elif tag == cell:
                if "r" not in attributes:
                    column = positions[current["r"]][1] if current else 0
                    attributes["r"] = address(row_number, column + 1)
                current = attributes
            elif tag == row:
                row_number = int(attributes["r"]) if "r" in attributes else row_number + 1
                current = {}
            elif tag == formula:
                pieces.clear()
                formulas.begin(positions[current["r"]], attributes)
            elif tag == text:
                pieces.clear()
            elif tag == merge:
                merges.append(rectangle(attributes["ref"]))
            elif tag == phonetic:
                in_phonetic = True

        def end(tag: str) -> None:
            nonlocal in_phonetic
            if tag == value:
                keep("".join(pieces))
            elif tag == cell:
                pass
            elif tag == formula:
                formulas.end(unescape("".join(pieces)))
                cells[positions[current["r"]]] = known["n", current.get("s", "0"), ""]
            elif tag == text:
                if not in_phonetic:
                    runs.append("".join(pieces))
            elif tag == inline:
                keep("".join(runs))
                runs.clear()
            elif tag == phonetic:
                in_phonetic = False
            elif tag == data:
                for at, filled in formulas.of(cells).items():
                    cells[at] = replace(cells[at], formula=filled)

        def keep(stored: str) -> None:
            at = positions[current["r"]]
            made = known[current.get("t", "n"), current.get("s", "0"), stored]
            # A cell without value is kept only where its formula has been.
            if made.raw or at in cells:
                cells[at] = made

        return start, end, pieces.append


class _Formulas:
    """The formulas of one sheet, shared and array ones given to each cell they fill."""

    def __init__(self) -> None:
        self._own: dict[Position, str] = {}
        self._masters: dict[str, tuple[Position, str]] = {}
        self._members: dict[Position, str] = {}
        self._areas: list[tuple[Merge, str]] = []
        self._at: Position = (0, 0)
        self._attributes: Attributes = {}

    def begin(self, at: Position, attributes: Attributes) -> None:
        self._at, self._attributes = at, attributes

    def end(self, text: str) -> None:
        at, attributes = self._at, self._attributes
        kind = attributes.get("t", "normal")
        if kind == "dataTable":
            text = f"TABLE({attributes.get('r1', '')},{attributes.get('r2', '')})"
        formula = f"={text}"
        if kind == "shared":
            if text:
                self._masters[attributes["si"]] = at, formula
            else:
                self._members[at] = attributes["si"]
                return
        elif kind in ("array", "dataTable") and "ref" in attributes:
            self._areas.append((rectangle(attributes["ref"]), formula))
        self._own[at] = formula

    def of(self, cells: dict[Position, Cell]) -> dict[Position, str]:
        """The formula of every formula cell; KeyError for a member of a shared formula that has no master."""
        found: dict[Position, str] = {}
        for (top, left, bottom, right), formula in self._areas:
            inside = (at for at in cells if top <= at[0] <= bottom and left <= at[1] <= right)
            found.update(dict.fromkeys(inside, formula))
        found.update(self._own)
        for at, shared in self._members.items():
            (row, column), formula = self._masters[shared]
            found[at] = moved(formula, at[0] - row, at[1] - column)
        return found
