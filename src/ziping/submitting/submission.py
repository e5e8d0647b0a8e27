"""上报版: what a bureau gets of a workbook, values only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from ziping.checks.finding import Finding
from ziping.domain.model import Workbook
from ziping.domain.snapshot import DefinedName, Snapshot
from ziping.errors import ZipingError
from ziping.forms.write import settle
from ziping.ooxml.layout import Rectangle
from ziping.ooxml.names import area_of, defined_name
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.sheetdrop import without_sheets
from ziping.submitting.notice import with_notices
from ziping.submitting.objects import lost_objects
from ziping.submitting.package import plain_package
from ziping.submitting.plan import Plan, keeps_name, outside_cells, plan_of
from ziping.submitting.problem import Problem
from ziping.submitting.result import Submission
from ziping.submitting.scope import Scope
from ziping.submitting.sheets import hidden_lines, sheet_kinds
from ziping.submitting.values import current_values, foreign_formulas, held, pictures, problems

_MOST_CODES, _MOST_CELLS = 8, 5


def submission(data: bytes, findings: Sequence[Finding], *, force: bool, name: str) -> Submission:
    """The copy of ``data`` to submit. ``findings`` are those of its check; with errors there is no copy unless
    ``force``, and then a line under each form says so. ``name`` is what messages call the workbook.

    Raises ZipingError for a damaged workbook and for one that holds no form of ours.
    """
    snapshot = read_bytes(data, name, name)
    settled, book = settle(snapshot)
    plan = plan_of(snapshot, sheet_kinds(data, name))
    if not any(form.sheet in plan.areas for form in book.forms):
        raise ZipingError(f"“{name}”的自评表是隐藏的，没有可以上报的内容，请先取消隐藏。")
    told = {(finding.sheet, finding.cell) for finding in findings if finding.severity == "error"}
    found = problems(data, settled, book, plan, name=name)
    wrong = tuple(problem for problem in found if (problem.sheet, problem.cell) not in told)
    result = Submission(None, tuple(findings), wrong, plan.left_out, tuple(_notes(data, settled, book, plan, name)))
    if result.errors and not force:
        return result
    copy = _plain(data, snapshot, settled, plan, name)
    notices = _notices(findings, wrong, book, plan)
    if notices:
        copy = with_notices(copy, notices, name=name)
    read_bytes(copy, name, name)
    return msgspec.structs.replace(result, data=copy)


def _plain(data: bytes, snapshot: Snapshot, settled: Snapshot, plan: Plan, name: str) -> bytes:
    kept = without_sheets(data, [sheet for sheet, _ in plan.left_out], name=name)
    lost = {one.name for one in snapshot.names if not keeps_name(plan, snapshot, one)}
    lost -= {one.name for one in snapshot.names if keeps_name(plan, snapshot, one)}
    scope = Scope(plan.areas, lost)
    titles = list(plan.areas)
    by_lower = {sheet.name.lower(): sheet.name for sheet in snapshot.sheets}

    def keeps(label: str, to: str, index: int | None) -> bool:
        said: DefinedName = defined_name(label, to, None if index is None else titles[index], by_lower)
        return keeps_name(plan, snapshot, said)

    def shows(reference: str) -> list[Decimal | str | None] | None:
        area = area_of(reference, by_lower)
        return None if area is None else held(settled, area)

    return plain_package(kept, scope, current_values(snapshot, settled), keeps, shows, name=name)


def _notices(
    findings: Sequence[Finding], wrong: Sequence[Problem], book: Workbook, plan: Plan
) -> Mapping[str, tuple[Rectangle, str]]:
    """The line of each form with errors; those found on other sheets are told under the first form."""
    forms = [form.sheet for form in book.forms if plan.areas.get(form.sheet)]
    codes: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding.severity == "error" and forms:
            sheet = finding.sheet if finding.sheet in forms else forms[0]
            codes.setdefault(sheet, Counter())[finding.code] += 1
    for problem in wrong:
        if forms:
            sheet = problem.sheet if problem.sheet in forms else forms[0]
            codes.setdefault(sheet, Counter())[""] += 1
    return {sheet: (area, _said(found)) for sheet, found in codes.items() if (area := plan.areas[sheet])}


def _said(codes: Counter[str]) -> str:
    named = sorted(code for code in codes if code)
    shown = "、".join(named[:_MOST_CODES]) + ("等" if len(named) > _MOST_CODES else "")
    rules = f"（{shown}）" if shown else ""
    return f"注意：导出上报版时还有 {codes.total()} 处会被退回的错误没有改{rules}。"


def _notes(data: bytes, settled: Snapshot, book: Workbook, plan: Plan, name: str) -> list[str]:
    notes = []
    hidden = hidden_lines(data, plan.areas, name)
    if hidden:
        sheets = "、".join(f"“{sheet}”" for sheet in hidden)
        notes.append(f"{sheets}里有隐藏的行或列，照样带出（仍是隐藏的）；不想上报的请先删掉。")
    outside = outside_cells(settled, plan)
    if outside:
        notes.append(f"打印区域以外还有内容没有带出：{_listed(outside)}；要上报的请先扩大打印区域。")
    notes += lost_objects(data, plan.areas, name)
    lost = pictures(settled, plan)
    if lost:
        notes.append(f"WPS 的“单元格图片”不能变成数值，没有带出：{_listed(lost)}；要上报的请先转为浮动图片。")
    foreign = foreign_formulas(settled, book, plan)
    if foreign:
        notes.append(
            f"有 {foreign} 个公式不是本工具的，写的是文件里最后一次保存的数；"
            "改过内容以后没有在 Excel 里保存过的，请先保存。"
        )
    return notes


def _listed(cells: Sequence[str]) -> str:
    return "、".join(cells[:_MOST_CELLS]) + (f"等 {len(cells)} 格" if len(cells) > _MOST_CELLS else "")
