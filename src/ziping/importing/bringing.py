"""Somebody's 自评表 brought into a workbook of ours, with a report about everything that was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from ziping.domain.model import SelfEvaluation, Workbook
from ziping.domain.standard import status_text
from ziping.errors import ZipingError
from ziping.forms.builder import layouts, with_values
from ziping.forms.filled import FilledBook
from ziping.forms.inventory import Moved, Unplaced, place_of
from ziping.forms.placing import placed
from ziping.forms.spec import FundsBlock, form_ids, load_form
from ziping.forms.template import DocumentSpec, SheetSpec, TemplateSpec, load_template, template_ids
from ziping.forms.writer import write_workbook
from ziping.importing.board import Unread
from ziping.importing.foreign import Foreign, read_foreign
from ziping.importing.prepared import prepared, unscored_execution
from ziping.importing.reportpage import REPORT_SHEET, report_page
from ziping.importing.sheetnames import sheet_names
from ziping.ooxml.titles import free_title
from ziping.standards.loader import load_standard

MOST_TABLES = 40
"""Sheets of a workbook of ours beside its forms."""
_NO_HOME = "表式“{template}”（{id}）里没有放自评指标的表，不能导入成这种表式；请换一种，见 ziping templates。"
_TOO_MANY = "“{file}”里有 {count} 张自评表，一次最多导入 {most} 张，请用 --sheet 指明工作表，一张一张导入。"


class Imported(msgspec.Struct, frozen=True):
    """A new workbook: its bytes, what was read (``book``, with the texts as printed), its template and standard, and
    what became of every text."""

    data: bytes
    book: Workbook
    template: str
    standard: str
    moved: tuple[Moved, ...]
    unread: tuple[Unread, ...]
    unplaced: tuple[Unplaced, ...]
    notes: tuple[str, ...] = ()


def import_table(
    path: str | Path,
    standard: str | None = None,
    *,
    template: str | None = None,
    sheet: str | None = None,
    review: bool = False,
) -> Imported:
    """The 自评表 of any file in a workbook of ``template`` (the nearest one if None), scored by ``standard`` (that of
    the form if None); with ``sheet`` only those on that sheet; with ``review`` the workbook has the 复核 area of the
    add-in. Raises ZipingError where nothing can be read."""
    if standard is not None:
        load_standard(standard)
    foreign = read_foreign(path, standard).on(sheet)
    models = foreign.book.forms
    if len(models) > MOST_TABLES:
        raise ZipingError(_TOO_MANY.format(file=Path(path).name, count=len(models), most=MOST_TABLES))
    ready = replace(foreign.book, forms=tuple(_ready(foreign)))
    wanted = template or foreign.template
    spec = load_template(wanted) if wanted else _template(models)
    result = placed(ready, spec, standard)
    if not any(result.sheets):
        raise ZipingError(_NO_HOME.format(template=spec.title, id=spec.id))
    pages = layouts(spec, replace(result.filled, review=review), standard)
    unread = foreign.all_unread
    standing = _standing_labels(ready, result.filled)
    moved = [*(one for one in result.moved if not one.own), *standing]
    known = {one.source for one in standing}
    unplaced = tuple(one for one in result.unplaced if not one.own and one.source and one.source not in known)
    about = _about(foreign, spec, standard, chosen=template is not None)
    report = report_page(about, unread, unplaced, moved, free_title(REPORT_SHEET, [page.sheet for page in pages]))
    pages.insert(len(result.filled.sheets), report)
    data = with_values(write_workbook(pages, title=spec.title, first=pages[0].sheet))
    return Imported(
        data=data,
        book=foreign.book,
        template=spec.id,
        standard=standard or load_form(spec.sheets[0].form).standard,
        moved=tuple(moved),
        unread=unread,
        unplaced=unplaced,
        notes=(*foreign.notes, *_told(foreign)),
    )


def _ready(foreign: Foreign) -> Sequence[SelfEvaluation]:
    if foreign.ours:
        return foreign.book.forms
    names = sheet_names([table.model for table in foreign.tables], [near.form for near in foreign.nearest])
    return [
        replace(prepared(table.model, same=near.same), sheet=name)
        for table, near, name in zip(foreign.tables, foreign.nearest, names, strict=True)
    ]


def _standing_labels(ready: Workbook, filled: FilledBook) -> list[Moved]:
    """Names of fund rows for which the new form prints its own: 其中:本年财政拨款 is 其中：当年财政拨款 there."""
    labels = {
        fund.kind: fund.label.strip()
        for sheet in filled.sheets
        for block in load_form(sheet.form).blocks
        if isinstance(block, FundsBlock)
        for fund in block.rows
    }
    return [
        Moved("资金名称", row.label.text or "", place_of(row.label), f"资金“{labels[row.kind]}”行")
        for model in ready.forms
        for row in model.funds
        if row.kind in labels and not row.label.empty
    ]


def _template(models: Sequence[SelfEvaluation]) -> TemplateSpec:
    """The template of exactly these forms: a form alone, a set, or one put together."""
    wanted = tuple(dict.fromkeys(model.form for model in models if model.form in form_ids()))
    if wanted and all(model.kind == "target" for model in models):
        return _with_evaluation(wanted[0])
    if len(wanted) == 1:
        return load_template(wanted[0])
    for id in template_ids():
        spec = load_template(id)
        if {sheet.form for sheet in spec.sheets} == set(wanted):
            return spec
    alone = [load_template(id) for id in wanted]
    sheets = tuple(SheetSpec(key=id, form=id) for id in wanted)
    documents = tuple(
        DocumentSpec(name=f"{one.title}报告", outline=document.outline, about=one.id)
        for one in alone
        for document in one.documents
    )
    facts = {fact.key: fact for one in alone for fact in one.facts}
    return replace(alone[0], sheets=sheets, documents=documents, facts=tuple(facts.values()))


def _with_evaluation(form: str) -> TemplateSpec:
    """The set that carries the targets of a target form over to a self-evaluation; the form alone where there is
    none."""
    for id in template_ids():
        spec = load_template(id)
        keys = {sheet.key for sheet in spec.sheets if sheet.form == form}
        if any(sheet.targets in keys for sheet in spec.sheets):
            return spec
    return load_template(form)


def _about(foreign: Foreign, spec: TemplateSpec, standard: str | None, *, chosen: bool) -> list[tuple[str, str]]:
    lines = [("原文件", Path(foreign.book.source).name)]
    for model in foreign.book.forms:
        title = " ".join((model.title.text or "（没有标题）").split())
        rows = f"资金 {len(model.funds)} 行，指标 {len(model.indicators)} 行"
        lines.append((model.sheet or "表", f"{title}　{rows}"))
    rules = load_standard(standard or load_form(spec.sheets[0].form).standard)
    why = "" if chosen or foreign.ours else "；原表最像这一种，要用别的请写 --template"
    lines.append(("新表式", f"{spec.title}（{spec.id}）{why}"))
    other = "" if standard else "；要用别的请写 --standard"
    lines.append(("规则包", f"{rules.title}（{rules.id}，{status_text(rules.status)}）{other}"))
    return [*lines, *(("注意", note) for note in (*foreign.notes, *_told(foreign)))]


def _told(foreign: Foreign) -> tuple[str, ...]:
    """What was changed on the way, for the user to look at."""
    yuan = dict.fromkeys(table.model.sheet for table in foreign.tables if table.yuan)
    mixed = dict.fromkeys(table.model.sheet for table in foreign.tables if table.yuan_columns)
    full = dict.fromkeys(table.model.sheet for table in foreign.tables if unscored_execution(table.model))
    nameless = Counter(
        table.model.sheet for table in foreign.tables for row in table.model.indicators if row.name.empty
    )
    return (
        *(f"“{sheet}”的金额单位是元，已换算成万元，请核对。" for sheet in yuan),
        *(f"“{sheet}”有的资金栏是元，有的是万元，写元的已换算成万元，请核对。" for sheet in mixed),
        *(
            f"“{sheet}”有 {count} 个指标没有三级指标名称，用二级指标的名称代替，请核对。"
            for sheet, count in nameless.items()
        ),
        *(f"“{sheet}”的指标分值合计已是100分，预算执行率没有分值，按0分导入，请核对。" for sheet in full),
    )
