"""What was read of one 自评表 as a model; what is said twice in different words stays as a field of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ziping.domain.model import EMPTY, Entry, FundRow, Indicator, SelfEvaluation
from ziping.forms.inventory import FIELDS
from ziping.importing.fieldlines import Fields
from ziping.importing.headers import Header
from ziping.importing.indicatorrow import BLOCK
from ziping.importing.vocabulary import key

_WHOLE = ("整体", "部门支出")


class Parts(NamedTuple):
    """The pieces in which a table was read; ``goals`` by planned, adjusted and actual, ``totals`` by field of the
    model."""

    fields: Fields
    funds: Sequence[FundRow]
    indicators: Sequence[Indicator]
    headers: Sequence[Header]
    goals: Mapping[str, Entry]
    totals: Mapping[str, Entry]


def assembled(parts: Parts, sheet: str) -> SelfEvaluation:
    """The model, still without form and standard."""
    fields = parts.fields
    fields.settle_title()
    rest = _Rest(fields)
    planned = rest.first("goal_planned", parts.goals.get("planned"), rest.pop("goal_planned"), rest.pop("goal"))
    reached = rest.first("goal_actual", parts.goals.get("actual"), rest.pop("goal_actual"))
    if "adjusted" in parts.goals:
        rest.found["全年调整目标"] = parts.goals["adjusted"]
    if "midterm" in parts.goals:
        rest.found["goal_midterm"] = rest.first("goal_midterm", parts.goals["midterm"], rest.found.get("goal_midterm"))
    return SelfEvaluation(
        form="",
        standard="",
        kind=_kind(parts),
        title=fields.title,
        year=fields.year,
        year_entry=rest.first("year_entry", fields.year_entry, rest.pop("year")),
        unit=rest.pop("unit"),
        supervisor=rest.pop("supervisor"),
        project=rest.pop("project"),
        goal_planned=planned,
        goal_actual=reached,
        total=rest.first("total", parts.totals.get("total"), rest.pop("total")),
        total_weight=parts.totals.get("total_weight", EMPTY),
        grade=rest.first("grade", parts.totals.get("grade"), rest.pop("grade")),
        funds=related(parts.funds),
        blocks=(BLOCK,) if parts.headers else (),
        indicators=tuple(parts.indicators),
        labels={column.id: column.label for header in parts.headers for column in header.columns if column.id},
        extra=rest.found,
        sheet=sheet,
    )


class _Rest:
    """Fields that have no place of their own in every model, by id or by what they are called."""

    def __init__(self, fields: Fields) -> None:
        self._labels = fields.labels
        self._open = dict(fields.found)
        self.found: dict[str, Entry] = {}
        known = ("goal_planned", "goal", "goal_actual", "year", "unit", "supervisor", "project", "total", "grade")
        for id in [id for id in self._open if id not in known]:
            self.found[id if id in FIELDS else self._labels.get(id, id)] = self._open.pop(id)

    def pop(self, id: str) -> Entry:
        return self._open.pop(id, EMPTY)

    def first(self, id: str, *entries: Entry | None) -> Entry:
        """The first of several that say the same; the others are kept."""
        given = [entry for entry in entries if entry is not None and not entry.empty]
        for number, entry in enumerate(given[1:], 2):
            self.found[f"{FIELDS.get(id, id)}{number}"] = entry
        return given[0] if given else next((entry for entry in entries if entry is not None), EMPTY)


def _kind(parts: Parts) -> str:
    ids = frozenset[str]().union(*(header.ids for header in parts.headers))
    if parts.headers and not ids & {"actual", "score"}:
        return "target"
    title = key(parts.fields.title.text or "")
    whole = any(word in title for word in _WHOLE) and "project" not in parts.fields.found
    return "department" if whole else "project"


def related(rows: Sequence[FundRow]) -> tuple[FundRow, ...]:
    """The rows as they belong together: the parts of a subtotal only where there is one; a kind that comes twice is
    one of its own."""
    kinds = {row.kind for row in rows}
    fixed = [replace(row, parent="total" if row.parent not in (None, *kinds) else row.parent) for row in rows]
    seen: set[str] = set()
    for index, row in enumerate(fixed):
        if row.kind in seen and row.kind != "added":
            fixed[index] = replace(row, kind="added")
        seen.add(row.kind)
    return tuple(fixed)
