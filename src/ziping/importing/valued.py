"""The numbers that the texts of foreign tables stand for: amounts in one unit, points, rates; texts stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from ziping.domain.model import EMPTY, WAN, Entry, FundRow, Indicator, Parts, SelfEvaluation
from ziping.importing.evaluation import Recognised
from ziping.importing.fundnesting import nested
from ziping.importing.nearest import Nearest
from ziping.importing.vocabulary import key, lexicons
from ziping.patterns import pattern

MONEY_COLUMNS = ("initial", "adjusted", "executed")
MORE_MONEY = ("midterm",)
"""Amounts that only some forms have a column for."""
_MONEY = pattern(r"([-+]?[\d,]*\.?\d+)(万元|亿元|千元|元|万)?")
_POINTS = pattern(r"([-+]?[\d,]*\.?\d+)(?:分|\(分\))")
_SHARE = pattern(r"([-+]?[\d,]*\.?\d+)%")
_LARGEST_RATE = 2


def valued(tables: Sequence[Recognised], nearest: Sequence[Nearest]) -> list[SelfEvaluation]:
    """The models of the tables of one file with numbers where texts are amounts (4753.66万元), points (10分, a weight
    of 20%) and rates. Amounts are in 元 where all of the tables with funds are, else in 万元 (``money``). Only our own
    forms have entry cells beside the printed texts; elsewhere a target that was printed in parts is one text."""
    yuan = [table.yuan for table in tables if table.model.funds]
    money = "元" if yuan and all(yuan) else "万元"
    return [_valued(table, money, same=near.same) for table, near in zip(tables, nearest, strict=True)]


def _valued(table: Recognised, money: str, *, same: bool) -> SelfEvaluation:
    model = table.model
    columns = frozenset(MONEY_COLUMNS) if table.yuan else table.yuan_columns
    return replace(
        model,
        funds=nested([_fund(row, columns, money) for row in model.funds]),
        indicators=_named([_indicator(row, same=same) for row in model.indicators]),
        total=_points(model.total),
        total_weight=_weight(model.total_weight),
        money=money,
    )


def _fund(row: FundRow, yuan: frozenset[str], money: str) -> FundRow:
    amounts = {id: _amount(getattr(row, id), "元" if id in yuan else "万元", money) for id in MONEY_COLUMNS}
    others = "元" if len(yuan) == len(MONEY_COLUMNS) else "万元"
    extra = {id: _amount(entry, others, money) if id in MORE_MONEY else entry for id, entry in row.extra.items()}
    points = {"weight": _weight(row.weight), "score": _points(row.score), "rate": _rate(row.rate)}
    return replace(row, **amounts, **points, extra=extra)


def _indicator(row: Indicator, *, same: bool) -> Indicator:
    row = replace(row, weight=_weight(row.weight), score=_points(row.score))
    if same:
        return row
    unit = {} if row.parts.unit.empty else {"unit": row.parts.unit}
    return replace(row, parts=Parts(rating=row.parts.rating, manual=row.parts.manual), extra={**row.extra, **unit})


def _named(rows: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The rows of a table without a column of names (一级指标, 二级指标, 指标值 …), called as their second level; where
    that says what each is about (培训人次, not 数量指标) it is nothing else."""
    if any(row.name.cell or not row.name.empty for row in rows):
        return tuple(rows)
    told = any(lexicons().levels.find(row.level2.text or "") for row in rows)
    return tuple(replace(row, name=row.level2, level2=row.level2 if told else EMPTY) for row in rows)


def _amount(entry: Entry, usual: str, wanted: str) -> Entry:
    """The amount in ``wanted``; without a unit of its own it is in ``usual``."""
    match = _MONEY.fullmatch(key(entry.text or ""))
    if match is None or (not match[2] and usual == wanted):
        return entry
    number = entry.number if entry.number is not None else Decimal(match[1].replace(",", ""))
    return replace(entry, number=number * WAN[match[2] or usual] / WAN[wanted])


def _points(entry: Entry) -> Entry:
    return _numbered(entry, _POINTS)


def _weight(entry: Entry) -> Entry:
    """A weight of 20% is 20 points."""
    return _numbered(_points(entry), _SHARE)


def _numbered(entry: Entry, form: re.Pattern[str]) -> Entry:
    match = form.fullmatch(key(entry.text or ""))
    return replace(entry, number=Decimal(match[1].replace(",", ""))) if match else entry


def _rate(entry: Entry) -> Entry:
    """No rate is 95 times the budget: a bare 95 is 95%."""
    number = entry.amount()
    if number is None or "%" in key(entry.text or "") or number <= _LARGEST_RATE:
        return entry
    return replace(entry, number=number / 100)
