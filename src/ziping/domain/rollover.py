"""A self-evaluation carried over to the next year (结转下年): what changes, and the balance that opens the new year."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import msgspec

from ziping.domain.model import EMPTY, Entry, SelfEvaluation
from ziping.patterns import pattern

Kind = Literal[
    "moved_year", "filled", "kept_year", "open", "kept", "brought", "fixed", "ruled", "split", "weighed", "restored",
    "cleared", "placed", "new", "unplaced",
]  # fmt: skip
KINDS: dict[Kind, str] = {
    "moved_year": "年份顺延",
    "filled": "由上年带入",
    "kept_year": "年份没有改",
    "open": "需要自己填",
    "kept": "没有动",
    "brought": "原样带来",
    "fixed": "公式只留数值",
    "ruled": "换规则包",
    "split": "文字拆到右侧",
    "weighed": "分值重新分配",
    "restored": "恢复自动计算",
    "cleared": "清空待填",
    "placed": "迁入新表",
    "new": "新表新增",
    "unplaced": "没有位置",
}
"""What can happen to a cell, in the order in which users read it."""

CLOSING = pattern(r"年末结转")
OPENING = pattern(r"^(?:上年|年初)结转")


class Change(msgspec.Struct, frozen=True):
    """What becomes of one cell: ``place`` (自评表!E12), what stands there, the text before and after, and a note for
    whoever reads the list."""

    kind: Kind
    place: str
    what: str
    old: str
    new: str = ""
    note: str = ""


class Closing(msgspec.Struct, frozen=True):
    """What is left at the end of a year, in 万元. ``entry`` states it; where no cell does, it is computed, and
    ``arithmetic`` says how."""

    amount: Decimal
    entry: Entry = EMPTY
    arithmetic: str = ""


def closing_of(form: SelfEvaluation) -> Closing | None:
    """What a form has left at the end of its year: the unit's 年末结转 on a form of the department, else the budget
    less what was executed; None where neither is known."""
    entry = _fact(form, CLOSING)
    stated = None if entry.empty or entry.error else entry.amount()
    if stated is not None:
        return Closing(stated, entry)
    total = form.fund("total")
    budget, executed = (total.adjusted.amount(), total.executed.amount()) if total else (None, None)
    if total is None or budget is None or executed is None:
        return None
    return Closing(
        form.wan(budget - executed), EMPTY, f"全年预算数 {total.adjusted.exact}－全年执行数 {total.executed.exact}"
    )


def opening_of(form: SelfEvaluation) -> Entry:
    """The cell with what a form brings into its year: the row 上年结转资金, else the unit's 年初结转; an empty one
    where the form has neither."""
    row = form.fund("carryover")
    if row is not None and (row.adjusted.cell or row.initial.cell):
        return row.initial if row.adjusted.empty and not row.initial.empty else row.adjusted
    return _fact(form, OPENING)


def _fact(form: SelfEvaluation, name: re.Pattern[str]) -> Entry:
    if form.kind != "department":
        return EMPTY
    keys = [key for said, key in form.fact_names.items() if name.search(said)]
    return form.facts.get(keys[0], EMPTY) if len(keys) == 1 else EMPTY
