"""Word reports are read as their page shows them, however clumsily they were written."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from hypothesis import given, settings
from hypothesis import strategies as st

from ooxml.builders import STRICT_OFFICE, compound_file, one_sheet, parts_of, zipped
from ooxml.wordbuilders import (
    STRICT_WORD,
    abstract,
    cell,
    level,
    listed,
    num,
    paragraph,
    row,
    run,
    style,
    table,
    word,
    word_parts,
)
from ziping import api
from ziping.errors import ZipingError
from ziping.ooxml import wordtree
from ziping.ooxml.wordtext import Grid, Line, read_word

ROOT = Path(__file__).parents[2]
HIDDEN, DELETED_MARK = "<w:vanish/>", "<w:rPr><w:del/></w:rPr>"


def lines(body: str, styles: str = "") -> list[str]:
    """The texts of the paragraphs outside tables."""
    return [one.text for one in read_word(word(body, styles=styles), "报告.docx") if isinstance(one, Line)]


def line(properties: str, styles: str = "") -> Line:
    """A paragraph with these properties."""
    (found,) = read_word(word(paragraph("概况", properties), styles=styles), "报告.docx")
    assert isinstance(found, Line)
    return found


def grids(body: str) -> list[tuple[tuple[str, ...], ...]]:
    """The rows of the tables."""
    return [one.rows for one in read_word(word(body), "报告.docx") if isinstance(one, Grid)]


def inside(*content: str) -> str:
    """The text of a paragraph with this XML in it, “” where it shows none."""
    return "|".join(lines(paragraph(inside="".join(content))))


def mark(kind: str) -> str:
    """A field mark (w:fldChar)."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, result: str) -> str:
    """A complex field."""
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def text_box(*content: str) -> str:
    """A text box as Word writes it: once for itself and once more for old versions."""
    box = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
    new = f"<w:drawing><wp:anchor><a:graphic>{shape}</a:graphic></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


# Whole documents


def test_a_document_from_python_docx() -> None:
    document = docx.Document()
    document.add_heading("某局2024年度部门整体支出绩效自评报告", 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading("一、部门概况", 1)
    first = document.add_paragraph("　　我局内设6个科室")
    first.add_run("，编制38人。").bold = True
    first.add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph()
    document.add_paragraph("重点工作", style="List Number")
    grid = document.add_table(2, 3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "产出"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "数量指标"
    grid.cell(1, 2).text = "100人"
    document.add_paragraph("附件：自评表")
    out = BytesIO()
    document.save(out)
    assert read_word(out.getvalue(), "报告.docx") == (
        Line(1, "某局2024年度部门整体支出绩效自评报告", "title", 0, centred=True, automatic=False),
        Line(2, "一、部门概况", "heading 1", 1, centred=False, automatic=False),
        Line(3, "　　我局内设6个科室，编制38人。", "normal", 0, centred=False, automatic=False),
        Line(4, "1.重点工作", "list number", 0, centred=False, automatic=True),
        Grid(1, 4, (("产出", "数量指标", ""), ("", "", "100人"))),
        Line(5, "附件：自评表", "normal", 0, centred=False, automatic=False),
    )


def test_a_report_of_our_own() -> None:
    model = api.load(ROOT / "workbook_templates/samples/shanxi-xinzhou-2021.xlsx")
    found = read_word(api.report(model), "自评报告.docx")
    texts = [one for one in found if isinstance(one, Line)]
    assert texts[0] == Line(
        1, "中共忻州市委政法委员会\n2021年度整体支出预算绩效自评报告", "title", 0, centred=True, automatic=False
    )
    assert [one.text for one in texts if one.level == 1][:2] == [
        "一、部门（单位）基本情况",
        "二、部门（单位）预算管理及执行情况",
    ]
    assert [one.number for one in texts] == list(range(1, len(texts) + 1))
    tables = [one for one in found if isinstance(one, Grid)]
    assert [one.number for one in tables] == list(range(1, len(tables) + 1))
    assert tables[0].rows[:2] == (
        ("序号", "职责职能"),
        ("1", "对全市政法工作提出全局性部署，推进平安忻州、法治忻州建设，加强过硬队伍建设"),
    )
    assert texts[tables[0].after - 1].text == "主要职责职能"


@pytest.mark.parametrize("body", ["", paragraph(), paragraph("　 \u200b"), table()])
def test_an_empty_document_has_nothing(body: str) -> None:
    assert read_word(word(body), "空白.docx") == ()


def test_a_document_without_a_body_has_nothing() -> None:
    main = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    assert read_word(zipped(word_parts("") | {"word/document.xml": main}), "空白.docx") == ()


def test_a_strict_document_and_one_with_other_prefixes() -> None:
    strict = zipped(
        word_parts(paragraph("概况", '<w:jc w:val="center"/>'), namespace=STRICT_WORD, office=STRICT_OFFICE)
    )
    assert read_word(strict, "报告.docx") == (Line(1, "概况", "", 0, centred=True, automatic=False),)
    main = str(word_parts(paragraph("概况"))["word/document.xml"])
    other = main.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=")
    assert read_word(zipped(word_parts("") | {"word/document.xml": other}), "报告.docx")[0] == Line(
        1, "概况", "", 0, centred=False, automatic=False
    )


def test_headers_footers_notes_and_comments_are_not_read() -> None:
    body = paragraph(
        "概况", inside='<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    )
    other = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{paragraph("页眉")}</w:hdr>'
    extra = {f"word/{part}.xml": other for part in ("header1", "footer1", "footnotes", "comments")}
    assert len(read_word(zipped(word_parts(body) | extra), "报告.docx")) == 1


# What a paragraph shows


def test_runs_and_breaks() -> None:
    cut = '<w:r><w:br w:type="page"/><w:br w:type="column"/><w:lastRenderedPageBreak/></w:r>'
    assert inside(run("绩效"), cut, run("自评")) == "绩效自评"
    assert (
        inside(run("局"), "<w:r><w:br/></w:r>", run("报告"), "<w:r><w:cr/></w:r>", run("（公章）"))
        == "局\n报告\n（公章）"
    )
    assert inside(
        run("单位"), "<w:r><w:tab/></w:r>", run("联系电话：0350"), "<w:r><w:noBreakHyphen/></w:r>", run("3")
    ) == ("单位\t联系电话：0350-3")
    assert inside(run("完成"), '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:softHyphen/></w:r>') == "完成"


def test_blanks_count_only_where_they_are_to_be_kept() -> None:
    assert (
        inside("<w:r><w:t> 概 况\n</w:t></w:r>", "<w:r><w:t xml:space='preserve'> 如\n下 </w:t></w:r>")
        == "概 况 如 下 "
    )


def test_tracked_changes_count_as_accepted() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>90</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("95")}<w:del w:id="3"><w:r><w:delText>6</w:delText></w:r></w:del></w:ins>'
    moved = f'<w:moveFrom w:id="4">{run("去年")}</w:moveFrom><w:moveTo w:id="5">{run("今年")}</w:moveTo>'
    assert inside(run("得分"), deleted, inserted, moved) == "得分95今年"


def test_a_paragraph_whose_mark_is_deleted_runs_on() -> None:
    body = paragraph("本年", DELETED_MARK) + "<w:bookmarkEnd/>" + paragraph("执行率", '<w:jc w:val="center"/>')
    (found,) = read_word(word(body), "报告.docx")
    assert found == Line(1, "本年执行率", "", 0, centred=True, automatic=False)
    assert lines(paragraph("甲", DELETED_MARK) + table(row("乙")) + paragraph("丙", DELETED_MARK)) == ["甲", "丙"]


def test_content_in_wrappers_counts() -> None:
    parts = [
        f'<w:hyperlink r:id="rId1">{run("网")}</w:hyperlink>',
        f"<w:smartTag><w:smartTagPr/>{run('址')}</w:smartTag>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('见')}</w:sdtContent></w:sdt>",
        f'<w:fldSimple w:instr=" DATE ">{run("附")}</w:fldSimple>',
        f"<w:customXml>{run('件')}</w:customXml>",
    ]
    assert inside(*parts) == "网址见附件"
    assert lines(f"<w:sdt><w:sdtContent>{paragraph('甲')}<w:ins>{paragraph('乙')}</w:ins></w:sdtContent></w:sdt>") == [
        "甲",
        "乙",
    ]


def test_the_base_of_phonetic_text_and_formulas_count() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('xīn')}</w:rt><w:rubyBase>{run('忻')}</w:rubyBase></w:ruby></w:r>"
    above, below = (f"<m:r><m:t>{text}</m:t></m:r>" for text in ("执行数", "预算数"))
    formula = f"<m:oMath><m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f></m:oMath>"
    assert inside(ruby, run("州"), formula) == "忻州执行数预算数"


def test_of_a_field_only_the_result_counts() -> None:
    assert inside(run("共"), field("PAGE", run("3")), run("页")) == "共3页"
    assert inside(field(f"IF {field('PAGE', run('1'))} = 1 ", field("DATE", run("今天")))) == "今天"
    assert (
        inside(mark("begin"), "<w:r><w:instrText>EQ x</w:instrText></w:r>", run("码"), mark("end"), run("文")) == "文"
    )


def test_a_field_may_reach_over_several_paragraphs() -> None:
    first = paragraph(inside=mark("begin") + "<w:r><w:instrText>QUOTE</w:instrText></w:r>" + run("码"))
    assert lines(
        first + paragraph(inside=run("码") + mark("separate") + run("甲")) + paragraph("乙", inside=mark("end"))
    ) == [
        "甲",
        "乙",
    ]


def test_half_a_field_hides_nothing() -> None:
    assert lines(paragraph(inside=mark("begin")) + paragraph("概况", inside=mark("separate"))) == ["概况"]
    assert inside(mark("end"), run("概况"), mark("separate")) == "概况"
    assert inside(mark("begin"), f"<w:del>{mark('end')}</w:del>", run("概况")) == "概况"


def test_hidden_text_does_not_count() -> None:
    off = '<w:vanish w:val="0"/>'
    assert inside(run("一"), run("二", HIDDEN), run("三", off), run("四", "<w:webHidden/>")) == "一三四"
    styles = '<w:style w:type="character" w:styleId="h"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
    by_style = run("二", '<w:rStyle w:val="h"/>') + run("三", '<w:rStyle w:val="h"/>' + off)
    assert lines(paragraph("一", inside=by_style), styles) == ["一三"]


# Text boxes


def test_the_paragraphs_of_a_text_box_follow_the_one_that_holds_it() -> None:
    box = text_box(paragraph("单位：忻州市某局"), paragraph(), paragraph("2022年3月"))
    assert lines(paragraph("封面", inside=box) + paragraph("正文")) == ["封面", "单位：忻州市某局", "2022年3月", "正文"]
    assert lines(paragraph(inside=box)) == ["单位：忻州市某局", "2022年3月"]


def test_text_boxes_of_old_versions_with_tables_and_inside_each_other() -> None:
    box = "<v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
    old = f"<w:r><w:pict><v:group>{box}</v:group></w:pict></w:r>"
    assert lines(paragraph("甲", inside=old.format(paragraph("乙", inside=text_box(paragraph("丙")))))) == [
        "甲",
        "乙",
        "丙",
    ]
    found = read_word(word(paragraph("甲", inside=text_box(table(row("乙")), paragraph("丙")))), "报告.docx")
    assert [one.rows if isinstance(one, Grid) else one.text for one in found] == ["甲", (("乙",),), "丙"]


def test_alternatives_without_a_choice_are_read_from_the_other() -> None:
    assert inside(f"<mc:AlternateContent><mc:Fallback>{run('甲')}</mc:Fallback></mc:AlternateContent>") == "甲"
    assert inside("<mc:AlternateContent/>", run("乙")) == "乙"


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    assert grids(table(row(cell(paragraph("甲", inside=text_box(paragraph("乙"), paragraph("丙")))), "丁"))) == [
        (("甲\n乙\n丙", "丁"),)
    ]


def test_a_hidden_or_deleted_text_box_does_not_count() -> None:
    box = text_box(paragraph("甲"))
    assert (
        lines(paragraph(inside=f"<w:del>{box}</w:del>" + box.replace("<w:r>", f"<w:r><w:rPr>{HIDDEN}</w:rPr>", 1)))
        == []
    )


# Headings and tables of contents


def test_outline_levels() -> None:
    styles = (
        style("a", "Normal")
        + style("1", "heading 1", '<w:outlineLvl w:val="0"/>', based_on="a")
        + style("b", "二级标题", '<w:outlineLvl w:val="1"/><w:jc w:val="center"/>', based_on="1")
        + style("c", "标题 1", based_on="b")
        + style("3", "heading 3", based_on="a")
        + style("circle", "x", based_on="circle")
    )
    shown = {id: line(f'<w:pStyle w:val="{id}"/>', styles) for id in ("a", "1", "b", "c", "3", "circle", "missing")}
    assert {id: (one.style, one.level, one.centred) for id, one in shown.items()} == {
        "a": ("normal", 0, False),
        "1": ("heading 1", 1, False),
        "b": ("二级标题", 2, True),
        "c": ("标题 1", 2, True),
        "3": ("heading 3", 3, False),
        "circle": ("x", 0, False),
        "missing": ("normal", 0, False),
    }
    own = line('<w:pStyle w:val="b"/><w:jc w:val="left"/><w:outlineLvl w:val="2"/>', styles)
    assert (own.level, own.centred) == (3, False)
    assert line('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', styles).level == 0
    assert line('<w:outlineLvl w:val="0"/>').level == 1


def test_a_table_of_contents_is_skipped() -> None:
    styles = style("10", "toc 1") + style("TOC", "TOC Heading") + style("w", "WPSOffice手动目录 2") + style("n", "正文")
    by_style = "".join(paragraph("一、概况\t1", f'<w:pStyle w:val="{id}"/>') for id in ("10", "TOC", "w"))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    by_control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    by_field = paragraph(inside=field('TOC \\o "1-3"', run("一、概况 1"))) + paragraph(
        inside=f'<w:fldSimple w:instr="toc \\c">{run("图1")}</w:fldSimple>'
    )
    assert lines(by_style + by_control + by_field + paragraph("概况", '<w:pStyle w:val="n"/>'), styles) == ["概况"]
    cover = by_control.replace("Table of Contents", "Cover Pages")
    assert lines(cover) == ["目录"]


# Tables


def test_merged_cells_stand_in_their_first_place() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    assert grids(
        table(
            row(cell("指标", span=2), "分值"),
            row(cell("产出", properties=down), "数量", "50"),
            row(cell("", properties=on), "质量", cell("10", "（另加）")),
            row(cell("合计", span=3)),
        )
    ) == [(("指标", "", "分值"), ("产出", "数量", "50"), ("", "质量", "10\n（另加）"), ("合计", "", ""))]


def test_cells_merged_the_old_way() -> None:
    across, on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    assert grids(table(row(cell("项目", properties=across), cell("名称", properties=on), "甲"))) == [
        (("项目", "", "甲"),)
    ]


def test_a_cell_that_goes_on_from_nothing_is_its_own() -> None:
    """Left behind where the row above was deleted."""
    assert grids(table(row(cell("产出", properties="<w:vMerge/>"), "数量"))) == [(("产出", "数量"),)]


def test_rows_that_begin_late_or_end_early_are_padded() -> None:
    late = row("乙", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    assert grids(table(row("甲"), late)) == [(("甲", "", ""), ("", "乙", ""))]


def test_deleted_and_hidden_rows_are_gone() -> None:
    rows = row("甲", properties="<w:del/>"), row("乙", properties="<w:hidden/>"), row("丙", properties="<w:ins/>")
    assert grids(table(*rows)) == [(("丙",),)]
    assert grids(table(*rows[:2])) == []
    assert grids(table(row(cell("甲", properties="<w:cellDel/>"), "乙"))) == [(("", "乙"),)]


def test_rows_and_cells_inside_content_controls() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    assert grids(table(row("甲", control(cell("乙"))), control(row("丙", cell(control(paragraph("丁"))))))) == [
        (("甲", "乙"), ("丙", "丁"))
    ]


def test_nested_tables_follow_their_outer_one() -> None:
    nested = table(row(cell("外", table(row(cell("内", table(row("最内"))))), paragraph("后"))))
    found = read_word(word(paragraph("一") + nested + table(row("下一个"))), "报告.docx")
    assert found[1:] == (
        Grid(1, 1, (("外\n后",),)),
        Grid(2, 1, (("内",),)),
        Grid(3, 1, (("最内",),)),
        Grid(4, 1, (("下一个",),)),
    )


def test_a_table_at_the_start_and_empty_paragraphs_do_not_count() -> None:
    found = read_word(word(table(row("甲", "")) + paragraph() + paragraph("一") + table(row(""))), "报告.docx")
    assert found == (
        Grid(1, 0, (("甲", ""),)),
        Line(1, "一", "", 0, centred=False, automatic=False),
        Grid(2, 1, (("",),)),
    )


# Refusals


def rich() -> bytes:
    """A document with something of everything."""
    numbering = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.")) + num(1, 0)
    merged = row(cell("产出", span=2, properties='<w:vMerge w:val="restart"/>'), properties='<w:gridBefore w:val="1"/>')
    return word(
        paragraph("概况", '<w:pStyle w:val="1"/><w:jc w:val="center"/>' + listed(1))
        + paragraph("甲", DELETED_MARK + listed(1, 1), inside=field("PAGE", run("3")) + text_box(paragraph("框")))
        + paragraph(inside=f"<w:ins>{run('乙', HIDDEN)}</w:ins><w:hyperlink>{run('丙')}</w:hyperlink>")
        + table(merged, row("一", cell("二", table(row("内"))))),
        styles=style("a", "Normal") + style("1", "heading 1", '<w:outlineLvl w:val="0"/>' + listed(1), based_on="a"),
        numbering=numbering,
    )


def with_part(name: str, content: str | bytes) -> bytes:
    return zipped(word_parts(paragraph("概况")) | {name: content})


def without_part(name: str) -> bytes:
    return zipped({k: v for k, v in word_parts(paragraph("概况")).items() if k != name})


def encrypted_entries() -> bytes:
    data = bytearray(word(paragraph("概况")))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + flags] |= 1
    return bytes(data)


SAVE_AS = "在 Word 或 WPS 里另存为 .docx"
REFUSED = {
    "改名文本.docx": ("这不是文档".encode(), "不是 Word 文档（可能只是改了扩展名），里面只有文字"),
    "空.docx": (b"", "是空文件"),
    "旧.doc": (compound_file("WordDocument"), f"是旧的 .doc 格式，请{SAVE_AS}"),
    "旧改名.docx": (compound_file("WordDocument"), f"是旧的 .doc 格式，请{SAVE_AS}"),
    "加密.docx": (compound_file("EncryptedPackage"), "有打开密码，请先在 Word 或 WPS 里去掉密码"),
    "加密条目.docx": (encrypted_entries(), "有打开密码"),
    "旧表.docx": (compound_file("Workbook"), "是 Excel 工作簿"),
    "旧演示.docx": (compound_file("PowerPoint Document"), "是演示文稿"),
    "不明.docx": (compound_file("Contents"), "不是 Word 文档"),
    "扫描件.docx": (b"%PDF-1.7\n", "是 PDF 文件，不是 Word 文档"),
    "富文本.doc": (b"{\\rtf1\\ansi", "RTF"),
    "网页.doc": (b"<html><p></p></html>", "网页或 XML 文件，请在 Word 或 WPS 里打开后另存为 .docx"),
    "表格改名.docx": (one_sheet(""), "是 Excel 工作簿，不是 Word 文档"),
    "演示改名.docx": (zipped({"ppt/presentation.xml": "<p/>"}), "是演示文稿"),
    "开放.odt": (zipped({"content.xml": "<a/>"}), "OpenDocument"),
    "压缩包.docx": (zipped({"a.txt": "x"}), "里没有文档内容"),
    "缺正文.docx": (without_part("word/document.xml"), "里没有文档内容"),
    "别的正文.docx": (with_part("word/document.xml", "<html/>"), "里没有文档内容"),
    "截断.docx": (word(paragraph("概况"))[:-200], "已损坏或不完整，请重新取得原件，或在 Word 或 WPS 里打开修复后另存"),
    "坏XML.docx": (word("<w:p>"), "在 Word 或 WPS 里打开修复后另存"),
    "坏关系.docx": (with_part("_rels/.rels", "<Relationships><Relationship/></Relationships>"), "在 Word 或 WPS 里"),
    "坏编号.docx": (word(paragraph("甲", listed(1, 10**12))), "已损坏"),
    "坏列数.docx": (word(table(row(cell("甲", span=10**6)))), "已损坏"),
    "实体.docx": (with_part("docProps/app.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "实体声明"),
    "宽编码实体.docx": (with_part("word/document.xml", "<!DOCTYPE a><a/>".encode("utf-16")), "实体声明"),
    "炸弹.docx": (with_part("word/document.xml", b" " * 3_000_000), "大得不正常"),
    "太深.docx": (word("<w:ins>" * 300 + "</w:ins>" * 300), "多得不正常"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence_naming_the_file(name: str) -> None:
    data, sentence = REFUSED[name]
    with pytest.raises(ZipingError) as refusal:
        read_word(data, name)
    assert str(refusal.value).startswith(f"“{name}”")
    assert sentence in str(refusal.value)


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordtree, "MAX_NODES", 5)
    with pytest.raises(ZipingError, match="“报告.docx”的内容多得不正常"):
        read_word(rich(), "报告.docx")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:ins>", "</w:ins>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:p><m:oMath><m:f><m:num>", "</m:num></m:f></m:oMath></w:p>"),
        ("<w:p><w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r></w:p>"),
    ],
)
def test_the_deepest_nesting_that_is_let_in_is_read(opening: str, closing: str) -> None:
    times = (wordtree.MAX_DEPTH - 8) // opening.count("<")
    read_word(word(opening * times + paragraph("甲") + closing * times), "报告.docx")


# Whatever bytes come in

rich_document = cache(rich)
shares = st.floats(0, 1, exclude_max=True)
changes = st.lists(st.tuples(shares, st.binary(max_size=4)), min_size=1, max_size=6)
PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
)
WORDS = (
    b"",
    b"0",
    b"-1",
    b"9",
    b"999999999",
    b"10000000000",
    b"1.5",
    b"restart",
    b"begin",
    b"end",
    b"1",
    b"\xe4\xb8\xad",
)


def read_or_refused(data: bytes) -> None:
    with suppress(ZipingError):
        found = read_word(data, "x.docx")
        assert [one.number for one in found if isinstance(one, Line)] == list(
            range(1, 1 + sum(isinstance(one, Line) for one in found))
        )
        assert all(len({len(cells) for cells in one.rows}) == 1 for one in found if isinstance(one, Grid))


def mutated(data: bytes, edits: list[tuple[float, bytes]]) -> bytes:
    changed = bytearray(data)
    for place, content in edits:
        at = int(place * len(changed))
        changed[at : at + max(1, len(content))] = content
    return bytes(changed)


def test_the_document_to_be_damaged_is_sound() -> None:
    found = read_word(rich_document(), "x.docx")
    assert [one.text for one in found if isinstance(one, Line)] == ["一、概况", "甲3丙", "框"]
    assert [one.rows for one in found if isinstance(one, Grid)] == [(("", "产出", ""), ("一", "二", "")), (("内",),)]


@settings(max_examples=60)
@given(st.floats(0, 1))
def test_truncated_file(share: float) -> None:
    read_or_refused(rich_document()[: int(share * len(rich_document()))])


@settings(max_examples=150)
@given(changes)
def test_changed_bytes_of_the_file(edits: list[tuple[float, bytes]]) -> None:
    read_or_refused(mutated(rich_document(), edits))


@settings(max_examples=300)
@given(st.sampled_from(PARTS), changes)
def test_changed_bytes_of_one_part(part: str, edits: list[tuple[float, bytes]]) -> None:
    """The part is packed anew, so that the check sums hold and the parsers see the damage."""
    parts = parts_of(rich_document())
    read_or_refused(zipped(parts | {part: mutated(parts[part], edits)}))


@settings(max_examples=300)
@given(st.sampled_from(PARTS), shares, st.sampled_from(WORDS))
def test_changed_attribute_of_one_part(part: str, place: float, word: bytes) -> None:
    """XML that is well-formed but says what no document says."""
    parts = parts_of(rich_document())
    pieces = parts[part].split(b'"')
    at = int(place * ((len(pieces) - 1) // 2)) * 2 + 1
    read_or_refused(zipped(parts | {part: b'"'.join([*pieces[:at], word, *pieces[at + 1 :]])}))


@settings(max_examples=200)
@given(shares, shares)
def test_an_element_moved_elsewhere(source: float, target: float) -> None:
    """Tags in places where no document has them."""
    parts = parts_of(rich_document())
    pieces = parts["word/document.xml"].split(b"<")
    at, to = (1 + int(place * (len(pieces) - 1)) for place in (source, target))
    pieces.insert(to, pieces.pop(at))
    read_or_refused(zipped(parts | {"word/document.xml": b"<".join(pieces)}))


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    read_or_refused(data)
    read_or_refused(b"PK\x03\x04" + data)
