"""Tables that go on over the next page or sheet, and what is told about cells that were read but need a look."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from importing.laid import laid
from ooxml.wordbuilders import paragraph, row, table, word
from ziping.importing.bringing import import_table
from ziping.importing.foreign import Foreign, read_foreign
from ziping.importing.recognise import recognised
from ziping.ooxml.reader import read_bytes

HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
TITLE = ("2023年度项目支出绩效自评表",)
FIRST = ("产出指标", "数量指标", "防火带长度", "≥50公里", "52公里", 50, 50)
SECOND = ("效益指标", "生态效益指标", "受害率", "≤0.9‰", "0.1‰", 50, 50)
SUM = ("总分", "", "", "", "", 100, 100)

Rows = list[tuple[str | float, ...]]


def book(path: Path, **sheets: Rows) -> Path:
    """A workbook of these sheets."""
    with xlsxwriter.Workbook(path) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def project(name: str) -> Rows:
    return [TITLE, ("项目名称", name), HEAD, FIRST, SECOND]


def test_a_table_goes_on_over_the_next_sheet(tmp_path: Path) -> None:
    path = book(tmp_path / "两页.xlsx", 第1页=project("森林防火")[:-1], 第2页=[HEAD, SECOND, SUM])
    foreign = read_foreign(path)
    (model,) = foreign.book.forms
    assert [(row.level1.text, row.name.text, row.name.sheet) for row in model.indicators] == [
        ("产出指标", "防火带长度", "第1页"),
        ("效益指标", "受害率", "第2页"),
    ]
    assert model.total.text == "100"
    assert foreign.notes == (
        "“第2页”没有标题和项目名称，栏头和“第1页”一样，“第1页”又没有合计行，已接在它下面，请核对。",
    )


def test_the_levels_of_the_page_before_hold_until_there_are_new_ones(tmp_path: Path) -> None:
    more = [("", "", "隔离带长度", "≥5公里", "6公里", 10, 10), ("", "质量指标", "合格率", "≥95%", "96%", 10, 10)]
    path = book(tmp_path / "两页.xlsx", 第1页=project("森林防火")[:-1], 第2页=[HEAD, *more])
    rows = read_foreign(path).book.forms[0].indicators
    assert [(row.level1.text, row.level2.text) for row in rows] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
    ]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param([TITLE, HEAD, SECOND, SUM], id="has a title"),
        pytest.param([("项目名称", "防汛"), HEAD, SECOND, SUM], id="has a project"),
        pytest.param([HEAD, FIRST, SECOND, SUM], id="more than 100 points together"),
        pytest.param([(*HEAD[:-1], "自评得分"), SECOND, SUM], id="has another header"),
    ],
)
def test_a_sheet_with_a_table_of_its_own_stays_one(tmp_path: Path, second: Rows) -> None:
    path = book(tmp_path / "两张.xlsx", 甲=project("森林防火")[:-1], 乙=second)
    assert len(read_foreign(path).book.forms) == 2


def test_a_table_that_has_its_sum_is_over(tmp_path: Path) -> None:
    path = book(tmp_path / "两张.xlsx", 甲=[*project("森林防火")[:-1], SUM], 乙=[HEAD, SECOND])
    assert len(read_foreign(path).book.forms) == 2


@pytest.mark.parametrize("summed", [True, False])
def test_each_of_several_tables_with_the_same_title_has_it(summed: bool) -> None:
    """The title used to be given to the table above, and the last table had none and no year."""
    rows = [
        [str(text) for text in row]
        for name in ("甲项目", "乙项目", "丙项目")
        for row in (*project(name), *([SUM] if summed else []))
    ]
    tables = recognised(laid(rows))
    assert [(t.model.title.text, t.model.year, t.model.project.text) for t in tables] == [
        (TITLE[0], 2023, "甲项目"),
        (TITLE[0], 2023, "乙项目"),
        (TITLE[0], 2023, "丙项目"),
    ]


def test_the_third_page_of_a_table_belongs_to_it_too() -> None:
    again = [f"{TITLE[0]}（续）"]
    rows = [*project("防火"), again, HEAD, FIRST, again, HEAD, SECOND, SUM]
    (table,) = recognised(laid([[str(text) for text in row] for row in rows]))
    assert len(table.model.indicators) == 4


def test_points_merged_over_two_indicators_are_told() -> None:
    rows = [
        [*TITLE, *["<"] * 6],
        list(HEAD),
        ["产出指标", "数量指标", "培训期数", "≥3期", "3期", "20", "20"],
        ["^", "^", "培训人数", "≥100人", "98人", "^", "^"],
    ]
    (table,) = recognised(laid(rows))
    first, second = table.model.indicators
    assert [row.weight.text for row in (first, second)] == [None, None]
    assert {id: entry.text for id, entry in first.extra.items()} == {"shared_weight": "20", "shared_score": "20"}
    assert table.notes == tuple(
        f"“自评表”{place} 的“20”是“培训期数”“培训人数” 2 个指标合在一起的一格，"
        "没有写各占多少，没有分到各行，请自己分开填。"
        for place in ("F3", "G3")
    )


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "隐藏.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet("表1")
        for number, row in enumerate(project("物资")):
            sheet.write_row(number, 0, row)
        sheet.set_row(3, options={"hidden": True})
    foreign = read_foreign(path)
    assert len(foreign.book.forms[0].indicators) == 2
    assert foreign.notes == ("“表1”有隐藏的行或列，里面的内容也一起读了，请核对；不要的请先在原表里删掉再导入。",)


def test_formulas_without_their_values_are_told(tmp_path: Path) -> None:
    path = tmp_path / "没算.xlsx"
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet("表1")
        for number, row in enumerate(project("物资")):
            sheet.write_row(number, 0, row)
        sheet.write_formula("G4", "=F4", value="")
        sheet.write_formula("G5", '=IF(F5>0,"","")', value="")
    path = _with_part(path, "xl/worksheets/sheet1.xml", b'<c r="G5"><f>', b'<c r="G5" t="str"><f>')
    notes = read_foreign(path).notes
    assert notes == ("“表1”有 1 个公式没有存算出来的值（G4），按空着读的，请在 Excel 或 WPS 里打开、保存一次再导入。",)


def test_a_heading_in_brackets_is_a_level_without_them(tmp_path: Path) -> None:
    rows: Rows = [TITLE, HEAD[2:], ("【产出指标】",), ("开放天数", "≥310天", "312天", "20（分）", 20)]
    imported = import_table(book(tmp_path / "小标题.xlsx", 表=rows))
    cells = read_bytes(imported.data, "新.xlsx", "新.xlsx").sheets[0].cells
    texts = [cell.text for cell in cells.values()]
    assert "产出指标" in texts
    assert "【产出指标】" not in texts
    assert not [one for one in imported.unplaced if one.text == "20（分）"]


def _with_part(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with ``old`` replaced in one of its parts."""
    import zipfile

    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old in parts[part], parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return path


def test_a_list_with_a_column_of_projects_is_a_table_for_each() -> None:
    """They used to be read as the indicators of one project."""
    rows = [
        ["2023年度项目绩效指标完成情况表", *["<"] * 6],
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值", "完成值", "得分"],
        ["甲项目", "产出指标", "数量指标", "巡查次数", "≥10次", "11次", "90"],
        ["^", "满意度", "满意度", "群众满意度", "≥90%", "95%", "10"],
        ["乙项目", "产出指标", "数量指标", "检测次数", "≥5次", "4次", "72"],
    ]
    tables = recognised(laid(rows))
    assert [(t.model.project.text, [row.name.text for row in t.model.indicators]) for t in tables] == [
        ("甲项目", ["巡查次数", "群众满意度"]),
        ("乙项目", ["检测次数"]),
    ]
    assert {t.model.year for t in tables} == {2023}
    assert tables[0].notes == ("“自评表”的指标按“项目名称”一栏分成了 2 个项目，请核对。",)
    assert not [one for table in tables for one in table.unread]


def test_several_tables_of_one_file_get_sheets_of_their_own(tmp_path: Path) -> None:
    """Five projects in one Word file, or on one Sheet1, used to stop the import: all sheets were called alike."""
    rows = [row for name in ("国库[支付]", "票据印刷", "票据印刷") for row in (*project(name), SUM)]
    imported = import_table(book(tmp_path / "三个项目.xlsx", Sheet1=rows))
    forms = read_bytes(imported.data, "新.xlsx", "新.xlsx").sheets[:3]
    assert [sheet.name for sheet in forms] == ["国库支付", "票据印刷", "票据印刷（2）"]


def test_a_fund_column_in_yuan_beside_one_in_ten_thousands_is_changed(tmp_path: Path) -> None:
    """120 万 were imported as 1200000 万元, without a word."""
    heads = ("项目资金", "年初预算数（万元）", "全年预算数（元）", "全年执行数（元）", "分值", "执行率", "得分")
    rows: Rows = [*project("单位混用")[:2], heads, ("年度资金总额", 100, 1200000, 1140000, 10, "95%", 9.5), HEAD, FIRST]
    imported = import_table(book(tmp_path / "混用.xlsx", 表=rows))
    new = tmp_path / "新.xlsx"
    new.write_bytes(imported.data)
    (fund, *_) = read_foreign(new).book.forms[0].funds
    assert [fund.initial.text, fund.adjusted.text, fund.executed.text] == ["100", "120", "114"]
    assert imported.notes == ("“表”有的资金栏是元，有的是万元，写元的已换算成万元，请核对。",)


def test_a_name_merged_over_its_target_is_told() -> None:
    rows = [[*TITLE, *["<"] * 6], list(HEAD), ["产出指标", "质量指标", "保洁质量达到市级标准", "<", "达到", "15", "15"]]
    (table,) = recognised(laid(rows))
    (row,) = table.model.indicators
    assert (row.name.text, row.target.text) == ("保洁质量达到市级标准", None)
    assert table.notes == (
        "“自评表”C3 的“保洁质量达到市级标准”盖住了名称和指标值两栏，当作名称读了，请把指标值分开填。",
    )


PAGES = {
    "another table of the file": [],
    "its title again": [paragraph(TITLE[0])],
    "its title and a page number": [paragraph("- 2 -"), paragraph(f"{TITLE[0]}（续）")],
}


@pytest.mark.parametrize("between", PAGES.values(), ids=PAGES)
def test_a_word_table_goes_on_without_its_header(between: list[str], tmp_path: Path) -> None:
    """The second page used to be told cell by cell, and the total was lost."""
    pages = [table(row(*HEAD), row(*map(str, FIRST))), *between, table(row(*map(str, SECOND)), row(*map(str, SUM)))]
    foreign = read_word_file(tmp_path, paragraph(TITLE[0]), *pages)
    (model,) = foreign.book.forms
    assert [(one.level1.text, one.name.text) for one in model.indicators] == [
        ("产出指标", "防火带长度"),
        ("效益指标", "受害率"),
    ]
    assert model.total.text == "100"
    assert [one.text for one in foreign.tables[0].unread] == []
    assert len(foreign.notes) == (1 if between else 0)


OTHERS = {
    "a line about something else": [paragraph("乙项目情况")],
    "a table of something else": [table(row("序号", "问题"), row("1", "支付慢"))],
    "a narrow table with as many cells": [table(*(row("序号", "问题", "措施", "谁负责") for _ in range(3)))],
}


@pytest.mark.parametrize("between", OTHERS.values(), ids=OTHERS)
def test_rows_behind_something_else_are_no_next_page(between: list[str], tmp_path: Path) -> None:
    """Nor is their total that of the table above."""
    second = table(row(*map(str, SECOND)), row(*map(str, SUM)))
    foreign = read_word_file(tmp_path, paragraph(TITLE[0]), table(row(*HEAD), row(*map(str, FIRST))), *between, second)
    (model,) = foreign.book.forms
    assert [one.name.text for one in model.indicators] == ["防火带长度"]
    assert model.total.empty
    assert any("没有栏头" in note for note in foreign.notes)
    assert {"受害率", "0.1‰"} <= {one.text for one in foreign.tables[0].unread}


def test_a_line_of_fields_in_a_table_of_its_own_is_no_indicator(tmp_path: Path) -> None:
    """“填表人 | 张三 | 电话 | 123” below a Word table used to be an indicator called 电话."""
    foreign = read_word_file(
        tmp_path,
        paragraph(TITLE[0]),
        table(row(*HEAD), row(*map(str, FIRST))),
        table(row("填表人", "张三", "电话", "123")),
    )
    (model,) = foreign.book.forms
    assert [one.name.text for one in model.indicators] == ["防火带长度"]
    assert {id: entry.text for id, entry in model.extra.items()} == {"filler": "张三", "phone": "123"}


def read_word_file(folder: Path, *body: str) -> Foreign:
    path = folder / "表.docx"
    path.write_bytes(word("".join(body)))
    return read_foreign(path)


def test_points_of_a_level_with_one_indicator_are_its_own(tmp_path: Path) -> None:
    rows: Rows = [
        TITLE,
        HEAD[:5],
        ("产出指标（50分）", "数量指标（20分）", "里程", "≥50公里", "52公里"),
        ("", "", "座数", "≥3座", "3座"),
        ("", "质量指标（30分）", "合格率", "≥95%", "96%"),
        ("满意度指标（50分）", "满意度指标", "满意度", "≥90%", "95%"),
    ]
    imported = import_table(book(tmp_path / "级次.xlsx", 表=rows))
    new = tmp_path / "新.xlsx"
    new.write_bytes(imported.data)
    (model,) = read_foreign(new).book.forms
    assert {one.name.text: one.weight.text for one in model.indicators} == {
        "里程": None,
        "座数": None,
        "合格率": "30",
        "满意度": "50",
    }
    assert imported.notes[:2] == (
        "“表”只给级次标了分值，下面只有一个指标的，分值按级次的导入，请核对：“合格率” 30 分、“满意度” 50 分。",
        "“表”的“数量指标（20分）”2 个指标一共 20 分，没有写各指标占多少，没有替您分，请在新表里自己分。",
    )


def test_levels_that_state_different_points_for_one_indicator_give_it_none(tmp_path: Path) -> None:
    rows: Rows = [TITLE, HEAD[:5], ("效益指标（30分）", "社会效益指标（20分）", "知晓率", "≥90%", "95%")]
    foreign = read_foreign(book(tmp_path / "不一.xlsx", 表=rows))
    assert foreign.book.forms[0].indicators[0].weight.empty
    assert foreign.notes == (
        "“表”的“效益指标（30分）”和“社会效益指标（20分）”下面是同一个指标，标的分值不一样，没有导入，请核对。",
    )


def test_points_of_an_indicator_and_its_parts_are_its_own() -> None:
    """★种植面积 with 其中：桃树面积 below it, its points merged over both."""
    rows = [
        [*TITLE, *["<"] * 6],
        list(HEAD),
        ["产出指标", "数量指标", "★种植面积", "≥500亩", "520亩", "20", "20"],
        ["^", "^", "其中：桃树面积", "≥300亩", "310亩", "^", "^"],
    ]
    (table,) = recognised(laid(rows))
    assert [one.weight.text for one in table.model.indicators] == ["20", None]
    assert table.notes == ()


def test_funds_of_the_middle_in_yuan_are_brought_to_ten_thousands(tmp_path: Path) -> None:
    rows: Rows = [
        ("项目支出绩效目标申报表",),
        ("（2024年度）", "单位：元"),
        ("项目资金", "中期资金总额", "3000000", "年度资金总额", "1000000"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "整治村", "10个"),
    ]
    imported = import_table(book(tmp_path / "申报.xlsx", 表=rows))
    total = read_bytes(imported.data, "新.xlsx", "新.xlsx").sheets[0].cells
    assert {"300", "100"} <= {cell.text for cell in total.values()}
    assert not [one for one in imported.unplaced if "资金" in one.what]
