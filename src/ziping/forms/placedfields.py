"""Titles, years and text fields of a model on the sheets of another template."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.domain.model import EMPTY, Entry, SelfEvaluation
from ziping.forms.filled import Filled
from ziping.forms.housing import Housed
from ziping.forms.inventory import FIELDS, Ledger
from ziping.forms.spec import FieldsBlock, FormSpec, GoalsBlock, TextBlock

_SHARED = ("unit", "supervisor")
"""Typed on the first form of a workbook that has them, shown on the others."""
_CARRIED = ("project", "goal_planned")
"""What a self-evaluation shows from the target form (绩效目标申报表) of its workbook."""


def title_of(house: Housed, ledger: Ledger) -> str:
    """The title that a unit gave its form; the new form's own instead of the old form's own."""
    assert house.model is not None  # noqa: S101 - only filled sheets have one
    entry = house.model.title
    ledger.move(entry, f"{house.name}的标题")
    return "" if entry.error or ledger.is_own(entry) else entry.text or ""


def year_of(
    house: Housed, houses: Sequence[Housed], before: Sequence[Filled], year: int | None, ledger: Ledger
) -> int | None:
    """The year of a sheet: typed on the first, on others only where it is another one."""
    if house.model is not None and house.model.year is not None:
        ledger.move(house.model.year_entry, f"{house.name}的年度")
    years = [one.model.year for one in houses if one.model and one.model.year is not None]
    own = house.model.year if house.model else None
    if not before:
        return year or own or (years[0] if years else None)
    return None if year or own in (None, before[0].year) else own


def fields_of(house: Housed, before: Sequence[Filled], ledger: Ledger) -> dict[str, str]:
    """The texts of the form's fields, by id."""
    assert house.model is not None  # noqa: S101 - only filled sheets have fields
    found: dict[str, str] = {}
    for id in field_ids(house.form):
        entry = _field(house.model, id)
        if entry.empty or entry.error or id in ("title", "year"):
            continue
        ledger.move(entry, f"{house.name}的{FIELDS.get(id, id)}")
        text = (entry.text or "").strip("\n")
        if text != _seen_before(id, house, before):
            found[id] = text
    return found


def _seen_before(id: str, house: Housed, before: Sequence[Filled]) -> str | None:
    """What the cell shows from an earlier sheet when nothing is typed over it."""
    if house.spec.targets and id in _CARRIED:
        target = next((one for one in before if one.key == house.spec.targets), None)
        return (getattr(target, id, None) or target.fields.get(id)) if target else None
    if id not in _SHARED:
        return None
    return next((one.fields[id] for one in before if id in one.fields), None)


def shared_fields(house: Housed, houses: Sequence[Housed], before: Sequence[Filled]) -> dict[str, str]:
    """What an empty first sheet says for all: unit and supervisor."""
    if before:
        return {}
    found = {}
    for id in _SHARED:
        entry = next((e for one in houses if one.model and not (e := _field(one.model, id)).empty), EMPTY)
        if id in field_ids(house.form) and not entry.empty and not entry.error:
            found[id] = entry.text or ""
    return found


def _field(model: SelfEvaluation, id: str) -> Entry:
    if id in model.extra:
        return model.extra[id]
    found = getattr(model, id, EMPTY)
    return found if isinstance(found, Entry) else EMPTY


def field_ids(form: FormSpec) -> tuple[str, ...]:
    """The fields of a form that hold a text: title, unit, goals and those that only some forms have."""
    found: list[str] = []
    for block in form.blocks:
        if isinstance(block, TextBlock) and block.field:
            found.append(block.field)
        elif isinstance(block, FieldsBlock):
            found += (cell.field for row in block.rows for cell in row if cell.field)
        elif isinstance(block, GoalsBlock):
            found += block.fields
    return tuple(found)
