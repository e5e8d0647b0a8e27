"""The arguments of worksheet functions on their way through xlwings: every one arrives as ``Given``.

Nothing here raises: an exception on this way would stand in the cell as Python wrote it. What could not be read is
kept as the ``problem`` of the argument, and is said when the function asks for its values.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from itertools import groupby
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
        self._known: dict[int, Mapping[int, str]] = {}

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
        return entry_of(value, self._formats(column).get(row) if _is_number(value) else None)

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

    def _formats(self, column: int) -> Mapping[int, str]:
        """The number formats of the numbers in a column by row, asked for once; none where Excel does not tell."""
        if column not in self._known:
            try:
                self._known[column] = self._read_formats(column)
            except Exception as error:
                log.note_exception(error)
                self._known[column] = {}
        return self._known[column]

    def _read_formats(self, column: int) -> dict[int, str]:
        numbers = [row for row, values in enumerate(self._rows) if _is_number(values[column])]
        if self._range is None:
            return {}
        code = self._range.number_format
        if code is not None:
            return dict.fromkeys(numbers, code)
        found: dict[int, str] = {}
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
            rows = [row for _, row in run]
            found |= _same_formats(self._range, rows[0], rows[-1] + 1, column)
        return found


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


def _is_number(value: Any) -> bool:
    return isinstance(value, float | int | Decimal) and not isinstance(value, bool)


def _same_formats(source: Any, top: int, bottom: int, column: int) -> dict[int, str]:
    """Excel names the format of many cells at once where they have the same; else by halves."""
    code = source[top:bottom, column].number_format
    if code is not None or bottom - top == 1:
        return dict.fromkeys(range(top, bottom), code or "General")
    middle = (top + bottom) // 2
    return _same_formats(source, top, middle, column) | _same_formats(source, middle, bottom, column)
