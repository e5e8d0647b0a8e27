"""Sheets dropped from a workbook: what only they used goes, names and views follow, the rest keeps its bytes."""

from __future__ import annotations

import re

import pytest

from forms.workbooks import training
from ooxml.builders import parts_of, rich_workbook, vba_project
from support.validator import Validator
from ziping.ooxml.nameedit import with_constants
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.sheetdrop import without_sheets


def sheets(data: bytes) -> list[str]:
    return [sheet.name for sheet in read_bytes(data, "").sheets]


def test_names_follow_their_sheet() -> None:
    before = read_bytes(training(), "")
    first, *others = sheets(training())
    dropped = others[1]
    after = read_bytes(without_sheets(training(), [dropped]), "")
    assert [sheet.name for sheet in after.sheets] == [first, *(name for name in others if name != dropped)]
    kept = {
        (n.name, n.scope, n.refers_to)
        for n in before.names
        if n.scope != dropped and f"'{dropped}'!" not in n.refers_to
    }
    assert {(name.name, name.scope, name.refers_to) for name in after.names} == kept


def test_the_first_visible_sheet_opens_where_the_open_one_is_gone() -> None:
    data = without_sheets(training(), [sheets(training())[0]])
    view = re.search(r"<workbookView[^>]*>", parts_of(data)["xl/workbook.xml"].decode())
    assert view is not None
    assert 'activeTab="0"' in view[0]


def test_parts_that_only_a_dropped_sheet_used_go_with_it() -> None:
    data = rich_workbook(vba_project())
    for name in sheets(data):
        if len([other for other in read_bytes(data, "").sheets if not other.hidden and other.name != name]) == 0:
            continue
        before, after = parts_of(data), parts_of(without_sheets(data, [name]))
        used = b"".join(content for part, content in after.items() if part.endswith(".rels"))
        gone = before.keys() - after.keys()
        assert any("worksheets/" in part for part in gone)
        assert [part for part in gone if part.rpartition("/")[2].encode() in used and not part.endswith(".rels")] == []
        listed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
        assert {part for part in after if before[part] != after[part]} <= listed


def test_a_workbook_keeps_a_sheet_to_show() -> None:
    with pytest.raises(ValueError, match="no visible sheet"):
        without_sheets(training(), sheets(training()))


def test_nothing_to_drop_changes_nothing() -> None:
    assert without_sheets(training(), ["没有"]) == training()
    assert with_constants(training(), {}) == training()


def test_excel_opens_what_is_left(tmp_path, validator: Validator) -> None:
    path = tmp_path / "余.xlsx"
    path.write_bytes(without_sheets(training(), sheets(training())[1:3]))
    assert validator.errors(path) == []


def test_a_constant_says_something_else() -> None:
    sheet = sheets(training())[0]
    data = with_constants(training(), {(sheet, "zp_standard"): 'a"b&c'})
    found = {(name.scope, name.name): name.constant for name in read_bytes(data, "").names}
    assert found[sheet, "zp_standard"] == 'a"b&c'
    before, after = parts_of(training()), parts_of(data)
    assert [part for part in before if before[part] != after[part]] == ["xl/workbook.xml"]
