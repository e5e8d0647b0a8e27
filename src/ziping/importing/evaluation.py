"""The rows of one 自评表 read from top to bottom: title and fields, funds, goals, indicators, sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ziping.domain.model import Entry, FundRow, Indicator, SelfEvaluation
from ziping.importing.assembly import Parts, assembled
from ziping.importing.board import Board, Unread
from ziping.importing.crossfunds import cross_rows
from ziping.importing.currency import in_yuan, yuan_columns
from ziping.importing.fieldlines import Fields
from ziping.importing.fundpoints import with_stated_points
from ziping.importing.fundtable import FundReader
from ziping.importing.goals import read_goals
from ziping.importing.headers import Header
from ziping.importing.indicatorheader import doubled
from ziping.importing.indicatortable import Rows, TableReader
from ziping.importing.looselines import LineReader
from ziping.importing.segments import Starts
from ziping.importing.tableends import Sums
from ziping.importing.turned import Turned, read_turned
from ziping.importing.vocabulary import key, lexicons

_SIDE_BY_SIDE = "两张表左右并排，分不清各行属于哪一张，请拆成两张工作表再导入"
_CONTINUED = "“{sheet}”{place} 起没有栏头，各列同上面的表对得上，已接在上面的表里，请核对。"


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
        self._lines = LineReader(board, starts, rows, self._fields, (self._funds, self._totals))
        self._table: TableReader | None = None
        self._doubled = self._again = ""
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
            self._funds += with_stated_points(rows, header.slots, self._page.grid)
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
        if row in starts.turned:
            return self._read_turned(starts.turned[row])
        if row in starts.goals:
            goals, end = read_goals(board, starts.goals[row], following, ends, self._fields.expected_year)
            self._goals |= {id: entry for id, entry in goals.items() if id not in self._goals}
            return end
        if done := self._resumed(row, following, ends):
            return done
        headed = bool(self._headers)
        return self._lines.read(row, headed=headed, closed=headed and self._table is None)

    def _read_indicators(self, header: Header, rows: list[int], ends: Mapping[int, str]) -> int:
        if doubled(header):
            self._headers.append(header)
            self._table = None
            self._doubled = self._page.grid.place(*header.slots[0].at)
            for row in rows:
                self._board.tell(_SIDE_BY_SIDE, *self._page.rows[row])
            return rows[-1] + 1
        goes_on = bool(self._headers) and header.ids == self._headers[-1].ids
        levels = self._levels if goes_on and not self._lines.heading_changed else {}
        if self._lines.heading and "level1" not in header.ids:
            levels = {"level1": Entry(text=self._lines.heading), **levels}
        below = {row: kind for row, kind in ends.items() if row > header.bottom}
        self._table = TableReader(self._board, header, levels)
        found = self._table.read(rows, below)
        if goes_on and self._begins_again(found.indicators):
            self._again = self._page.grid.place(*header.slots[0].at)
        self._headers.append(header)
        self._keep(found)
        return found.end

    def _read_turned(self, table: Turned) -> int:
        """An indicator table on its side, read upright."""
        upright, header = read_turned(self._board, table)
        if header is not None:
            reader = TableReader(upright, header, {})
            found = reader.read(upright.page.order, {})
            self._headers.append(header)
            self._keep(found)
        self._table = None
        self._board.adopt(upright)
        return table.bottom + 1

    def _keep(self, found: Rows) -> None:
        """What was read of an indicator table; one that has its sums is over."""
        self._indicators += found.indicators
        self._lines.interrupted = self._lines.heading_changed = self._lines.another = False
        self._levels = found.levels
        for sums in found.sums:
            self._sum_up(sums)

    def _sum_up(self, sums: Sums) -> None:
        for id in sums.__struct_fields__:
            entry: Entry = getattr(sums, id)
            if not entry.empty and self._totals.setdefault(id, entry) is not entry:
                self._fields.more(id, entry)
        self._table, self._levels = None, {}

    def _resumed(self, row: int, rows: list[int], ends: Mapping[int, str]) -> int:
        """Read on in a table that was interrupted: its 总分 row behind other lines, rows without a header of their own
        on the next page. The first row that is still to be read, 0 where the table does not go on."""
        if self._table is None or self._lines.another:
            return 0
        sums = self._table.sums(row)
        if sums is not None:
            self._sum_up(sums)
            return row + 1
        level = self._table.level(row)
        known = [key(one.level1.text or "") for one in self._indicators]
        again = level in known and level != known[-1]
        if self._lines.interrupted or again or not self._table.goes_on(row):
            return 0
        grid = self._page.grid
        self._board.note(_CONTINUED.format(sheet=grid.name, place=grid.place(*self._page.rows[row][0].at)))
        found = self._table.more(rows, ends)
        self._keep(found)
        return found.end

    def _begins_again(self, rows: Sequence[Indicator]) -> bool:
        """Whether the rows under a header printed once more are of a level that had been left before."""
        levels = [key(row.level1.text or "") for row in self._indicators]
        return (
            bool(rows and levels)
            and key(rows[0].level1.text or "") in levels
            and key(rows[0].level1.text or "") != levels[-1]
        )
