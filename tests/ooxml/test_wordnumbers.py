"""Automatic numbers are read as Word shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ooxml.wordbuilders import abstract, cell, level, listed, num, paragraph, restarted, row, run, style, table, word
from support.office import Office
from ziping.ooxml.wordcounts import written
from ziping.ooxml.wordtext import Grid, Line, read_word

# The levels of an official document: 一、 （一） 1. （1）
OFFICIAL = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)


def lines(body: str, *, styles: str = "", numbering: str = "") -> list[str]:
    found = read_word(word(body, styles=styles, numbering=numbering), "报告.docx")
    return [one.text for one in found if isinstance(one, Line)]


def numbered(*levels: int, numbering: str = OFFICIAL + num(1, 0), list: int = 1) -> list[str]:
    """What stands before paragraphs at these levels of a list."""
    return lines("".join(paragraph(properties=listed(list, at)) for at in levels), numbering=numbering)


def test_the_levels_of_an_official_document() -> None:
    assert numbered(0, 1, 2, 3, 3, 2, 1, 0, 1) == [
        "一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "二、", "（一）",
    ]  # fmt: skip


def test_the_number_stands_right_before_the_text() -> None:
    spaced = abstract(0, level(0, "chineseCounting", "%1、", '<w:suff w:val="space"/>')) + num(1, 0)
    (line,) = read_word(word(paragraph("概况", listed(1)), numbering=spaced), "报告.docx")
    assert line == Line(1, "一、概况", "", 0, centred=False, automatic=True)


def test_several_levels_in_one_number() -> None:
    legal = abstract(0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    mixed = abstract(0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2"))
    assert numbered(0, 1, 1, numbering=legal + num(1, 0)) == ["第一章", "1.1", "1.2"]
    assert numbered(0, 1, 1, numbering=mixed + num(1, 0)) == ["第一章", "一.1", "一.2"]


def test_a_level_used_before_its_outer_one_counts_that_from_its_start() -> None:
    levels = abstract(0, level(0, "decimal", "%1", start=3), level(1, "decimal", "%1.%2"))
    assert numbered(1, 1, numbering=levels + num(1, 0)) == ["3.1", "3.2"]


def test_lists_of_one_kind_go_on_counting() -> None:
    body = "".join(paragraph(properties=listed(id)) for id in (1, 2, 1))
    assert lines(body, numbering=OFFICIAL + num(1, 0) + num(2, 0)) == ["一、", "二、", "三、"]


def test_a_list_told_to_restart_does_so_once() -> None:
    body = "".join(paragraph(properties=listed(id)) for id in (1, 1, 2, 2, 1))
    numbering = OFFICIAL + num(1, 0) + num(2, 0, restarted(0))
    assert lines(body, numbering=numbering) == ["一、", "二、", "一、", "二、", "三、"]
    five = OFFICIAL + num(1, 0) + num(2, 0, restarted(0, 5))
    assert lines(body, numbering=five) == ["一、", "二、", "五、", "六、", "七、"]


def test_a_list_with_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "（%1）")}</w:lvlOverride>'
    body = paragraph(properties=listed(1)) + paragraph(properties=listed(2))
    assert lines(body, numbering=OFFICIAL + num(1, 0) + num(2, 0, own)) == ["一、", "（2）"]


def test_a_level_that_never_restarts() -> None:
    """1. 2. through the whole report, whatever 一、 it stands under."""
    through = level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    numbering = abstract(0, level(0, "chineseCounting", "%1、"), through) + num(1, 0)
    assert numbered(0, 1, 0, 1, numbering=numbering) == ["一、", "1.", "二、", "2."]


def test_a_level_that_restarts_after_the_first_only() -> None:
    third = level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>')
    numbering = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "(%2)"), third) + num(1, 0)
    assert numbered(0, 1, 2, 1, 2, 0, 1, 2, numbering=numbering) == ["1", "(1)", "1.", "(2)", "2.", "2", "(1)", "1."]


def test_numbers_by_style() -> None:
    styles = (
        style("1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("2", "heading 2", based_on="1")
        + style("a", "标题 甲", listed(1, 2), based_on="2")
    )
    numbering = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>'),
        level(2, "decimal", "%3."),
    )
    body = "".join(paragraph("甲", f'<w:pStyle w:val="{id}"/>') for id in "122")
    assert lines(body, styles=styles, numbering=numbering + num(1, 0)) == ["一、甲", "（一）甲", "（二）甲"]
    by_own_level = paragraph("甲", '<w:pStyle w:val="a"/>')
    without_link = numbering.replace("pStyle", "unused")
    assert lines(by_own_level, styles=styles, numbering=without_link + num(1, 0)) == ["1.甲"]


def test_a_paragraph_switches_the_number_of_its_style_off() -> None:
    styles = style("1", "heading 1", listed(1))
    body = paragraph("甲", '<w:pStyle w:val="1"/>' + listed(0)) + paragraph("乙", '<w:pStyle w:val="1"/>')
    first, second = read_word(word(body, styles=styles, numbering=OFFICIAL + num(1, 0)), "报告.docx")
    assert isinstance(first, Line)
    assert (first.text, first.automatic) == ("甲", False)
    assert isinstance(second, Line)
    assert (second.text, second.automatic) == ("一、乙", True)


def test_a_list_that_only_names_a_list_style() -> None:
    styles = style("official", "公文编号", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="official"/></w:abstractNum>'
    body = paragraph("概况", listed(2)) + paragraph("职责", listed(2, 1))
    assert lines(body, styles=styles, numbering=OFFICIAL + linked + num(1, 0) + num(2, 1)) == ["一、概况", "（一）职责"]


def test_a_bullet_shows_nothing() -> None:
    bullets = abstract(0, level(0, "bullet", "")) + num(1, 0)
    (line,) = read_word(word(paragraph("要点", listed(1)) + paragraph(properties=listed(1)), numbering=bullets), "a")
    assert line == Line(1, "要点", "", 0, centred=False, automatic=False)


def test_a_hidden_number_and_one_of_text_alone() -> None:
    hidden = abstract(0, level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")) + num(1, 0)
    assert lines(paragraph("概况", listed(1)), numbering=hidden) == ["概况"]
    annex = abstract(0, level(0, "none", "附件%1：")) + num(1, 0)
    assert lines(paragraph("自评表", listed(1)), numbering=annex) == ["附件：自评表"]


def test_a_list_that_is_not_there_gives_no_number() -> None:
    assert lines(paragraph("概况", listed(7)), numbering=OFFICIAL + num(1, 0)) == ["概况"]
    assert lines(paragraph("概况", listed(7))) == ["概况"]
    assert lines(paragraph("概况", listed(1, 8)), numbering=OFFICIAL + num(1, 0)) == ["概况"]


def test_an_empty_numbered_paragraph_shows_its_number_and_counts() -> None:
    body = paragraph("甲", listed(1)) + paragraph(properties=listed(1)) + paragraph("丙", listed(1))
    assert lines(body, numbering=OFFICIAL + num(1, 0)) == ["一、甲", "二、", "三、丙"]


def test_a_deleted_paragraph_has_no_number() -> None:
    gone = f"<w:del>{run('乙')}</w:del>"
    body = (
        paragraph("甲", listed(1))
        + paragraph(properties=listed(1) + "<w:rPr><w:del/></w:rPr>", inside=gone)
        + paragraph("丙", listed(1))
    )
    assert lines(body, numbering=OFFICIAL + num(1, 0)) == ["一、甲", "二、丙"]


def test_a_column_of_automatic_numbers() -> None:
    """The column 序号 of many forms is nothing but numbered empty paragraphs."""
    numbering = abstract(0, level(0, "decimal", "%1")) + num(1, 0)
    rows = [row(cell(paragraph(properties=listed(1))), name) for name in ("甲", "乙")]
    (grid,) = read_word(word(table(*rows), numbering=numbering), "报告.docx")
    assert isinstance(grid, Grid)
    assert grid.rows == (("1", "甲"), ("2", "乙"))


@pytest.mark.parametrize(
    ("format", "numbers"),
    {
        "decimal": {0: "0", 1: "1", 12: "12"},
        "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○"},
        "chineseCountingThousand": {10: "十", 21: "二十一", 101: "一百零一", 110: "一百一十"},
        "taiwaneseCountingThousand": {3: "三", 12: "十二"},
        "japaneseCounting": {2: "二", 10: "十", 15: "十五", 111: "百十一", 2000: "二千"},
        "chineseLegalSimplified": {1: "壹", 10: "壹拾", 12: "壹拾贰", 101: "壹佰零壹"},
        "ideographDigital": {3: "三", 10: "一○"},
        "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
        "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
        "decimalEnclosedCircleChinese": {1: "①", 10: "⑩", 11: "11"},
        "decimalEnclosedParen": {1: "⑴", 20: "⒇"},
        "decimalEnclosedFullstop": {1: "⒈"},
        "decimalFullWidth": {1: "１", 10: "１０"},
        "decimalZero": {1: "01", 10: "10"},
        "lowerLetter": {1: "a", 26: "z", 27: "aa", 28: "bb"},
        "upperLetter": {1: "A", 53: "AAA"},
        "lowerRoman": {4: "iv", 9: "ix"},
        "upperRoman": {1: "I", 1994: "MCMXCIV", 40_000: "40000"},
        "none": {1: ""},
        "unheardOf": {7: "7"},
    }.items(),
)
def test_formats(format: str, numbers: dict[int, str]) -> None:
    assert {count: written(count, format) for count in numbers} == numbers


def test_a_format_of_fixed_width() -> None:
    """Word 2010 writes 001, 002 … as an alternative to a plain number."""
    format = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    either = f"<mc:AlternateContent><mc:Choice Requires='w14'>{format}</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    three = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{either}<w:lvlText w:val="%1"/></w:lvl>'
    assert numbered(0, 0, numbering=abstract(0, three) + num(1, 0)) == ["009", "010"]


def test_libreoffice_shows_the_same_numbers(office: Office, tmp_path: Path) -> None:
    report = tmp_path / "编号.docx"
    levels = (0, 1, 1, 2, 2, 3, 1, 2, 0, 1, 2, 3, 3, 2, 0)
    other = abstract(1, level(0, "decimalEnclosedCircle", "%1"), level(1, "upperRoman", "%1-%2"))
    numbering = OFFICIAL + other + num(1, 0) + num(2, 1) + num(3, 1, restarted(0))
    body = "".join(paragraph("正文", listed(1, at)) for at in levels) + "".join(
        paragraph("要点", listed(*place)) for place in ((2, 0), (2, 0), (2, 1), (3, 0), (3, 1), (2, 0))
    )
    report.write_bytes(word(body, numbering=numbering))
    (pdf,) = office.pdf([report], tmp_path)
    shown = ["".join(line.split()) for line in office.text(pdf).splitlines() if line.strip()]
    assert lines(body, numbering=numbering) == shown
