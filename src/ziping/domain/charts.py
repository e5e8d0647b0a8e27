"""The two charts of a report: 得分率 by first-level indicator, 执行率 by fund or by row of the fund-use table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ziping.domain.figures import ChartPlace, Missing, first_missing
from ziping.domain.model import EMPTY, Entry, Table
from ziping.patterns import pattern

_LONGEST_NAME = 16
_NUMBER = pattern(r"^(?:其中[：:]|\d+[.．、]|[（(][一二三四五六七八九十]+[）)])\s*")
_BUDGET, _EXECUTED = "budget", "executed"

Bars = list[tuple[str, Decimal]]


def score_chart(funds: Mapping[str, Any], groups: Iterable[Mapping[str, Any]]) -> ChartPlace | Missing:
    """Score ÷ weight of the execution rate, where it has points, and of every first-level indicator."""
    bars: Bars = []
    if not isinstance(funds["分值"], Missing) and funds["分值"]:
        if isinstance(funds["得分"], Missing):
            return funds["得分"]
        bars.append(("预算执行率", funds["得分"] / funds["分值"]))
    for group in groups:
        if isinstance(group["得分率"], Missing):
            return group["得分率"]
        bars.append((_short(group["名称"]), group["得分率"]))
    return ChartPlace("各项指标得分率", tuple(bars)) if bars else Missing("绩效指标")


def execution_chart(tables: Sequence[Table], funds: Mapping[str, Any]) -> ChartPlace | Missing:
    """Executed ÷ budget of every row that has a budget."""
    table = next((table for table in tables if {_BUDGET, _EXECUTED} <= {column.id for column in table.columns}), None)
    rows = _table_rows(table) if table is not None else _fund_rows(funds)
    bars: Bars = []
    for name, budget, executed in rows:
        missing = first_missing(name, budget, executed)
        if missing is not None:
            return missing
        if budget:
            bars.append((_short(name), executed / budget))
    return ChartPlace("预算执行率", tuple(bars)) if bars else Missing("全年预算数")


def _fund_rows(funds: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    rows = [*([] if isinstance(funds["名称"], Missing) else [funds]), *funds["明细"]]
    return [(row["名称"], row["全年"], row["执行"]) for row in rows]


def _table_rows(table: Table) -> list[tuple[Any, ...]]:
    filled = [row for row in table.rows if any(not entry.empty for entry in row.values())]
    names = row_names(table, filled)
    return [
        (name, *(_amount(table, id, row.get(id, EMPTY)) for id in (_BUDGET, _EXECUTED)))
        for name, row in zip(names, filled, strict=True)
    ]


def row_names(table: Table, rows: Sequence[Mapping[str, Entry]]) -> list[str]:
    """The texts of the first column that tells the rows apart, else where they stand."""
    for column in table.columns:
        texts = [(row.get(column.id, EMPTY).text or "").strip() for row in rows]
        if not column.numeric and all(texts) and len(set(texts)) == len(texts):
            return texts
    return [f"第{number}行" for number, _ in enumerate(rows, 1)]


def _amount(table: Table, id: str, entry: Entry) -> Any:
    label = next(column.label for column in table.columns if column.id == id)
    number = entry.amount()
    return Missing(f"{table.title}的{label}", entry) if number is None else number


def _short(name: str) -> str:
    """A name without its number, short enough to stand beside a bar."""
    plain = _NUMBER.sub("", "".join(name.split()))
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[: _LONGEST_NAME - 1].rstrip('，、；。')}…"
