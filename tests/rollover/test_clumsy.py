"""What people do to a workbook before they carry it over into another form: nothing of it is lost on the way."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from forms.edits import add_sheet, copy_sheet, put, rename, unprotect
from forms.workbooks import SHEET, training
from ooxml.builders import parts_of, zipped
from rollover.ownsheets import with_own_sheets
from rollover.test_carry import read, sample_data
from rollover.test_migrate import lost, migrated
from rollover.userbook import userbook
from support.office import Edited, Office
from support.validator import Validator
from ziping.domain.snapshot import CellEdit
from ziping.errors import ZipingError
from ziping.forms import names
from ziping.forms.ownpages import LEFT
from ziping.forms.write import updates
from ziping.ooxml.drawnonly import drawn_only
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.rolling.carry import Carried
from ziping.rolling.owned import own_sheets

OTHER = "sichuan-zhaohua-project-2022"
DRAWN = f"附图·{SHEET}"


@cache
def drawn() -> Carried:
    return migrated(userbook(), 2026, OTHER)


def left_of(found: Carried) -> dict[str, str]:
    """What 未迁移 lists: the text by its old place."""
    sheet = read(found.data)[0].sheet(LEFT)
    assert sheet is not None
    texts = {row: cell.text for (row, column), cell in sheet.cells.items() if column == 3}
    return {cell.text: texts.get(row, "") for (row, column), cell in sheet.cells.items() if column == 1}


def test_zhengfawei_2022_figures_of_the_year_before_are_not_lost() -> None:
    """上年财政拨款总计 and its like take this year's figure: what they said before was neither moved nor listed."""
    data = sample_data("sichuan-zhaohua-zhengfawei-2022")
    for template in ("national-department-set-2020", "hunan-changde-2021"):
        assert lost(read(data)[1], read(migrated(data, 2023, template).data)[0]) == set()


@pytest.mark.parametrize("year", ["（25年度）", "12月"])
def test_a_year_that_is_none_is_said_as_it_is_written(year: str) -> None:
    data = patch_workbook(training(), [CellEdit(SHEET, 2, 1, year)])
    with pytest.raises(ZipingError, match=f"写的是“{year}”，看不出是哪一年"):
        migrated(data, 2026, OTHER)


def test_notes_beside_the_pages_of_the_template_are_listed() -> None:
    data = patch_workbook(training(), [CellEdit("填表说明", 4, 5, "问过财政局：按含税数填")])
    assert left_of(migrated(data, 2026, OTHER))["填表说明!E4"] == "问过财政局：按含税数填"


def test_explanations_of_findings_are_listed() -> None:
    (area,) = [n.area for n in read(training())[0].names if n.name == names.column(names.FINDINGS, "note")]
    assert area is not None
    data = patch_workbook(training(), [CellEdit(area.sheet, area.top + 1, area.left, "已与业务股室核对")])
    assert "已与业务股室核对" in left_of(migrated(data, 2026, OTHER)).values()


def test_what_was_drawn_on_the_form_comes_along_on_a_sheet_of_its_own() -> None:
    found = drawn()
    parts, before = parts_of(found.data), parts_of(userbook())
    assert parts["xl/drawings/drawing77.xml"] == before["xl/drawings/drawing77.xml"]
    sheet = read(found.data)[0].sheet(DRAWN)
    assert sheet is not None
    assert not sheet.cells
    assert {change.new for change in found.changes if change.kind == "brought"} == {"", DRAWN}
    assert not [name for name in read(found.data)[0].names if name.scope == DRAWN]
    assert {"图片", "文本框或图形"} & {change.what for change in found.changes} == set()
    assert [change.old for change in found.changes if change.what == "批注"] == ["按实际签到人数"]


def test_a_sheet_with_drawings_alone_keeps_its_rows_and_columns() -> None:
    parts = parts_of(drawn_only(training(), ["得分总览"]))
    before = parts_of(training())
    (part,) = [p for p in before if before[p] != parts.get(p) and "worksheets/sheet" in p]
    assert not re.search(rb"<c [^>]*r=", parts[part])
    heights = rb'<row r="(\d+)"[^>]*? ht="([\d.]+)"'
    assert re.findall(heights, parts[part]) == re.findall(heights, before[part])
    assert [p for p in before if p not in parts] == []
    assert drawn_only(training(), []) == training()


def test_office_opens_what_was_drawn(validator: Validator, tmp_path: Path) -> None:
    path = tmp_path / "附图.xlsx"
    path.write_bytes(drawn().data)
    assert validator.errors(path) == []


def test_copies_renamed_sheets_and_sheets_of_ones_own_in_libreoffice(office: Office, tmp_path: Path) -> None:
    """A copy of 基本数据 is read in its place: what the first one says is listed."""
    source, edited = tmp_path / "政法委2022.xlsx", tmp_path / "改过.xlsx"
    source.write_bytes(sample_data("sichuan-zhaohua-zhengfawei-2022"))
    steps = [
        unprotect(),
        copy_sheet("雪亮工程", "新项目", 3),
        copy_sheet("基本数据", "基本数据备份", 5),
        put("基本数据", "B6", 77.0),
        rename("填表说明", "怎么填"),
        rename("依据", "依据 旧"),
        add_sheet("台账", 1),
        put("台账", "A1", "会议费明细"),
    ]
    office.edit([Edited(source, edited, steps)])
    found = migrated(edited.read_bytes(), 2023, "hunan-changde-2021")
    snapshot, book = read(found.data)
    assert [form.sheet for form in book.forms][2:] == ["雪亮工程", "网格化管理", "新项目"]
    assert [(change.place, change.what) for change in found.changes if change.kind == "brought"] == [
        ("台账", "自己加的工作表")
    ]
    assert [sheet.name for sheet in snapshot.sheets][-1] == "台账"
    assert "77" in {cell.text for sheet in snapshot.sheets for cell in sheet.cells.values()}
    assert updates(read_bytes(found.data, "")) == []


def test_a_name_of_the_form_moved_to_an_own_sheet_does_not_make_it_ours() -> None:
    """Cells cut out of the form and put on another sheet take their names along."""
    parts = parts_of(with_own_sheets(pointing=False))
    old = re.search(rb'<definedName name="zp_project"[^>]*>([^<]*)<', parts["xl/workbook.xml"])
    assert old
    moved = parts["xl/workbook.xml"].replace(old[1], "封面!$C$3:$C$3".encode())
    assert "封面" in own_sheets(read(zipped({**parts, "xl/workbook.xml": moved}))[0])
