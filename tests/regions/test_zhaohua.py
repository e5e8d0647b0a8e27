"""广元市昭化区委政法委 2022: one workbook gives the final accounts and the self-evaluations that were published."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from support.office import Office
from support.validator import Validator
from ziping import api
from ziping.domain.decimals import half_up
from ziping.domain.model import SelfEvaluation, Workbook
from ziping.domain.snapshot import Snapshot, address
from ziping.forms.builder import build_book
from ziping.forms.filled import FilledBook
from ziping.forms.pages import section_paths
from ziping.forms.samples import load_book
from ziping.forms.template import load_template
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes, read_workbook
from ziping.report.outline import load_outline

CASES = Path(__file__).parents[1] / "cases" / "regions" / "zhaohua"
BOOK, SET = "sichuan-zhaohua-zhengfawei-2022", "sichuan-zhaohua-set-2022"
ACCOUNTS, DEPARTMENT = "部门决算情况说明", "部门整体支出绩效自评报告"
REPORTS = {"部门整体": DEPARTMENT, "雪亮工程": "雪亮工程绩效自评报告", "网格化管理": "网格化管理绩效自评报告"}
VERSIONS = ("Office2016", "Office2019", "Microsoft365")

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")


def cases(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((CASES / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


FIGURES, FUNDS, INDICATORS = cases("figures"), cases("funds"), cases("indicators")


def ids(*columns: str):
    return lambda case: "·".join(case[column] for column in columns)


@cache
def data() -> bytes:
    return build_book(load_book(BOOK))


@cache
def snapshot() -> Snapshot:
    return read_bytes(data(), BOOK)


@cache
def book() -> Workbook:
    return settle(snapshot())[1]


@cache
def reports() -> dict[str, bytes]:
    found = api.documents(book())
    return dict(zip((one.name for one in found), api.reports(book(), found), strict=True))


@cache
def word(name: str) -> WordDocument:
    return Document(io.BytesIO(reports()[name]))


@cache
def text(name: str) -> str:
    """Paragraphs and cells of a report, one a line."""
    texts = word(name).element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return "\n".join("".join(piece.text or "" for piece in p.iter(f"{{{p.nsmap['w']}}}t")) for p in texts)


def form(sheet: str) -> SelfEvaluation:
    found = book().form(sheet)
    assert found is not None
    return found


def figure(source: str) -> Decimal:
    """A figure of the book: its name, or two names with − (difference), / (share), ^ (change in percent)."""

    def value(name: str) -> Decimal:
        model = book().forms[0]
        number = model.facts[model.fact_names[name]].number
        assert number is not None, name
        return number

    for sign in "-/^":
        if sign in source:
            one, other = (value(name) for name in source.split(sign))
            return one - other if sign == "-" else 100 * (one / other if sign == "/" else one / other - 1)
    return value(source)


def table_rows(name: str) -> list[list[str]]:
    """Every row of every table of a report, the cells it shows."""
    rows = (row for table in word(name).tables for row in table._tbl.tr_lst)
    return [
        ["".join(t.text or "" for t in cell.iter(f"{{{cell.nsmap['w']}}}t")) for cell in row.tc_lst] for row in rows
    ]


def numbers_with(unit: str, text: str) -> set[Decimal]:
    found: Iterator[re.Match[str]] = _NUMBER.finditer(text)
    return {Decimal(match[0]) for match in found if text[match.end() :].startswith(unit)}


@pytest.mark.parametrize("case", FIGURES, ids=ids("where", "label", "unit"))
def test_a_published_figure_comes_from_the_book_and_stands_in_the_report(case: dict[str, str]) -> None:
    published = Decimal(case["value"])
    places = -int(published.as_tuple().exponent)
    assert half_up(figure(case["book"]), places) == published
    assert abs(published) in numbers_with(case["unit"], text(case["document"]))


def test_figures_of_the_reports_are_typed_nowhere_but_in_the_book() -> None:
    """A date, a paper's number, a list's number and a limit in a name (单价50万元以上) are no figures."""
    names = r"20\d\d年度?|12月31日|〔20\d\d〕\d+号|单价\d+万元以上|（\d+）|\n\s*\d+\."
    typed = {}
    for document in book().documents:
        for section in document.sections:
            source = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", f"\n{section.text.text or ''}")
            if found := _NUMBER.findall(re.sub(names, "", source)):
                typed[document.name, section.heading] = found
    assert typed == {}


@pytest.mark.parametrize("case", FUNDS, ids=ids("sheet", "row"))
def test_a_published_fund_row_stands_in_form_and_report(case: dict[str, str]) -> None:
    exceptions = {(other["sheet"], other["row"], other["column"]): other for other in cases("exceptions")}
    wanted = dict(case)
    for column in ("initial", "adjusted", "executed", "rate"):
        if other := exceptions.get((case["sheet"], case["row"], column)):
            assert case[column] != other["shown"]
            assert other["why"]
            wanted[column] = other["shown"]
    (row,) = [row for row in form(case["sheet"]).funds if (row.label.text or "").strip("　 ") == case["row"]]
    amounts = [wanted["initial"], wanted["adjusted"], wanted["executed"]]
    assert [entry.text or "" for entry in (row.initial, row.adjusted, row.executed)] == amounts
    assert row.rate.number == (Decimal(wanted["rate"].rstrip("%")) / 100 if wanted["rate"] else None)
    (line,) = [line for line in table_rows(REPORTS[case["sheet"]]) if line[0].strip("\u2003　 ") == case["row"]]
    assert line[1:4] == [amount or "—" for amount in amounts]


@pytest.mark.parametrize("case", INDICATORS, ids=ids("sheet", "name"))
def test_a_published_indicator_stands_in_form_and_report(case: dict[str, str]) -> None:
    (row,) = [row for row in form(case["sheet"]).indicators if row.name.text == case["name"]]
    entries = (row.target, row.actual, row.reason)
    published = [case["target"], case["actual"], case["reason"]]
    assert [entry.text or "" for entry in entries] == published
    shown = [line for line in table_rows(REPORTS[case["sheet"]]) if case["name"] in line]
    (line,) = shown
    at = line.index(case["name"])
    assert line[at + 1 :] == [case["target"] or "—", case["actual"] or "—", case["reason"]]


@pytest.mark.parametrize("case", cases("goals"), ids=ids("sheet", "figure"))
def test_a_figure_of_the_goals_stands_in_form_and_report(case: dict[str, str]) -> None:
    model = form(case["sheet"])
    assert case["figure"] in f"{model.goal_planned.text}\n{model.goal_actual.text}"
    assert case["figure"] in text(REPORTS[case["sheet"]])


@pytest.mark.parametrize("sheet", REPORTS)
def test_the_score_the_unit_gave_itself_is_reported_though_no_table_proves_it(sheet: str) -> None:
    model = form(sheet)
    assert model.total.text == "98"
    assert api.score(model).total is None
    assert "自评得分为98分" in text(REPORTS[sheet])


def test_the_report_takes_the_cases_solved_from_the_table() -> None:
    report = text(REPORTS["雪亮工程"])
    assert "协助破案。年度指标值：≥5件；实际完成值：21" in report
    assert "53件" not in report


def test_no_year_before_is_left_in_the_reports() -> None:
    for name in reports():
        assert set(re.findall(r"20\d\d(?=年(?!度?部门、))", text(name))) == {"2022"}


def test_figures_typed_into_different_cells_stay_as_typed() -> None:
    assert form("部门整体").funds[2].initial.text == "1193.39"
    assert figure("年初批复预算") == Decimal("1158.27")
    assert [figure(name) for name in ("机关运行经费", "公用经费")] == [Decimal("555.67"), Decimal("361.65")]


def test_the_department_form_shows_the_shared_figures() -> None:
    general = form("部门整体").funds[2]
    assert not general.initial.formula
    assert general.adjusted.formula
    assert general.executed.formula


def test_the_other_forms_show_year_and_unit_of_the_first() -> None:
    for model in book().forms:
        assert (model.year, model.unit.text, model.supervisor.text) == (2022, *["广元市昭化区委政法委"] * 2)
    assert [model.unit.formula for model in book().forms] == [False, True, True]


def headings(name: str) -> list[str]:
    styles = ("Heading ", "部分")
    return [p.text for p in word(name).paragraphs if p.style is not None and str(p.style.name).startswith(styles)]


@pytest.mark.parametrize("name", [ACCOUNTS, *REPORTS.values()])
def test_the_sections_stand_in_the_order_of_the_published_report(name: str) -> None:
    like = REPORTS["雪亮工程"] if name == REPORTS["网格化管理"] else name
    assert headings(name) == [case["heading"] for case in cases("headings") if case["document"] == like]


def test_the_bundle_holds_accounts_then_each_report_with_its_table() -> None:
    (bundle,) = api.reports(book(), api.documents(book()), bundle=True)
    titles = [
        p.text.replace("\n", "")
        for p in Document(io.BytesIO(bundle)).paragraphs
        if p.style is not None and p.style.name in ("Title", "部分标题")
    ]
    assert titles == [
        "广元市昭化区委政法委2022年度部门决算",
        "第一部分　单位概况",
        "第二部分　2022年度单位决算情况说明",
        "第三部分　名词解释",
        "第四部分　附件",
        "广元市昭化区委政法委2022年部门整体支出绩效自评报告",
        "2022年度部门整体支出绩效目标自评表",
        "广元市昭化区委政法委2022年“雪亮工程”建设和运维费支出绩效自评报告",
        "2022年度财政项目支出绩效自评表",
        "广元市昭化区委政法委2022年网格化管理经费支出绩效自评报告",
        "2022年度财政项目支出绩效自评表",
    ]


@pytest.mark.parametrize("sheet", ["雪亮工程", "网格化管理"])
def test_the_form_behind_a_project_report_names_its_project(sheet: str) -> None:
    _, form_printed = text(REPORTS[sheet]).split("\n2022年度财政项目支出绩效自评表\n")
    assert f"项目名称：{form(sheet).project.text}\n" in form_printed


def test_the_workbook_shows_what_its_formulas_give() -> None:
    settled, _ = settle(snapshot())
    assert settled is snapshot()


def test_a_spreadsheet_program_shows_the_same(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "昭化.xlsx"
    path.write_bytes(data())
    (done,) = office.recalculate([path], tmp_path / "office")
    native = read_workbook(done)
    differences, compared = [], 0
    for sheet in snapshot().sheets:
        there = native.sheet(sheet.name)
        assert there is not None
        for (row, column), cell in sheet.cells.items():
            if cell.formula is None:
                continue
            compared += 1
            other = there.cells.get((row, column))
            shown = (other.number, other.text) if other else (None, "")
            if cell.number is None and (cell.text or "") != (shown[1] or ""):
                differences.append((sheet.name, address(row, column), cell.text, shown))
            if cell.number is not None and (shown[0] is None or abs(shown[0] - cell.number) > Decimal("1e-9")):
                differences.append((sheet.name, address(row, column), cell.number, shown))
    assert differences == []
    assert compared > 300


def test_an_empty_set_waits_for_the_unit(tmp_path: Path) -> None:
    path = tmp_path / "套表.xlsx"
    path.write_bytes(build_book(FilledBook(template=SET)))
    empty = api.load_workbook(path)
    assert [model.sheet for model in empty.forms] == ["部门整体", "项目"]
    assert [document.name for document in empty.documents] == [ACCOUNTS, DEPARTMENT, "项目绩效自评报告"]
    assert all(entry.empty for entry in empty.forms[0].facts.values())


@pytest.mark.parametrize("outline", ["sichuan-accounts-2022", "sichuan-department-2022", "sichuan-project-2022"])
def test_every_slot_says_what_belongs_there(outline: str) -> None:
    for row in load_outline(outline).rows:
        assert row.hint or not row.text, row
    open_slots = [row for row in load_outline(outline).rows if "【待填" in row.text]
    assert len(open_slots) > 5


def test_sections_of_the_same_number_are_told_apart_by_their_part() -> None:
    paths = list(section_paths(load_outline("sichuan-accounts-2022").rows))
    assert len(set(paths)) == len(paths)
    assert [path for path in paths if path.endswith("/二")] == ["第一部分/二", "第二部分/二"]


def test_every_text_of_the_book_has_its_section() -> None:
    outlines = {document.name: document.outline for document in book().documents}
    for name, texts in load_book(BOOK).documents.items():
        assert texts.keys() <= set(section_paths(load_outline(outlines[name]).rows)), name


def test_every_name_in_the_outlines_is_a_figure_of_the_set() -> None:
    said = {fact.said for fact in load_template(SET).facts}
    for id in ("accounts", "department", "project"):
        for row in load_outline(f"sichuan-{id}-2022").rows:
            assert set(re.findall(r"数据\.(\w+)", row.text)) <= said


def test_excel_and_word_would_open_everything_without_repair(validator: Validator, tmp_path: Path) -> None:
    files = {"昭化.xlsx": data(), **{f"{name}.docx": report for name, report in reports().items()}}
    files["合订.docx"] = api.reports(book(), api.documents(book()), bundle=True)[0]
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert validator.errors_anywhere([tmp_path / name for name in files], VERSIONS) == []
