"""Every sample in every form: nothing is dropped, and what is said to be moved stands in the new workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from forms.generated import filled
from ziping.domain.model import Entry, Workbook
from ziping.domain.snapshot import Snapshot
from ziping.forms.builder import build_book, build_workbook
from ziping.forms.inventory import entries
from ziping.forms.placing import Placed, placed
from ziping.forms.samples import book_ids, load_book, load_sample, sample_ids
from ziping.forms.spec import load_form
from ziping.forms.template import load_template, template_ids
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes
from ziping.standards.loader import load_standard

SAMPLES = (*sample_ids(), *book_ids())
BUILT = ("national-project-with-target-2020", "shanxi-xinzhou-department-2021", "hunan-changde-2021")
"""Templates of every kind: a target form, one table for each level, a set with figures."""


@cache
def sample_book(id: str) -> Workbook:
    if id in sample_ids():
        filled = load_sample(id)
        data = build_workbook(filled.form, filled)
    else:
        data = build_book(load_book(id))
    return settle(read_bytes(data, f"{id}.xlsx"))[1]


@cache
def moved_to(id: str, template: str) -> Placed:
    return placed(sample_book(id), load_template(template))


@cache
def built(id: str, template: str) -> tuple[Snapshot, Workbook]:
    return settle(read_bytes(build_book(moved_to(id, template).filled), f"{id}→{template}.xlsx"))


def cells_of(book: Workbook) -> dict[tuple[str, str], str]:
    return {(e.sheet, e.cell): e.error or e.text or "" for _, e in entries(book) if e.cell and not e.empty}


@pytest.mark.parametrize("template", template_ids())
@pytest.mark.parametrize("id", SAMPLES)
def test_every_entry_is_moved_or_unplaced(id: str, template: str) -> None:
    found = moved_to(id, template)
    told = Counter(f"{one.source} {one.text}" for one in (*found.moved, *found.unplaced) if "!" in one.source)
    assert told == Counter(f"{sheet}!{cell} {text}" for (sheet, cell), text in cells_of(sample_book(id)).items())


@pytest.mark.parametrize("template", BUILT)
@pytest.mark.parametrize("id", SAMPLES)
def test_what_is_moved_stands_in_the_new_workbook(id: str, template: str) -> None:
    snapshot, _ = built(id, template)
    there = {cell.text.strip() for sheet in snapshot.sheets for cell in sheet.cells.values()}
    typed = [one for one in moved_to(id, template).moved if not one.own and "一级指标" not in one.what]
    missing = [one for one in typed if one.text.strip() not in there and "二级指标" not in one.what]
    assert missing == []


def said(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """What a model says by path, wherever it stands."""
    if isinstance(value, Entry):
        yield path, (value.error or value.text or "").strip()
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            if field not in ("sheet", "source", "cell"):
                yield from said(getattr(value, field), f"{path}.{field}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from said(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from said(item, f"{path}[{index}]")


@pytest.mark.parametrize("id", SAMPLES)
def test_a_model_in_its_own_form_says_the_same(id: str) -> None:
    template = load_book(id).template if id in book_ids() else load_sample(id).form
    assert [one for one in moved_to(id, template).unplaced if not one.own] == []
    before, after = (dict(said(book.forms)) for book in (sample_book(id), built(id, template)[1]))
    assert {path: text for path, text in after.items() if before.get(path) != text} == {}


@pytest.mark.parametrize(
    ("id", "template", "back"),
    [
        ("sichuan-zhaohua-xueliang-2022", "national-project-2021", "sichuan-zhaohua-project-2022"),
        ("sichuan-zhaohua-wangge-2022", "national-project-2021", "sichuan-zhaohua-project-2022"),
        ("sichuan-zhaohua-department-2022", "national-project-2021", "sichuan-zhaohua-department-2022"),
    ],
)
def test_zhaohua_to_the_national_form_and_back_keeps_every_text(id: str, template: str, back: str) -> None:
    there = moved_to(id, template)
    again = placed(built(id, template)[1], load_template(back))
    final = settle(read_bytes(build_book(again.filled), "back.xlsx"))[1]
    texts = {text.strip() for text in cells_of(final).values()}
    kept = texts | {one.text.strip() for one in (*there.unplaced, *again.unplaced)}
    assert {text.strip() for text in cells_of(sample_book(id)).values()} <= kept
    rows, before = final.forms[0].indicators, sample_book(id).forms[0].indicators
    assert [dict(said(row)) for row in rows] == [dict(said(row)) for row in before]


@pytest.mark.parametrize("form", ["national-project-2020", "shanxi-xinzhou-department-2021", "hunan-department-2021"])
def test_generated_rows_of_every_kind_come_through_their_own_form(form: str) -> None:
    spec = load_form(form)
    given = msgspec.structs.replace(filled(spec, load_standard(spec.standard), 13, seed=1), year=2022)
    before = settle(read_bytes(build_workbook(form, given), "a.xlsx"))[1]
    found = placed(before, load_template(form))
    assert [one for one in found.unplaced if not one.own] == []
    after = settle(read_bytes(build_book(found.filled), "b.xlsx"))[1]
    assert dict(said(after.forms[0].indicators)) == dict(said(before.forms[0].indicators))
    assert after.forms[0].total.text == before.forms[0].total.text
