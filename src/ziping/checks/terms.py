"""期限：在年度内，写成日期。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import INDICATORS
from ziping.checks.facts import Facts, name_of
from ziping.checks.numbers import short
from ziping.domain.model import Entry
from ziping.domain.quantity.days import day_text, has_year, serial_day
from ziping.patterns import pattern

_DATED = pattern("时间|日期|期限|时限|时效|截止")
_SERIALS = (40000, 60000)
"""The first and last day numbers of Excel from 2009 to 2064."""


@rule(
    "R52",
    "完成期限不在本年度",
    severity="error",
    message="{name}的指标值“{stated}”早于 {year} 年度，像是上年的目标没有改。",
    fix="改为 {year} 年度内的期限。",
    basis="财预〔2015〕88号：年度绩效目标是本年度应当达到的目标",
    applies=(INDICATORS,),
    variants={
        "later": Variant(
            "{name}的指标值“{stated}”在 {year} 年度以后。",
            "warning",
            "改为 {year} 年度内的期限；跨年度项目写明本年度应完成的部分。",
        )
    },
)
def r52(facts: Facts) -> Iterator[Hit]:
    """
    查什么：写明年份的期限和起止时间，与本年度有重合；早于本年度是错误，晚于本年度作警告。没有写年份的不查。
    为什么：期限是往年的，说明目标是从上年抄来的；期限在以后，本年度还评不出。
    反例：2022 年度的自评表，完成时间“2021年12月31日前”。
    正例：2022 年度的自评表，完成时间“2022年12月31日前”，或起止时间“2021-2023年”。
    可否自动修正：不可以，期限以批复为准。
    """
    year = facts.model.year
    for row in facts.rows:
        target = row.target
        if year is None or target.end is None or not has_year(target.end) or target.kind not in ("deadline", "period"):
            continue
        begin = target.start or target.end
        if target.end.year < year or begin.year > year:
            yield Hit(
                entry=row.indicator.target,
                variant="" if target.end.year < year else "later",
                stated=short(row.indicator.target),
                expected=f"{year} 年度内的期限",
                slots={"name": name_of(row.indicator), "year": str(year)},
            )


@rule(
    "R86",
    "日期变成了数字",
    severity="warning",
    message="{what} {stated} 像是日期 {expected} 变成的数字。",
    fix="改写成 {expected}。",
    basis="通行审核口径：日期写成年月日",
    applies=(INDICATORS,),
)
def r86(facts: Facts) -> Iterator[Hit]:
    """
    查什么：名称带有时间、日期、期限，或属于时效指标的，指标值和完成值不是 40000 到 60000 之间的整数。
    为什么：从别的表复制日期时，格式丢了就剩下一串数字，例如 44561 是 2021 年 12 月 31 日。
    反例：完成时间的实际完成值“44,561”。
    正例：完成时间的实际完成值“2021年12月31日”。
    可否自动修正：可以，按 Excel 的日期序号换算；请先核对是不是日期。
    """
    for row, levels in facts.placed:
        if not _DATED.search(f"{short(row.indicator.name)}{levels}"):
            continue
        for what, entry in (("年度指标值", row.indicator.target), ("实际完成值", row.indicator.actual)):
            day = _day(entry)
            if day is not None:
                slots = {"what": f"{name_of(row.indicator)}的{what}"}
                yield Hit(entry=entry, stated=short(entry), expected=day_text(day), slots=slots)


def _day(entry: Entry) -> date | None:
    """The day of a number that shows as one; a cell formatted as a date shows a date."""
    number = entry.amount()
    if number is None or not set(short(entry)) <= set("0123456789.,"):
        return None
    first, last = _SERIALS
    return serial_day(number) if first <= number <= last else None
