"""The tables of a report, every figure as it stands on the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ziping.domain.decimals import plain
from ziping.domain.figures import TablePlace
from ziping.domain.indicators import levels_of
from ziping.domain.model import Entry, FundRow, SelfEvaluation, Table
from ziping.domain.scoring.results import Scores
from ziping.domain.wording import percent
from ziping.errors import ZipingError
from ziping.report.grid import Align, Cell, Column, Grid

_NONE = "—"


def grid_of(place: TablePlace) -> Grid:
    """The table that a text asks for."""
    model, scores = place.form
    name, _, part = place.id.partition(".")
    if name == "资金表":
        return fund_grid(model, scores)
    if name == "指标表":
        return indicator_grid(model, scores, part)
    if name == "得分说明表":
        return why_grid(scores)
    table = model.table(part)
    if table is None:
        raise ZipingError(f"表式里没有表“{place.id}”，请核对名称")
    return table_grid(table)


def fund_grid(model: SelfEvaluation, scores: Scores) -> Grid:
    rows = model.funds
    execution = scores.execution
    columns = [
        (Column("资金", "left"), [_indented(row, rows) for row in rows]),
        (Column("年初预算数", "right"), [_text(row.initial) for row in rows]),
        (Column("全年预算数", "right"), [_text(row.adjusted) for row in rows]),
        (Column("全年执行数", "right"), [_text(row.executed) for row in rows]),
        (Column("执行率", "right"), [_rate(row) for row in rows]),
    ]
    if _has(row.weight for row in rows):
        columns.append((Column("分值", "center"), [_scored(row, row.weight, execution.weight) for row in rows]))
    if _has(row.score for row in rows):
        columns.append((Column("得分", "center"), [_scored(row, row.score, execution.score) for row in rows]))
    return _grid("资金安排和使用情况表", "单位：万元", columns)


def indicator_grid(model: SelfEvaluation, scores: Scores, part: str = "") -> Grid:
    """Indicators with weight and score as far as they are filled, 偏差原因 last, the execution rate first where
    it is scored, the total at the end; of a ``part`` (a block, a first-level indicator) its rows alone. Headings are
    those of the form."""
    found = zip(scores.rows, levels_of(row.indicator for row in scores.rows), strict=True)
    chosen = [(row, level) for row, level in found if not part or part in (row.indicator.block, level[0])]
    rows, levels = [row for row, _ in chosen], [level for _, level in chosen]
    alone = part and len({level1 for level1, _ in levels}) == 1
    leading = [
        (label, [level[at] if at else _level(level[at]) for level in levels])
        for at, label in ((0, "一级\n指标"), (1, "二级指标"))
        if at or not alone
    ]
    leading = [(label, texts) for label, texts in leading if any(texts)]
    weighted = any(not row.indicator.weight.empty for row in rows)
    scored = weighted or any(row.counted is not None for row in rows)
    described: dict[str, tuple[Column, list[str]]] = {}

    def put(id: str, usual: str, texts: list[str], align: Align = "left") -> None:
        own = model.labels.get(id)
        described[id] = (Column(usual if own in (None, usual.replace("\n", "")) else own, align), texts)

    put("name", "三级指标", [_text(row.indicator.name, "") for row in rows])
    put("target", "年度\n指标值", [_text(row.indicator.target) for row in rows])
    put("actual", "实际\n完成值", [_text(row.indicator.actual) for row in rows])
    if weighted:
        put("weight", "分值", [_text(row.indicator.weight) for row in rows], "center")
    if scored:
        put("score", "得分", [_text(row.indicator.score, _number(row.counted)) for row in rows], "center")
    if _has(row.indicator.reason for row in rows):
        put("reason", "偏差原因分析及改进措施", [_text(row.indicator.reason, "") for row in rows])
    ids = _as_on_the_form(described, model)
    columns = [(Column(label, "center"), texts) for label, texts in leading] + [described[id] for id in ids]
    grid = _grid(f"{levels[0][0] if alone else '绩效指标'}完成情况表", "", columns, merged=len(leading))
    if part or not weighted:
        return grid
    before: list[tuple[Cell, ...]] = []
    if scores.execution.weight is not None:
        execution = {"weight": _number(scores.execution.weight), "score": _execution_score(model, scores)}
        before.append(_summed("预算执行率", len(leading), ids, {"actual": _execution_rate(scores), **execution}))
    points = {"weight": _total_weight(model, scores), "score": _total(model, scores)}
    total = _summed("总分", len(leading), ids, points, align="center")
    return Grid(grid.caption, grid.note, grid.columns, (*before, *grid.rows, total))


def _as_on_the_form(ids: Iterable[str], model: SelfEvaluation) -> list[str]:
    """Columns in the order of the form (权重 stands before 目标值 on some), 偏差原因 last."""
    places = {id: place for place, id in enumerate(model.labels)}
    return sorted(ids, key=lambda column: (column == "reason", places.get(column, len(places))))


def _summed(
    label: str, leading: int, ids: Sequence[str], figures: Mapping[str, str], align: Align | None = None
) -> tuple[Cell, ...]:
    """A row of its own: the label up to the first column with a figure, dashes where there is none."""
    first = next(at for at, id in enumerate(ids) if id in figures)
    cells = (Cell(figures[id]) if id in figures else Cell(_NONE, align="center") for id in ids[first:])
    return (Cell(label, leading + first, align=align), *cells)


def why_grid(scores: Scores) -> Grid:
    """得分怎么来的: the form's score beside the rule's, with the arithmetic."""
    rows = scores.rows
    columns = [
        (Column("序号", "center"), [str(number) for number, _ in enumerate(rows, 1)]),
        (Column("指标"), [_text(row.indicator.name, "") for row in rows]),
        (Column("分值", "center"), [_text(row.indicator.weight) for row in rows]),
        (Column("得分", "center"), [_text(row.indicator.score, _number(row.counted)) for row in rows]),
        (Column("按规则计分", "center"), [_number(row.result.score) for row in rows]),
        (Column("计分过程"), [row.result.why for row in rows]),
    ]
    return _grid("指标得分计算说明表", "", columns)


def table_grid(table: Table) -> Grid:
    rows = [*table.rows, *([table.total] if table.total is not None else [])]
    columns: list[tuple[Column, list[str]]] = []
    for column in table.columns:
        entries = [row.get(column.id, Entry()) for row in rows]
        align: Align = "right" if column.numeric or _rates(entries) else "left"
        columns.append(
            (Column(column.label, align), [_text(entry, _NONE if column.numeric else "") for entry in entries])
        )
    return _grid(table.title, "", columns)


def _grid(caption: str, note: str, columns: Sequence[tuple[Column, list[str]]], merged: int = 0) -> Grid:
    """Rows from columns; the first ``merged`` columns join equal cells below each other."""
    above: tuple[str, ...] = ()
    rows = []
    for texts in zip(*(texts for _, texts in columns), strict=True):
        cells = [
            Cell(text, merge="continue" if texts[: at + 1] == above[: at + 1] else "restart")
            if at < merged
            else Cell(text)
            for at, text in enumerate(texts)
        ]
        above = texts[:merged]
        rows.append(tuple(cells))
    return Grid(caption, note, tuple(column for column, _ in columns), tuple(rows))


def _rates(entries: Iterable[Entry]) -> bool:
    """Whether a column holds percentages alone."""
    texts = [entry.text or "" for entry in entries if not entry.empty]
    return bool(texts) and all(text.endswith("%") for text in texts)


def _has(entries: Iterable[Entry]) -> bool:
    """Whether the form has the column at all."""
    return any(entry.cell or not entry.empty for entry in entries)


def _text(entry: Entry, otherwise: str = _NONE) -> str:
    return otherwise if entry.empty else (entry.error or entry.text or "").strip()


def _level(name: str) -> str:
    """产出指标 on two lines: its column is narrow."""
    return f"{name[:-2]}\n指标" if len(name) > 3 and name.endswith("指标") else name


def _number(value: Decimal | None) -> str:
    return _NONE if value is None else plain(value)


def _indented(row: FundRow, rows: Sequence[FundRow]) -> str:
    parents = {other.kind: other.parent for other in rows}
    depth, parent = 0, row.parent
    while parent is not None and depth < len(rows):
        depth, parent = depth + 1, parents.get(parent)
    return "\u2003" * depth + _text(row.label, "")


def _rate(row: FundRow) -> str:
    adjusted, executed = row.adjusted.amount(), row.executed.amount()
    computed = percent(executed / adjusted) if adjusted and executed is not None else _NONE
    return _text(row.rate, computed)


def _scored(row: FundRow, entry: Entry, computed: Decimal | None) -> str:
    return _text(entry, _number(computed) if row.kind == "total" else _NONE)


def _execution_rate(scores: Scores) -> str:
    return _NONE if scores.execution.rate is None else percent(scores.execution.rate)


def _execution_score(model: SelfEvaluation, scores: Scores) -> str:
    row = model.fund("total")
    return _text(row.score if row is not None else Entry(), _number(scores.execution.score))


def _total(model: SelfEvaluation, scores: Scores) -> str:
    return _text(model.total, _number(scores.total))


def _total_weight(model: SelfEvaluation, scores: Scores) -> str:
    weights = [row.weight for row in scores.rows if row.weight is not None]
    return _text(model.total_weight, plain(sum(weights, scores.execution.weight or Decimal(0))))
