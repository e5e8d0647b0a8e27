"""A filled workbook read back into the model, by its defined names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ziping.domain.model import (
    EMPTY,
    Column,
    Document,
    Entry,
    FundRow,
    Indicator,
    Parts,
    Section,
    SelfEvaluation,
    Table,
    Workbook,
)
from ziping.domain.snapshot import Sheet, Snapshot
from ziping.errors import NotOursError, ZipingError
from ziping.forms import names
from ziping.forms.beside import PARTS, PLANNED
from ziping.forms.copies import with_copies
from ziping.forms.places import Places
from ziping.forms.results import kept_notes
from ziping.forms.shared import documents, entry_of, figures
from ziping.forms.spec import (
    FieldsBlock,
    FormSpec,
    FundsBlock,
    GoalsBlock,
    IndicatorsBlock,
    MatrixBlock,
    TableBlock,
    TextBlock,
    TotalBlock,
    form_ids,
    load_form,
)
from ziping.patterns import pattern

_YEAR = pattern(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")

_FIELDS = frozenset(("title", "unit", "supervisor", "project", "goal_planned", "goal_actual", "total_weight", "grade"))
"""Fields every form may have; others stand among ``extra``."""
_NOT_OURS = (
    "“{file}”里没有本工具的定位名称（zp_…），可能是名称被删掉了，也可能不是用本工具的模板填的，没有读取任何内容；"
    "请用最近的备份；别处来的表请点“导入旧表”（或运行 ziping import），转成能计分的工作簿。"
)


_UNKNOWN = (
    "“{file}”的工作表“{sheet}”用的表式“{id}”本工具不认识，没有读取任何内容；"
    "可能是用更新的版本做的，请更新本工具，或运行 ziping templates 查看已有的表式。"
)

_MISSING = (
    "“{file}”的工作表“{sheet}”缺少定位名称 {names}，读不出这些内容，没有改动文件；"
    "请从备份恢复，或在“公式—名称管理器”里把名称重新指到原来的位置。"
)


def read_book(snapshot: Snapshot) -> Workbook:
    """Every form in the workbook in the order of its sheets, and the reports about them.

    Raises ZipingError where no sheet carries our names, or where names of a form are missing.
    """
    file = Path(snapshot.source).name
    ids = {name.scope: name.constant for name in snapshot.names if name.name == names.FORM and name.constant}
    sheets = [sheet for sheet in snapshot.sheets if sheet.name in ids]
    if not sheets:
        raise NotOursError(_NOT_OURS.format(file=file), why="里没有本工具的定位名称（zp_…）")
    for sheet in sheets:
        if ids[sheet.name] not in form_ids():
            raise ZipingError(_UNKNOWN.format(file=file, sheet=sheet.name, id=ids[sheet.name]))
    texts, missing = documents(snapshot, sheets[0].name)
    facts = figures(snapshot)
    forms = []
    for sheet in sheets:
        sections = _sections(sheet.name, ids, texts)
        reader = _Reader(snapshot, sheet, load_form(ids[sheet.name]), missing if sheet is sheets[0] else [])
        forms.append(reader.model(*facts, sections))
    return Workbook(tuple(forms), with_copies(texts, forms), snapshot.source, kept_notes(snapshot))


def _sections(sheet: str, forms: Mapping[str | None, str | None], texts: Sequence[Document]) -> tuple[Section, ...]:
    """The texts about a form; a sheet copied for another project takes those of the one it was copied from."""
    own = [document for document in texts if document.about == sheet]
    like = [document for document in texts if forms.get(document.about) == forms[sheet]]
    return next((document.sections for document in (*own, *like)), ())


class _Reader:
    """Reads one form sheet; every value is found through a name of that sheet."""

    def __init__(self, snapshot: Snapshot, sheet: Sheet, spec: FormSpec, missing: list[str]) -> None:
        self._snapshot, self._sheet, self._spec = snapshot, sheet, spec
        self._places = Places(snapshot, sheet)
        self._places.missing += missing
        self._anchors = {
            (row, column): (top, left)
            for top, left, bottom, right in sheet.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    def model(
        self, facts: Mapping[str, Entry], fact_names: Mapping[str, str], sections: tuple[Section, ...]
    ) -> SelfEvaluation:
        spec = self._spec
        fields: dict[str, Any] = {id: self._field(id) for block in spec.blocks for id in _field_ids(block)}
        year = fields.pop("year", EMPTY)
        total = fields.pop("total_score", EMPTY)
        extra = {id: fields.pop(id) for id in [id for id in fields if id not in _FIELDS]}
        model = SelfEvaluation(
            form=spec.id,
            standard=self._places.constant(names.STANDARD) or spec.standard,
            kind=spec.kind,
            year=_year(year),
            year_entry=year,
            total=total,
            funds=tuple(row for block in spec.blocks if isinstance(block, FundsBlock) for row in self._funds(block)),
            blocks=tuple(block.id for block in spec.indicator_blocks()),
            indicators=tuple(row for block in spec.indicator_blocks() for row in self._indicators(block)),
            labels={column.id: column.label for block in spec.indicator_blocks() for column in block.columns},
            tables=tuple(
                self._any_table(block) for block in spec.blocks if isinstance(block, TableBlock | MatrixBlock)
            ),
            facts=facts,
            fact_names=fact_names,
            sections=sections,
            extra=extra,
            sheet=self._sheet.name,
            source=self._snapshot.source,
            **fields,
        )
        if self._places.missing:
            raise ZipingError(
                _MISSING.format(
                    file=Path(self._snapshot.source).name,
                    sheet=self._sheet.name,
                    names="、".join(dict.fromkeys(self._places.missing)),
                )
            )
        return model

    def _entry(self, row: int, column: int) -> Entry:
        return entry_of(self._sheet.name, row, column, self._sheet.cells.get((row, column)))

    def _merged(self, row: int, column: int) -> Entry:
        """The cell, or the top left one of the merged block it belongs to."""
        return self._entry(*self._anchors.get((row, column), (row, column)))

    def _field(self, id: str) -> Entry:
        area = self._places.field(id)
        return self._entry(area.top, area.left) if area else EMPTY

    def _funds(self, block: FundsBlock) -> Iterator[FundRow]:
        columns = self._places.columns("funds", tuple(column.id for column in block.columns))
        parents = {fund.kind: fund.parent for fund in block.rows}
        rows = self._places.fund_rows(block)
        kinds = {row: kind for kind, row in rows.items()}
        for row in self._places.rows("funds", "label", closed=False):
            cells = {id: self._entry(row, column) for id, column in columns.items()}
            if row in kinds:
                yield _fund_row(kinds[row], parents[kinds[row]], cells)
            elif any(not cell.empty for cell in cells.values()):
                yield _fund_row("added", _summed_by(row, rows, block), cells)

    def _indicators(self, block: IndicatorsBlock) -> Iterator[Indicator]:
        ids = [column.id for column in block.columns] + [entry.id for entry in (PLANNED if block.planned else PARTS)]
        columns = self._places.columns(block.id, tuple(ids))
        if len(columns) < len(ids):
            return
        seen: dict[str, Entry] = {}
        for row in self._places.rows(block.id, "name"):
            cells = {id: self._entry(row, column) for id, column in columns.items()}
            for level in ("level1", "level2"):
                if level in columns:
                    merged = self._merged(row, columns[level])
                    seen[level] = merged if not merged.empty else seen.get(level, merged)
            if all(cells[id].empty for id in ("name", "target", "actual", "weight", "score") if id in cells):
                continue
            yield _indicator(block, cells, seen)

    def _any_table(self, block: TableBlock | MatrixBlock) -> Table:
        return self._table(block) if isinstance(block, TableBlock) else self._matrix(block)

    def _matrix(self, block: MatrixBlock) -> Table:
        """The rows that hold figures, without their headings."""
        label, *columns = block.columns
        rows = [
            {label.id: Entry(text=row.label)} | {column.id: self._fact(f"{row.key}_{column.id}") for column in columns}
            for row in block.rows
            if not row.heading
        ]
        heads = (Column(label.id, label.label), *(Column(column.id, column.label, True) for column in columns))
        return Table(block.id, label.label, heads, tuple(rows))

    def _fact(self, key: str) -> Entry:
        area = self._places.find(names.fact(key))
        return self._entry(area.top, area.left) if area else EMPTY

    def _table(self, block: TableBlock) -> Table:
        columns = self._places.columns(block.id, tuple(column.id for column in block.columns))
        rows = []
        for row in self._places.rows(block.id, block.columns[0].id):
            cells = {id: self._entry(row, column) for id, column in columns.items()}
            if any(not cell.empty for cell in cells.values()):
                rows.append(cells)
        closing = self._places.end(block.id)
        total = None
        if block.total and closing:
            total = {id: self._entry(closing.top, column) for id, column in columns.items()}
        heads = tuple(Column(column.id, column.label, column.number) for column in block.columns)
        return Table(block.id, block.title, heads, tuple(rows), total)


def _summed_by(row: int, rows: dict[str, int], block: FundsBlock) -> str:
    """The kind of fund whose sum takes in an inserted row."""
    for fund in block.rows:
        for run in block.runs(fund):
            there = [rows[kind] for kind in run if kind in rows]
            if there and there[0] < row < there[-1]:
                return fund.kind
    return "total"


def _field_ids(block: object) -> Iterator[str]:
    if isinstance(block, TextBlock) and block.field:
        yield block.field
    elif isinstance(block, FieldsBlock):
        yield from (cell.field for row in block.rows for cell in row if cell.field)
    elif isinstance(block, TotalBlock):
        yield from (cell.field for cell in block.spans if cell.field)
    elif isinstance(block, GoalsBlock):
        yield from block.fields


def _fund_row(kind: str, parent: str | None, cells: dict[str, Entry]) -> FundRow:
    extra = {id: cell for id, cell in cells.items() if id not in FundRow.__struct_fields__}
    return FundRow(kind=kind, parent=parent, extra=extra, **{id: cells[id] for id in cells.keys() - extra.keys()})


def _indicator(block: IndicatorsBlock, cells: dict[str, Entry], levels: dict[str, Entry]) -> Indicator:
    parts = Parts(
        sign=cells["sign"], number=cells["number"], upper=cells["upper"], unit=cells["unit"],
        actual=cells.get("actual_number", EMPTY), rating=cells.get("rating", EMPTY), manual=cells.get("manual", EMPTY),
    )  # fmt: skip
    printed = {id: cells[id] for id in ("name", "target", "actual", "weight", "score", "reason") if id in cells}
    level1 = levels.get("level1", Entry(text=block.level1))
    extra = {id: cells[id] for id in block.extra}
    level2 = levels.get("level2", EMPTY)
    return Indicator(**printed, level1=level1, level2=level2, parts=parts, block=block.id, extra=extra)


def _year(entry: Entry) -> int | None:
    number: Decimal | None = entry.number
    if number is not None and number == number.to_integral_value() and 1900 < number < 2200:
        return int(number)
    years = set(_YEAR.findall((entry.text or "").translate(_DIGITS)))
    return int(years.pop()) if len(years) == 1 else None
