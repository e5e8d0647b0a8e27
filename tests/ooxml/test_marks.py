"""Conditional formats with a mark come to a sheet once, behind the sheet's own, and nothing else changes."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ooxml.builders import MAIN, book, book_parts, parts_of, rich_workbook, sheet, styles, vba_project, zipped
from ooxml.donors import MARK, SHEET, donor, from_openpyxl
from ziping.errors import ZipingError
from ziping.ooxml.marks import add_conditions
from ziping.ooxml.reader import read_bytes

FORM = "xl/worksheets/sheet1.xml"


def marked(data: bytes, sheets: dict[str, str] | None = None) -> bytes:
    return add_conditions(data, donor(), sheets or {"自评表": "自评表"}, marker=MARK, name="某单位.xlsx")


def bare(*, before: str = "", after: str = "", style: str | None = None) -> bytes:
    extra = {"xl/styles.xml": styles("0.0%") if style is None else style}
    return book(sheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>', before=before, after=after), extra=extra)


@pytest.mark.parametrize("host", [from_openpyxl, lambda: rich_workbook(vba_project()), bare])
def test_only_the_sheet_and_the_styles_get_additions(host: object) -> None:
    data = host()  # type: ignore[operator]
    old, new = parts_of(data), parts_of(marked(data))
    assert list(old) == list(new)
    assert {part for part in old if old[part] != new[part]} == {FORM, "xl/styles.xml"}
    added = re.compile(
        rb"<conditionalFormatting[^<]*>(?:<cfRule[^<]*><formula>[^<]*zp_mark[^<]*</formula></cfRule>)+</conditionalFormatting>"
    )
    assert len(added.findall(new[FORM])) == 2
    assert added.sub(b"", new[FORM]) == old[FORM]
    assert read_bytes(marked(data), "x") == read_bytes(data, "x")


def test_a_second_time_changes_nothing() -> None:
    once = marked(from_openpyxl())
    assert marked(once) is once


def test_only_rules_with_the_mark_come_and_rank_behind_those_of_the_sheet() -> None:
    form = openpyxl.load_workbook(io.BytesIO(marked(from_openpyxl())))["自评表"]
    theirs = openpyxl.load_workbook(io.BytesIO(donor()))["自评表"]
    rules = [(str(one.sqref), rule) for one in form.conditional_formatting for rule in one.rules]
    found = sorted((rule.priority, sqref, rule.formula[0]) for sqref, rule in rules)
    assert found == [
        (1, "A3:A9", "$A3>5"),
        (2, "A3:A9", f'AND(LEN("{MARK}")>0,$A3<>"")'),
        (3, "C3:C9", f'LEN("{MARK}")>$C3'),
    ]
    looks = {rule.formula[0]: rule.dxf for one in theirs.conditional_formatting for rule in one.rules if rule.formula}
    for _, rule in rules:
        if rule.priority > 1:
            assert repr(rule.dxf.fill) == repr(looks[rule.formula[0]].fill)
            assert repr(rule.dxf.font) == repr(looks[rule.formula[0]].font)


def test_priorities_of_extensions_count() -> None:
    extension = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{x}">'
        '<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression" priority="9"/>'
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    new = parts_of(marked(bare(after=extension)))[FORM].decode()
    assert re.findall('priority="([0-9]+)"', new) == ["10", "11", "9"]


PLACES = [
    ('<mergeCells><mergeCell ref="A5:B5"/></mergeCells>', "<dataValidations/>"),
    ('<sheetProtection/><phoneticPr fontId="0"/>', "<hyperlinks/><printOptions/>"),
    ('<conditionalFormatting sqref="A1"/>', "<pageMargins/>"),
    ("", "<extLst/>"),
    ('<autoFilter ref="A1:B2"/><!--<mergeCells/>-->', ""),
]


@pytest.mark.parametrize(("front", "back"), PLACES)
def test_they_stand_where_the_schema_wants_them(front: str, back: str) -> None:
    new = parts_of(marked(bare(before="<sheetPr/>", after=front + back)))[FORM].decode()
    tail = new.partition("</sheetData>")[2]
    front = front.partition("<!--")[0]
    assert tail.startswith(f"{front}<conditionalFormatting sqref=")
    assert tail.endswith(f"{back}</worksheet>")


def test_a_sheet_with_the_mark_stays_and_others_get_it() -> None:
    once = add_conditions(from_openpyxl(), donor(), {"附表": "自评表"}, marker=MARK)
    twice = marked(once, {"附表": "自评表", "末表": "自评表"})
    old, new = parts_of(once), parts_of(twice)
    assert {part for part in old if old[part] != new[part]} == {"xl/worksheets/sheet3.xml"}


def test_parts_with_prefixes_get_prefixed_rules() -> None:
    parts = book_parts(sheet(""), extra={"xl/styles.xml": styles("0.0%")})
    for part in (FORM, "xl/styles.xml"):
        parts[part] = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", str(parts[part])).replace("xmlns=", "xmlns:x=")
    once = marked(zipped(parts))
    new = parts_of(once)
    for part in (FORM, "xl/styles.xml"):
        assert not re.search(rb"<(?!/?x:|\?)", new[part])
    assert new[FORM].count(b"<x:cfRule ") == 2
    assert marked(once) is once


def test_a_workbook_without_styles_gets_some() -> None:
    new = parts_of(marked(book(sheet(""))))
    assert new["xl/styles.xml"].count(b"<dxf>") == 2
    assert f'xmlns="{MAIN}"'.encode() in new["xl/styles.xml"]
    assert b'Target="styles.xml"' in new["xl/_rels/workbook.xml.rels"]


def test_refusals() -> None:
    with pytest.raises(ZipingError, match="“某单位.xlsx”里没有名为“没有”的工作表"):
        marked(bare(), {"没有": "自评表"})
    with pytest.raises(ValueError, match="no worksheet 没有"):
        marked(bare(), {"自评表": "没有"})
    with pytest.raises(ValueError, match="no rule with the marker"):
        marked(bare(), {"自评表": SHEET})
    with pytest.raises(ZipingError, match="已损坏"):
        marked(bare(after='<conditionalFormatting><cfRule priority="x"/></conditionalFormatting>'))


@given(st.lists(st.integers(1, 10**6), max_size=6), st.integers(0, 8))
def test_existing_rules_and_styles_keep_their_numbers(priorities: list[int], dxfs: int) -> None:
    rules = "".join(f'<cfRule type="expression" priority="{p}"><formula>{p}</formula></cfRule>' for p in priorities)
    own = "".join(f'<dxf><font><sz val="{n + 1}"/></font></dxf>' for n in range(dxfs))
    style = styles("0.0%").replace("</styleSheet>", f'<dxfs count="{dxfs}">{own}</dxfs></styleSheet>')
    after = f'<conditionalFormatting sqref="A1">{rules}</conditionalFormatting>' if rules else ""
    new = parts_of(marked(bare(after=after, style=style)))
    assert after in new[FORM].decode()
    assert f'<dxfs count="{dxfs + 2}">{own}<dxf>' in new["xl/styles.xml"].decode()
    added = re.findall(r'dxfId="(\d+)" priority="(\d+)"', new[FORM].decode())
    assert {int(index) for index, _ in added} == {dxfs, dxfs + 1}
    assert [int(rank) for _, rank in added] == [max(priorities, default=0) + 1, max(priorities, default=0) + 2]
