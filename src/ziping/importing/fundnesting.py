"""Which rows of a foreign fund table are parts of which: its names say it, or its sums do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from ziping.domain.model import FundRow

_COLUMNS = ("initial", "adjusted", "executed")
_NATURES = ("basic", "project")
_OTHER_SUMS = ("spending", "income")
"""The sum of the same money, divided up another way (按支出性质分)."""
_DETAILS = ("central", "provincial", "municipal", "county", "local", "added")
"""What may be parts of the total, or of the 财政拨款 above it: 中央资金, a row nobody knows."""
_FISCAL = "fiscal"
_NEAR = Decimal("0.005")


def nested(rows: Sequence[FundRow]) -> tuple[FundRow, ...]:
    """The rows with what they are part of. Details below 财政拨款 are parts of the total where the sums say so, else of
    财政拨款 where those do, else of nothing: a table may list but some of them (其中：政府采购)."""
    beside = _by_name(rows)
    details = {index for index in range(len(beside)) if _may_be_detail(index, beside)}
    if not details or _adds_up(beside, "total"):
        return tuple(beside)
    inside = [replace(row, parent=_FISCAL) if index in details else row for index, row in enumerate(beside)]
    if _adds_up(inside, _FISCAL):
        return tuple(inside)
    return tuple(replace(row, parent=None) if index in details else row for index, row in enumerate(beside))


def _by_name(rows: Sequence[FundRow]) -> list[FundRow]:
    kinds = {row.kind for row in rows}
    sources = kinds - {"total", *_NATURES, *_OTHER_SUMS}

    def parent(row: FundRow) -> str | None:
        if row.kind in _OTHER_SUMS:
            return None
        if row.kind in _NATURES and ("spending" in kinds or sources):
            return "spending" if "spending" in kinds else None
        return row.parent

    return [replace(row, parent=parent(row)) for row in rows]


def _may_be_detail(index: int, rows: Sequence[FundRow]) -> bool:
    above = [row.kind for row in rows[:index] if row.kind not in _DETAILS]
    return rows[index].kind in _DETAILS and rows[index].parent == "total" and above[-1:] == [_FISCAL]


def _adds_up(rows: Sequence[FundRow], kind: str) -> bool:
    """Whether the parts of a row give it in every column where it and they are filled."""
    return all(abs(whole - parts) <= _NEAR * (len(rows) + 1) for whole, parts in _sums(rows, kind))


def _sums(rows: Sequence[FundRow], kind: str) -> Iterator[tuple[Decimal, Decimal]]:
    for row in (row for row in rows if row.kind == kind):
        for column in _COLUMNS:
            whole = row.entry(column).amount()
            parts = [part.entry(column).amount() for part in rows if part.parent == kind]
            known = [part for part in parts if part is not None]
            if whole is not None and known:
                yield whole, sum(known, Decimal(0))
