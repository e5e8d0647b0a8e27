"""Tables, pivot tables, shapes, controls and rules of a kept sheet, without what they took from sheets that go."""

from __future__ import annotations

import pytest

from ooxml.builders import MAIN, sheet
from ziping.domain.snapshot import Sheet
from ziping.errors import ZipingError
from ziping.ooxml.xml import escape
from ziping.rolling.detached import detached
from ziping.rolling.gone import Gone
from ziping.rolling.parts import part_detached

GONE = Gone(("自评表", "台账", "底稿"), ("自评表",), (), (), {"底稿": "底稿2"})
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def after(xml: str, kind: str) -> tuple[str, str]:
    new, told = part_detached(xml.encode(), "part.xml", kind, "台账", GONE, lambda _: None, "x")
    return new.decode(), told


def rules(before: str, after: str = "") -> tuple[str, set[str]]:
    """What is left of a sheet with these elements, and what is told."""
    xml = sheet(before, after=after).encode()
    new, told = detached(xml, "sheet1.xml", Sheet("台账", {}), GONE, lambda _: None, "x")
    return new.decode(), {change.what for change in told}


@pytest.mark.parametrize(
    ("source", "left", "told"),
    [("自评表", "自评表", "数据透视表"), ("底稿", "底稿2", ""), ("台账", "台账", "")],
)
def test_a_pivot_table_keeps_what_it_showed(source: str, left: str, told: str) -> None:
    cache = (
        '<pivotCacheDefinition xmlns="{}"><cacheSource><worksheetSource ref="A1:B9" sheet="{}"/></cacheSource>'
        "</pivotCacheDefinition>"
    )
    assert after(cache.format(MAIN, source), "pivotCacheDefinition") == (cache.format(MAIN, left), told)


@pytest.mark.parametrize(
    ("formula", "left", "told"),
    [("自评表!A1*2", None, "表格（列表）"), ("底稿!A1*2", "底稿2!A1*2", ""), ("[数]*2", "[数]*2", "")],
)
def test_a_table_loses_the_formula_of_a_column_alone(formula: str, left: str | None, told: str) -> None:
    table = '<table xmlns="{}"><tableColumns><tableColumn id="1" name="数">{}</tableColumn></tableColumns></table>'
    column = "<calculatedColumnFormula>{}</calculatedColumnFormula>"
    new = "" if left is None else column.format(left)
    assert after(table.format(MAIN, column.format(formula)), "table") == (table.format(MAIN, new), told)


@pytest.mark.parametrize(
    ("link", "left", "told"),
    [
        ("自评表!$A$1", "", "文本框"),
        ("底稿!$A$1", ' textlink="底稿2!$A$1"', ""),
        ("台账!$A$1", ' textlink="台账!$A$1"', ""),
    ],
)
def test_a_shape_keeps_its_text(link: str, left: str, told: str) -> None:
    shape = '<xdr:wsDr xmlns:xdr="{}"><xdr:sp macro=""{}><xdr:txBody>甲</xdr:txBody></xdr:sp></xdr:wsDr>'
    before = shape.format(DRAWING, f' textlink="{link}"')
    assert after(before, "drawing") == (shape.format(DRAWING, left), told)


@pytest.mark.parametrize("link", ["自评表!$A$1", "底稿!$A$1"])
def test_a_control_on_what_goes_cannot_come_along(link: str) -> None:
    control = f'<formControlPr xmlns="{MAIN}" objectType="CheckBox" fmlaLink="{link}"/>'
    with pytest.raises(ZipingError, match="有控件"):
        after(control, "ctrlProp")


def test_the_last_rule_takes_its_list_along() -> None:
    rule = '<dataValidation sqref="A1"><formula1>{}!A1</formula1></dataValidation>'
    lists = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>自评表!$A$1</formula>'
        f'</cfRule></conditionalFormatting><dataValidations count="2">{rule.format("底稿")}{rule.format("自评表")}'
        "</dataValidations>"
    )
    new, told = rules("", lists)
    assert "conditionalFormatting" not in new
    assert '<dataValidations count="1">' in new
    assert "<formula1>底稿2!A1</formula1>" in new
    assert told == {"条件格式", "数据有效性"}


def test_a_sheet_without_a_formula_keeps_every_byte() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert rules(row) == (sheet(row), set())


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ('<c r="A1" s="3"><f>自评表!B1</f><v>0.5</v></c>', '<c r="A1" s="3"><v>0.5</v></c>'),
        ('<c r="A1" t="b"><f>自评表!B1</f><v>1</v></c>', '<c r="A1" t="b"><v>1</v></c>'),
        ('<c r="A1" t="e"><f>自评表!B1</f><v>#N/A</v></c>', '<c r="A1" t="e"><v>#N/A</v></c>'),
        ('<c r="A1" t="s"><f>自评表!B1</f><v>7</v></c>', '<c r="A1" t="s"><v>7</v></c>'),
        (
            '<c r="A1" t="str"><f>自评表!B1</f><v>甲 &lt; 乙</v></c>',
            '<c r="A1" t="inlineStr"><is><t xml:space="preserve">甲 &lt; 乙</t></is></c>',
        ),
        ('<c r="A1" cm="1"><f t="array" ref="A1:A2">自评表!B1:B2</f><v>5</v></c>', '<c r="A1"><v>5</v></c>'),
        ('<c r="A1"><f>自评表!B1</f></c>', '<c r="A1"/>'),
        (f'<c r="A1"><f>{escape("底稿!B1<3")}</f><v>5</v></c>', f'<c r="A1"><f>{escape("底稿2!B1<3")}</f><v>5</v></c>'),
    ],
)
def test_a_cell_keeps_its_value_and_format(cell: str, left: str) -> None:
    row = '<row r="1">{}</row>'
    assert rules(row.format(cell))[0] == sheet(row.format(left))
