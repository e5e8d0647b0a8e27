"""All sheets of one workbook before those of another: what the host had stays as it was."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from forms.workbooks import training
from ooxml.builders import STRICT, STRICT_OFFICE, book, parts_of, rich_workbook, sheet, vba_project, zipped
from ooxml.donors import SHEET, donor, from_openpyxl
from ziping.errors import ZipingError
from ziping.ooxml.graftbook import graft_book
from ziping.ooxml.macrofree import without_macros
from ziping.ooxml.partcopy import free_name
from ziping.ooxml.reader import read_bytes
from ziping.ooxml.sheetdrop import without_sheets
from ziping.ooxml.sheetrename import with_titles
from ziping.ooxml.titles import free_title

LISTS = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def given() -> bytes:
    """The donor with names that no other workbook of these tests has."""
    parts = parts_of(donor(form="新表"))
    return zipped({**parts, "xl/workbook.xml": parts["xl/workbook.xml"].replace("总分".encode(), "新总分".encode())})


def charted() -> bytes:
    """A donor with a chart."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    page = made.add_worksheet("图表")
    page.write_column("A1", [1, 2])
    chart = made.add_chart({"type": "bar"})
    chart.add_series({"values": "=图表!$A$1:$A$2", "data_labels": {"value": True}})
    page.insert_chart("C1", chart)
    made.close()
    return out.getvalue()


@pytest.mark.parametrize("host", [from_openpyxl, lambda: rich_workbook(vba_project()), training])
def test_every_part_of_the_host_keeps_its_bytes(host) -> None:  # type: ignore[no-untyped-def]
    before, after = parts_of(host()), parts_of(graft_book(host(), given()))
    assert {part for part in before if before[part] != after[part]} <= LISTS
    new = {part for part in after if part not in before}
    assert len(new) == 2
    assert all(part.startswith("xl/worksheets/sheet") for part in new)


def test_the_sheets_stand_in_front_and_names_follow_theirs() -> None:
    data = from_openpyxl()
    before, after = read_bytes(data, ""), read_bytes(graft_book(data, given()), "")
    assert [one.name for one in after.sheets] == ["新表", SHEET, *(one.name for one in before.sheets)]
    assert set(before.names) <= set(after.names)
    assert set(read_bytes(given(), "").names) <= set(after.names)
    for one in (*before.sheets, *read_bytes(given(), "").sheets):
        there = after.sheet(one.name)
        assert there is not None
        assert there.cells == one.cells
    view = re.search(rb"<workbookView[^>]*>", parts_of(graft_book(data, given()))["xl/workbook.xml"])
    assert view
    assert b"activeTab" not in view[0]


def test_charts_come_along_under_names_of_their_own() -> None:
    data = graft_book(graft_book(rich_workbook(vba_project()), training()), charted())
    made = openpyxl.load_workbook(io.BytesIO(data))
    assert made.sheetnames[0] == "图表"
    counted = {one.title: len(one._charts) for one in made.worksheets if isinstance(one, Worksheet)}
    assert {title: count for title, count in counted.items() if count} == {"图表": 1, "得分总览": 1, "附表'一 1": 1}
    parts = parts_of(data)
    assert len([part for part in parts if re.fullmatch(r"xl/charts/chart\d+\.xml", part)]) == 3
    assert parts["[Content_Types].xml"].count(b"drawingml.chart+xml") == 3


def test_labels_of_charts_show_values_alone_in_a_workbook_of_another_program() -> None:
    """LibreOffice showed 预算执行率; Column D; 0.0% at each bar of 得分总览 in a workbook it had saved itself."""
    for donor_book in (charted(), graft_book(book(sheet("")), charted())):
        parts = parts_of(graft_book(book(sheet(""), titles=("空表", "", "")), without_sheets(donor_book, ["自评表"])))
        (chart,) = [content for part, content in parts.items() if "charts/chart" in part]
        assert re.findall(rb'<c:show(\w+) val="1"/>', chart) == [b"Val"]
        assert len(re.findall(rb"<c:show(?:LegendKey|Val|CatName|SerName|Percent|BubbleSize) ", chart)) == 6


def test_a_host_with_nothing_but_hidden_sheets_gets_some_to_show() -> None:
    hidden = book(sheet(""), sheet(""), attributes=("", 'state="hidden"', ""))
    kept = without_sheets(hidden, ["自评表"], others_come=True)
    data = graft_book(kept, charted())
    assert [(one.name, one.hidden) for one in read_bytes(data, "").sheets] == [("图表", False), ("附表", True)]


@pytest.mark.parametrize(
    ("host", "says"),
    [
        (lambda: book(sheet(""), sheet(""), titles=("图表", "附表")), "已有名为“图表”的工作表"),
        (lambda: book(sheet(""), properties='<workbookPr date1904="1"/>'), "1904"),
        (lambda: book(sheet("", namespace=STRICT), namespace=STRICT, office=STRICT_OFFICE), "严格的 Open XML"),
    ],
)
def test_what_does_not_fit_is_refused(host, says: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ZipingError, match=says):
        graft_book(host(), charted())


def test_a_name_that_both_have_is_refused_unless_it_points_nowhere() -> None:
    name = '<definedName name="总分">{}</definedName>'
    with pytest.raises(ZipingError, match="“总分”和新表的名称相同"):
        graft_book(book(sheet(""), names=name.format("自评表!$A$1")), donor(form="新表"))
    data = graft_book(book(sheet(""), names=name.format("#REF!$A$1")), donor(form="新表"))
    assert [n.refers_to for n in read_bytes(data, "").names if n.name == "总分"] == [f"'{SHEET}'!$B$4"]


def test_a_workbook_without_macros_is_an_xlsx() -> None:
    before, after = parts_of(rich_workbook(vba_project())), parts_of(without_macros(rich_workbook(vba_project())))
    assert before.keys() - after.keys() == {"xl/vbaProject.bin"}
    assert {part for part in after if after[part] != before[part]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    }
    assert b"macroEnabled" not in after["[Content_Types].xml"]
    assert without_macros(training()) == training()


def test_titles_change_in_the_list_of_sheets_alone() -> None:
    data = with_titles(training(), {"依据": '依据 "旧" & <1>'})
    assert [one.name for one in read_bytes(data, "").sheets][-1] == '依据 "旧" & <1>'
    before, after = parts_of(training()), parts_of(data)
    assert [part for part in before if before[part] != after[part]] == ["xl/workbook.xml"]
    assert with_titles(training(), {}) == training()


@pytest.mark.parametrize(
    ("title", "taken", "new"),
    [
        ("台账", {"总表"}, "台账"),
        ("台账", {"台账"}, "台账2"),
        ("台账", {"台账", "台账2"}, "台账3"),
        ("List", {"LIST"}, "List2"),
        ("长" * 31, {"长" * 31}, "长" * 30 + "2"),
        ("长" * 40, set(), "长" * 31),
    ],
)
def test_a_number_makes_a_title_new(title: str, taken: set[str], new: str) -> None:
    assert free_title(title, taken) == new


def test_a_part_gets_the_first_free_number() -> None:
    taken = {"xl/charts/chart1.xml", "xl/charts/chart3.xml"}
    assert [free_name("xl/charts/Chart9.xml", taken) for _ in range(2)] == [
        "xl/charts/Chart2.xml",
        "xl/charts/Chart4.xml",
    ]
