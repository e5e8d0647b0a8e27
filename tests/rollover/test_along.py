"""The sheets that a unit added come along into a workbook of another form, as they are."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from forms.workbooks import SHEET, training
from ooxml.builders import parts_of, zipped
from rollover.ownsheets import HIDDEN, LEDGER, PLOT, POINTING, by_openpyxl, staying, with_own_sheets
from rollover.userbook import userbook
from submitting.userbooks import HIDDEN as DRAFT
from submitting.userbooks import MINE, VERY_HIDDEN, macro_book
from support.office import Office
from support.validator import Validator
from ziping.domain.model import Entry, Workbook
from ziping.domain.snapshot import CellEdit, Snapshot, position
from ziping.forms.inventory import entries
from ziping.forms.ownpages import CHANGES, LEFT
from ziping.forms.write import settle, updates
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.rolling.along import OWN
from ziping.rolling.carry import Carried, carried
from ziping.rolling.owned import own_sheets

SAME_NAME = "national-project-2021"
"""A form whose sheet is called as that of the training project."""
OTHER, SET = "sichuan-zhaohua-project-2022", "sichuan-zhaohua-set-2022"


@cache
def over(data: bytes, template: str = SAME_NAME, to: int = 2026) -> Carried:
    return carried(data, to, source="自评表.xlsx", name="自评表.xlsx", template=template)


@cache
def read(data: bytes) -> Snapshot:
    return read_bytes(data, "自评表.xlsx")


def cell(data: bytes, at: str, sheet: str = LEDGER) -> tuple[str, str | None]:
    found = read(data).sheet(sheet)
    assert found is not None
    there = found.cells[position(at)]
    return there.error or there.text, None if there.formula is None else there.formula.removeprefix("=")


def told(found: Carried, kind: str) -> dict[str, str]:
    return {change.place: change.note for change in found.changes if change.kind == kind}


@pytest.mark.parametrize("template", [SAME_NAME, OTHER, SET])
def test_own_sheets_stand_behind_ours_hidden_ones_hidden(template: str) -> None:
    sheets = read(over(with_own_sheets(), template).data).sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets[-4:]] == [
        ("封面", False),
        (LEDGER, False),
        (HIDDEN, True),
        (PLOT, False),
    ]
    assert [sheet.name for sheet in sheets[-6:-4]] == [CHANGES, LEFT]


def test_own_sheets_that_refer_to_nothing_of_ours_keep_every_byte() -> None:
    data = with_own_sheets(pointing=False)
    before, after = parts_of(data), parts_of(over(data).data)
    kept = {part for part in before if before[part] == after.get(part)}
    own = {part for part in before if re.search(r"drawing|chart|media|comments|vml|theme|shared", part)}
    gone = {part for part in own if part not in after}
    assert own - gone <= kept
    sheets = [content for part, content in before.items() if part.startswith("xl/worksheets/sheet")]
    assert len([content for content in sheets if content in after.values()]) == 3


def test_formulas_among_own_sheets_stay_and_those_to_our_form_become_values() -> None:
    found = over(with_own_sheets())
    for at, (formula, value) in staying().items():
        assert cell(found.data, at) == (str(value) if at == "F2" else "60.00", formula.removeprefix("="))
    for at, (formula, value) in POINTING.items():
        text, there = cell(found.data, at)
        assert there is None
        assert text in (str(value), f"{value:.2f}" if isinstance(value, int | float) else "", "TRUE")
        (change,) = [one for one in found.changes if one.place == f"{LEDGER}!{at}"]
        assert (change.kind, change.old, change.new) == ("fixed", formula, text)
        assert change.note == "公式指向旧表，只留数值"
    assert cell(found.data, "G2") == ("100", None)


def test_what_else_showed_our_form_is_told() -> None:
    found = over(with_own_sheets())
    notes = {(change.what, change.note) for change in found.changes if change.kind == "fixed"}
    assert {
        ("条件格式", "有条件格式指向旧表，没有带来"),
        ("数据有效性", "有数据有效性指向旧表，没有带来"),
        ("条件格式、有效性或迷你图", "有条件格式、有效性或迷你图指向旧表，没有带来"),
        ("文本框", "文字取自旧表，只留文字"),
        ("图表", "数据取自旧表，只留图上的数值"),
        ("表格（列表）", "整列公式指向旧表，没有带来"),
        ("名称“旧表总分”", "指向旧表，没有带来"),
        ("名称“间接”", "指向旧表，没有带来"),
    } <= notes
    assert told(found, "brought") == {"封面": "", LEDGER: "", HIDDEN: "仍是隐藏的", PLOT: ""}


def test_nothing_that_comes_along_refers_to_the_old_form() -> None:
    """The new form of the same name is another one: what stood in its cells stands elsewhere now."""
    parts = parts_of(over(with_own_sheets()).data)
    before = parts_of(with_own_sheets())
    drawn = [part for part in parts if part in before and re.search(r"charts/chart|drawings/drawing|tables/", part)]
    assert len(drawn) >= 6
    for part in drawn:
        if b"\xe5\xbe\x97\xe5\x88\x86\xe7\x8e\x87" not in parts[part]:  # 得分率: the chart of 得分总览
            assert f"{SHEET}!".encode() not in parts[part]
            assert f"{SHEET}'!".encode() not in parts[part]


def test_names_formats_and_links_of_own_sheets_stay() -> None:
    book = openpyxl.load_workbook(io.BytesIO(over(with_own_sheets()).data))
    ledger = book[LEDGER]
    assert book.defined_names["台账合计"].attr_text == f"SUM('{LEDGER}'!$B$2:$B$4)"
    assert "旧表总分" not in book.defined_names
    assert ledger.print_area == f"'{LEDGER}'!$A$1:$P$46"
    assert ledger.auto_filter.ref == "A1:B5"
    assert {str(area) for area in ledger.merged_cells.ranges} == {"A1:C1"}
    assert (ledger["A1"].font.name, ledger["B2"].number_format) == ("楷体", "#,##0.00")
    assert (ledger.column_dimensions["D"].hidden, ledger.row_dimensions[9].hidden) == (True, True)
    assert ledger["B2"].comment.text == "发票 3 张"
    assert ledger["A10"].hyperlink.location == f"'{HIDDEN}'!A1"
    assert [str(rule.sqref) for rule in ledger.data_validations.dataValidation] == ["C2"]
    assert book.active is not None
    assert book.active.title == SHEET
    assert not ledger.sheet_view.tabSelected


def _meaning(book: Workbook) -> list[tuple[str, Entry]]:
    return [(what, entry) for what, entry in entries(book)]


@pytest.mark.parametrize("template", [SAME_NAME, OTHER, SET])
def test_the_form_reads_and_scores_as_without_own_sheets(template: str) -> None:
    alone, found = over(training(), template), over(with_own_sheets(), template)
    (_, before), (snapshot, after) = settle(read(alone.data)), settle(read(found.data))
    assert _meaning(after) == _meaning(before)
    assert updates(read(found.data)) == []
    ours = [sheet for sheet in read(alone.data).sheets if sheet.name not in (CHANGES, LEFT)]
    for sheet in ours:
        there = snapshot.sheet(sheet.name)
        assert there is not None
        assert there.cells == sheet.cells
    assert {n for n in read(alone.data).names if n.scope not in (CHANGES, LEFT)} <= set(read(found.data).names)


def test_what_comes_along_is_not_listed_as_left_behind() -> None:
    left = read(over(with_own_sheets()).data).sheet(LEFT)
    assert left is not None
    texts = {one.text for one in left.cells.values()}
    assert not {"场地费", "底稿一", "发票 3 张", "图片", "图表", "手写的说明"} & texts


def test_a_sheet_called_as_a_new_one_gets_a_number_and_formulas_follow() -> None:
    found = over(with_own_sheets(hidden="基本数据"), SET)
    assert cell(found.data, "F2")[1] == f"基本数据2!A1&\"'{SHEET}'!A1\""
    assert cell(found.data, "A1", "基本数据2") == ("底稿一", None)
    assert told(found, "brought")["基本数据"] == "仍是隐藏的；和新表重名，改了表名"
    book = openpyxl.load_workbook(io.BytesIO(found.data))
    assert book.defined_names["底稿区"].attr_text == "基本数据2!$A$1:$A$2"
    assert book[LEDGER].data_validations.dataValidation[0].formula1 == "基本数据2!$A$1:$A$2"
    assert book[LEDGER]["A10"].hyperlink.location == "'基本数据2'!A1"


def test_a_workbook_by_openpyxl_shows_values_that_it_never_stored() -> None:
    found = over(by_openpyxl())
    assert cell(found.data, "E2") == ("技能培训", None)
    assert told(found, "fixed")[f"{LEDGER}!E3"] == "公式指向旧表，文件里没有存它的数值，请自己填"
    assert read(found.data).sheets[0].name == SHEET


def test_macros_stay_behind_and_own_sheets_of_an_xlsm_come_along() -> None:
    found = over(macro_book())
    parts = parts_of(found.data)
    assert not [part for part in parts if "vba" in part.lower()]
    assert b"macroEnabled" not in parts["[Content_Types].xml"]
    assert list(told(found, "brought")) == [MINE, DRAFT, VERY_HIDDEN]
    assert b'state="veryHidden"' in parts["xl/workbook.xml"]
    assert any(change.what == "宏" for change in found.changes)


def test_own_sheets_that_cannot_come_along_are_listed_with_the_reason() -> None:
    """Days of a workbook that counts from 1904 would be others in the new form."""
    parts = parts_of(with_own_sheets())
    book = parts["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    found = over(zipped({**parts, "xl/workbook.xml": book}))
    notes = [change.note for change in found.changes if change.place == LEDGER and change.what == OWN]
    assert len(notes) == 1
    assert "1904" in notes[0]
    left = read(found.data).sheet(LEFT)
    assert left is not None
    assert {"场地费", "底稿一", "图片"} <= {one.text for one in left.cells.values()}
    assert [sheet.name for sheet in read(found.data).sheets][-2:] == [CHANGES, LEFT]


def test_a_sheet_with_a_control_on_our_form_stays_behind_alone() -> None:
    parts = parts_of(with_own_sheets(pointing=False))
    (part,) = [name for name in parts if name.endswith(".vml")]
    linked = parts[part].replace(b"</x:ClientData>", f"<x:FmlaLink>{SHEET}!$A$1</x:FmlaLink></x:ClientData>".encode())
    found = over(zipped({**parts, part: linked}))
    notes = [change.note for change in found.changes if change.place == LEDGER and change.what == OWN]
    assert notes == [f"“{LEDGER}”里有控件或新式图表取自旧表的单元格，没有带来"]
    assert HIDDEN in told(found, "brought")
    assert LEDGER not in [sheet.name for sheet in read(found.data).sheets]
    left = read(found.data).sheet(LEFT)
    assert left is not None
    assert "场地费" in {one.text for one in left.cells.values()}


def test_own_sheets_go_on_every_time() -> None:
    once = over(with_own_sheets(), OTHER)
    year = carried(once.data, 2027, source="x.xlsx", name="x.xlsx")
    twice = over(year.data, SAME_NAME, 2028)
    names = [sheet.name for sheet in read(twice.data).sheets]
    lists = [CHANGES, LEFT]
    assert names[-8:] == [*lists, *(f"{name}2" for name in lists), "封面", LEDGER, HIDDEN, PLOT]
    assert cell(twice.data, "F2") == (staying()["F2"][1], staying()["F2"][0].removeprefix("="))
    assert updates(read(twice.data)) == []


@pytest.mark.parametrize("id", [training, with_own_sheets, userbook, macro_book])
def test_sheets_of_the_template_are_no_own_sheets(id) -> None:  # type: ignore[no-untyped-def]
    found = own_sheets(read(id()))
    assert not {SHEET, "得分总览", "填表说明", "依据", "校验结果", "报告文字"} & set(found)
    assert bool(found) == (id is not training)


def test_a_help_sheet_that_was_renamed_is_still_ours() -> None:
    parts = parts_of(training())
    book = parts["xl/workbook.xml"].replace("填表说明".encode(), "说明书".encode())
    assert own_sheets(read(zipped({**parts, "xl/workbook.xml": book}))) == []


def test_notes_on_a_sheet_of_ones_own_called_help_come_along() -> None:
    """A sheet is the template's by what it says, not by what it is called."""
    data = with_own_sheets(pointing=False, hidden="填表说明2")
    found = over(data)
    assert cell(found.data, "A1", "填表说明2") == ("底稿一", None)


@pytest.mark.parametrize("make", [with_own_sheets, macro_book, by_openpyxl])
def test_office_finds_nothing_new_wrong(make, tmp_path: Path, validator: Validator) -> None:  # type: ignore[no-untyped-def]
    old, new = tmp_path / "旧.xlsm", tmp_path / "新.xlsx"
    old.write_bytes(make())
    new.write_bytes(over(make()).data)

    def found(path: Path) -> set[str]:
        return {line.partition("] ")[2] for line in validator.errors_anywhere([path])}

    wrong = found(new)
    assert not wrong or wrong <= found(old)


def test_libreoffice_opens_it_and_its_own_workbooks_come_along(office: Office, tmp_path: Path) -> None:
    mine, source = tmp_path / "带来.xlsx", tmp_path / "别家.xlsx"
    mine.write_bytes(over(with_own_sheets()).data)
    source.write_bytes(with_own_sheets())
    opened, saved = office.recalculate([mine, source], tmp_path / "office")
    after = read_bytes(opened.read_bytes(), "")
    for name in (LEDGER, HIDDEN, SHEET):
        ours, theirs = read(mine.read_bytes()).sheet(name), after.sheet(name)
        assert ours is not None
        assert theirs is not None
        assert {at for at, c in ours.cells.items() if c.text and theirs.cells[at].text != c.text} == set()
    found = over(saved.read_bytes())
    assert list(told(found, "brought")) == ["封面", LEDGER, HIDDEN, PLOT]
    assert cell(found.data, "E2") == ("技能培训", None)
    assert cell(found.data, "C5") == ("60.00", "SUM(B2:B4)")


def test_a_formula_over_a_whole_row_is_one_change_per_cell() -> None:
    """A formula shared by several cells is written once: each of them keeps its own value."""
    data = with_own_sheets(pointing=False)
    parts = parts_of(data)
    (part,) = [name for name, content in parts.items() if b"A1:C1" in content and "worksheets" in name]
    first = f'<c r="N2"><f t="shared" ref="N2:N3" si="0">{SHEET}!C3</f><v>5</v></c></row>'.encode()
    second = b'<c r="N3"><f t="shared" si="0"/><v>6</v></c></row>'
    rows = re.split(rb"(?<=</row>)", parts[part])
    at = {re.search(rb'<row r="(\d+)"', row)[1]: n for n, row in enumerate(rows) if b"<row r=" in row}  # type: ignore[index]
    rows[at[b"2"]] = rows[at[b"2"]].replace(b"</row>", first)
    rows[at[b"3"]] = rows[at[b"3"]].replace(b"</row>", second)
    found = over(zipped({**parts, part: b"".join(rows)}))
    assert (cell(found.data, "N2"), cell(found.data, "N3")) == (("5", None), ("6", None))
    olds = {one.place: one.old for one in found.changes if one.kind == "fixed"}
    assert olds == {f"{LEDGER}!N2": f"={SHEET}!C3", f"{LEDGER}!N3": f"={SHEET}!C4"}


def test_a_text_in_an_own_sheet_can_be_changed_afterwards() -> None:
    new = patch_workbook(over(with_own_sheets()).data, [CellEdit(LEDGER, 2, 1, "改过")])
    assert cell(new, "A2") == ("改过", None)
