"""附表：合计行等于各行之和。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Condition, Hit, rule
from ziping.checks.facts import Facts
from ziping.checks.sums import SUM_VARIANTS, sum_hits
from ziping.checks.written_tables import sums
from ziping.domain.model import EMPTY
from ziping.patterns import pattern

_FEW = 2
_OPTIONAL = pattern("备注|说明|其他")


@rule(
    "R20",
    "附表合计不等于各行之和",
    severity="error",
    message="{row}的{column} {stated} 不等于各行之和 {expected}，相差 {gap}。",
    fix="把合计改为 {expected}，或改正填错的行。",
    basis="通行审核口径：表内合计等于分项之和",
    applies=(
        Condition(
            "带有合计行附表的自评表，和报告里的表",
            lambda facts: any(table.total for table in facts.model.tables) or any(r.tables for r in facts.reports),
        ),
    ),
    variants=SUM_VARIANTS,
)
def r20(facts: Facts) -> Iterator[Hit]:
    """
    查什么：资金使用表等附表、Word 报告里的表，合计行每个数字列等于上面各行之和。
    为什么：合计是正文引用的数，对不上时正文、附表至少有一处是错的。
    反例：11 个项目使用数之和 561.26，合计写 562.24。
    正例：合计写 561.26。写 561.24 的相差 0.02，在 11 个数四舍五入的尾差 0.06 以内，只提示。
    可否自动修正：可以，按各行之和填写；前提是各行都填对了。
    """
    for table in facts.model.tables:
        if table.total is None:
            continue
        for column in table.columns:
            if column.numeric:
                cells = [row.get(column.id, EMPTY) for row in table.rows]
                slots = {"row": f"《{table.title}》合计", "column": column.label}
                yield from sum_hits(table.total.get(column.id, EMPTY), cells, slots)
    for report in facts.reports:
        for written in report.tables:
            for total, parts, row, label in sums(written):
                yield from sum_hits(total, parts, {"row": f"报告里{written.name}的{row}", "column": label})


@rule(
    "R95",
    "附表有一整列没有填",
    severity="warning",
    message="《{table}》的“{stated}”一列 {count} 行都没有填。",
    fix="逐行填写；没有的写“无”或 0。",
    basis="通行审核口径：附表各栏都要填写",
    applies=(Condition("有附表的自评表", lambda facts: bool(facts.model.tables)),),
)
def r95(facts: Facts) -> Iterator[Hit]:
    """
    查什么：职责表、资金使用表一类的附表填了两行以上的，没有哪一列从头到尾空着；备注、说明一类的列不查。
    为什么：整列空着多半是漏填，其中“完成情况”“其中：财政拨款”空着，看不出钱办成了什么、从哪里来。
    反例：资金使用表五行都填了预算数、执行数，“完成情况”一列全空。
    正例：“完成情况”逐行写明。
    可否自动修正：不可以。
    """
    for table in facts.model.tables:
        rows = [row for row in table.rows if any(not entry.empty for entry in row.values())]
        if table.total is None or len(rows) < _FEW:
            continue
        for column in table.columns:
            cells = [row[column.id] for row in rows if column.id in row]
            if cells and cells[0].cell and all(cell.empty for cell in cells) and not _OPTIONAL.search(column.label):
                slots = {"table": table.title, "count": str(len(cells))}
                yield Hit(entry=cells[0], stated=" ".join(column.label.split()), slots=slots)
