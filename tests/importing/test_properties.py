"""Any order of columns, any of the words, merged or blank, with empty columns and torn pages: read the same, and
nothing on any sheet is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importing import drawn
from importing.invented import ACTUALS, FUND_ROWS, FUND_WORDS, NAMES, POINTS, TARGETS, WORDS, Made, made
from importing.told import lost
from ziping.domain.snapshot import Cell
from ziping.importing.grid import Grid
from ziping.importing.recognise import recognised
from ziping.importing.vocabulary import lexicons
from ziping.views import shown

STEADY = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
LINES = (
    *(
        "项目名称",
        "主管部门：",
        "实施单位",
        "总分",
        "合计100",
        "小计",
        "……",
        "指标1：",
        "注：说明",
        "一、基本情况",
        "2022",
    ),
    *("项目支出绩效自评表", "（2022年度）", "预期目标", "实际完成情况", "年度总体目标", "绩效指标", "项目资金（万元）"),
    *(
        "填表人：张三　　电话：123",
        "等级",
        "优",
        "资金使用情况",
        "资金情况",
        "其中：中央财政:5万元",
        "预算数",
        "到位数",
    ),
    *(
        "得分合计",
        "产出指标",
        "数量指标",
        "备注",
        "表",
        "【产出指标-数量指标】\n机柜\n(1台)",
        "自评总分：95",
        "总体目标",
        "自评等级：良",
        "年度：2021",
        "随便写的一句话。",
    ),
    *("中期资金总额", "年度资金总额：", "中期目标", "四级指标", "指标值下限", "上限", "单位", "（50分）", "第 2 页"),
    *(
        "产出指标（50分）",
        "自评总得分（含执行率）",
        "接上页",
        "100",
        "财政拨款",
        "目标",
        "财年",
        "存在问题",
        "98.5（优）",
    ),
)
TEXTS = (*LINES, *NAMES, *TARGETS, *ACTUALS, *POINTS, *FUND_ROWS)
HEADS = tuple(word for words in (WORDS, FUND_WORDS) for listed in words.values() for word in listed)


@STEADY
@given(made())
def test_a_table_is_read_the_same_however_it_is_drawn(one: Made) -> None:
    (table,) = recognised(drawn.grid(one.drawn))
    seen = shown(table.model)
    assert [{key: row[key] for key in ("label", *FUND_WORDS)} for row in seen["funds"]] == one.funds
    assert [{key: row[key] for key in WORDS} for row in seen["indicators"]] == one.indicators


@STEADY
@given(made())
def test_indicators_on_their_side_are_read_as_upright_ones(one: Made) -> None:
    """The headers down the first column, a column for each indicator; levels only where they begin."""
    rows = one.indicators
    columns = [id for id in WORDS if any(row[id] for row in rows)]
    paper = drawn.Drawn(above=["项目支出绩效自评表"])
    for id in columns:
        paper.line(WORDS[id][0], *(row[id] for row in rows))
    values = {"target", "actual", "weight", "score"}.intersection(columns)
    if len(rows) < 2 or len(values) < 2:
        return
    (table,) = recognised(drawn.grid(paper))
    assert [{key: row[key] for key in WORDS} for row in shown(table.model)["indicators"]] == rows


def test_the_words_used_here_are_in_the_vocabulary() -> None:
    known = {word: lexicons().indicators.find(word) for listed in WORDS.values() for word in listed}
    assert known == {word: id for id, listed in WORDS.items() for word in listed}


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Words and texts of 自评表 in any places, some cells merged."""
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 7))
    cells = {}
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            text = draw(st.one_of(st.none(), st.sampled_from(HEADS), st.sampled_from(TEXTS)))
            if text:
                cells[row, column] = Cell(text, text)
    merges: list[tuple[int, int, int, int]] = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(1, rows)), draw(st.integers(1, columns))
        bottom, right = draw(st.integers(top, rows)), draw(st.integers(left, columns))
        apart = all(m[2] < top or bottom < m[0] or m[3] < left or right < m[1] for m in merges)
        if (top, left) != (bottom, right) and apart:
            merges.append((top, left, bottom, right))
    return Grid("表", cells, tuple(merges))


@STEADY
@given(made(), grids())
def test_nothing_is_lost_whatever_stands_below_a_table(one: Made, other: Grid) -> None:
    grid = below(drawn.grid(one.drawn, "表"), other)
    tables = recognised(grid)
    assert tables
    assert lost(grid, tables) == []


@STEADY
@given(grids())
def test_nothing_is_lost_on_any_sheet(grid: Grid) -> None:
    tables = recognised(grid)
    assert lost(grid, tables) == [] or not tables


def below(grid: Grid, other: Grid) -> Grid:
    """Both on one sheet."""
    down = max(row for row, _ in grid.cells) + 1
    cells = {**grid.cells, **{(row + down, column): cell for (row, column), cell in other.cells.items()}}
    merges = tuple((top + down, left, bottom + down, right) for top, left, bottom, right in other.merges)
    return Grid(grid.name, cells, (*grid.merges, *merges))
