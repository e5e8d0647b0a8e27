"""The findings in the workbook: the list, the marks that look it up, the explanations that survive the next check."""

from __future__ import annotations

import re
from datetime import datetime, timezone

import pytest

from forms.workbooks import SHEET, places, text, training, with_cells, with_names
from ooxml.builders import parts_of, zipped
from ziping import api
from ziping.checks.finding import Finding
from ziping.checks.kept import CHANGED, EXPLAINED, GONE, listed, with_notes
from ziping.domain.model import Note, Workbook
from ziping.domain.snapshot import CellEdit, Sheet
from ziping.errors import ZipingError
from ziping.forms.builder import form_page
from ziping.forms.filled import Filled
from ziping.forms.listing import with_results
from ziping.forms.results import RESULTS_SHEET, kept_notes
from ziping.forms.spec import load_form
from ziping.forms.write import settle
from ziping.forms.writer import write_workbook
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.standards.loader import load_standard

NOW = datetime(2026, 2, 28, 9, 30, tzinfo=timezone.utc)


def book(data: bytes) -> Workbook:
    return settle(read_bytes(data, "甲单位.xlsx"))[1]


def checked(data: bytes) -> bytes:
    """The workbook after ``ziping check --write``."""
    return with_results(data, api.check_book(book(data)), NOW, "甲单位.xlsx")


def rows(data: bytes, sheet: str = RESULTS_SHEET) -> list[dict[str, str]]:
    """The lines of the list by the label of the column."""
    found = read_bytes(data, "").sheet(sheet)
    assert isinstance(found, Sheet)
    last = max(row for row, _ in found.cells)
    heads = {column: found.cells[4, column].text for column in range(1, 9)}
    return [
        {label: cell.text if (cell := found.cells.get((row, column))) else "" for column, label in heads.items()}
        for row in range(5, last + 1)
    ]


def explained(data: bytes, code: str, words: str) -> bytes:
    """The workbook with an explanation beside the first finding of a rule."""
    at = next(n for n, row in enumerate(rows(data), 5) if row["规则"] == code)
    return patch_workbook(data, [CellEdit(RESULTS_SHEET, at, 6, words)])


def broken(data: bytes | None = None) -> bytes:
    """A target written as a list of grades, which R44 objects to."""
    return with_cells(data or training(), {"E17": text("优良中差")})


def test_a_new_workbook_says_how_to_check() -> None:
    sheet = read_bytes(training(), "").sheet(RESULTS_SHEET)
    assert sheet is not None
    assert "ziping check" in sheet.cells[2, 1].text
    assert kept_notes(read_bytes(training(), "")) == ()


def test_the_list_holds_every_finding_in_order() -> None:
    data = broken()
    found = api.check_book(book(data))
    lines = rows(checked(data))
    assert [(line["级别"], line["规则"]) for line in lines] == [
        ({"error": "错误", "warning": "警告", "info": "提示"}[f.severity], f.code) for f in found
    ]
    assert all(
        line["问题"].startswith(f.message) and line["怎么改"] == f.fix for line, f in zip(lines, found, strict=True)
    )
    assert lines[0]["定位"] == f"{SHEET}!{found[0].cell}"


def test_the_place_is_a_link_to_the_cell() -> None:
    sheet = read_bytes(checked(broken()), "").sheet(RESULTS_SHEET)
    assert sheet is not None
    cell = sheet.cells[5, 3]
    assert re.fullmatch(rf'HYPERLINK\("#\'{SHEET}\'!([A-Z]+\d+)","{SHEET}!\1"\)', (cell.formula or "").lstrip("="))


def test_the_summary_counts_and_tells_when() -> None:
    sheet = read_bytes(checked(broken()), "").sheet(RESULTS_SHEET)
    assert sheet is not None
    assert re.fullmatch(
        r"2026年2月28日 09:30 校验：错误 \d+ 处、警告 \d+ 处、提示 \d+ 处。会被退回的：\d+ 处。", sheet.cells[2, 1].text
    )


def test_nothing_but_the_list_is_written() -> None:
    data = broken()
    before, after = parts_of(data), parts_of(checked(data))
    changed = {name for name in before if before[name] != after[name]}
    sheets = {name for name in changed if name.startswith("xl/worksheets/")}
    assert len(sheets) == 1
    assert changed - sheets <= {
        "xl/workbook.xml",
        "xl/calcChain.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    }
    assert before.keys() >= after.keys()


def test_what_was_put_right_leaves_the_list() -> None:
    written = checked(broken())
    mended = checked(with_cells(written, {"E17": text("≥80%")}))
    codes = {(line["规则"], line["定位"]) for line in rows(mended)}
    assert codes == {(line["规则"], line["定位"]) for line in rows(checked(training()))}


def test_an_explanation_survives_the_next_check() -> None:
    data = explained(checked(broken()), "R44", "已报财政局同意")
    again = checked(data)
    first = next(line for line in rows(again) if line["规则"] == "R44")
    assert (first["说明并保留"], first["状态"]) == ("已报财政局同意", "已说明")
    assert "其中已说明 1 处" in read_bytes(again, "").sheet(RESULTS_SHEET).cells[2, 1].text  # type: ignore[union-attr]
    assert [f.note for f in api.check_book(book(again)) if f.note] == ["已报财政局同意"]


def test_an_explanation_whose_finding_is_gone_is_not_lost() -> None:
    written = checked(broken())
    code = "R44"
    mended = checked(with_cells(explained(written, code, "已报财政局同意"), {"E17": text("≥80%")}))
    last = rows(mended)[-1]
    assert (last["规则"], last["说明并保留"], last["状态"]) == (code, "已报财政局同意", "已不再出现")
    back = next(line for line in rows(checked(broken(mended))) if line["规则"] == "R44")
    assert (back["说明并保留"], back["状态"]) == ("已报财政局同意", "已说明")


def test_a_shorter_list_leaves_no_old_lines() -> None:
    long = checked(with_cells(training(), {f"H{row}": text("") for row in (12, 13, 14)}))
    short = checked(with_cells(long, {}))
    assert all(line["规则"] for line in rows(short))


FINDING = Finding("R58", "warning", "自评表", "G21", "得分 9 与应得分 9.5 不符。")


@pytest.mark.parametrize(
    ("finding", "state"),
    [
        (FINDING, EXPLAINED),
        (Finding("R58", "warning", "自评表", "G22", FINDING.message), EXPLAINED),
        (Finding("R58", "warning", "自评表", "G21", "得分 8 与应得分 9.5 不符。"), CHANGED),
        (Finding("R58", "warning", "自评表", "G30", "得分 8 与应得分 9.5 不符。"), GONE),
        (Finding("R60", "warning", "自评表", "G21", FINDING.message), GONE),
    ],
    ids=["the same", "its row has moved", "another figure", "another place and figure", "another rule"],
)
def test_an_explanation_finds_its_finding_again(finding: Finding, state: str) -> None:
    note = Note("R58", "自评表!G21", FINDING.message, "按评分细则扣分")
    lines = listed([finding], [note])
    assert next(line.state for line in lines if line.note) == state
    assert with_notes([finding], [note])[0].note == ("按评分细则扣分" if state == EXPLAINED else "")


def test_two_explanations_of_the_same_words_keep_their_rows() -> None:
    findings = [Finding("R61", "error", "表", f"H{row}", "没有写偏差原因。") for row in (12, 13)]
    notes = [Note("R61", f"表!H{row}", "没有写偏差原因。", f"第{row}行的说明") for row in (13, 12)]
    assert [finding.note for finding in with_notes(findings, notes)] == ["第12行的说明", "第13行的说明"]


def test_a_workbook_that_lost_the_sheet_gets_it_again() -> None:
    """Deleting the sheet in Excel takes its own names away and leaves those of the workbook pointing nowhere."""
    gone = {name: None for name in places(training()) if name.startswith("zp_findings")}
    data = with_names(training(), {**gone, "zp_marked": "#REF!", "zp_marked_severity": "#REF!"})
    written = checked(data)
    names = {name.name: name for name in read_bytes(written, "").names if name.scope is None}
    assert names["zp_marked"].area is not None
    assert names["zp_marked"].area.sheet == f"{RESULTS_SHEET}2"
    assert rows(written, f"{RESULTS_SHEET}2")


def test_a_list_that_lost_one_name_is_refused_by_name() -> None:
    with pytest.raises(ZipingError, match="zp_findings_note"):
        checked(with_names(training(), {"zp_findings_note": None}))


def test_a_renamed_sheet_is_marked_under_its_new_name() -> None:
    parts = parts_of(broken())
    renamed = {
        name: part if name.endswith("sharedStrings.xml") else part.replace(SHEET.encode(), "培训项目".encode())
        for name, part in parts.items()
    }
    written = read_bytes(checked(zipped(renamed)), "")
    here = next(name for name in written.names if name.name == "zp_here" and name.scope == "培训项目")
    assert here.area is not None
    cell = written.sheet("培训项目").cells[here.area.top, here.area.left]  # type: ignore[union-attr]
    assert cell.text == "培训项目"


def test_the_name_of_the_sheet_makes_no_row_higher() -> None:
    """It stands beside the title; the first row keeps the height that the title needs."""
    form, marked = (parts_of(data)["xl/worksheets/sheet1.xml"].decode() for data in (before_marks(), training()))
    first = re.compile(r'<row r="1"[^>]* ht="([0-9.]+)"')
    assert first.search(form)[1] == first.search(marked)[1]  # type: ignore[index]


def before_marks() -> bytes:
    """The form of the workbook without the marks."""
    spec = load_form("national-project-2020")
    page = form_page(spec, load_standard(spec.standard), Filled(form=spec.id))
    return write_workbook([page], title="", first=page.sheet)
