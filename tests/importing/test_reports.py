"""A Word file as reports: split at the titles, each about the right form, every place named."""

from __future__ import annotations

import pytest

from ooxml.wordbuilders import abstract, level, listed, num, paragraph, row, table, word
from ziping.domain.model import Document, Entry, FundRow, Section, SelfEvaluation
from ziping.domain.written import Report
from ziping.errors import ZipingError
from ziping.importing.reports import read_reports

WHOLE, EYES, GRID = "部门整体", "雪亮", "网格化"


def form(sheet: str, kind: str = "project", project: str = "") -> SelfEvaluation:
    return SelfEvaluation(
        form="sample",
        standard="national-2020",
        kind=kind,
        project=Entry(text=project or None),
        funds=(FundRow("total"),),
        sheet=sheet,
    )


FORMS = (
    form(WHOLE, "department"),
    form(EYES, project="“雪亮工程”建设和运维费"),
    form(GRID, project="网格化管理经费"),
)
DEPARTMENT = ("某区委政法委", "2022年部门整体支出绩效自评报告", "一、概况", "编制15名。")
PROJECT = ("某区委政法委", "网格化管理项目", "绩效自评报告", "一、概况", "网格员181人。")


def read(*blocks: str, forms: tuple[SelfEvaluation, ...] = FORMS, documents: tuple[Document, ...] = ()) -> list[Report]:
    """The reports of a file with these paragraphs and tables."""
    body = "".join(block if block.startswith("<") else paragraph(block) for block in blocks)
    return list(read_reports(word(body), "自评.docx", forms, documents))


def abouts(reports: list[Report]) -> list[str]:
    return [report.about for report in reports]


def test_a_file_with_several_reports_is_split_at_the_titles() -> None:
    eyes = ("关于2022年雪亮工程建设和运维项目支出的绩效自评报告", "一、概况", "摄像机1307个。")
    whole, of_eyes, of_grid = read(*DEPARTMENT, "2023年3月1日", *eyes, *PROJECT)
    assert abouts([whole, of_eyes, of_grid]) == [WHOLE, EYES, GRID]
    assert whole.title == "某区委政法委2022年部门整体支出绩效自评报告"
    assert [passage.text for passage in whole.passages][-1] == "2023年3月1日"
    assert of_eyes.title == eyes[0]
    assert of_grid.title == "某区委政法委网格化管理项目绩效自评报告"
    assert [passage.text for passage in of_grid.passages if not passage.title] == ["概况", "网格员181人。"]


def test_the_paragraphs_keep_their_numbers_in_the_whole_file() -> None:
    _, grid = read(*DEPARTMENT, *PROJECT)
    assert [passage.entry.cell for passage in grid.passages] == ["第5段", "第6段", "第7段", "第8段", "第9段"]
    assert {passage.entry.sheet for passage in grid.passages} == {"自评.docx"}


def test_a_file_without_title_is_one_report_named_by_the_file() -> None:
    (report,) = read("一、概况", "编制15名。", "二、支出", "1193.39万元。")
    assert (report.name, report.title, report.about) == ("自评.docx", "", WHOLE)
    assert report.foreign


def test_what_stands_before_the_first_heading_does_not_split_a_report() -> None:
    (report,) = read(
        "附件2", "某区委政法委", "2022年度部门整体支出绩效自评报告", "按照要求，现将自评情况报告如下。", "一、概况"
    )
    assert report.name == "附件2某区委政法委2022年度部门整体支出绩效自评报告"


@pytest.mark.parametrize("nothing", ["无", "暂无", "无。", "没有"])
def test_the_last_section_of_a_report_keeps_its_nothing(nothing: str) -> None:
    whole, _ = read(*DEPARTMENT, "二、其他", nothing, *PROJECT)
    assert whole.passages[-1].text == nothing


@pytest.mark.parametrize(
    "line", ["现将自评情况报告", "一、关于本报告", "根据工作安排，形成本报告", "附件：1.绩效自评报告"]
)
def test_a_sentence_or_a_heading_that_ends_with_the_word_is_no_title_of_another_report(line: str) -> None:
    assert len(read("2022年度部门整体支出绩效自评报告", line, "一、概况", "编制15名。")) == 1


@pytest.mark.parametrize("line", ["特此报告", "以上为自评报告", "现将有关情况报告"])
def test_a_closing_phrase_is_no_title(line: str) -> None:
    assert len(read("部门整体支出绩效自评报告", "一、概况", "编制15名。", line, "某区委政法委", "2023年3月1日")) == 1


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("网格化管理项目绩效自评报告", GRID),
        ("2022年“网格化管理”经费支出自评报告", GRID),
        ("雪亮工程建设和运维项目绩效自评报告", EYES),
        ("《“雪亮工程”建设和运维费》绩效自评报告", EYES),
        ("部门整体支出绩效自评报告", WHOLE),
        ("2022年度绩效自评报告", WHOLE),
        ("项目支出绩效自评报告", GRID),
    ],
)
def test_a_title_tells_which_form_a_report_is_about(title: str, about: str) -> None:
    """A title that names no project leaves it to the first sentences."""
    assert abouts(read(title, "一、概况", "网格化管理项目聘用网格员181人。")) == [about]


def test_a_workbook_of_one_project_has_no_other_form() -> None:
    assert abouts(read("2022年度绩效自评报告", "一、概况", forms=FORMS[1:2])) == [EYES]


def test_cells_of_tables_are_named_by_table_row_and_column() -> None:
    grids = table(row("项目", "使用"), row("网格员补助", "95.4")), table(row("合计", "162.13"))
    _, report = read(*DEPARTMENT, table(row("编制", "15")), *PROJECT, "资金使用情况", *grids)
    first, second = report.tables
    assert first.title == "资金使用情况"
    assert [[(entry.cell, entry.text) for entry in cells] for cells in first.rows] == [
        [("表2第1行第1列", "项目"), ("表2第1行第2列", "使用")],
        [("表2第2行第1列", "网格员补助"), ("表2第2行第2列", "95.4")],
    ]
    assert second.rows[0][1].cell == "表3第1行第2列"
    assert first.rows[0][0].sheet == "自评.docx"


def test_the_outline_is_the_one_of_the_workbooks_report_about_the_same_form() -> None:
    documents = (
        Document("部门整体支出绩效自评报告", "a", WHOLE, (Section("一", "概况"),), "报告文字"),
        Document("项目支出绩效自评报告", "b", GRID, (Section("一", "项目概况"),), "报告文字2"),
    )
    whole, grid = read(*DEPARTMENT, *PROJECT, documents=documents)
    assert [section.heading for section in whole.sections or ()] == ["概况"]
    assert [section.heading for section in grid.sections or ()] == ["项目概况"]
    (eyes,) = read("雪亮工程建设和运维项目绩效自评报告", documents=documents)
    assert eyes.sections is None


def test_a_number_that_word_counts_is_marked() -> None:
    numbering = abstract(1, level(0, "chineseCounting", "%1、")) + num(1, 1)
    body = paragraph("绩效自评报告") + paragraph("概况", listed(1)) + paragraph("二、支出")
    (report,) = read_reports(word(body, numbering=numbering), "自评.docx", FORMS)
    headings = [(passage.text, passage.automatic) for passage in report.passages if passage.heading]
    assert headings == [("概况", True), ("支出", False)]


def test_an_empty_file_is_one_report_without_a_word() -> None:
    (report,) = read()
    assert report.passages == report.tables == ()


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(ZipingError, match=r"自评\.docx"):
        read_reports(b"PK", "自评.docx", FORMS)
