"""插入指标行, 删除指标行 on every template and sample: names, sums, formulas and merged cells stay right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlwings as xw

from excel.clicks import SAMPLES, TEMPLATES, Desk, filled, read, said, workbook
from forms.workbooks import SHEET, training
from regions.made import differences
from regions.test_national import EVALUATION, TARGETS
from regions.test_national import filled as with_target
from support.office import Office
from ziping.domain.model import SelfEvaluation, Workbook
from ziping.domain.snapshot import address
from ziping.errors import ZipingError
from ziping.excel.rowplan import IndicatorRow, _every
from ziping.forms.builder import with_values
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes


def model(book: xw.Book) -> Workbook:
    return settle(read_bytes(book.impl.bytes(), ""))[1]


def rows(data: bytes) -> list[IndicatorRow]:
    """The rows of indicators in a workbook, a few of every table: first, second, last of a group and of the table."""
    try:
        snapshot, book = settle(read_bytes(data, ""))
    except ZipingError:
        return []
    found = []
    for one in _every(snapshot, book):
        edges = {one.rows.start, one.rows.start + 1, one.rows.stop - 1, *one.group("level1"), *one.group("level2")}
        if one.row in edges:
            found.append(one)
    return found


def select(desk: Desk, book: xw.Book, one: IndicatorRow) -> None:
    desk.excel.select(book, one.sheet.name, address(one.row, one.columns["name"]))


def sums(book: xw.Book) -> list[tuple[object, object]]:
    return [(form.total_weight.number, form.total.number) for form in model(book).forms]


EVERY = [id for id in (*TEMPLATES, *SAMPLES) if rows(workbook(id))]


@pytest.mark.parametrize("id", EVERY)
def test_a_new_row_is_like_the_one_above(id: str, desk: Desk) -> None:
    for one in rows(workbook(id)):
        book = desk.open(workbook(id))
        before, totals = read(book).sheet(one.sheet.name), sums(book)
        select(desk, book, one)
        assert desk.click("insert_row").startswith("已在")
        after = read(book).sheet(one.sheet.name)
        assert before is not None
        assert after is not None
        for id_, column in one.columns.items():
            above, new = after.cells.get((one.row, column)), after.cells.get((one.row + 1, column))
            if id_ in ("automatic", "completion", "met", "advice"):
                assert above is not None
                assert new is not None
                assert shape(new.formula) == shape(above.formula), id_
        spans = {(left, right) for top, left, bottom, right in after.merges if top == bottom == one.row}
        assert spans <= {(left, right) for top, left, bottom, right in after.merges if top <= one.row + 1 <= bottom}
        assert len(covering(after.merges, one.row + 1)) >= len(covering(before.merges, one.row))
        assert sums(book) == totals
        book.close()


def shape(formula: str | None) -> str:
    """A formula wherever its row stands."""
    return re.sub(r"\d+", "#", formula or "")


def covering(merges: tuple[tuple[int, int, int, int], ...], row: int) -> list[tuple[int, int]]:
    return [(left, right) for top, left, bottom, right in merges if top <= row <= bottom]


@pytest.mark.parametrize("id", EVERY)
def test_inserted_and_deleted_again_is_as_before(id: str, desk: Desk) -> None:
    for one in rows(workbook(id))[:4]:
        book = desk.open(workbook(id))
        before = said(read(book))
        select(desk, book, one)
        desk.click("insert_row")
        desk.excel.select(book, one.sheet.name, address(one.row + 1, one.columns["name"]))
        desk.excel.answers = ["yes"]
        assert desk.click("delete_row").startswith("已删除")
        assert said(read(book)) == before
        book.close()


@pytest.mark.parametrize("id", EVERY)
def test_a_deleted_row_leaves_no_broken_formula(id: str, desk: Desk) -> None:
    for one in rows(workbook(id)):
        book = desk.open(workbook(id))
        levels = [
            [(row.level1.text, row.level2.text, row.name.text) for row in form.indicators] for form in model(book).forms
        ]
        select(desk, book, one)
        desk.excel.answers = ["yes"]
        told = desk.click("delete_row")
        if one.group("level1")[0] == one.group("level1")[1]:
            assert "只剩这一行" in told
            assert desk.backups() == []
        else:
            assert told.startswith("已删除")
            assert not [
                cell for sheet in read(book).sheets for cell in sheet.cells.values() if "#REF!" in (cell.formula or "")
            ]
            left = [
                [(row.level1.text, row.level2.text, row.name.text) for row in form.indicators]
                for form in model(book).forms
            ]
            for now, then in zip(left, levels, strict=True):
                assert [line for line in then if line in now] == now
        book.close()
        for path in desk.backups():
            path.unlink()


def by_name(form: SelfEvaluation) -> dict[str, tuple[str | None, str | None]]:
    return {row.name.text or "": (row.level1.text, row.level2.text) for row in form.indicators}


@pytest.mark.parametrize("id", EVERY)
def test_what_is_typed_into_a_new_row_belongs_to_the_group_above(id: str, desk: Desk) -> None:
    for one in rows(workbook(id)):
        book = desk.open(workbook(id))
        level1, level2 = (one.text(level, one.group(level)[0]) for level in ("level1", "level2"))
        select(desk, book, one)
        desk.click("insert_row")
        sheet = next(iter(book.sheets[name] for name in [source(book, one)]))
        sheet.api.Unprotect("")
        sheet.range((source_row(book, one), one.columns["name"])).value = "新加的指标"
        form = model(book).form(one.sheet.name)
        assert form is not None
        assert by_name(form)["新加的指标"] == (level1 or one.block.level1, level2 or None)
        book.close()


def source(book: xw.Book, one: IndicatorRow) -> str:
    """Where the name of a new row is typed: on the target form where that is carried over."""
    formula = one.sheet.cells.get((one.row, one.columns["name"]))
    return TARGETS if formula is not None and TARGETS in (formula.formula or "") else one.sheet.name


def source_row(book: xw.Book, one: IndicatorRow) -> int:
    cell = one.sheet.cells.get((one.row, one.columns["name"]))
    found = re.search(rf"{TARGETS}'!\$?[A-Z]+(\d+)", (cell.formula or "") if cell else "")
    return int(found[1]) + 1 if found else one.row + 1


def test_a_row_is_inserted_in_both_forms(desk: Desk) -> None:
    book = desk.open(with_target())
    evaluation = model(book).form(EVALUATION)
    assert evaluation is not None
    at = next(row for row in evaluation.indicators if row.name.text == "协助破案").name.cell
    desk.excel.select(book, EVALUATION, at)
    told = desk.click("insert_row")
    assert TARGETS in told
    targets = model(book).form(TARGETS)
    assert targets is not None
    place = next(row for row in targets.indicators if row.name.text == "协助破案").name.cell
    sheet = book.sheets[TARGETS]
    sheet.api.Unprotect("")
    sheet.range(place).offset(1, 0).value = "找回走失人员"
    names = [[row.name.text for row in form.indicators] for form in model(book).forms]
    assert names[0] == names[1]
    assert names[0][4:6] == ["协助破案", "找回走失人员"]


def test_a_row_is_deleted_in_both_forms(desk: Desk) -> None:
    book = desk.open(with_target())
    targets = model(book).form(TARGETS)
    assert targets is not None
    at = next(row for row in targets.indicators if row.name.text == "协助破案").name.cell
    desk.excel.select(book, TARGETS, at)
    desk.excel.answers = ["yes"]
    assert EVALUATION in desk.click("delete_row")
    assert "协助破案" in desk.excel.asked[0]
    names = [[row.name.text for row in form.indicators] for form in model(book).forms]
    assert names[0] == names[1]
    assert "协助破案" not in names[0]


@pytest.mark.parametrize("cell", ["A1", "D12", "D19", "D20", "A5", "Z40"])
@pytest.mark.parametrize("id", ["insert_row", "delete_row"])
def test_any_other_row_is_refused(id: str, cell: str, desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.select(book, SHEET, cell)
    assert "请先选中" in desk.click(id)
    assert said(read(book)) == said(read_bytes(training(), ""))
    assert desk.backups() == []


@pytest.mark.parametrize("cells", ["D13:D15", "13:14"])
def test_several_rows_are_refused(cells: str, desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.select(book, SHEET, cells)
    assert "只选一行" in desk.click("delete_row")


def test_a_row_with_contents_is_not_deleted_without_asking(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.select(book, SHEET, "13:13")
    desk.excel.answers = ["no"]
    assert desk.click("delete_row") == ""
    assert "培训人次" in desk.excel.asked[0]
    assert said(read(book)) == said(read_bytes(training(), ""))


def test_a_new_row_scores_itself(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.select(book, SHEET, "D16")
    desk.click("insert_row")
    for cell, value in {"D17": "办班场地", "K17": "≥", "L17": 2, "N17": "处", "O17": 1, "G17": 5}.items():
        book.sheets[SHEET].range(cell).value = value
    new = model(book).forms[0].indicators[4]
    assert (new.name.text, new.target.text, new.actual.text) == ("办班场地", "≥2处", "1处")
    assert (new.level1.text, new.level2.text, str(new.score.number)) == ("产出指标", "时效指标", "2.5")


@pytest.mark.parametrize("id", ["national-department-2020", "hunan-changde-2021", "shanxi-xinzhou-2021"])
def test_a_spreadsheet_program_shows_the_same_afterwards(id: str, desk: Desk, office: Office, tmp_path: Path) -> None:
    book = desk.open(filled(id) if id in SAMPLES else workbook(id))
    last = [one for one in rows(book.impl.bytes()) if one.row == one.group("level1")[1]]
    for one in reversed(last):
        select(desk, book, one)
        assert desk.click("insert_row").startswith("已在")
    path = tmp_path / "新.xlsx"
    path.write_bytes(with_values(book.impl.bytes()))
    assert differences(path, office, tmp_path / "office") == []
