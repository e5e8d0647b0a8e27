"""The check of what reports say: no text makes it fail, and it does not care in what order things come to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.sample_forms import CASES, WORD, findings, load

LINES = st.one_of(
    st.sampled_from((CASES / "report_lines.txt").read_text(encoding="utf-8").splitlines()),
    st.text(max_size=40),
    st.lists(
        st.sampled_from("一二（）().、，。；：其中年月日0123456789万元%人件“”《》 项目支出基本自评分"), max_size=30
    ).map("".join),
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["项目", "合计", "小计", "其中：", "年度指标值", "实际完成值", "安排", "使用", "协助破案", "年度资金总额"]
    ),
    st.sampled_from(["560", "5,600,000.00", "95.77%", "≥5件", "—", "XX", "#REF!"]),
    st.text(max_size=8),
)
TABLES = st.dictionaries(
    st.text(max_size=6),
    st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), max_size=5)),
    max_size=2,
)
HEADINGS = st.one_of(st.sampled_from(["基本情况", "存在的问题及原因分析", ""]), st.text(max_size=6))
OUTLINES = st.none() | st.lists(
    st.fixed_dictionaries({"heading": HEADINGS}, optional={"limit": st.integers(0, 30), "last": LINES}), max_size=3
)
REPORTS = st.fixed_dictionaries(
    {"lines": st.lists(LINES, max_size=8).map("\n".join), "tables": TABLES, "outline": OUTLINES}
)
FIGURES = {"决算基本支出": 613.39, "决算项目支出": 580, "编制数": 15, "年末实有在职人数": 18, "自评得分": 98}
ROWS = [
    {"name": "协助破案", "target": "≥5件", "actual": "21件", "weight": 60, "score": 60},
    {"name": "群众满意度", "target": "≥90%", "actual": "95.77%", "weight": 40, "score": 38},
]
FUNDS = {"total": {"initial": 560, "adjusted": 560, "executed": 560}}
PROJECTS = [
    {"project": "“雪亮工程”建设和运维费", "rows": ROWS, "funds": FUNDS},
    {"project": "网格化管理经费", "rows": ROWS[:1], "funds": FUNDS},
    {"project": "平安建设经费", "funds": FUNDS},
]


@given(st.sampled_from(["project", "department"]), REPORTS, REPORTS, st.lists(LINES, max_size=2))
def test_no_text_of_a_report_makes_a_rule_fail(kind: str, report: Any, other: Any, sections: list[str]) -> None:
    data = {
        "kind": kind,
        "unit": "某区委政法委",
        "rows": ROWS,
        "funds": FUNDS,
        "facts": FIGURES,
        "others": PROJECTS[1:],
        "written": [{"about": "项目1", **other}],
        "report": report,
        "sections": sections,
        "last": {"rows": ROWS, "goal_actual": report["lines"]},
        "goal_planned": report["lines"],
        "goal_actual": other["lines"],
    }
    found = findings(data)
    assert found == findings(data)
    for finding in found:
        assert finding.message.strip()
        assert finding.fix


CELL = re.compile(r"[A-Z]\d+")
SAID = """\
一、基本情况
编制15名，实有18人，基本支出613.39万元，项目支出560万元。
二、完成情况
网格化管理经费项目协助破案53件，群众满意度95.8%。
"""


def said(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The findings, whatever the order of the names a message lists, and without the cells where things stand."""
    return sorted(
        (finding.code, finding.severity, "".join(sorted(CELL.sub("", finding.message)))) for finding in findings(data)
    )


@given(st.permutations(PROJECTS), st.permutations(list(FIGURES.items())))
def test_the_order_of_the_other_forms_and_of_the_figures_changes_no_finding(projects: Any, figures: Any) -> None:
    data = {"kind": "department", "rows": ROWS, "report": SAID, "others": PROJECTS, "facts": FIGURES}
    turned = {**data, "others": projects, "facts": dict(figures)}
    assert said(turned) == said(data)


@given(st.permutations(PROJECTS))
def test_the_order_of_the_other_forms_changes_nothing_for_a_project(projects: Any) -> None:
    data = {"project": "社区戒毒经费", "rows": ROWS, "report": SAID}
    own = [found for found in said({**data, "others": PROJECTS}) if found[0] not in ("R21", "R93")]
    assert [found for found in said({**data, "others": projects}) if found[0] not in ("R21", "R93")] == own


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_reports_that_are_alike_the_later_one_is_told(first: int) -> None:
    effects = (
        "三、项目效益\n"
        + "解决了待遇和通信问题，形成上下联动的机制，提高了发现问题和化解矛盾的效率，群众安全感明显提升，" * 2
    )
    reports = [{"about": "自评表", "lines": effects}, {"about": "项目1", "lines": effects}]
    data = {"project": "雪亮工程", "others": PROJECTS[1:2], "written": [reports[first], reports[1 - first]]}
    copied = [finding for finding in findings(data) if finding.code == "R74" and finding.arithmetic]
    assert len(copied) == first


CORRECT = load("correct-reports.yaml")


@pytest.mark.parametrize("name", CORRECT)
def test_a_correct_report_gets_hints_only(name: str) -> None:
    found = [finding for finding in findings(CORRECT[name]["form"]) if finding.sheet == WORD]
    assert [finding for finding in found if finding.severity != "info"] == []
    assert sorted(finding.code for finding in found) == CORRECT[name]["hints"]
