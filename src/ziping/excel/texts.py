"""A sentence filled with the values of cells (ZP_TEXT), in the language of the report texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ziping.domain.figures import value_of
from ziping.excel.arguments import ArgumentError, entry_of
from ziping.excel.ranges import Given

_LONGEST = 32_767
"""Characters a cell holds."""


def filled_text(template: str, values: Sequence[Given]) -> str:
    """``template`` with the named values: names and values in turn, or areas of two columns with them.

    Raises ZipingError for a name without a value, for a value the sentence uses and that is empty or an error, and for
    a template that cannot be carried out.
    """
    from ziping.report.template import Texts

    data: dict[str, Any] = {}
    for name, value in _pairs(values):
        if name in data:
            raise ArgumentError(f"名称“{name}”给了两次，请只留一个")
        data[name] = value
    lines = Texts(data, draft=False).render(template).split("\n")
    text = "\n".join(line.strip() for line in lines if line.strip())
    if len(text) > _LONGEST:
        raise ArgumentError(f"写出来有 {len(text)} 字，一个单元格放不下，请分成几段")
    return text


def _pairs(values: Sequence[Given]) -> Iterator[tuple[str, Any]]:
    rest = iter(values)
    for one in rest:
        if one.width == 2:
            yield from (_named(one, row, one, row, 1) for row in range(len(one.rows)) if any(_filled(one, row)))
            continue
        one.value()  # refuses an area
        value = next(rest, None)
        if value is None:
            raise ArgumentError("模板后面应成对写：名称、值、名称、值……，或给一个两列的区域（名称、值）")
        value.value()
        yield _named(one, 0, value, 0, 0)


def _filled(area: Given, row: int) -> Iterator[bool]:
    return (value is not None for value in area.rows[row])


def _named(names: Given, row: int, values: Given, value_row: int, column: int) -> tuple[str, Any]:
    name = entry_of(names.rows[row][0]).text
    if not name or not name.strip():
        raise ArgumentError("模板后面有一个值没有名称，请补上名称")
    value = values.rows[value_row][column]
    if isinstance(value, bool):
        return name.strip(), value
    return name.strip(), value_of(name.strip(), values.entry(value_row, column))
