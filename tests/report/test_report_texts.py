"""The texts of a report: what a placeholder may do, what blocks a final report, what a draft marks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from report.filled import TEXTS, case, section
from ziping.domain.figures import ChartPlace, Figure, Missing, TablePlace
from ziping.domain.model import Entry, Section
from ziping.errors import ZipingError
from ziping.report.render import render, unfilled

TABLE = TablePlace("资金表", case("grid-2022")[:2], {"标题": "资金表"})
DATA: dict[str, Any] = {
    "单位": "甲单位",
    "类型": "项目",
    "总分": Decimal("97.50"),
    "资金": {
        "年初": Figure(Decimal("1158.27"), "1,158.27"),
        "全年": Missing("全年预算数", Entry(sheet="自评表", cell="D7")),
    },
    "指标": [{"名称": "走访"}, {"名称": "发放"}],
    "资金表": TABLE,
    "得分图": ChartPlace("各项指标得分率", (("产出指标", Decimal("0.98")),)),
}


def written(text: str | None, *, draft: bool = False, **options: Any) -> list[Any]:
    return list(render([section("一", "基本情况", text, **options)], DATA, draft=draft)[0].lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{{ 单位 }}得{{ 总分 }}分。", ["甲单位得97.5分。"]),
        ("得{{ 总分|分 }}。", ["得97.5分。"]),
        ("年初{{ 资金.年初 }}，即{{ 资金.年初|万元 }}。", ["年初1,158.27，即1158.27万元。"]),
        ("{{ 资金.年初 * 0.1 }}", ["115.827"]),
        ("{{ 3 / 4 }}", ["0.75"]),
        ("{% for 项 in 指标 %}\n{{ loop.index }}.{{ 项.名称 }}\n{% endfor %}", ["1.走访", "2.发放"]),
        ("{{ 指标|map(attribute='名称')|join('、') }}", ["走访、发放"]),
        ("{% if 资金.全年 is 已填 %}有{% else %}无{% endif %}", ["无"]),
        ("　　前空两格\r\n\r\n第二段", ["前空两格", "第二段"]),
        ("表如下。\n{{ 资金表 }}\n完。", ["表如下。", TABLE, "完。"]),
    ],
)
def test_placeholders_are_filled_in(text: str, lines: list[Any]) -> None:
    assert written(text) == lines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ 单位 }", "第1行的占位写法不对"),
        ("第一行\n{{ 单位", "第2行的占位写法不对"),
        ("{{ 单伟 }}", "没有叫“单伟”的数据，请核对名称（是不是“单位”？）"),
        ("{{ 资金.年出 }}", "没有叫“年出”的数据，请核对名称（是不是“年初”？）"),
        ("{{ 资金.全年 }}", "没有填“全年预算数”（自评表!D7）"),
        ("{{ 资金.全年|万元 }}", "没有填“全年预算数”（自评表!D7）"),
        ("{{ 资金.全年 - 1 }}", "没有填“全年预算数”（自评表!D7）"),
        ("{% if 资金.全年 > 1 %}{% endif %}", "没有填“全年预算数”（自评表!D7）"),
        ("{{ 指标 }}", "一组数据"),
        ("{{ 资金 }}", "一组数据"),
        ("{{ none }}", "一组数据"),
        ("{{ 总分 / 0 }}", "算不出来"),
        ("{{ 单位|万元 }}", "“万元”只用来写数"),
        ("{{ 单位 * 3 }}", "“*”只用来算数"),
        ("{{ 资金表 }}见上", "单独占一行"),
        ("{% if 类型 == '部门' %}有{% endif %}", "写出来是空的"),
    ],
)  # fmt: skip
def test_a_wrong_placeholder_is_refused_with_cell_and_remedy(text: str, message: str) -> None:
    with pytest.raises(ZipingError) as refused:
        written(text, cell="C9")
    assert str(refused.value).startswith("报告有1处要先改好：报告文字!C9（“一、基本情况”）：")
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 得分图.__class__ }}",
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 单位.__init__ }}",
        "{{ 单位|attr('__class__') }}",
        "{{ 指标.append(1) }}",
        "{{ 单位.center(1000000000) }}",
        "{{ range(10) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 9 ** 999999999 }}",
        "{{ 'a' * 1000000000 }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% set x = 1 %}{{ x }}",
        "{{ self }}",
        "{{ cycler }}",
        "{% for a in 指标 recursive %}{{ loop(指标) }}{% endfor %}",
    ],
)
def test_a_text_reaches_nothing_but_its_data(text: str) -> None:
    with pytest.raises(ZipingError, match="报告文字!C7"):
        written(text)


def test_a_loop_without_end_is_cut_off() -> None:
    letters = "字" * 300
    text = f"{{% for a in '{letters}' %}}{{% for b in '{letters}' %}}{{% endfor %}}{{% endfor %}}"
    with pytest.raises(ZipingError, match="循环次数太多"):
        written(text)


def test_a_text_that_grows_without_end_is_cut_off() -> None:
    with pytest.raises(ZipingError, match="太长"):
        written(f"{{% for a in '{'字' * 2000}' %}}{'长' * 100}{{% endfor %}}")


SLOTS = (
    section("一", "基本情况", None, "C3"),
    section("（一）", "项目概况", "", "C4", hint="写背景和内容"),
    section("（二）", "绩效目标", "总体目标是{{ 单位 }}。【待填：阶段目标】", "C5"),
    section("二", "开展情况", "【请填写】", "C6"),
    section("三", "结论", "写好了。", "C7"),
)


def test_slots_are_empty_or_marked_texts_but_no_headings_over_sections() -> None:
    assert unfilled(SLOTS) == [("C4", "项目概况", "写背景和内容"), ("C5", "绩效目标", ""), ("C6", "开展情况", "")]


def test_one_refusal_names_the_cells_of_all_slots_and_mistakes() -> None:
    with pytest.raises(ZipingError) as refused:
        render([*SLOTS, section("四", "其他", "{{ 单伟 }}", "C8")], DATA)
    assert str(refused.value) == (
        "报告有4处要先改好：报告文字!C4（“（一）项目概况”）：待填写（写背景和内容）；"
        "报告文字!C5（“（二）绩效目标”）：待填写；报告文字!C6（“二、开展情况”）：待填写；"
        "报告文字!C8（“四、其他”）：没有叫“单伟”的数据，请核对名称（是不是“单位”？）"
    )


def test_a_draft_marks_slots_in_place() -> None:
    lines = [rendered.lines for rendered in render(SLOTS, DATA, draft=True)]
    assert lines == [
        (), ("【待填：写背景和内容】",), ("总体目标是甲单位。【待填：阶段目标】",), ("【请填写】",), ("写好了。",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("全年{{ 资金.全年|万元 }}，单位{{ 单位 }}。", "全年【待填：没有填“全年预算数”（自评表!D7）】，单位甲单位。"),
        ("调整{{ 资金.全年 - 资金.年初 }}。", "调整【待填：没有填“全年预算数”（自评表!D7）】。"),
        ("{% if 资金.全年 > 1 %}多{% endif %}", "【待填：没有填“全年预算数”（自评表!D7）】"),
    ],
)
def test_a_draft_marks_a_missing_figure_where_it_belongs(text: str, line: str) -> None:
    assert written(text, draft=True) == [line]


def test_a_draft_refuses_a_wrong_placeholder_too() -> None:
    with pytest.raises(ZipingError, match="没有叫“单伟”的数据"):
        written("{{ 单伟 }}", draft=True)


def test_a_text_over_its_limit_is_refused_and_marked_in_a_draft() -> None:
    with pytest.raises(ZipingError, match="报告文字!C7.*共12字，超过字数上限10字"):
        written("字" * 12, limit=10)
    assert written("字" * 12, limit=10, draft=True)[1] == "【待改：共12字，超过字数上限10字，请删减】"
    assert written("{{ 单位 }}" + "字" * 7, limit=10) == ["甲单位" + "字" * 7]


def test_a_mark_that_comes_in_with_the_data_blocks_the_final_report() -> None:
    data = {"原因": "【待填：原因】"}
    with pytest.raises(ZipingError, match="报告文字!C7.*引用的单元格"):
        render([section("一", "问题", "原因是{{ 原因 }}。")], data)


def test_an_error_value_instead_of_a_text_is_refused() -> None:
    broken = Section("一", "问题", Entry(error="#REF!", sheet=TEXTS, cell="C7"))
    with pytest.raises(ZipingError, match="报告文字!C7.*#REF!"):
        render([broken], DATA)


def test_what_the_data_say_is_never_read_as_a_placeholder() -> None:
    assert render([section("一", "原因", "{{ 原因 }}")], {"原因": "{{ 单位 }}"})[0].lines == ("{{ 单位 }}",)


def test_a_heading_may_hold_placeholders() -> None:
    assert render([section("一", "{{ 类型 }}概况", "文字。")], DATA)[0].heading == "项目概况"
