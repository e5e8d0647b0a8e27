"""Tables of a report: which cells repeat a cell of the form, which rows are sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from ziping.checks.numbers import places, short
from ziping.domain.decimals import half_up
from ziping.domain.model import Entry, SelfEvaluation, Table
from ziping.domain.numbered import numbered
from ziping.domain.quantity import parse_value
from ziping.domain.written import WrittenTable
from ziping.patterns import pattern

HEADS: Mapping[str, str] = {
    "年度指标值": "target", "指标值": "target", "目标值": "target", "年初目标值": "target", "年度目标值": "target",
    "实际完成值": "actual", "完成值": "actual", "业绩值": "actual", "全年实际值": "actual", "全年完成值": "actual",
    "分值": "weight", "权重": "weight", "得分": "score", "自评得分": "score",
}  # fmt: skip
_FUND_HEADS: Mapping[str, str] = {
    "年初预算数": "initial",
    "全年预算数": "adjusted",
    "全年执行数": "executed",
    "执行率": "rate",
}
_NOISE = pattern(r"[\s“”\"'‘’（）()：:、，,]|万元|元|%|^指标\d*")
_TOTAL = pattern(r"^(?:金额)?(?:合计|总计|小计|共计|总额)$")
_PART = pattern("其中")
_NO_SUM = pattern("率|比|单价|均|年度|序号|编号|日期|标准|时间|得分")
_IN_YUAN = 10000
_SHOWN = 12


def compared(table: WrittenTable, model: SelfEvaluation) -> Iterator[tuple[Entry, Entry, str]]:
    """Cells of the table that differ from the form's cell they repeat: the cell, the form's, what it is."""
    for head, columns in _headed(table, {_plain(key): value for key, value in ({**HEADS, **_FUND_HEADS}).items()}):
        rows = table.rows[head + 1 :]
        for row in rows:
            source = _source(row, model)
            for column, field in columns.items():
                entry = source.get(field)
                if entry is not None and entry.cell and _differs(row[column], entry):
                    label = short(table.rows[head][column])
                    yield row[column], entry, f"{_name(row)}的{label}"
        return
    for own in model.tables:
        labels = {_plain(column.label): column.id for column in own.columns if column.numeric}
        for head, columns in _headed(table, labels):
            known = _by_name(own)
            for row in table.rows[head + 1 :]:
                cells = next((known[key] for cell in row if (key := _plain(short(cell))) in known), None)
                cells = own.total or {} if cells is None and _is_total(row) else cells or {}
                for column, id in columns.items():
                    if id in cells and _differs(row[column], cells[id]):
                        yield row[column], cells[id], f"{_name(row)}的{short(table.rows[head][column])}"
            return


def _by_name(table: Table) -> dict[str, Mapping[str, Entry]]:
    """The rows of a form's table by the words that stand in one of them only."""
    words = [{_plain(short(cell)) for cell in row.values() if _number(cell) is None} - {""} for row in table.rows]
    return {
        word: row
        for row, own in zip(table.rows, words, strict=True)
        for word in sorted(own)
        if sum(word in other for other in words) == 1
    }


def sums(table: WrittenTable) -> Iterator[tuple[Entry, Sequence[Entry], str, str]]:
    """The cells of a total row and those above them: the total, the parts, the row's name, the column's. A table with
    subtotals or rows of two levels is left alone, and so are columns that do not add up (执行率、单价)."""
    place = next((place for place, row in enumerate(table.rows) if _is_total(row)), 0)
    head = next((at for at in range(place) if not any(_number(cell) is not None for cell in table.rows[at])), None)
    if head is None:
        return
    above = [cells for cells in table.rows[head + 1 : place] if any(_number(cell) is not None for cell in cells)]
    if any(map(_is_nested, above)) or len({_level(cells) for cells in above}) > 1:
        return
    for column, total in enumerate(table.rows[place]):
        parts = [cells[column] for cells in above]
        numbers = [number for part in parts if (number := _number(part)) is not None]
        label = short(table.rows[head][column]) or f"第{column + 1}列"
        if _number(total) is None or len(numbers) < 2 or _NO_SUM.search(label) or _adds_up_within(numbers):
            continue
        if not short(total).endswith(("%", "％")):
            yield total, parts, _name(table.rows[place]), f"“{label}”"


def _is_nested(row: Sequence[Entry]) -> bool:
    """A subtotal, or a row that is part of the one above."""
    return _is_total(row) or any(_PART.search(short(cell)) or _TOTAL.match(_plain(short(cell))) for cell in row[:3])


def _level(row: Sequence[Entry]) -> int:
    number = next((found for cell in row[:2] if (found := numbered(short(cell)))), None)
    return number.level if number else 0


def _adds_up_within(numbers: Sequence[Decimal]) -> bool:
    """Whether one of the numbers is the sum of those right behind it: 基本支出, 人员经费, 公用经费."""
    for place, number in enumerate(numbers):
        behind = accumulate(numbers[place + 1 :])
        if number and any(summed == number for count, summed in enumerate(behind) if count):
            return True
    return False


def columns_of(table: WrittenTable, *kinds: Sequence[re.Pattern[str]]) -> Iterator[tuple[tuple[Entry, ...], str]]:
    """Rows with a number under a heading of every kind, and their names. A kind is what its heading may be, best
    first."""
    for head, row in enumerate(table.rows):
        found = [
            next((at for words in kind for at, cell in enumerate(row) if words.search(short(cell))), None)
            for kind in kinds
        ]
        columns = [at for at in found if at is not None]
        if len(set(columns)) == len(kinds):
            for cells in table.rows[head + 1 :]:
                held = tuple(cells[at] for at in columns)
                if all(_number(cell) is not None for cell in held):
                    yield held, _name(cells)
            return


def _headed(table: WrittenTable, labels: Mapping[str, str]) -> Iterator[tuple[int, dict[int, str]]]:
    """The first row with two known headings or more: its place, what each column holds."""
    for place, row in enumerate(table.rows):
        columns = {at: labels[key] for at, cell in enumerate(row) if (key := _plain(short(cell))) in labels}
        if len(set(columns.values())) > 1:
            yield place, columns
            return


def _source(row: Sequence[Entry], model: SelfEvaluation) -> dict[str, Entry]:
    """The form's cells that a row repeats: those of the indicator, or of the fund, that it names."""
    texts = {_plain(short(cell)) for cell in row} - {""}
    for indicator in model.indicators:
        if _plain(short(indicator.name)) in texts:
            same = [other for other in model.indicators if _plain(short(other.name)) == _plain(short(indicator.name))]
            if len(same) == 1:
                return {field: getattr(indicator, field) for field in ("target", "actual", "weight", "score")}
    for fund in model.funds:
        if _plain(short(fund.label)) in texts:
            return {field: fund.entry(field) for field in ("initial", "adjusted", "executed", "rate")}
    return {}


def _differs(cell: Entry, entry: Entry) -> bool:
    """Whether two cells hold different numbers. What is rounded, in 元 instead of 万元 or without its unit is the same;
    an empty cell, and one with words only, says nothing."""
    own, other = _number(cell), _number(entry)
    if own is None or other is None:
        return False
    unit, meant = parse_value(short(cell)).unit, parse_value(short(entry)).unit
    if unit and meant and unit != meant:
        return False
    return half_up(other, places(short(cell))) != own and own != other * _IN_YUAN


def _number(cell: Entry) -> Decimal | None:
    """The number a cell shows: 95.77% is 95.77."""
    text = short(cell)
    amount = Entry(text=text[:-1] if text.endswith(("%", "％")) else text).amount()
    if amount is not None:
        return amount
    value = parse_value(text)
    return value.number if value.kind in ("money", "count", "percent") else None


def _is_total(row: Sequence[Entry]) -> bool:
    texts = [_plain(short(cell)) for cell in row if not cell.empty]
    return bool(texts) and _TOTAL.match(texts[0]) is not None


def _name(row: Sequence[Entry]) -> str:
    """What a row is called: the last text among its first cells that is no number."""
    words = [short(cell) for cell in row[:4] if not cell.empty and _number(cell) is None]
    return f"“{words[-1][:_SHOWN]}”" if words else "这一行"


def _plain(text: str) -> str:
    return _NOISE.sub("", text)
