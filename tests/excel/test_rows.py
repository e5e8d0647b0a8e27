"""插入指标行, 删除指标行 on every template and sample: names, sums, formulas and merged cells stay right."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import xlwings as xw

from excel.clicks import SAMPLES, TEMPLATES, Desk, read, unlike, workbook
from forms.workbooks import SHEET, training
from regions.made import differences
from regions.test_national import EVALUATION, TARGETS
from regions.test_national import filled as with_target
from support.office import Office
from ziping.domain.model import Workbook
from ziping.domain.snapshot import Snapshot, address
from ziping.excel.rowplan import IndicatorRow, every_row
from ziping.forms.builder import with_values
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes


def model(book: xw.Book) -> Workbook:
    return settle(read_bytes(book.impl.bytes(), ""))[1]


def rows(data: bytes) -> list[IndicatorRow]:
    """Every row of indicators in a workbook."""
    return list(every_row(*settle(read_bytes(data, ""))))


def situation(one: IndicatorRow) -> tuple[object, ...]:
    """What matters about the place of a row: its form, table and groups."""
    groups = [one.group(level) for level in ("level1", "level2")]
    ends = [(one.row == top, one.row == bottom) for top, bottom in groups]
    table = one.row in (one.rows.start, one.rows.stop - 1)
    return sorted(one.columns), one.block.id, ends, table


@cache
def places() -> list[tuple[str, int]]:
    """One row of every situation among the templates and samples, by workbook and number."""
    found: dict[str, tuple[str, int]] = {}
    for id in (*SAMPLES, *TEMPLATES):
        for number, one in enumerate(rows(workbook(id))):
            found.setdefault(str(situation(one)), (id, number))
    return list(found.values())


def select(desk: Desk, book: xw.Book, one: IndicatorRow, down: int = 0) -> None:
    desk.excel.select(book, one.sheet.name, address(one.row + down, one.columns["name"]))


def covering(snapshot: Snapshot, one: IndicatorRow, row: int) -> list[tuple[int, int]]:
    """The merged cells that a row has part in, by columns."""
    sheet = snapshot.sheet(one.sheet.name)
    assert sheet is not None
    return sorted((left, right) for top, left, bottom, right in sheet.merges if top <= row <= bottom)


def shape(formula: str | None) -> str:
    """A formula wherever its row stands."""
    return re.sub(r"(?<=[A-Z])\d+", "#", formula or "")


def lines(book: xw.Book) -> list[list[tuple[str | None, ...]]]:
    return [
        [(row.level1.text, row.level2.text, row.name.text) for row in form.indicators] for form in model(book).forms
    ]


@pytest.mark.parametrize(("id", "number"), places())
def test_inserted_filled_and_deleted_again(id: str, number: int, desk: Desk) -> None:
    book = desk.open(workbook(id))
    before, held = read(book), lines(book)
    one = rows(workbook(id))[number]
    select(desk, book, one)
    assert desk.click("insert_row").startswith("已在")
    after = read(book)
    # The new row looks as the one above, and computes as it does.
    levels = {one.columns[level] for level in ("level1", "level2") if level in one.columns}
    wanted = {span for span in covering(before, one, one.row) if span[0] not in levels}
    assert wanted <= set(covering(after, one, one.row + 1))
    old, new = before.sheet(one.sheet.name), after.sheet(one.sheet.name)
    assert old is not None
    assert new is not None
    for column in one.columns.values():
        above, below = old.cells.get((one.row, column)), new.cells.get((one.row + 1, column))
        if above is not None and above.formula:
            assert below is not None
            assert shape(below.formula) == shape(above.formula)
    # Nothing else has changed for a reader, and no formula is broken.
    assert lines(book) == held
    assert not broken(after)
    # What is typed there belongs to the groups of the row above.
    level1, level2 = (one.text(level, one.group(level)[0]) for level in ("level1", "level2"))
    sheet, row = typed_at(one)
    book.sheets[sheet].api.Unprotect("")
    book.sheets[sheet].range((row, one.columns["name"])).value = "新加的指标"
    added = [line for lines_now in lines(book) for line in lines_now if line[2] == "新加的指标"]
    assert set(added) == {(level1 or one.block.level1, level2 or None, "新加的指标")}
    book.sheets[sheet].range((row, one.columns["name"])).value = None
    # Deleting it again leaves the workbook as it was.
    select(desk, book, one, 1)
    desk.excel.answers = ["yes"]
    assert desk.click("delete_row").startswith("已删除")
    assert unlike(read(book), before) == {}


def typed_at(one: IndicatorRow) -> tuple[str, int]:
    """Where the name of a row inserted below is typed: on the target form where that is carried over."""
    cell = one.sheet.cells.get((one.row, one.columns["name"]))
    found = re.search(r"'([^']+)'!\$?[A-Z]+(\d+)", (cell.formula or "") if cell else "")
    return (found[1], int(found[2]) + 1) if found else (one.sheet.name, one.row + 1)


def broken(snapshot: Snapshot) -> list[str]:
    return [
        cell.formula for sheet in snapshot.sheets for cell in sheet.cells.values() if "#REF!" in (cell.formula or "")
    ]


@pytest.mark.parametrize(("id", "number"), places())
def test_a_deleted_row_leaves_no_trace(id: str, number: int, desk: Desk) -> None:
    book = desk.open(workbook(id))
    held = lines(book)
    one = rows(workbook(id))[number]
    select(desk, book, one)
    desk.excel.answers = ["yes"]
    told = desk.click("delete_row")
    if len(set(one.group("level1"))) == 1:
        assert "只剩这一行" in told
        assert desk.backups() == []
        return
    assert told.startswith("已删除")
    assert not broken(read(book))
    for form, now, then in zip(model(book).forms, lines(book), held, strict=True):
        assert [line for line in then if line in now] == now
        ours = form.sheet == one.sheet.name and one.text("name")
        assert len(then) - len(now) == (1 if ours else len(then) - len(now))


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
    assert unlike(read(book), read_bytes(training(), "")) == {}
    assert desk.backups() == []


@pytest.mark.parametrize("cells", ["D13:D15", "13:14"])
def test_several_rows_are_refused(cells: str, desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.select(book, SHEET, cells)
    assert "只选一行" in desk.click("delete_row")


def test_no_row_is_deleted_without_asking(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.select(book, SHEET, "13:13")
    desk.excel.answers = ["no"]
    assert desk.click("delete_row") == ""
    assert "培训人次" in desk.excel.asked[0]
    assert unlike(read(book), read_bytes(training(), "")) == {}


def test_cells_that_are_copied_are_not_inserted(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.select(book, SHEET, "D13")
    desk.excel.app.cut_copy_mode = "copy"
    assert desk.click("insert_row").startswith("已在")


def test_a_new_row_scores_itself(desk: Desk) -> None:
    book = desk.open(training())
    desk.excel.select(book, SHEET, "D16")
    desk.click("insert_row")
    for cell, value in {"D17": "办班场地", "K17": "≥", "L17": 2, "N17": "处", "O17": 1, "G17": 5}.items():
        book.sheets[SHEET].range(cell).value = value
    new = model(book).forms[0].indicators[4]
    assert (new.name.text, new.target.text, new.actual.text) == ("办班场地", "≥2处", "1处")
    assert (new.level1.text, new.level2.text, new.score.number) == ("产出指标", "时效指标", Decimal("2.5"))


@pytest.mark.parametrize("id", ["national-department-2020", "hunan-changde-2021", "shanxi-xinzhou-2021"])
def test_a_spreadsheet_program_shows_the_same_afterwards(id: str, desk: Desk, office: Office, tmp_path: Path) -> None:
    book = desk.open(workbook(id))
    last = [one for one in rows(workbook(id)) if one.row == one.group("level1")[1]]
    for one in reversed(last):
        select(desk, book, one)
        assert desk.click("insert_row").startswith("已在")
    path = tmp_path / "新.xlsx"
    path.write_bytes(with_values(book.impl.bytes()))
    assert differences(path, office, tmp_path / "office") == []
