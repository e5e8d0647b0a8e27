"""Several documents in one file: where each begins, what it is called and signed with, which annexes follow it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from report.filled import case, entry, section, texts
from support.validator import Validator
from ziping.domain.model import Section
from ziping.errors import ZipingError
from ziping.report.document import Part, build_bundle

DAY = date(2023, 9, 5)
DEPARTMENT, PROJECT = "整体支出自评表", "网格经费自评表"

FRAME = (
    section("标题", "", "某委\n2022年度部门决算"),
    section("部分", "第一部分 单位概况", None),
    section("一", "部门职责", "职责。"),
    section("部分", "第二部分 决算情况说明", None),
    section("一", "总体情况", "收支。"),
    section("部分", "第三部分 名词解释", "1.基本支出：保障运转的支出。"),
    section("部分", "第四部分 附件", None),
)
REPORT = (
    section("主送", "", "区财政局"),
    section("一", "情况", "文字。"),
    section("附件", "自评表", "{{ 指标表 }}"),
)


def form(name: str, sheet: str) -> tuple[Any, Any, Any]:
    model, scores, standard = case(name)
    return msgspec.structs.replace(model, sheet=sheet), scores, standard


FORMS = (form("xinzhou-2021", DEPARTMENT), form("grid-2022", PROJECT))


def part(at: int, sections: tuple[Section, ...], **options: Any) -> Part:
    return Part(*FORMS[at], sections, FORMS, **options)


def bundle(*parts: Part, **options: Any) -> WordDocument:
    return Document(io.BytesIO(build_bundle(parts, **options)))


def page_starts(document: WordDocument) -> list[str]:
    """The first paragraph of every page that is begun on purpose, by a break or a new section."""
    starts, fresh = [], True
    for element in document.element.body:
        if element.tag != qn("w:p"):
            continue
        if fresh or element.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None:
            starts.append("".join(piece.text or "" for piece in element.iter(qn("w:t"))))
        fresh = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    return starts


def styled(document: WordDocument, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def test_parts_and_documents_begin_pages_and_annexes_follow_their_own_document() -> None:
    document = bundle(part(0, FRAME), part(0, REPORT), part(1, REPORT), unit_date=DAY)
    assert page_starts(document) == [
        "某委2022年度部门决算",
        "第一部分 单位概况",
        "第二部分 决算情况说明",
        "第三部分 名词解释",
        "第四部分 附件",
        "中共忻州市委政法委员会2021年度部门整体支出绩效自评报告",
        "自评表",
        "中共昭化区委政法委2022年度网格化管理经费支出绩效自评报告",
        "自评表",
    ]
    assert [table._tbl.tr_lst[1].tc_lst[0].xpath("string(.)") for table in document.tables] == [
        "产出指标",
        "预算执行率",
    ]


def test_the_heading_of_a_part_stands_in_the_middle_in_heiti() -> None:
    document = bundle(part(0, FRAME))
    style = document.styles["部分标题"]
    assert len(styled(document, "部分标题")) == 4
    assert (style.font.size.pt, style.element.rPr.rFonts.get(qn("w:eastAsia"))) == (16, "黑体")
    assert style.element.pPr.find(qn("w:jc")).get(qn("w:val")) == "center"


def test_a_document_divided_into_parts_is_not_signed_the_others_are() -> None:
    signed = styled(bundle(part(0, FRAME), part(0, REPORT), part(1, REPORT), unit_date=DAY), "Signature")
    assert signed == ["中共忻州市委政法委员会", "2023年9月5日", "中共昭化区委政法委", "2023年9月5日"]


def test_a_single_annex_is_announced_and_marked_unless_the_last_part_lists_it() -> None:
    listed, alone = bundle(part(0, FRAME), part(1, REPORT)), bundle(part(0, REPORT), part(1, REPORT))
    assert [styled(one, "附件标志") for one in (listed, alone)] == [[], ["附件"] * 2]
    assert [texts(one).count("附件：自评表") for one in (listed, alone)] == [0, 2]


def test_several_annexes_are_numbered() -> None:
    sections = (*REPORT, section("附件", "计分说明", "{{ 得分说明表 }}"))
    assert styled(bundle(part(1, sections)), "附件标志") == ["附件1", "附件2"]


def test_pages_are_numbered_through_upright_and_across() -> None:
    document = bundle(part(0, REPORT), part(1, REPORT))
    assert [page.orientation for page in document.sections] == [0, 1, 0]
    assert [page._sectPr.find(qn("w:pgNumType")) for page in document.sections] == [None] * 3
    assert [len(page.footer.tables) for page in document.sections] == [0, 1, 0]


def test_one_refusal_names_the_cells_of_all_documents() -> None:
    broken = (section("一", "情况", None, "C4"),)
    with pytest.raises(
        ZipingError, match=r"^报告有3处要先改好：报告文字!C4.*；报告文字!C4.*；报告文字!C5（“二、结论”）"
    ) as refused:
        build_bundle([part(0, broken), part(1, (*broken, section("二", "结论", "{{ 单伟 }}", "C5")))])
    assert str(refused.value).count("报告有") == 1


def test_a_draft_counts_the_open_places_of_all_documents_on_its_first_page() -> None:
    open_place = (section("一", "情况", None, hint="写情况"),)
    document = bundle(part(0, FRAME), part(0, open_place), part(1, open_place), draft=True)
    # Two slots, and the dates under two signatures that are not counted as they are no cells.
    assert document.paragraphs[0].text == "草稿　还有2处待填或待改（黄色标记）"
    assert page_starts(document)[:2] == [document.paragraphs[0].text, "第一部分 单位概况"]


def test_a_document_needs_no_forms_around_it() -> None:
    model, scores, standard = FORMS[1]
    assert "1" in texts(bundle(Part(model, scores, standard, (section("一", "情况", "{{ 项目表|length }}"),))))


def test_texts_and_tables_of_another_form_are_those_of_that_form() -> None:
    text = "部门{{ 部门表.总分|分 }}。\n{{ 部门表.指标表 }}\n{{ 项目一览 }}\n{{ 指标表 }}"
    document = bundle(part(1, (section("一", "情况", text),)))
    assert "部门89.25分。" in texts(document)
    listed = "网格化管理经费，全年预算162.13万元，执行154.02万元，执行率95%，自评97.5分。"
    assert f"2022年共对1个项目支出开展绩效自评：{listed}" in texts(document)
    assert [len(table._tbl.tr_lst) for table in document.tables] == [1 + 17 + 1, 1 + 1 + 6 + 1]


def test_nothing_to_put_together_is_refused() -> None:
    with pytest.raises(ZipingError, match="没有要合成的报告"):
        build_bundle([])


def test_the_same_parts_give_the_same_bytes() -> None:
    parts = [part(0, FRAME), part(1, REPORT)]
    assert build_bundle(parts, unit_date=DAY) == build_bundle(parts, unit_date=DAY)


@pytest.mark.parametrize("draft", [False, True])
def test_word_opens_the_bundle(draft: bool, validator: Validator, tmp_path: Path) -> None:
    path = tmp_path / "bundle.docx"
    charts = (section("标题", "", "报告"), section("一", "图", "{{ 得分图 }}\n{{ 执行图 }}", "C3"))
    parts = [part(0, FRAME), part(0, REPORT), part(1, charts), part(1, REPORT)]
    path.write_bytes(build_bundle(parts, draft=draft, unit_date=DAY))
    assert validator.errors_anywhere([path]) == []


def test_the_unit_is_named_where_it_is_missing() -> None:
    model, scores, standard = FORMS[1]
    nobody = msgspec.structs.replace(model, unit=entry(None, "B3"))
    with pytest.raises(ZipingError, match="没有填“单位名称”（自评表!B3）"):
        build_bundle([Part(nobody, scores, standard, (section("标题", "", "报告"), section("一", "情况", "文字。")))])
