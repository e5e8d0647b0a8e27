"""The arguments of worksheet functions on their way through xlwings: every one arrives as ``Given``.

Nothing here raises: an exception on this way would stand in the cell as Python wrote it. What could not be read is
kept as the ``problem`` of the argument, and is said when the function asks for its values.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from xlwings import conversion

from ziping import log
from ziping.domain.model import Entry
from ziping.domain.snapshot import address
from ziping.excel.arguments import ArgumentError, entry_of

LIMIT = 20_000
"""Cells of the largest area a function takes; a whole column is always a mistake."""

_AS_ROWS = {"ndim": 2, "err_to_str": True}
_values: Any = conversion.ValueAccessor


class Given:
    """One argument: ``rows`` of values, all of one width, and the range they come from, None where they are constants
    or the result of another function."""

    def __init__(self, rows: Any, range: Any = None, problem: str = "") -> None:
        self._rows = tuple(tuple(row) for row in rows)
        self._range = range
        self._problem = problem

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The values as xlwings gives them. Raises ArgumentError where they could not be read."""
        if self._problem:
            raise ArgumentError(self._problem)
        return self._rows

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def value(self) -> Entry:
        """The one cell; of a merged area the one that holds something. Raises ArgumentError for several."""
        filled = [value for row in self.rows for value in row if value is not None]
        if len(filled) > 1 or (filled and self.rows[0][0] is None):
            raise ArgumentError(f"这里只能给一个单元格，不能给 {len(self.rows)} 行 {self.width} 列的区域")
        return self.entry(0, 0)

    def entry(self, row: int, column: int) -> Entry:
        """A cell, counted from 0; a number with the text its format shows."""
        value = self.rows[row][column]
        number = isinstance(value, float | int | Decimal) and not isinstance(value, bool)
        return entry_of(value, self._formats(column)[row] if number else None)

    def place(self, row: int, column: int) -> tuple[str, str]:
        """Sheet and address of a cell; as if the area began in A1 where it is no range."""
        sheet, top, left = self._origin
        return sheet, address(top + row, left + column)

    def span(self, row: int, column: int) -> int:
        """Rows of the merged cell that begins here, 1 where it is a single one."""
        if self._range is None:
            return 1
        try:
            return int(self._range[row, column].merge_area.shape[0])
        except Exception as error:
            log.note_exception(error)
            return 1

    @cached_property
    def _origin(self) -> tuple[str, int, int]:
        if self._range is None:
            return "", 1, 1
        return str(self._range.sheet.name), int(self._range.row), int(self._range.column)

    def _formats(self, column: int) -> list[str | None]:
        """The number formats of a column, asked for once."""
        known = self.__dict__.setdefault("_known_formats", {})
        if column not in known:
            known[column] = self._read_formats(column)
        formats: list[str | None] = known[column]
        return formats

    def _read_formats(self, column: int) -> list[str | None]:
        if self._range is None:
            return [None] * len(self._rows)
        try:
            whole = self._range.number_format
            return _formats(self._range, 0, len(self._rows), column) if whole is None else [whole] * len(self._rows)
        except Exception as error:
            log.note_exception(error)
            return [None] * len(self._rows)


NOTHING = Given(((None,),))
"""An optional argument that was left out."""


def given(value: Any) -> Given:
    """``value`` as an argument, also where Python calls a function by hand: a value, a list of rows, or Given."""
    if isinstance(value, Given):
        return value
    if isinstance(value, list | tuple):
        return Given(value if value and isinstance(value[0], list | tuple) else (value,))
    return Given(((value,),))


class Arguments(conversion.Accessor):
    """The xlwings accessor that reads an argument as Given."""

    @classmethod
    def reader(cls, options: Any) -> Any:  # noqa: ARG003
        return conversion.Pipeline([_read])


def _read(context: Any) -> None:
    """Replaces the value of a conversion context by Given."""
    try:
        source = context.range
        if source is not None and source.size > LIMIT:
            context.value = Given((), None, "区域太大，请只选有内容的行和列")
        else:
            _values.reader(_AS_ROWS)(context)
            context.value = Given(context.value, source)
    except Exception as error:
        log.note_exception(error)
        context.value = Given((), None, "没能读出单元格的内容，请重新计算；仍不行请把日志发给维护者")


def _formats(source: Any, top: int, bottom: int, column: int) -> list[str | None]:
    """Excel names the format of many cells at once where they have the same; else by halves."""
    code = source[top:bottom, column].number_format
    if code is not None or bottom - top == 1:
        return [code] * (bottom - top)
    middle = (top + bottom) // 2
    return _formats(source, top, middle, column) + _formats(source, middle, bottom, column)
