"""The rows of an indicator table as an area of cells: with its headings, or the bare columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from ziping.domain.model import EMPTY, Entry, Indicator
from ziping.excel.arguments import ArgumentError
from ziping.excel.ranges import Given
from ziping.patterns import pattern

_HEADINGS = {
    "一级指标": "level1", "二级指标": "level2", "三级指标": "name", "指标名称": "name", "指标": "name",
    "年度指标值": "target", "指标值": "target", "目标值": "target", "年初目标值": "target", "年度目标值": "target",
    "实际完成值": "actual", "全年完成值": "actual", "全年实际值": "actual", "完成值": "actual", "业绩值": "actual",
    "分值": "weight", "权重": "weight", "得分": "score", "自评得分": "score",
    "偏差原因分析及改进措施": "reason", "偏差原因": "reason",
}  # fmt: skip
_BARE = ("target", "actual", "weight", "score")
_HEADING_ROWS = 3
"""Headings stand in one of the first rows of an area."""
_NOISE = pattern(r"\s|[（(][^（()）]*[)）]$")
_SUM = pattern(r"^(?:总分|总计|合计|小计|共计|分值合计|得分合计)")

Place = Callable[[int, int], tuple[str, str]]


class Table(NamedTuple):
    """``head`` is the row of the headings, None where there are none, ``columns`` what the area has. ``indicators`` has
    one item for each row of the area, None for headings, empty rows and sums."""

    head: int | None
    columns: frozenset[str]
    indicators: tuple[Indicator | None, ...]


def read_table(area: Given, place: Place | None = None) -> Table:
    """The indicators of an area: headed columns in any order, else 指标值、实际完成值、分值 and perhaps 得分.

    A level name holds for the rows below it (merged cells). ``place`` gives sheet and address of a cell, counted from
    0, where the caller needs them. Raises ArgumentError for an area that is neither.
    """
    head, columns = _headed(area)
    if head is None:
        if not 3 <= area.width <= len(_BARE):
            raise ArgumentError(
                "区域应是三列：指标值、实际完成值、分值；或者带表头的指标表，表头要有“指标值”和“实际完成值”"
            )
        columns = {id: column for column, id in enumerate(_BARE[: area.width])}
    return Table(head, frozenset(columns), tuple(_indicators(area, head, columns, place)))


def _headed(area: Given) -> tuple[int | None, dict[str, int]]:
    for number, row in enumerate(area.rows[:_HEADING_ROWS]):
        found: dict[str, int] = {}
        for column, value in enumerate(row):
            id = _HEADINGS.get(_NOISE.sub("", value)) if isinstance(value, str) else None
            if id is not None:
                found.setdefault(id, column)
        if {"target", "actual"} <= set(found):
            return number, found
    return None, {}


def _indicators(
    area: Given, head: int | None, columns: dict[str, int], place: Place | None
) -> Iterator[Indicator | None]:
    level1 = level2 = EMPTY
    for row in range(len(area.rows)):
        cells = {id: area.entry(row, column) for id, column in columns.items()}
        if head is not None and row <= head:
            yield None
            continue
        own = cells.get("level1", EMPTY)
        if not own.empty:
            level1, level2 = own, EMPTY
        own = cells.get("level2", EMPTY)
        level2 = level2 if own.empty else own
        filled = any(not cells.get(id, EMPTY).empty for id in ("name", "target", "actual"))
        if not filled or _is_sum(cells):
            yield None
            continue
        cells |= {"level1": level1, "level2": level2}
        if "name" not in columns:
            cells["name"] = Entry(text=f"第{row + 1}行")
        yield _placed(cells, row, columns, place) if place else _indicator(cells)


def _is_sum(cells: dict[str, Entry]) -> bool:
    names = (cells.get(id, EMPTY).text or "" for id in ("level1", "level2", "name"))
    return any(_SUM.match(name.strip()) for name in names)


def _placed(cells: dict[str, Entry], row: int, columns: dict[str, int], place: Place) -> Indicator:
    """The indicator with sheet and address in every cell."""
    placed = dict(cells)
    for id, column in columns.items():
        sheet, cell = place(row, column)
        placed[id] = msgspec.structs.replace(cells[id], sheet=sheet, cell=cell)
    return _indicator(placed)


def _indicator(cells: dict[str, Entry]) -> Indicator:
    return Indicator(
        name=cells.get("name", EMPTY),
        target=cells.get("target", EMPTY),
        actual=cells.get("actual", EMPTY),
        weight=cells.get("weight", EMPTY),
        score=cells.get("score", EMPTY),
        reason=cells.get("reason", EMPTY),
        level1=cells.get("level1", EMPTY),
        level2=cells.get("level2", EMPTY),
    )
