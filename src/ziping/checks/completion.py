"""完成情况：逐项核实过，比率不超过全部，满意度有调查。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, listed_hit, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import HUNDRED, percent, short
from ziping.checks.rates import BOUNDED
from ziping.domain.decimals import plain
from ziping.domain.scoring.results import RowScore

SURVEY = (
    "问卷", "样本", "抽样", "调查", "访谈", "走访", "回访", "测评", "民调", "电话", "份", "评议",
)  # fmt: skip
"""Words that tell how satisfaction was measured."""
_FEW = 3


@rule(
    "R57",
    "完成值几乎都与指标值相同",
    severity="info",
    message="{count} 个数值指标里有 {stated} 个的实际完成值与指标值一模一样。",
    fix="逐项核对完成值是不是实际发生的数；确实相等的不用改。",
    basis="财预〔2020〕10号：自评数据应当真实、准确",
    applies=(INDICATORS,),
)
def r57(facts: Facts) -> Iterator[Hit]:
    """
    查什么：三个以上的数值指标里，完成值与指标值相等的达到规则包界线（一般八成）的，提示一次。
        比率 100% 和零目标本来只能相等，按业绩值计分的规则包不比较，都不算。
    为什么：实际完成的数很少正好等于目标，全部相等多半是照抄指标值。
    反例：五个指标的指标值和完成值都是 180 只、30 亩、12 头、3 亩、90 人。
    正例：五个指标里三个相等、两个略高。
    可否自动修正：不可以，实际的数只有单位知道。
    """
    line = facts.standard.checks.same_values
    rows = [] if facts.by_performance else [row for row in facts.rows if _free(row)]
    same = [row for row in rows if row.comparison.actual == row.comparison.target]
    if len(rows) >= _FEW and len(same) >= line.value * len(rows):
        yield Hit(
            entry=same[0].indicator.actual,
            stated=str(len(same)),
            arithmetic=f"{len(same)}÷{len(rows)}={percent(Decimal(len(same)) / len(rows))}",
            source=line,
            slots={"count": str(len(rows))},
        )


@rule(
    "R72",
    "满意度没有说明怎样调查",
    severity="warning",
    message="{count} 个满意度指标写了百分数，没有写调查方式和样本量：{cells}。",
    fix="在偏差原因栏、完成情况或报告里写明怎样调查、发出和收回多少份。",
    basis="财预〔2021〕101号：满意度指标完成值的取值应当有问卷调查等依据",
    applies=(INDICATORS,),
)
def r72(facts: Facts) -> Iterator[Hit]:
    """
    查什么：满意度指标的完成值是百分数的，完成情况、偏差原因、其他栏或工作簿里的报告文字提到问卷、抽样、测评一类的调查方式；
        没有的合在一条里警告。
    为什么：没有调查的满意度是估出来的；样本太小也不能说明问题，是审核时最常问的。
    反例：群众满意度 95%，全表没有一处说明怎样得来。
    正例：群众满意度 95%，完成情况写“发放问卷 200 份，收回 192 份，满意 182 份”。
    可否自动修正：不可以，调查情况只有单位知道。
    """
    texts = [entry for _, entry in facts.sentences()]
    rows = [row for row, levels in facts.placed if "满意" in levels and row.actual.kind == "percent"]
    if not any(word in (entry.text or "") for entry in texts for word in SURVEY):
        yield from listed_hit([(row.indicator.actual, row.indicator) for row in rows])


@rule(
    "R85",
    "比率超过 100%",
    severity="error",
    message="{name}的实际完成值“{stated}”超过 100%，合格率、覆盖率、满意度一类的比率最高 100%。",
    fix="核对分子和分母后改正；是增长率、完成率的，改正指标名称。",
    basis="通行审核口径：部分占全部的比率不超过 100%",
    applies=(INDICATORS,),
)
def r85(facts: Facts) -> Iterator[Hit]:
    """
    查什么：合格率、覆盖率、及时率、满意度等部分占全部的比率，实际完成值不超过 100%；增长率、完成率可以超过，不查。
    为什么：合格的不会比全部还多，超过 100% 一定是填错了，或是把完成率当成了比率。
    反例：群众满意度 105%。
    正例：群众满意度 95%；贷款发放额增长率 115.25%。
    可否自动修正：不可以，先核对分子和分母。
    """
    for row in facts.rows:
        rate = _rate(row)
        if rate is not None and rate > HUNDRED and BOUNDED.search(short(row.indicator.name)):
            stated = short(row.indicator.actual)
            yield Hit(
                entry=row.indicator.actual,
                stated=stated,
                expected="不超过 100%",
                arithmetic=f"{plain(rate)}%＞100%",
                slots={"name": name_of(row.indicator)},
            )


def _free(row: RowScore) -> bool:
    """Whether two numbers stand against each other that could well differ."""
    comparison = row.comparison
    if comparison.actual is None or comparison.target is None or not comparison.target:
        return False
    return row.target.kind != "duration" and not (comparison.unit == "%" and comparison.target == HUNDRED)


def _rate(row: RowScore) -> Decimal | None:
    if row.comparison.unit == "%" and row.comparison.actual is not None:
        return row.comparison.actual
    return row.actual.number if row.actual.kind == "percent" else None
