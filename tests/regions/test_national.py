"""全国: forms of 2015, 2020 and 2021, and targets that a self-evaluation carries over from its target form."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from forms import edits
from regions.made import CASES, differences
from support.office import Edited, Office
from support.validator import Validator
from ziping import api
from ziping.domain.model import Indicator, SelfEvaluation
from ziping.domain.snapshot import CellEdit, position
from ziping.errors import ZipingError
from ziping.forms.builder import build_book
from ziping.forms.filled import Filled, FilledBook, FilledIndicator
from ziping.forms.spec import load_form
from ziping.forms.template import load_template
from ziping.forms.write import updates
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.packs.record import read_record
from ziping.report.outline import load_outline
from ziping.standards.loader import load_standard

CARRIED = "national-project-with-target-2020"
TARGETS, EVALUATION = "项目支出绩效目标申报表", "项目支出绩效自评表"
VERSIONS = ("Office2016", "Office2019", "Microsoft365")


def filled(name: str = "with-target") -> bytes:
    return build_book(read_record(CASES / "national" / f"{name}.yaml", FilledBook, "示例文件"))


def forms(path: Path) -> tuple[SelfEvaluation, SelfEvaluation]:
    targets, evaluation = api.load_workbook(path).forms
    return targets, evaluation


def row(model: SelfEvaluation, name: str) -> Indicator:
    return next(indicator for indicator in model.indicators if indicator.name.text == name)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "目标和自评.xlsx"
    path.write_bytes(filled())
    return path


# Where somebody types on the target form, what, and what the self-evaluation then shows of the row.
CHANGES = {
    "another number": ("前端监控摄像机", "number", Decimal(1500), "≥1500个", "15", "13.07", "96.44"),
    "another weight": ("前端监控摄像机", "weight", Decimal(12), "≥1282个", "12", "12", "95.37"),
    "another sign": ("运转类经费", "sign", "≥", "≥891.13万元", "10", "10", "98.75"),
    "another unit": ("协助破案", "unit", "起", "≥5起", "15", "15", "98.37"),
    "a limit that is met": ("运转类经费", "number", Decimal(1000), "≤1000万元", "10", "10", "98.75"),
    "an earlier day": ("完成时间", "number", Decimal(45961), "2025年10月31日前", "10", "", ""),
    "words instead of words": ("立体防控体系建设", "target", "三级联防", "三级联防", "15", "14", "98.37"),
}


def changed(book: Path, name: str, column: str) -> str:
    """The cell of the target form that is typed into."""
    indicator = row(forms(book)[0], name)
    entry = getattr(indicator, column) if column in ("weight", "target") else getattr(indicator.parts, column)
    return str(entry.cell)


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_target_changes_the_self_evaluation(change: str, book: Path) -> None:
    name, column, value, *expected = CHANGES[change]
    edit = CellEdit(TARGETS, *position(changed(book, name, column)), value)
    book.write_bytes(patch_workbook(book.read_bytes(), [edit]))
    assert shown(forms(book)[1], name) == expected


def test_a_spreadsheet_program_changes_it_alike(book: Path, office: Office, tmp_path: Path) -> None:
    jobs = {}
    for number, (change, (name, column, value, *_)) in enumerate(CHANGES.items()):
        step = edits.put(TARGETS, changed(book, name, column), value if isinstance(value, str) else float(value))
        jobs[change] = Edited(book, tmp_path / f"{number}.xlsx", [edits.unprotect(), step])
    office.edit(jobs.values())
    assert {change: shown(forms(job.target)[1], CHANGES[change][0]) for change, job in jobs.items()} == {
        change: list(expected) for change, (_, _, _, *expected) in CHANGES.items()
    }


def shown(model: SelfEvaluation, name: str) -> list[str]:
    """Printed target, weight and score of the row, and the total."""
    found = row(model, name)
    return [entry.text or "" for entry in (found.target, found.weight, found.score, model.total)]


def test_what_is_carried_over_is_what_the_target_form_says(book: Path) -> None:
    targets, evaluation = forms(book)
    for id in ("name", "target", "weight", "level1", "level2"):
        carried = [getattr(indicator, id).text for indicator in evaluation.indicators]
        assert carried == [getattr(indicator, id).text for indicator in targets.indicators]
    for id in ("unit", "project", "supervisor", "goal_planned"):
        assert getattr(evaluation, id).text == getattr(targets, id).text
    assert (targets.year, evaluation.year) == (2025, 2025)
    assert evaluation.total.number == api.score(evaluation).total == Decimal("98.37")


def test_the_amount_applied_for_is_not_taken_for_the_approved_budget(book: Path) -> None:
    targets, evaluation = forms(book)
    applied, approved = targets.fund("total"), evaluation.fund("total")
    assert applied is not None
    assert approved is not None
    assert (applied.initial.text, approved.initial.text) == ("595.12", "560")


def test_a_target_form_keeps_what_no_other_form_has(book: Path) -> None:
    targets, _ = forms(book)
    assert targets.extra["period"].text == "2025年1月至12月"
    assert targets.extra["goal_midterm"].text == "三年内实现重点部位全覆盖。"
    total = targets.fund("total")
    assert total is not None
    assert total.extra["midterm"].number == 1800
    assert row(targets, "前端监控摄像机").extra["midterm"].text == "≥3800个"


def test_carried_cells_cannot_be_typed_into(book: Path) -> None:
    import openpyxl

    _, evaluation = forms(book)
    sheet = openpyxl.load_workbook(book)[EVALUATION]
    for indicator in evaluation.indicators:
        carried = (indicator.name, indicator.target, indicator.weight, indicator.parts.sign, indicator.parts.number)
        assert all(sheet[entry.cell].protection.locked for entry in carried)
        assert not any(sheet[entry.cell].protection.locked for entry in (indicator.actual, indicator.parts.actual))


def test_a_text_pasted_into_the_target_form_is_taken_apart_for_both(book: Path) -> None:
    edit = CellEdit(TARGETS, *position(changed(book, "前端监控摄像机", "target")), "≥1400个")
    data = patch_workbook(book.read_bytes(), [edit])
    book.write_bytes(patch_workbook(data, updates(read_bytes(data, book.name))))
    targets, evaluation = forms(book)
    assert row(targets, "前端监控摄像机").parts.number.number == 1400
    assert shown(evaluation, "前端监控摄像机") == ["≥1400个", "15", "14", "97.37"]


def test_a_row_copied_in_both_forms_is_carried_over_too(book: Path, office: Office, tmp_path: Path) -> None:
    targets, evaluation = forms(book)
    steps = [edits.unprotect()]
    for model in (targets, evaluation):
        at = position(row(model, "协助破案").name.cell)[0]
        steps += [
            edits.insert_rows(model.sheet, at + 1),
            edits.copy_and_paste(model.sheet, f"D{at}:Z{at}", f"D{at + 1}"),
        ]
    at = position(row(targets, "协助破案").name.cell)[0]
    steps.append(edits.put(TARGETS, f"D{at + 1}", "找回走失人员"))
    office.edit([Edited(book, tmp_path / "copied.xlsx", steps)])
    targets, evaluation = forms(tmp_path / "copied.xlsx")
    names = [indicator.name.text for indicator in evaluation.indicators]
    assert names == [indicator.name.text for indicator in targets.indicators]
    assert names[4:6] == ["协助破案", "找回走失人员"]


def test_no_indicator_is_reached_that_was_not_planned() -> None:
    planned = FilledIndicator(level1="产出指标", level2="数量指标", name="摄像机", target="≥5个")
    reached = FilledIndicator(level1="产出指标", level2="数量指标", name="照相机", actual="5个")
    sheets = (
        Filled(form="national-target-2015", key="target", indicators={"ind": (planned,)}),
        Filled(form="national-project-2020", key="evaluation", indicators={"ind": (reached,)}),
    )
    with pytest.raises(ZipingError, match="“照相机”在绩效目标申报表里没有"):
        build_book(FilledBook(template=CARRIED, sheets=sheets))


def test_an_empty_set_shows_nothing_where_no_target_stands(tmp_path: Path) -> None:
    data = build_book(FilledBook(template=CARRIED))
    snapshot = read_bytes(data, "")
    sheet = snapshot.sheet(EVALUATION)
    assert sheet is not None
    formulas = [cell for cell in sheet.cells.values() if cell.formula]
    assert len(formulas) > 200
    assert {cell.text for cell in formulas} == {""}
    (tmp_path / "x.xlsx").write_bytes(data)
    assert [form.indicators for form in api.load_workbook(tmp_path / "x.xlsx").forms] == [(), ()]


def test_a_target_form_alone_is_no_self_evaluation(tmp_path: Path) -> None:
    path = tmp_path / "申报表.xlsx"
    path.write_bytes(build_book(FilledBook(template="national-target-2015")))
    with pytest.raises(ZipingError, match="“申报表.xlsx”里只有绩效目标申报表"):
        api.load(path)


def test_native_formulas_show_what_the_file_says(book: Path, office: Office, tmp_path: Path) -> None:
    assert differences(book, office, tmp_path / "office") == []


def test_excel_would_open_it_without_repair(book: Path, validator: Validator) -> None:
    assert validator.errors_anywhere([book], VERSIONS) == []


def test_cost_stands_first_where_the_guide_of_2021_puts_it() -> None:
    (block,) = load_form("national-project-2021").indicator_blocks()
    levels: dict[str, list[str]] = {}
    for group in block.groups:
        levels.setdefault(group.level1, []).append(group.level2)
    assert levels == {
        "成本指标": ["经济成本指标", "社会成本指标", "生态环境成本指标"],
        "产出指标": ["数量指标", "质量指标", "时效指标"],
        "效益指标": ["经济效益指标", "社会效益指标", "生态效益指标"],
        "满意度指标": ["服务对象满意度指标"],
    }
    weights = load_standard("national-2021").weights.level1.value
    assert [level.removesuffix("指标") for level in levels] == list(weights)


@pytest.mark.parametrize("id", ["national-department-2020", "national-department-set-2020"])
def test_what_no_national_document_fixes_says_so(id: str) -> None:
    spec = load_template(id)
    assert spec.status == "待核"
    assert "国家未统一" in spec.document


def test_a_department_set_holds_the_whole_and_two_projects(tmp_path: Path) -> None:
    path = tmp_path / "套表.xlsx"
    department = Filled(form="national-department-2020", key="department", year=2025, fields={"unit": "某区民政局"})
    path.write_bytes(build_book(FilledBook(template="national-department-set-2020", sheets=(department,))))
    models = api.load_all(path)
    assert [model.kind for model in models] == ["department", "project", "project"]
    assert {(model.year, model.unit.text) for model in models} == {(2025, "某区民政局")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The department set, filled, and every 【待填】 of its texts written by a person."""
    path = tmp_path_factory.mktemp("whole") / "套表.xlsx"
    data = filled("department")
    path.write_bytes(data)
    slots = [
        (section.text, re.sub("【待填：.*?】", "本局已写明。", section.text.text or ""))
        for document in api.load_workbook(path).documents
        for section in document.sections
        if "【待填" in (section.text.text or "")
    ]
    path.write_bytes(patch_workbook(data, [CellEdit(e.sheet, *position(e.cell), text) for e, text in slots]))
    return path


@pytest.fixture(scope="module")
def reports(whole: Path) -> dict[str, WordDocument]:
    book = api.load_workbook(whole)
    documents = api.documents(book)
    made = api.reports(book, documents, day=date(2026, 2, 28))
    return {document.name: Document(BytesIO(data)) for document, data in zip(documents, made, strict=True)}


DEPARTMENT_REPORT = "部门整体支出绩效自评报告"
SENTENCES = [
    "核定编制50人，年末在职48人，在职人员控制率96%。",
    "三公经费变动率-10%。预算调整率7.21%。公用经费控制率95.40%。固定资产利用率100%。",
    "全年预算1286.5万元；全年执行1245.5万元，预算执行率96.81%",
    "产出指标分值50分，得45分",
    "总分为94.68分，等级为“优”",
    "困难群众救助资金全年预算300万元，执行290万元，预算执行率96.67%，自评99.67分，等级为“优”。",
    "养老服务中心建设全年预算166.5万元，执行140万元，预算执行率84.08%，自评81.74分，等级为“良”。",
    "养老服务中心建成数。年度指标值：≥3个；实际完成值：2个；原因及改进措施：一个中心用地手续未办完",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_department_report_takes_its_figures_from_the_forms(
    sentence: str, reports: dict[str, WordDocument]
) -> None:
    assert sentence in "\n".join(paragraph.text for paragraph in reports[DEPARTMENT_REPORT].paragraphs)


def test_every_form_of_the_set_has_its_report(reports: dict[str, WordDocument]) -> None:
    titles = {name: document.paragraphs[0].text + document.paragraphs[1].text for name, document in reports.items()}
    assert list(titles) == [DEPARTMENT_REPORT, "项目1绩效自评报告", "项目2绩效自评报告"]
    assert "2025年度部门整体支出绩效自评报告" in titles[DEPARTMENT_REPORT].replace("\n", "")
    assert "养老服务中心建设" in titles["项目2绩效自评报告"].replace("\n", "")


def test_the_sections_stand_in_the_order_of_the_outline(reports: dict[str, WordDocument]) -> None:
    headings = [p.text for p in reports[DEPARTMENT_REPORT].paragraphs if p.style.name.startswith("Heading")]
    outline = load_outline("national-department-2020")
    assert headings == [
        f"{row.number}{'、' if row.level == 1 else ''}{row.heading}" for row in outline.rows if row.level
    ]


def test_common_ratios_are_computed_by_the_sheet_alike(whole: Path, office: Office, tmp_path: Path) -> None:
    assert differences(whole, office, tmp_path / "office") == []


def test_the_whole_set_passes_the_validator(whole: Path, validator: Validator) -> None:
    assert validator.errors_anywhere([whole], VERSIONS) == []
