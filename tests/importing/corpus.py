"""The published tables of tests/cases/corpus, drawn in the layouts that the pages show."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from importing.drawn import Drawn

CASES = Path(__file__).parents[1] / "cases" / "corpus"
Table = Mapping[str, Any]


def tables(name: str) -> dict[str, dict[str, Any]]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {table["id"]: table for table in map(json.loads, lines)}


FUNDS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
HEADS = {
    "l1": "一级\n指标",
    "l2": "二级指标",
    "l3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
}


def drawn(table: Table) -> Drawn:
    """The table in its own layout."""
    letter = table["layout"][0]
    return _LAYOUTS.get(table["id"], _LAYOUTS.get(letter, standard))(table)


def standard(
    table: Table,
    heads: Mapping[str, str] = HEADS,
    funds: Sequence[str] = FUNDS,
    split: bool = False,
    fund_heads: Mapping[str, str] | None = None,
    section: str = "绩\n效\n指\n标",
) -> Drawn:
    """The national layout: a vertical label beside the indicators, levels merged down, two lines of header where the
    target is ``split``."""
    columns = _columns(table)
    paper = Drawn(above=[table["title"], f"（{table['year']}年度）"] if table["year"] else [table["title"]])
    width = max(len(columns) + 1, len(funds) + 2, 8)
    _fields(paper, table, width)
    _funds(paper, table, funds, fund_heads or {})
    paper.line("年度总体目标", ("预期目标", 3), ("实际完成情况", width - 4))
    paper.line("", ("完成全年各项工作。", 3), ("各项工作均已完成。", width - 4))
    if table["indicators"]:
        _indicators(paper, table, heads, columns, split, section)
    if table["total_score"]:
        paper.line(("总分", width - 1), table["total_score"])
    paper.below = [
        "注：1.其他资金包括和财政资金共同投入到同一项目的自有资金、社会资金。",
        "填表人：张三　　联系电话：0000-1234567",
    ]
    return paper


def _columns(table: Table) -> list[str]:
    found: list[str] = []
    for row in table["indicators"]:
        for column in row["cols"]:
            if column not in found:
                found.append(column)
    order = ["l1", "l2", "l3"]
    return [*[c for c in order if c in found], *[c for c in found if c not in order]]


def _fields(paper: Drawn, table: Table, width: int) -> None:
    if table["project"]:
        paper.line(("项目名称", 2), (table["project"], width - 2))
    if table["unit"]:
        paper.line(("主管部门", 2), ("某市财政局", 2), ("实施单位", 2), (table["unit"], width - 6))


def _funds(paper: Drawn, table: Table, columns: Sequence[str], heads: Mapping[str, str]) -> None:
    if not table["funds"]:
        return
    top = paper.row
    paper.put(top, 0, "项目资金\n（万元）", down=len(table["funds"]) + 1)
    paper.line("", *(heads.get(column, column) for column in columns), at=1)
    for row in table["funds"]:
        paper.line(row["label"], *(row.get(column) or "" for column in columns), at=1)


def _indicators(
    paper: Drawn, table: Table, heads: Mapping[str, str], columns: Sequence[str], split: bool, section: str
) -> None:
    top, depth = paper.row, 2 if split else 1
    rows = table["indicators"]
    if section:
        paper.put(top, 0, section, down=len(rows) + depth)
    at = 1 if section else 0
    if split:
        _split_header(paper, columns, heads, at)
    else:
        paper.line(*(heads[column] for column in columns), at=at)
    for number, row in enumerate(rows):
        for index, column in enumerate(columns):
            text = _text(row, column)
            down = _run(rows, number, column) if column in ("l1", "l2") else 1
            paper.put(paper.row, at + index, text, down=down)
        paper.row += 1


def _split_header(paper: Drawn, columns: Sequence[str], heads: Mapping[str, str], at: int) -> None:
    """年度指标值 over 指标性质, 指标值 and 度量单位; 绩效指标 over the levels."""
    top, parts = paper.row, ("op", "tval", "unit")
    first = columns.index("op")
    paper.put(top, at, "绩效指标", across=first)
    paper.put(top, at + first, "年度指标值", across=3)
    for index, column in enumerate(columns):
        if column in ("l1", "l2", "l3", *parts):
            paper.put(top + 1, at + index, heads[column])
        else:
            paper.put(top, at + index, heads[column], down=2)
    paper.row += 2


def _text(row: Mapping[str, Any], column: str) -> str | None:
    if column in ("l1", "l2"):
        return row[f"{column}_printed"]
    if column in ("op", "tval", "unit"):
        return row["target_parts"][column]
    return row.get(column) or row.get("extra", {}).get(column)


def _run(rows: Sequence[Mapping[str, Any]], first: int, column: str) -> int:
    """How many rows a level reaches down over."""
    end = first + 1
    while end < len(rows) and not rows[end][f"{column}_printed"] and rows[end][column] == rows[first][column]:
        end += 1
    return end - first


def _chengan(table: Table) -> Drawn:
    """G 河北: labels and amounts side by side, a split target, the header over a description."""
    paper = Drawn(above=[table["title"]])
    paper.line("一、基本情况")
    paper.line(("项目名称:", 2), (table["project"], 4), ("是否为专项资金:", 2), ("", 4))
    paper.line(("实施(主管)单位", 2), (table["unit"], 4), ("金额单位:", 2), ("万元", 4))
    paper.line("二、预算执行情况")
    paper.line(("预算安排情况(调整后)", 2), ("资金到位情况", 2), ("资金执行情况", 2), ("预算执行进度(%)", 6))
    for row in table["funds"]:
        more = row["extra"]
        paper.line(
            row["label"],
            row["全年预算数"],
            more["label2"],
            more["paid_in"],
            more["label3"],
            row["全年执行数"],
            row["执行率"],
        )
    paper.line("三、目标完成情况")
    paper.line(("年度预期目标", 4), ("具体完成情况", 4), ("总体完成率(%)", 4))
    paper.line(("为百岁老人发放补贴。", 4), ("为百岁老人发放补贴。", 4), ("100.00", 4))
    paper.line(("促进社会和谐稳定", 4), ("促进社会和谐稳定", 4))
    paper.line("四、年度绩效指标完成情况")
    top = paper.row
    for column, text, across in (
        *((0, "一级指标", 1), (1, "二级指标", 1), (2, "三级指标", 1), (3, "指标分值", 1), (4, "预期指标值", 3)),
        *((7, "单项指标实际完成值", 1), (8, "单项指标完成情况", 1), (9, "自评得分", 3)),
    ):
        paper.put(top, column, text, down=1 if across > 1 else 2, across=across)
    for column, text in (
        (4, "符号"),
        (6, "单位(文字描述)"),
        (9, "单项指标得分"),
        (10, "权重占比(%)"),
        (11, "单项指标折算得分"),
    ):
        paper.put(top + 1, column, text)
    paper.row += 2
    _body(paper, table)
    paper.line("预算执行率", "预算执行率")
    return paper


def _body(paper: Drawn, table: Table) -> None:
    columns = _columns(table)
    rows = table["indicators"]
    for number, row in enumerate(rows):
        for index, column in enumerate(columns):
            down = _run(rows, number, column) if column in ("l1", "l2") else 1
            paper.put(paper.row, index, _text(row, column), down=down)
        paper.row += 1


def _transfer(table: Table) -> Drawn:
    """F 专项转移支付: what was given and what was used stand side by side."""
    paper = Drawn(above=[table["title"]])
    paper.line(("专项名称", 2), (table["project"], 5))
    paper.line(("省级主管部门", 2), ("四川省财政厅", 5))
    top = paper.row
    paper.put(top, 0, "资金情况(万元)", down=len(table["funds"]))
    paper.put(top, 3, "资金使用情况(万元)", down=len(table["funds"]))
    for row in table["funds"]:
        paper.line(row["label"], row["全年预算数"], at=1)
        paper.row -= 1
        paper.line(row["extra"]["label2"], row["全年执行数"], at=4)
    paper.line("绩效目标完成情况")
    paper.line("一级指标", "二级指标", "三级指标", "指标值", "完成值", "权重", "得分")
    _body(paper, table)
    paper.line(("得分合计", 6), table["total_score"])
    return paper


def _suzhou(table: Table) -> Drawn:
    """L 苏州: two lines of funds under headers of their own, 投入、产出、结果目标 without a second level."""
    paper = Drawn(above=[table["title"]])
    paper.line("项目名称", (table["project"], 2), ("项目年份", 2), str(table["year"]))
    paper.line("项目主管部门(单位)", (table["unit"], 5))
    budget, used = table["funds"]
    paper.line("", "年初预算数", "当年使用上年结余、结转及当年调整预算数", "财政拨款数", "指标结余数")
    paper.line(
        budget["label"], budget["年初预算数"], budget["extra"]["adj"], budget["全年预算数"], budget["extra"]["leftover"]
    )
    paper.line("", "其中:财政拨款数", "实际支付数", "资金结余、结转数", "结转数", "财政收回\n数")
    more = used["extra"]
    paper.line(used["label"], used["全年预算数"], used["全年执行数"], more["leftover"], more["carry"], more["returned"])
    paper.put(paper.row, 0, "项目资金构成(详细列出各子项目名称和金额)", down=3)
    paper.line(("子项目名称", 4), "实际金额(万元)", at=1)
    paper.line(("合计", 4), "2798.3", at=1)
    paper.line(("2017年1月-9月市管绿地养护管理项目政府采购标段", 4), "1718.94", at=1)
    paper.line("项目\n类别", "指标名称", "目标值", "权重", "实际完成\n值", "自评分")
    _body(paper, table)
    return paper


def _guangshui(table: Table) -> Drawn:
    """J 湖北广水: 项目决策、项目管理 without targets; the page shows no header, its form has this one."""
    heads = {**HEADS, "target": "年初目标值(A)", "actual": "实际完成值(B)", "weight": "分值", "score": "自评分"}
    paper = Drawn(above=["广水市财政预算支出项目绩效目标自评表", "填报日期：2022 年 8 月 10"])
    paper.line("项目名称", (table["project"], 3), "实施单位", (table["unit"], 2))
    paper.line(("自评总分：", 2), (table["total_score"], 5))
    paper.line(*(heads[column] for column in ("l1", "l2", "l3", "target", "actual", "weight", "score")))
    for number, row in enumerate(table["indicators"]):
        for index, column in enumerate(("l1", "l2", "l3", "target", "actual", "weight", "score")):
            down = _run(table["indicators"], number, column) if column == "l1" and row["l1_printed"] else 1
            paper.put(paper.row, index, _text(row, column), down=down)
        paper.row += 1
    paper.below = ["1、提供三级指标完成程度的佐证资料；"]
    return paper


def _lingling(table: Table) -> Drawn:
    """湖南部门整体: 按收入性质分 and 按支出性质分 side by side below the total."""
    width = 9
    paper = Drawn(above=["部门整体支出绩效自评表", f"（{table['year']}年度）"])
    paper.line(("区级预算单位名称", 2), (table["unit"], 7))
    top = paper.row
    paper.put(top, 0, "年度预算申请\n（万元）", down=7)
    paper.line("", *FUNDS, at=1)
    row = table["funds"][0]
    paper.line(row["label"], *(row.get(column) or "" for column in FUNDS), at=1)
    for left, right in (
        ("按收入性质分:", "按支出性质分:"),
        ("其中: 一般公共预算:1873.66万元", "其中:基本支出:1768.16万元"),
        ("政府性基金拨款:", "项目支出:2985.5万元"),
        ("纳入专户管理的非税收入拨款:", ""),
        ("其他资金:2880万元", ""),
    ):
        paper.line((left, 3), (right, 5), at=1)
    paper.line("年度总体目标", ("预期目标", 4), ("实际完成情况", 4))
    paper.line("", ("目标1:造林1.2万亩,\n目标2森林经营16.3万亩", 4), ("目标1:造林1.2万亩,\n目标2森林经营16.3万亩", 4))
    if table["indicators"]:
        _indicators(paper, table, HEADS, list(HEADS), False, "绩\n效\n指\n标")
    assert paper.width <= width
    return paper


def _split(table: Table) -> Drawn:
    heads = {**HEADS, "op": "指标性质", "tval": "指标值", "unit": "度量单位"}
    return standard(table, heads, split=True)


def _sichuan(table: Table) -> Drawn:
    """E 四川一体化: 年初预算, 调整后预算数, 预算执行数 …; target in three columns of their own."""
    heads = {
        **HEADS,
        "op": "指标性质",
        "tval": "指标值",
        "unit": "度量单位",
        "target": "指标值",
        "actual": "完成值",
        "weight": "权重",
    }
    order = ("年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分")
    names = {
        "年初预算数": "年初预算",
        "全年预算数": "调整后预算数",
        "全年执行数": "预算执行数",
        "执行率": "预算执行率",
        "分值": "权重",
    }
    return standard(table, heads, order, fund_heads=names, section="绩效指标\n(90分)")


def _poverty(table: Table) -> Drawn:
    """C 衔接资金: no 年初预算数, the weight before the target."""
    heads = {**HEADS, "actual": "全年实际值", "reason": "未完成原因及拟采取的改进措施"}
    names = {"全年预算数": "全年预算数(A)", "全年执行数": "全年执行数(B)", "执行率": "执行率(B/A)"}
    return standard(table, heads, ("全年预算数", "全年执行数", "分值", "执行率", "得分"), fund_heads=names)


def _region(table: Table) -> Drawn:
    heads = {**HEADS, "target": "指标值", "actual": "全年实际完成值", "reason": "未完成原因和改进措施"}
    names = {"全年预算数": "全年预算数(A)", "全年执行数": "全年执行数(B)", "执行率": "预算执行率(B/A)"}
    return standard(table, heads, ("全年预算数", "全年执行数", "执行率"), fund_heads=names)


def _target(table: Table) -> Drawn:
    """Q 目标申报表: only targets."""
    columns = _columns(table)
    paper = Drawn(above=[table["title"]])
    paper.line("项目名称", (table["project"], len(columns)))
    paper.line("项目主管部门", (table["unit"], len(columns)))
    heads = {**HEADS, "target": "指标值"}
    paper.line(*(heads[column] for column in columns), "备注")
    _body(paper, table)
    return paper


def _old_sichuan(table: Table) -> Drawn:
    return standard(
        table, {**HEADS, "target": "预期指标值(包含数字及文字描述)", "actual": "实际完成指标值(包含数字及文字描述)"}
    )


def _listed(table: Table) -> Drawn:
    """A list of projects, all targets of one in a single cell."""
    paper = Drawn(above=[table["title"]])
    paper.line("单位编码", "单位名称(项目类别/支出项目)", "年度预算安排", "项目内容", "绩效目标")
    lines = [line for row in table["indicators"] for line in (row["l1"], row["l3"], row["target"])]
    paper.line("037001", table["project"], "1681680", "", "\n".join(lines))
    return paper


_LAYOUTS: dict[str, Callable[[Table], Drawn]] = {
    "T009": _chengan,
    "T027": _transfer,
    "T029": _suzhou,
    "T012": _guangshui,
    "T006": _lingling,
    "P037": _lingling,
    "P007": _listed,
    "P010": _old_sichuan,
    "B": _split,
    "C": _poverty,
    "E": _sichuan,
    "F": _region,
    "Q": _target,
}
