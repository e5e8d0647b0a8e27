"""Everything that stands in a model, entry by entry, and what became of each of them in another form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ziping.domain.model import Entry, FundRow, Indicator, Workbook
from ziping.forms.spec import FormSpec, FundsBlock, TextBlock, form_ids, load_form
from ziping.report.outline import load_outline, outline_ids

FIELDS = {
    "title": "标题",
    "year_entry": "年度",
    "unit": "实施单位",
    "supervisor": "主管部门",
    "project": "项目名称",
    "goal_planned": "年度总体目标",
    "goal_actual": "实际完成情况",
    "total_weight": "分值合计",
    "total": "总分",
    "grade": "等级",
    "goal_midterm": "中期目标",
    "nature": "项目属性",
    "period": "项目期",
    "filler": "填表人",
    "filled_on": "填报日期",
    "phone": "联系电话",
    "head": "单位负责人",
    "thrift": "厉行节约保障措施",
}
MONEY = {
    "label": "名称",
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
    "midterm": "中期资金",
}
ROW = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "偏差原因",
    "midterm": "中期指标值",
    "initial_target": "年初指标值",
    "shared_weight": "分值（同下面的指标合在一起的）",
    "shared_score": "得分（同下面的指标合在一起的）",
}
PART_NAMES = {
    "sign": "性质",
    "number": "数值",
    "upper": "上限",
    "unit": "单位",
    "actual": "完成数值",
    "rating": "评定",
    "manual": "人工得分",
}
_PRINTED = frozenset("—-－/")


class Moved(msgspec.Struct, frozen=True):
    """What found its place: ``what`` it is, its text, where it stood (自评表!E12) and where it stands now. ``own`` is
    what a form prints or computes itself, nothing that a person typed."""

    what: str
    text: str
    source: str
    place: str
    own: bool = False


class Unplaced(msgspec.Struct, frozen=True):
    """What found no place, as :class:`Moved`."""

    what: str
    text: str
    source: str
    own: bool = False


class Ledger:
    """Every entry of a workbook that is not empty, until somebody has moved it: what nobody took is unplaced."""

    def __init__(self, book: Workbook) -> None:
        self._open: dict[object, tuple[str, Entry]] = {}
        for what, entry in entries(book):
            if not entry.empty:
                self._open.setdefault(_key(entry), (what, entry))
        self._own = _own(book)
        self.moved: list[Moved] = []

    def move(self, entry: Entry, place: str) -> None:
        """``entry`` stands at ``place`` now. An entry that was moved before, or an empty one, is no news."""
        found = self._open.pop(_key(entry), None)
        if found:
            self.moved.append(Moved(found[0], _seen(entry), place_of(entry), place, self.is_own(entry)))

    def unplaced(self) -> tuple[Unplaced, ...]:
        return tuple(
            Unplaced(what, _seen(entry), place_of(entry), self.is_own(entry)) for what, entry in self._open.values()
        )

    def left(self) -> tuple[tuple[str, Entry], ...]:
        """What has not been moved: what it is, and the entry."""
        return tuple(self._open.values())

    def is_own(self, entry: Entry) -> bool:
        """Whether a form prints or computes it; nobody typed it."""
        return entry.formula or (entry.text or "").strip() in _PRINTED or _key(entry) in self._own


def entries(book: Workbook) -> Iterator[tuple[str, Entry]]:
    """Every entry of a workbook with what it is, some more than once: figures stand in every form of a workbook."""
    for form in book.forms:
        yield from ((FIELDS[id], getattr(form, id)) for id in FIELDS if id in form.__struct_fields__)
        yield from ((FIELDS.get(id, id), entry) for id, entry in form.extra.items())
        for row in form.funds:
            yield from _fund(row)
        for indicator in form.indicators:
            yield from _indicator(indicator, form.labels)
        for block in form.block_totals:
            yield from (("分值小计", block.weight), ("得分小计", block.score))
        said = {key: name for name, key in form.fact_names.items()}
        yield from ((f"基本数据“{said.get(key, key)}”", entry) for key, entry in form.facts.items())
        for table in form.tables:
            labels = {column.id: column.label for column in table.columns}
            for cells in (*table.rows, *([table.total] if table.total else [])):
                yield from ((f"“{table.title}”的{labels.get(id, id)}", cell) for id, cell in cells.items())
    told = book.documents or [form for form in book.forms if form.sections]
    for document in told:
        for section in document.sections:
            heading = f"报告文字“{section.heading or section.number}”"
            yield from ((heading, section.text), (f"{heading}的上年文字", section.last))
    for note in book.notes:
        yield "校验结果里的说明", Entry(text=note.text, sheet="校验结果", cell=f"{note.code} {note.place}")


def place_of(entry: Entry) -> str:
    """自评表!E12; nothing for an entry that stands in no cell."""
    return "!".join(filter(None, (entry.sheet, entry.cell)))


def _fund(row: FundRow) -> Iterator[tuple[str, Entry]]:
    name = (row.label.text or row.kind).strip()
    for id in ("label", "initial", "adjusted", "executed", "weight", "rate", "score", *row.extra):
        yield f"资金“{name}”的{MONEY.get(id, id)}", row.entry(id)


def _indicator(row: Indicator, labels: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    name = f"指标“{(row.name.text or '').strip()}”的"
    for id in ("level1", "level2", "name", "target", "actual", "weight", "score", "reason"):
        yield name + ROW[id], getattr(row, id)
    yield from ((name + labels.get(id, ROW.get(id, id)), entry) for id, entry in row.extra.items())
    yield from ((name + label, getattr(row.parts, id)) for id, label in PART_NAMES.items())


def _own(book: Workbook) -> set[object]:
    """Titles and labels that stand in the sheets as the template has them."""
    found: set[object] = set()
    for form in book.forms:
        spec = load_form(form.form) if form.form in form_ids() else None
        labels = _labels(spec) if spec else {}
        found |= {_key(row.label) for row in form.funds if labels.get(row.kind, "") == (row.label.text or "").strip()}
        if spec and (form.title.text or "") in _titles(spec):
            found.add(_key(form.title))
        for table in form.tables:
            found |= {_key(cell) for cell in (table.total or {}).values()}
            found |= {_key(cell) for row in table.rows for cell in row.values() if not cell.cell}
        found |= {_key(level) for row in form.indicators for level in (row.level1, row.level2) if not level.cell}
    for document in book.documents:
        standing = _standing(document.outline)
        for section in document.sections:
            if (section.number, section.heading, section.text.text) in standing:
                found.add(_key(section.text))
    return found


def _standing(outline: str) -> set[tuple[str, str, str | None]]:
    """The sections of an outline with the texts that nobody has written in yet."""
    rows = load_outline(outline).rows if outline in outline_ids() else ()
    return {(row.number, row.heading, row.text) for row in rows}


def _titles(spec: FormSpec) -> list[str]:
    return [block.text for block in spec.blocks if isinstance(block, TextBlock) and block.field == "title"]


def _labels(spec: FormSpec) -> dict[str, str]:
    blocks = [block for block in spec.blocks if isinstance(block, FundsBlock)]
    return {row.kind: row.label.strip() for block in blocks for row in block.rows}


def _seen(entry: Entry) -> str:
    return entry.error or entry.text or ""


def _key(entry: Entry) -> object:
    """The same cell is one entry wherever a model shows it; one without a cell stands for itself."""
    return (entry.sheet, entry.cell, _seen(entry)) if entry.cell else id(entry)
