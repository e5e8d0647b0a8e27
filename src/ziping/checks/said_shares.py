"""正文里的占比：按前面写的数重算。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import HALF, HUNDRED, percent, places
from ziping.checks.spoken import Spoken, spoken
from ziping.domain.decimals import half_up, plain
from ziping.domain.quantity.units import measure
from ziping.domain.written import OPEN, Passage
from ziping.patterns import pattern

_SHARE = pattern(r"(?:^|[，,、；（(])\s*(?:约)?占(?:[^，。；]{0,16}?的)?(?:比(?:例|重)?)?(?:为|达|约)?\s*$")


@rule(
    "R97",
    "正文的占比算错",
    severity="warning",
    message="{where}写“{said}”，按前面的数重算，{part}÷{whole} 应为 {expected}。",
    fix="把占比改为 {expected}；分子分母填错的先改那里，占的是别的合计的，写明占什么。",
    basis="通行审核口径：占比＝分子÷分母，四舍五入到所写的位数",
    applies=(REPORTS,),
    status="试行",
    variants={
        "tail": Variant("{where}写“{said}”，重算为 {expected}，相差在四舍五入以内。", "info", "不用改。"),
    },
)
def r97(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“甲 X 万元，占 Y%”一类的话，Y 等于 X 除以本段前面写过的一个同单位的数；由四舍五入带来的差异只提示。
        本段前面没有更大的同单位的数，不查。
    为什么：占比多从旧报告抄来，数改了占比没有改。
    反例：“支出合计1193.39万元，其中基本支出613.39万元，占48.60%”。
    正例：“支出合计1193.39万元，其中基本支出613.39万元，占51.40%”。
    可否自动修正：不可以，先看占的是什么。
    """
    for report, passage in facts.passages():
        for share, part, wholes in _shares(passage):
            hit = _judged(share, part, wholes)
            if hit is not None:
                variant, whole = hit
                exact = part.number / whole
                yield Hit(
                    entry=passage.entry,
                    variant=variant,
                    stated=share.written,
                    expected=f"{plain(half_up(exact * HUNDRED, places(share.written)))}%",
                    arithmetic=f"{plain(part.number)}÷{plain(whole)}={percent(exact)}",
                    slots={
                        "where": said_in(report, passage),
                        "said": f"{part.written}，占{share.written}",
                        "part": plain(part.number),
                        "whole": plain(whole),
                    },
                )


def _shares(passage: Passage) -> Iterator[tuple[Spoken, Spoken, list[Decimal]]]:
    """A share, the amount it follows, and the amounts of the same unit that the paragraph gave before."""
    before: list[Spoken] = []
    for number in spoken(passage.text):
        last = before[-1] if before else None
        if number.unit == "%" and last is not None and last.unit != "%" and _SHARE.search(number.before):
            same = [other.number for other in before[:-1] if measure(other.unit) == measure(last.unit)]
            wholes = [whole for whole in same if whole > 0 and whole >= last.number]
            if wholes and not last.about and OPEN not in passage.text:
                yield number, last, wholes
        before.append(number)


def _judged(share: Spoken, part: Spoken, wholes: list[Decimal]) -> tuple[str, Decimal] | None:
    """What is wrong with a share, and of which whole: nothing where it is right of any of them."""
    shown = places(share.written)
    if any(half_up(part.number / whole * HUNDRED, shown) == share.number for whole in wholes):
        return None
    near = min(wholes, key=lambda whole: abs(part.number / whole * HUNDRED - share.number))
    if abs(part.number / near * HUNDRED - share.number) <= _tail(part, near, shown):
        return "tail", near
    return "", max(wholes)


def _tail(part: Spoken, whole: Decimal, shown: int) -> Decimal:
    """How far a share of rounded numbers may be from the share of the real ones, in percent."""
    own = HALF.scaleb(-places(part.written))
    return own * (1 + part.number / whole) / whole * HUNDRED + HALF.scaleb(-shown)
