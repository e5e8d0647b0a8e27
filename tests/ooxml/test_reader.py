"""A workbook is read as it is stored and as it is shown."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from ooxml.builders import (
    MAIN,
    OFFICE,
    STRICT,
    STRICT_OFFICE,
    book,
    book_parts,
    one_sheet,
    rich_workbook,
    sheet,
    strings,
    styles,
    vba_project,
    zipped,
)
from ziping.domain.snapshot import Area, Cell, Snapshot
from ziping.ooxml.reader import read_bytes


def only(rows: str, **options: object) -> dict[tuple[int, int], Cell]:
    return dict(read_bytes(one_sheet(rows, **options), "自评表.xlsx").sheets[0].cells)


def cell(xml: str, **options: object) -> Cell:
    return only(f'<row r="1">{xml}</row>', **options)[1, 1]


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ("0.1", "0.1"),
        ("0.10000000000000001", "0.1"),
        ("89.97", "89.97"),
        ("89.969999999999999", "89.97"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1E-3", "0.001"),
        ("1.0000000000000001E-5", "0.00001"),
        ("123456789012345678", "123456789012345680"),
        ("-5", "-5"),
        (" 7 ", "7"),
    ],
)
def test_numbers_are_the_shortest_text_that_names_what_excel_holds(stored: str, number: str) -> None:
    read = cell(f'<c r="A1"><v>{stored}</v></c>')
    assert read.number == Decimal(number)
    assert read.raw == stored.strip()


def test_kinds_of_values() -> None:
    read = only(
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr">'
        '<is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>'
        '<c r="C1" t="str"><f>A1</f><v>丙</v></c>'
        '<c r="D1" t="b"><v>1</v></c>'
        '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1"><f>SUM(G1)</f></c><c r="G1" s="0"/><c r="H1"><v></v></c>'
        '<c r="I1" t="d"><v>2025-03-01</v></c><c r="J1" t="str"><f>""</f><v></v></c></row>',
        extra={"xl/sharedStrings.xml": strings("<t>0</t>", "<r><t>项目</t></r><r><t>名称</t></r><rPh><t>xm</t></rPh>")},
    )
    assert {at[1]: (c.text, c.number, c.error, c.formula, c.boolean) for at, c in read.items()} == {
        1: ("项目名称", None, None, None, None),
        2: ("甲 乙", None, None, None, None),
        3: ("丙", None, None, "=A1", None),
        4: ("TRUE", None, None, None, True),
        5: ("#DIV/0!", None, "#DIV/0!", "=1/0", None),
        6: ("", None, None, "=SUM(G1)", None),
        9: ("45717", Decimal(45717), None, None, None),
        10: ("", None, None, '=""', None),
    }


def test_shown_text_stored_text_and_date_stand_side_by_side() -> None:
    sheets = {"xl/styles.xml": styles("0.00%", 'yyyy"年"m"月"d"日"')}
    read = only('<row r="1"><c r="A1" s="1"><v>0.955</v></c><c r="B1" s="2"><v>45000.5</v></c></row>', extra=sheets)
    assert (read[1, 1].text, read[1, 1].raw, read[1, 1].number) == ("95.50%", "0.955", Decimal("0.955"))
    assert (read[1, 2].text, read[1, 2].date) == ("2023年3月15日", date(2023, 3, 15))
    assert read[1, 1].number_format == "0.00%"


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        ("1", date(1900, 1, 1)),
        ("59", date(1900, 2, 28)),
        ("60", None),
        ("61", date(1900, 3, 1)),
        ("0", None),
        ("-3", None),
    ],
)
def test_excels_leap_year_bug(serial: str, day: date | None) -> None:
    assert cell(f'<c r="A1" s="1"><v>{serial}</v></c>', extra={"xl/styles.xml": styles("yyyy-mm-dd")}).date == day


def test_1904_workbook() -> None:
    options = {"properties": '<workbookPr date1904="1"/>', "extra": {"xl/styles.xml": styles("yyyy-mm-dd")}}
    read = cell('<c r="A1" s="1"><v>43538</v></c>', **options)
    assert (read.text, read.date) == ("2023-03-15", date(2023, 3, 15))


def test_shared_formulas_read_as_written_in_each_cell() -> None:
    read = only(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*$C$1+SUM(D:D)+LOG10(\'表 A1\'!B1)'
        '&amp;"B1"</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/></c></row>'
    )
    assert [read[row, 1].formula for row in (1, 2, 3)] == [
        f"=B{row}*$C$1+SUM(D:D)+LOG10('表 A1'!B{row})&\"B1\"" for row in (1, 2, 3)
    ]


def test_cells_filled_by_an_array_formula_have_it_too() -> None:
    read = only(
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">UNIQUE(C1:C9)</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
    )
    assert [read[row, 1].formula for row in (1, 2, 3)] == ["=UNIQUE(C1:C9)", "=UNIQUE(C1:C9)", None]


@pytest.mark.parametrize("kind", ["n", "s", "str", "b", "e"])
@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_never_computed_shows_nothing(kind: str, value: str) -> None:
    read = cell(f'<c r="A1" t="{kind}"><f>B1</f>{value}</c>')
    assert (read.text, read.raw, read.number, read.formula) == ("", "", None, "=B1")


def test_empty_strings_are_no_cells() -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t/></is></c><c r="C1"><v> </v></c></row>'
    )
    assert only(rows, extra={"xl/sharedStrings.xml": strings("<t/>")}) == {}


def test_rows_and_cells_without_reference_and_out_of_order() -> None:
    read = only(
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row><c r="C2"><v>4</v></c><c><v>5</v></c><c r="A2"><v>3</v></c></row>'
        '<row r="9"><c><v>6</v></c></row>'
    )
    assert [(at, c.text) for at, c in read.items()] == [
        ((1, 1), "1"),
        ((1, 2), "2"),
        ((2, 1), "3"),
        ((2, 3), "4"),
        ((2, 4), "5"),
        ((9, 1), "6"),
    ]


@pytest.mark.parametrize("prefix", ["x", "ns0"])
def test_any_namespace_prefix(prefix: str) -> None:
    p = f"{prefix}:"
    rows = f'<{p}row r="1"><{p}c r="A1" t="inlineStr"><{p}is><{p}t>甲</{p}t></{p}is></{p}c></{p}row>'
    part = f'<{p}worksheet xmlns:{prefix}="{MAIN}"><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>'
    main = (
        f'<{p}workbook xmlns:{prefix}="{MAIN}" xmlns:rel="{OFFICE}"><{p}sheets>'
        f'<{p}sheet name="表" sheetId="1" rel:id="rId1"/></{p}sheets></{p}workbook>'
    )
    data = zipped(book_parts(part) | {"xl/workbook.xml": main})
    assert read_bytes(data, "x").sheets[0].cells[1, 1].text == "甲"


def test_strict_namespace() -> None:
    part = sheet('<row r="1"><c r="A1"><v>1</v></c></row>', namespace=STRICT)
    read = read_bytes(book(part, namespace=STRICT, office=STRICT_OFFICE), "x")
    assert read.sheets[0].cells[1, 1].number == 1


def test_targets_from_the_root_in_other_case_or_with_backslashes_as_wps_and_others_write_them() -> None:
    parts = book_parts(sheet('<row><c t="s"><v>0</v></c></row>'), extra={"xl/sharedStrings.xml": strings("<t>甲</t>")})
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    rels = rels.replace('"worksheets/sheet1.xml', '"/xl/Worksheets/Sheet1.xml').replace('"shared', '"/xl/shared')
    data = zipped({k.replace("xl/sh", "xl\\sh"): v for k, v in (parts | {"xl/_rels/workbook.xml.rels": rels}).items()})
    assert read_bytes(data, "x").sheets[0].cells[1, 1].text == "甲"


UNUSUAL = (
    lambda rows: rows.replace("<v>", "<v><!-- -->"),
    lambda rows: rows.replace("<v>", "<v><?x y?>"),
    lambda rows: rows.replace("<row", "<!--<c r='A1'><v>9</v></c>--><row"),
    lambda rows: re.sub("<v>(.*?)</v>", r"<v><![CDATA[\1]]></v>", rows),
    lambda rows: re.sub("<v>(.)", lambda m: f"<v>&#{ord(m[1])};", rows),
    lambda rows: rows.replace('"', "'"),
    lambda rows: rows.replace("<c ", "<c  cm='1' ph='>' "),
    lambda rows: rows.replace("><", ">\n  <"),
    lambda rows: rows.replace("<v>", "<v >").replace("</c>", "</c\t>"),
    lambda rows: re.sub(' r="[A-Z]+[0-9]+"', "", rows),
    lambda rows: re.sub(' r="[B-Z]+[0-9]+"', "", rows),
    lambda rows: re.sub("<(/?)([a-z])", r"<\1p:\2", rows),
)


@pytest.mark.parametrize("written", UNUSUAL)
def test_one_sheet_written_in_many_ways_reads_the_same(written: Callable[[str], str]) -> None:
    rows = (
        '<row r="1"><c r="A1" s="1"><v>1.5</v></c><c r="B1" t="str"><f>A1&amp;C1</f><v>ab</v></c>'
        '<c r="C1" s="1"/></row>'
        '<row r="2"><c r="A2"><f>A1*2</f><v>3</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c></row>'
    )
    options = {"extra": {"xl/styles.xml": styles("0.00")}}
    part = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    (usual,), (unusual,) = (read_bytes(book(p, **options), "x").sheets for p in (part, _declared(written(part))))
    assert usual == unusual
    assert [c.text for c in usual.cells.values()] == ["1.50", "ab", "3", "TRUE", "#N/A"]


def _declared(part: str) -> str:
    return part.replace("<p:worksheet>", f'<p:worksheet xmlns:p="{MAIN}">')


def test_escaped_characters_and_spaces_are_kept() -> None:
    text = "<t xml:space='preserve'> a_x000D_\nb&#10;_x005F_x0041__xD83D__xDE00_ </t>"
    assert cell(f'<c r="A1" t="inlineStr"><is>{text}</is></c>').raw == " a\r\nb\n_x0041_😀 "


def test_hidden_sheets_merges_and_chart_sheets() -> None:
    merged = sheet("", after='<mergeCells count="1"><mergeCell ref="B2:D5"/></mergeCells>')
    data = book(merged, sheet(""), sheet(""), attributes=("", 'state="hidden"', 'state="veryHidden"'))
    read = read_bytes(data, "x")
    assert [(s.name, s.hidden) for s in read.sheets] == [("自评表", False), ("附表", True), ("三", True)]
    assert read.sheets[0].merges == ((2, 2, 5, 4),)
    chart = zipped({k: _as_chart(v) if k.endswith("workbook.xml.rels") else v for k, v in book_parts(merged).items()})
    assert read_bytes(chart, "x").sheets[0].cells == {}


def _as_chart(part: str | bytes) -> str:
    return str(part).replace("/worksheet", "/chartsheet", 1)


NAMES = [
    ("自评表!$A$1", Area("自评表", 1, 1, 1, 1), None),
    ("自评表!$B$9:$A$1", Area("自评表", 1, 1, 9, 2), None),
    ("'项''目 1'!$C$3", Area("项'目 1", 3, 3, 3, 3), None),
    ("自评表!$A:$C", Area("自评表", 1, 1, 1048576, 3), None),
    ("自评表!$2:$3", Area("自评表", 2, 1, 3, 16384), None),
    ('"abc ""d"""', None, 'abc "d"'),
    ("100", None, "100"),
    ("-2.5", None, "-2.5"),
    ("自评表!#REF!", None, None),
    ("#REF!", None, None),
    ("没有!$A$1", None, None),
    ("[1]自评表!$A$1", None, None),
    ("自评表!$A$1,自评表!$B$1", None, None),
    ("SUM(自评表!$A$1:$A$3)", None, None),
    ("自评表!$XFE$1", None, None),
]


@pytest.mark.parametrize(("refers_to", "area", "constant"), NAMES)
def test_defined_names(refers_to: str, area: Area | None, constant: str | None) -> None:
    xml = f'<definedName name="总分">{refers_to}</definedName>'
    (name,) = read_bytes(book(sheet(""), sheet(""), names=xml, titles=("自评表", "项'目 1")), "x").names
    assert (name.name, name.refers_to, name.scope, name.area, name.constant) == (
        "总分",
        refers_to,
        None,
        area,
        constant,
    )


def test_names_of_one_sheet() -> None:
    xml = '<definedName name="总分" localSheetId="1">附表!$A$1</definedName>'
    (name,) = read_bytes(book(sheet(""), sheet(""), names=xml), "x").names
    assert (name.scope, name.area) == ("附表", Area("附表", 1, 1, 1, 1))


def test_rich_workbook_reads_as_openpyxl_reads_it() -> None:
    data = rich_workbook(vba_project())
    read = read_bytes(data, "自评.xlsm")
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    assert [s.name for s in read.sheets] == values.sheetnames
    for one in read.sheets:
        merges = {(m.min_row, m.min_col, m.max_row, m.max_col) for m in values[one.name].merged_cells.ranges}
        assert set(one.merges) == merges
        for row in values[one.name].iter_rows():
            for theirs in row:
                ours = one.cells.get((theirs.row, theirs.column), Cell())
                formula = formulas[one.name].cell(theirs.row, theirs.column)
                assert _value(ours) == _plain(theirs.value)
                if formula.data_type == "f" and isinstance(formula.value, str):
                    assert ours.formula == formula.value
    assert read.sheets[0].cells[5, 4].date == date(2023, 3, 15)
    assert isinstance(read, Snapshot)


def _value(ours: Cell) -> object:
    if ours.date is not None:
        return ours.date
    if ours.boolean is not None:
        return ours.boolean
    return ours.number if ours.number is not None else ours.raw or None


def _plain(value: object) -> object:
    if isinstance(value, float):
        return Decimal(repr(value))
    return value.date() if hasattr(value, "date") else value
