"""Tables of a report: which cells repeat a cell of the form, which rows are sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ziping.checks.numbers import short
from ziping.domain.model import Entry, SelfEvaluation
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
        first = own.columns[0].id
        for head, columns in _headed(table, labels):
            known = {_plain(short(cells[first])): cells for cells in own.rows if first in cells}
            total = own.total or {}
            for row in table.rows[head + 1 :]:
                cells = next((known[key] for cell in row if (key := _plain(short(cell))) in known), None)
                cells = total if cells is None and _is_total(row) else cells
                for column, id in columns.items():
                    entry = (cells or {}).get(id)
                    if entry is not None and _differs(row[column], entry):
                        yield row[column], entry, f"{_name(row)}的{short(table.rows[head][column])}"
            return


def sums(table: WrittenTable) -> Iterator[tuple[Entry, Sequence[Entry], str, str]]:
    """The cells of a total row and those above them: the total, the parts, the row's name, the column's."""
    for place, row in enumerate(table.rows):
        if not _is_total(row) or place < 3:
            continue
        head = next((at for at in range(place) if not any(_number(cell) is not None for cell in table.rows[at])), None)
        if head is None:
            continue
        above = [cells for cells in table.rows[head + 1 : place] if any(_number(cell) is not None for cell in cells)]
        if len(above) < 2 or any(_PART.search(short(cell)) for cells in above for cell in cells[:2]):
            continue
        for column, total in enumerate(row):
            parts = [cells[column] for cells in above]
            numbers = [number for part in parts if (number := _number(part)) is not None]
            if _number(total) is None or len(numbers) < 2 or all(number == _number(total) for number in numbers):
                continue
            yield total, parts, _name(row), _label(table, head, column)
        return


def columns_of(table: WrittenTable, first: str, second: str) -> Iterator[tuple[Entry, Entry, str]]:
    """Rows with a number under a heading that speaks of ``first`` and one that speaks of ``second`` (regular
    expressions): both cells, the row's name."""
    for head, row in enumerate(table.rows):
        found = [
            next((at for at, cell in enumerate(row) if pattern(words).search(short(cell))), None)
            for words in (first, second)
        ]
        if None not in found and found[0] != found[1]:
            left, right = (at for at in found if at is not None)
            for cells in table.rows[head + 1 :]:
                if _number(cells[left]) is not None and _number(cells[right]) is not None:
                    yield cells[left], cells[right], _name(cells)
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
    """Whether two cells say something else; an empty one says nothing."""
    if cell.empty or entry.empty or entry.error or "".join(short(cell).split()) == "".join(short(entry).split()):
        return False
    own, other = _number(cell), entry.number if entry.number is not None else _number(entry)
    if own is None or other is None:
        return _plain(short(cell)) != _plain(short(entry)) and own != other
    own_unit, unit = parse_value(short(cell)).unit, parse_value(short(entry)).unit
    return own != other and own != _number(entry) and (own_unit == unit or not own_unit or not unit)


def _number(cell: Entry) -> Decimal | None:
    text = short(cell)
    if text.endswith(("%", "％")):
        amount = Entry(text=text[:-1]).amount()
        return None if amount is None else amount
    amount = Entry(text=text).amount()
    if amount is not None:
        return amount
    value = parse_value(text)
    return value.number if value.kind in ("money", "count", "percent") else None


def _is_total(row: Sequence[Entry]) -> bool:
    texts = [_plain(short(cell)) for cell in row if not cell.empty]
    return bool(texts) and _TOTAL.match(texts[0]) is not None


def _name(row: Sequence[Entry]) -> str:
    """What a row is called: its first text that is no number."""
    return next(
        (
            f"“{short(cell)[:12]}”"
            for cell in reversed(row[:4])
            if not cell.empty and _number(cell) is None and not cell.cell.endswith("x")
        ),
        "这一行",
    )


def _label(table: WrittenTable, head: int, column: int) -> str:
    return short(table.rows[head][column]) or f"第{column + 1}列"


def _plain(text: str) -> str:
    return _NOISE.sub("", text)
