"""A workbook that Excel has saved is the same one: what is found, planned, carried over and handed in is the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from excel.clicks import EVERY, SAMPLES, made, unlike
from excel.test_review import reviewed
from support.excel_saved import saved_by_excel
from ziping import api
from ziping.domain.snapshot import Snapshot
from ziping.errors import ZipingError
from ziping.excel.rowplan import IndicatorRow, RowPlan, deleted, every_row, inserted
from ziping.forms.links import unquoted
from ziping.forms.write import settle, updates
from ziping.ooxml.reader import read_bytes
from ziping.rolling.carry import carried
from ziping.submitting.submission import submission


def both(data: bytes) -> tuple[bytes, bytes]:
    return data, saved_by_excel(data)


def written_alike(one: Snapshot, other: Snapshot) -> dict[str, object]:
    """The cells that differ in more than how Excel writes a formula."""

    def plain(said: object) -> object:
        return tuple(unquoted(part).replace("[1]!", "") if isinstance(part, str) else part for part in said or ())

    return {
        key: pair
        for key, pair in unlike(one, other).items()
        if isinstance(pair[0], tuple) and plain(pair[0]) != plain(pair[1])
    }


@pytest.mark.parametrize("one", EVERY)
def test_the_same_is_read_and_nothing_waits_to_be_written(one: str) -> None:
    ours, excels = (read_bytes(data, "") for data in both(made(one)))
    assert written_alike(ours, excels) == {}
    assert updates(ours) == updates(excels)


@pytest.mark.parametrize("id", SAMPLES)
def test_the_same_is_found(id: str) -> None:
    ours, excels = ([*api.check_book(settle(read_bytes(data, ""))[1])] for data in both(reviewed(id)))
    assert ours == excels


@pytest.mark.parametrize("one", EVERY)
def test_rows_come_and_go_on_the_same_sheets(one: str) -> None:
    """Excel drops the quotes by which the target form and its sums were known."""
    ours, excels = (plans(data) for data in both(made(one)))
    assert ours == excels


def plans(data: bytes) -> list[object]:
    snapshot, book = settle(read_bytes(data, ""))

    def planned(one: IndicatorRow, how: Callable[..., list[RowPlan]]) -> object:
        try:
            found = how(snapshot, book, one)
        except ZipingError as error:
            return str(error)
        edits = [[(e.sheet, e.row, e.column, e.value, unquoted(e.formula or "")) for e in plan.edits] for plan in found]
        return [(plan.sheet, plan.row, plan.merges) for plan in found], edits

    return [planned(one, how) for one in every_row(snapshot, book) for how in (inserted, deleted)]


@pytest.mark.parametrize("id", SAMPLES)
def test_the_same_is_carried_over(id: str) -> None:
    ours, excels = (carried(data, 2027, source="x", name="x.xlsx", template=None) for data in both(reviewed(id)))
    assert written_alike(read_bytes(ours.data, ""), read_bytes(excels.data, "")) == {}


@pytest.mark.parametrize("id", SAMPLES)
def test_the_link_to_the_add_in_is_not_handed_in(id: str) -> None:
    ours, excels = (submission(data, [], force=True, name="x.xlsx").data for data in both(reviewed(id)))
    assert ours is not None
    assert excels is not None
    assert unlike(read_bytes(ours, ""), read_bytes(excels, "")) == {}
    with zipfile.ZipFile(io.BytesIO(excels)) as package:
        assert not [name for name in package.namelist() if "external" in name.lower()]
