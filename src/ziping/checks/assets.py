"""资产：按类别、按配置方式都加得起来。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import UNIT
from ziping.checks.facts import Facts
from ziping.checks.relations import VARIANTS, Relation, relation_hits

_ASSETS = (
    Relation("固定资产", ("通用设备", "家具用具")),
    Relation("固定资产", ("新购资产", "调拨资产")),
)


@rule(
    "R34",
    "资产分项之和不等于总额",
    severity="error",
    message="{what} {stated} 不等于分项之和 {expected}，相差 {gap}。",
    fix="把总额改为 {expected}，或改正填错的分项。",
    basis="通行审核口径：资产按类别、按配置方式分别相加都等于总额",
    applies=(UNIT,),
    variants=VARIANTS,
)
def r34(facts: Facts) -> Iterator[Hit]:
    """
    查什么：配置的固定资产等于通用设备加家具用具，也等于新购加调拨。
    为什么：同一批资产的两种分法都要等于总额，对不上说明有一笔漏记或重记。
    反例：固定资产 64.76，通用设备 61.54、家具用具 2.23，相加 63.77。
    正例：固定资产 64.77，通用设备 61.54、家具用具 3.23；写 64.76 的差 0.01，是四舍五入的尾差，只提示。
    可否自动修正：可以，按分项之和填写；前提是分项都填对了。
    """
    return relation_hits(facts.unit, _ASSETS)
