"""附表：合计行等于各行之和。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Condition, Hit, rule
from ziping.checks.facts import Facts
from ziping.checks.sums import SUM_VARIANTS, sum_hits
from ziping.checks.written_tables import sums
from ziping.domain.model import EMPTY


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
