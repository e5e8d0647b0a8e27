"""Charts in the Word report: drawn by Word itself from cached values, small, without what nobody needs."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from docx.shared import Emu
from lxml import etree

from report.filled import case, report, section, texts
from support.office import Office
from ziping.domain.figures import ChartPlace
from ziping.domain.model import EMPTY, SelfEvaluation
from ziping.errors import ZipingError
from ziping.report.charts import chart_xml
from ziping.report.document import build_report

SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
CHARTS = section("三", "结论", "分数如下。\n{{ 得分图 }}\n资金如下。\n{{ 执行图 }}\n完。", "C9")


def charted(model: SelfEvaluation) -> SelfEvaluation:
    return msgspec.structs.replace(model, sections=(CHARTS,))


def read(package: bytes, number: int) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return etree.fromstring(parts.read(f"word/charts/chart{number}.xml"))


def shown(chart: etree._Element) -> list[tuple[str, str]]:
    names, values = ([v.text for v in chart.iterfind(f".//c:{kind}//c:v", SPACES)] for kind in ("cat", "val"))
    return list(zip(names, values, strict=True))


def many(count: int) -> ChartPlace:
    return ChartPlace("预算执行率", tuple((f"第{number}项", Decimal("0.95")) for number in range(count)))


def test_the_charts_hold_the_rates_of_the_form() -> None:
    model, scores, standard = case("grid-2022")
    package = build_report(charted(model), scores, standard)
    assert shown(read(package, 1)) == [
        ("预算执行率", "0.95"), ("产出指标", "0.96"), ("效益指标", "1"), ("满意度指标", "1"),
    ]  # fmt: skip
    assert shown(read(package, 2)) == [
        ("年度资金总额", "0.949978"), ("财政拨款小计", "0.949978"), ("一般公共预算", "0.949978"),
    ]  # fmt: skip


def test_a_chart_stands_where_its_name_stands_with_its_title_below() -> None:
    model, scores, standard = case("grid-2022")
    document = report(charted(model), scores, standard)
    body = [p for p in document.paragraphs if p.style.name not in ("Title", "Heading 1", "Signature")]
    drawn = [
        "图" if p._p.find(f".//{{{SPACES['wp']}}}inline") is not None else p.text for p in body if p._p.xpath(".//w:r")
    ]
    assert drawn == ["分数如下。", "图", "各项指标得分率", "资金如下。", "图", "预算执行率", "完。"]


def test_without_charts_their_lines_are_left_out() -> None:
    model, scores, standard = case("grid-2022")
    package = build_report(charted(model), scores, standard, charts=False)
    assert not any("chart" in name for name in zipfile.ZipFile(io.BytesIO(package)).namelist())
    assert [t for t in texts(report(charted(model), scores, standard, charts=False)) if t][2:5] == [
        "分数如下。", "资金如下。", "完。",
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 4, 11, 30])
def test_a_chart_is_at_most_six_centimetres_high(count: int) -> None:
    from ziping.report.charts import drawing

    extent = drawing(many(count), "rId1", 1).find(".//wp:extent", SPACES)
    assert Emu(int(extent.get("cy"))).cm <= 6
    assert Emu(int(extent.get("cx"))).cm == pytest.approx(15.6, abs=0.05)


def test_a_chart_has_labels_and_chinese_fonts_and_no_grid_and_no_workbook() -> None:
    chart = etree.fromstring(chart_xml(many(3)))
    assert chart.find(".//c:dLbls/c:showVal", SPACES).get("val") == "1"
    fonts = chart.findall(".//a:defRPr", SPACES)
    assert fonts
    assert all(font.find("a:ea", SPACES).get("typeface") == "宋体" for font in fonts)
    for unwanted in ("majorGridlines", "minorGridlines", "legend", "externalData", "title"):
        assert chart.find(f".//c:{unwanted}", SPACES) is None


@pytest.mark.parametrize(("values", "shown_as"), [(("1", "0.96"), "0%"), (("1", "0.8883"), "0.00%")])
def test_percentages_have_decimals_where_one_needs_them(values: tuple[str, ...], shown_as: str) -> None:
    chart = etree.fromstring(chart_xml(ChartPlace("图", tuple((value, Decimal(value)) for value in values))))
    assert chart.find(".//c:dLbls/c:numFmt", SPACES).get("formatCode") == shown_as


def test_a_bar_beyond_the_budget_stays_inside_the_chart() -> None:
    chart = etree.fromstring(chart_xml(ChartPlace("图", (("追加", Decimal("1.6")),))))
    assert Decimal(chart.find(".//c:valAx/c:scaling/c:max", SPACES).get("val")) > Decimal("1.6")


def test_names_from_cells_cannot_break_a_chart() -> None:
    chart = etree.fromstring(chart_xml(ChartPlace("<图>", (("甲 & <乙> “丙”\x0b", Decimal(1)),))))
    assert shown(chart) == [("甲 & <乙> “丙”", "1")]


def test_figures_that_are_not_there_block_the_chart_with_their_cell() -> None:
    model, scores, standard = case("grid-2022")
    rows = [row for row in scores.rows if row.indicator.name.text == "群众满意度"]
    unscored = msgspec.structs.replace(rows[0].indicator, weight=EMPTY)
    broken = msgspec.structs.replace(
        scores, rows=tuple(msgspec.structs.replace(r, indicator=unscored) if r is rows[0] else r for r in scores.rows)
    )
    with pytest.raises(ZipingError, match="报告文字!C9（“三、结论”）：没有填“指标‘群众满意度’的分值”"):
        build_report(charted(model), broken, standard)
    draft = report(charted(model), broken, standard, draft=True)
    assert "【待填：没有填“指标‘群众满意度’的分值”】" in texts(draft)
    assert build_report(charted(model), broken, standard, charts=False)


def test_a_chart_s_values_can_be_read_aloud() -> None:
    model, scores, standard = case("grid-2022")
    described = report(charted(model), scores, standard).element.body.find(".//wp:docPr", SPACES).get("descr")
    assert described == "预算执行率95%，产出指标96%，效益指标100%，满意度指标100%"


def test_another_program_draws_names_and_rates(office: Office, tmp_path: Path) -> None:
    model, scores, standard = case("grid-2022")
    path = tmp_path / "charts.docx"
    path.write_bytes(build_report(charted(model), scores, standard))
    (pdf,) = office.pdf([path], tmp_path)
    printed = office.text(pdf)
    assert all(word in printed for word in ("满意度指标", "各项指标得分率", "财政拨款小计", "96%", "95%"))
