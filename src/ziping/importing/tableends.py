"""Where an indicator table is over: its 总分 row, a note, a heading, a line of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ziping.domain.model import EMPTY, Entry
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header
from ziping.importing.vocabulary import lexicons
from ziping.patterns import pattern

_NUMBER = pattern(r"[-+]?[\d,]*\.?\d+%?分?")
_TOTAL = pattern(r"(.+?)[:]?([-+]?\d+(?:\.\d+)?)分?[。.]?")
_GRADES = ("优", "良", "中", "差", "优秀", "良好", "合格", "不合格", "较好", "一般")
_HEADING = pattern(r"[一二三四五六七八九十]+、")
_LEVEL_WORDS = ("指标", "目标", "产出", "效益", "效果", "满意", "成本", "投入", "过程", "决策", "管理", "履职")
_LEVELS = ("level1", "level2")
_LONGEST_LEVEL = 24
_STARS = ("★", "※")
_SUBTOTAL = "小计行，由各行得分加出来，不导入"


class Sums(msgspec.Struct):
    """The sums that a table prints."""

    total_weight: Entry = EMPTY
    total: Entry = EMPTY
    grade: Entry = EMPTY


class Ends:
    """Tells whether a row still belongs to the table under ``header``."""

    def __init__(self, board: Board, header: Header) -> None:
        self._board, self._page, self._header = board, board.page, header

    def subtotal(self, row: int) -> bool:
        """Whether this is the sum of a level; it is told then."""
        slots = self._page.rows[row]
        if lexicons().plain.find(slots[0].text) != "subtotal":
            return False
        self._board.tell(_SUBTOTAL, *slots)
        return True

    def sums(self, row: int) -> Sums | None:
        """What the 总分 row says; None for any other row."""
        first, *rest = self._page.rows[row]
        kind, inline = lexicons().plain.find(first.text), None
        match = _TOTAL.fullmatch(first.key)
        if kind is None and match:
            kind, inline = lexicons().plain.find(match[1]), match[2]
        if kind != "total" or self._id(first) in ("target", "actual"):
            return None
        if any(self._id(slot) == "name" and not _NUMBER.fullmatch(slot.key) for slot in rest):
            return None
        found = Sums()
        if inline:
            found.total = self._board.take(first, text=inline)
        else:
            self._board.label(first)
        self._read(rest, found, "得分" in first.key)
        return found

    def _read(self, slots: list[Slot], found: Sums, scored: bool) -> None:
        """Sums by their columns; a single number is the score where the row says 得分."""
        numbers = [slot for slot in slots if _NUMBER.fullmatch(slot.key)]
        single = len(numbers) == 1
        for slot in slots:
            id = self._id(slot)
            if slot.key in _GRADES and found.grade.empty:
                found.grade = self._board.take(slot)
            elif lexicons().fields.find(slot.text) == "grade" or lexicons().plain.find(slot.text):
                self._board.label(slot)
            elif slot not in numbers:
                continue
            elif id == "weight" and not (scored and single) and found.total_weight.empty:
                found.total_weight = self._board.take(slot)
            elif found.total.empty and (scored or id == "score" or (single and "score" in self._header.ids)):
                found.total = self._board.take(slot)

    def over(self, row: int, following: int | None, starts: Mapping[int, str]) -> bool:
        """Whether the table ended above ``row``; ``following`` is the next row, ``starts`` are those at which
        something else begins."""
        first, *rest = self._page.rows[row]
        if self._page.grid.is_paragraph(row):
            return True
        if self._is_field(first, rest):
            return True
        if rest or _NUMBER.fullmatch(first.key):
            return False
        return self._is_note(first) or self._is_heading(first, following, starts)

    def _is_field(self, first: Slot, rest: Sequence[Slot]) -> bool:
        """填表人：…, 评价结论 | …"""
        label, colon, _ = first.key.partition(":")
        if colon and lexicons().fields.find(label) and not rest:
            return True
        if lexicons().fields.find(first.text) is None or self._id(first) in ("name", "target", "actual"):
            return False
        return ":" in first.key or not any(_NUMBER.fullmatch(slot.key) for slot in rest)

    def _is_note(self, only: Slot) -> bool:
        named = self._id(only) == "name"
        if only.key.startswith(lexicons().notes) and (not named or ":" in only.key):
            return not (named and only.key.startswith(_STARS))
        return (self._id(only) in _LEVELS or self._header.at(only.left) is None) and len(only.key) > _LONGEST_LEVEL

    def _is_heading(self, only: Slot, following: int | None, starts: Mapping[int, str]) -> bool:
        """Whether a line announces another part of the form (五、全年主要工作), not a level."""
        if not _HEADING.match(only.key):
            return False
        return following in starts or not any(word in only.key for word in _LEVEL_WORDS)

    def _id(self, slot: Slot) -> str | None:
        column = self._header.at(slot.left)
        return column.id if column else None
