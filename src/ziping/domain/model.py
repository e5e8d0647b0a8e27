"""The one model of a self-evaluation (绩效自评); forms, the report and the summary are views of it.

Every value keeps the text as the user sees it beside the exact number and the place it came from.
Money is in 万元 unless a form says otherwise (``SelfEvaluation.money``).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import msgspec

from ziping.domain.decimals import as_excel_shows, plain

_DIGITS = 18
_PLAIN = set("0123456789.,-+ ")
_WIDTH = str.maketrans("０１２３４５６７８９．，％－＋　", "0123456789.,%-+ ")

WAN = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "万": Decimal(1), "亿元": Decimal(10000)}
"""Units of money in 万元."""


class Entry(msgspec.Struct, frozen=True):
    """One cell of a form: what is seen, what is stored, and where.

    ``text`` is None where the cell is empty. ``number`` is the stored number, exact (a cell showing 95%
    stores 0.95). ``error`` is an Excel error such as #REF!. ``formula`` is True where the value is computed.
    """

    text: str | None = None
    number: Decimal | None = None
    error: str | None = None
    formula: bool = False
    sheet: str = ""
    cell: str = ""

    @property
    def empty(self) -> bool:
        return self.error is None and (self.text is None or not self.text.strip())

    @property
    def exact(self) -> str:
        """The text with all the digits that are stored: a cell that shows 93% and holds 0.9333 gives 93.33%."""
        text = (self.text or "").strip()
        if self.number is None or not self.number.is_finite():
            return text
        number = as_excel_shows(self.number)
        if text.endswith("%"):
            return f"{plain(number.scaleb(2))}%"
        return plain(number) if set(text) <= _PLAIN else text

    def amount(self) -> Decimal | None:
        """The number in this cell: a numeric cell, or a text that is nothing but a number.

        Full-width digits and thousands separators are read; “95%” gives 0.95. None for anything else
        (“１０分”, “—”, “#REF!”): the caller reports it, nobody guesses. No money and no points have more than 18
        digits before the point; what is smaller than the 18th after it is the residue of a float, that is 0.
        """
        if self.number is not None:
            return _within_reason(self.number)
        if self.error is not None or self.text is None:
            return None
        text = self.text.translate(_WIDTH).replace(" ", "").replace(",", "")
        percent = text.endswith("%")
        try:
            number = Decimal(text[:-1] if percent else text)
        except InvalidOperation:
            return None
        return _within_reason(number.scaleb(-2) if percent and number.is_finite() else number)


def _within_reason(number: Decimal) -> Decimal | None:
    if not number.is_finite() or number.adjusted() > _DIGITS:
        return None
    return number if number.adjusted() >= -_DIGITS else Decimal(0)


EMPTY = Entry()


class FundRow(msgspec.Struct, frozen=True):
    """A row of the fund table (资金). ``kind``: total, fiscal, general, government_fund, state_capital,
    social_insurance, carryover, other … as the form spec names it; ``parent`` the kind it is part of; ``extra`` holds
    columns that only some forms have (中期资金) by id."""

    kind: str
    parent: str | None = None
    label: Entry = EMPTY
    initial: Entry = EMPTY
    adjusted: Entry = EMPTY
    executed: Entry = EMPTY
    weight: Entry = EMPTY
    rate: Entry = EMPTY
    score: Entry = EMPTY
    extra: Mapping[str, Entry] = {}

    def entry(self, column: str) -> Entry:
        """The cell in ``column``: initial, adjusted … or one of ``extra``."""
        return self.extra[column] if column in self.extra else getattr(self, column, EMPTY)


class Parts(msgspec.Struct, frozen=True):
    """The entry cells beside a form from which its printed texts are composed (性质、数值、单位、完成数值 …)."""

    sign: Entry = EMPTY
    number: Entry = EMPTY
    upper: Entry = EMPTY
    unit: Entry = EMPTY
    actual: Entry = EMPTY
    rating: Entry = EMPTY
    manual: Entry = EMPTY


class Indicator(msgspec.Struct, frozen=True):
    """A row of the indicator table (绩效指标); ``extra`` holds columns that only some forms have (指标解释、中期指标值)
    by id."""

    name: Entry
    target: Entry = EMPTY
    actual: Entry = EMPTY
    weight: Entry = EMPTY
    score: Entry = EMPTY
    reason: Entry = EMPTY
    level1: Entry = EMPTY
    level2: Entry = EMPTY
    parts: Parts = Parts()
    block: str = ""
    extra: Mapping[str, Entry] = {}

    def shared(self, id: str) -> Entry:
        """Points (``weight`` or ``score``) that somebody's form prints once for this indicator and those below it:
        nobody knows what each one has of them."""
        return self.extra.get(f"shared_{id}", EMPTY)


class Column(msgspec.Struct, frozen=True):
    id: str
    label: str
    numeric: bool = False


class Table(msgspec.Struct, frozen=True):
    """Any other table of a form (职责表、资金使用表 …); ``total`` is its printed sum row."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Entry], ...] = ()
    total: Mapping[str, Entry] | None = None


class Section(msgspec.Struct, frozen=True):
    """A row of the 报告文字 sheet: one section of the report, its text still with placeholders."""

    number: str
    heading: str
    text: Entry = EMPTY
    hint: str = ""
    limit: int | None = None
    last: Entry = EMPTY
    """The text of the year before."""


class Document(msgspec.Struct, frozen=True):
    """A report whose texts stand in the workbook. ``name`` is what it is called (部门整体支出绩效自评报告), ``about``
    the sheet of the form it reports on, ``sheet`` that of its texts, ``outline`` the id of its outline."""

    name: str
    outline: str
    about: str
    sections: tuple[Section, ...]
    sheet: str = ""


class BlockTotal(msgspec.Struct, frozen=True):
    """The printed sum row under one indicator block."""

    block: str
    weight: Entry = EMPTY
    score: Entry = EMPTY


class SelfEvaluation(msgspec.Struct, frozen=True, kw_only=True):
    """One filled form. ``kind`` is project (项目), department (部门整体) or target (绩效目标申报表); ``extra`` holds
    fields that only some forms have (项目属性、填表人) by id."""

    form: str
    standard: str
    kind: str
    title: Entry = EMPTY
    year: int | None = None
    year_entry: Entry = EMPTY
    unit: Entry = EMPTY
    supervisor: Entry = EMPTY
    project: Entry = EMPTY
    funds: tuple[FundRow, ...] = ()
    goal_planned: Entry = EMPTY
    goal_actual: Entry = EMPTY
    blocks: tuple[str, ...] = ()
    """Ids of the indicator tables the form has, filled or not."""
    indicators: tuple[Indicator, ...] = ()
    labels: Mapping[str, str] = {}
    """Headings of the indicator columns as the form prints them, by column id."""
    block_totals: tuple[BlockTotal, ...] = ()
    total_weight: Entry = EMPTY
    total: Entry = EMPTY
    grade: Entry = EMPTY
    tables: tuple[Table, ...] = ()
    facts: Mapping[str, Entry] = {}
    """Figures of the unit by fact key."""
    fact_names: Mapping[str, str] = {}
    """Fact keys by the Chinese name that report texts use."""
    sections: tuple[Section, ...] = ()
    extra: Mapping[str, Entry] = {}
    money: str = "万元"
    """The unit of the numbers in ``funds``: 元 where somebody's form says so."""
    sheet: str = ""
    source: str = ""

    def wan(self, amount: Decimal) -> Decimal:
        """An amount of ``funds`` in 万元."""
        return amount * WAN[self.money]

    @property
    def scorable(self) -> bool:
        """Whether there is anything to score; a form may only hold figures of the unit (基础数据表)."""
        return bool(self.funds or self.indicators or self.blocks)

    def fund(self, kind: str) -> FundRow | None:
        return next((row for row in self.funds if row.kind == kind), None)

    def table(self, id: str) -> Table | None:
        return next((table for table in self.tables if table.id == id), None)


class Note(msgspec.Struct, frozen=True):
    """An explanation that the unit keeps (说明并保留) and the finding it was written beside: the rule's code, ``place``
    (自评表!E12) and the message."""

    code: str
    place: str
    message: str
    text: str


class Workbook(msgspec.Struct, frozen=True):
    """Everything a unit keeps in one workbook: its forms in the order of the sheets, the reports about them, and the
    explanations beside the findings of the last check. ``told`` are sentences about how somebody else's file was read,
    () for a workbook of ours."""

    forms: tuple[SelfEvaluation, ...]
    documents: tuple[Document, ...] = ()
    source: str = ""
    notes: tuple[Note, ...] = ()
    told: tuple[str, ...] = ()

    def form(self, sheet: str) -> SelfEvaluation | None:
        return next((form for form in self.forms if form.sheet == sheet), None)
