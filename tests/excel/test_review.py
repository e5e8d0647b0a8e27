"""The 复核 area of a workbook made from the ribbon: live functions beside the form, and nothing where they are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from excel.clicks import SAMPLES
from excel.udf_calls import cell, excel
from support.office import Office
from ziping.domain.model import Indicator
from ziping.domain.scoring import score_form
from ziping.domain.snapshot import Cell, Sheet, Snapshot, address, position
from ziping.forms import names
from ziping.forms.builder import build_book
from ziping.forms.filled import FilledBook
from ziping.forms.places import Places
from ziping.forms.review import REVIEW, function_cells
from ziping.forms.samples import book_ids, load_book, load_sample
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes, read_workbook
from ziping.standards.loader import load_standard

_ARGUMENT = re.compile(r"LOOKUP\(.*\)|[^,]+")
_CALL = re.compile(r"IFERROR\((--)?(ZP_[A-Z]+)\((.*)\),\"\"\)")


def reviewed(id: str) -> bytes:
    """A shipped sample with the 复核 area."""
    if id in book_ids():
        return build_book(msgspec.structs.replace(load_book(id), review=True))
    sample = load_sample(id)
    texts = {"绩效自评报告": dict(sample.sections)}
    return build_book(
        FilledBook(template=sample.form, review=True, facts=sample.facts, sheets=(sample,), documents=texts)
    )


@pytest.fixture(scope="module")
def call() -> Iterator[Callable[..., Any]]:
    with excel() as calling:
        yield calling


def entered(formula: str, sheet: Sheet, standard: str, call: Callable[..., Any]) -> Any:
    """What stands in a cell with one of our formulas where the add-in is there."""
    found = _CALL.fullmatch(formula)
    assert found, formula
    number, function, arguments = found.groups()
    given = [argument(one, sheet, standard) for one in _ARGUMENT.findall(arguments)]
    value = call(function, *given)
    return "" if number and not isinstance(value, float) else value


def argument(text: str, sheet: Sheet, standard: str) -> Any:
    if text == names.STANDARD:
        return standard
    if text.startswith("LOOKUP"):
        top, bottom = (position(one) for one in text.rpartition(",")[2].rstrip(")").replace("$", "").split(":"))
        above = (sheet.cells.get((row, top[1]), Cell()).text for row in range(bottom[0], top[0] - 1, -1))
        return next(filter(None, above))
    if text.startswith('"'):
        return text[1:-1]
    found = sheet.cells.get(position(text.replace("$", "")), Cell())
    if found.date is not None:
        pytest.fail(f"{text} holds a date")
    return cell(float(found.number) if found.number is not None else found.text or None, found.number_format)


def test_live_cells_say_what_the_form_and_python_say(call: Callable[..., Any]) -> None:
    differences, compared = [], 0
    for id in SAMPLES:
        snapshot, book = settle(read_bytes(reviewed(id), ""))
        for model in book.forms:
            for row in score_form(model, load_standard(model.standard)).rows:
                item = row.indicator
                found = live(snapshot, item, model.standard, call)
                # Where the printed text can be read in several ways, only the entry cells say which one is meant.
                if not (item.target.text and item.actual.text) or "有几种读法" in found[2]:
                    continue
                score, met = row.result.score, {True: "是", False: "否", None: ""}[row.result.met]
                expected = ["" if score is None else float(score), met, row.result.why]
                differences += [(id, item.name.text, found, expected)] if found != expected else []
                compared += 1
    assert compared > 60
    assert not differences


def live(snapshot: Snapshot, item: Indicator, standard: str, call: Callable[..., Any]) -> list[Any]:
    """复核应得分, 达成 and 得分怎么来的 of a row, where the add-in is there."""
    sheet = snapshot.sheet(item.name.sheet)
    assert sheet is not None
    row, _ = position(item.name.cell)
    found = []
    for entry in REVIEW:
        area = Places(snapshot, sheet).area(names.column(item.block, entry.id))
        assert area is not None
        formula = sheet.cells[row, area.left].formula
        assert formula is not None
        found.append(entered(formula.lstrip("="), sheet, standard, call))
    return found


def test_without_the_add_in_the_area_is_empty_and_the_form_computes(office: Office, tmp_path: Path) -> None:
    paths = []
    for id in SAMPLES:
        paths.append(tmp_path / f"{id}.xlsx")
        paths[-1].write_bytes(reviewed(id))
    for path, done in zip(paths, office.recalculate(paths, tmp_path / "office"), strict=True):
        ours, theirs = settle(read_workbook(path))[0], read_workbook(done)
        area = {(one.sheet, one.row, one.column) for one in function_cells(ours)}
        assert area
        for sheet in ours.sheets:
            there = theirs.sheet(sheet.name)
            assert there is not None
            for place, one in sheet.cells.items():
                other = there.cells.get(place, Cell())
                assert other.error is None, (path.name, sheet.name, address(*place), other)
                if (sheet.name, *place) in area:
                    assert other.text == ""
                elif one.formula and one.number is not None:
                    assert other.number == pytest.approx(one.number), (path.name, sheet.name, address(*place))


@pytest.mark.parametrize("id", SAMPLES)
def test_the_area_is_not_printed(id: str) -> None:
    snapshot = read_bytes(reviewed(id), "")
    printed = {name.scope: name.area for name in snapshot.names if name.name.endswith("Print_Area")}
    for one in function_cells(snapshot):
        area = printed[one.sheet]
        assert area is not None
        assert one.column > area.right
