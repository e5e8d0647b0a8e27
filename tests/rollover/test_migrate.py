"""A workbook carried over in another form: old to new by meaning, and everything else on a list."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from forms.workbooks import training
from ooxml.builders import parts_of
from rollover.test_carry import over, read, sample_data
from rollover.test_placing import BUILT
from rollover.userbook import userbook
from support.office import Office
from ziping.domain.model import Workbook
from ziping.domain.snapshot import CellEdit, Snapshot, address, position
from ziping.errors import ZipingError
from ziping.forms.builder import build_book, build_workbook
from ziping.forms.filled import Filled, FilledBook, FilledIndicator
from ziping.forms.inventory import Ledger, entries
from ziping.forms.ownpages import CHANGES, LEFT
from ziping.forms.write import updates
from ziping.ooxml.patch import patch_workbook
from ziping.ooxml.reader import read_bytes
from ziping.rolling.carry import Carried, carried
from ziping.rolling.foreign import foreign_parts, foreign_texts

ZHAOHUA = ("sichuan-zhaohua-xueliang-2022", "sichuan-zhaohua-wangge-2022", "sichuan-zhaohua-department-2022")
NATIONAL = "national-project-2021"


def migrated(data: bytes, to: int, template: str, standard: str | None = None) -> Carried:
    return carried(data, to, source="自评表.xlsx", name="自评表.xlsx", template=template, standard=standard)


@cache
def there(id: str) -> Carried:
    return migrated(sample_data(id), 2023, NATIONAL)


@cache
def back(id: str) -> Carried:
    form = read(sample_data(id))[1].forms[0].form
    return migrated(there(id).data, 2024, form)


def texts_of(snapshot: Snapshot) -> set[str]:
    return {line.strip() for s in snapshot.sheets for c in s.cells.values() for line in c.text.split("\n") if c.text}


def lost(book: Workbook, snapshot: Snapshot) -> set[str]:
    """What people typed and stands nowhere any more, not even within a longer text (84 in 84%)."""
    ledger, there = Ledger(book), "\n".join(texts_of(snapshot))
    found = {e.text for _, e in entries(book) if e.text and not e.error and not ledger.is_own(e)}
    lines = {line.strip() for text in found for line in text.split("\n") if "{" not in line}
    return {line for line in lines if line not in there}


@pytest.mark.parametrize("id", ZHAOHUA)
def test_zhaohua_to_the_national_form_and_back_keeps_every_text(id: str) -> None:
    _, before = read(sample_data(id))
    snapshot, book = read(there(id).data)
    assert lost(before, snapshot) == set()
    assert {form.form for form in book.forms} == {NATIONAL}
    again, final = read(back(id).data)
    assert [(i.level2.text, i.name.text, i.target.text) for i in final.forms[0].indicators] == [
        (i.level2.text, i.name.text, i.target.text) for i in before.forms[0].indicators
    ]
    assert lost(book, again) == set()


@pytest.mark.parametrize("id", ZHAOHUA)
def test_the_rows_keep_their_own_years_before(id: str) -> None:
    _, before = read(sample_data(id))
    snapshot, book = read(there(id).data)
    sheet = snapshot.sheet(book.forms[0].sheet)
    assert sheet is not None
    done = {i.name.text: i.actual.text for i in before.forms[0].indicators}
    for row in book.forms[0].indicators:
        at, _ = position(row.name.cell)
        shown = {cell.text for (line, column), cell in sheet.cells.items() if line == at and column > 12}
        assert done[row.name.text] in shown | {None}


def test_weights_are_proposed_by_the_new_standard() -> None:
    found = there("sichuan-zhaohua-xueliang-2022")
    form = read(found.data)[1].forms[0]
    assert form.total_weight.text == "100"
    points = {i.name.text: i.weight.text for i in form.indicators}
    assert points["雪亮工程运维费"] == "6.67"
    assert points["群众满意度"] == "10"
    assert sum(change.kind == "weighed" for change in found.changes) == len(form.indicators)


def test_the_lists_say_what_moved_what_is_new_and_what_found_no_place() -> None:
    snapshot, _ = read(there("sichuan-zhaohua-xueliang-2022").data)
    changes, left = snapshot.sheet(CHANGES), snapshot.sheet(LEFT)
    assert changes is not None
    assert left is not None
    kinds = {cell.text for (row, column), cell in changes.cells.items() if column == 1 and row > 3}
    assert kinds == {"年份顺延", "换规则包", "分值重新分配", "迁入新表", "新表新增", "没有位置"}
    rows = {left.cells[row, 2].text for row, column in left.cells if column == 2 and row > 3}
    assert "上年的资金“1.一般公共预算”的全年执行数" in rows


@pytest.mark.parametrize("id", ["sichuan-zhaohua-zhengfawei-2022", "hunan-changde-2021"])
def test_nothing_that_the_template_printed_is_taken_for_the_users(id: str) -> None:
    for years in (0, 1):
        snapshot, book = read(over(id, years))
        assert [*foreign_texts(snapshot, book), *foreign_parts(over(id, years), snapshot, id)] == []


def test_what_a_user_wrote_beside_the_form_is_listed() -> None:
    data = patch_workbook(training(), [CellEdit("项目支出绩效自评表", 45, 3, "记得找业务科要佐证")])
    left = read(migrated(data, 2026, "sichuan-zhaohua-project-2022").data)[0].sheet(LEFT)
    assert left is not None
    assert any(cell.text == "记得找业务科要佐证" for cell in left.cells.values())


def test_comments_on_our_form_are_listed_and_own_sheets_come_along() -> None:
    found = carried(userbook(), 2026, source="x.xlsm", name="x.xlsm", template="sichuan-zhaohua-project-2022")
    left = read(found.data)[0].sheet(LEFT)
    assert left is not None
    texts = {cell.text for cell in left.cells.values()}
    assert {"按实际签到人数", "宏"} <= texts
    assert not {"附表内容", "填表说明", "图片", "图表"} & texts
    own = read(found.data)[0].sheet("附表'一 1")
    assert own is not None
    assert own.cells[1, 1].text == "附表内容"
    assert not any("vbaProject" in part for part in parts_of(found.data))


def test_years_before_that_find_no_place_beside_the_new_form_are_listed() -> None:
    """What was done in 2022 stood beside the form of 2023; with nothing done then it has no place in 2024."""
    left = read(back("sichuan-zhaohua-xueliang-2022").data)[0].sheet(LEFT)
    assert left is not None
    texts = {left.cells[row, 2].text: left.cells[row, 3].text for row, column in left.cells if column == 3 and row > 3}
    assert texts["表旁的2022年全年实际完成情况"].startswith("3072路视频融入平台")


def test_lists_of_an_earlier_rollover_are_no_sheets_of_the_user() -> None:
    changes = back("sichuan-zhaohua-xueliang-2022").changes
    assert {change.what for change in changes if change.kind == "brought"} == {"以前的清单"}
    assert [change for change in changes if change.kind == "kept_year"] == []


def test_a_sum_that_is_computed_is_computed_in_the_new_year_too() -> None:
    """上年结转 has no row in the form of 昭化: the total must not stay 7 when the budget of the year is filled in."""
    found = migrated(training(), 2026, "sichuan-zhaohua-project-2022")
    total = read(found.data)[1].forms[0].fund("total")
    assert total is not None
    assert (total.adjusted.text, total.adjusted.formula) == (None, True)
    assert ("资金“上年结转资金”的全年预算数", "7") in {
        (change.what, change.old) for change in found.changes if change.kind == "unplaced"
    }


def test_the_same_form_is_no_migration() -> None:
    form = read(training())[1].forms[0].form
    assert (
        migrated(training(), 2026, form).data
        == carried(training(), 2026, source="自评表.xlsx", name="自评表.xlsx").data
    )


def test_another_standard_in_the_same_form_proposes_its_weights() -> None:
    found = carried(training(), 2026, source="x.xlsx", name="x.xlsx", standard="national-2021")
    form = read(found.data)[1].forms[0]
    assert form.standard == "national-2021"
    assert [i.weight.text for i in form.indicators] == ["12.5", "12.5", "12.5", "12.5", "30", "10"]
    assert updates(read_bytes(found.data, "")) == []


def test_another_standard_in_the_same_form_brings_its_basis_and_is_told() -> None:
    found = carried(training(), 2026, source="x.xlsx", name="x.xlsx", standard="national-2021")
    pages = {
        sheet.name: sheet.cells[2, 1].text for sheet in read(found.data)[0].sheets if sheet.name.startswith("依据")
    }
    assert list(pages) == ["依据"]
    assert pages["依据"].endswith("规则包 national-2021")
    (told,) = [change for change in found.changes if change.kind == "ruled"]
    assert told.old == "项目支出绩效自评（财政部 2020 年办法）"
    assert told.note == "评定选项、“依据”表和 7 格计分公式换成新规则包的"
    other = there("sichuan-zhaohua-xueliang-2022").changes
    assert [change.old for change in other if change.kind == "ruled"] == ["部门、项目支出绩效自评（四川广元昭化 2022）"]


def test_xinzhou_2021_texts_taken_apart_for_another_standard_are_listed() -> None:
    """That of 忻州 goes by 业绩值 and needs no parts; the national one does."""
    data = sample_data("shanxi-xinzhou-2021")
    found = carried(data, 2022, source="x.xlsx", name="x.xlsx", standard="national-2020")
    listed = {change.place: change.new for change in found.changes if change.kind == "split"}
    sheet = read(data)[1].forms[0].sheet
    assert listed[f"{sheet}!J46"] == "90"
    old, new = read(data)[0].sheet(sheet), read(found.data)[0].sheet(sheet)
    assert old is not None
    assert new is not None
    filled = {address(*at) for at, cell in new.cells.items() if 9 <= at[1] <= 12 and not cell.formula}
    filled -= {address(*at) for at in old.cells}
    assert {place.rpartition("!")[2] for place in listed} == filled


def test_levels_that_fit_no_spread_keep_their_weights_and_are_told() -> None:
    row = FilledIndicator(level1="产出指标", level2="数量指标", name="培训", target="≥4期", weight=Decimal(90))
    data = build_workbook(
        "national-project-2020", Filled(form="national-project-2020", year=2025, indicators={"ind": (row,)})
    )
    found = carried(data, 2026, source="x.xlsx", name="x.xlsx", standard="national-2021")
    assert [change.kind for change in found.changes if change.what == "分值"] == ["open"]
    assert read(found.data)[1].forms[0].indicators[0].weight.text == "90"


@pytest.mark.parametrize("template", [*BUILT, "chongqing-yuzhong-project-2020", "sichuan-zhaohua-set-2022"])
def test_every_template_takes_the_training_project(template: str) -> None:
    found = migrated(training(), 2026, template)
    book = read(found.data)[1]
    assert {form.year for form in book.forms} <= {2026, None}
    assert updates(read_bytes(found.data, "")) == []


def test_a_target_form_and_its_evaluation_go_on_together() -> None:
    template = "national-project-with-target-2020"
    row = FilledIndicator(level1="产出指标", level2="时效指标", name="2025年验收", target="2025年12月31日前")
    target = Filled(
        form="national-target-2015", key="target", year=2025,
        fields={"project": "技能培训", "unit": "某局", "goal_midterm": "2024—2026年建成"},
        goal_planned="2025年建成两期", indicators={"ind": (row,)},
    )  # fmt: skip
    done = FilledIndicator(level1="产出指标", level2="时效指标", name="2025年验收", actual="2025年11月30日")
    form = Filled(form="national-project-2020", key="evaluation", indicators={"ind": (done,)})
    data = build_book(FilledBook(template=template, sheets=(target, form)))
    plan, evaluation = read(carried(data, 2026, source="x.xlsx", name="x.xlsx").data)[1].forms
    assert plan.goal_planned.text == "2026年建成两期"
    assert plan.extra["goal_midterm"].text == "2024—2026年建成"
    assert evaluation.indicators[0].name.text == "2026年验收"
    assert evaluation.indicators[0].target.text == "2026年12月31日前"
    assert evaluation.indicators[0].actual.empty
    assert evaluation.year == 2026


def test_a_workbook_with_a_review_area_keeps_one() -> None:
    filled = Filled(form="national-project-2020", year=2025, fields={"unit": "某局"})
    data = build_book(FilledBook(template="national-project-2020", review=True, sheets=(filled,)))
    snapshot, book = read(data)
    assert [*foreign_texts(snapshot, book)] == []
    found = migrated(data, 2026, "sichuan-zhaohua-project-2022").data
    assert any(name.name == "zp_ind_review_score" for name in read(found)[0].names)


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(ZipingError, match="没有名为“没有”的表式"):
        migrated(training(), 2026, "没有")


def test_libreoffice_opens_a_migrated_workbook(office: Office, tmp_path: Path) -> None:
    mine = tmp_path / "雪亮.xlsx"
    mine.write_bytes(there("sichuan-zhaohua-xueliang-2022").data)
    (theirs,) = office.recalculate([mine], tmp_path / "office")
    ours, other = read_bytes(mine.read_bytes(), ""), read_bytes(theirs.read_bytes(), "")
    for sheet in ours.sheets:
        found = other.sheet(sheet.name)
        assert found is not None
        wrong = {
            at for at, cell in sheet.cells.items() if cell.formula and cell.text and found.cells[at].text != cell.text
        }
        assert wrong == set()
