"""The header of an indicator table: which lines are one, and which levels stand under one merged cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ziping.importing.board import Board
from ziping.importing.grid import Page
from ziping.importing.headers import Header, header_at
from ziping.importing.midterm import with_midterm
from ziping.importing.vocabulary import key, lexicons

PROJECT = "project"
"""The column that says whose indicator a row is."""
VALUES = ("target", "target_number", "target_lower", "target_upper", "excellent", "good", "actual", "weight", "score")
_CORE = ("level1", "level2", "name", "level4", *VALUES)
_MIN_CORE = 3
_REACHED = "完成情况"


def indicator_header(board: Board, row: int) -> Header | None:
    """The header of an indicator table that begins in ``row``: a name or level, and what is to be reached or scored."""
    header = header_at(board.page, row, lexicons().indicators)
    if header is None or not header.ids & {"name", "level2", "level4"}:
        return None
    core = header.ids.intersection(_CORE)
    if len(core) < _MIN_CORE or not core.intersection(VALUES):
        return None
    header = with_midterm(header) if _speaks_of_midterm(board, row) else header
    return _with_project(_with_actual(_with_fourth(header)))


def _speaks_of_midterm(board: Board, row: int) -> bool:
    """Whether goals above a header are those of the middle and of the year."""
    above = [slot for slot in board.page.slots() if slot.row < row]
    return any(lexicons().goals.find(slot.text) == "midterm" for slot in above)


def _with_fourth(header: Header) -> Header:
    """The header of a table with a fourth level, whose names are those of the indicators."""
    ids = {"level4": "name", "name": "level3"} if "level4" in header.ids else {}
    columns = tuple(msgspec.structs.replace(one, id=ids.get(one.id or "", one.id)) for one in header.columns)
    return msgspec.structs.replace(header, columns=columns)


def _with_actual(header: Header) -> Header:
    """The header of a table that prints what was reached as 完成情况 alone."""
    if "actual" in header.ids:
        return header
    told = next((one for one in header.columns if one.id == "status" and key(one.label).endswith(_REACHED)), None)
    columns = tuple(msgspec.structs.replace(one, id="actual") if one is told else one for one in header.columns)
    return msgspec.structs.replace(header, columns=columns)


def _with_project(header: Header) -> Header:
    """The header with the column that says whose indicator a row is, where it has one."""
    first = next((column for column in header.columns if column.id != "ordinal"), header.columns[0])
    if first.id is not None or lexicons().fields.find(first.label) != PROJECT:
        return header
    named = msgspec.structs.replace(first, id=PROJECT)
    columns = tuple(named if column is first else column for column in header.columns)
    return msgspec.structs.replace(header, columns=columns)


def doubled(header: Header) -> bool:
    """Whether two tables stand side by side under one header row: a name and its value, and both once more."""
    found = [column.id or lexicons().indicators.find(column.label) for column in header.columns]
    sides = "".join("n" if id == "name" else "v" if id in ("target", "actual") else "" for id in found)
    return "nv" in sides[sides.find("nv") + 2 :] if "nv" in sides else False


def with_levels(header: Header, page: Page, rows: Iterable[int]) -> Header:
    """The header with the columns of the levels apart where one cell “绩效指标” was merged over them: what stands
    under it in the rows of indicators tells how many there are."""
    merged = next((column for column in header.columns if column.id == "name" and column.solid > column.left), None)
    if merged is None or "level2" in header.ids:
        return header
    used: dict[int, list[str]] = {}
    for row in rows:
        slots = page.rows[row]
        if any((column := header.at(slot.left)) and column.id in VALUES for slot in slots):
            for slot in slots:
                if merged.left <= slot.left <= merged.solid and lexicons().plain.find(slot.text) is None:
                    used.setdefault(slot.left, []).append(slot.text)
    starts = sorted(left for left, texts in used.items() if not all(text.strip().isdigit() for text in texts))
    ids = _levels_of(used[starts[0]], len(starts), "level1" in header.ids) if starts else ()
    if len(ids) < 2:
        return header
    ends = [*(left - 1 for left in starts[1:]), merged.right]
    apart = [
        msgspec.structs.replace(merged, id=id, left=left, right=end, solid=min(end, merged.solid))
        for id, left, end in zip(ids, starts, ends, strict=True)
    ]
    columns = [one for column in header.columns for one in (apart if column is merged else [column])]
    return msgspec.structs.replace(header, columns=tuple(columns))


def _levels_of(texts: Sequence[str], count: int, below: bool) -> tuple[str, ...]:
    """What ``count`` columns under a merged header are, the first of which holds ``texts``; () where nobody can tell.
    ``below``: the first level has a column of its own."""
    if count == 3 and not below:
        return "level1", "level2", "name"
    if count == 2 and below:
        return "level2", "name"
    known = {lexicons().levels.find(text) for text in texts}
    return (known.pop() or "", "name") if count == 2 and len(known) == 1 and None not in known else ()
