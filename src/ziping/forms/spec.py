"""Form specs: what stands where on the sheet of one 自评表, as data.

A spec is laid out on a grid of ``columns`` (widths in characters); blocks stand under each other and each of their
rows spans the grid from left to right. The template is built from a spec and a filled workbook is read back by it.
"""

# Without annotations from __future__: msgspec would have to evaluate each of them at every start.
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from ziping.domain.standard import Status
from ziping.errors import ZipingError
from ziping.packs import files, load
from ziping.patterns import pattern


class _Spec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class _Block(_Spec, tag_field="block", frozen=True, kw_only=True):
    pass


class TextBlock(_Block, tag="text", frozen=True, kw_only=True):
    """A line across the whole form; ``field`` names it where it is read back (title) or filled (year)."""

    text: str = ""
    style: Literal["title", "year", "heading", "note"] = "note"
    field: str | None = None


class FieldCell(_Spec, frozen=True, kw_only=True):
    span: int
    label: str | None = None
    field: str | None = None


class FieldsBlock(_Block, tag="fields", frozen=True, kw_only=True):
    """Rows of labels and entry cells: 项目名称, 主管部门, 实施单位."""

    rows: tuple[tuple[FieldCell, ...], ...]


class ColumnSpec(_Spec, frozen=True, kw_only=True):
    """A column of a table. ``beside`` columns stand outside the print area. In free tables a column may be computed:
    ``share`` of that column's sum, ``ratio`` of one column to another, ``same`` as a column of an earlier table
    (table.column), whose rows it repeats. ``whole``: a computed percentage is shown without decimals."""

    id: str
    label: str
    span: int = 1
    number: bool = False
    beside: bool = False
    share: str | None = None
    ratio: tuple[str, str] | None = None
    same: str | None = None
    whole: bool = False

    @property
    def percent(self) -> bool:
        return self.share is not None or self.ratio is not None


class FundSpec(_Spec, frozen=True, kw_only=True):
    """A row of the fund table; ``sum`` lists the kinds that add up to it."""

    kind: str
    label: str
    parent: str | None = None
    sum: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    """Fact keys by column id, for figures that a set of forms holds once."""


class FundsBlock(_Block, tag="funds", frozen=True, kw_only=True):
    """资金: columns among label, initial, adjusted, executed, weight, rate, score; any other is an amount
    (``number``) or a text of this form alone. Forms with a score print it in the total row."""

    label: str
    columns: tuple[ColumnSpec, ...]
    rows: tuple[FundSpec, ...]

    @property
    def amounts(self) -> tuple[str, ...]:
        return tuple(c.id for c in self.columns[1:] if c.number and c.id not in ("weight", "rate", "score"))

    def runs(self, fund: FundSpec) -> list[list[str]]:
        """The kinds that add up to ``fund``, those that stand under each other together: such a run is summed as one
        area, so that a row inserted inside it counts and a deleted one leaves the formula whole."""
        order = [row.kind for row in self.rows]
        runs: list[list[str]] = []
        for kind in fund.sum:
            if runs and order.index(kind) == order.index(runs[-1][-1]) + 1:
                runs[-1].append(kind)
            else:
                runs.append([kind])
        return runs


class GoalsBlock(_Block, tag="goals", frozen=True, kw_only=True):
    """年度总体目标: planned and reached, side by side; ``fields`` are what the two cells are called where they hold
    something else (中期目标 and 年度目标)."""

    label: str
    planned: str
    actual: str
    spans: tuple[int, int]
    fields: tuple[str, str] = ("goal_planned", "goal_actual")


class GroupSpec(_Spec, frozen=True, kw_only=True):
    """Rows of one level-one and level-two indicator in the empty template."""

    level1: str
    level2: str
    rows: int = 2


_INDICATOR_COLUMNS = frozenset(("level1", "level2", "ordinal", "name", "target", "actual", "weight", "score", "reason"))


class IndicatorsBlock(_Block, tag="indicators", frozen=True, kw_only=True):
    """绩效指标: columns among level1, level2, ordinal, name, target, actual, weight, score, reason; any other is a text
    of this form alone (指标解释)."""

    id: str
    columns: tuple[ColumnSpec, ...]
    groups: tuple[GroupSpec, ...]
    label: str | None = None
    level1: str | None = None
    """The level-one indicator of the whole block where no column shows it."""
    planned: bool = False
    """A target form: nothing is reached or scored yet."""

    @property
    def extra(self) -> tuple[str, ...]:
        return tuple(column.id for column in self.columns if column.id not in _INDICATOR_COLUMNS)


class MatrixRow(_Spec, frozen=True, kw_only=True):
    """A row of figures; ``sum`` lists the keys that add up to it, ``columns`` those it is filled in (none: all).
    ``name`` is what texts call it, the label where none is given."""

    key: str
    label: str
    name: str = ""
    unit: str = "万元"
    sum: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    heading: bool = False


class MatrixBlock(_Block, frozen=True, kw_only=True, tag="matrix"):
    """A table of figures with fixed rows (基础数据表): each cell is the fact ``key_column``, in texts 数据.行名列名.
    The first column holds the labels; ``ratio`` columns are computed."""

    id: str
    columns: tuple[ColumnSpec, ...]
    rows: tuple[MatrixRow, ...]

    def facts(self) -> dict[str, str]:
        """Chinese name → fact key of every cell."""
        return {
            f"{row.name or plain_label(row.label)}{column.label}": f"{row.key}_{column.id}"
            for row in self.rows
            if not row.heading
            for column in self.columns[1:]
            if not row.columns or column.id in row.columns
        }


_NUMBERED = pattern(r"^(\d+[.．、]|[（(][一二三四五六七八九十]+[）)])")


def plain_label(label: str) -> str:
    """A label as a name: 　　　其中：公车购置 → 公车购置, 1.公务接待费 → 公务接待费."""
    return _NUMBERED.sub("", label.strip("　 ").removeprefix("其中：")).strip("　 ")


class TotalBlock(_Block, tag="total", frozen=True, kw_only=True):
    """总分 row: the label, then the sums under their columns. ``beside`` rows stand outside the print area, in forms
    that print no scores; the total may be typed over there."""

    label: str
    spans: tuple[FieldCell, ...]
    beside: bool = False


class TableBlock(_Block, tag="table", frozen=True, kw_only=True):
    """Any other table; ``total`` labels its sum row, the ``number`` columns are summed there."""

    id: str
    title: str
    columns: tuple[ColumnSpec, ...]
    rows: int
    total: str | None = None


Block = TextBlock | FieldsBlock | FundsBlock | GoalsBlock | IndicatorsBlock | TotalBlock | TableBlock | MatrixBlock


class FactSpec(_Spec, frozen=True, kw_only=True):
    """A figure of the unit (编制, 收入预算 …) on the 基本数据 sheet; ``key`` names it for rules, ``name`` for report
    texts (数据.编制数), the label without its “其中：” where none is given."""

    key: str
    label: str
    unit: str
    group: str
    name: str = ""
    sum: tuple[str, ...] = ()
    """Keys of the figures that add up to this one, which is then computed."""

    @property
    def said(self) -> str:
        return self.name or plain_label(self.label)


class FormSpec(_Spec, frozen=True, kw_only=True):
    id: str
    title: str
    region: str
    year: int
    document: str
    status: Status
    kind: Literal["project", "department", "target"]
    standard: str
    outline: str
    sheet: str
    columns: tuple[float, ...]
    blocks: tuple[Block, ...]
    landscape: bool = False
    facts: tuple[FactSpec, ...] = ()
    help: tuple[str, ...] = ()

    def indicator_blocks(self) -> tuple[IndicatorsBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, IndicatorsBlock))


def form_ids() -> tuple[str, ...]:
    """All forms, in alphabetical order."""
    return tuple(files("forms"))


@cache
def load_form(id: str) -> FormSpec:
    """The form spec ``id``. Raises ZipingError for an unknown id, naming the known ones."""
    spec = load("forms", id, FormSpec, read_form)
    if spec is None:
        known = "、".join(form_ids())
        raise ZipingError(f"没有名为“{id}”的表式，可用的有：{known}；运行 ziping templates 可以看到说明。")
    return spec


def read_form(path: Path) -> FormSpec:
    """The form spec in a YAML file. Raises ZipingError with file and line for anything that is wrong in it."""
    # Only here is YAML needed; its import takes longer than reading a whole workbook.
    from ziping.packs.document import read_document
    from ziping.packs.record import converted

    document = read_document(path, "表式文件")
    spec = converted(document, FormSpec)
    if spec.standard not in files("standards"):
        known = "、".join(files("standards"))
        raise document.error(("standard",), f"没有规则包“{spec.standard}”，可用的有：{known}")
    if spec.outline and spec.outline not in files("outlines"):
        raise document.error(("outline",), f"没有提纲“{spec.outline}”，可用的有：{'、'.join(files('outlines'))}")
    for index, block in enumerate(spec.blocks):
        for width in _widths(block):
            if width != len(spec.columns):
                message = f"这一块横向占 {width} 列，表格 columns 是 {len(spec.columns)} 列，请核对各列的 span"
                raise document.error(("blocks", index), message)
    return spec


def _widths(block: Block) -> list[int]:
    """Grid columns that the rows of a block take."""
    if isinstance(block, FieldsBlock):
        return [sum(cell.span for cell in row) for row in block.rows]
    if isinstance(block, IndicatorsBlock | FundsBlock):
        return [sum(c.span for c in block.columns if not c.beside) + (block.label is not None)]
    if isinstance(block, TableBlock | MatrixBlock):
        return [sum(c.span for c in block.columns)]
    if isinstance(block, GoalsBlock):
        return [sum(block.spans) + 1]
    if isinstance(block, TotalBlock) and not block.beside:
        return [sum(cell.span for cell in block.spans)]
    return []
