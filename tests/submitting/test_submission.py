"""上报版: what it must not hold, what it must keep, and when there is none."""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from forms.workbooks import error, places, sample, training, with_cells
from ooxml.builders import parts_of, zipped
from submitting.test_photos import photo
from submitting.userbooks import FORM, HIDDEN, MINE, PERSON, SECRET, VERY_HIDDEN, macro_book
from support.office import Office
from support.validator import VERSIONS, Validator
from ziping import api
from ziping.errors import ZipingError
from ziping.forms.builder import build_book
from ziping.forms.samples import book_ids, load_book, sample_ids
from ziping.forms.write import settle
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.reader import read_bytes
from ziping.rolling.carry import carried
from ziping.submitting.photos import without_metadata
from ziping.submitting.result import Submission
from ziping.submitting.submission import submission

pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")
ALL = [*sample_ids(), *book_ids()]


def made(data: bytes, *, force: bool = False, name: str = "自评.xlsx") -> Submission:
    book = settle(read_bytes(data, name, name))[1]
    return submission(data, api.check_book(book), force=force, name=name)


@cache
def submitted(id: str) -> bytes:
    """A shipped example as it is submitted, or the workbook of a unit with macros."""
    if id == "macros":
        data = made(macro_book()).data
    else:
        data = made(sample(id) if id in sample_ids() else build_book(load_book(id)), force=True).data
    assert data is not None
    return data


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("id", ["macros", *ALL])
def test_it_holds_values_on_visible_sheets_and_nothing_else(id: str) -> None:
    data = submitted(id)
    book = opened(data)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * len(book.sheetnames)
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.comment] == []
    parts = parts_of(data)
    assert not [part for part in parts if re.search("vba|comment|external|docProps/c|printerSettings|calcChain", part)]
    assert b"<f>" not in b"".join(parts[part] for part in parts if "worksheets/" in part)
    assert b"External" not in b"".join(parts[part] for part in parts if part.endswith(".rels"))


def test_no_word_of_the_hidden_sheets_and_no_person_is_left() -> None:
    everything = b"".join(parts_of(submitted("macros")).values()).decode("utf-8", "ignore")
    assert [
        word for word in (SECRET, PERSON, HIDDEN, VERY_HIDDEN, "lisi", "ZPCheck", "某某局") if word in everything
    ] == []


def test_what_people_say_about_a_name_goes_and_a_picture_keeps_what_it_shows() -> None:
    parts = dict(parts_of(macro_book()))
    book = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = book.replace('name="折算率"', f'name="折算率" comment="{PERSON}"')
    data = made(zipped(parts)).data
    assert data is not None
    assert PERSON not in parts_of(data)["xl/workbook.xml"].decode()
    assert re.findall('descr="(.*?)"', parts_of(data)["xl/drawings/drawing1.xml"].decode()) == ["单位公章"]


def test_a_photo_is_submitted_without_the_camera_data() -> None:
    parts = dict(parts_of(macro_book()))
    picture = photo(6)
    for part in [part for part in parts if part.endswith(".png")]:
        parts[part] = picture
    data = made(zipped(parts)).data
    assert data is not None
    pictures = {content for part, content in parts_of(data).items() if "media/" in part}
    assert pictures == {without_metadata(picture)} != {picture}


def test_no_kind_of_file_is_named_that_is_not_there() -> None:
    parts = parts_of(submitted("macros"))
    types = set(re.findall('Extension="(.*?)"', parts["[Content_Types].xml"].decode()))
    assert types == {part.rpartition(".")[2] for part in parts}


def test_a_form_opens_where_there_is_something_to_see() -> None:
    """The unit saved it while looking at the entry cells on the right."""

    def scroll(book: Any) -> None:
        view = book[FORM].sheet_view
        view.topLeftCell = "K10"
        view.selection[0].activeCell = view.selection[0].sqref = "O13"

    data = made(rewritten_by_openpyxl(scroll)).data
    assert data is not None
    view = opened(data)[FORM].sheet_view
    assert view.topLeftCell is None
    assert [selection.activeCell for selection in view.selection] in ([], ["A1"])


def test_controls_and_pictures_beside_the_form_are_told() -> None:
    assert made(macro_book()).notes[0] == (f"“{MINE}”里的按钮、复选框等控件没有带出；要上报的内容请改写在格子里。")

    def draw(book: Any) -> None:
        buffer = io.BytesIO()
        Image.new("L", (8, 8)).save(buffer, "PNG")
        book[FORM].add_image(openpyxl.drawing.image.Image(buffer), "Z3")

    copy = made(rewritten_by_openpyxl(draw))
    assert copy.data is not None
    assert copy.notes == (f"“{FORM}”里画在打印区域以外的图片、文本框或图表没有带出；要上报的请移到打印区域里。",)
    assert opened(copy.data)[FORM]._images == []


def test_values_of_formulas_stay() -> None:
    sheet = opened(submitted("macros"))[MINE]
    assert [sheet[cell].value for cell in ("B2", "B3", "B4", "D2", "D3", "E2", "E3", "J2")] == [
        24, 60, 16, "多于一人", True, 48, 120, 0,
    ]  # fmt: skip


def test_what_prints_stays() -> None:
    sheet = opened(submitted("macros"))[MINE]
    assert sheet.print_area == f"'{MINE}'!$A$1:$H$40"
    assert sheet.print_title_rows == "$1:$1"
    assert (len(sheet._images), len(sheet._charts)) == (2, 2)
    assert sheet.tables["台账"].tableColumns[1].totalsRowFunction is None
    assert sheet.oddHeader.left.text == "&G"
    assert [rule.type for item in sheet.conditional_formatting for rule in item.rules] == ["cellIs", "dataBar"]
    xml = parts_of(submitted("macros"))["xl/worksheets/sheet1.xml"].decode()
    assert re.findall("<xm:f>(.*?)</xm:f>", xml) == [f"{MINE}!B2:B4"]
    assert [(str(item.sqref), item.formula1) for item in sheet.data_validations.dataValidation] == [("G3", '"是,否"')]
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [(link.ref, link.location) for link in links] == [("F3", f"'{FORM}'!A1")]


def test_charts_of_what_is_gone_show_what_they_showed() -> None:
    parts = parts_of(submitted("macros"))
    first, second = (parts[f"xl/charts/chart{number}.xml"].decode() for number in (1, 2))
    assert "<c:f>" not in first
    (values,) = re.findall(r"<c:val><c:numLit>(.*?)</c:numLit>", first)
    assert re.findall(r"<c:v>(.*?)</c:v>", values) == ["12", "30", "8"]
    assert second.count(f"<c:f>{MINE}!") == 3


def test_names_lead_to_what_is_there() -> None:
    names = read_bytes(submitted("macros"), "").names
    own = {name.name for name in names if not name.name.startswith(("zp_", "_xlnm"))}
    assert own == {"期数", "折算率"}
    assert {name.scope for name in names if name.name.startswith("zp_")} == {FORM}


@pytest.mark.parametrize("id", ALL)
def test_the_bureau_reads_and_checks_the_copy_as_it_was(id: str) -> None:
    data = sample(id) if id in sample_ids() else build_book(load_book(id))
    before, after = (settle(read_bytes(book, "自评.xlsx"))[1] for book in (data, submitted(id)))
    printed = [[(row.name.text, row.target.text, row.actual.text) for row in form.indicators] for form in before.forms]
    assert [[(row.name.text, row.target.text, row.actual.text) for row in f.indicators] for f in after.forms] == printed
    about_forms = {
        (finding.code, finding.cell)
        for finding in api.check_book(before)
        if finding.severity == "error" and finding.code in ("R06", "R07", "R38", "R41", "R54", "R58", "R66")
    }
    again = {(finding.code, finding.cell) for finding in api.check_book(after)}
    assert about_forms <= again


@pytest.mark.parametrize("id", ["macros", *book_ids()])
def test_excel_would_open_it_without_repair(id: str, tmp_path: Path, validator: Validator) -> None:
    path = tmp_path / "上报版.xlsx"
    path.write_bytes(submitted(id))
    versions = VERSIONS if id == "macros" else VERSIONS[:1]
    assert validator.errors_anywhere([path], versions) == []


def test_it_prints_as_the_form_printed(office: Office, tmp_path: Path) -> None:
    before, after = tmp_path / "原.xlsx", tmp_path / "报.xlsx"
    before.write_bytes(sample("shanxi-xinzhou-2021"))
    after.write_bytes(submitted("shanxi-xinzhou-2021"))
    texts = [office.text(pdf) for pdf in office.pdf([before, after], tmp_path / "pdf")]
    form = texts[1].split("注意：")[0]
    assert len(_words(form)) > 200
    assert _words(texts[0])[: len(_words(form))] == _words(form)


def _words(printed: str) -> list[str]:
    return re.sub(r"第\s*\d+\s*页\s*共\s*\d+\s*页", "", printed).split()


def test_stale_values_are_not_submitted() -> None:
    """A workbook edited by a program that does not calculate: what the formulas give now is written."""
    at = places(training())["zp_ind_actual_number"]
    cell = re.sub(r"\d+", lambda row: str(int(row[0]) + 5), at)
    data = made(with_cells(training(), {cell: "><v>72</v></c>"}), force=True).data
    assert data is not None
    model = settle(read_bytes(data, ""))[1].forms[0]
    assert (model.indicators[4].actual.text, model.total.text) == ("72%", "96.3")


def test_errors_are_refused_unless_forced() -> None:
    broken = with_cells(training(), {"H18": error()})
    refused = made(broken)
    assert refused.data is None
    assert refused.errors
    forced = made(broken, force=True)
    assert forced.data is not None
    sheet = opened(forced.data)[FORM]
    area = sheet.print_area.rpartition("!")[2].replace("$", "")
    last = int(re.findall(r"\d+", area)[-1])
    said = sheet.cell(last, 1).value
    assert said.startswith(f"注意：导出上报版时还有 {refused.errors} 处会被退回的错误没有改（")
    assert f"A{last}:{area.split(':')[1]}" in [str(merge) for merge in sheet.merged_cells.ranges]


def rewritten_by_openpyxl(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """The training form as a program leaves it that knows no values of formulas."""
    book = openpyxl.load_workbook(io.BytesIO(training()))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_formulas_of_ours_have_a_value_even_where_the_file_has_none() -> None:
    made_of = made(rewritten_by_openpyxl())
    assert made_of.problems == ()
    assert made_of.data is not None
    assert settle(read_bytes(made_of.data, ""))[1].forms[0].total.text == "98.55"


def test_a_formula_of_the_user_without_a_value_is_no_zero() -> None:
    def add(book: Any) -> None:
        book.create_sheet("台账")["B2"] = "=1+1"

    refused = made(rewritten_by_openpyxl(add))
    assert refused.data is None
    assert [(one.sheet, one.cell) for one in refused.problems] == [("台账", "B2")]
    assert "请在 Excel 或 WPS 里打开、保存一次再导出" in refused.problems[0].message


def test_an_error_on_a_sheet_of_the_user_is_refused() -> None:
    def add(book: Any) -> None:
        book.create_sheet("台账")["C3"] = "#REF!"

    refused = made(rewritten_by_openpyxl(add))
    assert refused.data is None
    assert [(one.sheet, one.cell, one.message) for one in refused.problems] == [
        ("台账", "C3", "单元格是错误值 #REF!，不能上报；请先改正公式或内容。")
    ]
    forced = made(rewritten_by_openpyxl(add), force=True)
    assert forced.data is not None
    assert opened(forced.data)["台账"]["C3"].value == "#REF!"
    said = [cell.text for cell in read_bytes(forced.data, "").sheets[0].cells.values() if "注意" in cell.text]
    assert said == ["注意：导出上报版时还有 1 处会被退回的错误没有改。"]


def test_what_the_user_wrote_below_the_form_is_told() -> None:
    def add(book: Any) -> None:
        book[FORM]["B30"] = "内部：明年再议"
        book[FORM]["AB3"] = "草稿"

    made_of = made(rewritten_by_openpyxl(add))
    assert made_of.notes == (f"打印区域以外还有内容没有带出：{FORM}!AB3、{FORM}!B30；要上报的请先扩大打印区域。",)
    assert made_of.data is not None
    texts = [cell.text for sheet in read_bytes(made_of.data, "").sheets for cell in sheet.cells.values()]
    assert "内部：明年再议" not in texts


def test_lists_of_this_tool_are_not_submitted() -> None:
    """The lists of a rollover into another form are for the unit alone."""
    data = carried(training(), 2026, source="", name="自评.xlsx", template="national-project-2021").data
    assert {"变更清单", "未迁移"} <= {sheet.name for sheet in read_bytes(data, "").sheets}
    copy = made(data, force=True)
    assert copy.data is not None
    assert [sheet.name for sheet in read_bytes(copy.data, "").sheets] == [FORM]
    assert ("变更清单", "填报用的，不上报") in copy.left_out


def test_a_form_without_print_area_ends_before_its_entry_cells() -> None:
    def drop(book: Any) -> None:
        book[FORM].print_area = None

    data = made(rewritten_by_openpyxl(drop)).data
    assert data is not None
    assert opened(data)[FORM].max_column == 9


def test_a_hidden_form_is_not_submitted() -> None:
    def hide(book: Any) -> None:
        book.create_sheet("封面")["A1"] = "封面"
        book.active = book.sheetnames.index("封面")
        book[FORM].sheet_state = "hidden"

    with pytest.raises(ZipingError, match="自评表是隐藏的"):
        made(rewritten_by_openpyxl(hide))


def test_a_picture_in_a_cell_of_wps_is_told() -> None:
    def add(book: Any) -> None:
        book.create_sheet("佐证")["A1"] = '=_xlfn.DISPIMG("ID_1",1)'

    made_of = made(rewritten_by_openpyxl(add), force=True)
    assert any("没有带出：佐证!A1；" in note for note in made_of.notes)
    assert made_of.data is not None
    assert opened(made_of.data)["佐证"]["A1"].value is None


def test_sheets_of_another_program_are_no_trouble(office: Office, validator: Validator, tmp_path: Path) -> None:
    """LibreOffice writes the user's workbook; the copy of that is as sound."""
    (tmp_path / "自评.xlsx").write_bytes(training())
    (saved,) = office.recalculate([tmp_path / "自评.xlsx"], tmp_path / "lo")
    made_of = made(saved.read_bytes())
    assert made_of.data is not None
    (tmp_path / "上报版.xlsx").write_bytes(made_of.data)
    assert validator.errors(tmp_path / "上报版.xlsx", VERSIONS[0]) == []
    assert settle(read_bytes(made_of.data, ""))[1].forms[0].total.text == "98.55"


def test_a_workbook_that_excel_wrote(validator: Validator, tmp_path: Path) -> None:
    """The macro workbook that xlwings ships, as a unit's own, with our form in it."""
    spec = importlib.util.find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    theirs = (Path(spec.origin).parent / "quickstart.xlsm").read_bytes()
    data = made(graft_sheet(theirs, training(), FORM)).data
    assert data is not None
    (tmp_path / "上报版.xlsx").write_bytes(data)
    assert validator.errors_anywhere([tmp_path / "上报版.xlsx"], VERSIONS[:1]) == []
    parts = parts_of(data)
    assert b"absPath" not in parts["xl/workbook.xml"]
    assert b"codeName" not in b"".join(parts.values())
