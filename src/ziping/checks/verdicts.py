"""得分：没有达到的不给满分，达到的不无故扣分。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import SCORES, WEIGHTS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import CENT, HALF, short
from ziping.domain.decimals import plain
from ziping.domain.quantity import parse_value
from ziping.domain.scoring.indicator import score
from ziping.domain.scoring.results import RowScore


@rule(
    "R59",
    "反向指标没有达到却给了满分",
    severity="error",
    message="{name}的指标值“{target}”是上限，实际“{actual}”已经超出，却给了满分 {stated}，应为 {expected}。",
    fix="把得分改为 {expected}，并写明超出的原因。",
    basis="财预〔2020〕10号：未完成指标值的不得满分",
    applies=(WEIGHTS, SCORES),
    variants={
        "late": Variant(
            "{name}的期限“{target}”已经超过（实际“{actual}”），却给了满分 {stated}，应{expected}。",
            fix="按当地规定扣分，得分{expected}，并写明逾期的原因。",
        ),
    },
)
def r59(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“≤”“＜”的指标，实际超过上限的不能得满分；超过期限的也一样。
    为什么：成本、事故数一类指标越小越好，按“完成值大于指标值”误当完成，是打分最常见的方向错误。
    反例：指标值“≤5300元”，实际 5830 元，分值 10，得分 10。
    正例：同上，得分 9.09（5300÷5830×10）。
    可否自动修正：可以，按规则重算；规则包没有给出算法的由人工评分。
    """
    for row in facts.rows:
        if reverse_overpaid(facts, row):
            expected = row.result.score
            yield Hit(
                entry=row.indicator.score,
                variant="late" if row.comparison.actual is None and expected is None else "",
                stated=short(row.indicator.score),
                expected=plain(expected) if expected is not None else f"低于 {short(row.indicator.weight)}",
                arithmetic=row.result.why,
                source=facts.standard.quantitative.negative,
                slots=slots_of(row),
            )


@rule(
    "R60",
    "达到指标值却扣了分",
    severity="warning",
    message="{name}实际“{actual}”，指标值“{target}”，已达标，应得 {expected} 分，表中 {stated} 分。",
    fix="改为 {expected} 分；确应扣分的，在偏差原因栏（没有该栏的在报告里）写明扣分依据。",
    basis="财预〔2020〕10号：定量指标完成指标值的，记该项全部分值",
    applies=(WEIGHTS, SCORES),
    variants={
        "explained": Variant(
            "{name}已达标，应得 {expected} 分，表中 {stated} 分，已写原因，请确认扣分有规定依据。",
            "info",
            "有扣分规定的不用改；没有的改为 {expected} 分。",
        ),
        "performance": Variant(
            "{name}实际“{actual}”，已达到指标值“{target}”，按业绩值法计 {stated} 分，按达标得满分应为 {expected} 分。",
            fix="当地规定按业绩值计分的不用改；否则改为 {expected} 分。",
        ),
        "readings": Variant(
            "{name}的指标值“{target}”有几种读法：{readings}；表中 {stated} 分，请确认按哪一种。",
            fix="把指标值改写成一个带符号和单位的数（如“≥61.6项”），再按它打分。",
        ),
        "chosen": Variant(
            "{name}的指标值“{target}”有几种读法：{readings}；已按表右侧填写的读法计分，表中 {stated} 分。",
            "info",
            "把指标值改写成一个带符号和单位的数（如“≥61.6项”），免得复核时按另一种读法算。",
        ),
    },
)
def r60(facts: Facts) -> Iterator[Hit]:
    """
    查什么：已经达到指标值的指标，得分不低于应得分；写了原因的只提示确认。
        按业绩值计分的规则包，指标值与业绩值单位相同、已经达到而没有得满分的，说明两种算法各得多少分。
        指标值或完成值有几种读法、其中有的读法得分与表上不同的，列出每种读法的得分请人确认；表右侧已填明读法的只提示。
    为什么：达标而扣分，说明打分的人用了另一把尺子；复核时会要求说明依据。
    反例：指标值“≥90%”，实际 93%，分值 5，得分 4.65。
    正例：同上，得分 5。
    可否自动修正：不可以，先由单位确认有没有扣分依据。
    """
    for row in facts.rows:
        due = underpaid(facts, row)
        if due is not None:
            yield Hit(
                entry=row.indicator.score,
                variant=_variant(facts, row),
                stated=short(row.indicator.score),
                expected=plain(due),
                arithmetic=f"{short(row.indicator.actual)} 达到 {short(row.indicator.target)}",
                source=None if facts.by_performance else facts.standard.quantitative.basis,
                slots=slots_of(row),
            )
        elif len(results := readings(facts, row)) > 0:
            yield Hit(
                entry=row.indicator.score,
                variant="chosen" if row.target.quantitative else "readings",
                stated=short(row.indicator.score),
                expected=" 或 ".join(dict.fromkeys(plain(points) for _, points, _ in results)),
                arithmetic="；".join(f"按 {meaning}：{why}" for meaning, _, why in results),
                slots={
                    **slots_of(row),
                    "readings": "，".join(f"按 {meaning} 应得 {plain(points)} 分" for meaning, points, _ in results),
                },
            )


def _variant(facts: Facts, row: RowScore) -> str:
    if not row.indicator.reason.empty:
        return "explained"
    return "performance" if facts.by_performance and facts.printed(row) == row.result.score else ""


def explained(facts: Facts, row: RowScore) -> bool:
    """R59 and R60 say more about a row than that its score differs."""
    return reverse_overpaid(facts, row) or underpaid(facts, row) is not None


def reverse_overpaid(facts: Facts, row: RowScore) -> bool:
    """R59: over the limit, yet at full weight; “＜5” with exactly 5 is not met, but the standard may give all of it."""
    if facts.by_performance or row.comparison.operator not in ("<=", "<") or row.comparison.met is not False:
        return False
    return facts.full(row) and row.result.score != facts.weight(row)


def underpaid(facts: Facts, row: RowScore) -> Decimal | None:
    """R60: what a met target earns, where the printed score is below that; by 业绩值 it is the full weight all the
    same. Whole-point rounding is R58's."""
    printed, due = facts.printed(row), facts.weight(row) if facts.by_performance else row.result.score
    if row.comparison.met is not True or printed is None or due is None:
        return None
    return due if printed < due - CENT and not near(facts, printed, due) else None


def readings(facts: Facts, row: RowScore) -> list[tuple[str, Decimal, str]]:
    """What a target with several readings may earn (reading, points, arithmetic), where one differs from the sheet;
    the actual is taken by its first, plainest reading."""
    printed, weight = facts.printed(row), facts.weight(row)
    if printed is None or weight is None or facts.broken(row):
        return []
    actual = (row.actual.readings or (row.actual,))[0]
    found = []
    for target in parse_value(row.indicator.target.text or "").readings:
        result = score(target, actual, weight, facts.standard, year=facts.model.year)
        if result.score is not None:
            found.append((target.text, result.score, result.why))
    return found if any(abs(points - printed) > CENT for _, points, _ in found) else []


def near(facts: Facts, printed: Decimal, expected: Decimal) -> bool:
    """True where a form scored in whole points is off by no more than the rounding."""
    return facts.whole_points and CENT < abs(printed - expected) <= HALF


def slots_of(row: RowScore) -> dict[str, str]:
    """What messages about a row are made of: name, target, actual."""
    indicator = row.indicator
    return {"name": name_of(indicator), "target": short(indicator.target), "actual": short(indicator.actual)}
