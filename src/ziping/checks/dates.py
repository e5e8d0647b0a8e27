"""日期：写得完整，落款在年度结束以后。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.domain.written import Passage
from ziping.patterns import pattern

_DATE = pattern(
    r"((?:19|20)\d\d)\s*年\s*"
    r"(?:(\d{1,4})\s*月\s*(\d{1,4})\s*日|(\d{1,4})\s*日|\d{0,2}\s*月\s+日|\d{1,2}\s*月\s*日(?=$|[，。；]))",
    needs=("日",),
)
"""A date, also one with something left out: 2021年1231日, 2022年3月  日."""
_ALONE = pattern(r"[\s　]*((?:19|20)\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?[\s　]*")
_DIGIT = "[一二三四五六七八九〇○零]"
_SPELLED = pattern(
    rf"[\s　]*{_DIGIT}{{4}}年[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日[\s　]*", needs=("日",)
)


@rule(
    "R79",
    "日期写得不对",
    severity="warning",
    message="{where}的日期“{stated}”不是一个完整的日期。",
    fix="写成完整的年月日，如 {expected}。",
    basis="GB/T 9704-2012 7.3.5.4：成文日期用阿拉伯数字将年、月、日标全，月、日不编虚位",
    applies=(REPORTS,),
    variants={
        "early": Variant(
            "落款日期“{stated}”在 {year} 年度结束以前。", fix="改为自评完成的日期，应在 {year} 年度结束以后。"
        ),
        "padded": Variant("{where}的日期“{stated}”编了虚位。", "info", "写成“{expected}”。"),
        "spelled": Variant("落款日期“{stated}”用了汉字。", "info", "用阿拉伯数字写，如 {expected}。"),
    },
)
def r79(facts: Facts) -> Iterator[Hit]:
    """
    查什么：写出年月日的日期是真有的一天，没有漏掉“月”“日”；单独成行的落款日期不早于年度末；月、日前面不加 0，不用汉字。
    为什么：日期残缺是照抄和漏字最明显的痕迹；年度没有结束就落款，自评的数字不会是全年的。
    反例：“截至2021年1231日”；2022 年度的报告落款“2022年3月1日”。
    正例：“截至2021年12月31日”；2022 年度的报告落款“2023年3月1日”。
    可否自动修正：不可以。
    """
    for report, passage in facts.passages():
        slots = {"where": said_in(report, passage), "year": str(facts.model.year)}
        for variant, stated, expected in _wrong(passage, facts.model.year):
            yield Hit(entry=passage.entry, variant=variant, stated=stated, expected=expected, slots=slots)


def _wrong(passage: Passage, year: int | None) -> Iterator[tuple[str, str, str]]:
    """Variant, what is written, what may be meant: of every date in a paragraph, and of one on a line of its own."""
    example = f"{year or 2025}年12月31日"
    if _SPELLED.fullmatch(passage.text):
        yield "spelled", passage.text.strip(), example
    for found in _DATE.finditer(passage.text):
        day = _day(found[1], found[2] or "", found[3] or "")
        if day is None:
            yield "", " ".join(found[0].split()), _mended(found) or example
        elif found[2].startswith("0") or found[3].startswith("0"):
            yield "padded", found[0], _written(day)
    alone = _ALONE.fullmatch(passage.text)
    day = _day(*alone.groups()) if alone else None
    if day is not None and year is not None and day < date(year, 12, 31):
        yield "early", passage.text.strip(), f"{year}年12月31日以后"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _mended(found: re.Match[str]) -> str | None:
    """2021年1231日 → 2021年12月31日."""
    digits = found[4] or ""
    day = _day(found[1], digits[:2], digits[2:]) if len(digits) == 4 else None
    return None if day is None else _written(day)


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
