"""A grafted sheet is the donor's, and the workbook that gets it keeps all that was its own."""

from __future__ import annotations

import io
import re
from functools import cache
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ooxml.builders import (
    MAIN,
    STRICT,
    STRICT_OFFICE,
    book,
    book_parts,
    parts_of,
    png,
    rich_workbook,
    sheet,
    styles,
    vba_project,
    zipped,
)
from ooxml.donors import SHEET, donor, from_openpyxl
from ziping.domain.snapshot import DefinedName, Snapshot
from ziping.errors import ZipingError
from ziping.ooxml.formulas import sheets_in
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.reader import read_bytes

TOUCHED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


@cache
def rich() -> bytes:
    return rich_workbook(vba_project())


HOSTS = {"openpyxl": from_openpyxl, "XlsxWriter with macros": rich, "two bare sheets": lambda: bare()}


def bare(**options: object) -> bytes:
    """Two sheets without formats of their own."""
    row = '<row r="3"><c r="A3" s="1"><v>0.5</v></c></row>'
    extra = {"xl/styles.xml": styles("0.0%")}
    return book(sheet(row), sheet(""), **{"extra": extra, **options})


def titles(data: bytes) -> list[str]:
    return [one.name for one in read_bytes(data, "x").sheets]


@pytest.mark.parametrize("host", HOSTS)
def test_only_the_lists_of_sheets_and_styles_change_and_one_part_is_new(host: str) -> None:
    data = HOSTS[host]()
    old, new = parts_of(data), parts_of(graft_sheet(data, donor(), SHEET))
    (added,) = new.keys() - old.keys()
    assert re.fullmatch(r"xl/worksheets/sheet\d\.xml", added)
    assert list(old) == list(new)[:-1]
    assert {part for part in old if old[part] != new[part]} == TOUCHED
    for part in TOUCHED:
        _only_grows(old[part], new[part])


def _only_grows(old: bytes, new: bytes) -> None:
    """Every tag of ``old``, counts aside, stands in ``new`` in the same order; an empty list may have been opened."""
    counts = re.compile(rb' (?:count|fullCalcOnLoad)="\d+"')
    before, after = (re.findall(rb"<[^<>]*>", counts.sub(b"", xml)) for xml in (old, new))
    left = iter(after)
    for tag in before:
        assert any(other in (tag, re.sub(rb"\s*/>", b">", tag)) for other in left)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("at", [None, 0, 1, -1])
def test_all_cells_and_names_stay_and_the_new_sheet_has_the_donor_s(host: str, at: int | None) -> None:
    data = HOSTS[host]()
    before, given = read_bytes(data, "x"), read_bytes(donor(), "x")
    names = titles(data)
    after = read_bytes(graft_sheet(data, donor(), SHEET, before=None if at is None else names[at]), "x")
    place = len(names) if at is None else range(len(names))[at]
    assert [one.name for one in after.sheets] == [*names[:place], SHEET, *names[place:]]
    assert [one for one in after.sheets if one.name != SHEET] == list(before.sheets)
    assert after.sheet(SHEET) == given.sheet(SHEET)
    assert [name for name in after.names if name in before.names] == list(before.names)
    _names_as_of(after, before, given)


def _names_as_of(after: Snapshot, before: Snapshot, given: Snapshot) -> None:
    own = {name.name for name in before.names if name.scope is None}
    along = [name for name in given.names if name.scope == SHEET or (name.name == "总览区" and name.name not in own)]
    along += [name for name in given.names if name.name == "总分" and "总分" not in own]
    assert sorted(map(_shown, set(after.names) - set(before.names))) == sorted(map(_shown, along))


def _shown(name: DefinedName) -> tuple[str, str, str]:
    return name.name, name.scope or "", name.refers_to


def test_a_name_that_the_workbook_has_stays_what_it_was() -> None:
    names = {name.name: name for name in read_bytes(graft_sheet(from_openpyxl(), donor(), SHEET), "x").names}
    assert names["总分"].refers_to == "自评表!$B$1"
    assert names["总览区"].area is not None
    assert names["总览区"].area.sheet == SHEET
    assert "表外" not in names


@pytest.mark.parametrize("host", ["openpyxl", "XlsxWriter with macros"])
def test_openpyxl_sees_every_cell_as_it_was(host: str) -> None:
    data = HOSTS[host]()
    old, given, new = (
        openpyxl.load_workbook(io.BytesIO(one)) for one in (data, donor(), graft_sheet(data, donor(), SHEET))
    )
    for page in (*old.worksheets, given[SHEET]):
        for cell in (cell for row in page.iter_rows() for cell in row if cell.has_style):
            same = new[page.title][cell.coordinate]
            for look in ("font", "fill", "border", "alignment", "protection", "number_format"):
                assert repr(getattr(same, look)) == repr(getattr(cell, look))
            if cell.data_type != "f":
                assert same.value == cell.value
    assert not new[SHEET]["B2"].has_style


@pytest.mark.parametrize("host", ["openpyxl", "XlsxWriter with macros"])
def test_rules_page_setup_and_protection_come_along(host: str) -> None:
    theirs, ours = (
        openpyxl.load_workbook(io.BytesIO(data))[SHEET]
        for data in (donor(), graft_sheet(HOSTS[host](), donor(), SHEET))
    )
    (mine, scale), (wanted, _) = (list(one.conditional_formatting) for one in (ours, theirs))
    assert (mine.sqref, mine.rules[0].formula) == (wanted.sqref, wanted.rules[0].formula)
    assert mine.rules[0].dxf.fill == wanted.rules[0].dxf.fill
    assert mine.rules[0].dxf.numFmt.formatCode == wanted.rules[0].dxf.numFmt.formatCode == '0.0"!"'
    assert scale.rules[0].type == "colorScale"
    assert ours.data_validations == theirs.data_validations
    assert (ours.print_title_rows, ours.print_area) == (theirs.print_title_rows, theirs.print_area)
    assert (ours.page_setup.orientation, ours.oddFooter.center.text) == ("landscape", "第 &P 页")
    assert ours.column_dimensions["A"].number_format == "0.00%"
    assert ours.merged_cells == theirs.merged_cells
    assert ours.protection.sheet
    assert not ours.sheet_view.tabSelected


def test_views_keep_showing_the_sheet_they_showed() -> None:
    data = from_openpyxl()
    for before, index in ((None, 2), ("图", 2), ("末表", 3), ("自评表", 3)):
        new = graft_sheet(data, donor(), SHEET, before=before)
        assert f'activeTab="{index}"'.encode() in parts_of(new)["xl/workbook.xml"]
        shown = openpyxl.load_workbook(io.BytesIO(new)).active
        assert shown is not None
        assert shown.title == "末表"


VIEWS = [
    ("<workbookView/>", '<workbookView activeTab="1"/>'),
    ('<workbookView firstSheet="1" activeTab="1"/>', '<workbookView firstSheet="2" activeTab="2"/>'),
    ('<workbookView firstSheet="0"/>', '<workbookView firstSheet="0" activeTab="1"/>'),
]


@pytest.mark.parametrize(("view", "expected"), VIEWS)
def test_a_new_first_sheet_moves_what_the_views_count(view: str, expected: str) -> None:
    data = bare(properties=f"<bookViews>{view}</bookViews>")
    assert view.encode() in parts_of(graft_sheet(data, donor(), SHEET))["xl/workbook.xml"]
    assert expected.encode() in parts_of(graft_sheet(data, donor(), SHEET, before="自评表"))["xl/workbook.xml"]


def test_styles_that_are_there_are_used_again() -> None:
    once = graft_sheet(rich(), donor(), SHEET)
    twice = graft_sheet(once, donor("再来"), "再来")
    assert parts_of(once)["xl/styles.xml"] == parts_of(twice)["xl/styles.xml"]
    assert titles(twice)[-2:] == [SHEET, "再来"]
    assert len(set(re.findall(rb'sheetId="(\d+)"', parts_of(twice)["xl/workbook.xml"]))) == 4


def test_lists_that_the_styles_lack_come_in_the_order_of_the_schema() -> None:
    part = parts_of(graft_sheet(bare(), donor(), SHEET))["xl/styles.xml"].decode()
    lists = re.findall(
        r'<(\w+)(?: count="(\d+)")?>',
        re.sub(r"<(fills|borders|fonts|cellXfs|cellStyleXfs|dxfs|numFmts)\b", r"<\1", part),
    )
    order = [
        name for name, _ in lists if name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs")
    ]
    assert order == ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs"]
    for name in ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"):
        element = openpyxl.xml.functions.fromstring(part.encode()).find(f"{{{MAIN}}}{name}")
        assert int(element.get("count")) == len(element)
    assert '<numFmt numFmtId="200" formatCode="0.0%"/>' in part.replace("'", '"')


def test_a_workbook_without_styles_gets_some() -> None:
    data = book(sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    new = graft_sheet(data, donor(), SHEET)
    assert parts_of(new).keys() - parts_of(data).keys() == {"xl/styles.xml", "xl/worksheets/sheet2.xml"}
    assert read_bytes(new, "x").sheet(SHEET) == read_bytes(donor(), "x").sheet(SHEET)
    assert read_bytes(new, "x").sheets[0] == read_bytes(data, "x").sheets[0]


def test_parts_with_prefixes_get_prefixed_pieces() -> None:
    def prefix(xml: str | bytes) -> str:
        text = xml if isinstance(xml, str) else xml.decode()
        return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")

    parts = book_parts(
        sheet(""), extra={"xl/styles.xml": styles("0.0%")}, names='<definedName name="甲">1</definedName>'
    )
    prefixed = {name: prefix(xml) for name, xml in parts.items() if name != "_rels/.rels"}
    data = zipped(parts | prefixed)
    new = graft_sheet(data, donor(), SHEET, before="自评表")
    assert titles(new) == [SHEET, "自评表"]
    assert read_bytes(new, "x").sheet(SHEET) == read_bytes(donor(), "x").sheet(SHEET)
    for part in TOUCHED:
        assert not re.search(rb"<(?!/?x:|\?)", parts_of(new)[part])
    once = parts_of(new)["xl/styles.xml"]
    assert parts_of(graft_sheet(new, donor("再来"), "再来"))["xl/styles.xml"] == once


def test_a_strict_workbook_gets_a_strict_sheet() -> None:
    data = book(sheet("", namespace=STRICT), namespace=STRICT, office=STRICT_OFFICE)
    new = parts_of(graft_sheet(data, donor(), SHEET))
    assert f'xmlns="{STRICT}"'.encode() in new["xl/worksheets/sheet2.xml"]
    assert MAIN.encode() not in b"".join(new.values())
    assert (
        f'Type="{STRICT_OFFICE}/worksheet" Target="worksheets/sheet2.xml"'.encode() in new["xl/_rels/workbook.xml.rels"]
    )


def test_relationships_under_another_prefix() -> None:
    parts = book_parts(sheet(""))
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("r:id", "d3:id").replace("xmlns:r", "xmlns:d3")
    assert b' d3:id="rId2"/></sheets>' in parts_of(graft_sheet(zipped(parts), donor(), SHEET))["xl/workbook.xml"]


def test_free_numbers_are_found_beside_parts_nobody_refers_to() -> None:
    data = book(sheet(""), extra={"xl/worksheets/Sheet2.xml": "<x/>"})
    assert "xl/worksheets/sheet3.xml" in parts_of(graft_sheet(data, donor(), SHEET))


def test_the_sheet_is_computed_anew_and_the_calculation_chain_stays() -> None:
    chain = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    data = book(sheet('<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>'), extra={"xl/calcChain.xml": chain})
    new = parts_of(graft_sheet(data, donor(), SHEET))
    assert new["xl/calcChain.xml"].decode() == chain
    assert b'</definedNames><calcPr fullCalcOnLoad="1"/>' in new["xl/workbook.xml"]


def test_the_new_entry_is_packed_and_bears_the_workbook_s_time() -> None:
    infos = ZipFile(io.BytesIO(graft_sheet(rich(), donor(), SHEET))).infolist()
    by_name = {info.filename: info for info in infos}
    assert infos[-1].date_time == by_name["xl/workbook.xml"].date_time
    assert infos[-1].compress_size < infos[-1].file_size


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), "附表'一 1"])
def test_a_sheet_of_that_name_is_refused(name: str) -> None:
    data = graft_sheet(rich(), donor("得分 总览A"), "得分 总览A") if name != "附表'一 1" else rich()
    taken = "得分 总览a" if name != "附表'一 1" else name
    with pytest.raises(ZipingError, match="“某单位.xlsx”里已有名为“.*”的工作表"):
        graft_sheet(data, donor(taken), taken, name="某单位.xlsx")


def test_refusals() -> None:
    with pytest.raises(ZipingError, match="没有名为“没有”的工作表"):
        graft_sheet(rich(), donor(), SHEET, before="没有")
    with pytest.raises(ZipingError, match="1904"):
        graft_sheet(bare(properties='<workbookPr date1904="1"/>'), donor(), SHEET)
    with pytest.raises(ZipingError, match="已损坏"):
        graft_sheet(rich()[:2000], donor(), SHEET)
    with pytest.raises(ValueError, match="no worksheet"):
        graft_sheet(rich(), donor(), "没有")
    with pytest.raises(ValueError, match="no sheet 自评表 for the formula"):
        graft_sheet(bare(titles=("别的", "附表")), donor(), SHEET)


def _with(what: str) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    page = made.add_worksheet(SHEET)
    if what == "picture":
        page.insert_image("A1", "pixel.png", {"image_data": png()})
    elif what == "hyperlink":
        page.write_url("A1", "https://example.org/")
    elif what == "picture in a cell":
        page.embed_image("A1", "pixel.png", {"image_data": png()})
    elif what == "comment":
        page.write_comment("A1", "批注")
    else:
        page.insert_checkbox("A1", True)
    made.close()
    return out.getvalue()


@pytest.mark.parametrize("what", ["picture", "hyperlink", "picture in a cell", "comment", "checkbox"])
def test_what_needs_parts_of_its_own_is_a_programming_error(what: str) -> None:
    with pytest.raises(ValueError, match="parts|copied|extensions"):
        graft_sheet(rich(), _with(what), SHEET)


FORMULAS = [
    ("SUM(A1:B2)", set()),
    ("自评表!A1+'附 表'!B2", {"自评表", "附 表"}),
    ("'它''s'!$A$1&\"甲!\"&乙_1.2!A1", {"它's", "乙_1.2"}),
    ("'甲:丙'!A1", {"甲", "丙"}),
    ('IF(ISERROR(Sheet1!A1),#REF!,"a""b!c")', {"sheet1"}),
    ("Sheet1!#REF!+#N/A+表[列!]", {"sheet1"}),
    ("Sheet1!A1:Sheet1!B2,-Sheet2!$1:$3", {"sheet1", "sheet2"}),
]


@pytest.mark.parametrize(("formula", "expected"), FORMULAS)
def test_the_sheets_a_formula_names(formula: str, expected: set[str]) -> None:
    assert sheets_in(formula) == expected


sheet_names = st.text(st.sampled_from("甲乙ab'&<\" 1"), min_size=1, max_size=5).filter(
    lambda text: text.strip() == text and not text.startswith("'") and not text.endswith("'")
)
cells = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.floats(-1e9, 1e9),
    st.booleans(),
    st.just("=1+1"),
)


@settings(max_examples=40)
@given(
    st.lists(sheet_names, min_size=1, max_size=4, unique_by=str.lower),
    st.data(),
    st.dictionaries(st.tuples(st.integers(0, 20), st.integers(0, 8)), cells, max_size=12),
)
def test_any_sheet_into_any_workbook(
    names: list[str], data: st.DataObject, wanted: dict[tuple[int, int], object]
) -> None:
    out, given = io.BytesIO(), io.BytesIO()
    host, source = xlsxwriter.Workbook(out), xlsxwriter.Workbook(given)
    for title in names:
        page = host.add_worksheet(title)
        page.write(0, 0, title)
        page.print_area(0, 0, 1, 1)
    formats = [source.add_format({"num_format": code, "bold": bold}) for code in ("0.0%", '0"甲"') for bold in (0, 1)]
    new = source.add_worksheet("新表")
    for (row, column), value in wanted.items():
        new.write(row, column, value, data.draw(st.sampled_from([None, *formats])))
    host.close()
    source.close()
    before = data.draw(st.sampled_from([None, *names]))
    grafted = graft_sheet(out.getvalue(), given.getvalue(), "新表", before=before)
    after = read_bytes(grafted, "x")
    old = read_bytes(out.getvalue(), "x")
    assert [one for one in after.sheets if one.name != "新表"] == list(old.sheets)
    assert after.names == old.names
    assert after.sheet("新表") == read_bytes(given.getvalue(), "x").sheet("新表")
    assert openpyxl.load_workbook(io.BytesIO(grafted)).sheetnames == titles(grafted)
