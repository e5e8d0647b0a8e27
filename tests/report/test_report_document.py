"""The Word report as a document: layout, tables, draft marks, and that every figure of the form is in it."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from report.filled import CASES, case, printed, report, section, texts
from support.validator import Validator
from ziping.domain.model import EMPTY, Section, SelfEvaluation
from ziping.errors import ZipingError
from ziping.report.document import build_report
from ziping.report.outline import load_outline
from ziping.report.styles import fonts_used

DAY = date(2022, 3, 5)


def with_sections(model: SelfEvaluation, *sections: Section) -> SelfEvaluation:
    return msgspec.structs.replace(model, sections=sections)


def table_texts(document: WordDocument, at: int = -1) -> list[list[str]]:
    rows = document.tables[at]._tbl.tr_lst
    return [["".join(piece.text or "" for piece in cell.iter(qn("w:t"))) for cell in row.tc_lst] for row in rows]


@pytest.mark.parametrize("name", CASES)
def test_every_figure_of_the_form_stands_in_the_report(name: str) -> None:
    filled = case(name)
    written = texts(report(*filled))
    assert [figure for figure in printed(filled[0]) if not any(figure in text for text in written)] == []


@pytest.mark.parametrize("name", CASES)
def test_headings_come_in_the_order_of_the_outline(name: str) -> None:
    document = report(*case(name))
    kind = "部门" if name == "xinzhou-2021" else "项目"
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[:4] == ["一、基本情况", f"（一）{kind}概况", "（二）绩效目标", "二、评价工作开展情况"]
    assert len(headings) == sum(row.level > 0 for row in load_outline("national-2020").rows)


def test_levels_have_the_marks_and_fonts_of_an_official_document() -> None:
    model, scores, standard = case("grid-2022")
    rows = [section(number, "标题", "文字。") for number in ("一", "（一）", "1", "（1）")]
    document = report(with_sections(model, *rows), scores, standard)
    fonts = {
        p.text: document.styles[p.style.name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for p in document.paragraphs
        if p.style.name.startswith("Heading")
    }
    assert fonts == {
        "一、标题": "黑体",
        "（一）标题": "楷体_GB2312",
        "1.标题": "仿宋_GB2312",
        "（1）标题": "仿宋_GB2312",
    }


def test_the_page_is_that_of_an_official_document() -> None:
    page = report(*case("grid-2022")).sections[0]
    size = [round(length.mm) for length in (page.page_width, page.page_height)]
    margins = [round(m.mm) for m in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)]
    assert (size, margins) == ([210, 297], [37, 35, 28, 26])
    grid = page._sectPr.find(qn("w:docGrid"))
    height = page.page_height - page.top_margin - page.bottom_margin
    width = page.page_width - page.left_margin - page.right_margin
    assert height // Twips(int(grid.get(qn("w:linePitch")))) == 22
    assert width / Pt(1) // (16 + int(grid.get(qn("w:charSpace"))) / 4096) == 28


def test_body_text_is_sixteen_point_fangsong_with_fixed_lines_and_two_characters_indent() -> None:
    style = report(*case("grid-2022")).styles["Body Text"]
    fonts = style.element.rPr.rFonts
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii")), fonts.get(qn("w:hAnsi"))) == (
        "仿宋_GB2312", "Times New Roman", "Times New Roman",
    )  # fmt: skip
    assert (style.font.size.pt, style.paragraph_format.line_spacing.pt) == (16, 28.95)
    assert style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_no_font_comes_from_a_theme() -> None:
    with zipfile.ZipFile(io.BytesIO(build_report(*case("grid-2022")))) as package:
        parts = b"".join(
            package.read(name) for name in package.namelist() if name.startswith("word/") and "theme" not in name
        )
    assert (b"Theme=" in parts, "华文中宋".encode() in parts) == (False, True)


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    document = report(*case("grid-2022"))
    assert document.settings.odd_and_even_pages_header_footer
    footers = [document.sections[0].footer, document.sections[0].even_page_footer]
    assert [footer.paragraphs[0].alignment for footer in footers] == [2, 0]
    for footer in footers:
        shown = "".join(piece.text for piece in footer._element.iter(qn("w:t")))
        assert (shown, footer._element.find(f".//{qn('w:fldSimple')}").get(qn("w:instr"))) == ("— 1 —", "PAGE")


def test_the_table_header_is_repeated_and_no_row_is_split() -> None:
    document = report(*case("xinzhou-2021"))
    for table in document.tables:
        rows = table._tbl.tr_lst
        assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_the_cells_of_every_row_fill_the_width_of_the_table() -> None:
    for name in CASES:
        for table in report(*case(name)).tables:
            widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
            assert sum(widths) == int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
            for row in table._tbl.tr_lst:
                assert sum(int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst) == sum(widths)


def test_levels_of_indicators_are_merged_downwards() -> None:
    rows = report(*case("grid-2022")).tables[-1]._tbl.tr_lst[2:8]
    merges = [[cell.tcPr.find(qn("w:vMerge")).get(qn("w:val")) for cell in row.tc_lst[:2]] for row in rows]
    assert ["".join(mark[0] for mark in row) for row in merges] == ["rr", "cc", "cr", "cr", "rr", "rr"]


def test_the_indicator_table_begins_with_the_execution_rate_and_ends_with_the_total() -> None:
    rows = table_texts(report(*case("grid-2022")))
    assert rows[0] == [
        "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施",
    ]  # fmt: skip
    assert rows[1] == ["预算执行率", "95%", "10", "9.5", "—"]
    assert rows[3][2:] == ["参与协助流动人口管理服务", "≥200人次", "300", "10", "10", "年中新增流动人口登记任务"]
    assert rows[-1] == ["总分", "100", "97.5", "—"]


def test_columns_of_indicators_come_in_the_order_of_the_form_and_the_reasons_last() -> None:
    model, scores, standard = case("grid-2022")
    labels = {
        "reason": "偏差原因",
        "name": "三级指标",
        "weight": "权重",
        "target": "目标值",
        "actual": "业绩值",
        "score": "得分",
    }
    rows = table_texts(report(msgspec.structs.replace(model, labels=labels), scores, standard))
    assert rows[0][2:] == ["三级指标", "权重", "目标值", "业绩值", "得分", "偏差原因"]
    assert rows[1] == ["预算执行率", "10", "—", "95%", "9.5", "—"]
    assert rows[3][2:6] == ["参与协助流动人口管理服务", "10", "≥200人次", "300"]
    assert rows[-1] == ["总分", "100", "—", "—", "97.5", "—"]


def test_a_form_without_weights_has_no_columns_for_points() -> None:
    model, scores, standard = case("grid-2022")
    rows = [msgspec.structs.replace(row.indicator, weight=EMPTY, score=EMPTY) for row in scores.rows]
    results = [
        msgspec.structs.replace(score, indicator=row, weight=None, printed=None,
                                result=msgspec.structs.replace(score.result, score=None))
        for row, score in zip(rows, scores.rows, strict=True)
    ]  # fmt: skip
    model = msgspec.structs.replace(model, indicators=tuple(rows), total=EMPTY, grade=EMPTY)
    scores = msgspec.structs.replace(scores, rows=tuple(results), total=None, grade=None)
    written = report(model, scores, standard)
    assert table_texts(written)[0] == [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "偏差原因分析及改进措施",
    ]
    assert not any("总分" in text for text in texts(written))


def test_funds_are_indented_under_what_they_belong_to_and_empty_figures_are_dashes() -> None:
    rows = table_texts(report(*case("grid-2022")), 0)
    assert [row[0] for row in rows[1:4]] == ["年度资金总额", "\u2003（一）财政拨款小计", "\u2003\u20031.一般公共预算"]
    assert rows[1][1:] == ["160.00", "162.13", "154.02", "95%", "10", "9.5"]
    assert rows[4][1:] == ["—"] * 6


def test_any_table_of_the_form_stands_where_its_name_stands() -> None:
    model, scores, standard = case("xinzhou-2021")
    text = "使用情况如下。\n{{ 表.资金使用 }}\n合计{{ 表.资金使用.合计.预算数|万元 }}。"
    document = report(with_sections(model, section("一", "资金", text)), scores, standard)
    kinds = [
        (child.tag.rpartition("}")[2], "".join(t.text for t in child.iter(qn("w:t"))))
        for child in document.element.body
    ]
    placed = [at for at, (kind, _) in enumerate(kinds) if kind == "tbl"]
    assert len(placed) == 1
    assert "使用情况如下" in "".join(text for _, text in kinds[: placed[0]])
    assert kinds[placed[0] + 2][1] == "合计218万元。"
    assert table_texts(document)[-1] == ["金额合计", "", "218", "218"]


def test_tall_tables_go_across_with_page_numbers_going_on() -> None:
    upright, across = report(*case("grid-2022")), report(*case("xinzhou-2021"))
    assert [page.orientation for page in upright.sections] == [0]
    assert [page.orientation for page in across.sections] == [0, 1]
    assert across.sections[1].page_width > across.sections[1].page_height
    assert across.sections[1]._sectPr.find(qn("w:pgNumType")) is None


def test_page_numbers_of_pages_across_stand_where_they_stand_on_upright_ones() -> None:
    page = report(*case("xinzhou-2021")).sections[1]
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        turned = footer.tables[0]._tbl
        assert turned.find(f".//{qn('w:textDirection')}").get(qn("w:val")) == "tbRl"
        assert turned.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")) == "PAGE"
        assert turned.find(f".//{qn('w:jc')}").get(qn("w:val")) == side
        below_text = Twips(int(turned.find(f".//{qn('w:tblpPr')}").get(qn("w:tblpX"))))
        assert below_text < page.left_margin
        assert below_text == report(*case("grid-2022")).sections[0].footer_distance


def test_a_wide_table_in_the_text_stays_within_it() -> None:
    model, scores, standard = case("xinzhou-2021")
    document = report(with_sections(model, section("四", "情况", "{{ 指标表 }}")), scores, standard)
    page = document.sections[0]
    width = Twips(int(document.tables[0]._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))))
    assert len(document.sections) == 1
    assert width == page.page_width - page.left_margin - page.right_margin


@pytest.mark.parametrize("written", ["市财政局", "市财政局：", "市财政局:", "市财政局： "])
def test_whom_it_is_addressed_to_stands_at_the_margin_before_a_colon(written: str) -> None:
    model, scores, standard = case("grid-2022")
    rows = (section("主送", "", written), section("一", "情况", "文字。"))
    document = report(with_sections(model, *rows), scores, standard)
    (line,) = (p for p in document.paragraphs if p.style.name == "Salutation")
    assert line.text == "市财政局："
    assert document.styles["Salutation"].element.pPr.find(qn("w:ind")) is None


def test_numbers_of_headings_get_the_brackets_and_marks_of_an_official_document() -> None:
    model, scores, standard = case("grid-2022")
    rows = [section(number, "标题", "文字。") for number in ("一、", "(一)", "1、", "(1)")]
    document = report(with_sections(model, *rows), scores, standard)
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["一、标题", "（一）标题", "1.标题", "（1）标题"]


def test_no_heading_ends_a_page() -> None:
    document = report(*case("grid-2022"))
    for style in document.styles:
        if style.name.startswith("Heading") or style.name in (
            "Title",
            "部分标题",
            "附件标志",
            "Caption",
            "表格单位",
            "表格表头",
        ):
            assert style.element.pPr.find(qn("w:keepNext")) is not None, style.name


def test_no_page_has_the_header_of_a_table_and_fewer_than_three_of_its_rows() -> None:
    _, *rows = report(*case("grid-2022")).tables[-1].rows
    paragraphs = [[p._p.pPr for cell in row.cells for p in cell.paragraphs] for row in rows]
    kept = [all(p.find(qn("w:keepNext")) is not None for p in row) for row in paragraphs]
    assert kept[:2] == [True, True]
    assert kept[-3:] == [True, True, False]
    assert not any(kept[2:-3])


def test_every_font_of_a_report_is_named_among_those_used() -> None:
    model, scores, standard = case("grid-2022")
    rows = (section("一", "情况", "{{ 得分图 }}"),)
    with zipfile.ZipFile(io.BytesIO(build_report(with_sections(model, *rows), scores, standard))) as package:
        names = [name for name in package.namelist() if name.endswith(".xml") and not name.startswith("docProps")]
        parts = "".join(package.read(name).decode("utf-8") for name in names)
    named = {*re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]*)"', parts), *re.findall(r'typeface="([^"]*)"', parts)}
    assert named - {"zh-CN"} == set(fonts_used())


def test_texts_given_go_before_those_of_the_form() -> None:
    model, scores, standard = case("grid-2022")
    document = report(model, scores, standard, sections=[section("一", "另一份报告", "文字。")])
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == ["一、另一份报告"]


def test_a_condition_at_the_end_of_a_line_does_not_join_it_to_the_next() -> None:
    model, scores, standard = case("grid-2022")
    text = "第一段{% if 计分 %}，有分值{% endif %}\n第二段{% for 项 in 指标 %}。{% endfor %}\n第三段"
    document = report(with_sections(model, section("一", "情况", text)), scores, standard)
    assert [p.text for p in document.paragraphs][2:5] == ["第一段，有分值", "第二段。。。。。。", "第三段"]


def test_annexes_follow_the_signature_and_are_announced_before_it() -> None:
    model, scores, standard = case("grid-2022")
    rows = (
        section("一", "情况", "文字。"),
        section("附件", "完成情况表", "{{ 指标表 }}"),
        section("附件", "计分说明", "{{ 得分说明表 }}"),
    )
    written = [text for text in texts(report(with_sections(model, *rows), scores, standard, unit_date=DAY)) if text]
    order = [
        "附件：1.完成情况表",
        "2.计分说明",
        "中共昭化区委政法委",
        "2022年3月5日",
        "附件1",
        "完成情况表",
        "附件2",
        "计分说明",
    ]
    assert [text for text in written[2:] if text in order] == order
    assert any("95.4÷100.2×10 = 9.52 分" in text for text in written)


@pytest.mark.parametrize(
    ("unit", "unit_right", "date_right"),
    [("中共忻州市委政法委员会", 200, 500), ("某局", 800, 200)],
)
def test_the_date_begins_two_characters_right_of_the_signature(unit: str, unit_right: int, date_right: int) -> None:
    model, scores, standard = case("grid-2022")
    model = msgspec.structs.replace(model, unit=msgspec.structs.replace(model.unit, text=unit))
    signed = [p for p in report(model, scores, standard, unit_date=DAY).paragraphs if p.style.name == "Signature"]
    assert [(p.text, int(p._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")))) for p in signed] == [
        (unit, unit_right), ("2022年3月5日", date_right),
    ]  # fmt: skip


def test_slots_block_the_final_report_and_their_cells_are_named() -> None:
    model, scores, standard = case("grid-2022")
    rows = (
        section("一", "情况", "", "C3"),
        section("二", "建议", "【待填：建议】", "C4"),
        section("三", "其他", "无。", "C5"),
    )
    with pytest.raises(ZipingError, match=r"^报告有2处要先改好：报告文字!C3（.*）：待填写；报告文字!C4（.*）：待填写$"):
        build_report(with_sections(model, *rows), scores, standard)


def test_a_draft_says_so_on_every_page_and_shows_its_slots_in_yellow() -> None:
    model, scores, standard = case("grid-2022")
    document = report(with_sections(model, *load_outline("national-2020").sections()), scores, standard, draft=True)
    assert document.paragraphs[0].text == "草稿　还有8处待填或待改（黄色标记）"
    page = document.sections[0]
    assert [header.paragraphs[0].text for header in (page.header, page.even_page_header)] == ["草稿　不得报送"] * 2
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert len(marked) == 9
    assert "【待填：有事实支撑的做法】" in marked


def test_a_final_report_shows_no_trace_of_a_draft() -> None:
    document = report(*case("grid-2022"))
    assert not any("草稿" in text or "待填" in text or "{{" in text for text in texts(document))
    assert document.sections[0].header.is_linked_to_previous


def test_a_form_without_report_texts_gives_a_draft_by_the_national_outline() -> None:
    model, scores, standard = case("grid-2022")
    document = report(with_sections(model), scores, standard, draft=True)
    assert document.paragraphs[1].text == "中共昭化区委政法委\n2022年度网格化管理经费支出绩效自评报告"


def test_a_long_title_breaks_before_its_last_words() -> None:
    model, scores, standard = case("grid-2022")
    project = msgspec.structs.replace(model.project, text="“雪亮工程”建设和运维费用")
    document = report(msgspec.structs.replace(model, project=project), scores, standard)
    assert document.paragraphs[0].text.split("\n")[1:] == ["2022年度“雪亮工程”建设和运维费用", "支出绩效自评报告"]


def test_texts_from_cells_cannot_break_the_document() -> None:
    model, scores, standard = case("grid-2022")
    rows = (section("一", "情况 <b>&", "a < b & c > d “引号”\x0b\x00 ]]>"),)
    assert report(with_sections(model, *rows), scores, standard).paragraphs[2].text == "a < b & c > d “引号” ]]>"


def test_the_same_input_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    filled = case("xinzhou-2021")
    first = build_report(*filled, unit_date=DAY)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert build_report(*filled, unit_date=DAY) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("day", [DAY, None])
def test_the_document_is_described_by_unit_title_and_date(day: date | None) -> None:
    properties = report(*case("grid-2022"), unit_date=day).core_properties
    assert properties.author == "中共昭化区委政法委"
    assert properties.title == "中共昭化区委政法委2022年度网格化管理经费支出绩效自评报告"
    assert (properties.created and properties.created.date()) == day


def test_work_grows_with_the_number_of_indicators_not_with_its_square() -> None:
    def built(count: int) -> int:
        model, scores, standard = case("grid-2022")
        many = msgspec.structs.replace(scores, rows=scores.rows * count)
        rows = (section("附件", "表", "{{ 指标表 }}"),)
        counted = Counted()
        with counted:
            build_report(with_sections(model, *rows), many, standard)
        return counted.calls

    once, twice = built(20), built(40)
    assert twice < 2.2 * once


class Counted:
    """Counts the calls of Python functions."""

    def __init__(self) -> None:
        self.calls = 0

    def __enter__(self) -> None:
        import sys

        sys.setprofile(self._count)

    def __exit__(self, *_: object) -> None:
        import sys

        sys.setprofile(None)

    def _count(self, frame: Any, event: str, argument: Any) -> None:
        self.calls += event == "call"


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("draft", [False, True])
def test_word_opens_the_report(name: str, draft: bool, validator: Validator, tmp_path: Path) -> None:
    model, scores, standard = case(name)
    if draft:
        model = with_sections(model, *load_outline("national-2020").sections())
    path = tmp_path / "report.docx"
    path.write_bytes(build_report(model, scores, standard, draft=draft, unit_date=DAY))
    assert validator.errors_anywhere([path]) == []
    assert Document(str(path)).tables
