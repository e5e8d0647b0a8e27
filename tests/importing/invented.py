"""Tables as units might draw them: any order of columns, any of the words, merged or not, torn by page breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from importing.drawn import Drawn, shifted
from ziping.importing.vocabulary import lexicons

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
WORDS = {
    "level1": ("一级指标", "一级\n指标", "一 级 指 标", "一级指标名称"),
    "level2": ("二级指标", "二级", "二级 指标"),
    "name": ("三级指标", "指标名称", "三 级\n指 标", "具体指标"),
    "target": (
        "年度指标值",
        "目标值",
        "年初目标值(A)",
        "指标值",
        "预期指标值",
        "年度\n指标值",
        "年度绩效指标值",
        "计划指标值",
    ),
    "actual": ("实际完成值", "全年实际值", "实际完成值（B）", "业绩值", "全年完成值", "完 成 值", "实际完成情况"),
    "weight": ("分值", "权重", "指标分值", "分 值（90分）", "权重(%)", "标准分"),
    "score": ("得分", "自评得分", "自评分", "得 分", "指标得分"),
    "reason": ("偏差原因分析及改进措施", "未完成原因及拟采取的改进措施", "扣分原因", "原因分析"),
}
FUND_WORDS = {
    "initial": ("年初预算数", "年初预算", "年初\n预算数(万元)"),
    "adjusted": ("全年预算数", "调整后预算数", "全年预算数（A）", "调整预算数"),
    "executed": ("全年执行数", "预算执行数", "执行数(B)", "实际支出数"),
    "weight": ("分值", "权重"),
    "rate": ("执行率", "执行率(B/A)", "预算执行率"),
    "score": ("得分", "自评得分"),
}
FUND_ROWS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
TITLE = "项目支出绩效自评表"
NAMES = (
    "培训人次",
    "修缮面积",
    "指标1：验收合格率",
    "★补贴发放率",
    "其中：桃树面积",
    "项目完成时间",
    "群众满意度",
    "合计投入",
    "总分值控制",
)
TARGETS = ("≥90%", "120人次", "=100%", "2022年12月底前", "效果明显", "≤90万元", ">=98%(百分比)", "500 公 里", "优")
ACTUALS = ("95%", "130人次", "≥90%", "100", "已完成", "90万元", "１００％", "良好", "-5")
POINTS = ("8", "10", "7.5", "20", "６", "10.00")


@dataclass(frozen=True)
class Made:
    """A drawn table and what is to be read from it."""

    drawn: Drawn
    funds: list[dict[str, str | None]]
    indicators: list[dict[str, str | None]]


@st.composite
def made(draw: st.DrawFn) -> Made:
    """A table with funds and indicators."""
    paper = Drawn(above=[TITLE, "（2022年度）"])
    paper.line(("项目名称", 2), ("道路养护", 6))
    paper.line(("主管部门", 2), ("某市交通局", 2), ("实施单位", 2), ("某县公路局", 2))
    funds = _funds(draw, paper)
    indicators = _indicators(draw, paper)
    if draw(st.booleans()):
        paper.below = ["注：分值合计100分。"]
    for _ in range(draw(st.integers(0, 2))):
        paper = shifted(paper, draw(st.integers(1, paper.width)))
    return Made(paper, funds, indicators)


def _funds(draw: st.DrawFn, paper: Drawn) -> list[dict[str, str | None]]:
    columns = list(draw(st.permutations(list(FUND_WORDS))))
    dropped = draw(st.sampled_from((None, "initial", "weight", "score")))
    columns = [id for id in columns if id != dropped]
    rows = FUND_ROWS[: draw(st.integers(1, 4))]
    label = draw(st.sampled_from(("项目资金\n（万元）", "项目资金", "")))
    if label:
        paper.put(paper.row, 0, label, down=len(rows) + 1 if draw(st.booleans()) else 1)
    paper.line("", *(draw(st.sampled_from(FUND_WORDS[id])) for id in columns), at=1)
    found = []
    for name in rows:
        values = {id: draw(st.sampled_from(("100", "90.5", "0", "1,200.00", "—", "100%", None))) for id in columns}
        paper.line(name, *(values[id] for id in columns), at=1)
        found.append({"label": name, **{id: values.get(id) for id in FUND_WORDS}})
    return found


def _indicators(draw: st.DrawFn, paper: Drawn) -> list[dict[str, str | None]]:
    columns = list(draw(st.permutations(list(WORDS))))
    dropped = draw(st.sampled_from((None, "reason", "weight", "score", "level1")))
    columns = [id for id in columns if id != dropped]
    words = {id: draw(st.sampled_from(WORDS[id])) for id in columns}
    at = 1 if draw(st.booleans()) else 0
    rows = _rows(draw)
    merged = draw(st.booleans())
    _header(paper, columns, words, at, two_lines=draw(st.booleans()))
    torn = draw(st.integers(1, len(rows))) if draw(st.booleans()) else 0
    titled = draw(st.booleans())
    for number, row in enumerate(rows):
        if number and number == torn and titled:
            paper.line(TITLE)
        elif number and number == torn:
            _header(paper, columns, words, at, two_lines=False)
        for index, id in enumerate(columns):
            text, down = row[id], 1
            if id in ("level1", "level2"):
                text, down = _level(rows, number, id, torn if merged else None, merged=merged)
            paper.put(paper.row, at + index, text, down=down)
        paper.row += 1
    if draw(st.booleans()):
        _total(paper, columns, at)
    return [{id: row.get(id) if id in columns else None for id in WORDS} for row in rows]


def _header(paper: Drawn, columns: list[str], words: dict[str, str], at: int, *, two_lines: bool) -> None:
    """One line; or two, where words with a line break go on in the second one and the others are merged down."""
    if not two_lines or not any("\n" in word for word in words.values()):
        paper.line(*(words[id] for id in columns), at=at)
        return
    for index, id in enumerate(columns):
        upper, _, lower = words[id].partition("\n")
        paper.put(paper.row, at + index, upper, down=1 if lower else 2)
        paper.put(paper.row + 1, at + index, lower)
    paper.row += 2


def _rows(draw: st.DrawFn) -> list[dict[str, str | None]]:
    levels = [
        (level1, level2)
        for level1 in draw(st.lists(st.sampled_from(list(LEVELS)), min_size=1, max_size=3, unique=True))
        for level2 in draw(st.lists(st.sampled_from(LEVELS[level1]), min_size=1, max_size=3, unique=True))
        for _ in range(draw(st.integers(1, 3)))
    ]
    return [
        {
            "level1": level1,
            "level2": level2,
            "name": draw(st.sampled_from(NAMES)),
            "target": draw(st.sampled_from(TARGETS)),
            "actual": draw(st.sampled_from((*ACTUALS, None))),
            "weight": draw(st.sampled_from((*POINTS, None))),
            "score": draw(st.sampled_from((*POINTS, None))),
            "reason": draw(st.sampled_from(("疫情影响，已调整计划", None, None))),
        }
        for level1, level2 in levels
    ]


def _level(
    rows: list[dict[str, Any]], number: int, id: str, torn: int | None, *, merged: bool
) -> tuple[str | None, int]:
    """What a level's cell holds: the text where it begins, over as many rows as it goes on, or blank below it."""

    def same(a: int, b: int) -> bool:
        return rows[a][id] == rows[b][id] and (id == "level1" or rows[a]["level1"] == rows[b]["level1"])

    if number and same(number, number - 1) and number != torn:
        return None, 1
    end = number + 1
    while merged and end < len(rows) and same(number, end) and end != torn:
        end += 1
    return rows[number][id], end - number


def _total(paper: Drawn, columns: list[str], at: int) -> None:
    """The sum row; its label stands in the first cell that is no number."""
    first = next((index for index, id in enumerate(columns) if id not in ("weight", "score")), 0)
    if first:
        return
    paper.put(paper.row, at, "总分")
    for index, id in enumerate(columns):
        if id in ("weight", "score"):
            paper.put(paper.row, at + index, "100")
    paper.row += 1


def synonyms_are_known() -> bool:
    """Whether every word used here is in the vocabulary."""
    words = lexicons()
    return all(words.indicators.find(word) == id for id, listed in WORDS.items() for word in listed)
