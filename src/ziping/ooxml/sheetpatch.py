"""Write values into one worksheet part; every byte that is not of an edited cell stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ziping.domain.snapshot import CellEdit, address
from ziping.errors import ZipingError
from ziping.ooxml import guards
from ziping.ooxml.cellxml import changed_cell, formula_element, new_cell
from ziping.ooxml.layout import Layout, Position, Rectangle, RowSpan
from ziping.ooxml.tags import Splice, is_empty, opened, spliced, with_attribute

Edits = Mapping[Position, CellEdit]


class SheetPatch:
    """One worksheet and what to write; ``changes_formulas`` tells that a formula comes, goes or becomes another."""

    def __init__(self, layout: Layout, edits: Edits, name: str, date1904: bool) -> None:
        """ZipingError for a value inside a merge but not in its first cell, and for part of an array formula.

        ValueError for what Excel takes for no formula.
        """
        self._layout, self._edits, self._name, self._date1904 = layout, edits, name, date1904
        self._formulas = layout.formulas()
        self._given = {
            at: formula_element(layout.prefix, edit.formula) for at, edit in edits.items() if edit.formula is not None
        }
        self._replaced = {at for at, edit in edits.items() if not edit.keep_formula} | self._given.keys()
        self.changes_formulas = bool(self._given) or any(at in self._formulas for at in self._replaced)
        for at in edits:
            self._refuse_covered(at)
        for at in self._replaced & (layout.cells.keys() | self._given.keys()):
            self._refuse_shared(at)

    def apply(self) -> bytes:
        """The part's new bytes."""
        layout, splices = self._layout, list[Splice]()
        missing: dict[int, list[int]] = defaultdict(list)
        for at, edit in sorted(self._edits.items()):
            if at in layout.cells:
                cell = layout.cells[at]
                splices.append((cell.start, cell.end, self._changed(at, edit)))
            elif at in self._given or edit.value not in (None, ""):
                missing[at[0]].append(at[1])
        if missing:
            rows = {row.number: row for row in layout.rows}
            for number, columns in missing.items():
                splices += self._into_row(rows[number], columns) if number in rows else ()
            splices += self._new_rows({n: columns for n, columns in missing.items() if n not in rows})
            splices += self._grown_dimension([(n, c) for n, columns in missing.items() for c in columns])
        return spliced(layout.xml, splices)

    def _changed(self, at: Position, edit: CellEdit) -> bytes:
        layout, cell = self._layout, self._layout.cells[at]
        formula = self._given.get(at, b"")
        if at not in self._replaced and cell.formula:
            formula = layout.xml[cell.formula.start : cell.formula.end]
        filled = at not in self._replaced and any(_inside(at, area) for area in layout.arrays)
        return changed_cell(
            *(layout.xml, cell, layout.prefix, address(*at), edit.value, self._date1904),
            formula=formula,
            computed=bool(formula) or filled,
        )

    def _new(self, row: int, column: int, style: str | None) -> bytes:
        value, formula = self._edits[row, column].value, self._given.get((row, column), b"")
        return new_cell(self._layout.prefix, address(row, column), style, value, self._date1904, formula)

    def _into_row(self, row: RowSpan, columns: list[int]) -> list[Splice]:
        """New cells of a row that exists, each before the first cell right of it."""
        layout, inserted = self._layout, defaultdict[int, bytes](bytes)
        own = row.attributes.get("s") if row.attributes.get("customFormat") in ("1", "true") else None
        for column in columns:
            place = next((cell.start for at, cell in row.cells if at > column), row.close)
            inserted[place] += self._new(row.number, column, own or self._column_style(column))
        old = layout.xml[row.start : row.inner]
        tag = _spanning(old, row.attributes.get("spans", ""), columns)
        if is_empty(old):
            content = b"".join(inserted.values())
            return [(row.start, row.end, b"%b%b</%brow>" % (opened(tag), content, layout.prefix))]
        splices = [(place, place, cells) for place, cells in inserted.items()]
        return splices if tag == old else [*splices, (row.start, row.inner, tag)]

    def _new_rows(self, missing: Mapping[int, list[int]]) -> list[Splice]:
        """New rows, each before the first row below it."""
        layout, inserted = self._layout, defaultdict[int, bytes](bytes)
        data = layout.data
        if data is None:
            raise guards.damaged(self._name, "no sheetData")
        for number, columns in missing.items():
            place = next((row.start for row in layout.rows if row.number > number), data.close)
            cells = b"".join(self._new(number, column, self._column_style(column)) for column in columns)
            inserted[place] += b'<%brow r="%d">%b</%brow>' % (layout.prefix, number, cells, layout.prefix)
        tag = layout.xml[data.start : data.inner]
        if inserted and is_empty(tag):
            rows = b"".join(inserted.values())
            return [(data.start, data.end, b"%b%b</%bsheetData>" % (opened(tag), rows, layout.prefix))]
        return [(place, place, rows) for place, rows in inserted.items()]

    def _column_style(self, column: int) -> str | None:
        return next((style for first, last, style in self._layout.columns if first <= column <= last), None)

    def _grown_dimension(self, added: list[Position]) -> list[Splice]:
        """The sheet's stated extent, where it no longer covers the new cells."""
        span = self._layout.dimension
        if span is None:
            return []
        tag = self._layout.xml[span.start : span.inner]
        top, left, bottom, right = self._layout.extent
        rows, columns = [at[0] for at in added], [at[1] for at in added]
        grown = min(top, *rows), min(left, *columns), max(bottom, *rows), max(right, *columns)
        if grown == (top, left, bottom, right):
            return []
        reference = f"{address(*grown[:2])}:{address(*grown[2:])}".encode()
        return [(span.start, span.inner, with_attribute(tag, b"ref", reference))]

    def _refuse_covered(self, at: Position) -> None:
        for merge in self._layout.merges:
            if _inside(at, merge) and at != merge[:2] and (at in self._given or self._edits[at].value is not None):
                area = f"{address(*merge[:2])}:{address(*merge[2:])}"
                raise ZipingError(
                    f"{self._where(at)}被合并单元格 {area} 盖住，不能写入，请取消合并或改写它的左上角单元格"
                )

    def _refuse_shared(self, at: Position) -> None:
        """A formula that fills several cells can be replaced only together with all of them."""
        others = {c for area in self._layout.arrays if _inside(at, area) for c in self._filled(area)}
        formula = self._formulas.get(at, {})
        if formula.get("t") == "shared" and "ref" in formula:
            others |= {c for c, f in self._formulas.items() if f.get("si") == formula.get("si")}
        if not others <= self._replaced:
            raise ZipingError(
                f"{self._where(at)}是数组公式或共享公式的一部分，不能单独改写，请先在 Excel 里把这些公式转为数值"
            )

    def _filled(self, area: Rectangle) -> list[Position]:
        cells = self._layout.cells.items()
        return [at for at, cell in cells if _inside(at, area) and (cell.value or cell.formula)]

    def _where(self, at: Position) -> str:
        return f"“{self._name}”工作表“{self._edits[at].sheet}”的 {address(*at)} "


def _inside(at: Position, area: Rectangle) -> bool:
    return area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3]


def _spanning(tag: bytes, spans: str, columns: list[int]) -> bytes:
    """A row's tag whose ``spans`` hint, where it has one, covers the new columns."""
    first, colon, last = spans.partition(":")
    if not (colon and first.isdecimal() and last.isdecimal()):
        return tag
    grown = f"{min(int(first), *columns)}:{max(int(last), *columns)}"
    return tag if grown == spans else with_attribute(tag, b"spans", grown.encode())
