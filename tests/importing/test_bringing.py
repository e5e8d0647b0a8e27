"""Foreign tables as workbooks of ours: nothing changes on the way that is not told."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from forms.workbooks import training
from importing import drawn
from importing.corpus import drawn as in_layout
from importing.corpus import tables
from importing.drawn import Drawn
from importing.values import values_only
from ziping import api
from ziping.domain.model import SelfEvaluation, Workbook
from ziping.errors import ZipingError
from ziping.importing.bringing import MOST_TABLES, Imported, import_table
from ziping.importing.prepared import prepared
from ziping.importing.reportpage import REPORT_SHEET
from ziping.ooxml.reader import read_bytes
from ziping.views import shown

SAMPLES = sorted((Path(__file__).parents[2] / "workbook_templates" / "samples").glob("*.xlsx"))
COPIES: dict[str, Callable[[bytes], bytes]] = {"as it is": bytes, "as values": values_only}
TABLES = {**tables("tables"), **tables("partial")}


def put(folder: Path, data: bytes, name: str = "原表.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def seen(model: SelfEvaluation) -> dict[str, Any]:
    """What show prints, without the places."""
    found = shown(model)
    found["indicators"] = [
        {key: text for key, text in row.items() if key not in ("sheet", "cell")} for row in found["indicators"]
    ]
    return found


def read_again(imported: Imported, folder: Path) -> list[dict[str, Any]]:
    return [seen(model) for model in api.load_all(put(folder, imported.data, "新表.xlsx"))]


def scored(path: Path) -> list[dict[str, Any]]:
    return [seen(model) for model in api.load_all(path) if model.scorable]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_our_own_workbook_comes_back_as_it_was(sample: Path, copy: str, tmp_path: Path) -> None:
    """show → import → show is the identity."""
    path = put(tmp_path, COPIES[copy](sample.read_bytes()))
    own = scored(sample)
    assert scored(path) == own
    imported = import_table(path)
    again = read_again(imported, tmp_path)
    assert [one for one in again if one["indicators"] or one["funds"]] == own
    if copy == "as it is":
        assert imported.unread == imported.unplaced == ()


@pytest.mark.parametrize("id", ["T001", "T014", "T019", "T023", "T027", "P001"])
def test_the_rows_of_a_published_table_stand_in_the_new_workbook(id: str, tmp_path: Path) -> None:
    imported = import_table(put(tmp_path, drawn.xlsx(in_layout(TABLES[id]))))
    (model,) = api.load_all(put(tmp_path, imported.data, "新表.xlsx"))
    rows = {row.name.text: row for row in model.indicators}
    assert len(rows) == len(TABLES[id]["indicators"])
    for row in TABLES[id]["indicators"]:
        name = row["l3"].partition(":")[2] if row["l3"].startswith("指标") else row["l3"]
        placed = rows[name]
        assert (placed.target.text, placed.actual.text) == (row["target"], row["actual"])
        if row["score"]:
            assert placed.score.amount() == Decimal(row["score"])
        if row["weight"]:
            assert placed.weight.amount() == Decimal(row["weight"].rstrip("%"))


def test_the_report_says_where_everything_went(tmp_path: Path) -> None:
    imported = import_table(put(tmp_path, drawn.xlsx(in_layout(TABLES["T009"])), "成安.xlsx"))
    sheet = read_bytes(imported.data, "新表.xlsx").sheet(REPORT_SHEET)
    assert sheet is not None
    texts = [cell.text for cell in sheet.cells.values()]
    for one in imported.unread:
        assert f"{one.sheet}!{one.cell}" in texts
        assert one.text in texts
        assert one.why in texts
    for other in imported.unplaced:
        assert other.source in texts
        assert other.text in texts
    assert any("成安.xlsx" in text for text in texts)
    assert any("national-2020" in text for text in texts)


def test_every_text_of_the_model_is_moved_or_told(tmp_path: Path) -> None:
    imported = import_table(put(tmp_path, drawn.xlsx(in_layout(TABLES["T029"]))))
    told = {(one.source, one.text) for one in (*imported.moved, *imported.unplaced)}
    for row in imported.book.forms[0].funds:
        for entry in (row.label, row.initial, row.adjusted, row.executed, *row.extra.values()):
            if not entry.empty:
                assert (f"{entry.sheet}!{entry.cell}", entry.text) in told


def simple(title: str = "项目支出绩效自评表", project: str = "道路养护", *, money: str = "（万元）") -> Drawn:
    paper = Drawn(above=[title, "（2023年度）"])
    paper.line(("项目名称", 2), (project, 5))
    paper.line(f"项目资金{money}", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    paper.line("年度资金总额", "72890", "72890元", "72,890", "10", "100%", "10")
    paper.line("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    paper.line("产出指标", "数量指标", "指标1：养护里程", "≥30公里", "32公里", "90", "90")
    return paper


def test_money_in_yuan_is_brought_to_ten_thousands_and_told(tmp_path: Path) -> None:
    imported = import_table(put(tmp_path, drawn.xlsx(simple(money="（元）"))))
    (model,) = api.load_all(put(tmp_path, imported.data, "新表.xlsx"))
    total = model.fund("total")
    assert total is not None
    assert [total.entry(id).amount() for id in ("initial", "adjusted", "executed")] == [Decimal("7.289")] * 3
    assert any("元" in note and "万元" in note for note in imported.notes)
    assert imported.book.forms[0].funds[0].adjusted.text == "72890元"


def test_the_counting_before_a_name_goes_when_it_is_placed(tmp_path: Path) -> None:
    imported = import_table(put(tmp_path, drawn.xlsx(simple())))
    assert imported.book.forms[0].indicators[0].name.text == "指标1：养护里程"
    assert read_again(imported, tmp_path)[0]["indicators"][0]["name"] == "养护里程"


def test_an_execution_rate_without_points_gets_none_where_the_indicators_have_all(tmp_path: Path) -> None:
    """四川普惠金融: the indicators have 100 points, the fund table none."""
    imported = import_table(put(tmp_path, drawn.xlsx(in_layout(TABLES["T027"]))))
    assert read_again(imported, tmp_path)[0]["total"] == "100"
    assert any("预算执行率没有分值" in note for note in imported.notes)


def test_targets_come_into_a_set_with_a_self_evaluation(tmp_path: Path) -> None:
    imported = import_table(put(tmp_path, drawn.word(in_layout(TABLES["P019"])), "申报表.docx"))
    assert imported.template == "national-project-with-target-2020"
    (model,) = read_again(imported, tmp_path)
    assert [row["target"] for row in model["indicators"]] == [row["target"] for row in TABLES["P019"]["indicators"]]


def test_another_standard_and_another_form_can_be_asked_for(tmp_path: Path) -> None:
    path = put(tmp_path, drawn.xlsx(in_layout(TABLES["T001"])))
    imported = import_table(path, "platform-cap-2022", template="sichuan-zhaohua-project-2022")
    (model,) = api.load_all(put(tmp_path, imported.data, "新表.xlsx"))
    assert (model.form, model.standard) == ("sichuan-zhaohua-project-2022", "platform-cap-2022")
    assert len(model.indicators) == 9


def test_several_tables_become_several_sheets(tmp_path: Path) -> None:
    first, second = simple(project="道路养护"), simple("桥梁维修项目绩效自评表", "桥梁维修")
    whole = in_layout(TABLES["T006"])
    path = put(tmp_path, drawn.xlsx(first, second, whole, names=("道路", "桥梁", "整体")))
    imported = import_table(path)
    again = read_again(imported, tmp_path)
    assert {one["project"] for one in again} == {"道路养护", "桥梁维修", None}
    assert {one["form"] for one in again} == {"national-project-2020", "national-department-2020"}
    only = import_table(path, sheet="桥梁")
    assert [one["project"] for one in read_again(only, tmp_path)] == ["桥梁维修"]


def test_tables_under_each_other_are_two(tmp_path: Path) -> None:
    path = put(tmp_path, drawn.word(simple(project="道路养护"), simple("桥梁维修绩效自评表", "桥梁维修")), "两张.docx")
    assert [model.project.text for model in api.load_all(path)] == ["道路养护", "桥梁维修"]


def test_a_table_glued_below_another_one_is_told(tmp_path: Path) -> None:
    first, second = simple(), Drawn()
    first.line(("总分", 5), "100", "100")
    second.line("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    second.line("产出指标", "数量指标", "别的项目", "1个", "1个", "90", "90")
    first.boxes += [Drawn.moved(box, first.row) for box in second.boxes]
    foreign = api.recognise(put(tmp_path, drawn.xlsx(first)))
    assert [len(model.indicators) for model in foreign.book.forms] == [1, 1]
    assert "又是一张表" in foreign.notes[0]


def test_tables_side_by_side_are_refused(tmp_path: Path) -> None:
    paper = Drawn()
    heads = ("三级指标", "年度指标值", "实际完成值", "得分")
    paper.line("一级指标", *heads, "", *heads)
    paper.line("产出指标", "里程", "1", "1", "5", "", "座数", "2", "2", "5")
    with pytest.raises(ZipingError, match="左右并排"):
        api.recognise(put(tmp_path, drawn.xlsx(paper)))


def test_a_table_without_header_is_refused(tmp_path: Path) -> None:
    paper = Drawn(above=["项目支出绩效自评表"])
    paper.line("产出指标", "数量指标", "里程", "≥30公里", "32公里", "10", "10")
    with pytest.raises(ZipingError, match="没有认出自评表"):
        api.recognise(put(tmp_path, drawn.xlsx(paper)))


@pytest.mark.parametrize("writer", [drawn.xlsx, drawn.word], ids=["xlsx", "docx"])
def test_headers_in_the_first_column_that_are_too_few_are_told(writer: Callable[..., bytes], tmp_path: Path) -> None:
    paper = Drawn(above=["项目支出绩效自评表"])
    paper.line("三级指标", "里程", "座数")
    paper.line("年度指标值", "≥30公里", "≥3座")
    with pytest.raises(ZipingError, match="竖着写在第一列"):
        api.recognise(put(tmp_path, writer(paper), "竖.docx" if writer is drawn.word else "竖.xlsx"))


def test_hundreds_of_tables_are_read_but_not_brought_at_once(tmp_path: Path) -> None:
    path = put(tmp_path, drawn.xlsx(*[simple()] * (MOST_TABLES + 1)))
    assert len(api.load_all(path)) == MOST_TABLES + 1
    with pytest.raises(ZipingError, match="一张一张导入"):
        import_table(path)


def test_a_form_without_indicators_takes_no_table(tmp_path: Path) -> None:
    with pytest.raises(ZipingError, match="hunan-base-data-2021"):
        import_table(put(tmp_path, drawn.xlsx(simple())), template="hunan-base-data-2021")


def test_a_workbook_whose_names_are_deleted_is_read_by_what_it_prints(tmp_path: Path) -> None:
    model = api.load(put(tmp_path, values_only(training())))
    assert seen(model) == seen(api.load(put(tmp_path, training(), "原件.xlsx")))


@pytest.mark.parametrize(
    ("text", "yuan", "amount"),
    [
        ("4753.66万元", False, "4753.66"),
        ("1.2亿元", False, "12000"),
        ("72,890元", False, "7.289"),
        ("72890", True, "7.2890"),
        ("208", False, "208"),
        ("约200万", False, None),
    ],
)
def test_amounts_are_ten_thousands(text: str, yuan: bool, amount: str | None, tmp_path: Path) -> None:
    paper = Drawn(above=["项目支出绩效自评表"])
    paper.line(f"项目资金{'（元）' if yuan else ''}", "年初预算数", "全年预算数", "全年执行数")
    paper.line("年度资金总额", text, "1", "1")
    paper.line("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    paper.line("产出指标", "数量指标", "养护里程", "≥30公里", "32公里", "90", "90")
    (model,) = api.load_all(put(tmp_path, drawn.xlsx(paper)))
    found = [row.initial for row in prepared(model).funds]
    if amount is None:
        assert [(entry.text, entry.amount()) for entry in found] == [(text, None)]
    else:
        assert [(entry.text, entry.amount()) for entry in found] == [(text, Decimal(amount))]


def test_levels_written_in_the_middle_of_their_rows_are_told(tmp_path: Path) -> None:
    paper = Drawn(above=["项目支出绩效自评表"])
    paper.line("一级指标", "三级指标", "年度指标值", "实际完成值")
    for level, name in (("", "里程"), ("产出指标", "座数"), ("", "册数")):
        paper.line(level, name, "1", "1")
    foreign = api.recognise(put(tmp_path, drawn.xlsx(paper)))
    assert "没有写一级指标" in foreign.notes[0]


@pytest.mark.parametrize("name", ["依据", "校验结果", "导入报告", "Sheet1"])
def test_a_sheet_that_is_called_as_one_of_ours_gets_the_name_of_the_form(name: str, tmp_path: Path) -> None:
    imported = import_table(put(tmp_path, drawn.xlsx(simple(), names=(name,))))
    names = [sheet.name for sheet in read_bytes(imported.data, "新表.xlsx").sheets]
    assert names[:2] == ["项目支出绩效自评表", REPORT_SHEET]
    assert len(set(names)) == len(names)


def test_an_empty_form_is_told(tmp_path: Path) -> None:
    paper = Drawn(above=["项目支出绩效自评表"])
    paper.line("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    paper.line("产出指标", "数量指标", "指标1：", "", "", "", "")
    with pytest.raises(ZipingError, match="还没有填"):
        api.recognise(put(tmp_path, drawn.xlsx(paper)))


def test_two_tables_without_anything_between_them_are_told(tmp_path: Path) -> None:
    paper = Drawn(above=["项目支出绩效自评表"])
    for name in ("里程", "座数"):
        paper.line("一级指标", "三级指标", "年度指标值", "实际完成值")
        paper.line("产出指标", name, "1", "1")
        paper.line("效益指标", f"{name}的效益", "1", "1")
    foreign = api.recognise(put(tmp_path, drawn.xlsx(paper)))
    assert "可能粘了两张表" in foreign.notes[0]


@pytest.mark.parametrize("titles", [True, False], ids=["with titles", "without"])
@pytest.mark.parametrize("writer", [drawn.xlsx, drawn.word], ids=["xlsx", "docx"])
def test_published_tables_under_each_other_are_kept_apart(
    writer: Callable[..., bytes], titles: bool, tmp_path: Path
) -> None:
    glued = Drawn(above=list(in_layout(TABLES["T001"]).above))
    for id in ("T001", "T014", "T023"):
        part = in_layout(TABLES[id])
        if titles and glued.boxes:
            glued.line(part.above[0])
        down = glued.height if glued.boxes else 0
        glued.boxes += [Drawn.moved(box, down) for box in part.boxes]
        glued.row = glued.height
    found = api.load_all(put(tmp_path, writer(glued), "三张.docx" if writer is drawn.word else "三张.xlsx"))
    assert [len(model.indicators) for model in found] == [9, 9, 14]
    assert [model.project.text for model in found] == [TABLES[id]["project"] for id in ("T001", "T014", "T023")]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_figures_and_texts_of_a_copy_without_names_come_along(sample: Path, tmp_path: Path) -> None:
    """基本数据, 基础数据表 and 报告文字 of a workbook pasted as values are found by what they print."""
    own = api.load_workbook(sample)
    path = put(tmp_path, values_only(sample.read_bytes()))
    copy = api.load_workbook(put(tmp_path, import_table(path).data, "新表.xlsx"))
    assert figures(copy) == figures(own)
    assert written(copy) == written(own)


def figures(book: Workbook) -> dict[str, Decimal]:
    facts = {key: entry.amount() for form in book.forms for key, entry in form.facts.items()}
    return {key: number for key, number in facts.items() if number is not None}


def written(book: Workbook) -> list[tuple[str, list[str | None]]]:
    return [(one.name, [section.text.text for section in one.sections]) for one in book.documents]


def test_indicators_with_all_the_points_and_no_funds_have_a_total(tmp_path: Path) -> None:
    paper = Drawn(above=["项目支出绩效自评表", "（2023年度）"])
    paper.line("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    paper.line("产出指标", "数量指标", "养护里程", "≥50公里", "50公里", "60", "60")
    paper.line("效益指标", "社会效益指标", "受益人数", "≥5人", "4人", "40", "32")
    imported = import_table(put(tmp_path, drawn.xlsx(paper)))
    (model,) = api.load_all(put(tmp_path, imported.data, "新表.xlsx"))
    assert any("按0分导入" in note for note in imported.notes)
    assert (api.score(model).total, model.total.text) == (92, "92")
