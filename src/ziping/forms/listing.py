"""The findings of a check written into a workbook; one that has no 校验结果 sheet gets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ziping.checks.finding import Finding
from ziping.domain.snapshot import Sheet, Snapshot
from ziping.errors import ZipingError
from ziping.forms import names
from ziping.forms.layout import Layout, Place
from ziping.forms.marks import put_rules
from ziping.forms.results import RESULTS_SHEET, has_results, lost_names, result_edits, results_page, row_heights
from ziping.forms.writer import write_workbook
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.marks import add_conditions
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.titles import free_title


def with_results(data: bytes, findings: Sequence[Finding], now: datetime, name: str) -> bytes:
    """``data`` with ``findings`` in its list, which it gets where it has none. Raises ZipingError for a damaged file
    and one that holds no form of ours."""
    snapshot = read_bytes(data, name, name)
    if lost := lost_names(snapshot):
        raise ZipingError(
            f"“{name}”的“校验结果”工作表缺少定位名称 {'、'.join(lost)}，没有写入；"
            "请先把写好的说明复制出来，删掉这张工作表，再校验一次会重新生成。"
        )
    if not has_results(snapshot):
        sheets = [sheet for sheet in _own(snapshot) if sheet != RESULTS_SHEET]
        data = with_list(data, snapshot, sheets, name)
        snapshot = read_bytes(data, name, name)
    edits = result_edits(snapshot, findings, now)
    return patch_workbook(data, edits, name=name, heights=row_heights(snapshot, edits))


def _own(snapshot: Snapshot) -> list[str]:
    """The sheets of forms, texts and figures: those that our names belong or point to."""
    ours = {name.area.sheet for name in snapshot.names if name.name.startswith("zp_") and name.area}
    return [sheet.name for sheet in snapshot.sheets if sheet.name in ours]


def with_list(data: bytes, snapshot: Snapshot, sheets: list[str], name: str) -> bytes:
    """``data`` with the list, and marks on ``sheets`` (those of forms and texts); ``data`` itself where it has one.

    ``snapshot`` is what ``data`` holds, ``name`` what messages call it. Nothing else changes. A sheet that is renamed
    later loses its marks, which look for the name it has now; sheets of the templates do not.
    """
    if has_results(snapshot):
        return data
    page = results_page()
    page.sheet = free_title(RESULTS_SHEET, [sheet.name for sheet in snapshot.sheets])
    marked = [_marked(sheet) for name_ in sheets if (sheet := snapshot.sheet(name_)) is not None]
    donor = write_workbook([*marked, page], title="", first=page.sheet)
    grafted = graft_sheet(data, donor, page.sheet, name=name)
    own = {layout.sheet: layout.sheet for layout in marked}
    return add_conditions(grafted, donor, own, marker=names.MARKED, name=name)


def _marked(sheet: Sheet) -> Layout:
    """A sheet of the same extent that only has the marks."""
    rows = [row for row, _ in sheet.cells] or [1]
    columns = [column for _, column in sheet.cells] or [1]
    layout = Layout(sheet.name, [], 1)
    layout.places.append(Place(1, 1, rows=max(rows), columns=max(columns)))
    put_rules(layout, '"' + sheet.name.replace('"', '""') + '"')
    layout.places.clear()
    return layout
