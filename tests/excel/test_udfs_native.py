"""A worksheet function, the native formula beside it and Python give the same: on generated forms of every standard,
recalculated by LibreOffice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from excel.udf_calls import area, cell, excel
from forms.generated import filled
from forms.test_native import FORMS
from support.office import Office
from ziping.domain.decimals import half_up
from ziping.domain.indicators import levels_of
from ziping.domain.scoring import score_form
from ziping.domain.scoring.results import RowScore
from ziping.domain.snapshot import Cell, Sheet, position
from ziping.forms import names
from ziping.forms.builder import form_page
from ziping.forms.places import Places
from ziping.forms.spec import load_form
from ziping.forms.write import settle
from ziping.forms.writer import write_workbook
from ziping.ooxml.reader import read_bytes, read_workbook
from ziping.standards.loader import load_standard

SCORED = [(standard, form) for standard, forms in FORMS.items() for form in forms if load_form(form).kind != "target"
          and load_form(form).indicator_blocks()]  # fmt: skip
ROWS, SEED = 48, 3


class Row(NamedTuple):
    """What Python makes of a row, its printed cells and the native cells as LibreOffice computed them."""

    row: RowScore
    level: str
    target: Cell
    actual: Cell
    weight: Cell
    native: dict[str, Cell]

    @property
    def printed(self) -> bool:
        """A 业绩值 may stand beside the form only, where a function over the printed cells does not see it."""
        return bool(self.target.text and self.actual.text)


@pytest.fixture(scope="module")
def rows(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[Row]]:
    folder = tmp_path_factory.mktemp("udfs")
    paths = {}
    for standard, form in SCORED:
        spec, rules = load_form(form), load_standard(standard)
        path = folder / f"{standard}+{form}.xlsx"
        pages = [form_page(spec, rules, filled(spec, rules, ROWS, SEED))]
        path.write_bytes(write_workbook(pages, title="", first=spec.sheet))
        paths[standard, form] = path
    done = office.recalculate(paths.values(), folder / "office")
    return {key: list(read(*pair)) for key, pair in zip(paths, zip(paths.values(), done, strict=True), strict=True)}


def read(ours: Path, office: Path) -> Iterator[Row]:
    settled, book = settle(read_bytes(ours.read_bytes(), ours.name))
    model = book.forms[0]
    sheet, native = settled.sheet(model.sheet), read_workbook(office).sheet(model.sheet)
    assert sheet is not None
    assert native is not None
    places = Places(settled, sheet)
    scores = score_form(model, load_standard(model.standard))
    levels = levels_of(row.indicator for row in scores.rows)
    for row, (level, _) in zip(scores.rows, levels, strict=True):
        number, _ = position(row.indicator.name.cell)
        found = {}
        for id in ("automatic", "met", "completion"):
            column = places.area(names.column(row.indicator.block, id))
            assert column is not None
            found[id] = native.cells.get((number, column.left), Cell())
        printed = (shown(native, getattr(row.indicator, id).cell) for id in ("target", "actual", "weight"))
        block = next(b for b in load_form(model.form).indicator_blocks() if b.id == row.indicator.block)
        yield Row(row, level or block.level1 or "", *printed, found)


def shown(sheet: Sheet, address: str) -> Cell:
    return sheet.cells.get(position(address), Cell())


def value(one: Cell) -> Any:
    """As COM gives a cell."""
    if one.date is not None:
        return dt.datetime.combine(one.date, dt.time())
    return float(one.number) if one.number is not None else one.text or None


@pytest.fixture(scope="module")
def call() -> Iterator[Callable[..., Any]]:
    with excel() as calling:
        yield calling


@pytest.mark.parametrize(("standard", "form"), SCORED)
def test_udf_native_formula_and_python_agree(standard: str, form: str, rows, call) -> None:
    differences = []
    found = [row for row in rows[standard, form] if row.printed]
    assert sum(row.row.result.score is not None for row in found) >= ROWS / 2
    for row in found:
        printed = [cell(value(one), one.number_format) for one in (row.target, row.actual)]
        score = call("ZP_SCORE", *printed, cell(value(row.weight)), standard, row.level)
        ours = (
            score if isinstance(score, float) else "",
            call("ZP_MET", *printed, standard),
            call("ZP_COMPLETION", *printed, standard),
        )
        for said, expected in (("native", natively(row, ours)), ("python", by_python(row, ours))):
            if ours != expected:
                differences.append((said, row.target.text, row.actual.text, row.weight.text, ours, expected))
    assert not differences


def natively(row: Row, ours: tuple[Any, str, Any]) -> tuple[Any, str, Any]:
    """Score, 达成 and completion as LibreOffice computed them. A template shows no completion for ranges, and 0% where
    nothing of what is limited was used, which Python calls kept in full."""
    score, completion = row.native["automatic"].number, row.native["completion"].number
    kept = row.row.comparison.operator in ("<", "<=") and not row.row.comparison.actual
    unsaid = row.row.comparison.operator == "range" or kept
    rate = ours[2] if unsaid else ("" if completion is None else float(half_up(completion, 4)))
    return "" if score is None else float(score), row.native["met"].text, rate


def by_python(row: Row, ours: tuple[Any, str, Any]) -> tuple[Any, str, Any]:
    result = row.row.result
    met = {True: "是", False: "否", None: ""}[result.met]
    return (
        "" if result.score is None else float(result.score),
        met,
        "" if result.completion is None else float(result.completion / 100),
    )


@pytest.mark.parametrize(("standard", "form"), SCORED)
def test_a_whole_table_in_one_call_says_the_same(standard: str, form: str, rows, call) -> None:
    found = rows[standard, form]
    table = [["一级指标", "年度指标值", "实际完成值", "分值"]]
    formats = {}
    for number, row in enumerate(found, 2):
        table.append([row.level, *map(value, (row.target, row.actual, row.weight))])
        formats |= {(number, 2): row.target.number_format, (number, 3): row.actual.number_format}
    told = call("ZP_SCORES", area(table, formats), standard)
    assert told[0] == ["得分", "完成率", "达成", "得分怎么来的"]
    pairs = [(said, row) for said, row in zip(told[1:], found, strict=True) if row.printed]
    assert [said[0] for said, _ in pairs] == [natively(row, ("", "", ""))[0] for _, row in pairs]
    assert [said[3] for said, _ in pairs] == [row.row.result.why for _, row in pairs]
