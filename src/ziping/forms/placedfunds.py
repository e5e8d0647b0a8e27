"""The fund table of a model in another form: by kind, by label where the kind is unknown there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ziping.domain.model import Entry, FundRow, SelfEvaluation
from ziping.domain.scoring import score_rate
from ziping.domain.standard import Standard
from ziping.forms.filled import FilledRow
from ziping.forms.inventory import MONEY, Ledger
from ziping.forms.spec import ColumnSpec, FormSpec, FundsBlock, FundSpec, plain_label

_DASHES = frozenset("—-－/")
_CLOSE = Decimal("0.00005")
"""A rate printed with two decimals of a percent is not farther from the exact one."""


def funds_of(
    model: SelfEvaluation, form: FormSpec, rules: Standard, place: str, ledger: Ledger, *, begun: bool = False
) -> dict[str, FilledRow]:
    """The fund rows for the builder. A figure stands over a formula of the form only where it is another one than the
    formula gives; a sum that was computed never does where the year has only ``begun``."""
    block = next((block for block in form.blocks if isinstance(block, FundsBlock)), None)
    if block is None:
        return {}
    rows = _matched(model, block)
    table = _Funds(block, rules, rows, f"{place}的资金", ledger, same=model.form == form.id, begun=begun)
    return {kind: row for kind, row in ((fund.kind, table.filled(fund)) for fund in block.rows) if row != FilledRow()}


def _matched(model: SelfEvaluation, block: FundsBlock) -> dict[str, FundRow]:
    """The row of the model for each kind of the form."""
    found: dict[str, FundRow] = {}
    labels = {plain_label(fund.label): fund.kind for fund in block.rows}
    kinds = {fund.kind for fund in block.rows}
    for row in model.funds:
        if row.kind in kinds:
            found.setdefault(row.kind, row)
    for row in model.funds:
        kind = labels.get(plain_label((row.label.text or "").strip()))
        if row.kind not in kinds and kind and kind not in found:
            found[kind] = row
    return found


class _Funds:
    """The fund table of one form being filled."""

    def __init__(
        self,
        block: FundsBlock,
        rules: Standard,
        rows: dict[str, FundRow],
        place: str,
        ledger: Ledger,
        *,
        same: bool,
        begun: bool,
    ) -> None:
        """``same``: the model is of this very form, so that a cell left empty over a formula was emptied. ``begun``:
        the amounts of the year are still to come, and the sums with them."""
        self._block, self._rules, self._rows, self._place, self._ledger = block, rules, rows, place, ledger
        self._same, self._begun = same, begun
        self._specs = {fund.kind: fund for fund in block.rows}

    def filled(self, fund: FundSpec) -> FilledRow:
        row = self._rows.get(fund.kind)
        if row is None:
            return FilledRow()
        given: dict[str, Any] = {}
        for column in self._block.columns:
            if value := self._value(fund, row, column):
                given[column.id] = value[0]
        extra = {id: given.pop(id) for id in list(given) if id not in FilledRow.__struct_fields__}
        return FilledRow(**given, extra=extra)

    def _value(self, fund: FundSpec, row: FundRow, column: ColumnSpec) -> tuple[Decimal | str | None] | None:
        """What is typed into a cell, in a tuple; None where the form's own formula or label stands there."""
        entry, place = (
            row.entry(column.id),
            f"{self._place}“{plain_label(fund.label)}”的{MONEY.get(column.id, column.label)}",
        )
        if entry.error:
            return None
        if entry.empty:
            emptied = self._same and entry.cell and not entry.formula and (fund.sum or column.id == "rate")
            return (None,) if emptied else None
        if column.id == "label":
            if self._ledger.is_own(entry) or not row.label.cell or (entry.text or "").strip() == fund.label.strip():
                self._ledger.move(entry, place)
            return None
        number = entry.amount()
        if column.id in ("weight", "rate", "score"):
            return self._scored(fund, row, column.id, entry, place)
        if not column.number:
            self._ledger.move(entry, place)
            return (entry.text or "",)
        if number is None:
            return None
        self._ledger.move(entry, place)
        computed = fund.sum and (self._summed(fund, column.id) == number or (self._begun and entry.formula))
        return None if computed else (number,)

    def _summed(self, fund: FundSpec, column: str) -> Decimal | None:
        """What the form's formula gives for a row of sums."""
        parts = []
        for kind in fund.sum:
            part, row = self._specs[kind], self._rows.get(kind)
            own = row.entry(column).amount() if row else None
            parts.append(self._summed(part, column) if own is None and part.sum else own)
        numbers = [part for part in parts if part is not None]
        return sum(numbers, Decimal(0)) if numbers else None

    def _scored(self, fund: FundSpec, row: FundRow, id: str, entry: Entry, place: str) -> tuple[Decimal] | None:
        total = fund is self._block.rows[0]
        dash = (entry.text or "").strip() in _DASHES
        if dash or entry.formula:
            self._ledger.move(entry, place)
            return None
        number = entry.amount()
        if number is None:
            return None
        self._ledger.move(entry, place)
        if id == "rate":
            own = self._rate(row)
            return None if own is not None and abs(own - number) <= _CLOSE else (number,)
        if not total:
            return (number,)
        if id == "weight":
            return None if number == self._rules.weights.execution.value else (number,)
        return None if number == self._points(row) else (number,)

    def _rate(self, row: FundRow) -> Decimal | None:
        adjusted, executed = row.adjusted.amount(), row.executed.amount()
        return executed / adjusted if adjusted and executed is not None and adjusted > 0 else None

    def _points(self, row: FundRow) -> Decimal | None:
        weight = row.weight.amount()
        weight = self._rules.weights.execution.value if weight is None else weight
        return score_rate(row.adjusted.amount(), row.executed.amount(), weight, self._rules).score
