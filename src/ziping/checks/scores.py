"""得分：等于按规则应得的分，扣分加分都有来由。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import SCORES, WEIGHTS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import CENT, HALF, blank, short
from ziping.domain.decimals import plain
from ziping.domain.model import Entry
from ziping.domain.scoring.indicator import score
from ziping.domain.scoring.results import RowScore


@rule(
    "R58",
    "得分与规则应得分不符",
    severity="error",
    message="{name}得分写 {stated}，按规则应为 {expected}。",
    fix="把得分改为 {expected}；完成值填错的，先改完成值。",
    basis="财预〔2020〕10号：定量指标完成的得满分，未完成的按完成值与指标值的比例计分",
    variants={
        "no_scores": Variant("{what}，无法核对得分。", "info", "表式要求打分的，补填分值和得分；不要求的不用改。"),
        "blank": Variant("{name}没有填得分，按规则应为 {expected}。", fix="填写得分 {expected}。"),
        "whole": Variant(
            "{count} 个指标按整数打分，与按规则应得分相差不到 0.5 分：{rows}。",
            "warning",
            "当地规定整数打分的不用改；否则改为按规则应得的分。",
        ),
    },
)
def r58(facts: Facts) -> Iterator[Hit]:
    """
    查什么：每个指标的得分等于规则包按指标值、完成值和分值算出的应得分，相差不超过 0.01。
        整张表都用整数打分的，相差不到 0.5 分的合在一条里警告。没有分值、得分的表只提示一次。
        应由 R59、R60 说明的不重复报。
    为什么：得分是算出来的，不是估出来的；分数与完成情况对不上，是复核时扣分最多的地方。
    反例：指标值“≥100人”，实际 95 人，分值 10，得分写 7。
    正例：同上，得分 9.5（95÷100×10）。整数打分的表写 10 或 9，只警告。
    可否自动修正：可以，按规则重算；前提是完成值填对了。
    """
    missing = _missing_columns(facts)
    if missing:
        if facts.rows:
            yield Hit(entry=facts.rows[0].indicator.name, variant="no_scores", slots={"what": missing})
        return
    near: list[str] = []
    first: Entry | None = None
    for row in facts.rows:
        printed, expected = facts.printed(row), row.result.score
        if (
            facts.weight(row) is None
            or expected is None
            or reverse_overpaid(facts, row)
            or underpaid(facts, row) is not None
        ):
            continue
        if printed is None:
            if blank(row.indicator.score):
                yield _hit(row, "blank", None, expected)
        elif _near(facts, printed, expected):
            near.append(f"{name_of(row.indicator)}应得 {plain(expected)}、写 {_stated(row)}")
            first = first or row.indicator.score
        elif abs(printed - expected) > CENT:
            yield _hit(row, "", printed, expected)
    if first is not None:
        yield Hit(
            entry=first,
            variant="whole",
            source=facts.standard.rounding.whole_points,
            slots={"count": str(len(near)), "rows": "、".join(near)},
        )


@rule(
    "R59",
    "反向指标没有达到却给了满分",
    severity="error",
    message="{name}的指标值“{target}”是上限，实际“{actual}”已经超出，却给了满分 {stated}，应为 {expected}。",
    fix="把得分改为 {expected}，并写明超出的原因。",
    basis="财预〔2020〕10号：未完成指标值的不得满分",
    applies=(WEIGHTS, SCORES),
)
def r59(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“≤”“＜”的指标，实际超过上限的不能得满分。
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
                stated=_stated(row),
                expected=plain(expected) if expected is not None else f"低于 {short(row.indicator.weight)}",
                arithmetic=row.result.why,
                source=facts.standard.quantitative.negative,
                slots=_slots(row),
            )


@rule(
    "R60",
    "达到指标值却扣了分",
    severity="warning",
    message="{name}实际“{actual}”，指标值“{target}”，已达标，应得 {expected} 分，表中 {stated} 分。",
    fix="改为 {expected} 分；确应扣分的，在偏差原因栏写明扣分依据。",
    basis="财预〔2020〕10号：定量指标完成指标值的，记该项全部分值",
    applies=(WEIGHTS, SCORES),
    variants={
        "explained": Variant(
            "{name}已达标，应得 {expected} 分，表中 {stated} 分，已写原因，请确认扣分有规定依据。",
            "info",
            "有扣分规定的不用改；没有的改为 {expected} 分。",
        ),
        "readings": Variant(
            "{name}的指标值“{target}”有几种读法：{readings}；表中 {stated} 分，请确认按哪一种。",
            fix="把指标值改写成一个带符号和单位的数（如“≥61.6项”），再按它打分。",
        ),
    },
)
def r60(facts: Facts) -> Iterator[Hit]:
    """
    查什么：已经达到指标值的指标，得分不低于应得分；写了原因的只提示确认。
        按业绩值计分的规则包，指标值与业绩值单位相同、已经达到的，也应得满分。
        指标值或完成值有几种读法、其中有的读法得分与表上不同的，列出每种读法的得分请人确认。
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
                variant="" if row.indicator.reason.empty else "explained",
                stated=_stated(row),
                expected=plain(due),
                arithmetic=f"{short(row.indicator.actual)} 达到 {short(row.indicator.target)}",
                source=None if facts.by_performance else facts.standard.quantitative.basis,
                slots=_slots(row),
            )
        elif len(results := readings(facts, row)) > 0:
            yield Hit(
                entry=row.indicator.score,
                variant="readings",
                stated=_stated(row),
                expected="或 ".join(dict.fromkeys(plain(points) for _, points, _ in results)),
                arithmetic="；".join(f"按 {meaning}：{why}" for meaning, _, why in results),
                slots={
                    **_slots(row),
                    "readings": "，".join(f"按 {meaning} 应得 {plain(points)} 分" for meaning, points, _ in results),
                },
            )


@rule(
    "R65",
    "定性指标得分不在档位区间",
    severity="error",
    message="{name}实际“{actual}”，得分应在 {expected} 之间，表中 {stated} 分。",
    fix="把得分改到 {expected} 之间，或改正完成情况的档次。",
    basis="财预〔2020〕10号：定性指标按达成、部分达成、未达成三档，在 100%-80%（含）、80%-60%（含）、60%-0% 内计分",
    applies=(WEIGHTS, SCORES),
)
def r65(facts: Facts) -> Iterator[Hit]:
    """
    查什么：定性指标写了档次（如达成、部分达成、未达成）的，得分在规则包给这一档的区间内。
    为什么：定性指标由人工评分，但分数要与自己写的档次相符。
    反例：实际完成值“部分达成”，分值 10，得分 9。
    正例：实际完成值“部分达成”，分值 10，得分 7。
    可否自动修正：不可以，区间内给几分由人工决定。
    """
    for row in facts.rows:
        printed, low, high = facts.printed(row), row.result.low, row.result.high
        if row.result.score is not None or printed is None or low is None or high is None:
            continue
        if not low - CENT <= printed <= high + CENT:
            yield Hit(
                entry=row.indicator.score,
                stated=plain(printed),
                expected=f"{plain(low)}～{plain(high)}",
                arithmetic=row.result.why,
                source=facts.standard.qualitative,
                slots=_slots(row),
            )


def reverse_overpaid(facts: Facts, row: RowScore) -> bool:
    """R59: over the limit, yet at full weight."""
    reverse = row.comparison.operator in ("<=", "<") and row.comparison.met is False
    return reverse and not facts.by_performance and facts.full(row)


def underpaid(facts: Facts, row: RowScore) -> Decimal | None:
    """R60: what a met target earns, where the printed score is below that; by 业绩值 it is the full weight all the
    same. Whole-point rounding is R58's."""
    printed, due = facts.printed(row), facts.weight(row) if facts.by_performance else row.result.score
    if row.comparison.met is not True or printed is None or due is None:
        return None
    return due if printed < due - CENT and not _near(facts, printed, due) else None


def readings(facts: Facts, row: RowScore) -> list[tuple[str, Decimal, str]]:
    """What a target with several readings may earn (reading, points, arithmetic), where one differs from the sheet;
    the actual is taken by its first, plainest reading."""
    printed, weight = facts.printed(row), facts.weight(row)
    if row.comparison.problem not in ("malformed", "compound") or printed is None or weight is None:
        return []
    actual = (row.actual.readings or (row.actual,))[0]
    found = []
    for target in row.target.readings or (row.target,):
        result = score(target, actual, weight, facts.standard, year=facts.model.year)
        if result.score is not None:
            found.append((target.text, result.score, result.why))
    return found if any(abs(points - printed) > CENT for _, points, _ in found) else []


def _near(facts: Facts, printed: Decimal, expected: Decimal) -> bool:
    return facts.whole_points and CENT < abs(printed - expected) <= HALF


def _missing_columns(facts: Facts) -> str:
    cells: tuple[Entry, ...] = tuple(e for row in facts.rows for e in (row.indicator.weight, row.indicator.score))
    if not facts.has_weights and not facts.has_scores:
        return "本表没有填分值和得分" if any(entry.cell for entry in cells) else "本表没有分值和得分列"
    if not facts.has_weights:
        return "本表没有分值"
    if not facts.has_scores and not any(row.indicator.score.cell for row in facts.rows):
        return "本表没有得分列"
    return ""


def _hit(row: RowScore, variant: str, printed: Decimal | None, expected: Decimal) -> Hit:
    return Hit(
        entry=row.indicator.score,
        variant=variant,
        stated=None if printed is None else plain(printed),
        expected=plain(expected),
        arithmetic=row.result.why,
        slots=_slots(row),
    )


def _slots(row: RowScore) -> dict[str, str]:
    indicator = row.indicator
    return {"name": name_of(indicator), "target": short(indicator.target), "actual": short(indicator.actual)}


def _stated(row: RowScore) -> str:
    return short(row.indicator.score)
