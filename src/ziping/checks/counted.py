"""列举：说有几个，就列几个。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import short
from ziping.domain.model import Entry
from ziping.domain.quantity.numerals import integer
from ziping.domain.written import OPEN, Report
from ziping.patterns import pattern

_OFFICE = r"(?:室|部|科|股|处|办|组|中心|队|办公室)"
_LISTED_BEFORE = pattern(
    r"(?:内设|下设|设有|设置|设)(?:机构|有)?[为：:]?([^。；，,0-9]{2,120}?)等?\s*(\d{1,2})\s*个\s*(?:职能)?(?:科室|股室|处室|部门|机构|内设机构|单位|办公室|室)"
)
_STATED = pattern(
    r"内设(?:职能)?(?:部门|机构|科室|股室|处室)(?:个数)?(?:共|有|为)?\s*(\d{1,2})\s*个|内设\s*(\d{1,2})\s*个\s*(?:职能)?(?:科室|股室|处室|部门|机构)"
)
_DESCRIBED = pattern(rf"(?:^|[。；\s]|下设|内设|设有)([\u4e00-\u9fff]{{1,10}}?{_OFFICE})：")
_LEADING = pattern("^(?:下设|内设|设有)")
_QUOTED = pattern(
    r"“([二三四五六七八九十])([\u4e00-\u9fff]{1,3})”[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]"
)
_ASPECTS = pattern(r"([二三四五六七八九十])(?:个)?方面[^。]{0,12}[：:]((?:.|\n)*)")
_ORDINALS = pattern(r"([一二三四五六七八九十])是")
_FEW = 3
_USED_FOR = pattern(r"(?:主要)?用于([^。；]{6,200})")
_OUTLAY = pattern(r"(?:工作|经费|支出|费用|补助|补贴|项目|建设|协议|等|方面|的)+$|[（(][^）)]*[）)]|^街道")


@rule(
    "R35",
    "说的个数与列举的不同",
    severity="warning",
    message="{where}说有 {stated} 个{what}，列出来的是 {expected} 个：{listed}。",
    fix="补上漏列的，或把个数改为 {expected}。",
    basis="通行审核口径：列举数与声明数一致",
    applies=(REPORTS,),
)
def r35(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“内设11个职能部门”与逐个列出或介绍的内设机构个数相同；“七无”（……）括号里列的是七项；“三个方面：一是……”列到三是。
    为什么：机构撤并后只改了一处，个数和名单就对不上。
    反例：“内设职能部门个数11个”，组织架构一节只介绍了 10 个。
    正例：“内设综合股、社会治理股、网格化管理股3个股室”。
    可否自动修正：不可以。
    """
    for report in facts.reports:
        described = _offices(report)
        for passage in report.passages:
            text = passage.text
            if OPEN in text:
                continue
            where = said_in(report, passage)
            for found in _LISTED_BEFORE.finditer(text):
                yield from _hit(passage.entry, where, int(found[2]), "机构", _items(found[1]))
            for found in _STATED.finditer(text):
                if len(described) >= _FEW:
                    yield from _hit(passage.entry, where, int(found[1] or found[2]), "内设机构", described)
            for found in _QUOTED.finditer(text):
                yield from _hit(
                    passage.entry, where, integer(found[1]) or 0, f"“{found[1]}{found[2]}”", _items(found[3])
                )
            for found in _ASPECTS.finditer(text):
                ordinals = list(dict.fromkeys(_ORDINALS.findall(found[2])))
                if len(ordinals) > 1:
                    yield from _hit(passage.entry, where, integer(found[1]) or 0, "方面", [f"{o}是" for o in ordinals])


def _offices(report: Report) -> list[str]:
    """The offices that are described one by one: “办公室：……。政治部：……。”"""
    found: list[str] = []
    for passage in report.passages:
        found += [_LEADING.sub("", name) for name in _DESCRIBED.findall(_whole(passage.entry, passage.text))]
    return list(dict.fromkeys(found))


def _whole(entry: Entry, text: str) -> str:
    """A paragraph together with the words before its first colon, where those were taken for a heading."""
    return entry.text if entry.text and text in entry.text else text


def _items(text: str) -> list[str]:
    """The items of a list, those within brackets not counted."""
    flat = re.sub(r"[（(][^（）()]*[）)]", "", text)
    marks = "、" if "、" in flat else "，"
    return [item.strip() for item in re.split(f"[{marks}]|和(?=[^、]*$)", flat) if item.strip()]


def _hit(entry: Entry, where: str, stated: int, what: str, listed: list[str]) -> Iterator[Hit]:
    if stated and len(listed) > 1 and stated != len(listed):
        high, low = max(stated, len(listed)), min(stated, len(listed))
        yield Hit(
            entry=entry,
            stated=str(stated),
            expected=str(len(listed)),
            arithmetic=f"{high}−{low}={high - low}",
            slots={"where": where, "what": what, "listed": "、".join(listed)},
        )


@rule(
    "R94",
    "概况所列的支出与资金表不对应",
    severity="warning",
    message="{where}列了 {stated} 项支出，资金表有 {expected} 行，对不上的有：{listed}。",
    fix="按资金表改写所列的支出，或在资金表补上漏列的一行。",
    basis="通行审核口径：正文所列的支出内容与资金明细表一致",
    applies=(REPORTS,),
)
def r94(facts: Facts) -> Iterator[Hit]:
    """
    查什么：项目报告写“主要用于甲、乙、丙”列出三项以上的，每一项在资金明细表里有一行，资金明细表的每一行也都列到；
        意思相近的算对得上。
    为什么：概况从上年照抄，今年的资金换了用途，读的人不知道钱花在哪里。
    反例：概况写“信访稳定、社区戒毒”，资金表没有这两行；资金表有“应急消防经费”，概况没有写。
    正例：概况所列与资金表逐行对应。
    可否自动修正：不可以。
    """
    tables = [table for table in facts.model.tables if table.total is not None and len(table.rows) >= _FEW]
    for report, passage in facts.passages() if tables and facts.model.kind == "project" else ():
        found = _USED_FOR.search(passage.text)
        items = [item for item in map(_bare, _items(found[1])) if len(item) > 1] if found else []
        if len(items) < _FEW:
            continue
        table = tables[0]
        rows = [_bare(short(row[table.columns[0].id])) for row in table.rows if table.columns[0].id in row]
        apart = [item for item in items if not any(_alike(item, row) for row in rows)]
        apart += [row for row in rows if row and not any(_alike(row, item) for item in items)]
        if apart:
            yield Hit(
                entry=passage.entry,
                stated=str(len(items)),
                expected=str(len(rows)),
                slots={"where": said_in(report, passage), "what": "", "listed": "、".join(apart)},
            )


def _bare(text: str) -> str:
    return _OUTLAY.sub("", text).strip()


def _alike(name: str, other: str) -> bool:
    """Whether two names of outlays share half of the shorter one's neighbouring characters."""
    short_, long_ = sorted((name, other), key=len)
    pairs = [short_[place : place + 2] for place in range(len(short_) - 1)]
    return 2 * sum(pair in long_ for pair in pairs) >= len(pairs) if pairs else short_ in long_
