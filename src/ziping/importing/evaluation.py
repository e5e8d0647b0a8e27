"""The rows of one 自评表 read from top to bottom: title and fields, funds, goals, indicators, sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ziping.domain.model import Entry, FundRow, Indicator, SelfEvaluation
from ziping.importing.assembly import Parts, assembled
from ziping.importing.board import Board, Unread
from ziping.importing.crossfunds import cross_rows
from ziping.importing.currency import in_yuan, yuan_columns
from ziping.importing.fieldlines import TITLE_CELLS, Fields, is_heading, is_title, read_goals
from ziping.importing.fundlines import planned_row, spelled_row
from ziping.importing.fundtable import FundReader
from ziping.importing.grid import Slot
from ziping.importing.headers import Header
from ziping.importing.indicatorheader import doubled
from ziping.importing.indicatortable import TableReader
from ziping.importing.segments import Starts
from ziping.importing.vocabulary import key, lexicons
from ziping.patterns import pattern

_LEVELS = (
    ("产出", "产出指标"), ("履职完成", "产出指标"), ("效果", "效益指标"), ("效益", "效益指标"),
    ("满意", "满意度指标"), ("成本", "成本指标"),
)  # fmt: skip
"""What a heading above an indicator table says about the rows that print no first level."""
_SCORE = pattern(r"\d+(?:\.\d+)?分?")
_LONG_LINE = 3
_SIDE_BY_SIDE = "两张表左右并排，分不清各行属于哪一张，请拆成两张工作表再导入"
OUTSIDE = "自评表以外的文字"
_NOTE = "表后的说明，不是填报的内容"
_AFTER_TOTAL = "合计行下面没有栏头的行，可能是粘在一起的另一张表"


class Recognised(msgspec.Struct, frozen=True):
    """One 自评表 as read: ``unread`` are the texts near it that found no place, ``labels`` the places of cells that
    only say what others mean, ``words`` all that is printed, as words are compared. ``yuan``: its money is in 元;
    ``yuan_columns`` are the fund columns that are where others are in 万元. ``doubled`` is where a header stands that
    belongs to two tables side by side, “” for none; ``first`` where this table begins; ``again`` where a header is
    printed once more and the levels begin anew, “” for nowhere. ``notes`` are sentences about what was read and has to
    be looked at."""

    model: SelfEvaluation
    unread: tuple[Unread, ...]
    labels: tuple[tuple[str, str], ...] = ()
    words: frozenset[str] = frozenset()
    yuan: bool = False
    doubled: str = ""
    first: str = ""
    again: str = ""
    notes: tuple[str, ...] = ()
    yuan_columns: frozenset[str] = frozenset()


class EvaluationReader:
    """Reads the rows of one 自评表."""

    def __init__(self, board: Board, starts: Starts, rows: list[int]) -> None:
        self._board, self._page, self._starts, self._rows = board, board.page, starts, rows
        self._ends = starts.ends()
        self._fields = Fields(board)
        self._funds: list[FundRow] = []
        self._indicators: list[Indicator] = []
        self._headers: list[Header] = []
        self._goals: dict[str, Entry] = {}
        self._totals: dict[str, Entry] = {}
        self._closed = False
        self._doubled = self._again = ""
        self._heading = ""
        self._levels: Mapping[str, Entry] = {}

    def read(self) -> Recognised | None:
        done = 0
        for row in self._rows:
            if row >= done:
                done = self._step(row)
        if not self._indicators and not self._funds and not self._headers:
            return None
        parts = Parts(self._fields, self._funds, self._indicators, self._headers, self._goals, self._totals)
        model = assembled(parts, self._page.grid.name)
        grid = self._page.grid
        labels = tuple(
            (grid.name, grid.place(*slot.at))
            for slot in self._page.slots()
            if self._board.fate(slot.at) == "label" and self._rows[0] <= slot.row <= self._rows[-1]
        )
        unread = tuple(self._board.unread(range(self._rows[0], self._rows[-1] + 1)))
        words = frozenset(slot.key for row in self._rows for slot in self._page.rows[row])
        first = grid.place(*self._page.rows[self._rows[0]][0].at)
        notes, yuan = self._board.noted(), in_yuan(self._page, self._starts, self._rows)
        columns = frozenset() if yuan else yuan_columns(self._starts, self._rows)
        return Recognised(model, unread, labels, words, yuan, self._doubled, first, self._again, notes, columns)

    def _step(self, row: int) -> int:
        """Read what begins in ``row``; the first row that is still to be read."""
        starts, board = self._starts, self._board
        following = [other for other in self._rows if other >= row]
        ends = {place: kind for place, kind in self._ends.items() if place > row}
        if row in starts.indicators:
            return self._read_indicators(starts.indicators[row], following, ends)
        if row in starts.funds:
            header = starts.funds[row]
            reader = FundReader(board, header.columns, header.slots, header.bottom + 1)
            rows, end = reader.read(following, ends)
            self._funds += rows
            return end
        if row in starts.crossed:
            self._funds += cross_rows(board, starts.crossed[row])
            return starts.crossed[row].bottom + 1
        if row in starts.sides:
            columns = starts.sides[row]
            heads = [slot for slot in self._page.rows[row] if lexicons().sides.find(slot.text)]
            rows, end = FundReader(board, columns, heads, row).read(following, ends)
            self._funds += rows
            return end
        if row in starts.goals:
            goals, end = read_goals(board, starts.goals[row], following, ends)
            self._goals |= {id: entry for id, entry in goals.items() if id not in self._goals}
            return end
        self._line(row)
        return row + 1

    def _read_indicators(self, header: Header, rows: list[int], ends: Mapping[int, str]) -> int:
        if doubled(header):
            self._headers.append(header)
            self._doubled = self._page.grid.place(*header.slots[0].at)
            for row in rows:
                self._board.tell(_SIDE_BY_SIDE, *self._page.rows[row])
            return rows[-1] + 1
        goes_on = bool(self._headers) and header.ids == self._headers[-1].ids
        levels = self._levels if goes_on else {}
        if self._heading and "level1" not in header.ids:
            levels = {"level1": Entry(text=self._heading), **levels}
        below = {row: kind for row, kind in ends.items() if row > header.bottom}
        found = TableReader(self._board, header, levels).read(rows, below)
        if goes_on and self._begins_again(found.indicators):
            self._again = self._page.grid.place(*header.slots[0].at)
        self._headers.append(header)
        self._indicators += found.indicators
        for id in found.sums.__struct_fields__ if found.sums else ():
            entry: Entry = getattr(found.sums, id)
            if not entry.empty and self._totals.setdefault(id, entry) is not entry:
                self._fields.more(id, entry)
        self._closed, self._levels = found.sums is not None, {} if found.sums else found.levels
        return found.end

    def _begins_again(self, rows: Sequence[Indicator]) -> bool:
        """Whether the rows under a header printed once more are of a level that had been left before."""
        levels = [key(row.level1.text or "") for row in self._indicators]
        return (
            bool(rows and levels)
            and key(rows[0].level1.text or "") in levels
            and key(rows[0].level1.text or "") != levels[-1]
        )

    def _line(self, row: int) -> None:
        """A line outside the tables."""
        slots = self._page.rows[row]
        if is_title(slots[0]) and len(slots) <= TITLE_CELLS:
            self._fields.read_title(slots[0])
            slots = slots[1:]
        if not slots or self._heads(slots) or self._sums(slots):
            return
        if not self._headers and (self._spelled(slots) or self._planned(slots)):
            return
        begun = bool(self._headers or self._funds)
        if begun and len(slots) == 1 and slots[0].key.startswith(lexicons().notes):
            self._board.tell(_NOTE, *slots)
        elif self._closed and len(slots) > _LONG_LINE:
            self._board.tell(_AFTER_TOTAL, *slots)
        else:
            self._fields.read_line([slot for slot in slots if self._board.open(slot)])
            known = (slot for slot in slots if lexicons().goals.find(slot.text) or slot.text == self._page.grid.name)
            self._board.label(*(slot for slot in known if self._board.open(slot)))
            if self._page.grid.is_paragraph(row):
                self._board.tell(OUTSIDE, *slots)

    def _heads(self, slots: Sequence[Slot]) -> bool:
        """A heading alone in its line, which may say what level the next rows are of."""
        if not is_heading(slots):
            return False
        level = next((level for word, level in _LEVELS if word in slots[0].key), "")
        if self._closed and not level:
            return False
        self._levels = {}
        self._heading = level
        self._board.label(slots[0])
        return True

    def _sums(self, slots: Sequence[Slot]) -> bool:
        """总分 | 95 outside the table."""
        first, *rest = slots
        total = lexicons().plain.find(first.text) == "total" and "分" in first.key
        if not total or "total" in self._totals or len(rest) != 1 or not _SCORE.fullmatch(rest[0].key):
            return False
        self._board.label(first)
        self._totals["total"] = self._board.take(rest[0])
        return True

    def _spelled(self, slots: Sequence[Slot]) -> bool:
        """A fund line of labels and amounts, perhaps behind a label for all of it."""
        rest = slots[1:] if len(slots) % 2 and lexicons().plain.find(slots[0].text) == "label" else slots
        row = spelled_row(self._board, rest)
        if row is None:
            return False
        self._board.label(*(slot for slot in slots if slot not in rest))
        self._funds.append(row)
        return True

    def _planned(self, slots: Sequence[Slot]) -> bool:
        """A fund line of a target form without column headers."""
        rest = [slot for slot in slots if lexicons().plain.find(slot.text) != "label"]
        if self._has_actuals() or not rest:
            return False
        row = planned_row(self._board, rest)
        if row is None:
            return False
        self._funds.append(row)
        self._board.label(*(slot for slot in slots if slot not in rest))
        return True

    def _has_actuals(self) -> bool:
        headers = [header for row, header in self._starts.indicators.items() if row in self._rows]
        return not headers or any(header.ids & {"actual", "score"} for header in headers)
