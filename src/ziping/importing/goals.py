"""The columns of goals (总体目标): what was planned and what was reached, in a target form the middle and the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ziping.domain.model import Entry
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header, header_at
from ziping.importing.titles import is_title, year_of
from ziping.importing.vocabulary import lexicons

_PAIRS = (frozenset(("planned", "actual")), frozenset(("midterm", "planned")))
_ANOTHER_YEAR = "不是本年度的目标"


def goals_header(board: Board, row: int) -> Header | None:
    """A line that begins two columns of goals: planned and reached, or those of the middle and of the year. Behind a
    column of something else (任务名称) they are no goals."""
    header = header_at(board.page, row, lexicons().goals)
    if header is None or not any(pair <= header.ids for pair in _PAIRS):
        return None
    first = next(column.left for column in header.columns if column.id)
    before = [column.label for column in header.columns if column.left < first]
    known = (lexicons().plain.find(label) or lexicons().fields.find(label) for label in before)
    return header if all(known) else None


def read_goals(
    board: Board, header: Header, rows: Sequence[int], ends: Mapping[int, str], year: int | None
) -> tuple[dict[str, Entry], int]:
    """The goals below their header, or right of each of its two words, and the first row after them; of a table with a
    line for each year, those of ``year``."""
    slots = board.page.rows[header.top]
    beside = _beside(board, header, slots)
    if beside:
        return beside, header.top + 1
    board.label(*header.slots)
    pieces: dict[str, list[Slot]] = {}
    end = header.bottom + 1
    for row in (row for row in rows if row > header.bottom):
        line = board.page.rows[row]
        if row in ends or _ends(line, header):
            break
        end = row + 1
        years = [slot for slot in line if (column := header.at(slot.left)) and column.id == "year"]
        if years and year not in (None, year_of(years[0].key)):
            board.tell(_ANOTHER_YEAR, *line)
            continue
        board.label(*years)
        for slot in line:
            column = header.at(slot.left)
            if column and column.id and column.id != "year":
                pieces.setdefault(column.id, []).append(slot)
            elif lexicons().plain.find(slot.text) == "label":
                board.label(slot)
    return {id: board.lines(found) for id, found in pieces.items()}, end


def _beside(board: Board, header: Header, slots: Sequence[Slot]) -> dict[str, Entry]:
    """预期目标 | … | 实际完成情况 | … : the texts stand right of their words in the same line."""
    if header.bottom > header.top:
        return {}
    ids = [lexicons().goals.find(slot.text) for slot in slots]
    places = [index for index, id in enumerate(ids) if id in ("planned", "actual", "midterm")]
    if len(places) != 2 or places[1] - places[0] != 2 or places[1] + 1 >= len(slots):
        return {}
    board.label(slots[places[0]], slots[places[1]], *slots[: places[0]])
    return {str(ids[place]): board.take(slots[place + 1]) for place in places}


def _ends(line: Sequence[Slot], header: Header) -> bool:
    """Whether a line under the goals is no goal any more: it begins left of them with something else than a label."""
    words, first = lexicons(), line[0]
    goals = min(column.left for column in header.columns if column.id)
    outside = first.left < goals and words.plain.find(first.text) != "label" and words.fields.find(first.text) != "goal"
    return outside or words.fields.find(first.text) not in (None, "goal") or is_title(first)
