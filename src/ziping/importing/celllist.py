"""Lists of projects in which one cell holds all targets of a project, line by line:

【产出指标-数量指标】 / 指标1:机柜数量 / (≥77台)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ziping.domain.model import Entry, Indicator, SelfEvaluation
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.indicatorrow import BLOCK
from ziping.importing.titles import is_title, year_of
from ziping.patterns import pattern

_HEADING = pattern(r"【[^【】]*(?:指标|目标)[^【】]*】")
_TARGET = pattern(r"[（(].*[）)]")
_PROJECT = pattern(r"项目(?!内容|类别$|编码|代码)")
_LEAST = 2


class Listed(NamedTuple):
    """One project of such a list, and the rows it stands in."""

    model: SelfEvaluation
    row: int


def listed(board: Board) -> Iterator[Listed]:
    """The projects of such a list, one for each row that has such a cell; nothing where there is none."""
    found = [slot for slot in board.page.slots() if len(_HEADING.findall(slot.text)) >= _LEAST]
    if not found:
        return
    title = next((slot for slot in board.page.slots() if slot.row < found[0].row and is_title(slot)), None)
    heads = [row for row in board.page.order if row < found[0].row and len(board.page.rows[row]) > _LEAST]
    header = board.page.rows[heads[-1]] if heads else []
    board.label(*header)
    for slot in found:
        indicators = tuple(_indicators(board, slot))
        if indicators:
            named = board.take(title) if title else Entry()
            model = SelfEvaluation(
                form="",
                standard="",
                kind="target",
                title=named,
                year=year_of(named.text or ""),
                project=_project(board, header, slot),
                blocks=(BLOCK,),
                indicators=indicators,
                sheet=board.page.grid.name,
            )
            yield Listed(model, slot.row)


def _indicators(board: Board, slot: Slot) -> Iterator[Indicator]:
    """The lines of a cell: a level, then names with their targets."""
    level, name = Entry(), ""
    rest: list[str] = []

    def entry(text: str) -> Entry:
        return board.take(slot, text=text)

    for line in (line.strip() for line in slot.text.splitlines() if line.strip()):
        if _HEADING.fullmatch(line):
            level = entry(line)
        elif _TARGET.fullmatch(line) and name:
            yield Indicator(entry(name), target=entry(line), level1=level, block=BLOCK)
            name = ""
        else:
            if name:
                rest.append(name)
            name = line
    for text in (*rest, name):
        if text:
            yield Indicator(entry(text), level1=level, block=BLOCK)


def _project(board: Board, header: list[Slot], slot: Slot) -> Entry:
    """What stands in the row under the header that speaks of a project."""
    column = next((head for head in header if _PROJECT.search(head.key)), None)
    row = board.page.rows[slot.row]
    found = next((one for one in row if column and one is not slot and column.left <= one.left <= column.right), None)
    return board.take(found) if found else Entry()
