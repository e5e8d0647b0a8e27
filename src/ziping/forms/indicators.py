"""Laying out an indicator table: the printed columns, merged level-one and level-two cells, the entry area beside."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

import msgspec

from ziping.domain.standard import Standard
from ziping.errors import ZipingError
from ziping.forms import formulas, names
from ziping.forms.beside import PARTS, PLANNED, RESULTS, Entry, put_dates, put_parts, put_results, put_validations
from ziping.forms.composed import Composed, compose_row, target_text
from ziping.forms.filled import FilledIndicator, Value
from ziping.forms.layout import Layout, Place, Rule, left_fixed, span
from ziping.forms.links import PlannedRow
from ziping.forms.review import REVIEW, level_expression, review_formulas
from ziping.forms.spec import ColumnSpec, IndicatorsBlock

_GAP = 1
"""Empty columns between the printed form and the entry area."""
_SATISFACTION = "满意度"
_NOTHING = FilledIndicator(level1="", level2="", name="")


class _Row(msgspec.Struct, frozen=True):
    level1: str
    level2: str
    item: FilledIndicator | None
    ordinal: int
    planned: PlannedRow | None = None


def _rows(
    block: IndicatorsBlock, items: tuple[FilledIndicator, ...], targets: tuple[PlannedRow, ...] = ()
) -> list[_Row]:
    if targets:
        return _carried_over(items, targets)
    if not items:
        return [_Row(g.level1, g.level2, None, i + 1) for g in block.groups for i in range(g.rows)]
    rows = []
    for (level1, level2), group in groupby(items, key=lambda item: (item.level1, item.level2)):
        rows += [_Row(level1, level2, item, i + 1) for i, item in enumerate(group)]
    return rows


def _carried_over(items: tuple[FilledIndicator, ...], targets: tuple[PlannedRow, ...]) -> list[_Row]:
    """The rows of a target form, each with what was reached: the item of the same name."""
    reached = {item.name: item for item in items}
    names_planned = [target.item.name if target.item else "" for target in targets]
    unknown = [name for name in reached if name not in names_planned]
    if unknown:
        raise ZipingError(f"自评表的指标“{unknown[0]}”在绩效目标申报表里没有，请核对名称。")
    rows = []
    for (level1, level2), group in groupby(zip(targets, names_planned, strict=True), key=lambda pair: pair[0].levels):
        rows += [_Row(level1, level2, reached.get(name), i + 1, target) for i, (target, name) in enumerate(group)]
    return rows


def beside_columns(block: IndicatorsBlock, printed: int, *, review: bool = False) -> dict[str, tuple[int, Entry]]:
    """Column and heading of everything beside the form, with the 复核 area where ``review`` asks for it."""
    entries = [Entry(c.id, c.label, 8, "") for c in block.columns if c.beside]
    first = beside_first(printed)
    others = PLANNED if block.planned else (*PARTS, *RESULTS, *(REVIEW if review else ()))
    return {entry.id: (first + index, entry) for index, entry in enumerate((*entries, *others))}


def beside_first(printed: int) -> int:
    """The first column of the entry area beside a form of ``printed`` columns."""
    return printed + _GAP + 1


def put_indicators(
    block: IndicatorsBlock,
    layout: Layout,
    standard: Standard,
    items: tuple[FilledIndicator, ...],
    year: int | None,
    targets: tuple[PlannedRow, ...] = (),
) -> formulas.Column | None:
    """Lay out the block; where its weights and scores stand, None for a target form."""
    top = layout.row
    rows = _rows(block, items, targets)
    bottom = top + len(rows)
    first = 2 if block.label else 1
    printed: dict[str, tuple[int, ColumnSpec]] = {}
    for column in block.columns:
        if not column.beside:
            printed[column.id] = (first, column)
            first += column.span
    beside = beside_columns(block, layout.printed, review=layout.review)
    _headers(block, layout, top, bottom, printed, beside)
    columns = {id: at for id, (at, _) in {**printed, **beside}.items()}
    for index, row in enumerate(rows):
        _put_row(layout, top + 1 + index, row, printed, columns, standard, year)
        _put_extra(layout, top + 1 + index, row, [printed[id] for id in block.extra if id in printed])
        if "review_score" in columns:
            _put_review(layout, block, top, top + 1 + index, columns)
    _merge_levels(layout, top + 1, rows, printed)
    _note_groups(layout, top + 1, rows)
    layout.put(Place(bottom + 1, 1, columns=layout.printed, style="closing"))
    layout.heights[bottom + 1] = 6.0
    for id, at in columns.items():
        layout.name(names.column(block.id, id), top, at, bottom + 1)
    layout.name(names.head(block.id), top, 1)
    layout.name(names.end(block.id), bottom + 1, 1)
    put_validations(layout, top + 1, bottom, columns, standard)
    put_dates(layout, top + 1, bottom, columns)
    if "weight" in columns:
        _weight_rule(layout, top + 1, bottom, columns)
    layout.row = bottom + 2
    if block.planned:
        return None
    _advice_colours(layout, top + 1, bottom, columns)
    return formulas.Column(
        span(top, columns["weight"], bottom + 1, columns["weight"]),
        span(top, columns["score"], bottom + 1, columns["score"]),
        next(column.label for column in block.columns if column.id == "weight"),
    )


def _headers(
    block: IndicatorsBlock,
    layout: Layout,
    top: int,
    bottom: int,
    printed: dict[str, tuple[int, ColumnSpec]],
    beside: dict[str, tuple[int, Entry]],
) -> None:
    if block.label:
        layout.put(Place(top, 1, rows=bottom - top + 1, value=block.label, style="side"))
    joined = {"ordinal", "name"} <= printed.keys()
    for at, column in printed.values():
        if joined and column.id == "ordinal":
            continue
        left = printed["ordinal"][0] if joined and column.id == "name" else at
        layout.put(Place(top, left, columns=at + column.span - left, value=column.label, style="header"))
    layout.heights[top] = max(layout.heights.get(top, 0.0), 32.0)
    for at, entry in beside.values():
        while len(layout.widths) < at:
            layout.widths.append(2.0)
        layout.widths[at - 1] = entry.width
        layout.put(Place(top, at, value=entry.label, style="beside_header"))


def _put_row(
    layout: Layout,
    row: int,
    item: _Row,
    printed: dict[str, tuple[int, ColumnSpec]],
    columns: dict[str, int],
    standard: Standard,
    year: int | None,
) -> None:
    given = item.item or _NOTHING
    shown = item.planned.shown if item.planned else {}
    if item.planned and item.planned.item:
        given = _joined(item.planned.item, given)
    composed = compose_row(given, standard, year=year) if given is not _NOTHING else Composed()
    satisfaction = _SATISFACTION in item.level1 + item.level2
    references = {id: left_fixed(row, at) for id, at in columns.items()}
    computed = formulas.row_formulas(references, standard, satisfaction=satisfaction)
    put_parts(layout, row, columns, composed.parts, shown)
    put_results(layout, row, columns, computed)
    performance = "actual" in columns and "actual" not in computed
    for id, at in columns.items():
        width = printed[id][1].span if id in printed else 1
        side = "" if id in printed else "beside_"
        if id == "ordinal":
            layout.put(Place(row, at, value=f"指标{item.ordinal}：", style="cell"))
        elif id == "name":
            _shown_or_typed(layout, Place(row, at, 1, width, given.name or None, shown.get(id), "entry_text", True))
        elif id == "target":
            carried = shown.get(id)
            value = None if carried else composed.target
            formula = carried or computed["target"]
            _text_cell(layout, row, at, width, value, formula, composed.seen_target, unlocked=not carried)
        elif id == "actual":
            style = _percent_style(composed.actual) if performance else "entry"
            _text_cell(
                layout, row, at, width, composed.actual, computed.get("actual"), composed.seen_actual, style=style
            )
        elif id == "weight":
            _shown_or_typed(layout, Place(row, at, 1, width, given.weight, shown.get(id), side + "entry", True))
        elif id == "score":
            layout.put(Place(row, at, columns=width, formula=computed["score"],
                             style=side + "points"))  # fmt: skip
        elif id == "reason":
            layout.put(Place(row, at, columns=width, value=given.reason, style="entry_text", unlocked=True))


def _put_review(layout: Layout, block: IndicatorsBlock, head: int, row: int, columns: dict[str, int]) -> None:
    level = level_expression(columns.get("level1"), head, row, block.level1)
    found = review_formulas({id: left_fixed(row, column) for id, column in columns.items()}, level)
    for entry in REVIEW:
        style = "computed_text" if entry.id == "review_why" else "computed"
        layout.put(Place(row, columns[entry.id], formula=found[entry.id], style=style))


def _put_extra(layout: Layout, row: int, item: _Row, columns: list[tuple[int, ColumnSpec]]) -> None:
    """Texts that only this form has, such as 指标解释."""
    shown = item.planned.shown if item.planned else {}
    for at, column in columns:
        value = item.item.extra.get(column.id) if item.item else None
        _shown_or_typed(layout, Place(row, at, 1, column.span, value, shown.get(column.id), "entry_text", True))


def _joined(planned: FilledIndicator, reached: FilledIndicator) -> FilledIndicator:
    """A row whose target stands on the target form and whose actual value here."""
    parts, target = reached.parts, planned.target
    if parts is None and planned.parts is not None:
        target = target or target_text(planned.parts)
        parts = planned.parts if reached.actual is None else None
    return msgspec.structs.replace(planned, target=target, actual=reached.actual, reason=reached.reason, parts=parts)


def _shown_or_typed(layout: Layout, place: Place) -> None:
    """A cell that shows another sheet's, where there is one, else takes an entry."""
    if place.formula:
        layout.fit(place.row, place.column, place.columns, place.value if isinstance(place.value, str) else "")
        place = msgspec.structs.replace(place, value=None, unlocked=False, style=place.style.replace("entry", "shown"))
    layout.put(place)


def _percent_style(value: Value) -> str:
    whole = isinstance(value, Decimal) and value == value.quantize(Decimal("0.01"))
    return "entry_whole_percent" if whole else "entry_percent"


def _text_cell(
    layout: Layout,
    row: int,
    at: int,
    width: int,
    value: Value,
    formula: str | None,
    seen: str,
    *,
    style: str = "entry",
    unlocked: bool = True,
) -> None:
    """A printed text: what was typed over it, else composed from the parts."""
    style = style if unlocked else style.replace("entry", "shown")
    layout.put(Place(row, at, columns=width, value=value, formula=None if value is not None else formula, style=style,
                     unlocked=unlocked))  # fmt: skip
    layout.fit(row, at, width, seen)


def _merge_levels(layout: Layout, top: int, rows: list[_Row], printed: dict[str, tuple[int, ColumnSpec]]) -> None:
    for id, key in (("level1", lambda r: r.level1), ("level2", lambda r: (r.level1, r.level2))):
        if id not in printed:
            continue
        at, column = printed[id]
        row = top
        for _, group in groupby(rows, key=key):
            members = list(group)
            text = getattr(members[0], id)
            layout.put(Place(row, at, rows=len(members), columns=column.span, value=text, style="side"))
            row += len(members)


def _note_groups(layout: Layout, top: int, rows: list[_Row]) -> None:
    for level1, group in groupby(rows, key=lambda r: r.level1):
        bottom = top + sum(1 for _ in group) - 1
        layout.groups.append((level1, top, bottom))
        top = bottom + 1


def _weight_rule(layout: Layout, top: int, bottom: int, columns: dict[str, int]) -> None:
    layout.validations.append(Rule((top, columns["weight"], bottom, columns["weight"]), {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100,
        "input_title": "分值", "input_message": "只填数字。各项分值连同预算执行率合计 100。",
        "error_title": "分值", "error_message": "请填 0 到 100 之间的数字，不要带“分”字。",
    }))  # fmt: skip


def _advice_colours(layout: Layout, top: int, bottom: int, columns: dict[str, int]) -> None:
    advice = left_fixed(top, columns["advice"])
    layout.conditions.append(Rule((top, columns["advice"], bottom, columns["advice"]), {
        "type": "formula", "criteria": f'={advice}<>""', "format": "attention",
    }))  # fmt: skip
    met = left_fixed(top, columns["met"])
    layout.conditions.append(Rule((top, columns["met"], bottom, columns["met"]), {
        "type": "formula", "criteria": f'={met}="否"', "format": "bad",
    }))  # fmt: skip
    if "reason" in columns:
        layout.conditions.append(Rule((top, columns["reason"], bottom, columns["reason"]), {
            "type": "formula", "criteria": f'=ISNUMBER(SEARCH("原因",{advice}))', "format": "attention",
        }))  # fmt: skip
