"""Generated rows that reach every native branch of a standard: all signs, below, at and above every line it knows."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from ziping.domain.standard import Standard
from ziping.forms.filled import Filled, FilledIndicator, FilledParts, FilledRow
from ziping.forms.spec import FormSpec, FundsBlock, MatrixBlock

_TARGETS = [Decimal(t) for t in ("100", "90", "80", "88", "891.13", "4754", "0.8", "5", "1", "3.45", "0", "-5")]
_RATIOS = [
    Decimal(r)
    for r in ("0", "0.3", "0.59", "0.6", "0.601", "0.7", "0.95", "0.999", "1", "1.001", "1.1", "1.2", "1.299", "1.3",
              "1.5", "1.9", "2", "2.7", "-0.2")
]  # fmt: skip
_WEIGHTS = [Decimal(w) for w in ("1", "2", "2.5", "5", "6", "7.5", "10", "12.35")]
_SIGNS = ("≥", "＞", "=", "", "≤", "＜", "区间")
_UNITS = ("%", "个", "万元", "万件次", "")
_DUE = date(2022, 12, 31)


def rows(spec: FormSpec, standard: Standard, count: int, seed: int) -> dict[str, tuple[FilledIndicator, ...]]:
    """``count`` rows for each indicator block of ``spec``, the same for the same seed. Rows of an odd seed all have a
    score, so that the total, its cap and the grade are computed too."""
    dice = random.Random(seed)
    performance = standard.quantitative.basis.value == "performance"
    found = {}
    for block in spec.indicator_blocks():
        made = []
        for index in range(count):
            group = block.groups[min(index * len(block.groups) // count, len(block.groups) - 1)]
            parts, actual = _parts(dice, index, scored=seed % 2 == 1), None
            if performance and dice.random() < 0.7:
                actual = f"{dice.choice(['0', '35', '79.55', '80', '93', '100', '108.5'])}%"
                parts = (
                    FilledParts(sign="≥", number=dice.choice(_TARGETS[:3]), unit="%") if dice.random() < 0.5 else None
                )
            made.append(
                FilledIndicator(
                    level1=group.level1,
                    level2=group.level2,
                    name=f"指标{index + 1}",
                    weight=dice.choice(_WEIGHTS),
                    reason=dice.choice([None, "资金到位晚，已调整计划"]),
                    target=None if parts else "按时开展各项工作",
                    actual=actual,
                    parts=parts or FilledParts(),
                )
            )
        found[block.id] = tuple(made)
    return found


def _parts(dice: random.Random, index: int, *, scored: bool) -> FilledParts:
    kind = 0 if scored and index % 12 > 9 else index % 12
    if kind == 9:
        return FilledParts(sign="定性", rating="部分达成", manual=dice.choice([Decimal("0.7"), Decimal(1)]))
    if kind == 10:
        late = dice.choice([-20, 0, 1, 40])
        return FilledParts(sign="期限", day=_DUE, actual_day=date.fromordinal(_DUE.toordinal() + late))
    if kind == 11:
        return FilledParts(sign="是否", rating=dice.choice(["是", "否"]))
    sign, target = dice.choice(_SIGNS), dice.choice(_TARGETS[:-1] if scored else _TARGETS)
    actual = (
        target * dice.choice(_RATIOS[:-1] if scored else _RATIOS)
        if target
        else dice.choice([Decimal(0), Decimal("0.5"), Decimal(3)])
    )
    manual = Decimal("0.5") if dice.random() < 0.05 else None
    upper = target + abs(target) / 4 if sign == "区间" else None
    return FilledParts(sign=sign, number=target, upper=upper, unit=dice.choice(_UNITS), actual=actual, manual=manual)


def filled(spec: FormSpec, standard: Standard, count: int, seed: int) -> Filled:
    """A whole form: rows, funds with an execution rate anywhere from nothing to overspent."""
    dice = random.Random(seed + 7)
    budget = Decimal("1193.39")
    share = dice.choice(
        [Decimal(s) for s in ("0", "0.45", "0.5", "0.59", "0.6", "0.7", "0.7999", "0.8", "0.95", "1", "1.02")]
    )
    fund = FilledRow(initial=budget, adjusted=budget, executed=(budget * share).quantize(Decimal("0.01")))
    return Filled(
        form=spec.id,
        year=2022,
        fields={"unit": "测试单位"},
        funds=dict.fromkeys(_first_source(spec), fund),
        indicators=rows(spec, standard, count, seed),
        facts=_facts(spec, dice),
    )


def _first_source(spec: FormSpec) -> list[str]:
    """The first fund that is no sum of others, where the form has funds."""
    funds = [fund for block in spec.blocks if isinstance(block, FundsBlock) for fund in block.rows]
    return [fund.kind for fund in funds if not fund.sum][:1]


def _facts(spec: FormSpec, dice: random.Random) -> dict[str, Decimal]:
    """A figure in three of four entry cells of the matrices."""
    return {
        f"{row.key}_{column.id}": dice.choice(_TARGETS[:-1])
        for block in spec.blocks
        if isinstance(block, MatrixBlock)
        for row in block.rows
        for column in block.columns[1:]
        if not row.sum and not column.ratio and dice.random() < 0.75
    }
