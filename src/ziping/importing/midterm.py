"""Target forms that print the indicators of the middle beside those of the year (财预〔2015〕88号): names and values of
both under one header row, left and right."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ziping.domain.model import EMPTY, Entry, Indicator
from ziping.importing.board import Board
from ziping.importing.headers import HeadColumn, Header
from ziping.importing.indicatorrow import BLOCK
from ziping.importing.targetparts import Cells
from ziping.importing.vocabulary import is_placeholder, lexicons

LEFT = {"midterm_level2": "level2", "midterm_name": "name", "midterm": "midterm"}
"""The columns of the middle by what they hold."""
_SIDE = ("level2", "name", "target")


def with_midterm(header: Header) -> Header:
    """The header with the left columns as those of the middle where it has each of them twice; else as it is."""
    raw = [one.id or (None if _aside(one) else lexicons().indicators.find(one.label)) for one in header.columns]
    sides = [id for id in raw if id in (*_SIDE, "midterm")]
    half = len(sides) // 2
    if (
        len(sides) % 2
        or [_plain(id) for id in sides[:half]] != sides[half:]
        or not {"name", "target"} <= {*sides[half:]}
    ):
        return header
    left = dict(
        zip(
            ("level2", "name", "target", "midterm"),
            ("midterm_level2", "midterm_name", "midterm", "midterm"),
            strict=True,
        )
    )
    columns, seen = [], 0
    for column, id in zip(header.columns, raw, strict=True):
        if id in (*_SIDE, "midterm"):
            seen += 1
            id = left[id] if seen <= half else id
        columns.append(replace(column, id=id if id in (*LEFT, *_SIDE) else column.id))
    return replace(header, columns=tuple(columns))


def _aside(column: HeadColumn) -> bool:
    """Whether a header is the vertical label of the whole table."""
    return lexicons().plain.find(column.label) == "label"


def _plain(id: str | None) -> str | None:
    return "target" if id == "midterm" else id


class LeftSide:
    """Takes the indicators of the middle out of the rows of such a table."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._level2 = EMPTY

    def take(self, cells: Cells, levels: Mapping[str, Entry]) -> tuple[Entry, Indicator | None]:
        """The value of the middle for the indicator of the year in a row, and the indicator of the middle where it is
        another one."""
        left = {id: cells.pop(column) for column, id in LEFT.items() if column in cells}
        if "level2" in left:
            self._level2 = self._board.naming(left["level2"][0])
        name, value = left.get("name", []), left.get("midterm", [])
        blank = [slot for slot in (*name, *value) if is_placeholder(slot.text)]
        self._board.label(*blank)
        name, value = ([slot for slot in slots if slot not in blank] for slots in (name, value))
        midterm = self._board.take(*value) if value else EMPTY
        same = not name or [slot.key for slot in name] == [slot.key for slot in cells.get("name", [])]
        if same:
            self._board.label(*name)
            return midterm, None
        level1 = levels.get("level1", EMPTY)
        extra = {} if midterm.empty else {"midterm": midterm}
        return EMPTY, Indicator(self._board.take(*name), level1=level1, level2=self._level2, block=BLOCK, extra=extra)
