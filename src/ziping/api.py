"""The Python interface: what people script against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ziping.checks.finding import Finding
from ziping.domain import quantity, scoring
from ziping.domain.decimals import as_excel_shows, decimal_of, plain
from ziping.domain.model import Document, Entry, SelfEvaluation, Workbook
from ziping.domain.quantity.types import Quantity
from ziping.domain.scoring.results import IndicatorScore, Scores
from ziping.domain.standard import Standard
from ziping.domain.written import Report, report_of
from ziping.errors import NotOursError, ZipingError
from ziping.standards.loader import load_standard, read_standard

if TYPE_CHECKING:
    from ziping.importing.bringing import Imported
    from ziping.importing.foreign import Foreign
    from ziping.rescoring.comparison import Comparison
    from ziping.rolling.carry import Carried
    from ziping.submitting.result import Submission

Value = str | int | float | Decimal | None


def parse_value(text: Value) -> Quantity:
    """What a 年度指标值 or 实际完成值 means: kind, operator, number, unit. Never raises for odd text."""
    return quantity.parse_value(_text(text))


def score_indicator(
    target: Value, actual: Value, weight: Value, standard: str = "national-2020", *, year: int | None = None
) -> IndicatorScore:
    """Points of ``weight`` that ``actual`` earns against ``target``, with completion (percent) and the arithmetic.

    ``standard`` is the id of a standard or a YAML file; raises ZipingError where there is none of that name. ``score``
    is None where a person has to score or something is missing; ``why`` says which.
    """
    rules = find_standard(standard)
    points = Entry(text=_text(weight)).amount()
    if points is None:
        return IndicatorScore(None, None, None, f"分值“{_text(weight)}”不是数字，请只填数字")
    return scoring.score(parse_value(target), parse_value(actual), points, rules, year=year)


def _text(value: Value) -> str:
    """Numbers as their shortest text, nothing for an empty cell (None, NaN)."""
    if value is None or isinstance(value, str):
        return value or ""
    try:
        number = decimal_of(value)
    except (InvalidOperation, TypeError):
        return str(value)
    if number.is_nan():
        return ""
    return plain(as_excel_shows(number)) if number.is_finite() else str(value)


def find_standard(id: str) -> Standard:
    """The built-in standard ``id``, or the one in a YAML file of the user. Raises ZipingError for neither."""
    return read_standard(id) if id.lower().endswith((".yaml", ".yml")) else load_standard(id)


def load(path: str | Path, sheet: str | None = None) -> SelfEvaluation:
    """The form in a file: the first one, or the one on ``sheet``; of our templates or anybody's .xlsx, .xls or .docx,
    which :func:`score` and :func:`check` judge by the standard of the form of ours it is most like. Texts as the user
    sees them, numbers in the unit of ``money``.

    Raises ZipingError for a file that cannot be read, holds no 自评表 or lost some of our names.
    """
    return _read(path, sheet)[0]


def load_all(path: str | Path) -> tuple[SelfEvaluation, ...]:
    """Every self-evaluation in a file, in the order of its sheets. Raises as :func:`load`."""
    return _read(path)


def _read(path: str | Path, sheet: str | None = None) -> tuple[SelfEvaluation, ...]:
    foreign = recognise(path)
    if foreign.ours:
        return chosen(foreign.book, sheet)
    return foreign.on(sheet).book.forms


def open_book(path: str | Path, standard: str | None = None, sheet: str | None = None) -> Workbook:
    """Everything in a file, of our templates or anybody's .xlsx, .xls or .docx, to be scored and checked; nothing is
    written. A foreign table is judged by ``standard``, else by that of the form it is most like; ``told`` says by
    which, and what was not understood (on ``sheet``, if given). Raises as :func:`load`."""
    from ziping.forms.ours import if_workbook, is_ours

    snapshot = if_workbook(Path(path))
    if snapshot is not None and is_ours(snapshot):
        from ziping.forms.write import settle

        return settle(snapshot)[1]
    # Our own workbooks need nothing of what follows.
    from ziping.importing.foreign import read_foreign
    from ziping.importing.telling import told

    foreign = read_foreign(path, standard, snapshot)
    return replace(foreign.book, told=told(foreign, sheet))


def recognise(path: str | Path, standard: str | None = None) -> Foreign:
    """Everything that was read from a file, and what was not understood. Raises as :func:`load`."""
    from ziping.importing.foreign import read_foreign

    return read_foreign(path, standard)


def import_table(
    path: str | Path, standard: str | None = None, *, template: str | None = None, sheet: str | None = None
) -> Imported:
    """Anybody's 自评表 as a workbook of ours: of the nearest form or ``template``, scored by ``standard``, with what
    was not understood. Writes nothing. Raises as :func:`load`."""
    from ziping.importing.bringing import import_table as run

    return run(path, standard, template=template, sheet=sheet)


def chosen(book: Workbook, sheet: str | None = None) -> tuple[SelfEvaluation, ...]:
    """The self-evaluations in a workbook, or the one on ``sheet``. Raises ZipingError where there is none."""
    forms = tuple(form for form in book.forms if form.kind != "target")
    name = Path(book.source).name
    if not forms:
        raise ZipingError(
            f"“{name}”里只有绩效目标申报表，没有自评表；请用带申报表的套表（ziping templates 可以看到）新建，"
            "申报表的指标会带入自评表，别处的申报表用 ziping import 转成这样的套表。"
        )
    found = tuple(form for form in forms if sheet in (None, form.sheet))
    if not found:
        raise ZipingError(f"“{name}”里没有名为“{sheet}”的自评表，有：{'、'.join(form.sheet for form in forms)}。")
    return found


def load_workbook(path: str | Path) -> Workbook:
    """Everything in a workbook of ours: its forms, target forms too, and the reports about them. Raises as
    :func:`load`; for a foreign table too, naming the command that makes it a workbook of ours."""
    from ziping.forms.write import settle
    from ziping.ooxml.reader import read_workbook

    with only_ours(path):
        return settle(read_workbook(Path(path)))[1]


@contextmanager
def only_ours(path: str | Path) -> Iterator[None]:
    """Around what needs a workbook of ours: says which command makes one of the foreign table at ``path``."""
    try:
        yield
    except NotOursError as error:
        lost = "名称被删掉了的请用最近的备份，别处来的表" if "zp_" in error.why else ""
        typed = f'"{path}"' if " " in str(path) else str(path)
        raise ZipingError(
            f"“{Path(path).name}”{error.why}，这一步要用本工具的工作簿；"
            f"{lost}请先运行 ziping import {typed} -o 自评表.xlsx，再用新工作簿。",
            detail=str(error),
        ) from error


def score(model: SelfEvaluation, standard: str | None = None) -> Scores:
    """``model`` scored by its own standard, or by another one. Raises ZipingError for an unknown standard."""
    return scoring.score_form(model, find_standard(standard or model.standard))


def rescore(path: str | Path, standard: str, sheet: str | None = None) -> tuple[Comparison, ...]:
    """The self-evaluations in a file, or the one on ``sheet``, each by its own standard and by another one, side by
    side. Changes nothing. Raises as :func:`load`, and ZipingError for an unknown standard."""
    return rescore_book(open_book(path), standard, sheet)


def rescore_book(book: Workbook, standard: str, sheet: str | None = None) -> tuple[Comparison, ...]:
    """As :func:`rescore`, of what was read already."""
    from ziping.rescoring.comparison import compare

    new = find_standard(standard)
    return tuple(compare(form, find_standard(form.standard), new) for form in chosen(book, sheet))


def rollover(path: str | Path, to: int, *, template: str | None = None, standard: str | None = None) -> Carried:
    """The workbook at ``path`` carried over to the year ``to`` (结转下年): the new file's bytes and what changes in it.
    In its own form, or in that of ``template``; scored by ``standard`` (its own, or the template's, if None). Writes
    nothing. Raises ZipingError for a file that is no workbook of ours, a year that does not come after its own, and an
    unknown template or standard."""
    from ziping.ooxml.guards import read_file
    from ziping.rolling.carry import carried

    path = Path(path)
    data = read_file(path)
    with only_ours(path):
        return carried(data, to, source=str(path), name=path.name, template=template, standard=standard)


def check(
    model: SelfEvaluation,
    standard: str | None = None,
    others: Sequence[SelfEvaluation] = (),
    written: Sequence[Report] = (),
    last: SelfEvaluation | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with ``model``, worst first, by its own standard or another one. ``others`` are the forms of the
    same workbook (:func:`load_all`), to check one against the other; what concerns several is told with one of them.
    ``written`` are reports about these forms, where none are given the texts that ``model`` brings along; ``last`` is
    the form about the same matter a year before."""
    from ziping import log
    from ziping.checks.run import check as run

    if not written and model.sections:
        written = (report_of(Document("绩效自评报告", "", model.sheet, model.sections)),)
    rules = find_standard(standard or model.standard)
    return run(model, rules, scoring.score_form(model, rules), log.note_exception, others, written, last)


def check_book(
    book: Workbook, standard: str | None = None, sheet: str | None = None, last: Workbook | None = None
) -> tuple[Finding, ...]:
    """What is wrong with every form of a workbook, or with the one on ``sheet``, and with the texts of the reports
    about them; findings that the unit explains have its explanation as ``note``. ``last`` is the workbook of the year
    before."""
    from ziping.checks.kept import with_notes
    from ziping.checks.run import worst_first

    forms = chosen(book)
    written = [report_of(document) for document in book.documents]
    found: list[Finding] = []
    for form in chosen(book, sheet):
        found += check(form, standard, forms, written, _before(form, last))
    return with_notes(worst_first(found), book.notes)


def check_report(path: str | Path, book: Workbook, standard: str | None = None) -> tuple[Finding, ...]:
    """What is wrong with a Word report (.docx), also one that somebody else wrote, held against a workbook; ``sheet``
    of a finding is the file's name, ``cell`` the paragraph or the cell of a table. Raises ZipingError for a file that
    is no Word document."""
    from ziping.importing.reports import read_reports
    from ziping.ooxml.guards import read_file

    forms = chosen(book)
    name = Path(path).name
    reports = read_reports(read_file(Path(path)), name, forms, book.documents)
    told = {report.about for report in reports}
    own = [report_of(document) for document in book.documents if document.about not in told]
    found = [finding for form in forms for finding in check(form, standard, forms, (*own, *reports))]
    return tuple(finding for finding in found if finding.sheet == name)


def submit(path: str | Path, *, layout: str | None = None, sheet: str | None = None, force: bool = False) -> Submission:
    """The 上报版 of a workbook, values only; with ``layout`` one form (the one on ``sheet``) as another system imports
    it. ``data`` is None where there are errors, unless ``force``, which tells of them in the file. Raises as
    :func:`load`, and ZipingError for an unknown layout."""
    from ziping.ooxml.guards import read_file
    from ziping.submitting.export import export
    from ziping.submitting.layouts import load_layout
    from ziping.submitting.submission import submission

    spec = load_layout(layout) if layout else None
    book = load_workbook(path)
    found = check_book(book)
    if spec:
        rules = {form.sheet: find_standard(form.standard) for form in book.forms}
        return export(book, rules, spec, found, sheet, force=force)
    return submission(read_file(Path(path)), found, force=force, name=Path(path).name)


def _explained(book: Workbook, model: SelfEvaluation) -> tuple[Finding, ...]:
    """What the check finds about one form of a workbook, with the unit's explanations."""
    from ziping.checks.kept import with_notes

    forms = chosen(book)
    return with_notes(check(model, None, forms, [report_of(document) for document in book.documents]), book.notes)


def _before(form: SelfEvaluation, last: Workbook | None) -> SelfEvaluation | None:
    """The form of the year before about the same matter: the same project, or the department."""
    forms = [other for other in last.forms if other.kind == form.kind] if last else []
    if form.kind == "project" and len(forms) > 1:
        return next((other for other in forms if other.project.text == form.project.text), None)
    return forms[0] if forms else None


def report(model: SelfEvaluation, *, draft: bool = False, day: date | None = None, charts: bool = True) -> bytes:
    """The Word report of one form, dated ``day``. Raises ZipingError naming the cells that are still open, unless
    ``draft`` marks them in the text."""
    from ziping.report.document import build_report

    rules = find_standard(model.standard)
    scores = scoring.score_form(model, rules)
    return build_report(model, scores, rules, draft=draft, unit_date=day, charts=charts)


def documents(book: Workbook) -> tuple[Document, ...]:
    """The reports a workbook holds the texts of; where it holds none, one about each of its self-evaluations."""
    if book.documents:
        return book.documents
    return tuple(Document("绩效自评报告", "", form.sheet, ()) for form in book.forms if form.kind != "target")


def reports(
    book: Workbook,
    chosen: Sequence[Document],
    *,
    draft: bool = False,
    day: date | None = None,
    charts: bool = True,
    bundle: bool = False,
) -> list[bytes]:
    """The Word files of ``chosen`` reports, one each, or all in one as a ``bundle``; findings that the unit explains
    (说明并保留) stand in a last annex. Raises as :func:`report`."""
    from ziping.report.document import Part, build_bundle
    from ziping.report.notes import with_annex

    rules = {form.sheet: find_standard(form.standard) for form in book.forms}
    scored = [(form, scoring.score_form(form, rules[form.sheet]), rules[form.sheet]) for form in book.forms]
    parts = []
    for document in chosen:
        model, scores, standard = next((one for one in scored if one[0].sheet == document.about), scored[0])
        sections = document.sections or model.sections or None
        if book.notes and sections:
            model, sections = with_annex(model, sections, _explained(book, model))
        forms = [one for one in scored if one[0].kind != "target"]
        parts.append(Part(model, scores, standard, sections=sections, others=forms))
    groups = [parts] if bundle else [[part] for part in parts]
    return [build_bundle(group, draft=draft, unit_date=day, charts=charts) for group in groups]
