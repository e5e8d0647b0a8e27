"""年度：报告说的是本年度。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.spoken import whole_clause
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_YEAR = pattern(r"(?<![\d〔\[（(—–~～－-])((?:19|20)\d\d)\s*(?=年)")
_QUOTED = pattern(r"《[^》]*》|<[^>]*>|〔\d{4}〕|\[\d{4}\]", needs=("《", "<", "〔", "["))
_DATE_ALONE = pattern(r"[\s　（(]*(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*(?:\d{1,2}\s*日?)?[\s　）)]*")
_BEFORE = pattern(
    r"(?:与|和|比|较|同|于|自|从|到|至|以来|上年|去年|历年|延续|沿用|结转自|继|除)[^，。；\d]{0,4}$|"
    r"(?:根据|按照|依据|参照|参考|依照|结合|荣?获|评为|授予|表彰|通报|经)[^，。；]{0,24}$|[“\"]$"
)
"""What stands before a year that another one may be: 较2021年、自2019年、根据……2021年、荣获2021年."""
_BEHIND = pattern(
    r"年(?:度)?(?:(?:\d{1,2}月)?(?:以来|起|至|到|—|-|－|～)|年?(?:相比|基础上|同期)|[末底年]?(?:结转|结余|遗留)|"
    r"[^，。；]{0,16}(?:印发|出台|颁布|下发|施行|实施的|成立|组建|启动|立项|开工|批准|批复|启用|建成|以后|编制|评价结果|审议|研究|通过|会议))"
)
_MONTH = pattern(r"年\d{1,2}月")
_FIGURE = pattern(
    r"年(?:度)?[，,]?[^。；，,]{0,40}?(?:中[，,][^。；，,]{0,20}?)?"
    r"\d[\d,.]*\s*(?:万元|亿元|元|人|名|辆|台|个|件|次|户|%)"
)
_NEXT = pattern("将|拟|计划|预计|力争|下一年|下年|明年|以后|公开|公布|报送|上报|自评|评价|预算")
_PLANS = pattern("措施|建议|计划|打算|改进|下一步|安排|公开|应用")
_CLOSING = pattern(r"截[至止]到?\s*$")
_WITH_ITSELF = pattern(r"(?:比|较)$")
_CHANGED = pattern(
    r"年(?:度)?(?:同期|决算|支出|收入|执行|实际)?(?:数|总额)?[^，。；]{0,6}?"
    r"(?:增加|减少|增长|下降|上升|降低|持平)"
)


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
        "later": Variant(
            "{where}写“{stated}”，本报告是 {year} 年度的，以后的年份只在打算里写。",
            fix="核对年份；是下一年的打算，写明“计划”“将”。",
        ),
    },
)
def r73(facts: Facts) -> Iterator[Hit]:
    """
    查什么：标题的年度与自评表的年度相同；正文里本年度以外的年份，只出现在与上年比较、“自某年起”、荣誉、依据一类的话、
        书名号和文号里，或与本年度同在一句。以上年开头、后面紧跟着金额、人数的，和“截至上年12月31日”，作错误；别的作警告。
        以后的年份只在将来的打算里出现，次年某月的事（自评、公开）不算。
    为什么：照着上年的报告改，总有几处年度忘了改，是退回时最常见的一条。
    反例：2022 年度的报告写“2021年机关运行经费支出555.67万元”。
    正例：2022 年度的报告写“2022年机关运行经费支出555.67万元，比2021年增加68.39万元”。
    可否自动修正：不可以，要先看数字是哪一年的。
    """
    year = facts.model.year
    if year is None:
        return
    for report in facts.reports:
        yield from _titled(report, year)
        for passage in report.passages:
            text = _QUOTED.sub("", passage.text)
            if passage.title or _DATE_ALONE.fullmatch(text):
                continue
            variants = ((found[1], _variant(text, found, year, passage)) for found in _YEAR.finditer(text))
            stale = next(((stated, variant) for stated, variant in variants if variant is not None), None)
            if stale is not None:
                yield _hit(report, passage, stale[0], year, stale[1])


def _titled(report: Report, year: int) -> Iterator[Hit]:
    """A title with another year, where the right one does not stand in it too."""
    titled = _YEAR.search(_QUOTED.sub("", report.title))
    if titled and str(year) not in report.title and OPEN not in report.title:
        first = next(passage for passage in report.passages if passage.title and titled[1] in passage.text)
        yield _hit(report, first, titled[1], year, "title")


def _variant(text: str, found: re.Match[str], year: int, passage: Passage) -> str | None:
    """What is wrong with one year of a text; None for nothing."""
    other, before, behind = int(found[1]), text[: found.start()], text[found.end() :]
    sentence = before.rpartition("。")[2] + found[0] + behind.partition("。")[0]
    years = {int(each) for each in _YEAR.findall(sentence)}
    if other == year:
        return "itself" if years == {year} and _WITH_ITSELF.search(before) and _CHANGED.match(behind) else None
    if other > year:
        return _later(other, year, sentence, passage, behind)
    if _CLOSING.search(before):
        return "figure" if year not in years else None
    if year in years or _BEFORE.search(whole_clause(before)) or _BEHIND.match(behind):
        return None
    if other == year - 1:
        if _MONTH.match(behind):
            return None
        return "figure" if _FIGURE.match(behind) and not whole_clause(before).strip() else ""
    return ""


def _later(other: int, year: int, sentence: str, passage: Passage, behind: str) -> str | None:
    """Of the years to come only the next one may be a slip; what is planned for it, and a month of it, is none."""
    planned = _NEXT.search(sentence) or any(_PLANS.search(heading) for heading in passage.above)
    return None if other > year + 1 or planned or _MONTH.match(behind) else "later"


def _hit(report: Report, passage: Passage, stated: str, year: int, variant: str) -> Hit:
    slots = {"where": said_in(report, passage), "year": str(year)}
    return Hit(entry=passage.entry, variant=variant, stated=f"{stated}年", expected=f"{year}年", slots=slots)
