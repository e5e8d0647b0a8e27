"""指标值：写明了，没有占位符。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import TARGETS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import blank, short
from ziping.domain.levels import is_judged
from ziping.domain.scoring.results import RowScore


@rule(
    "R41",
    "指标值没有填",
    severity="error",
    message="{name}没有填年度指标值。",
    fix="按批复的绩效目标填写年度指标值；本年不适用的写“不适用”。",
    basis="财预〔2015〕88号：绩效目标应当细化量化，能够衡量",
    applies=(TARGETS,),
    variants={
        "placeholder": Variant("{name}的年度指标值“{stated}”还是占位符，没有写明数值。", fix="把占位符换成批复的数值。")
    },
)
def r41(facts: Facts) -> Iterator[Hit]:
    """
    查什么：每个三级指标都有年度指标值，而且不是 **、XX、……、（略）之类的占位符；决策、管理一类按评分标准打分的指标，
        指标值、完成值都不填而有得分的不查。
    为什么：没有指标值，完成得怎样无从比起，得分没有依据。
    反例：机关运行经费的年度指标值空白；受训人数的年度指标值写“≥**人”。
    正例：机关运行经费“≤267.14万元”；受训人数“≥200人”。
    可否自动修正：不可以，只有批复的目标表里有这个数。
    """
    for row, levels in facts.placed:
        indicator = row.indicator
        if indicator.target.error or _scored_by_criteria(facts, row, levels):
            continue
        if not row.target.text.strip():
            yield Hit(entry=indicator.target, slots={"name": name_of(indicator)})
        elif row.target.kind == "placeholder":
            stated = short(indicator.target)
            yield Hit(entry=indicator.target, variant="placeholder", stated=stated, slots={"name": name_of(indicator)})


def _scored_by_criteria(facts: Facts, row: RowScore, levels: str) -> bool:
    """A row of 项目决策 that has its points, and neither a target nor an actual."""
    unsaid = blank(row.indicator.target) and blank(row.indicator.actual)
    return unsaid and facts.printed(row) is not None and is_judged(levels.partition("/")[0])
