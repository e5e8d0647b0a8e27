"""What was read of a file, but has to be looked at by the one who knows it: a sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ziping.domain.snapshot import address
from ziping.importing.evaluation import Recognised
from ziping.importing.looselines import NO_HEADER
from ziping.importing.sources import Source

_MIDDLE = (
    "“{sheet}”的 {place} 那一行没有写一级指标，后面的行才有，可能是写在了中间而没有合并单元格，"
    "请核对各行的一级、二级指标。"
)
_AGAIN = "“{sheet}”在 {place} 又印了一次栏头，一级指标也从头开始，可能粘了两张表，请核对下面的行是不是同一个项目的。"
_BELOW = "“{sheet}”从 {place} 起又是一张表，没有标题和项目名称，单独读成了一张，请核对它是哪个项目的。"
_HEADLESS = "“{sheet}”从 {place} 起的行没有栏头，可能是另一张表，没有读，列在没有看懂的内容里；请给它补上栏头再导入。"
_UNVALUED = (
    "“{sheet}”有 {count} 个公式没有存算出来的值（{places}），按空着读的，请在 Excel 或 WPS 里打开、保存一次再导入。"
)
_HIDING = "“{sheet}”有隐藏的行或列，里面的内容也一起读了，请核对；不要的请先在原表里删掉再导入。"
_MOST_PLACES = 5


def about_file(source: Source, tables: Sequence[Recognised]) -> Iterator[str]:
    """Sheets with rows or columns that nobody sees, whose texts were read too, and formulas without their values."""
    if source.snapshot is None:
        return
    from ziping.submitting.sheets import hidden_lines
    from ziping.submitting.values import unvalued_cells

    read = dict.fromkeys(table.model.sheet for table in tables)
    for name in hidden_lines(source.data, read, source.name):
        yield _HIDING.format(sheet=name)
    for sheet in source.snapshot.sheets:
        if sheet.name in read and any(cell.formula is not None and not cell.raw for cell in sheet.cells.values()):
            empty = [address(*at) for at in unvalued_cells(source.data, sheet.name, source.name)]
            if empty:
                places = "、".join(empty[:_MOST_PLACES]) + ("等" if len(empty) > _MOST_PLACES else "")
                yield _UNVALUED.format(sheet=sheet.name, count=len(empty), places=places)


def about_tables(tables: Sequence[Recognised]) -> Iterator[str]:
    """What was read but has to be looked at."""
    yield from (note for table in tables for note in table.notes)
    yield from _nameless(tables)
    yield from _glued(tables)
    yield from _centred(tables)
    yield from _headless(tables)


def _nameless(tables: Sequence[Recognised]) -> Iterator[str]:
    """Tables that stand below another one without a title of their own: they may belong to it, or be another's."""
    for before, table in pairwise(tables):
        same = before.model.sheet == table.model.sheet
        if same and table.model.title.empty and table.model.project.empty:
            yield _BELOW.format(sheet=table.model.sheet, place=table.first)


def _glued(tables: Sequence[Recognised]) -> Iterator[str]:
    """Headers printed once more, as on every page, but with the levels from the beginning."""
    for table in tables:
        if table.again:
            yield _AGAIN.format(sheet=table.model.sheet, place=table.again)


def _centred(tables: Sequence[Recognised]) -> Iterator[str]:
    """Tables whose levels seem to be written in the middle of their rows without merged cells: whose they are is not
    to be seen."""
    for table in tables:
        rows = table.model.indicators
        if rows and "level1" in table.model.labels and rows[0].level1.empty and any(not r.level1.empty for r in rows):
            yield _MIDDLE.format(sheet=table.model.sheet, place=rows[0].name.cell)


def _headless(tables: Sequence[Recognised]) -> Iterator[str]:
    """Rows below a table that look like those of another one without a header."""
    for table in tables:
        first = next((one for one in table.unread if one.why == NO_HEADER), None)
        if first is not None:
            yield _HEADLESS.format(sheet=first.sheet, place=first.cell)
