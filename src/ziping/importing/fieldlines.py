"""Titles, years and labelled fields: everything of a 自评表 that is no table."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.domain.model import EMPTY, Entry
from ziping.importing.board import Board
from ziping.importing.fieldlabels import INLINE, field_of
from ziping.importing.grid import Slot
from ziping.importing.titles import DIGITS, begins_title, is_title, year_of
from ziping.importing.vocabulary import key, lexicons
from ziping.patterns import pattern

_ONLY_YEAR = pattern(r"\(?((?:19|20|21)\d\d)(?:年度?)?\)?")
_NO_YEAR = pattern(r"\(?年度\)?")
_PIECES = pattern(r"\s{2,}|[\n\t；;]|　+")
_MEASURED = pattern(r"\((?:万元|元|%)\)$")
"""The end of a column header, which is no value: 全年资金安排（万元）."""
_GRADED = pattern(r"(\d+(?:\.\d+)?分?)\((优秀?|良好?|中|差|合格|不合格)\)")
_NEAR = 2
"""Columns from a label to its value, at most, where one is left blank between them."""
_ASIDE = pattern(r"\(.*\)$|\d{4}[年./-]")
"""What may stand behind a label that was left blank: （盖章）, a date."""
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
            above = self._begun_above(chosen)
            self.title = self._board.take(*above, chosen)
            self.year = self.year or year_of(self.title.text or "")
        self._board.label(*(slot for slot in self._titles if slot is not chosen))

    def _begun_above(self, title: Slot) -> list[Slot]:
        """The line right above a title that tells no year, where it does: 2023年度部门整体支出 above 绩效自评表."""
        rows = self._board.page.rows
        line = rows.get(title.row - 1, []) if year_of(title.text) is None else []
        begun = len(line) == 1 and self._board.open(line[0]) and begins_title(line[0])
        return line if begun else []

    @property
    def expected_year(self) -> int | None:
        """The year that the lines so far speak of."""
        return self.year or next((year for slot in self._titles if (year := year_of(slot.text))), None)

    def read_stack(self, labels: Sequence[Slot], values: Sequence[Slot]) -> None:
        """A line of labels and the line of their values under it; labels without a value only name it."""
        under = {label.left: value for label in labels for value in values if label.left <= value.left <= label.right}
        for label in labels:
            id, value = field_of(label), under.get(label.left)
            self._board.label(label)
            if id and value:
                self._keep(id, [value], label.text)

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
            value = rest[0] if rest and self._value_of(slot, rest[0]) else None
            id = id or (field_of(slot) if value else None)
            if id:
                self._board.label(slot)
                if value:
                    self._keep(id, [value, *self._below(slot, value)], slot.text)
                    rest.pop(0)
            elif not self._year(slot) and not self._inline(slot) and words.plain.find(slot.text):
                self._board.label(slot)

    def speak(self, slots: Sequence[Slot]) -> bool:
        """Whether a line has labels of fields in it."""
        inline = (INLINE.match(slot.text) for slot in slots)
        return any(field_of(slot) for slot in slots) or any(m and lexicons().fields.find(m[1]) for m in inline)

    def _value_of(self, label: Slot, slot: Slot) -> bool:
        """Whether a cell is what a label left of it asks for: it stands right beside it, perhaps behind a blank cell,
        and is no label itself."""
        words = lexicons()
        if field_of(slot) or not self._board.open(slot) or self._is_sublabel(label, slot):
            return False
        if words.plain.find(slot.text) == "label":
            return False
        match = INLINE.fullmatch(slot.text)
        if (match and words.fields.find(match[1])) or words.funds.find(slot.text) or _MEASURED.search(slot.key):
            return False
        if self._board.page.beside(label, slot):
            return True
        near = slot.left - label.right <= _NEAR and not label.text.strip().endswith((":", "："))
        return near and not (words.plain.find(slot.text) or is_title(slot) or _ASIDE.match(slot.key))

    def _is_sublabel(self, label: Slot, slot: Slot) -> bool:
        """Whether other rows beside a merged label have labels of their own in the column of a cell."""
        lines = self._board.page.lines_beside(label)
        return any(line[0].left == slot.left and field_of(line[0]) for line in lines)

    def _below(self, label: Slot, value: Slot) -> Sequence[Slot]:
        """Cells under a value, alone in their rows beside the same merged label."""
        found: list[Slot] = []
        for line in self._board.page.lines_beside(label):
            if len(line) != 1 or line[0].left != value.left or field_of(line[0]):
                break
            found += line
        return found

    def _keep(self, id: str, slots: Sequence[Slot], label: str, text: str | None = None) -> None:
        """A field; the same field with another value is one of its own, the same value again only a label. The unit
        of money is read where the amounts are."""
        if id == "currency":
            self._board.label(*slots)
            return
        value = key("\n".join(slot.text for slot in slots) if text is None else text)
        number, name = 1, id
        while name in self.found and key(self.found[name].text or "") != value:
            number, name = number + 1, f"{id}{number + 1}"
        if name in self.found:
            self._board.label(*slots)
            return
        if id == "year":
            self.year = self.year or year_of(value)
        graded = _GRADED.fullmatch(value) if id == "total" else None
        if graded:
            self._keep("grade", slots, "等级", graded[2])
            text = graded[1]
        self.found[name] = self._board.lines(slots) if text is None else self._board.take(*slots, text=text)
        self.labels[name] = "".join(label.split()).rstrip("：:") + (str(number) if number > 1 else "")

    def more(self, id: str, entry: Entry) -> None:
        """A second total, sum of weights or grade."""
        number = sum(name.startswith(id) for name in self.found) + 2
        self.found[f"{id}{number}"] = entry
        self.labels[f"{id}{number}"] = f"{_SUMS.get(id, id)}{number}"

    def _year(self, slot: Slot) -> bool:
        """A cell that holds nothing but the year: （2022年度）."""
        match = _ONLY_YEAR.fullmatch(slot.key.translate(DIGITS))
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
            match = INLINE.fullmatch(piece)
            id = words.fields.find(match[1]) if match else None
            if match and id:
                any_found = True
                if match[2] and words.plain.find(match[2]) != "label":
                    self._keep(id, [slot], match[1], match[2])
                else:
                    self._board.label(slot)
            elif match and words.plain.find(piece):
                any_found = True
                self._board.label(slot)
            else:
                left_over = True
        if any_found and left_over:
            self._keep("remark_line", [slot], "其他文字")
        return any_found
