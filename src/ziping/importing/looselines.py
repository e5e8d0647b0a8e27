"""Lines of a 自评表 outside its tables: titles, headings, fields, single lines of funds, notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from ziping.domain.model import Entry, FundRow
from ziping.importing.board import Board
from ziping.importing.fieldlabels import labels_over
from ziping.importing.fieldlines import Fields
from ziping.importing.fundlines import planned_rows
from ziping.importing.grid import Slot
from ziping.importing.segments import Starts
from ziping.importing.titles import TITLE_CELLS, is_heading, is_title
from ziping.importing.vocabulary import lexicons
from ziping.patterns import pattern

OUTSIDE = "自评表以外的文字"
_LEVELS = (
    ("产出", "产出指标"), ("履职完成", "产出指标"), ("效果", "效益指标"), ("效益", "效益指标"),
    ("满意", "满意度指标"), ("成本", "成本指标"),
)  # fmt: skip
"""What a heading above an indicator table says about the rows that print no first level."""
_COUNTED = pattern(r"\(?\d+[)、.]|[①-⑳]")
_SCORE = pattern(r"\d+(?:\.\d+)?分?")
LONG_LINE = 3
_MANY = 30
"""Lines that are looked at for a list, at most."""
_LISTED = "同样的栏头下面有几行，分不清哪一行是这张表的"
_NOTE = "表后的说明，不是填报的内容"
_UNKNOWN = "不是资金、目标、指标，也不是填报信息，自评表里没有这一块"
NO_HEADER = "上面没有栏头的行，不知道各格是什么，可能是另一张表"


class LineReader:
    """Reads lines one by one. What it finds of funds and sums goes to the two parts of ``found``."""

    def __init__(
        self,
        board: Board,
        starts: Starts,
        rows: Sequence[int],
        fields: Fields,
        found: tuple[list[FundRow], dict[str, Entry]],
    ) -> None:
        self._board, self._page, self._starts, self._rows, self._fields = board, board.page, starts, rows, fields
        self._funds, self._totals = found
        self.interrupted = False
        """Something was read or told since the last table that does not only repeat its title."""
        self.another = False
        """Rows of a table without a header were told since the last one."""
        self.heading_changed = False
        """There was a heading since the last table."""
        self.heading = ""
        """The level that the last heading names."""
        self._noting = False

    def read(self, row: int, *, headed: bool, closed: bool) -> int:
        """Read a line; the first row after it. ``headed``: below the header of an indicator table, ``closed``: that
        table is over."""
        slots = self._page.rows[row]
        if is_title(slots[0]) and len(slots) <= TITLE_CELLS:
            self._fields.read_title(slots[0])
            slots = slots[1:]
        if not slots or self._heads(slots, closed=closed) or self._sums(slots):
            return row + 1
        if not headed and self._planned(slots):
            return row + 1
        if below := self._stacked(row, slots):
            return below
        if (headed or self._funds) and self._notes(slots):
            return row + 1
        if len(slots) > LONG_LINE and not self._fields.speak(slots):
            self._board.tell(NO_HEADER if headed else _UNKNOWN, *slots)
            self.another = headed
        else:
            self._other(row, slots)
        self.interrupted = self.interrupted or any(self._board.fate(slot.at) != "label" for slot in slots)
        return row + 1

    def _notes(self, slots: Sequence[Slot]) -> bool:
        """A note below a table, or the next line of one that is counted."""
        first, *rest = slots
        counted = self._noting and _COUNTED.match(first.key)
        beside = len(rest) == 1 and first.key in lexicons().notes
        self._noting = beside or (not rest and bool(counted or first.key.startswith(lexicons().notes)))
        if beside:
            self._board.label(first)
        if self._noting:
            self._board.tell(_NOTE, *slots)
        return self._noting

    def _other(self, row: int, slots: Sequence[Slot]) -> None:
        """A line of fields, or of what nobody asks for."""
        self._fields.read_line([slot for slot in slots if self._board.open(slot)])
        known = (slot for slot in slots if lexicons().goals.find(slot.text) or slot.text == self._page.grid.name)
        self._board.label(*(slot for slot in known if self._board.open(slot)))
        if self._page.grid.is_paragraph(row):
            self._board.tell(OUTSIDE, *slots)

    def _stacked(self, row: int, slots: Sequence[Slot]) -> int:
        """Labels above their values, one line of each; the row after them, 0 for any other line. With several lines of
        values it is a list, of which nobody knows what is meant."""
        ends = self._starts.ends()
        below = [other for other in self._rows if other > row and other not in ends][:_MANY]
        if any(not self._board.open(slot) for slot in slots):
            return 0
        lines = list(takewhile(partial(labels_over, slots), (self._page.rows[other] for other in below)))
        if not lines:
            return 0
        if len(lines) > 1 and len(lines[0]) > 1:
            for line in lines:
                self._board.tell(_LISTED, *line)
            return 0
        self._fields.read_stack(slots, lines[0])
        self.interrupted = True
        return below[0] + 1

    def _heads(self, slots: Sequence[Slot], *, closed: bool) -> bool:
        """A heading alone in its line, which may say what level the next rows are of."""
        if not is_heading(slots):
            return False
        level = next((level for word, level in _LEVELS if word in slots[0].key), "")
        if closed and not level:
            return False
        self.heading, self.heading_changed = level, True
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

    def _planned(self, slots: Sequence[Slot]) -> bool:
        """A fund line of a target form without column headers."""
        rest = [slot for slot in slots if lexicons().plain.find(slot.text) != "label"]
        if self._has_actuals() or not rest:
            return False
        rows = planned_rows(self._board, rest, begun=bool(self._funds))
        if not rows:
            return False
        self._funds += rows
        self._board.label(*(slot for slot in slots if slot not in rest))
        return True

    def _has_actuals(self) -> bool:
        headers = [header for row, header in self._starts.indicators.items() if row in self._rows]
        return not headers or any(header.ids & {"actual", "score"} for header in headers)
