"""What score --write changes: texts taken apart, our own results renewed, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from forms.workbooks import SHEET, error, formula, number, text, training, with_cells
from ooxml.builders import cells_of, parts_of
from support.office import Office
from ziping.domain.model import SelfEvaluation
from ziping.domain.snapshot import CellEdit, address
from ziping.forms.write import settle, updates
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes, read_workbook

# Columns of the training form: E target, F actual, G weight, H score, K..Q entry cells, R.. results; row 13 is
# 培训人次 ≥100人次 110人次 15, row 17 政策知晓率 ≥80% 78% 30, row 20 the total.
SPLIT = {
    "a target in words": ({"E13": "不少于150人次"}, {"L13": Decimal(150)}),
    "a target with another unit": (
        {"E13": "≥1.2万人次"}, {"L13": Decimal("1.2"), "N13": "万人次", "O13": Decimal("0.011")}
    ),
    "both texts": ({"E13": "≥5场", "F13": "6场"}, {"L13": Decimal(5), "N13": "场", "O13": Decimal(6)}),
    "an actual value": ({"F13": "98人次"}, {"O13": Decimal(98)}),
    "an actual value in full-width digits": ({"F13": "９８　人次"}, {"O13": Decimal(98)}),
    "a limit": ({"E17": "≤80%"}, {"K17": "≤"}),
    "a range": ({"E14": "3-5期"}, {"K14": "区间", "L14": Decimal(3), "M14": Decimal(5)}),
    "a deadline": ({"E16": "2025年6月30日前"}, {"L16": date(2025, 6, 30)}),
    "yes or no": (
        {"E13": "是", "F13": "是"},
        {"K13": "是否", "L13": None, "N13": None, "O13": None, "P13": "是"},
    ),
    "a text that only a person can judge": (
        {"E13": "按时完成", "F13": "已完成"},
        {"K13": "定性", "L13": None, "N13": None, "O13": None},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPLIT)
def test_texts_typed_over_are_split_into_the_entry_cells(case: str) -> None:
    typed, wanted = SPLIT[case]
    data = with_cells(training(), {cell: text(value) for cell, value in typed.items()})
    entries = {place(edit): edit.value for edit in updates(read_bytes(data, "")) if not edit.keep_formula}
    assert entries == wanted


@pytest.mark.parametrize("case", SPLIT)
def test_a_second_run_finds_nothing_to_do(case: str) -> None:
    typed, _ = SPLIT[case]
    data = with_cells(training(), {cell: text(value) for cell, value in typed.items()})
    once = written(data)
    assert once != data
    assert updates(read_bytes(once, "")) == []


def test_scores_and_totals_follow_the_new_target() -> None:
    model = form(written(with_cells(training(), {"E13": text("≥150人次")})))
    assert (model.indicators[0].score.number, model.total.number) == (11, Decimal("94.55"))


def test_the_text_that_was_typed_stays() -> None:
    row = form(written(with_cells(training(), {"E13": text("不少于150人次")}))).indicators[0]
    assert (row.target.text, row.target.formula) == ("不少于150人次", False)


def test_a_workbook_that_is_up_to_date_stays_as_it_is() -> None:
    assert updates(read_bytes(training(), "")) == []
    assert written(training()) is training()


STALE = {"H13": formula('IF($Q13<>"",$Q13,$R13)', "3")}


def test_a_stale_result_of_our_own_formula_is_renewed_and_the_formula_kept() -> None:
    (edit,) = updates(read_bytes(with_cells(training(), STALE), ""))
    assert (place(edit), edit.value, edit.keep_formula) == ("H13", 15, True)


def test_a_target_in_a_unit_that_does_not_fit_the_completed_number_is_left_to_the_user() -> None:
    data = with_cells(training(), {"E13": text("≥5场")})
    assert updates(read_bytes(data, "")) == []


THEIRS = {
    "a score of their own making": ({"H13": formula("5*0.93", "4.65")}, Decimal("88.2")),
    "a typed score": ({"H13": number("12")}, Decimal("95.55")),
    "a linked weight": ({"G13": formula("10+5", "15")}, Decimal("98.55")),
    "a linked fund": ({"F7": formula("90+3", "93")}, Decimal("98.55")),
    "a typed total": ({"H20": number("99")}, Decimal(99)),
    "a typed execution score": ({"I6": number("9")}, Decimal("98.25")),
}


@pytest.mark.parametrize("case", THEIRS)
def test_what_people_put_in_place_of_our_formulas_is_theirs_and_counts(case: str) -> None:
    theirs, total = THEIRS[case]
    data = with_cells(training(), theirs)
    edits = updates(read_bytes(data, ""))
    assert not {place(edit) for edit in edits} & theirs.keys()
    assert {edit.keep_formula for edit in edits} <= {True}
    assert form(written(data)).total.number == total


def test_a_link_in_an_entry_cell_is_not_overwritten() -> None:
    data = with_cells(training(), {"O13": formula("100+10", "110"), "E13": text("≥120人次"), "F13": text("125人次")})
    assert {place(edit) for edit in updates(read_bytes(data, "")) if not edit.keep_formula} == {"L13"}


def test_a_link_in_a_printed_cell_counts_as_typed() -> None:
    data = with_cells(training(), {"F13": formula('98&"人次"', "98人次", "str")})
    assert [(place(e), e.value) for e in updates(read_bytes(data, "")) if not e.keep_formula] == [("O13", 98)]


ERRORS = {
    "target": {"E13": error()},
    "linked target": {"E13": formula("#REF!", "#REF!", "e")},
    "actual value": {"F13": formula("#REF!*2", "#REF!", "e")},
    "entry cell": {"L13": error("#VALUE!")},
    "weight": {"G13": error()},
    "score": {"H13": formula("#REF!*2", "#REF!", "e")},
    "fund": {"E7": error()},
    "total": {"H20": error("#N/A")},
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_is_never_taken_for_a_value(case: str) -> None:
    edits = updates(read_bytes(with_cells(training(), ERRORS[case]), ""))
    assert [(place(edit), edit.value) for edit in edits] == ([("H7", "")] if case == "fund" else [])


@pytest.mark.parametrize("case", ERRORS)
def test_nothing_is_made_of_an_error_where_no_result_is_stored(case: str) -> None:
    model = form(without_results(with_cells(training(), ERRORS[case])))
    assert model.total.number is None
    assert case != "fund" or model.funds[0].adjusted.empty


def test_numbers_typed_as_text_are_made_numbers_where_formulas_need_them() -> None:
    data = with_cells(training(), {"L13": text("１００"), "O17": text("78 ")})
    assert entries(data) == {"L13": 100, "O17": 78}


def test_a_number_typed_as_text_shows_nothing_in_the_sheet_and_is_read_so() -> None:
    typed = {"O13": text("110"), "F13": formula(*composed("F13"), "str"), "H13": formula('IF($Q13<>"",$Q13,$R13)', "")}
    model = form(with_cells(training(), typed))
    assert model.indicators[0].score.number is None


@pytest.mark.parametrize("weight", ["１５", "15分", "十五"])
def test_a_weight_typed_as_text_counts_nowhere_as_on_screen(weight: str) -> None:
    model = form(without_results(with_cells(training(), {"G13": text(weight)})))
    assert (model.indicators[0].score.number, model.total.number, model.total_weight.number) == (None, None, 85)


def test_funds_typed_as_text_are_not_summed_as_on_screen() -> None:
    model = form(without_results(with_cells(training(), {"F7": text("93")})))
    assert (model.funds[0].executed.number, model.funds[0].adjusted.number) == (0, 100)


def test_every_other_part_and_cell_keeps_its_bytes() -> None:
    data = with_cells(training(), {"E13": text("≥150人次"), **STALE})
    before, after = parts_of(data), parts_of(written(data))
    edits = updates(read_bytes(data, ""))
    order = [sheet.name for sheet in read_bytes(data, "").sheets]

    def part_of(edit: CellEdit) -> str:
        return f"xl/worksheets/sheet{order.index(edit.sheet) + 1}.xml"

    touched = {part_of(edit) for edit in edits}
    assert {name for name in before | after if before.get(name) != after.get(name)} == touched
    for part in touched:
        (old, old_rest), (new, new_rest) = (cells_of(parts[part]) for parts in (before, after))
        changed = {cell for cell in old | new if old.get(cell) != new.get(cell)}
        assert changed == {address(edit.row, edit.column) for edit in edits if part_of(edit) == part}
        assert old_rest == new_rest


def test_the_program_that_opens_it_computes_everything_again() -> None:
    book = parts_of(written(with_cells(training(), STALE)))["xl/workbook.xml"]
    assert b'fullCalcOnLoad="1"' in book


@pytest.mark.parametrize("cells", [typed for typed, _ in SPLIT.values()], ids=SPLIT)
def test_a_spreadsheet_program_shows_what_was_written(cells: Mapping[str, str], recalculated) -> None:
    ours, office = recalculated[frozenset(cells.items())]
    differences = []
    for place_, cell in read_bytes(ours, "").sheets[0].cells.items():
        other = office.sheets[0].cells.get(place_)
        if cell.formula and cell.text != (other.text if other else ""):
            differences.append((address(*place_), cell.text, other and other.text))
    assert differences == []


@pytest.fixture(scope="module")
def recalculated(office: Office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    files = {}
    for index, (typed, _) in enumerate(SPLIT.values()):
        data = written(with_cells(training(), {cell: text(value) for cell, value in typed.items()}))
        path = folder / f"{index}.xlsx"
        path.write_bytes(data)
        files[frozenset(typed.items())] = (data, path)
    shown = office.recalculate([path for _, path in files.values()], folder / "office")
    return {key: (data, read_workbook(path)) for (key, (data, _)), path in zip(files.items(), shown, strict=True)}


def written(data: bytes) -> bytes:
    return patch_workbook(data, updates(read_bytes(data, "")))


def entries(data: bytes) -> dict[str, object]:
    return {place(edit): edit.value for edit in updates(read_bytes(data, "")) if not edit.keep_formula}


def form(data: bytes) -> SelfEvaluation:
    (model,) = settle(read_bytes(data, ""))[1].forms
    return model


def without_results(data: bytes) -> bytes:
    """The workbook as a program leaves it that keeps formulas and drops what they show."""
    cells = read_bytes(data, "").sheets[0].cells
    return with_cells(
        data, {address(*at): formula(c.formula.lstrip("="), "") for at, c in cells.items() if c.formula and not c.error}
    )


def composed(cell: str) -> tuple[str, str]:
    found = {address(*at): c for at, c in read_bytes(training(), "").sheets[0].cells.items()}[cell]
    assert found.formula is not None
    return found.formula.lstrip("="), found.text


def place(edit: CellEdit) -> str:
    """The edited cell, with its sheet where that is not the form's."""
    cell = address(edit.row, edit.column)
    return cell if edit.sheet == SHEET else f"{edit.sheet}!{cell}"
