"""导入格式: what a system gets of a form, column by column, and what it would not take."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from forms.workbooks import FORM, training
from ziping.domain.decimals import plain
from ziping.domain.model import SelfEvaluation
from ziping.domain.scoring import score_form
from ziping.errors import ZipingError
from ziping.forms.builder import build_book, build_workbook
from ziping.forms.filled import Filled, FilledIndicator, FilledParts
from ziping.forms.samples import load_book
from ziping.forms.write import settle
from ziping.ooxml.reader import read_bytes
from ziping.standards.loader import load_standard
from ziping.submitting.export import export
from ziping.submitting.indicatorvalues import indicator_row
from ziping.submitting.layouts import IndicatorsPart, layout_ids, load_layout
from ziping.submitting.result import Submission

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/submitting/guangxi.yaml").read_text(encoding="utf-8"))
SHOWN = ("sign", "target", "actual", "unit", "score", "remark")
HEAD = (
    "一级指标|二级指标|三级指标名称|计算符号|指标值|*实际完成值（定量填数字，定性填达成、部分达成、未达成）|计量单位|"
    "*分值 数量(20)、质量(10)、时效(10)、成本(10)、效益(30)、满意度(10)|"
    "*指标得分（定量系统自动计算，定性必填，不含扣减）|扣减分数|完成情况简要描述（定量选填，定性必填）|"
    "偏差原因及改进措施（指标未完成时必填）"
)


def form(case: dict[str, Any]) -> SelfEvaluation:
    """The national form with one indicator of a case."""
    parts = None
    if "manual" in case:
        parts = FilledParts(sign="定性", rating=case.get("rating"), manual=Decimal(case["manual"]))
    item = FilledIndicator(
        level1="产出指标", level2="数量指标", name="指标", weight=Decimal(10),
        target=case["target"] or None, actual=case["actual"] or None, parts=parts,
    )  # fmt: skip
    data = build_workbook(FORM, Filled(form=FORM, year=2025, indicators={"ind": (item,)}))
    return settle(read_bytes(data, "自评.xlsx"))[1].forms[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['target']} {case['actual']}")
def test_a_row_in_the_twelve_columns(case: dict[str, Any]) -> None:
    model, layout = form(case), load_layout("guangxi-indicators")
    (block,) = (block for block in layout.blocks if isinstance(block, IndicatorsPart))
    rules = load_standard(model.standard)
    (scored,) = score_form(model, rules).rows
    made = indicator_row(scored, ("产出指标", "数量指标"), block.columns, layout, rules)
    values = {column.value: value for column, value in zip(block.columns, made.values, strict=True)}
    shown = [values[id] for id in SHOWN]
    assert [plain(value) if isinstance(value, Decimal) else value or "" for value in shown] == case["row"]
    wrong = [problem.message for problem in made.problems]
    assert len(wrong) == len(case.get("wrong", ()))
    assert all(expected in message for expected, message in zip(case.get("wrong", ()), wrong, strict=True))
    assert all(problem.sheet == model.sheet and problem.cell for problem in made.problems)


def made(data: bytes, layout: str, sheet: str | None = None, *, force: bool = False) -> Submission:
    book = settle(read_bytes(data, "自评.xlsx"))[1]
    rules = {form.sheet: load_standard(form.standard) for form in book.forms}
    return export(book, rules, load_layout(layout), (), sheet, force=force)


def rows(result: Submission) -> list[list[Any]]:
    assert result.data is not None
    sheet = openpyxl.load_workbook(io.BytesIO(result.data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_head_of_guangxi_is_the_one_of_the_system() -> None:
    found = rows(made(training(), "guangxi-indicators"))
    assert "|".join(found[0]) == HEAD
    assert found[1][:8] == ["产出指标", "数量指标", "培训人次", "1", 100, 110, "人次", 15]
    assert found[5][11] == "宣传不够，明年增加两场宣讲"
    assert len(found) == 7


def test_the_rows_of_the_anhui_project_template() -> None:
    found = rows(made(training(), "anhui-project"))
    assert found[8][:7] == ["年度资金总额", 100, 100, 93, 10, "93.00%", 9.3]
    assert [row[0].strip("　") for row in found[9:12]] == ["其中：当年财政拨款", "上年结转资金", "其他资金"]
    assert found[12][:2] == ["完成技能培训 4 期", "完成技能培训 4 期"]
    assert found[14] == ["产出指标", "数量指标", "培训人次", "≥100人次", "110人次", 15, 15, None]
    assert found[18][7] == "宣传不够，明年增加两场宣讲"


def test_the_rows_of_the_anhui_department_template() -> None:
    data = build_book(load_book("hunan-changde-2021"))
    book = settle(read_bytes(data, ""))[1].forms[1]
    refused = made(data, "anhui-department")
    assert refused.data is None
    assert {problem.message.partition("的")[2] for problem in refused.problems} >= {"分值没有填写，系统必填；请填写。"}
    found = rows(made(data, "anhui-department", force=True))
    assert found[4][:4] == ["年度资金总额", 56.66, 144.42, 144.42]
    assert found[7][:3] == ["产出指标", "数量指标", "接待上访群众"]
    assert found[7][4:6] == ["250余人次", "300余人次"]
    goals = [book.goal_planned.text, book.goal_actual.text]
    assert found[5][:2] == goals


def test_a_forced_file_lists_what_is_wrong() -> None:
    result = made(build_book(load_book("hunan-changde-2021")), "guangxi-indicators", "附3 项目自评表", force=True)
    assert result.data is not None
    book = openpyxl.load_workbook(io.BytesIO(result.data))
    assert book.sheetnames == ["自评指标", "导出说明"]
    notes = [row[0].value for row in book["导出说明"].iter_rows()]
    assert notes[0] == f"注意：导出时还有 {result.errors} 处错误没有改，导入前请先改正。"
    assert notes[1].startswith("附3 项目自评表!G13　")


@pytest.mark.parametrize(
    ("layout", "sheet", "said"),
    [
        ("guangxi-indicators", None, "有 2 张自评表（附2 部门整体自评表、附3 项目自评表）"),
        ("guangxi-indicators", "附1 基础数据表", "工作表“附1 基础数据表”不能导成"),
        ("anhui-project", "附2 部门整体自评表", "它要的是填了指标的项目支出自评表"),
    ],
)
def test_the_form_must_be_told(layout: str, sheet: str | None, said: str) -> None:
    with pytest.raises(ZipingError, match=said):
        made(build_book(load_book("hunan-changde-2021")), layout, sheet)


def test_a_form_of_the_other_kind_is_refused() -> None:
    with pytest.raises(ZipingError, match="没有填了指标的部门整体支出自评表"):
        made(training(), "anhui-department")


def test_unknown_layouts_are_answered_with_the_known_ones() -> None:
    with pytest.raises(ZipingError) as raised:
        load_layout("广西")
    assert all(id in str(raised.value) for id in layout_ids())


@pytest.mark.parametrize("id", layout_ids())
def test_a_layout_says_where_it_comes_from_and_that_it_is_not_confirmed(id: str) -> None:
    layout = load_layout(id)
    assert layout.status == "待核"
    assert layout.document.strip()
    assert set(layout.signs) in (set(), {"≥", "＞", "＝", "＜", "≤"})
