"""The indicator rows of a model in another form: each under the level that means the same there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from ziping.domain.model import Entry, Indicator, Parts, SelfEvaluation
from ziping.domain.scoring import score_row
from ziping.domain.standard import Standard
from ziping.forms.filled import FilledIndicator, FilledParts
from ziping.forms.inventory import PART_NAMES, ROW, Ledger
from ziping.forms.levelhomes import Home, Order, home_of
from ziping.forms.parts import parts_of
from ziping.forms.spec import FormSpec

Rows = dict[str, tuple[FilledIndicator, ...]]


_DAYS = {"number": "day", "actual": "actual_day"}
_REACHED = ("actual", "rating", "manual")


def indicators_of(
    model: SelfEvaluation,
    form: FormSpec,
    rules: Standard,
    place: str,
    ledger: Ledger,
    *,
    planned: Sequence[FilledIndicator] | None = None,
) -> Rows:
    """The rows for the builder by block, in the order of the form's levels and in their own order within them.
    ``planned`` are the rows of a target form whose names and targets are shown here: only rows that it names stand
    on this form."""
    named = Counter(item.name for item in planned or ())
    homes: list[tuple[Home, Indicator]] = []
    order: Order = {}
    for indicator in model.indicators:
        home = home_of(indicator, form, order)
        name = (indicator.name.text or "").strip()
        if home is not None and (planned is None or named[name] == 1):
            homes.append((home, indicator))
    homes.sort(key=lambda pair: pair[0].order)
    found: dict[str, list[FilledIndicator]] = {}
    for home, indicator in homes:
        row = _Row(model, home, indicator, rules, place, ledger)
        found.setdefault(home.block.id, []).append(row.filled())
    return {id: tuple(rows) for id, rows in found.items()}


class _Row:
    """One row on its way to another form."""

    def __init__(
        self, model: SelfEvaluation, home: Home, indicator: Indicator, rules: Standard, place: str, ledger: Ledger
    ) -> None:
        self._model, self._home, self._from, self._rules = model, home, indicator, rules
        self._ledger = ledger
        self._columns = {column.id for column in home.block.columns}
        self._where = f"{place}的指标“{_text(indicator.name)}”"

    def filled(self) -> FilledIndicator:
        """The row for the builder."""
        home, row = self._home, self._from
        for level, to in ((row.level1, home.level1), (row.level2, home.level2)):
            self._ledger.move(level, f"{self._where}的“{to}”")
        parts = self._parts()
        manual = None if home.block.planned else self._manual()
        if manual is not None:
            parts = msgspec.structs.replace(parts or self._split(), manual=manual)
        return FilledIndicator(
            level1=home.level1,
            level2=home.level2,
            name=self._said("name") or "",
            target=self._said("target"),
            actual=self._said("actual"),
            weight=self._number(row.weight, "weight"),
            reason=self._said("reason"),
            parts=parts,
            extra=self._extra(),
        )

    def _said(self, id: str) -> str | None:
        entry: Entry = getattr(self._from, id)
        if entry.empty or entry.error or id not in self._columns:
            return None
        self._ledger.move(entry, f"{self._where}的{ROW[id]}")
        return exact(entry)

    def _number(self, entry: Entry, id: str) -> Decimal | None:
        number = None if entry.error else entry.amount()
        if number is not None and id in self._columns:
            self._ledger.move(entry, f"{self._where}的{ROW[id]}")
            return number
        return None

    def _extra(self) -> dict[str, str]:
        found = {}
        for id in self._home.block.extra:
            entry = self._from.extra.get(id)
            if entry is not None and not entry.empty and not entry.error:
                self._ledger.move(entry, f"{self._where}的{ROW.get(id, id)}")
                found[id] = exact(entry)
        return found

    def _parts(self) -> FilledParts | None:
        """The entry cells beside the form; None where the model has none, then they are split from the texts."""
        given, planned = self._from.parts, self._home.block.planned
        if given == Parts() or all(getattr(given, id).empty for id in PART_NAMES):
            return None
        wanted = parts_of(self._from)
        for id, label in PART_NAMES.items():
            entry: Entry = getattr(given, id)
            kept = any(getattr(wanted, of) not in (None, "") for of in (id, _DAYS.get(id, id)))
            if not entry.empty and kept and not (planned and id in _REACHED):
                self._ledger.move(entry, f"{self._where}的{label}")
        if planned:
            return msgspec.structs.replace(wanted, actual=None, actual_day=None, rating=None, manual=None)
        return None if wanted == FilledParts() else wanted

    def _split(self) -> FilledParts:
        """The parts that the texts say, for a row that has no entry cells."""
        from ziping.forms.composed import split_row

        if self._rules.by_performance:
            return FilledParts()
        return split_row(self._from.target.text, self._from.actual.text, year=self._model.year)

    def _manual(self) -> Decimal | None:
        """The score that a person gave, where the form's own formula does not give it."""
        row = self._from
        entry = row.score
        if "score" not in self._columns or entry.empty or entry.error:
            return row.parts.manual.number
        points = entry.amount()
        if points is None:
            return row.parts.manual.number
        self._ledger.move(entry, f"{self._where}的{ROW['score']}")
        if row.parts.manual.number is not None or self._ledger.is_own(entry):
            return row.parts.manual.number
        return None if score_row(row, self._rules, year=self._model.year).result.score == points else points


def exact(entry: Entry) -> str:
    """A cell's text with the digits it stores; a date stays as it is shown."""
    if entry.number is not None and Entry(text=entry.text).amount() is None:
        return (entry.text or "").strip()
    return entry.exact


def _text(entry: Entry) -> str:
    return (entry.text or "").strip()
