"""ziping score --write: the workbook brought up to date in place, with a copy of what it was."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from cli.runner import contents, run
from forms.workbooks import error, formula, number, text, training, with_cells
from ooxml.builders import parts_of
from support.validator import Validator
from ziping import api
from ziping.domain.snapshot import Sheet
from ziping.ooxml.reader import read_bytes

FILE = "自评表.xlsx"
TYPED = with_cells(training(), {"E13": text("不少于150人次"), "H18": formula("5*0.93", "4.65")})


@pytest.fixture
def book(desk: Path) -> Path:
    (desk / FILE).write_bytes(TYPED)
    return desk / FILE


def test_the_file_is_brought_up_to_date(book: Path) -> None:
    result = run("score", book, "--write")
    assert (result.code, result.err) == (0, "")
    model = api.load(book)
    row = model.indicators[0]
    assert (row.target.text, row.parts.number.number, row.score.number) == ("不少于150人次", 150, 11)
    assert model.indicators[5].score.number == Decimal("4.65")
    assert model.total.number == Decimal("89.2")


def test_what_it_was_is_kept_beside_it(book: Path, desk: Path) -> None:
    result = run("score", book, "--write")
    (copy,) = [path for path in desk.iterdir() if path != book]
    assert copy.read_bytes() == TYPED
    assert re.fullmatch(r"自评表\.备份-\d{8}-\d{6}\.xlsx", copy.name)
    assert copy.name in result.out


def test_only_the_sheets_with_new_values_are_new(book: Path) -> None:
    run("score", book, "--write")
    before, after = parts_of(TYPED), parts_of(book.read_bytes())
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == {
        f"xl/worksheets/sheet{number}.xml"
        for number, (old, new) in enumerate(zip(sheets(TYPED), sheets(book.read_bytes()), strict=True), 1)
        if old != new
    }


def test_a_second_run_says_there_is_nothing_to_do(book: Path, desk: Path) -> None:
    run("score", book, "--write")
    before = contents(desk)
    result = run("score", book, "--write")
    assert result.code == 0
    assert "没有改动" in result.out
    assert contents(desk) == before


def test_a_broken_total_is_not_called_up_to_date(desk: Path) -> None:
    (desk / "自评表.xlsx").write_bytes(with_cells(training(), {"H20": error()}))
    result = run("score", "自评表.xlsx", "--write")
    assert "工作簿没有改动" in result.out
    assert "最新" not in result.out


def test_json_stays_json(book: Path) -> None:
    result = run("score", book, "--write", "--json")
    assert result.json["rows"][0]["score"] == "11"
    assert api.load(book).indicators[0].score.number == 11


def test_the_standard_that_is_only_looked_at_is_not_written(book: Path) -> None:
    run("score", book, "--write", "--standard", "platform-linear")
    assert api.load(book).indicators[0].score.number == 11


def test_excel_opens_the_written_file_without_repair(book: Path, validator: Validator) -> None:
    run("score", book, "--write")
    assert validator.errors_anywhere([book]) == []


def test_a_typed_score_stays(desk: Path) -> None:
    (desk / FILE).write_bytes(with_cells(training(), {"E13": text("≥150人次"), "H13": number("14.5")}))
    run("score", FILE, "--write")
    model = api.load(desk / FILE)
    assert (model.indicators[0].score.number, model.indicators[0].score.formula) == (Decimal("14.5"), False)
    assert model.total.number == Decimal("98.05")


def sheets(data: bytes) -> tuple[Sheet, ...]:
    return read_bytes(data, "").sheets
