"""分值：合计 100，各级相符。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import WEIGHTS
from ziping.checks.facts import Facts
from ziping.checks.numbers import ZERO, blank, points_of, short, written_sum
from ziping.domain.decimals import plain
from ziping.domain.levels import level1_of, points_of_level, without_points
from ziping.domain.model import EMPTY, Entry
from ziping.domain.scoring.results import RowScore
from ziping.domain.scoring.weights import plain_level

_EXECUTION = "执行率"
"""What the level of an indicator table is called that is the execution rate."""


@rule(
    "R36",
    "分值合计不是满分",
    severity="error",
    message="各项分值相加是 {stated}，应为 {expected}。",
    fix="调整各指标分值，使合计为 {expected}。",
    basis="财预〔2020〕10号：自评满分 100 分，一级指标权重原则上统一，特殊情况可适当调整",
    applies=(WEIGHTS,),
    variants={
        "printed": Variant("分值合计写 {stated}，各项分值相加是 {expected}。", fix="把分值合计改为 {expected}。"),
        "spread": Variant(
            "一级指标的分值与规则包不同：{spread}。", "warning", "按规则包调整；确需不同的，在自评说明里写明理由。"
        ),
        "fixed": Variant("一级指标的分值与规则包不同：{spread}，规则包不允许调整。", fix="改为规则包规定的分值。"),
    },
)
def r36(facts: Facts) -> Iterator[Hit]:
    """
    查什么：预算执行率和各指标分值相加等于规则包的满分；表上印的分值合计等于各项之和；一级指标的分值与规则包一致。
        规则包允许的其他分配（如不设满意度时并入效益）也算一致；规则包允许调整的，不一致只作警告。
        一级指标没有写、或者都不用规则包里的名称的表，不比分布；预算执行率列在指标里的，算预算执行率的分值。
    为什么：满分不是 100，总分和等级都没有意义。
    反例：预算执行率 10、产出 70、效益 20、满意度 10，相加 110。
    正例：预算执行率 10、产出 50、效益 30、满意度 10，相加 100。
    可否自动修正：不可以，怎样调整由单位决定。
    """
    levels = _level_sums(facts)
    if levels is None:
        return
    weights, execution = facts.standard.weights, facts.execution_weight
    listed = next((level for level in levels if _EXECUTION in level), None)
    if execution is None and listed is not None:
        execution = levels.pop(listed)
    indicators = sum(levels.values(), ZERO)
    stated = indicators + (execution or ZERO)
    full = weights.total.value
    allowed = {full} if execution is not None else {full, full - weights.execution.value}
    arithmetic = written_sum([*([] if execution is None else [execution]), *levels.values()], stated)
    if stated not in allowed:
        yield Hit(
            entry=_first(facts),
            stated=plain(stated),
            expected=plain(full),
            arithmetic=arithmetic,
            source=weights.total,
        )
    elif spread := _spread(facts, levels):
        yield Hit(
            entry=facts.rows[0].indicator.level1 if facts.rows[0].indicator.level1.cell else _first(facts),
            variant="fixed" if weights.fixed.value else "spread",
            arithmetic=arithmetic,
            source=weights.level1,
            slots={"spread": spread},
        )
    printed = points_of(facts.model.total_weight)
    if printed is not None and printed not in (stated, indicators):
        yield Hit(
            entry=facts.model.total_weight,
            variant="printed",
            stated=plain(printed),
            expected=plain(stated),
            arithmetic=arithmetic,
        )


@rule(
    "R37",
    "三级指标分值之和与上级不符",
    severity="error",
    message="{level}标明 {stated} 分，下面各指标分值相加是 {expected}。",
    fix="调整下面各指标的分值，或改正标明的分值。",
    basis="通行审核口径：三级指标分值之和等于二级，二级之和等于一级",
    applies=(WEIGHTS,),
)
def r37(facts: Facts) -> Iterator[Hit]:
    """
    查什么：一级、二级指标名称里标明分值的（如“产出指标（50分）”），以及每段指标下面的分值小计，等于所属三级指标分值之和。
    为什么：标明的分值来自批复的目标表，与三级指标对不上，说明有指标漏填、多填或改过分值。
    反例：“产出指标（50分）”下面五个指标分值 8、8、8、8、8，相加 40。
    正例：“产出指标（50分）”下面五个指标分值各 10，相加 50。
    可否自动修正：不可以，改哪一个由单位决定。
    """
    for level in ("level1", "level2"):
        for label, rows in _under(facts, level):
            stated = points_of_level(short(label))
            if stated is not None:
                yield from _against(facts, rows, label, stated, f"“{short(label)}”")
    for block in facts.model.block_totals:
        rows = [row for row in facts.rows if row.indicator.block == block.block]
        printed = points_of(block.weight)
        if printed is not None:
            yield from _against(facts, rows, block.weight, printed, "分值小计")


def _level_sums(facts: Facts) -> dict[str, Decimal] | None:
    """Weights by level-one name, None while one of them cannot be read or none stands there."""
    sums: dict[str, Decimal] = {}
    for label, rows in _under(facts, "level1"):
        for row in rows:
            weight = facts.weight(row)
            if weight is None and not blank(row.indicator.weight):
                return None
            for points in (weight, points_of(row.indicator.shared("weight"))):
                if points is not None:
                    sums[_plain_level(label)] = sums.get(_plain_level(label), ZERO) + points
    return sums or None


def _spread(facts: Facts, levels: Mapping[str, Decimal]) -> str:
    """What differs from the spread of the standard, "" where that or an alternative of it is met, and where the form
    has no such levels."""
    weights = facts.standard.weights
    wanted = weights.level1.value
    by_key = dict.fromkeys(wanted, ZERO)
    known = {label: key for label in levels if (key := _key(label, wanted)) is not None}
    if not known or "" in levels:
        return ""
    for label, total in levels.items():
        key = known.get(label, label)
        by_key[key] = by_key.get(key, ZERO) + total
    filled = {key: total for key, total in by_key.items() if total}
    execution = facts.execution_weight
    other_execution = execution is not None and execution != weights.execution.value
    if not other_execution and filled in weights.spreads:
        return ""
    parts = [
        f"{key} {plain(total)} 分（规定 {plain(wanted.get(key, ZERO))} 分）"
        for key, total in by_key.items()
        if total != wanted.get(key, ZERO)
    ]
    if other_execution and execution is not None:
        parts.insert(0, f"预算执行率 {plain(execution)} 分（规定 {plain(weights.execution.value)} 分）")
    return "、".join(parts)


def _key(label: str, wanted: Iterable[str]) -> str | None:
    """Which of the standard's levels a label is: its name, or what its name means (项目完成指标 is 产出)."""
    named = next((key for key in wanted if _plain_level(key) in label), None)
    return named or next((key for key in wanted if key == level1_of(label, "")), None)


def _plain_level(label: Entry | str) -> str:
    """产 出 指 标 (50分) → 产出指标; 效果 is the older word for 效益."""
    text = label if isinstance(label, str) else short(label)
    return plain_level(without_points(text))


def _under(facts: Facts, level: str) -> Iterator[tuple[Entry, list[RowScore]]]:
    """Rows under each level-one or level-two label; an empty label belongs to the one above it."""
    labelled: list[tuple[Entry, RowScore]] = []
    label = EMPTY
    for row in facts.rows:
        own = getattr(row.indicator, level)
        label = label if own.empty else own
        labelled.append((label, row))
    for _, group in groupby(labelled, key=lambda pair: (pair[0].text, pair[1].indicator.block)):
        rows = list(group)
        yield rows[0][0], [row for _, row in rows]


def _against(facts: Facts, rows: list[RowScore], entry: Entry, printed: Decimal, level: str) -> Iterator[Hit]:
    if any(facts.weight(row) is None and not blank(row.indicator.weight) for row in rows):
        return
    entries = [entry for row in rows for entry in (row.indicator.weight, row.indicator.shared("weight"))]
    weights = [weight for entry in entries if (weight := points_of(entry)) is not None]
    total = sum(weights, ZERO)
    if weights and printed != total:
        yield Hit(
            entry=entry,
            stated=plain(printed),
            expected=plain(total),
            arithmetic=written_sum(weights, total),
            slots={"level": level},
        )


def _first(facts: Facts) -> Entry:
    """Where a wrong total of the weights is shown: the printed total, else the first weight."""
    entries = [facts.model.total_weight, *(row.indicator.weight for row in facts.rows)]
    return next((entry for entry in entries if entry.cell), facts.rows[0].indicator.name)
