"""What the formulas of a form show: every computed cell with the formula we expect there and its value by Python.

Used to renew cached values, so that a file is right before a spreadsheet program has opened it, and to prove that
native formulas and Python agree. A cell whose formula is no longer ours is left alone: it belongs to the user.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from ziping.domain.model import EMPTY, Entry, FundRow, Indicator, SelfEvaluation
from ziping.domain.scoring.results import RowScore, Scores
from ziping.domain.snapshot import Area, Cell, Sheet, Snapshot, position
from ziping.domain.standard import Standard
from ziping.forms import formulas, names, sums
from ziping.forms.beside import PARTS, PLANNED, RESULTS
from ziping.forms.composed import actual_text, target_text
from ziping.forms.filled import FilledParts
from ziping.forms.layout import absolute, left_fixed, rows_of, span
from ziping.forms.places import Places
from ziping.forms.spec import FormSpec, FundsBlock, IndicatorsBlock, MatrixBlock, TableBlock, TotalBlock, load_form

Value = Decimal | str
_LOST = "#REF!"
_MEASURED = frozenset(("count", "percent", "money", "ratio", "bare", "duration", "deadline", "range", "approx", "zero"))


class Computed(msgspec.Struct, frozen=True):
    """A computed cell: our formula for it (without “=”) and what it shows; "" where it shows nothing."""

    row: int
    column: int
    formula: str
    value: Value


def computed_cells(
    snapshot: Snapshot,
    sheet: Sheet,
    model: SelfEvaluation,
    scores: Scores,
    standard: Standard,
    parts: dict[str, FilledParts],
) -> Iterator[Computed]:
    """Every cell that a template of this form computes, with the value that follows from the cells it refers to as they
    stand; what follows from an error is left out. ``parts`` are the entry cells of the indicator rows by address of
    the name; scored rows that are not in it are left out."""
    spec = load_form(model.form)
    places = Places(snapshot, sheet)
    rate, execution = None, None
    for block in spec.blocks:
        if isinstance(block, FundsBlock):
            rate, execution = _execution_cells(block, places)
            yield from _funds(block, places, model, scores, standard)
        elif isinstance(block, IndicatorsBlock):
            rows = {row.indicator.name.cell: row for row in scores.rows if row.indicator.block == block.id}
            yield from _indicators(block, places, rows, standard, parts)
        elif isinstance(block, TableBlock):
            yield from _table_totals(block, places, model)
        elif isinstance(block, MatrixBlock):
            yield from _matrix_sums(block, places, model)
        elif isinstance(block, TotalBlock):
            yield from _totals(spec, places, model, standard, rate, execution)


def _execution_cells(block: FundsBlock, places: Places) -> tuple[str | None, tuple[str, str] | None]:
    columns = places.columns("funds", tuple(column.id for column in block.columns))
    total = places.area(names.fund_row(block.rows[0].kind))
    if total is None or "rate" not in columns:
        return None, None
    scored = "score" in columns
    execution = (absolute(total.top, columns["weight"]), absolute(total.top, columns["score"])) if scored else None
    return absolute(total.top, columns["rate"]), execution


def _funds(
    block: FundsBlock, places: Places, model: SelfEvaluation, scores: Scores, standard: Standard
) -> Iterator[Computed]:
    columns = places.columns("funds", tuple(column.id for column in block.columns))
    rows = places.fund_rows(block)
    for fund in block.rows:
        row = rows.get(fund.kind)
        if row is None:
            continue
        runs = [[rows[kind] for kind in run if kind in rows] for run in block.runs(fund)]
        areas = [(run[0], run[-1]) for run in runs if run]
        for id in block.amounts if areas else ():
            entries = [one.entry(id) for one in model.funds if _within(one.label, areas)]
            if (total := sums.filled_sum(entries)) is not None:
                yield Computed(row, columns[id], formulas.filled_sum(rows_of(columns[id], areas)), total)
        if "rate" not in columns:
            continue
        given = model.fund(fund.kind) or FundRow(kind=fund.kind)
        adjusted, executed = given.adjusted.number, given.executed.number
        ready = adjusted is not None and executed is not None and adjusted > 0 <= executed
        rate = executed / adjusted if ready else ""  # type: ignore[operator]
        formula = formulas.execution_rate(absolute(row, columns["adjusted"]), absolute(row, columns["executed"]))
        yield Computed(row, columns["rate"], formula, rate)
        if "score" in columns and fund is block.rows[0] and shows(given.rate, rate):
            cells = (absolute(row, columns["rate"]), absolute(row, columns["weight"]))
            earned = scores.execution.score if ready and given.weight.number is not None else None
            yield Computed(row, columns["score"], formulas.execution_score(*cells, standard), _shown(earned))


def _within(entry: Entry, areas: list[tuple[int, int]]) -> bool:
    row, _ = position(entry.cell)
    return any(top <= row <= bottom for top, bottom in areas)


def _indicators(
    block: IndicatorsBlock,
    places: Places,
    rows: dict[str, RowScore],
    standard: Standard,
    parts: dict[str, FilledParts],
) -> Iterator[Computed]:
    others = PLANNED if block.planned else (*PARTS, *RESULTS)
    ids = [column.id for column in block.columns] + [entry.id for entry in others]
    columns = places.columns(block.id, tuple(ids))
    levels: dict[str, str] = {}
    performance = standard.by_performance
    for row in places.rows(block.id, "name"):
        levels |= _levels(row, places, columns)
        at = {"automatic": _LOST} | {id: left_fixed(row, column) for id, column in columns.items()}
        name = at["name"].replace("$", "")
        scored = rows.get(name)
        if scored is not None and name not in parts:
            continue
        given = parts.get(name, FilledParts())
        satisfaction = _is_satisfaction(block, scored.indicator if scored else None, levels)
        automatic = scored.result.score if scored else None
        manual = scored.indicator.parts.manual.amount() if scored else None
        values: dict[str, Value] = {
            "target": target_text(given),
            "actual": actual_text(given),
            "automatic": _shown(automatic),
            "score": _shown(automatic if manual is None else manual),
            "completion": _completion(scored) if _measured(given, scored) else "",
            "met": _met(scored) if _measured(given, scored) else "",
            "advice": _advice(given, scored, manual, performance=performance),
        }
        for id, formula in formulas.row_formulas(at, standard, satisfaction=satisfaction).items():
            if id in columns and _LOST not in formula:
                yield Computed(row, columns[id], formula, values[id])


def _levels(row: int, places: Places, columns: dict[str, int]) -> dict[str, str]:
    """The level names that begin in ``row``; those below it belong to them."""
    cells = {id: places.sheet.cells.get((row, columns[id])) for id in ("level1", "level2") if id in columns}
    return {id: cell.text for id, cell in cells.items() if cell and cell.text.strip()}


def _is_satisfaction(block: IndicatorsBlock, indicator: Indicator | None, levels: dict[str, str]) -> bool:
    """By the names of the row's levels, for an empty row by the names above it."""
    texts = [block.level1, *((indicator.level1.text, indicator.level2.text) if indicator else levels.values())]
    return any("满意度" in text for text in texts if text)


def _measured(given: FilledParts, scored: RowScore | None) -> bool:
    """Whether the entry cells hold a target, and they or the 业绩值 a number to compare it with."""
    reached = (given.actual_day, given.actual, scored.indicator.actual.number if scored else None)
    planned = (given.day, given.number)
    return any(value is not None for value in planned) and any(value is not None for value in reached)


def _completion(scored: RowScore | None) -> Value:
    """Actual ÷ target; nothing for ranges and deadlines, and where the target is not above zero."""
    comparison = scored.comparison if scored else None
    if comparison is None or comparison.operator == "range" or comparison.target is None or comparison.actual is None:
        return ""
    return comparison.actual / comparison.target if comparison.target > 0 else ""


def _met(scored: RowScore | None) -> str:
    if scored is None or scored.result.met is None or scored.target.kind not in _MEASURED:
        return ""
    return "是" if scored.result.met else "否"


def _advice(given: FilledParts, scored: RowScore | None, manual: Decimal | None, *, performance: bool) -> str:
    if given.sign == "定性":
        return "请选评定" if not given.rating else "请填人工得分" if manual is None else ""
    if given.number is None and given.day is None:
        return ""
    if scored is None or _unfilled(given, scored, performance=performance):
        typed = performance and scored is not None and scored.indicator.actual.number is not None
        return "" if typed else "请填完成数值"
    if not scored.indicator.reason.empty:
        return ""
    if scored.result.met is False:
        return "未达成，请写原因"
    return "偏离较大，请写原因" if scored.result.over == "explain" else ""


def _unfilled(given: FilledParts, scored: RowScore, *, performance: bool) -> bool:
    """Whether the entry cell is empty; a 业绩值 typed into the form itself serves as well."""
    empty = given.actual is None and given.actual_day is None
    return empty and not (performance and scored.comparison.actual is not None)


def _table_totals(block: TableBlock, places: Places, model: SelfEvaluation) -> Iterator[Computed]:
    end, table = places.end(block.id), model.table(block.id)
    if not block.total or end is None or table is None:
        return
    for column in block.columns:
        area = places.area(names.column(block.id, column.id))
        if column.number and area is not None:
            formula = formulas.filled_sum([span(area.top + 1, area.left, area.bottom - 1, area.left)])
            total = sums.filled_sum([row.get(column.id, EMPTY) for row in table.rows])
            if total is not None:
                yield Computed(end.top, area.left, formula, total)


def _matrix_sums(block: MatrixBlock, places: Places, model: SelfEvaluation) -> Iterator[Computed]:
    for row in block.rows:
        for column in block.columns[1:] if row.sum else ():
            areas = [places.area(names.fact(f"{key}_{column.id}")) for key in (row.key, *row.sum)]
            total = sums.filled_sum([model.facts.get(f"{key}_{column.id}", EMPTY) for key in row.sum])
            if areas[0] is None or total is None:
                continue
            parts = [absolute(area.top, area.left) for area in areas[1:] if area]
            yield Computed(areas[0].top, areas[0].left, formulas.filled_sum(parts), total)


def _totals(
    spec: FormSpec,
    places: Places,
    model: SelfEvaluation,
    standard: Standard,
    rate: str | None,
    execution: tuple[str, str] | None,
) -> Iterator[Computed]:
    columns = []
    for block in spec.indicator_blocks():
        weight_area, score_area = (places.area(names.column(block.id, id)) for id in ("weight", "score"))
        if weight_area and score_area:
            header = next(column.label for column in block.columns if column.id == "weight")
            columns.append(formulas.Column(_whole(weight_area), _whole(score_area), header))
    total = places.field("total_score")
    if total is None:
        return
    scored = execution is not None
    values = {
        "total_weight": (
            formulas.weight_sum(columns, execution[0] if execution else None),
            sums.weight_sum(model, scored=scored),
        ),
        "total_score": (
            formulas.total_score(columns, rate, execution, standard),
            sums.total_score(model, standard, scored=scored),
        ),
        "grade": (formulas.grade(absolute(total.top, total.left), standard), sums.grade(model.total, standard)),
    }
    for id, (formula, value) in values.items():
        if value is not None and (area := places.field(id)):
            yield Computed(area.top, area.left, formula, value)


def shows(entry: Entry | Cell, value: Value) -> bool:
    """Whether a cell shows ``value`` already."""
    if isinstance(value, str):
        return entry.number is None and entry.error is None and (entry.text or "") == value
    return entry.number is not None and abs(entry.number - value) <= abs(value) * Decimal("1e-12")


def _whole(area: Area) -> str:
    return span(area.top, area.left, area.bottom, area.right)


def _shown(value: Decimal | None) -> Value:
    return "" if value is None else value
