"""One form carried over: what belongs to its year is cleared, targets and titles go on with the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from ziping.domain.model import Entry, Indicator, SelfEvaluation
from ziping.domain.rollover import closing_of
from ziping.domain.scoring import score_form
from ziping.domain.snapshot import Snapshot
from ziping.forms.computed import computed_cells
from ziping.forms.inventory import FIELDS, MONEY, PART_NAMES, ROW
from ziping.forms.parts import parts_of
from ziping.forms.placedfields import field_ids
from ziping.forms.read import read_book
from ziping.forms.spec import ColumnSpec, FormSpec, FundsBlock, TableBlock, load_form
from ziping.patterns import pattern
from ziping.rolling.draft import Draft
from ziping.standards.loader import load_standard

_REACHED = ("goal_actual", "filled_on")
"""Fields that say what was done in the year, or when the form was filled."""
_NAMES = ("project", "unit", "supervisor")
"""Names may hold a year of their own: they stay, and are told."""
_SEVERAL = ("period", "goal_midterm", "midterm")
"""What is planned for several years: it stays, and is told."""
_AMOUNTS = ("initial", "adjusted", "executed", "rate", "score")
_PARTS_REACHED = ("actual", "rating", "manual")
_DEADLINE = "期限"
_EVIDENCE = pattern("佐证|证明|完成|依据来源")
_DONE = pattern("完成|执行|结果|数量|说明|业绩")
_MIDTERM = pattern("中期|以后年度")


def roll_form(draft: Draft, form: SelfEvaluation) -> None:
    """The changes of one form sheet, its figures of the unit left out."""
    spec = load_form(form.form)
    draft.expect(form.sheet, _formulas(draft.snapshot, form))
    _year(draft, form)
    _fields(draft, form, spec)
    _funds(draft, form, spec)
    for row in form.indicators:
        _indicator(draft, row, form)
    for id in ("total", "grade"):
        draft.clear(FIELDS[id], getattr(form, id))
    for block in spec.blocks:
        if isinstance(block, TableBlock):
            _table(draft, form, block)
    draft.restore(form.sheet)


def _formulas(snapshot: Snapshot, form: SelfEvaluation) -> dict[tuple[int, int], str]:
    """The template's formulas of a form's sheet by cell, also where an error stands that they would show."""
    sheet = snapshot.sheet(form.sheet)
    assert sheet is not None  # noqa: S101 - the model was read from it
    if any(cell.error for cell in sheet.cells.values()):
        sound = msgspec.structs.replace(sheet, cells={at: c for at, c in sheet.cells.items() if not c.error})
        others = tuple(sound if one is sheet else one for one in snapshot.sheets)
        snapshot, sheet = msgspec.structs.replace(snapshot, sheets=others), sound
        form = next(one for one in read_book(snapshot).forms if one.sheet == form.sheet)
    standard = load_standard(form.standard)
    parts = {row.name.cell: parts_of(row) for row in form.indicators}
    found = computed_cells(snapshot, sheet, form, score_form(form, standard), standard, parts)
    return {(item.row, item.column): item.formula for item in found}


def _year(draft: Draft, form: SelfEvaluation) -> None:
    entry = form.year_entry
    text = (entry.text or "").strip()
    if entry.number is not None and not draft.is_date(entry):
        shown = text.replace(str(draft.year), str(draft.to))
        draft.put("年度", entry, Decimal(draft.to), kind="moved_year", shown=shown)
    elif text.translate(str.maketrans("０１２３４５６７８９", "0123456789")) == str(draft.year):
        draft.put("年度", entry, str(draft.to), kind="moved_year")
    else:
        draft.move("年度", entry, title=True)


def _fields(draft: Draft, form: SelfEvaluation, spec: FormSpec) -> None:
    for id in field_ids(spec):
        entry = form.extra.get(id) or getattr(form, id, None)
        if not isinstance(entry, Entry) or id == "year":
            continue
        what = FIELDS.get(id, id)
        if id in _REACHED:
            draft.clear(what, entry)
        elif id not in (*_NAMES, *_SEVERAL):
            draft.move(what, entry, title=id == "title")
        elif str(draft.year) in (entry.text or ""):
            note = "名称里的年份不改，请核对" if id in _NAMES else "几年的期限和目标不改，请核对"
            draft.tell("kept_year", what, entry, note=note)


def _funds(draft: Draft, form: SelfEvaluation, spec: FormSpec) -> None:
    block = next((block for block in spec.blocks if isinstance(block, FundsBlock)), None)
    for row in form.funds if block else ():
        name = f"资金“{(row.label.text or row.kind).strip()}”的"
        columns = {column.id: column for column in block.columns} if block else {}
        for id, column in columns.items():
            amount = id in _AMOUNTS or (column.number and id != "weight" and not _MIDTERM.search(column.label))
            dash = (row.entry(id).text or "").strip() in ("—", "-", "－", "/")
            if amount and not dash:
                draft.clear(name + MONEY.get(id, column.label), row.entry(id))
    carried = form.fund("carryover")
    if carried is not None and carried.adjusted.cell:
        closing = closing_of(form)
        what = "资金“上年结转资金”的全年预算数"
        if closing is None or closing.amount < 0:
            draft.tell("open", what, carried.adjusted, note="算不出上年结余，请填上年年末结转")
        else:
            note = "取自年末结转" if closing.entry.cell else f"{closing.arithmetic}，请核对"
            draft.put(what, carried.adjusted, closing.amount, note)


def _indicator(draft: Draft, row: Indicator, form: SelfEvaluation) -> None:
    of = f"指标“{(row.name.text or '').strip()}”的"
    for id in ("name", "target"):
        draft.move(of + ROW[id], getattr(row, id))
    for id in ("actual", "score", "reason"):
        draft.clear(of + ROW[id], getattr(row, id))
    for id in _PARTS_REACHED:
        draft.clear(of + PART_NAMES[id], getattr(row.parts, id))
    day = parts_of(row).day
    if (row.parts.sign.text or "").strip() == _DEADLINE and day is not None:
        draft.move_serial(of + PART_NAMES["number"], row.parts.number, day)
    else:
        draft.move(of + PART_NAMES["number"], row.parts.number)
    for id, entry in row.extra.items():
        label = form.labels.get(id, ROW.get(id, id))
        if _EVIDENCE.search(label):
            draft.clear(of + label, entry)
        elif id not in _SEVERAL:
            draft.move(of + label, entry)


def _table(draft: Draft, form: SelfEvaluation, block: TableBlock) -> None:
    """Amounts and what was done are cleared, what stands in a row stays; 上年决算数 takes 本年决算数."""
    table = form.table(block.id)
    last = dict(_last_columns(block))
    for row in table.rows if table else ():
        kept = [
            row[c.id].text or "" for c in block.columns if c.id in row and not of_the_year(c) and not row[c.id].empty
        ]
        name = kept[min(1, len(kept) - 1)] if kept else ""
        for column in block.columns:
            entry = row.get(column.id)
            if entry is None:
                continue
            what = f"《{block.title}》“{name.strip()[:12]}”的{column.label}"
            if column.id in last:
                source = row.get(last[column.id])
                number = source.amount() if source is not None and not source.error else None
                draft.clear(what, entry)
                if number is not None:
                    draft.put(what, entry, number, "上年数")
            elif of_the_year(column):
                draft.clear(what, entry)
            else:
                draft.move(what, entry)


def of_the_year(column: ColumnSpec) -> bool:
    """Whether a column of a free table holds what a year brought: amounts, and what was done."""
    return column.number or bool(_DONE.search(column.label))


def _last_columns(block: TableBlock) -> Iterator[tuple[str, str]]:
    """Columns of last year's figures, each with the column that holds this year's."""
    labels = {column.label: column.id for column in block.columns}
    for column in block.columns:
        own = column.label.replace("上年", "本年")
        if "上年" in column.label and own in labels:
            yield column.id, labels[own]
