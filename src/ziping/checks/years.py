"""年度与日期：报告说的是本年度，日期写得对。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.domain.written import Passage, Report
from ziping.patterns import pattern

_YEAR = pattern(r"(?<![\d〔\[（(-])((?:19|20)\d\d)\s*(?=年)")
_QUOTED = pattern(r"《[^》]*》|<[^>]*>|〔\d{4}〕|\[\d{4}\]")
_COMPARED = pattern(r"(?:与|比|较|同|于|自|从|对比|相比|以来|上年|去年|截至上年末|历年|延续|结转自)[^，。；\d]{0,4}$")
_ITSELF = pattern("(?:比|较)$")
_ONGOING = pattern(
    r"年(?:度)?(?:(?:\d{1,2}月)?(?:以来|起|至|到|—|-|－|～)|(?:度)?相比|结转|末结转|底结转|(?:度)?同期|\d{0,2}月?\d{0,2}日?[^，。；]{0,12}"
    r"(?:印发|出台|颁布|施行|成立|启动|立项|批准|批复|启用|以后|编制))"
)
_FIGURE = pattern(r"^[^。；]{0,60}?\d[\d,.]*\s*(?:万元|亿元|元|人|辆|台|个|件|%)")
_NEXT = pattern(r"将|拟|计划|下一年|下年|明年|以后|公开|公布|报送|上报|完成自评|开展[^，。]{0,12}(?:自评|评价)")
_CLOSING = pattern(r"截[至止]\s*((?:19|20)\d\d)\s*年")
_DATE = pattern(r"((?:19|20)\d\d)\s*年\s*(\d{0,4})\s*(月?)\s*(\d{0,4})\s*日")
_BARE_DATE = pattern(r"[\s　]*((?:19|20)\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?[\s　]*")
_SPELLED_DATE = pattern(r"[\s　]*[二〇○零一九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日[\s　]*")


@rule(
    "R73",
    "报告里的年度不对",
    severity="warning",
    message="{where}写“{stated}”，本报告是 {year} 年度的，像是往年的话没有改。",
    fix="核对后改为 {year} 年；确实说的是别的年份的，写明“较上年”“自某年起”。",
    basis="通行审核口径：报告各处的年度一致，只有与上年比较和文号里可以出现别的年份",
    applies=(REPORTS,),
    variants={
        "title": Variant("报告标题写“{stated}”，自评表是 {year} 年度的。", "error", "把标题里的年度改为 {year}。"),
        "figure": Variant(
            "{where}的数字说成是“{stated}”的，本报告是 {year} 年度的。",
            "error",
            "改为 {year} 年；数字也是往年的，一并改为本年度的。",
        ),
        "itself": Variant("{where}写“{stated}”，同一年不能与自己比。", "error", "本年数写 {year} 年，比较的写上年。"),
    },
)
def r73(facts: Facts) -> Iterator[Hit]:
    """
    查什么：标题的年度与自评表的年度相同；正文里本年度以外的年份，只出现在与上年比较、“自某年起”一类的话、书名号和文号里。
        往年后面跟着金额、人数等数字的，和“截至往年12月31日”，作错误；别的作警告。以后的年份只在将来的打算里出现。
    为什么：照着上年的报告改，总有几处年度忘了改，是退回时最常见的一条。
    反例：2022 年度的报告写“2021年机关运行经费支出555.67万元”。
    正例：2022 年度的报告写“2022年机关运行经费支出555.67万元，比2021年增加68.39万元”。
    可否自动修正：不可以，要先看数字是哪一年的。
    """
    year = facts.model.year
    for report in facts.reports:
        if year is None:
            return
        titled = [found for found in _YEAR.findall(_bare(report.title)) if int(found) != year]
        if titled and str(year) not in report.title:
            first = next(passage for passage in report.passages if passage.title and titled[0] in passage.text)
            yield Hit(
                entry=first.entry,
                variant="title",
                stated=f"{titled[0]}年",
                expected=f"{year}年",
                slots=_slots(report, first, year),
            )
        for passage in report.passages:
            if not passage.title:
                yield from _stale(report, passage, year)


def _stale(report: Report, passage: Passage, year: int) -> Iterator[Hit]:
    text = _bare(passage.text)
    if _BARE_DATE.fullmatch(text):
        return
    slots = _slots(report, passage, year)
    for found in _YEAR.finditer(text):
        other = int(found[1])
        before, after = text[: found.start()], text[found.end() :]
        clause = before[max(before.rfind(mark) for mark in "。；;，,") + 1 :]
        closing = _CLOSING.search(text, max(0, found.start() - 3), found.end() + 1)
        if other == year:
            variant = "itself" if _ITSELF.search(clause) else None
        elif other > year:
            variant = None if _NEXT.search(clause + after[:40]) or other > year + 1 else ""
        elif closing is not None:
            variant = "figure"
        elif _COMPARED.search(clause) or _ONGOING.match(after) or f"{year}年" in clause:
            variant = None
        else:
            variant = "figure" if other == year - 1 and _FIGURE.match(after) else ""
        if variant is not None:
            yield Hit(entry=passage.entry, variant=variant, stated=f"{found[1]}年", expected=f"{year}年", slots=slots)
            return


def _slots(report: Report, passage: Passage, year: int | None) -> dict[str, str]:
    return {"where": said_in(report, passage), "year": str(year)}


def _bare(text: str) -> str:
    """Without names of documents and their numbers, which keep their years."""
    return _QUOTED.sub("", text)


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
        slots = _slots(report, passage, facts.model.year)
        example = f"{facts.model.year or 2025}年12月31日"
        text = passage.text
        alone = _BARE_DATE.fullmatch(text)
        if _SPELLED_DATE.fullmatch(text):
            yield Hit(entry=passage.entry, variant="spelled", stated=text.strip(), expected=example, slots=slots)
        for found in _DATE.finditer(text):
            day = _day(found[1], found[2], found[4]) if found[3] else None
            if day is None:
                yield Hit(
                    entry=passage.entry,
                    stated=found[0],
                    expected=_mended(found[1], found[2], found[4]) or example,
                    slots=slots,
                )
            elif found[2].startswith("0") or found[4].startswith("0"):
                written = f"{day.year}年{day.month}月{day.day}日"
                yield Hit(entry=passage.entry, variant="padded", stated=found[0], expected=written, slots=slots)
        day = _day(*alone.groups()) if alone else None
        if day is not None and facts.model.year is not None and day < date(facts.model.year, 12, 31):
            yield Hit(
                entry=passage.entry,
                variant="early",
                stated=text.strip(),
                expected=f"{facts.model.year}年12月31日以后",
                slots=slots,
            )


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _mended(year: str, month: str, day: str) -> str | None:
    """2021年1231日 → 2021年12月31日."""
    digits = month + day
    found = _day(year, digits[:2], digits[2:]) if len(digits) == 4 else None
    return f"{found.year}年{found.month}月{found.day}日" if found else None
