"""The worksheet functions as Excel calls them: ranges, blanks, errors, left-out arguments, merged cells, dates."""

from __future__ import annotations

import datetime as dt
import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from excel.udf_calls import DIV0, MISSING, NA, SPILL, UDFS, Sheet, area, cell, excel
from ziping import api
from ziping.excel.registry import UDFS as DECLARED
from ziping.excel.registry import Udf

Call = Callable[..., Any]
NOVEMBER, NEW_YEAR = dt.datetime(2025, 11, 30), dt.datetime(2025, 12, 31)  # noqa: DTZ001 - as COM gives days


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    with excel() as calling:
        yield calling


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path))
    return tmp_path / "ziping.log"


# One indicator


@pytest.mark.parametrize(
    ("target", "actual", "weight", "score", "completion", "met"),
    [
        ("≥90%", "95%", 10, 10.0, 1.0556, "是"),
        ("≥90%", "45%", 10, 5.0, 0.5, "否"),
        ("≥3个", "2个", 10, 6.67, 0.6667, "否"),
        ("≤100万元", "80", 5, 5.0, 0.8, "是"),
        ("1-3次", "2次", 5, 5.0, 1.0, "是"),
        ("2025年12月31日前", "2025年11月30日", 5, 5.0, "", "是"),
    ],
)
def test_one_indicator(call: Call, target, actual, weight, score, completion, met) -> None:
    cells = cell(target), cell(actual)
    assert call("ZP_SCORE", *cells, cell(float(weight)), MISSING) == score
    assert call("ZP_COMPLETION", *cells, MISSING) == completion
    assert call("ZP_MET", *cells, MISSING) == met
    why = call("ZP_WHY", *cells, cell(float(weight)), MISSING)
    assert why == api.score_indicator(target, actual, weight).why
    assert call("ZP_SCORE", target, actual, float(weight), "national-2020") == score


def test_another_standard_scores_differently(call: Call) -> None:
    row = "≥90%", "72%", 10
    assert call("ZP_SCORE", *row, "national-2020") == 8.0
    assert call("ZP_SCORE", *row, cell("national-2021")) == 5.0
    assert call("ZP_SCORE", *row, cell(None)) == 8.0


def test_satisfaction_is_scored_by_the_bands_of_the_standard_where_the_level_is_named(call: Call) -> None:
    row = "≥90%", "85%", 10, "national-2021"
    assert call("ZP_SCORE", *row, "满意度指标") == 8.0
    assert call("ZP_SCORE", *row) == 8.61
    assert "按档" in call("ZP_WHY", *row, "满意度指标")


def test_what_a_person_has_to_score_says_so_and_is_never_full(call: Call) -> None:
    told = call("ZP_SCORE", "显著提升", "完成", 10, MISSING)
    assert told.startswith("定性指标由人工评分")
    assert call("ZP_SCORE", "≥90%", "95人", 10, MISSING) == call("ZP_WHY", "≥90%", "95人", 10, MISSING)


BLANKS = {
    "empty cell": cell(None),
    "cell of nothing": cell(""),
    "nothing": None,
    "empty text": "",
    "spaces": cell("  "),
}


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS)
def test_nothing_is_said_while_a_cell_is_empty(call: Call, blank) -> None:
    assert call("ZP_SCORE", "≥90%", blank, 10, MISSING) == ""
    assert call("ZP_SCORE", "≥90%", "95%", blank, MISSING) == ""
    assert call("ZP_MET", blank, "95%", MISSING) == ""
    assert call("ZP_COMPLETION", "≥90%", blank, MISSING) == ""
    assert call("ZP_WHY", blank, blank, 10, MISSING) == ""
    assert call("ZP_GRADE", blank, MISSING) == ""
    assert call("ZP_YOY", blank, 3) == ""
    assert call("ZP_EXECUTION", 100, blank, 10) == ""
    assert call("ZP_EXECUTION", 100, 93, blank) == ""
    assert call("ZP_WEIGHTS", blank, 90) == ""
    assert call("ZP_TEXT", blank) == ""


def test_what_is_missing_is_said_in_the_explanation(call: Call) -> None:
    assert call("ZP_WHY", "≥90%", cell(None), 10, MISSING) == "实际完成值没有填写，请填实际完成值"


# Numbers as cells hold them


def test_a_percentage_is_read_by_the_format_of_its_cell(call: Call) -> None:
    assert call("ZP_SCORE", cell("≥90%"), cell(0.95, "0%"), 10, MISSING) == 10.0
    assert call("ZP_SCORE", cell("≥90%"), cell(0.8888, "0%"), 10, MISSING) == 9.88
    assert call("ZP_SCORE", cell(0.9, "0.00%"), cell("95%"), 10, MISSING) == 10.0
    assert call("ZP_SCORE", cell(90.0, '0"人次"'), cell("45人次"), 10, MISSING) == 5.0


def test_a_fraction_that_may_be_a_percentage_is_not_guessed(call: Call) -> None:
    for actual in (cell(0.95), 0.95):
        for name in ("ZP_SCORE", "ZP_WHY"):
            assert "没有写 %，分不清是百分之几还是小数" in call(name, "≥90%", actual, 10, MISSING)
        assert call("ZP_MET", "≥90%", actual, MISSING) == ""
        assert call("ZP_COMPLETION", "≥90%", actual, MISSING) == ""


def test_an_excel_too_busy_to_tell_its_formats_leaves_the_number_as_it_is(call: Call, log: Path) -> None:
    sheet = Sheet([[0.95]], {(1, 1): "0%"})
    sheet.silent = True
    assert "分不清" in call("ZP_SCORE", "≥90%", sheet.all(), 10, MISSING)
    assert "Excel is busy" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("actual", [0.1 + 0.2, Decimal("0.3"), 0.3])
def test_floats_and_currency_are_exact(call: Call, actual) -> None:
    assert call("ZP_SCORE", "≥0.3万元", actual, 10, MISSING) == 10.0


def test_dates_of_cells_are_days(call: Call) -> None:
    assert call("ZP_SCORE", cell(NEW_YEAR), cell(NOVEMBER), 5, MISSING) == 5.0
    assert call("ZP_MET", "2025年12月30日前", cell(NEW_YEAR), MISSING) == "否"


@pytest.mark.parametrize(("code", "shown"), [(DIV0, "#DIV/0!"), (NA, "#N/A"), (SPILL, "#SPILL!")])
def test_an_error_in_a_cell_is_named(call: Call, code, shown) -> None:
    for broken in (code, cell(code)):
        for name, rest in (("ZP_SCORE", (10,)), ("ZP_WHY", (10,)), ("ZP_MET", ()), ("ZP_COMPLETION", ())):
            assert call(name, "≥90%", broken, *rest, MISSING) == f"单元格是错误值 {shown}，请先改正"
        assert call("ZP_GRADE", broken, MISSING) == f"总分是错误值 {shown}，请先改正"
        assert call("ZP_YOY", broken, 1) == f"本年数是错误值 {shown}，请先改正"
        assert call("ZP_SCORE", "≥90%", "95%", broken, MISSING).endswith(f"分值“{shown}”不是数字，请只填数字")
        assert call("ZP_SCORE", "≥90%", "95%", 10, broken) == f"规则包编号是错误值 {shown}，请先改正"
        assert call("ZP_TEXT", broken) == f"模板是错误值 {shown}，请先改正"


@pytest.mark.parametrize("weight", ["10分", True, "—"])
def test_a_weight_that_is_no_number_is_refused(call: Call, weight) -> None:
    assert "不是数字，请只填数字" in call("ZP_SCORE", "≥90%", "95%", weight, MISSING)


def test_wrong_arguments_get_a_chinese_sentence(call: Call) -> None:
    assert "应为不小于 0 的数字" in call("ZP_SCORE", "≥90%", "95%", -5, MISSING)
    assert call("ZP_SCORE", "≥90%", "95%", 10, "nowhere-1999").startswith("没有规则包“nowhere-1999”，可用的有：")
    assert "2 行 1 列" in call("ZP_SCORE", area([["≥90%"], ["≥80%"]]), "95%", 10, MISSING)
    assert call("ZP_GRADE", "九十", MISSING) == "总分“九十”不是数字，请只填数字"
    assert call("ZP_GRADE", cell(0.95, "0%"), MISSING) == "总分“95%”不是数字，请只填数字"
    assert "应大于 0" in call("ZP_EXECUTION", 0, 0, 10)
    assert call("ZP_EXECUTION", 100, 93, -1) == "分值应不小于 0，请改正"


def test_a_merged_cell_gives_its_one_value(call: Call) -> None:
    assert call("ZP_SCORE", area([["≥90%"], [None]]), area([["95%", None]]), 10, MISSING) == 10.0


def test_a_whole_column_is_refused_before_it_is_read(call: Call) -> None:
    column = cell("≥90%")
    column.Rows.Count = 1_048_576
    assert call("ZP_SCORE", column, "95%", 10, MISSING) == "区域太大，请只选有内容的行和列"


def test_a_mistake_of_ours_goes_to_the_log_and_not_into_the_cell(call: Call, log: Path, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(sys.modules[UDFS], "grade_of", broken)
    assert call("ZP_GRADE", 90, MISSING) == "没有算出来，请把日志发给维护者"
    assert "secret" in log.read_text(encoding="utf-8")


def test_what_excel_cannot_hand_over_is_said(call: Call, log: Path, monkeypatch) -> None:
    def gone(_: object) -> None:
        raise OSError("RPC server unavailable")

    monkeypatch.setattr("excel.udf_calls.Cells.Value", property(gone))
    assert call("ZP_GRADE", cell(90.0), MISSING).startswith("没能读出单元格的内容")
    assert "RPC server" in log.read_text(encoding="utf-8")


# Execution rate, grade, change, text


def test_execution_rate_and_its_points(call: Call) -> None:
    assert call("ZP_EXECUTION", cell(100.0), cell(93.0), MISSING) == 0.93
    assert call("ZP_EXECUTION", cell(1193.39), cell(613.39), 10.0) == 5.14
    assert call("ZP_EXECUTION", "1,193.39", 1193.39, 10.0) == 10.0
    assert call("ZP_EXECUTION", 100, 93, 10, "national-2021") == 7.0
    assert call("ZP_EXECUTION", 100, 93, 10, "shanxi-xinzhou-2021").startswith("本标准不计执行率得分")


@pytest.mark.parametrize(
    ("total", "grade"), [(100, "优"), (90, "优"), (89.99, "良"), (60, "中"), (59.9, "差"), (0, "差")]
)
def test_grade(call: Call, total, grade) -> None:
    assert call("ZP_GRADE", cell(float(total)), MISSING) == grade


def test_change_in_the_words_of_the_reports(call: Call) -> None:
    assert call("ZP_YOY", 1193.39, 577.74) == "增加615.65万元，增加106.56%"
    assert call("ZP_YOY", cell(9.84), cell(10.38)) == "减少0.54万元，下降5.20%"
    assert call("ZP_YOY", 5, 5) == "与上年持平"


def test_text_from_names_and_values(call: Call) -> None:
    template = "预算{{ 预算|万元 }}，执行率{{ 执行|执行率(预算) }}。"
    told = "预算1193.39万元，执行率51.40%。"
    assert call("ZP_TEXT", template, "预算", cell(1193.39), "执行", cell(613.39)) == told
    assert call("ZP_TEXT", cell(template), area([["预算", 1193.39], [None, None], ["执行", 613.39]])) == told
    assert (
        call("ZP_TEXT", "{{ 率 }}，{{ 日 }}", "率", cell(0.95, "0.0%"), "日", cell(NEW_YEAR)) == "95.0%，2025年12月31日"
    )
    assert call("ZP_TEXT", "{% if 完成 %}已完成{% endif %}", "完成", True) == "已完成"
    assert call("ZP_TEXT", "照写") == "照写"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("{{ 预算 }}",), "没有叫“预算”的数据，请核对名称"),
        (("{{ 预算 }}", "预算", None), "没有填“预算”"),
        (("{{ 预算 }}", "预算", DIV0), "读不出“预算”的数"),
        (("{{ 预算", "预算", 1), "第1行的占位写法不对"),
        (("{{ 预算 }}", "预算"), "模板后面应成对写"),
        (("{{ 预算 }}", "预算", 1, "预算", 2), "名称“预算”给了两次"),
        (("{{ 预算 }}", None, 1), "有一个值没有名称"),
        (("{{ ''.__class__ }}",), "不能用"),
        (("{% for x in 预算 %}{% endfor %}{{ 预算() }}", "预算", 1), "占位写法不对"),
    ],
)
def test_text_that_cannot_be_written_says_why(call: Call, arguments, told) -> None:
    assert told in call("ZP_TEXT", *arguments)


# Areas

TABLE = [
    ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "培训人次", "≥100人次", "110人次", 30.0, 30.0],
    [None, "合格率", "≥95%", "90%", 20.0, 20.0],
    ["效益指标", "知晓率", "≥80%", None, 30.0, None],
    ["满意度指标", "学员满意度", "≥90%", 0.95, 10.0, 10.0],
    [None, None, None, None, None, None],
    ["合计", None, None, None, 90.0, None],
]
PERCENT = {(5, 4): "0%"}


def test_a_table_is_scored_in_one_call(call: Call) -> None:
    rows = call("ZP_SCORES", area(TABLE, PERCENT), MISSING)
    assert rows[0] == ["得分", "完成率", "达成", "得分怎么来的"]
    assert [row[:3] for row in rows[1:5]] == [
        [30.0, 1.1, "是"],
        [18.95, 0.9474, "否"],
        ["", "", ""],
        [10.0, 1.0556, "是"],
    ]
    assert rows[3][3] == "实际完成值没有填写，请填实际完成值"
    assert rows[5:] == [["", "", "", ""]] * 2


def test_three_bare_columns_need_no_headings(call: Call) -> None:
    rows = call("ZP_SCORES", area([["≥90%", "45%", 10.0], [None, None, None], ["≥90%", DIV0, 10.0]]), "national-2020")
    assert [row[0] for row in rows] == [5.0, "", ""]
    assert rows[2][3] == "单元格是错误值 #DIV/0!，请先改正"


def test_levels_of_merged_cells_hold_for_the_rows_below(call: Call) -> None:
    headed = [
        ["一级指标", "指标值", "完成值", "分值"],
        ["满意度指标", "≥90%", "85%", 10.0],
        [None, "≥90%", "85%", 10.0],
    ]
    assert [row[0] for row in call("ZP_SCORES", area(headed), "national-2021")[1:]] == [8.0, 8.0]


def test_an_area_that_is_no_table_is_refused(call: Call) -> None:
    for name in ("ZP_SCORES", "ZP_CHECK"):
        rest = (MISSING,) if name == "ZP_SCORES" else ()
        assert call(name, area([["≥90%", "95%"]]), *rest).startswith("区域应是三列")


def test_findings_name_their_rule_and_their_cell(call: Call) -> None:
    rows = call("ZP_CHECK", area(TABLE, PERCENT))
    assert rows[0] == ["级别", "规则", "单元格", "问题", "怎么改"]
    assert ["退回", "R54", "D4"] in [row[:3] for row in rows]
    assert ["退回", "R58", "F3"] in [row[:3] for row in rows]
    assert "R72" not in {row[1] for row in rows}  # 满意度 surveys are told of in other places of a form


def test_findings_of_bare_columns_name_the_row(call: Call) -> None:
    rows = call("ZP_CHECK", area([["≥90%", "45%", 50.0, 50.0], ["≥2次", "2次", 50.0, 50.0]]))
    assert [row[1:4] for row in rows[1:] if row[1] == "R58"] == [["R58", "D1", "“第1行”得分写 50，按规则应为 25。"]]


def test_a_table_without_findings(call: Call) -> None:
    assert call("ZP_CHECK", area([["≥90%", "95%", 50.0, 50.0], ["≥2次", "2次", 50.0, 50.0]])) == "未发现问题"


def test_weights_follow_the_standard_by_first_level(call: Call) -> None:
    sheet = Sheet([["产出指标"], [None], [None], ["效益指标"], ["服务对象满意度指标"], [None]])
    sheet.merged = {(1, 1): 3}
    assert call("ZP_WEIGHTS", sheet.all(), 90) == [[16.67], [16.67], [16.66], [30.0], [10.0], [""]]
    columns = area([["产出指标", "培训人次"], [None, "合格率"], ["效益指标", "知晓率"], [None, None]])
    assert call("ZP_WEIGHTS", columns, 90) == [[25.0], [25.0], [40.0], [""]]


def test_weights_of_other_names_are_even(call: Call) -> None:
    names = area([["培训人次"], ["合格率"], [None], ["学员满意度"]])
    assert call("ZP_WEIGHTS", names, 100) == [[33.33], [33.33], [""], [33.34]]


def test_weights_that_cannot_be_given(call: Call) -> None:
    mixed = area([["产出指标"], ["投入指标"]])
    assert call("ZP_WEIGHTS", mixed, 90) == "规则包 national-2020 没有“投入指标”的分值，请核对一级指标的名称"
    assert "不能分给" in call("ZP_WEIGHTS", area([["甲"], ["乙"]]), 0)
    assert call("ZP_WEIGHTS", area([["甲"], [NA]]), 90) == "区域第 2 行是错误值 #N/A，请先改正"


# What Excel is asked, and what is loaded


def test_formats_are_asked_for_once_where_they_are_the_same(call: Call) -> None:
    same = Sheet([["≥90%", 0.95, 10.0]] * 100)
    call("ZP_SCORES", same.all(), MISSING)
    assert same.asked <= 3
    texts = Sheet([["≥90%", "95%", "10"]] * 100)
    call("ZP_SCORES", texts.all(), MISSING)
    assert texts.asked == 0


@pytest.mark.parametrize("record", DECLARED, ids=lambda record: record.name)
def test_the_function_takes_what_the_registry_declares(record: Udf, call: Call) -> None:
    function = getattr(sys.modules[UDFS], record.function)
    told = function.__xlfunc__
    given = list(inspect.signature(function).parameters.values())
    assert [one.name for one in given] == [one.name for one in record.arguments]
    assert [one["doc"] for one in told["args"]] == [one.help for one in record.arguments]
    for argument, parameter in zip(record.arguments, given, strict=True):
        assert argument.optional == (parameter.default is not inspect.Parameter.empty)
        assert argument.rest == (parameter.kind is inspect.Parameter.VAR_POSITIONAL)
    assert told["category"] == "绩效自评"


def test_loading_the_functions_loads_nothing_heavy() -> None:
    """As in the users' environment, where pandas is not installed: xlwings takes it along wherever it finds it."""
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('pandas', 'numpy', 'polars')))\n"
        "import ziping.excel.udfs\n"
        "print(*(name for name, module in sys.modules.items() if module))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert loaded & {"pandas", "numpy", "docx", "openpyxl", "jinja2", "lxml", "xlsxwriter", "yaml"} == set()
    assert "xlwings.pro.reports" not in done.stdout.split()
