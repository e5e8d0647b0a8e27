"""完成率与完成数：写了完成几项、目标几项的，完成率要算得出来。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import HUNDRED, percent, places, short
from ziping.checks.spoken import Spoken, spoken
from ziping.domain.decimals import half_up, plain
from ziping.domain.quantity.units import measure


@rule(
    "R98",
    "写的完成率与完成数对不上",
    severity="warning",
    message="{name}的完成值“{stated}”，完成 {done}、目标 {whole}，完成率应为 {expected}。",
    fix="把完成率改为 {expected}，或改正完成数。",
    basis="通行审核口径：完成率＝完成数÷目标数",
    applies=(INDICATORS,),
    status="试行",
)
def r98(facts: Facts) -> Iterator[Hit]:
    """
    查什么：完成值里既有完成数又有百分数、指标值里有同单位的目标数的，百分数等于完成数除以目标数。
    为什么：照着目标抄百分数，和自己写的完成数就对不上了。
    反例：目标“88项任务完成率达70%”，完成值“70项任务完成率达70%”：70÷88=79.55%。
    正例：完成值“70项，完成率79.55%”。
    可否自动修正：不可以。
    """
    for row in facts.rows:
        count, rate = _pair(short(row.indicator.actual))
        whole, _ = _pair(short(row.indicator.target))
        if count is None or rate is None or whole is None or whole.number <= 0 or whole.number < count.number:
            continue
        exact = count.number / whole.number
        same = measure(count.unit) == measure(whole.unit)
        if same and not rate.about and half_up(exact * HUNDRED, places(rate.written)) != rate.number:
            yield Hit(
                entry=row.indicator.actual,
                stated=short(row.indicator.actual),
                expected=percent(exact),
                arithmetic=f"{plain(count.number)}÷{plain(whole.number)}={percent(exact)}",
                slots={"name": name_of(row.indicator), "done": count.written, "whole": whole.written},
            )


def _pair(text: str) -> tuple[Spoken | None, Spoken | None]:
    """The one count and the one share in a value; None for what is not there, or there twice."""
    numbers = list(spoken(text))
    shares = [number for number in numbers if number.unit == "%"]
    counts = [number for number in numbers if number.unit not in ("%", "")]
    return counts[0] if len(counts) == 1 else None, shares[0] if len(shares) == 1 else None
