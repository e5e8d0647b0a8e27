"""A foreign model made ready for one of our forms: money in 万元, points as numbers, names without their counting."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from ziping.domain.model import Entry, FundRow, Indicator, Parts, SelfEvaluation
from ziping.importing.vocabulary import key
from ziping.patterns import pattern

_COUNTED = pattern(r"^\s*指标\s*(?:\d+|[一二三四五六七八九十]+)\s*[：:、.．]\s*(?=\S)")
_LEVELS = pattern(r"【(.+?)[-—－](.+)】")
_BRACKETED = pattern(r"\s*[【〔\[](.+)[】〕\]]\s*")
_MONEY = pattern(r"([-+]?[\d,]*\.?\d+)(万元|亿元|元|万)?")
_POINTS = pattern(r"([-+]?[\d,]*\.?\d+)(%|分|\(分\))?")
_TEN_THOUSAND = {"": Decimal(1), "万元": Decimal(1), "万": Decimal(1), "亿元": Decimal(10000), "元": Decimal("0.0001")}
_MONEY_COLUMNS = ("initial", "adjusted", "executed")
_MORE_MONEY = ("midterm",)
"""Amounts that only some forms have a column for."""
_FOLLOWS = ("completion",)
"""What stands beside our own forms and is computed there."""
_LARGEST_RATE = 2
_ALL = 100
_NONE = Entry(text="0", number=Decimal(0))


def prepared(
    model: SelfEvaluation, *, yuan: bool = False, yuan_columns: frozenset[str] = frozenset(), same: bool = False
) -> SelfEvaluation:
    """``model`` with numbers where its texts are amounts (4753.66万元), points (10分, 20%) and rates; texts stay as
    they are. ``yuan``: amounts without a unit are in 元; ``yuan_columns``: those of these columns. ``same``: the table
    is the very form it goes to, whose names may begin with “指标1：” and whose entry cells stand beside it; elsewhere
    names lose that, and a target that was printed in parts is one text. An indicator without a name is called as its
    level. An execution rate without points stays without where the indicators have all 100."""
    indicators = tuple(_indicator(row, same) for row in model.indicators)
    columns = frozenset(_MONEY_COLUMNS) if yuan else yuan_columns
    funds = tuple(_fund(row, columns) for row in model.funds)
    if unscored_execution(model):
        funds = funds or (FundRow("total"),)
        funds = tuple(replace(row, weight=_NONE, score=_NONE) if row.kind == "total" else row for row in funds)
    return replace(
        model,
        funds=funds,
        indicators=indicators,
        total=_points(model.total),
        total_weight=_points(model.total_weight),
    )


def unscored_execution(model: SelfEvaluation) -> bool:
    """Whether the indicators alone have all 100 points, and the execution rate none."""
    if not all(row.weight.empty and row.score.empty for row in model.funds):
        return False
    weights = [_points(row.weight).amount() for row in model.indicators]
    return sum((weight for weight in weights if weight is not None), Decimal(0)) == _ALL


def _fund(row: FundRow, yuan: frozenset[str]) -> FundRow:
    money = {id: _money(getattr(row, id), id in yuan) for id in _MONEY_COLUMNS}
    weight, score, rate = _points(row.weight), _points(row.score), _rate(row.rate)
    extra = {id: _money(entry, bool(yuan)) if id in _MORE_MONEY else entry for id, entry in row.extra.items()}
    return replace(row, **money, weight=weight, score=score, rate=rate, extra=extra)


def _indicator(row: Indicator, same: bool) -> Indicator:
    name = row.name
    if not same and name.text:
        name = replace(name, text=_COUNTED.sub("", name.text), number=None)
    extra = {id: entry for id, entry in row.extra.items() if not (same and id in _FOLLOWS)}
    parts = row.parts if same else Parts(rating=row.parts.rating, manual=row.parts.manual)
    if name.empty and not row.level2.empty:
        name = replace(row.level2, sheet=name.sheet, cell=name.cell, number=None)
    levels = _LEVELS.fullmatch(row.level1.text or "") if row.level2.empty else None
    if levels:
        row = replace(row, level1=replace(row.level1, text=levels[1]), level2=replace(row.level1, text=levels[2]))
    row = replace(row, level1=_unbracketed(row.level1), level2=_unbracketed(row.level2))
    return replace(row, name=name, weight=_points(row.weight), score=_points(row.score), parts=parts, extra=extra)


def _unbracketed(entry: Entry) -> Entry:
    """A level that stood alone in its line: 【产出指标】."""
    match = _BRACKETED.fullmatch(entry.text or "")
    return replace(entry, text=match[1]) if match else entry


def _money(entry: Entry, yuan: bool) -> Entry:
    match = _MONEY.fullmatch(key(entry.text or ""))
    unit = match[2] or ("元" if yuan else "") if match else ""
    if match is None or (not unit and entry.number is not None):
        return entry
    number = entry.number if entry.number is not None else Decimal(match[1].replace(",", ""))
    return replace(entry, number=number * _TEN_THOUSAND[unit])


def _points(entry: Entry) -> Entry:
    """A weight of 20% is 20 points."""
    match = _POINTS.fullmatch(key(entry.text or ""))
    return replace(entry, number=Decimal(match[1].replace(",", ""))) if match and match[2] else entry


def _rate(entry: Entry) -> Entry:
    """No rate is 95 times the budget: a bare 95 is 95%."""
    number = entry.amount()
    if number is None or "%" in key(entry.text or "") or number <= _LARGEST_RATE:
        return entry
    return replace(entry, number=number / 100)
