"""A workbook carried over in its own form: what stays, what is cleared, what stands beside, and what nobody touched."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from forms.edits import copy_sheet, delete_rows, insert_rows, put, rename, unprotect
from forms.workbooks import SHEET, error, number, places, text, training, with_cells, with_names
from ooxml.builders import parts_of, zipped
from rollover.test_placing import SAMPLES
from rollover.userbook import userbook
from support.office import Edited, Office
from support.validator import Validator
from ziping import api
from ziping.domain.model import Workbook
from ziping.domain.snapshot import CellEdit, Snapshot, position
from ziping.errors import ZipingError
from ziping.forms.builder import build_book, build_workbook
from ziping.forms.layout import Layout
from ziping.forms.listing import with_results
from ziping.forms.samples import load_book, load_sample, sample_ids
from ziping.forms.write import settle, updates
from ziping.forms.writer import write_workbook
from ziping.ooxml.graft import graft_sheet
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.rolling.carry import Carried, carried
from ziping.submitting.submission import submission


@cache
def sample_data(id: str) -> bytes:
    if id in sample_ids():
        filled = load_sample(id)
        return build_workbook(filled.form, filled)
    return build_book(load_book(id))


@cache
def read(data: bytes) -> tuple[Snapshot, Workbook]:
    return settle(read_bytes(data, "x.xlsx"))


@cache
def over(id: str, years: int) -> bytes:
    """A sample carried over so many times by one year."""
    if not years:
        return sample_data(id)
    data = over(id, years - 1)
    (year,) = {form.year for form in read(data)[1].forms}
    return carry(data, (year or 0) + 1).data


def carry(data: bytes, to: int) -> Carried:
    return carried(data, to, source="自评表.xlsx", name="自评表.xlsx")


@pytest.mark.parametrize("id", SAMPLES)
def test_every_sample_goes_on_twice(id: str) -> None:
    first, last = read(over(id, 0))[1], read(over(id, 2))[1]
    for before, after in zip(first.forms, last.forms, strict=True):
        assert (after.form, after.sheet, after.standard) == (before.form, before.sheet, before.standard)
        assert after.year == (before.year or 0) + 2
        assert [(i.name.text, i.weight.text) for i in after.indicators] == [
            (i.name.text, i.weight.text) for i in before.indicators
        ]
        assert [i.target.text for i in after.indicators] == [i.target.text for i in before.indicators]
        reached = [e for i in after.indicators for e in (i.actual, i.score, i.reason, i.parts.actual, i.parts.manual)]
        assert [entry for entry in reached if not entry.empty] == []
        assert after.goal_actual.empty
        assert after.goal_planned.text == before.goal_planned.text
        assert after.total.empty
        assert [row for row in after.funds if not row.executed.empty] == []


@pytest.mark.parametrize("id", SAMPLES)
def test_last_years_values_stand_beside_the_new_ones_and_move_on(id: str) -> None:
    _, before = read(over(id, 0))
    for years in (1, 2):
        snapshot, book = read(over(id, years))
        for old, new in zip(before.forms, book.forms, strict=True):
            sheet = snapshot.sheet(new.sheet)
            assert sheet is not None
            for was, now in zip(old.indicators, new.indicators, strict=True):
                row, _ = position(now.name.cell)
                shown = {cell.text for (at, column), cell in sheet.cells.items() if at == row and column > 12}
                kept = (was.target, was.actual, was.reason)[: 4 - years]
                wanted = [entry.text for entry in kept if not entry.empty]
                assert set(wanted) <= shown


@pytest.mark.parametrize("id", SAMPLES)
def test_the_texts_of_the_report_move_beside_and_the_outline_comes_back(id: str) -> None:
    _, before = read(over(id, 0))
    _, after = read(over(id, 1))
    for old, new in zip(before.documents, after.documents, strict=True):
        for was, now in zip(old.sections, new.sections, strict=True):
            if was.text.text != now.text.text:
                plain = [line for line in (was.text.text or "").split("\n") if "{" not in line]
                assert all(line in (now.last.text or "") for line in plain)


@pytest.mark.parametrize("id", SAMPLES)
def test_a_carried_workbook_says_what_its_formulas_give(id: str) -> None:
    data = over(id, 1)
    assert updates(read_bytes(data, "")) == []


def test_twice_by_one_year_shows_both_years_and_once_by_two_only_one() -> None:
    id = "sichuan-zhaohua-xueliang-2022"
    for data, years in ((over(id, 2), {"2022", "2023"}), (carry(sample_data(id), 2024).data, {"2022"})):
        cells = [cell.text for sheet in read(data)[0].sheets for cell in sheet.cells.values()]
        assert {text[:4] for text in cells if text.endswith("年完成值")} == years


def test_after_three_years_the_oldest_drops_out_and_is_told() -> None:
    id = "sichuan-zhaohua-xueliang-2022"
    last = carry(over(id, 3), 2026)
    heads = {c.text for s in read(last.data)[0].sheets for c in s.cells.values() if c.text.endswith("年完成值")}
    assert heads == {"2023年完成值", "2024年完成值", "2025年完成值"}
    assert any(change.what == "2022年的上年数据" for change in last.changes)


def test_a_deadline_a_title_and_a_target_go_on_with_the_year() -> None:
    at = places(training())
    title, name = at["zp_title"], at["zp_ind_name"]
    row = position(name)[0] + 1
    data = with_cells(
        training(), {title: text("2025年度技能培训自评表"), f"D{row}": text("2025年培训人次（较2024年）")}
    )
    found = carry(data, 2026)
    form = read(found.data)[1].forms[0]
    assert form.title.text == "2026年度技能培训自评表"
    assert form.indicators[0].name.text == "2026年培训人次（较2024年）"
    deadline = next(row for row in form.indicators if "时间" in (row.name.text or ""))
    assert deadline.target.text == "2026年12月31日前"
    told = {(change.old, change.new) for change in found.changes if change.kind == "moved_year"}
    assert ("2025年度技能培训自评表", "2026年度技能培训自评表") in told
    assert ("2025-12-31", "2026-12-31") in told


def test_the_year_is_listed_as_its_cell_shows_it() -> None:
    (told,) = [change for change in carry(training(), 2026).changes if change.what == "年度"]
    assert (told.old, told.new) == ("（2025年度）", "（2026年度）")


def test_a_year_typed_as_a_date_stays_a_date() -> None:
    deadline = next(row for row in read(training())[1].forms[0].indicators if "时间" in (row.name.text or ""))
    look = re.search(
        rf'<c r="{deadline.parts.number.cell}" s="(\d+)"', parts_of(training())["xl/worksheets/sheet1.xml"].decode()
    )
    assert look
    year = places(training())["zp_year"]
    parts = dict(parts_of(with_cells(training(), {year: number("46022")})))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = re.sub(rf'(<c r="{year}") s="\d+"', rf'\1 s="{look[1]}"', sheet)
    form = read(carry(zipped(parts), 2026).data)[1].forms[0]
    assert (form.year, form.year_entry.text) == (2026, "2026-12-31")


def test_what_stays_in_a_text_that_moves_is_told_with_it() -> None:
    goal = places(training())["zp_goal_planned"]
    said = "2025年培训4期，较2024年多1期，2025—2027年三年建成，25年底前验收"
    found = carry(with_cells(training(), {goal: text(said)}), 2026)
    (told,) = [change for change in found.changes if change.what == "年度总体目标"]
    assert told.new == said.replace("2025年培训", "2026年培训")
    assert told.note == ("另有：作比较的年份不改；跨年度或几年的时间段，请核对；写法看不出是不是年度，没有改，请核对")


def test_a_year_in_the_name_of_a_sheet_is_told() -> None:
    data = graft_sheet(
        training(), write_workbook([Layout("台账2025", [10.0], 1)], title="", first="台账2025"), "台账2025"
    )
    found = [change for change in carry(data, 2026).changes if change.what == "工作表的名称"]
    assert [(change.place, change.note) for change in found] == [("台账2025", "名称里的年份不改，请自己改")]


def test_a_year_by_a_formula_that_was_never_computed_is_said_to_be_one() -> None:
    year = places(training())["zp_year"]
    with pytest.raises(ZipingError, match=f"年度（{SHEET}!{year}）是公式，文件里没有它的值"):
        carry(with_cells(training(), {year: "><f>2020+5</f></c>"}), 2026)


def test_what_is_left_of_last_year_opens_the_new_one() -> None:
    found = carry(training(), 2026)
    row = read(found.data)[1].forms[0].fund("carryover")
    assert row is not None
    assert row.adjusted.number == Decimal(7)
    (told,) = [change for change in found.changes if change.kind == "filled"]
    assert told.note == "全年预算数 100－全年执行数 93，请核对"


def test_figures_of_last_year_are_those_that_were_of_this_year() -> None:
    facts = read(over("sichuan-zhaohua-zhengfawei-2022", 1))[1].forms[0]
    said = {name: facts.facts[key].text for name, key in facts.fact_names.items()}
    assert said["上年一般公共预算支出"] == "1193.39"
    assert said["上年公务接待费"] == "9.84"
    assert said["上年末实有在职人数"] == "18"
    assert said["年初结转和结余"] == "0"
    assert said["公务接待费"] is None


def test_xinzhou_2021_columns_of_one_name_keep_their_own_figures() -> None:
    """预算数 and 执行数 both have a column 其中：财政拨款; only the budget's was filled."""
    snapshot, book = read(over("shanxi-xinzhou-2021", 1))
    sheet = snapshot.sheet(book.forms[0].sheet)
    assert sheet is not None
    heads = {cell.text: at for at, cell in sheet.cells.items() if cell.text.startswith("2021年")}
    shown = {
        head: [sheet.cells[row, column].text for row in range(top + 1, top + 6) if (row, column) in sheet.cells]
        for head, (top, column) in heads.items()
    }
    assert shown["2021年预算数（万元）其中：财政拨款"] == ["90", "50", "20", "8", "50"]
    assert shown["2021年执行数（万元）其中：财政拨款"] == []
    assert "2021年偏差原因" not in heads


def test_the_total_and_the_points_of_the_execution_rate_stand_beside_too() -> None:
    for id, points in (("shanxi-xinzhou-2021", "89.25"), ("sichuan-zhaohua-zhengfawei-2022", "98")):
        snapshot, book = read(over(id, 1))
        sheet = snapshot.sheet(book.forms[0].sheet)
        assert sheet is not None
        row, _ = position(book.forms[0].total.cell)
        assert [c.text for at, c in sorted(sheet.cells.items()) if at[0] == row and at[1] > 20] == ["总分", points]
    (sheet,) = [s for s in read(carry(training(), 2026).data)[0].sheets if s.name == SHEET]
    (head,) = [at for at, cell in sheet.cells.items() if cell.text == "2025年得分" and at[0] < 10]
    assert sheet.cells[head[0] + 1, head[1]].text == "9.3"


def test_the_years_before_are_wide_enough_for_their_texts() -> None:
    xml = parts_of(over("shanxi-xinzhou-2021", 1))["xl/worksheets/sheet1.xml"].decode()
    (area,) = [n.area for n in read(over("shanxi-xinzhou-2021", 1))[0].names if n.name == "zp_output_history"]
    assert area is not None
    width = re.search(rf'<col min="{area.left}" max="{area.left}" width="([\d.]+)"', xml)
    assert width
    assert float(width[1]) > 20


def test_a_formula_of_the_user_stays_and_is_told() -> None:
    at = places(training())["zp_funds_executed"]
    row, column = position(at)
    cell = f"{at.rstrip('0123456789')}{row + 2}"
    data = with_cells(training(), {cell: "><f>SUM(40,53)</f><v>93</v></c>"})
    found = carry(data, 2026)
    sheet = read_bytes(found.data, "").sheet(SHEET)
    assert sheet is not None
    assert sheet.cells[row + 2, column].formula == "=SUM(40,53)"
    assert [change.note for change in found.changes if change.place == f"{SHEET}!{cell}"] == [
        "是公式，没有清空，请核对取数"
    ]


def test_the_findings_were_last_years() -> None:
    book = read(training())[1]
    checked = with_results(training(), api.check_book(book), datetime(2026, 1, 5), "x.xlsx")  # noqa: DTZ001
    fresh = read_bytes(carry(checked, 2026).data, "").sheet("校验结果")
    assert fresh is not None
    assert fresh.cells[2, 1].text.startswith("还没有校验过")
    assert [at for at, cell in fresh.cells.items() if at[0] > 4 and cell.text] == []


@pytest.mark.parametrize(
    ("to", "says"), [(2025, "不能结转到 2025 年"), (1999, "不能结转到 1999 年"), (2222, "请写 2026 到 2100")]
)
def test_a_year_that_does_not_follow_is_refused(to: int, says: str) -> None:
    with pytest.raises(ZipingError, match=says):
        carry(training(), to)


def test_a_workbook_without_a_year_is_refused() -> None:
    year = places(training())["zp_year"]
    with pytest.raises(ZipingError, match=f"没有填年度（{SHEET}!{year}）"):
        carry(with_cells(training(), {year: text("年度")}), 2026)


def test_everything_of_the_user_comes_along() -> None:
    before = parts_of(userbook())
    after = parts_of(carried(userbook(), 2026, source="自评表.xlsm", name="自评表.xlsm").data)
    assert list(after) == list(before)
    touched = {name for name in before if before[name] != after[name]}
    form = next(name for name in touched if "worksheets" in name)
    assert touched <= {form, "xl/workbook.xml", "xl/styles.xml"}
    kinds = ("vbaProject", "media/", "drawings/", "charts/", "comments", "worksheets/_rels")
    assert all(any(kind in name for name in before) for kind in kinds)
    tail = re.search(rb"<drawing.*$", before[form])
    assert tail
    assert after[form].endswith(tail[0])


def test_the_years_before_stand_right_of_a_picture() -> None:
    data = carried(userbook(), 2026, source="自评表.xlsm", name="自评表.xlsm").data
    snapshot = read_bytes(data, "")
    (area,) = [name.area for name in snapshot.names if name.name == "zp_ind_history"]
    form = max((name for name in parts_of(data) if "drawing77" in name and name.endswith(".xml")), key=len)
    reached = max(int(column) for column in re.findall(rb"<xdr:col>(\d+)<", parts_of(data)[form]))
    assert area is not None
    assert area.left > reached + 1


def test_the_years_before_print_nothing_and_take_no_entry() -> None:
    data = carry(training(), 2026).data
    snapshot = read_bytes(data, "")
    (area,) = [name.area for name in snapshot.names if name.name == "zp_ind_history"]
    (printed,) = [n.area for n in snapshot.names if n.name == "_xlnm.Print_Area" and n.scope == SHEET]
    assert area is not None
    assert printed is not None
    assert printed.right < area.left
    xml = parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    rules = re.findall(r'<dataValidation type="custom"[^>]*>', xml)
    assert len([rule for rule in rules if "只供对照" in rule]) == 3
    assert (
        len(
            re.findall(
                r'<dataValidation type="custom"', parts_of(carry(data, 2027).data)["xl/worksheets/sheet1.xml"].decode()
            )
        )
        == 3
    )


def test_a_place_that_somebody_wrote_into_is_left_alone() -> None:
    data = carry(training(), 2026).data
    (area,) = [name.area for name in read_bytes(data, "").names if name.name == "zp_ind_history"]
    assert area is not None
    spoilt = patch_workbook(data, [CellEdit(SHEET, area.top + 1, area.right, "自己记的")])
    found = carry(spoilt, 2027)
    sheet = read_bytes(found.data, "").sheet(SHEET)
    assert sheet is not None
    assert sheet.cells[area.top + 1, area.right].text == "自己记的"
    assert any("这里有别的内容" in change.note for change in found.changes)


def test_half_filled_and_shifted_workbooks_go_on() -> None:
    lost = with_names(training(), {"zp_ind_history": None}) if "zp_ind_history" in places(training()) else training()
    at = places(lost)
    empty = with_cells(lost, {at["zp_goal_actual"]: text(""), at["zp_unit"]: text("")})
    row = position(at["zp_ind_name"])[0] + 1
    half = with_cells(empty, {f"F{row}": text(""), f"G{row}": number("3")})
    form = read(carry(half, 2026).data)[1].forms[0]
    assert form.indicators[0].score.empty


def test_libreoffice_shows_what_python_says(office: Office, tmp_path: Path) -> None:
    ids = ("sichuan-zhaohua-zhengfawei-2022", "hunan-changde-2021")
    files = []
    for id in ids:
        files.append(tmp_path / f"{id}.xlsx")
        files[-1].write_bytes(over(id, 2))
    shown = office.recalculate(files, tmp_path / "office")
    for mine, theirs in zip(files, shown, strict=True):
        ours, other = read_bytes(mine.read_bytes(), ""), read_bytes(theirs.read_bytes(), "")
        for sheet in ours.sheets:
            there = other.sheet(sheet.name)
            assert there is not None
            for at, cell in sheet.cells.items():
                if cell.formula is not None and "HYPERLINK" not in cell.formula:
                    found = there.cells.get(at)
                    assert (found.text if found else "") == cell.text or (
                        found is not None and found.number == cell.number
                    ), (sheet.name, at)


def test_microsofts_validator_finds_nothing(validator: Validator, tmp_path: Path) -> None:
    mine = tmp_path / "自评表.xlsm"
    mine.write_bytes(userbook())
    before = validator.errors(mine)
    mine.write_bytes(carried(userbook(), 2026, source="自评表.xlsm", name="自评表.xlsm").data)
    assert validator.errors(mine) == before
    for id in ("sichuan-zhaohua-zhengfawei-2022", "hunan-changde-2021"):
        path = tmp_path / f"{id}.xlsx"
        path.write_bytes(over(id, 2))
        assert validator.errors(path) == []


def test_rows_and_sheets_that_people_moved_keep_their_years(office: Office, tmp_path: Path) -> None:
    source, edited = tmp_path / "政法委2023.xlsx", tmp_path / "改过.xlsx"
    source.write_bytes(over("sichuan-zhaohua-zhengfawei-2022", 1))
    steps = [
        unprotect(),
        insert_rows("网格化管理", 20),
        put("网格化管理", "P19", 220.0),
        delete_rows("雪亮工程", 17),
        copy_sheet("雪亮工程", "新项目", 3),
        rename("部门整体", "部门整体支出"),
    ]
    office.edit([Edited(source, edited, steps)])
    snapshot, book = read(carry(edited.read_bytes(), 2024).data)
    assert [form.sheet for form in book.forms] == ["部门整体支出", "雪亮工程", "网格化管理", "新项目"]
    sheet = snapshot.sheet("网格化管理")
    assert sheet is not None
    beside = {row: [c.text for at, c in sheet.cells.items() if at[0] == row and at[1] > 25] for row in (19, 20, 21)}
    assert beside[19] == ["≥200人次", "220人次", "≥200人次", "300"]
    assert beside[20] == []
    assert beside[21] == ["≥600件", "≥600件", "1000"]


def test_the_python_interface_gives_the_file_and_the_changes(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(training())
    found = api.rollover(path, 2026)
    assert (found.year, found.to, found.migrated) == (2025, 2026, False)
    assert found.data == carry(training(), 2026).data
    assert path.read_bytes() == training()


def test_a_form_without_a_print_area_gets_one_that_leaves_the_years_before_out() -> None:
    parts = dict(parts_of(training()))
    book = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = re.sub(r'<definedName name="_xlnm.Print_Area"[^<]*</definedName>', "", book)
    bare = zipped(parts)
    data = carry(bare, 2026).data
    snapshot = read_bytes(data, "")
    (printed,) = [n.area for n in snapshot.names if n.name == "_xlnm.Print_Area" and n.scope == SHEET]
    (beside,) = [n.area for n in snapshot.names if n.name == "zp_ind_history"]
    assert printed is not None
    assert beside is not None
    assert (printed.top, printed.left) == (1, 1)
    assert printed.right < beside.left


def test_last_years_texts_read_with_the_figures_they_had() -> None:
    sections = read(over("hunan-changde-2021", 1))[1].documents[0].sections
    last = next(section.last.text for section in sections if section.heading == "部门整体收支情况")
    assert (last or "").startswith("2021年部门年初预算收入56.66万元，年内调整预算52.53万元")


def test_wangge_2022_a_text_with_an_open_reason_is_kept_as_it_was_read() -> None:
    """{{ 超额逐项 }} asks for the reason that the form lacks: the rest of the sentence is last year's all the same."""
    sections = read(over("sichuan-zhaohua-wangge-2022", 1))[1].documents[0].sections
    last = next(section.last.text for section in sections if section.heading == "存在的问题及原因分析")
    assert last is not None
    assert "{{" not in last
    assert "【待填" in last
    assert "专职网格员补助标准偏低" in last


def test_xinzhou_2021_last_years_results_pasted_as_values_do_not_score_the_new_year() -> None:
    """得分 shows 应得分: where that holds last year's value instead of its formula, it would be scored again."""
    data = with_cells(sample_data("shanxi-xinzhou-2021"), {"P24": number("4.8"), "D21": number("218")})
    found = carry(data, 2022)
    sheet = read_bytes(found.data, "").sheet(read(data)[1].forms[0].sheet)
    assert sheet is not None
    assert [bool(sheet.cells[at].formula) for at in ((24, 16), (21, 4))] == [True, True]
    assert sheet.cells[24, 7].text == ""
    assert {change.place.rpartition("!")[2] for change in found.changes if change.kind == "restored"} == {"P24", "D21"}


def test_a_sum_over_an_error_is_still_the_templates_formula() -> None:
    fiscal = places(training())["zp_funds_row_fiscal"]
    cell = f"E{position(fiscal)[0]}"
    found = carry(with_cells(training(), {cell: error("#DIV/0!")}), 2026)
    assert [change.place for change in found.changes if change.kind == "kept"] == []


def test_a_submitted_copy_has_nothing_to_fill_in_and_is_refused() -> None:
    copy = submission(training(), (), force=False, name="上报版.xlsx")
    assert copy.data is not None
    with pytest.raises(ZipingError, match="没有右边的填报区，像是上报版，不能结转；请用原来的工作簿"):
        carry(copy.data, 2026)
