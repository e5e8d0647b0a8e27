"""The copy of a workbook under another standard: its formulas, its scores, and that nothing else changes."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from forms.generated import filled
from forms.test_native import agree, computed
from forms.workbooks import formula, number, places, sample, text, training, with_cells
from ooxml.builders import parts_of, zipped
from support.office import Office
from support.validator import VERSIONS, Validator
from ziping.domain.model import SelfEvaluation
from ziping.domain.snapshot import position
from ziping.domain.standard import Standard
from ziping.forms.builder import build_book, build_workbook, form_page, with_values
from ziping.forms.samples import load_book
from ziping.forms.spec import load_form
from ziping.forms.write import settle
from ziping.forms.writer import write_workbook
from ziping.ooxml.reader import read_bytes, read_workbook
from ziping.rescoring.comparison import Comparison, compare
from ziping.rescoring.copy import Copy, copy_under
from ziping.standards.loader import list_standards, load_standard

STANDARDS = [standard.id for standard in list_standards()]
ROWS = 12


def generated(form: str, standard: str) -> bytes:
    spec, rules = load_form(form), load_standard(standard)
    return with_values(
        write_workbook([form_page(spec, rules, filled(spec, rules, ROWS, 1))], title="", first=spec.sheet)
    )


def books() -> dict[str, bytes]:
    return {
        "training": training(),
        "xinzhou": sample("shanxi-xinzhou-2021"),
        "changde": build_book(load_book("hunan-changde-2021")),
        "generated": generated("national-project-2020", "national-2020"),
        "beside": generated("sichuan-zhaohua-project-2022", "sichuan-zhaohua-2022"),
    }


def models(data: bytes) -> tuple[SelfEvaluation, ...]:
    return settle(read_bytes(data, "自评.xlsx"))[1].forms


def compared(data: bytes, new: Standard) -> tuple[Comparison, ...]:
    return tuple(compare(model, load_standard(model.standard), new) for model in models(data))


def copied(data: bytes, standard: str) -> Copy:
    new = load_standard(standard)
    return copy_under(data, compared(data, new), new, name="自评.xlsx")


def formulas(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    found = read_bytes(data, "").sheet(sheet)
    assert found is not None
    return {at: cell.formula for at, cell in found.cells.items() if cell.formula}


@pytest.mark.parametrize("new", STANDARDS)
@pytest.mark.parametrize("old", ["national-2020", "national-2021"])
def test_a_copy_has_the_formulas_of_a_template_of_the_new_standard(old: str, new: str) -> None:
    spec = load_form("national-project-2020")
    rows = filled(spec, load_standard(old), ROWS, 2)
    before, wanted = (build_workbook(spec.id, rows, standard=id) for id in (old, new))
    ours, theirs = formulas(copied(before, new).data, spec.sheet), formulas(wanted, spec.sheet)
    differing = {at for at in ours.keys() & theirs.keys() if ours[at] != theirs[at]}
    assert differing == set()
    assert len(ours.keys() & theirs.keys()) > ROWS * 5


@pytest.fixture(scope="module")
def recalculated(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[Path, Path]]:
    folder = tmp_path_factory.mktemp("copies")
    paths = {}
    for name, data in books().items():
        for standard in STANDARDS if name == "generated" else ("national-2021", "platform-cap-2022"):
            paths[name, standard] = folder / f"{name}+{standard}.xlsx"
            paths[name, standard].write_bytes(copied(data, standard).data)
    done = office.recalculate(paths.values(), folder / "office")
    return dict(zip(paths, zip(paths.values(), done, strict=True), strict=True))


def test_office_scores_every_copy_as_python_does(recalculated: dict[tuple[str, str], tuple[Path, Path]]) -> None:
    differences, seen = [], 0
    for key, (ours, office) in recalculated.items():
        for place, expected, cell in computed(read_workbook(ours), read_workbook(office)):
            seen += 1
            if not agree(cell, expected):
                differences.append((key, place, str(expected), cell.text if cell else None))
    assert differences == []
    assert seen > 800


def test_cached_values_of_a_copy_are_those_of_the_new_standard(recalculated) -> None:
    for ours, _ in recalculated.values():
        snapshot = read_workbook(ours)
        assert settle(snapshot)[0] is snapshot, ours.name


def test_nothing_else_changes() -> None:
    before = parts_of(training())
    before["xl/media/公章.png"] = b"bytes of the user"
    after = parts_of(copied(zipped(before), "national-2021").data)
    changed = {part for part in before if part in after and before[part] != after[part]}
    assert before.keys() <= after.keys()
    assert after.keys() - before.keys() == {"xl/worksheets/sheet7.xml"}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet6.xml",
    }  # fmt: skip


def test_ratings_to_choose_from_are_those_of_the_new_standard() -> None:
    sheet = parts_of(copied(training(), "national-2021").data)["xl/worksheets/sheet1.xml"].decode()
    assert '"基本达成,部分实现,' in sheet
    assert '"达成,部分达成,未达成,是,否"' not in sheet


def test_a_formula_of_the_user_stays_and_is_told() -> None:
    at = places(training())["zp_ind_automatic"]
    cell = re.sub(r"\d+", lambda row: str(int(row[0]) + 1), at)
    copy = copied(with_cells(training(), {cell: formula("7+8", "15")}), "national-2021")
    assert copy.notes == (f"项目支出绩效自评表!{cell} 1 格的公式不是本工具的，没有改，仍按原来的算，请核对。",)
    assert formulas(copy.data, "项目支出绩效自评表")[position(cell)] == "=7+8"


def test_scores_that_somebody_wrote_stay_and_are_told_where_the_new_standard_gives_others() -> None:
    copy = copied(with_cells(training(), {"H17": number("29.25"), "H18": number("10")}), "national-2021")
    assert copy.notes == ("项目支出绩效自评表!H17 1 格的得分是直接写的数，没有改，和新规则包算的不同，请核对。",)


def test_texts_typed_over_are_taken_apart_so_that_the_copy_scores_by_itself() -> None:
    copy = copied(with_cells(training(), {"E13": text("不少于150人次")}), "national-2021")
    (row, *_) = models(copy.data)[0].indicators
    assert (row.target.text, row.parts.number.number, row.score.number) == ("不少于150人次", 150, Decimal("5"))


def test_a_copy_of_a_copy_keeps_both_comparisons() -> None:
    second = copied(copied(training(), "national-2021").data, "national-2020")
    assert second.sheet == "规则包对照2"
    names = [sheet.name for sheet in read_bytes(second.data, "").sheets]
    assert [name for name in names if "规则包" in name or "依据" in name] == ["依据", "规则包对照", "规则包对照2"]
    assert formulas(second.data, "项目支出绩效自评表") == formulas(training(), "项目支出绩效自评表")


def test_excel_would_open_a_copy_without_repair(tmp_path: Path, validator: Validator) -> None:
    paths = []
    for name, data in books().items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(copied(data, "national-2021").data)
    assert validator.errors_anywhere(paths[:1], VERSIONS) == []
    assert validator.errors_anywhere(paths[1:], VERSIONS[:1]) == []
