"""A table that goes on over the next worksheet, as one printed page by page does, or under the next heading."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from ziping.domain.model import EMPTY, Entry, Indicator, SelfEvaluation
from ziping.importing.evaluation import Recognised

_ALL = 100
_PART = (
    "“{sheet}”从 {place} 起的表栏头和上一张一样，是“{level}”的各行，分值合起来不超过 100，已接在上一张下面，请核对。"
)
_JOINED = "“{after}”没有标题和项目名称，栏头和“{before}”一样，“{before}”又没有合计行，已接在它下面，请核对。"


def joined(tables: Sequence[Recognised]) -> tuple[list[Recognised], list[str]]:
    """The tables with those that only go on put to the one they belong to, and a sentence for each of them."""
    found: list[Recognised] = []
    notes: list[str] = []
    last = ""
    for table in tables:
        sheet = table.model.sheet
        if found and sheet != last and _goes_on(found[-1].model, table.model):
            notes.append(_JOINED.format(after=sheet, before=last))
            found[-1] = _together(found[-1], table)
        elif found and sheet == last and _is_part(found[-1].model, table.model):
            level = table.model.indicators[0].level1.text
            notes.append(_PART.format(sheet=sheet, place=table.first, level=level))
            found[-1] = _with_part(found[-1], table)
        else:
            found.append(table)
        last = sheet
    return found, notes


def _goes_on(before: SelfEvaluation, after: SelfEvaluation) -> bool:
    """Whether a table has nothing but rows under the same header, and the one before it does not end."""
    begun = not (before.title.empty and before.project.empty) and bool(before.indicators)
    said = (after.title, after.project, after.unit, after.supervisor, after.year_entry, after.goal_planned)
    bare = all(entry.empty for entry in said) and not after.funds and not after.extra and bool(after.indicators)
    ended = not (before.total.empty and before.total_weight.empty)
    return begun and bare and not ended and before.labels == after.labels and _fits(before, after)


def _is_part(before: SelfEvaluation, after: SelfEvaluation) -> bool:
    """Whether a table under a heading of its own (履职效果) holds the indicators of another level of the form above,
    whose points are not all yet."""
    said = (after.project, after.unit, after.supervisor, after.year_entry, after.goal_planned)
    if any(not entry.empty for entry in said) or after.funds or not (before.indicators and after.indicators):
        return False
    level = after.indicators[0].level1
    caption = after.title.empty or (level.text or "") in (after.title.text or "")
    new = not level.empty and not level.cell and level.text not in {row.level1.text for row in before.indicators}
    return caption and new and before.labels == after.labels and _points(after) > 0 and _fits(before, after)


def _with_part(before: Recognised, after: Recognised) -> Recognised:
    """Both as one table; captions and sums of the parts are kept as fields."""
    sums = {**_sums(before.model), **_sums(after.model)}
    if not after.model.title.empty:
        sums[f"{after.model.indicators[0].level1.text}的表题"] = after.model.title
    model = replace(
        before.model,
        indicators=(*before.model.indicators, *after.model.indicators),
        total=EMPTY,
        total_weight=EMPTY,
        extra={**after.model.extra, **before.model.extra, **sums},
    )
    return _with_rest(replace(before, model=model), after)


def _sums(part: SelfEvaluation) -> dict[str, Entry]:
    level = part.indicators[-1].level1.text
    found = {"分值合计": part.total_weight, "得分合计": part.total}
    return {f"{level}的{name}": entry for name, entry in found.items() if not entry.empty}


def _points(model: SelfEvaluation) -> Decimal:
    weights = (row.weight.amount() for row in model.indicators)
    return sum((weight for weight in weights if weight is not None), Decimal(0))


def _fits(before: SelfEvaluation, after: SelfEvaluation) -> bool:
    """Whether the points of both are those of one table."""
    entries = [row.weight for row in (*before.indicators, *after.indicators)] + [row.weight for row in before.funds]
    weights = [entry.amount() for entry in entries]
    return sum((weight for weight in weights if weight is not None), Decimal(0)) <= _ALL


def _together(before: Recognised, after: Recognised) -> Recognised:
    model, more = before.model, after.model
    rows = (*model.indicators, *_below(model.indicators[-1], more.indicators))
    model = replace(model, indicators=rows, total=more.total, total_weight=more.total_weight, grade=more.grade)
    return _with_rest(replace(before, model=model), after)


def _with_rest(before: Recognised, after: Recognised) -> Recognised:
    """What was said about ``after``, put to ``before``."""
    return replace(
        before,
        unread=(*before.unread, *after.unread),
        labels=(*before.labels, *after.labels),
        words=before.words | after.words,
        again=before.again or after.again,
        notes=(*before.notes, *after.notes),
    )


def _below(last: Indicator, rows: Sequence[Indicator]) -> list[Indicator]:
    """Rows of the next page; until it prints levels, those of the last row hold."""
    found = list(rows)
    for place, row in enumerate(rows):
        if not row.level1.empty:
            break
        level2 = last.level2 if row.level2.empty else row.level2
        found[place] = replace(row, level1=last.level1, level2=level2)
        last = found[place]
    return found
