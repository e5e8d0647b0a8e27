"""Titles, years, labelled fields and goals: everything of a 自评表 that is no table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ziping.domain.model import EMPTY, Entry
from ziping.importing.board import Board
from ziping.importing.grid import Slot
from ziping.importing.headers import Header, header_at
from ziping.importing.vocabulary import key, lexicons
from ziping.patterns import pattern

_YEAR = pattern(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")
_OF_YEAR = pattern(r"(?<!\d)((?:19|20|21)\d\d)年度")
_ONLY_YEAR = pattern(r"\(?((?:19|20|21)\d\d)(?:年度?)?\)?")
_NO_YEAR = pattern(r"\(?年度\)?")
_PIECES = pattern(r"\s{2,}|[\n\t；;]|　+")
_INLINE = pattern(r"\s*([^:：]{2,24}?)\s*[:：]\s*(.*?)\s*", 16)
_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")
_MEASURED = pattern(r"\((?:万元|元|%)\)$")
"""The end of a column header, which is no value: 全年资金安排（万元）."""
_HEADING = pattern(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、]).{2,20}")
_TITLE_LENGTH = 70
TITLE_CELLS = 2
"""Cells of a line with a title, at most: beside it may stand the unit of money."""
_SUMS = {"total": "总分", "total_weight": "分值合计", "grade": "等级"}


class Fields:
    """What the lines around the tables say; each field is taken where it stands first."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.found: dict[str, Entry] = {}
        self.labels: dict[str, str] = {}
        """What the fields are called here, by id."""
        self.title = EMPTY
        self._titles: list[Slot] = []
        self.year_entry = EMPTY
        self.year: int | None = None

    def read_title(self, slot: Slot) -> None:
        """A line that may be the title; the same one may be printed again on every page."""
        self._titles.append(slot)

    def settle_title(self) -> None:
        """The first title that calls itself a table, else the first (that of the report around it); the others say
        the same again."""
        chosen = next((slot for slot in self._titles if "表" in slot.text), next(iter(self._titles), None))
        if chosen is not None:
            self.title = self._board.take(chosen)
            self.year = self.year or year_of(chosen.text)
        self._board.label(*(slot for slot in self._titles if slot is not chosen))

    def read_line(self, slots: Sequence[Slot]) -> None:
        """Labels with what stands right of them, or after a colon in the same cell."""
        words = lexicons()
        rest = list(slots)
        while rest:
            slot = rest.pop(0)
            if not self._board.open(slot):
                continue
            id = words.fields.find(slot.text)
            if id == "year" and self._year(slot):
                continue
            if id and (not rest or not self._value_of(slot, rest[0])) and words.plain.find(slot.text):
                self._board.label(slot)
            elif id:
                self._board.label(slot)
                if rest and self._value_of(slot, rest[0]):
                    self._keep(id, rest[0], slot.text)
                    rest.pop(0)
            elif not self._year(slot) and not self._inline(slot) and words.plain.find(slot.text):
                self._board.label(slot)

    def _value_of(self, label: Slot, slot: Slot) -> bool:
        """Whether a cell is what a label left of it asks for: it stands right beside it and is no label itself."""
        words = lexicons()
        if words.fields.find(slot.text) or words.goals.find(slot.text) or not self._board.open(slot):
            return False
        match = _INLINE.fullmatch(slot.text)
        if (match and words.fields.find(match[1])) or words.funds.find(slot.text) or _MEASURED.search(slot.key):
            return False
        return self._board.page.beside(label, slot)

    def _keep(self, id: str, slot: Slot, label: str, text: str | None = None) -> None:
        """A field; the same field with another value is one of its own, the same value again only a label. The unit
        of money is read where the amounts are."""
        if id == "currency":
            self._board.label(slot)
            return
        value = key(slot.text if text is None else text)
        number, name = 1, id
        while name in self.found and key(self.found[name].text or "") != value:
            number, name = number + 1, f"{id}{number + 1}"
        if name in self.found:
            self._board.label(slot)
            return
        if id == "year":
            self.year = self.year or year_of(value)
        self.found[name] = self._board.take(slot, text=text)
        self.labels[name] = "".join(label.split()).rstrip("：:") + (str(number) if number > 1 else "")

    def more(self, id: str, entry: Entry) -> None:
        """A second total, sum of weights or grade."""
        number = sum(name.startswith(id) for name in self.found) + 2
        self.found[f"{id}{number}"] = entry
        self.labels[f"{id}{number}"] = f"{_SUMS.get(id, id)}{number}"

    def _year(self, slot: Slot) -> bool:
        """A cell that holds nothing but the year: （2022年度）."""
        match = _ONLY_YEAR.fullmatch(slot.key.translate(_DIGITS))
        if match and self.year_entry.empty and ("年" in slot.key or "(" in slot.key):
            self.year_entry, self.year = self._board.take(slot), int(match[1])
            return True
        if _NO_YEAR.fullmatch(slot.key):
            self._board.label(slot)
            return True
        return False

    def _inline(self, slot: Slot) -> bool:
        """Labels and values in one cell: 项目名称：公路养护　　主管部门：交通局."""
        words, any_found, left_over = lexicons(), False, False
        for piece in (piece for piece in _PIECES.split(slot.text) if piece.strip()):
            match = _INLINE.fullmatch(piece)
            id = words.fields.find(match[1]) if match else None
            if match and id:
                any_found = True
                if match[2]:
                    self._keep(id, slot, match[1], match[2])
                else:
                    self._board.label(slot)
            elif match and words.plain.find(piece):
                any_found = True
                self._board.label(slot)
            else:
                left_over = True
        if any_found and left_over:
            self._keep("remark_line", slot, "其他文字")
        return any_found


def is_title(slot: Slot) -> bool:
    """Whether a cell is the title of a 自评表."""
    words = lexicons()
    plain = slot.key
    if not any(word in plain for word in words.titles) or len(plain) > _TITLE_LENGTH:
        return False
    return (
        not any(end in plain for end in ("。", ";", "；")) and words.fields.find(slot.text.partition("：")[0]) is None
    )


def is_heading(slots: Sequence[Slot]) -> bool:
    """Whether a line is a numbered heading: （二）履职效果."""
    return len(slots) == 1 and _HEADING.fullmatch(slots[0].key) is not None


def year_of(text: str) -> int | None:
    """The year a text speaks of: the one before 年度, else the only one."""
    text = text.translate(_DIGITS)
    years = set(_OF_YEAR.findall(text)) or set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def goals_header(board: Board, row: int) -> Header | None:
    """A line that begins two columns of goals: planned and reached."""
    header = header_at(board.page, row, lexicons().goals)
    return header if header and {"planned", "actual"} <= header.ids else None


def read_goals(
    board: Board, header: Header, rows: Sequence[int], ends: Mapping[int, str]
) -> tuple[dict[str, Entry], int]:
    """The goals below their header, or right of each of its two words, and the first row after them."""
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
        for slot in line:
            column = header.at(slot.left)
            if column and column.id:
                pieces.setdefault(column.id, []).append(slot)
            elif lexicons().plain.find(slot.text) == "label":
                board.label(slot)
        end = row + 1
    return {id: _joined(board, found) for id, found in pieces.items()}, end


def _beside(board: Board, header: Header, slots: Sequence[Slot]) -> dict[str, Entry]:
    """预期目标 | … | 实际完成情况 | … : the texts stand right of their words in the same line."""
    if header.bottom > header.top:
        return {}
    ids = [lexicons().goals.find(slot.text) for slot in slots]
    places = [index for index, id in enumerate(ids) if id in ("planned", "actual")]
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


def _joined(board: Board, slots: list[Slot]) -> Entry:
    entry = board.take(slots[0])
    for slot in slots[1:]:
        entry = replace(entry, text=f"{entry.text}\n{board.take(slot).text}", number=None)
    return entry
