"""A workbook is read the same after everything people and programs do to it, or refused in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from io import BytesIO
from itertools import product
from pathlib import Path

import openpyxl
import pytest

from forms import edits
from forms.workbooks import (
    FORM,
    SHEET,
    places,
    said,
    sample,
    text,
    training,
    with_cells,
    with_names,
    without_our_names,
)
from support.office import Edited, Office, OfficeError
from ziping import api
from ziping.domain.model import Document, SelfEvaluation
from ziping.errors import ZipingError
from ziping.forms.builder import build_workbook
from ziping.forms.copies import with_copies
from ziping.forms.samples import sample_ids
from ziping.forms.spec import form_ids, load_form
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes

BOOKS: dict[str, Callable[[], bytes]] = {
    "training": training,
    **{f"sample {id}": partial(sample, id) for id in sample_ids()},
    **{f"empty {id}": partial(build_workbook, id) for id in form_ids()},
}

# What leaves the form saying what it said; each is done to the form's sheet of every workbook.
KEEPING: dict[str, Callable[[str], list[str]]] = {
    "saved": lambda _: [],
    "renamed": lambda sheet: [edits.rename(sheet, "张三's 表 (2)")],
    "rows and columns before it": lambda sheet: [edits.insert_columns(sheet, 1, 2), edits.insert_rows(sheet, 1, 3)],
    "cut and pasted": lambda sheet: [edits.cut_and_paste(sheet, "A1:Z70", "D9")],
    "columns hidden": lambda sheet: [edits.hide_columns(sheet, "J1:Z1")],
    "other sheets": lambda _: [edits.add_sheet("台账", 0), edits.hide_sheet("依据"), edits.move_sheet("填表说明", 0)],
    "copied": lambda sheet: [edits.copy_sheet(sheet, "第二个项目")],
}

# What changes the training form.
CHANGING: dict[str, list[str]] = {
    "row inserted": [
        edits.insert_rows(SHEET, 14),
        *(edits.put(SHEET, f"{c}14", v) for c, v in (("D", "编印教材"), ("E", "≥5种"), ("F", "6种"), ("G", 5))),
    ],
    "row inserted with the formulas of its neighbour": [
        edits.insert_rows(SHEET, 14),
        edits.copy_and_paste(SHEET, "D13:U13", "D14"),
        edits.put(SHEET, "D14", "结业人次"),
        edits.put(SHEET, "O14", 80),
    ],
    "row inserted last": [edits.insert_rows(SHEET, 19), edits.put(SHEET, "D19", "学员推荐率")],
    "row deleted": [edits.delete_rows(SHEET, 14)],
    "header deleted": [edits.delete_rows(SHEET, 12)],
    "closing row deleted": [edits.delete_rows(SHEET, 19)],
    "target typed over": [edits.put(SHEET, "E13", "不少于150人次")],
    "row moved to the end": [
        edits.insert_rows(SHEET, 19),
        edits.cut_and_paste(SHEET, "D13:U13", "D19"),
        edits.delete_rows(SHEET, 13),
    ],
    "levels unmerged": [edits.unmerge(SHEET, "B13:C18")],
    "fund row inserted": [
        edits.insert_rows(SHEET, 8),
        *(edits.put(SHEET, f"{c}8", v) for c, v in (("B", "其中：中央直达资金"), ("D", 20), ("E", 20), ("F", 20))),
    ],
    "fund row deleted": [edits.delete_rows(SHEET, 9)],
    "fund rows deleted": [edits.delete_rows(SHEET, 8, 2)],
    "second project": [
        edits.copy_sheet(SHEET, "第二个项目"),
        edits.put("第二个项目", "C3", "创业扶持"),
        edits.put("第二个项目", "L13", 220),
    ],
}


@pytest.fixture(scope="module")
def edited(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[SelfEvaluation, ...]]:
    """The forms in a workbook after an edit in LibreOffice."""
    folder = tmp_path_factory.mktemp("edited")
    jobs = {}
    for number, book in enumerate(BOOKS):
        source = folder / f"{number}.xlsx"
        source.write_bytes(BOOKS[book]())
        sheet = api.load_workbook(source).forms[0].sheet
        jobs |= {
            (book, name): Edited(source, folder / f"{number} {name}.xlsx", [edits.unprotect(), *steps(sheet)])
            for name, steps in KEEPING.items()
        }
    source = folder / "0.xlsx"
    for name, steps in CHANGING.items():
        jobs["training", name] = Edited(source, folder / f"0 {name}.xlsx", [edits.unprotect(), *steps])
    office.edit(jobs.values())
    return lambda name, book="training": api.load_workbook(jobs[book, name].target).forms


@pytest.mark.parametrize(("book", "name"), list(product(BOOKS, KEEPING)))
def test_a_form_says_the_same_after_an_edit_in_a_spreadsheet_program(book: str, name: str, edited) -> None:
    original = settle(read_bytes(BOOKS[book](), ""))[1].forms[0]
    models = edited(name, book)
    assert len(models) == (2 if name == "copied" else 1)
    for model in models:
        assert differences(model, original) == []


def test_an_edit_that_cannot_be_done_is_told(office: Office, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(training())
    with pytest.raises(OfficeError, match="y.xlsx"):
        office.edit([Edited(tmp_path / "x.xlsx", tmp_path / "y.xlsx", [edits.delete_rows("没有这张表", 1)])])


def test_a_renamed_sheet_is_named_as_the_user_named_it(edited) -> None:
    (model,) = edited("renamed")
    assert {model.sheet, model.unit.sheet, model.indicators[0].name.sheet} == {"张三's 表 (2)"}


def test_a_moved_form_is_found_where_it_stands_now(edited) -> None:
    (model,) = edited("cut and pasted")
    assert (model.indicators[0].name.cell, model.total.cell) == ("G21", "K28")


def test_a_row_inserted_among_the_indicators_belongs_to_their_group(edited) -> None:
    (model,) = edited("row inserted")
    assert names(model)[:3] == ["培训人次", "编印教材", "培训期数"]
    row = model.indicators[1]
    assert (row.level1.text, row.level2.text, row.target.text, row.actual.text) == (
        "产出指标", "数量指标", "≥5种", "6种"
    )  # fmt: skip
    assert api.score(model).rows[1].result.score == 5


def test_a_row_with_copied_formulas_scores_itself(edited) -> None:
    (model,) = edited("row inserted with the formulas of its neighbour")
    row = model.indicators[1]
    assert (row.name.text, row.actual.text, row.score.number) == ("结业人次", "80人次", 12)
    assert (model.total_weight.number, model.total.number) == (115, Decimal("110.55"))


def test_a_row_inserted_after_the_last_indicator_is_read(edited) -> None:
    (model,) = edited("row inserted last")
    assert names(model)[-2:] == ["学员满意度", "学员推荐率"]
    assert model.indicators[-1].level2.text == "服务对象满意度指标"


def test_a_weighted_row_without_score_leaves_the_total_empty_as_on_screen(edited) -> None:
    (model,) = edited("row inserted")
    assert model.total.empty
    assert model.total_weight.number == 105


def test_a_deleted_row_is_gone_from_the_sums(edited) -> None:
    (model,) = edited("row deleted")
    assert "培训期数" not in names(model)
    assert (model.total_weight.number, model.total.number) == (90, Decimal("88.55"))


@pytest.mark.parametrize("name", ["header deleted", "closing row deleted", "levels unmerged"])
def test_rows_at_the_edges_may_go(name: str, edited) -> None:
    (model,) = edited(name)
    assert names(model) == names(api_model(training()))
    assert model.total.number == Decimal("98.55")
    assert model.indicators[1].level2.text == "数量指标"


def test_a_moved_row_takes_its_entry_cells_along(edited) -> None:
    (model,) = edited("row moved to the end")
    assert names(model) == [*names(api_model(training()))[1:], "培训人次"]
    row = model.indicators[-1]
    assert (row.target.text, row.parts.number.number, row.score.number) == ("≥100人次", 100, 15)
    assert model.total.number == Decimal("98.55")


def test_a_text_typed_over_a_composed_target_is_what_counts(edited) -> None:
    (model,) = edited("target typed over")
    row = api.score(model).rows[0]
    assert row.indicator.target.text == "不少于150人次"
    assert (row.result.score, row.result.met) == (11, False)


def test_until_it_is_written_back_the_sheet_is_read_as_it_shows(edited) -> None:
    (model,) = edited("target typed over")
    assert (model.indicators[0].score.number, model.total.number) == (15, Decimal("98.55"))


def test_an_inserted_fund_row_counts_in_the_total(edited) -> None:
    (model,) = edited("fund row inserted")
    assert [(row.kind, row.parent) for row in model.funds] == [
        ("total", None), ("fiscal", "total"), ("added", "total"), ("carryover", "total"), ("other", "total")
    ]  # fmt: skip
    total = model.funds[0]
    assert (total.adjusted.number, total.executed.number) == (120, 113)
    assert "R01" not in {finding.code for finding in api.check(model)}


@pytest.mark.parametrize(
    ("name", "left"), [("fund row deleted", ["fiscal", "carryover"]), ("fund rows deleted", ["fiscal"])]
)
def test_a_form_may_do_without_the_funds_it_has_not(name: str, left: list[str], edited) -> None:
    (model,) = edited(name)
    assert [row.kind for row in model.funds] == ["total", *left]
    assert (model.funds[0].executed.number, model.total.number) == (93, Decimal("98.55"))


def test_a_copied_sheet_is_a_second_project(edited) -> None:
    first, second = edited("second project")
    assert [first.project.text, second.project.text] == ["技能培训", "创业扶持"]
    assert [first.sheet, second.sheet] == [SHEET, "第二个项目"]
    assert [first.indicators[0].target.text, second.indicators[0].target.text] == ["≥100人次", "≥220人次"]
    assert [first.total.number, second.total.number] == [Decimal("98.55"), Decimal("91.05")]


@pytest.mark.parametrize(
    ("texts", "written"),
    [((("报告", "甲", "一"),), [("报告", "甲", "一"), ("报告（乙）", "乙", "一")]),
     ((("报告", "甲", "一"), ("报告", "甲", "二")), [("报告", "甲", "一"), ("报告（乙）", "乙", "二")]),
     ((("报告", "甲", "一"), ("报告", "乙", "二")), [("报告", "甲", "一"), ("报告（乙）", "乙", "二")])],
    ids=["form copied", "form and texts copied", "texts that point to the copy"],
)  # fmt: skip
def test_a_copied_form_has_a_report_of_its_own(
    texts: tuple[tuple[str, str, str], ...], written: list[tuple[str, str, str]]
) -> None:
    forms = [SelfEvaluation(form="training", standard="s", kind="project", sheet=sheet) for sheet in ("甲", "乙")]
    found = with_copies([Document(name, "", about, (), sheet) for name, about, sheet in texts], forms)
    assert [(one.name, one.about, one.sheet) for one in found] == written


@pytest.mark.parametrize("book", BOOKS)
def test_a_workbook_saved_without_its_results_reads_the_same(book: str) -> None:
    data = BOOKS[book]()
    saved = BytesIO()
    openpyxl.load_workbook(BytesIO(data)).save(saved)
    before, after = (settle(read_bytes(one, ""))[1].forms for one in (data, saved.getvalue()))
    assert read_bytes(saved.getvalue(), "").sheet(before[0].sheet) != read_bytes(data, "").sheet(before[0].sheet)
    assert len(after) == len(before)
    assert [differences(*pair) for pair in zip(after, before, strict=True)] == [[]]


# Names that reading can do without: the results beside the form are computed, not read.
RESULTS = {"zp_ind_automatic", "zp_ind_completion", "zp_ind_met", "zp_ind_advice"}
# Names of rows that a person may delete.
ROWS = {"zp_funds_row_fiscal", "zp_funds_row_carryover", "zp_funds_row_other", "zp_ind_head", "zp_ind_end",
        "zp_funds_head"}  # fmt: skip
# Names of the list of findings and its marks: what was found last time is not what is filled in.
LIST = {name for name in places(training()) if name.startswith(("zp_findings", "zp_marked", "zp_here"))}
NAMES = {name for name in places(training()) if name.startswith("zp_") and "section" not in name} - {"zp_about"} - LIST


@pytest.mark.parametrize("name", sorted(NAMES - RESULTS))
def test_a_deleted_name_is_refused_by_name(name: str) -> None:
    assert {"甲单位.xlsx", SHEET, name} <= set(refused(with_names(training(), {name: None})))


@pytest.mark.parametrize("name", sorted(NAMES - RESULTS - ROWS))
@pytest.mark.parametrize("target", ["#REF!", f"'{SHEET}'!#REF!"], ids=["nowhere", "nowhere on the sheet"])
def test_a_name_that_points_nowhere_is_refused_by_name(name: str, target: str) -> None:
    assert {"甲单位.xlsx", SHEET, name} <= set(refused(with_names(training(), {name: target})))


@pytest.mark.parametrize("name", sorted(RESULTS | LIST))
@pytest.mark.parametrize("target", [None, "#REF!"])
def test_the_results_beside_the_form_may_be_deleted(name: str, target: str | None) -> None:
    assert differences(api_model(with_names(training(), {name: target})), api_model(training())) == []


def test_all_lost_names_are_told_at_once() -> None:
    lost = {"zp_unit": None, "zp_ind_weight": "#REF!", "zp_ind_target": None}
    assert lost.keys() <= set(refused(with_names(training(), lost)))


def test_a_workbook_without_our_names_is_told_from_a_filled_template() -> None:
    with pytest.raises(ZipingError, match=r"“甲单位\.xlsx”里没有本工具的定位名称"):
        read(without_our_names(training()))


@pytest.mark.parametrize(("name", "id"), [("zp_form", "national-project-2035"), ("zp_standard", "national-2035")])
def test_a_workbook_of_a_newer_program_is_named(name: str, id: str) -> None:
    assert {"甲单位.xlsx", SHEET, id} <= set(refused(with_names(training(), {name: f'"{id}"'})))


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2025年度", 2025), ("（２０２５年度）", 2025), ("二〇二五年度", 2025), ("二零二五年", 2025),
        ("2025年1月1日至12月31日", 2025), ("2025—2026年", None), ("本年度", None), ("", None), ("20251231", None),
    ],
)  # fmt: skip
def test_a_year_typed_as_text_is_read(typed: str, year: int | None) -> None:
    assert api_model(with_cells(training(), {"A2": text(typed)})).year == year


def test_the_form_of_the_tests_is_shipped() -> None:
    assert load_form(FORM).sheet == SHEET


def differences(model: SelfEvaluation, wanted: SelfEvaluation) -> list[tuple[str, object, object]]:
    one, other = said(model), said(wanted)
    return [(path, one.get(path), other.get(path)) for path in one | other if one.get(path) != other.get(path)]


def refused(data: bytes) -> list[str]:
    """The words of the refusal of a workbook."""
    with pytest.raises(ZipingError) as refusal:
        read(data)
    return re.split(r"[“”、，；\s]+", str(refusal.value))


def names(model: SelfEvaluation) -> list[str | None]:
    return [row.name.text for row in model.indicators]


def api_model(data: bytes) -> SelfEvaluation:
    return read(data)[0]


def read(data: bytes) -> tuple[SelfEvaluation, ...]:
    return settle(read_bytes(data, str(Path("某处") / "甲单位.xlsx"), "甲单位.xlsx"))[1].forms
