"""得分：等于按规则应得的分，定性的在档位区间内。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import SCORES, WEIGHTS
from ziping.checks.facts import Facts, listed
from ziping.checks.numbers import CENT, blank, short
from ziping.checks.verdicts import explained, near, slots_of
from ziping.domain.decimals import plain
from ziping.domain.model import Entry
from ziping.domain.scoring.results import RowScore

_SAID_ELSEWHERE = frozenset(
    ("target_blank", "target_placeholder", "actual_blank", "actual_placeholder", "actual_text", "unit_mismatch")
)


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
        "stuck": Variant(
            "{name}的得分公式没有算出分，按规则应为 {expected}。",
            fix="性质从下拉里选，数值、完成数值、分值只填数；也可以点“计算得分”（ziping score 工作簿 --write）。",
        ),
        "open": Variant("{name}没有得分，总分算不出来：{why}。", fix="按完成情况评定并填写得分，或按说明改正这一行。"),
        "whole": Variant(
            "{count} 个指标按整数打分，与按规则应得分相差不超过 0.5 分：{rows}。",
            "warning",
            "当地规定整数打分的不用改；否则改为按规则应得的分。",
        ),
    },
)
def r58(facts: Facts) -> Iterator[Hit]:
    """
    查什么：每个指标的得分等于规则包按指标值、完成值和分值算出的应得分，相差不超过 0.01。
        整张表都用整数打分的，相差不超过 0.5 分的合在一条里警告。没有分值、得分的表只提示一次。
        由人工评分的指标（定性的、看不懂的、没有算法的）不能没有得分。
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
    whole: list[str] = []
    first: Entry | None = None
    for row in facts.rows:
        printed, expected = facts.printed(row), row.result.score
        if (weight := facts.weight(row)) is None or explained(facts, row):
            continue
        if expected is None:
            if weight > 0 and _left_open(facts, row):
                slots = {**slots_of(row), "why": row.result.why}
                yield Hit(entry=row.indicator.score, variant="open", slots=slots)
            continue
        if printed is None:
            if blank(row.indicator.score):
                yield _hit(row, "stuck" if row.indicator.score.formula else "blank", None, expected)
        elif near(facts, printed, expected):
            place = listed([(row.indicator.score, row.indicator)])
            whole.append(f"{place}应得 {plain(expected)}、写 {short(row.indicator.score)}")
            first = first or row.indicator.score
        elif abs(printed - expected) > CENT:
            yield _hit(row, "", printed, expected)
    if first is not None:
        yield Hit(
            entry=first,
            variant="whole",
            source=facts.standard.rounding.whole_points,
            slots={"count": str(len(whole)), "rows": "、".join(whole)},
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
        if facts.weight(row) is None or printed is None or low is None or high is None:
            continue
        if not low - CENT <= printed <= high + CENT:
            yield Hit(
                entry=row.indicator.score,
                stated=plain(printed),
                expected=f"{plain(low)}～{plain(high)}",
                arithmetic=row.result.why,
                source=facts.standard.qualitative,
                slots=slots_of(row),
            )


def _left_open(facts: Facts, row: RowScore) -> bool:
    """True where a person has to score and has not; what R41, R54 and R55 say about a row comes first."""
    return blank(row.indicator.score) and not facts.broken(row) and row.comparison.problem not in _SAID_ELSEWHERE


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
        slots=slots_of(row),
    )
