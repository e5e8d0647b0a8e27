"""Deadlines and periods: 12月底前, 2022年12月30日, 2023.07-2024.01, 2020年, ≤12月."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from ziping.domain.quantity import days
from ziping.domain.quantity.days import MONTH, YEAR, Span, day_text, has_year, in_year, span
from ziping.domain.quantity.types import Operator, Quantity
from ziping.patterns import pattern

_MONTH_OR_MONTHS = "“{0}月”可以是{0}月底前，也可以是{0}个月，请写明"
_BEFORE_MONTH = "“{0}月前”可以是{0}月底前，也可以是{0}月1日前，请写明"
_MONTHS = "“{0}”可以是几月到几月，也可以是几个月，请写明"
_EVERY_TIME = "每期一次的期限，请写成按期完成的次数或比率"
_MAY_BE_DAY = "{0} 也可能是日期{1}"

_ALONE = pattern(
    rf"{YEAR}年度?|{YEAR}[-/]{MONTH}|(?:{YEAR}年度?)?(?:[上下]半年|第?[一二三四1-4]季度)",
    needs=("年", "季度", "-", "/"),
)
_RECURRING = pattern("每(?:个?月|季度?|年)[^0-9]{0,4}[0-9]{1,2}(?:月[0-9]{1,2})?[日号]")
_BARE_MONTH = pattern(rf"(?:{YEAR}年度?)?{MONTH}")
_SIGN = pattern("<=|<|=")
_BEFORE = pattern("(?:之前|以前|前|止)")
_DONE = pattern("(?:之前|以前|前)?(?:完成|止)?$")
_MARK = pattern("前|截止|截至|完成|竣工|验收|交付|完工|投入使用|投用|开工|发放|兑付|支付|时间|日期")
_LEAD = pattern("(?:于|在|截至|截止|截止到|至|到|预计|计划|应)?")
_PERIOD_LEAD = pattern("^(?:自|从)")
_PERIOD_END = pattern("(?:期间|为止|止)?(?:完成)?$")
_NOT_A_DATE = pattern("[0-9%<>=]")


def _deadline(text: str, day: date, note: str) -> Quantity:
    return Quantity(text=text, kind="deadline", operator="=", end=day, note=note)


def as_day(text: str) -> Quantity | None:
    """The deadline that a bare number may be: 44561 (an Excel date serial), 20221231, 2023.07."""
    if re.fullmatch("[456][0-9]{4}", text) and 40000 <= int(text) <= 60000:
        day = days.serial_day(Decimal(text))
    else:
        match = re.fullmatch(rf"({YEAR})(?:([01][0-9])([0-3][0-9])|\.(0[1-9]|1[0-2]))", text)
        if match is None:
            return None
        year, month, day_of_month, dotted = match.groups()
        found = span(f"{year}年{month}月{day_of_month}日" if month else f"{year}年{dotted}月")
        day = found.end if found else None
    return _deadline(text, day, _MAY_BE_DAY.format(text, day_text(day))) if day else None


def read_period(text: str) -> Quantity | None:
    """A period such as 2023.07-2024.01, 2021-2023年, 2022年1-12月; None where ``text`` is none."""
    body = _PERIOD_END.sub("", _PERIOD_LEAD.sub("", text), count=1)
    for match in re.finditer("[至到~-]", body):
        found = _between(body[: match.start()], body[match.end() :])
        if found:
            ambiguous = re.fullmatch(rf"{MONTH}[至到~-]{MONTH}月", body)
            note = _MONTHS.format(body) if ambiguous else ""
            return Quantity(text=text, kind="period", operator="=", start=found.start, end=found.end, note=note)
    return None


def _between(first: str, second: str) -> Span | None:
    if re.fullmatch(YEAR, second) and not re.match(YEAR, first):
        return None
    if re.fullmatch(f"{YEAR}年?", first) and not re.match(YEAR, second):
        return None
    if _BARE_MONTH.fullmatch(first) and not re.fullmatch(YEAR, first):
        if "月" not in second:
            return None
        first += "月"
    elif re.fullmatch(MONTH, second):
        return None
    since, until = span(first), span(second)
    if since is None or until is None:
        return None
    start, end = since.start, until.end
    if has_year(start):
        end = in_year(end, start.year)
    elif has_year(end):
        start = in_year(start, end.year)
    return Span(start, end) if start <= end else None


def read_date(text: str) -> Quantity | None:
    """A deadline, or a calendar month or year; None where ``text`` is none or says more than a date."""
    if _RECURRING.search(text):
        return Quantity(text=text, kind="text", note=_EVERY_TIME)
    sign = _SIGN.match(text)
    body = text[sign.end() :] if sign else text
    alone = _DONE.sub("", body, count=1)
    if _ALONE.fullmatch(alone):
        before, written, after = "", alone, body[len(alone) :]
    else:
        match = days.find(body)
        if match is None:
            return None
        before, written, after = body[: match.start()], match.group(), body[match.end() :]
    if _NOT_A_DATE.search(before + after):
        return None
    if not _MARK.search(before + after) and not (_LEAD.fullmatch(before) and after in ("", "止")):
        return None
    found = span(written)
    if found is None:
        return None
    return _dated(text, found, written, sign.group() if sign else "", before, after)


def _dated(text: str, found: Span, written: str, sign: str, before: str, after: str) -> Quantity:
    limit = bool(_BEFORE.match(after)) or sign in ("<", "<=") or written.endswith(("底", "末", "内"))
    operator: Operator = "<" if sign == "<" else "<=" if limit else "="
    signed = limit or bool(sign)
    month = re.fullmatch(f"({MONTH})月", written)
    note = ""
    if month and not before and not after:
        note = _MONTH_OR_MONTHS.format(month.group(1))
        number = Decimal(month.group(1))
        return Quantity(
            text=text,
            kind="deadline",
            operator=operator,
            number=number,
            unit="月",
            signed=signed,
            end=found.end,
            note=note,
        )
    if re.fullmatch(f".*{MONTH}月", written) and _BEFORE.match(after) and "止" not in after:
        note = _BEFORE_MONTH.format(written.removesuffix("月"))
    if limit or before or after or found.start == found.end:
        return Quantity(text=text, kind="deadline", operator=operator, signed=signed, end=found.end, note=note)
    return Quantity(text=text, kind="period", operator="=", start=found.start, end=found.end)
