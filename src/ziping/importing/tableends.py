"""Where an indicator table is over: its 总分 row, a note, a heading, a line of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ziping.domain.model import EMPTY, Entry
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header
from ziping.importing.vocabulary import is_total, lexicons
from ziping.patterns import pattern

_NUMBER = pattern(r"[-+]?[\d,]*\.?\d+%?分?")
_TOTAL = pattern(r"(.+?)[:]?([-+]?\d+(?:\.\d+)?)分?[。.]?")
_GRADES = ("优", "良", "中", "差", "优秀", "良好", "合格", "不合格", "较好", "一般")
_HEADING = pattern(r"[一二三四五六七八九十]+、")
_LEVEL_WORDS = ("指标", "目标", "产出", "效益", "效果", "满意", "成本", "投入", "过程", "决策", "管理", "履职")
_LEVELS = ("level1", "level2")
_LONGEST_LEVEL = 24
_STARS = ("★", "※")
_ASIDE = pattern(r"\(.*\)")
_REMARK = "表中的说明，不是指标"
_BESIDE_SUMS = "合计行里的文字，不知道说的是什么"
_SUM_OF_NOTHING = "合计行里的数，这一列不是分值也不是得分，不导入"
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

    def remark(self, row: int) -> bool:
        """Whether a row is a remark between the others (备注 | 按月统计); it is told then."""
        first, *rest = self._page.rows[row]
        if not rest or first.key not in lexicons().notes or self._id(first) in ("name", "target", "actual"):
            return False
        if any(_NUMBER.fullmatch(slot.key) for slot in rest):
            return False
        self._board.label(first)
        self._board.tell(_REMARK, *rest)
        return True

    def is_sum(self, row: int) -> bool:
        """Whether a row apart from the table holds its sums: it calls them points, or they stand in the columns of
        points."""
        found = self._summing(row)
        if found is None or self._page.grid.is_paragraph(row):
            return False
        label, rest = found
        numbers = [slot for slot in rest if _NUMBER.fullmatch(slot.key)]
        return bool(numbers) and ("分" in label.key or all(self._id(slot) in ("weight", "score") for slot in numbers))

    def sums(self, row: int) -> Sums | None:
        """What the 总分 row says; None for any other row."""
        found = self._summing(row)
        if found is None:
            return None
        label, rest = found
        sums, match = Sums(), _TOTAL.fullmatch(label.key)
        if match and not is_total(label.key):
            sums.total = self._board.take(label, text=match[2])
        else:
            self._board.label(label)
        self._read(rest, sums, "得分" in label.key)
        return sums

    def _summing(self, row: int) -> tuple[Slot, list[Slot]] | None:
        """The label of a row of sums and its other cells; None for any other row. The label may stand behind its sums
        where the columns do."""
        slots = self._page.rows[row]
        label = next((slot for slot in slots if not _is_figure(slot)), slots[0])
        rest = [slot for slot in slots if slot is not label]
        match = _TOTAL.fullmatch(label.key)
        if self._id(label) in ("target", "actual") or not (is_total(label.key) or (match and is_total(match[1]))):
            return None
        behind = rest and rest[0].left < label.left
        if behind and not all(_is_figure(slot) or lexicons().plain.find(slot.text) for slot in rest):
            return None
        if any(self._id(slot) == "name" and not _NUMBER.fullmatch(slot.key) for slot in rest):
            return None
        return label, rest

    def _read(self, slots: list[Slot], found: Sums, scored: bool) -> None:
        """Sums by their columns; a single number is the score where the row says 得分."""
        numbers = [slot for slot in slots if _NUMBER.fullmatch(slot.key)]
        single = len(numbers) == 1
        for slot in slots:
            id = self._id(slot)
            if _ASIDE.sub("", slot.key) in _GRADES and found.grade.empty:
                found.grade = self._board.take(slot)
            elif lexicons().fields.find(slot.text) == "grade" or lexicons().plain.find(slot.text):
                self._board.label(slot)
            elif slot not in numbers:
                self._board.tell(_BESIDE_SUMS, slot)
            elif id == "weight" and not (scored and single) and found.total_weight.empty:
                found.total_weight = self._board.take(slot)
            elif found.total.empty and (scored or id == "score" or (single and "score" in self._header.ids)):
                found.total = self._board.take(slot)
            else:
                self._board.tell(_SUM_OF_NOTHING, slot)

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
        more = any(lexicons().fields.find(slot.text) for slot in rest)
        return more or ":" in first.key or not any(_NUMBER.fullmatch(slot.key) for slot in rest)

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


def _is_figure(slot: Slot) -> bool:
    return bool(_NUMBER.fullmatch(slot.key))
