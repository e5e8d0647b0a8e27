"""A foreign model with its numbers made ready for one of our forms: money in 万元, names without their counting."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from ziping.domain.model import Entry, FundRow, Indicator, SelfEvaluation
from ziping.importing.valued import MONEY_COLUMNS, MORE_MONEY
from ziping.patterns import pattern

_COUNTED = pattern(r"^\s*指标\s*(?:\d+|[一二三四五六七八九十]+)\s*[：:、.．]\s*(?=\S)")
_LEVELS = pattern(r"【(.+?)[-—－](.+)】")
_BRACKETED = pattern(r"\s*[【〔\[](.+)[】〕\]]\s*")
_FOLLOWS = ("completion",)
"""What stands beside our own forms and is computed there."""
_SAID = ("unit",)
"""What the printed target says already."""
_ALL = 100
_NONE = Entry(text="0", number=Decimal(0))


def prepared(model: SelfEvaluation, *, same: bool = False) -> SelfEvaluation:
    """``model`` with its money in 万元; texts stay as they are. ``same``: the table is the very form it goes to, whose
    names may begin with “指标1：”; elsewhere names lose that. An indicator without a name is called as its level. An
    execution rate without points stays without where the indicators have all 100."""
    indicators = tuple(_indicator(row, same) for row in model.indicators)
    funds = tuple(_in_wan(row, model) for row in model.funds)
    if unscored_execution(model):
        funds = funds or (FundRow("total"),)
        funds = tuple(replace(row, weight=_NONE, score=_NONE) if row.kind == "total" else row for row in funds)
    return replace(model, funds=funds, indicators=indicators, money="万元")


def unscored_execution(model: SelfEvaluation) -> bool:
    """Whether the indicators alone have all 100 points, and the execution rate none."""
    if not all(row.weight.empty and row.score.empty for row in model.funds):
        return False
    weights = [row.weight.amount() for row in model.indicators]
    return sum((weight for weight in weights if weight is not None), Decimal(0)) == _ALL


def _in_wan(row: FundRow, model: SelfEvaluation) -> FundRow:
    if model.money == "万元":
        return row
    amounts = {id: _wan(row.entry(id), model) for id in MONEY_COLUMNS}
    extra = {id: _wan(entry, model) if id in MORE_MONEY else entry for id, entry in row.extra.items()}
    return replace(row, **amounts, extra=extra)


def _wan(entry: Entry, model: SelfEvaluation) -> Entry:
    number = entry.amount()
    return entry if number is None else replace(entry, number=model.wan(number))


def _indicator(row: Indicator, same: bool) -> Indicator:
    name = row.name
    if not same and name.text:
        name = replace(name, text=_COUNTED.sub("", name.text), number=None)
    extra = {id: entry for id, entry in row.extra.items() if id not in (_FOLLOWS if same else _SAID)}
    if name.empty and not row.level2.empty:
        name = replace(row.level2, sheet=name.sheet, cell=name.cell, number=None)
    levels = _LEVELS.fullmatch(row.level1.text or "") if row.level2.empty else None
    if levels:
        row = replace(row, level1=replace(row.level1, text=levels[1]), level2=replace(row.level1, text=levels[2]))
    row = replace(row, level1=_unbracketed(row.level1), level2=_unbracketed(row.level2))
    return replace(row, name=name, extra=extra)


def _unbracketed(entry: Entry) -> Entry:
    """A level that stood alone in its line: 【产出指标】."""
    match = _BRACKETED.fullmatch(entry.text or "")
    return replace(entry, text=match[1]) if match else entry
