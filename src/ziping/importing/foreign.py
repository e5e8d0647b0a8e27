"""Any file with 自评表 as a model: our own workbooks by their names, everybody else's by what they print."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from ziping.domain.model import SelfEvaluation, Workbook
from ziping.domain.snapshot import Snapshot
from ziping.errors import NoTableError, ZipingError
from ziping.forms.ours import is_ours
from ziping.forms.spec import load_form
from ziping.importing.blockpoints import with_block_points
from ziping.importing.board import Unread
from ziping.importing.continued import joined
from ziping.importing.evaluation import Recognised
from ziping.importing.grid import Grid, Page
from ziping.importing.nearest import Nearest, nearest_form
from ziping.importing.recognise import recognised
from ziping.importing.remarks import about_file, about_tables
from ziping.importing.sources import Source, read_source
from ziping.importing.turned import nearly_turned
from ziping.importing.valued import valued

_NOTHING = (
    "“{file}”里没有本工具的定位名称（zp_…），也没有认出自评表：{looked}没有一行同时写着指标名称和指标值、完成值、"
    "分值或得分这样的栏头；请核对文件，或给表补上栏头后再导入。"
)
_EMPTY = "“{file}”的“{sheet}”里有自评表的栏头，下面还没有填一行指标或资金，没有可以导入的内容，请核对文件。"
_SEVERAL = "“{file}”的工作表“{sheet}”{place} 那一行左右并排有两套栏头，分不清各行属于哪张表，请拆开再导入。"
_TURNED = (
    "“{file}”{sheet}{place} 起，栏头像是竖着写在第一列的，还缺指标值、完成值、分值这样的栏头，认不准；请在 Excel 里"
    "复制后选择性粘贴“转置”成一行一个指标，再导入。"
)
_NO_SHEET = "“{file}”里没有名为“{sheet}”的自评表，有：{there}。"
_LONGEST_WORD = 40


class Foreign(msgspec.Struct, frozen=True):
    """What was read from a file: ``book`` for the services, ``tables`` with what was not understood, one for each of
    its forms; ``nearest`` is the form of ours each is most like. ``ours``: it is a workbook of this tool, read by its
    names; then there are no tables. ``template`` is the one of a copy that lost its names."""

    book: Workbook
    tables: tuple[Recognised, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    ours: bool = False
    template: str = ""

    @property
    def all_unread(self) -> tuple[Unread, ...]:
        """Every text that was not understood, those of the tables first."""
        return (*(one for table in self.tables for one in table.unread), *self.unread)

    def on(self, sheet: str | None) -> Foreign:
        """What stands on one sheet, all for None. Raises ZipingError, naming the others, where there is nothing."""
        if sheet is None:
            return self
        kept = [index for index, model in enumerate(self.book.forms) if model.sheet == sheet]
        if not kept:
            there = "、".join(dict.fromkeys(model.sheet for model in self.book.forms))
            raise ZipingError(_NO_SHEET.format(file=Path(self.book.source).name, sheet=sheet, there=there))
        return replace(
            self,
            book=replace(self.book, forms=tuple(self.book.forms[index] for index in kept)),
            tables=tuple(self.tables[index] for index in kept) if self.tables else (),
            nearest=tuple(self.nearest[index] for index in kept) if self.nearest else (),
            unread=(),
        )


def read_foreign(path: str | Path, standard: str | None = None, snapshot: Snapshot | None = None) -> Foreign:
    """The 自评表 in any .xlsx, .xlsm, .xls, .et or .docx file; scored by ``standard``, else by that of the nearest
    form; ``snapshot`` where it is a workbook that was read already. Raises ZipingError for a file that cannot be read,
    NoTableError for one that holds no such table."""
    path = Path(path)
    source = read_source(path, snapshot)
    if source.snapshot is not None and is_ours(source.snapshot):
        from ziping.forms.write import settle

        return Foreign(settle(source.snapshot)[1], ours=True)
    found = [(grid, () if grid.hidden else recognised(grid)) for grid in source.grids]
    tables, pages = joined([table for _, here in found for table in here])
    tables = [with_block_points(table) for table in tables]
    if not any(table.model.indicators or table.model.funds for table in tables):
        raise NoTableError(_nothing(source, tables))
    chosen = [nearest_form(table.model, table.words) for table in tables]
    finished = zip(valued(tables, chosen), chosen, strict=True)
    models = [_finished(model, near, standard, str(path)) for model, near in finished]
    foreign = Foreign(
        Workbook(tuple(models), source=str(path)),
        tuple(replace(table, model=model) for table, model in zip(tables, models, strict=True)),
        tuple(chosen),
        (*source.notes, *pages, *about_file(source, tables), *about_tables(tables)),
        tuple(_passed(grid) for grid, here in found if not here and grid.cells),
    )
    own = source.snapshot is not None and all(near.same for near in chosen)
    return _with_own_sheets(foreign, source.snapshot) if own and source.snapshot else foreign


def _with_own_sheets(foreign: Foreign, snapshot: Snapshot) -> Foreign:
    """A copy of one of our workbooks without its names: the figures and texts of its other sheets too."""
    from ziping.importing.ownsheets import own_sheets

    own = own_sheets(snapshot, foreign.book.forms)
    if own is None:
        return foreign
    order = {sheet.name: number for number, sheet in enumerate(snapshot.sheets)}
    tables = [
        *(replace(table, model=replace(table.model, facts=own.facts, fact_names=own.said)) for table in foreign.tables),
        *(Recognised(model, ()) for model in own.forms),
    ]
    nearest = [*foreign.nearest, *(Nearest(model.form, True) for model in own.forms)]
    places = sorted(range(len(tables)), key=lambda index: order[tables[index].model.sheet])
    book = Workbook(tuple(tables[index].model for index in places), own.documents, foreign.book.source)
    return replace(
        foreign,
        book=book,
        tables=tuple(tables[index] for index in places),
        nearest=tuple(nearest[index] for index in places),
        unread=tuple(one for one in foreign.unread if one.sheet not in own.sheets),
        template=own.template,
    )


def _finished(model: SelfEvaluation, near: Nearest, standard: str | None, source: str) -> SelfEvaluation:
    return replace(model, form=near.form, standard=standard or load_form(near.form).standard, source=source)


def _nothing(source: Source, tables: list[Recognised]) -> str:
    for table in tables:
        if table.doubled:
            return _SEVERAL.format(file=source.name, sheet=table.model.sheet, place=table.doubled)
    if tables:
        return _EMPTY.format(file=source.name, sheet=tables[0].model.sheet)
    for page in (Page(grid) for grid in source.grids if grid.cells and not grid.hidden):
        if row := nearly_turned(page):
            place = page.grid.place(*page.rows[row][0].at)
            sheet = f"的“{page.grid.name}”" if page.grid.name != source.name else ""
            return _TURNED.format(file=source.name, sheet=sheet, place=place)
    sheets = [grid.name for grid in source.grids if grid.cells and not grid.hidden]
    if not sheets:
        looked = "文件是空的，"
    elif source.snapshot is None and len(sheets) == 1:
        looked = "各个表格里"
    else:
        looked = f"工作表“{'”“'.join(sheets[:3])}”{'等' if len(sheets) > 3 else ''}里"
    return _NOTHING.format(file=source.name, looked=looked)


def _passed(grid: Grid) -> Unread:
    """A sheet without any 自评表, as one line."""
    first = next(iter(cell.text for cell in grid.cells.values() if cell.text.strip()), "")
    row, column = next(iter(grid.cells))
    text = " ".join(first.split())[:_LONGEST_WORD]
    why = "是隐藏的" if grid.hidden else "没有自评表"
    return Unread(grid.name, grid.place(row, column), text, f"这张工作表{why}，{len(grid.cells)} 个格子都没有导入")
