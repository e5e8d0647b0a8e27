"""Figures of the unit and free tables of a model in another form: by key, by the name that texts use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ziping.domain.model import Entry, SelfEvaluation, Table, Workbook
from ziping.forms.inventory import Ledger
from ziping.forms.spec import ColumnSpec, FormSpec, MatrixBlock, TableBlock
from ziping.forms.template import TemplateSpec


def facts_of(book: Workbook, template: TemplateSpec, forms: Sequence[FormSpec], ledger: Ledger) -> dict[str, Decimal]:
    """The figures for the builder, by the template's fact keys."""
    keys = {fact.key for fact in template.facts} | set(matrix_keys(forms))
    said = {fact.said: fact.key for fact in template.facts} | {name: key for key, name in matrix_keys(forms).items()}
    sums = {fact.key: fact.sum for fact in template.facts if fact.sum}
    sums |= {key: parts for form in forms for key, parts in _matrix_sums(form).items()}
    found: dict[str, tuple[Entry, Decimal]] = {}
    for key, name, entry in _facts(book):
        to = key if key in keys else said.get(name, "")
        number = None if entry.empty or entry.error else entry.amount()
        if to and to not in found and number is not None:
            found[to] = (entry, number)
            ledger.move(entry, f"基本数据“{name}”")
    values = {key: number for key, (_, number) in found.items()}
    computed = {key for form in forms for key in _ratios(form)}
    return {
        key: number
        for key, (entry, number) in found.items()
        if not (key in computed and entry.formula) and not (key in sums and _sum(key, sums, values) == number)
    }


def _facts(book: Workbook) -> Iterable[tuple[str, str, Entry]]:
    """Key, name and cell of every figure, those that texts can name last so that each stands once."""
    seen = set()
    for form in book.forms:
        said = {key: name for name, key in form.fact_names.items()}
        for key, entry in form.facts.items():
            if key not in seen:
                seen.add(key)
                yield key, said.get(key, key), entry


def matrix_keys(forms: Sequence[FormSpec]) -> dict[str, str]:
    """The figures that stand on the forms themselves (基础数据表): key → name."""
    blocks = [block for form in forms for block in form.blocks if isinstance(block, MatrixBlock)]
    return {key: name for block in blocks for name, key in block.facts().items()}


def _matrix_sums(form: FormSpec) -> dict[str, tuple[str, ...]]:
    return {
        f"{row.key}_{column.id}": tuple(f"{part}_{column.id}" for part in row.sum)
        for block in form.blocks
        if isinstance(block, MatrixBlock)
        for row in block.rows
        if row.sum
        for column in block.columns[1:]
    }


def _ratios(form: FormSpec) -> set[str]:
    return {
        f"{row.key}_{column.id}"
        for block in form.blocks
        if isinstance(block, MatrixBlock)
        for row in block.rows
        for column in block.columns[1:]
        if column.ratio
    }


def _sum(key: str, sums: Mapping[str, tuple[str, ...]], values: Mapping[str, Decimal]) -> Decimal | None:
    """What the template's formula gives for a figure that adds up others."""
    parts = [values.get(part, _sum(part, sums, values) if part in sums else None) for part in sums[key]]
    numbers = [part for part in parts if part is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def tables_of(
    model: SelfEvaluation, form: FormSpec, place: str, ledger: Ledger
) -> dict[str, tuple[dict[str, Any], ...]]:
    """The rows of the free tables that the form has too, by table; computed columns stay computed."""
    found: dict[str, tuple[dict[str, Any], ...]] = {}
    for block in form.blocks:
        table = model.table(block.id) if isinstance(block, TableBlock | MatrixBlock) else None
        if isinstance(block, TableBlock) and table is not None:
            repeated = next((column.same.split(".")[0] for column in block.columns if column.same), None)
            rows = table.rows if repeated is None else table.rows[: _count(form, repeated, found)]
            where = f"{place}的《{block.title}》"
            found[block.id] = tuple(_row(block, row, where, ledger) for row in rows)
            _closing(block, table, where, ledger)
    return {id: rows for id, rows in found.items() if any(rows)}


def _count(form: FormSpec, id: str, found: Mapping[str, tuple[dict[str, Any], ...]]) -> int:
    """Rows that the table has whose rows another one repeats."""
    spec = next(block.rows for block in form.blocks if isinstance(block, TableBlock) and block.id == id)
    return len(found.get(id, ())) or spec


def _row(block: TableBlock, row: Mapping[str, Entry], where: str, ledger: Ledger) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for column in block.columns:
        entry = row.get(column.id)
        if entry is None or entry.empty or entry.error:
            continue
        value = _cell(column, entry)
        if value is not None or (entry.formula and _computed(column)):
            ledger.move(entry, f"{where}{column.label}")
        if value is not None and not (entry.formula and _computed(column)):
            given[column.id] = value
    return given


def _cell(column: ColumnSpec, entry: Entry) -> Decimal | str | None:
    """What is typed into a cell of a table; None for a text where only a number can stand."""
    if column.number or column.percent:
        return entry.amount()
    shown = Entry(text=entry.text).amount()
    return entry.text if entry.number is None or shown is None else entry.number


def _computed(column: ColumnSpec) -> bool:
    return column.percent or column.same is not None


def _closing(block: TableBlock, table: Table, where: str, ledger: Ledger) -> None:
    """The sums of the old table become those of the new one."""
    if block.total and table.total:
        for entry in table.total.values():
            if entry.formula or not entry.cell or (entry.text or "").strip() == block.total:
                ledger.move(entry, f"{where}{block.total}")
