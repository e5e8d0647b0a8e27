"""列举：概况所列的支出，资金表里都有。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.counted import listed_items
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import short
from ziping.domain.model import Table
from ziping.patterns import pattern

_USED_FOR = pattern(r"(?:主要)?用于([^。；]{6,200})", needs=("用于",))
_WORDS = pattern(r"(?:工作|经费|支出|费用|补助|补贴|项目|建设|协议|等|方面|的)+$|[（(][^）)]*[）)]|^街道")
"""What two names of one outlay need not have in common."""
_FEW = 3


@rule(
    "R94",
    "概况所列的支出与资金表不对应",
    severity="warning",
    message="{where}列了 {stated} 项支出，资金表有 {expected} 行，对不上的有：{listed}。",
    fix="按资金表改写所列的支出，或在资金表补上漏列的一行。",
    basis="通行审核口径：正文所列的支出内容与资金明细表一致",
    applies=(REPORTS,),
    status="试行",
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
    if not tables or facts.model.kind != "project":
        return
    rows = _rows(tables[0])
    for report, passage in facts.passages():
        found = _USED_FOR.search(passage.text)
        items = [item for item in map(_bare, listed_items(found[1])) if len(item) > 1] if found else []
        if len(items) < _FEW or not any(_alike(item, row) for item in items for row in rows):
            continue
        apart = [item for item in items if not any(_alike(item, row) for row in rows)]
        apart += [row for row in rows if not any(_alike(row, item) for item in items)]
        if apart:
            slots = {"where": said_in(report, passage), "listed": "、".join(apart)}
            yield Hit(entry=passage.entry, stated=str(len(items)), expected=str(len(rows)), slots=slots)


def _rows(table: Table) -> list[str]:
    """What the rows of a table of outlays are called."""
    first = table.columns[0].id
    return list(filter(None, (_bare(short(row[first])) for row in table.rows if first in row)))


def _bare(text: str) -> str:
    return _WORDS.sub("", text).strip()


def _alike(name: str, other: str) -> bool:
    """Whether two names of outlays share half of the shorter one's neighbouring characters."""
    short_, long_ = sorted((name, other), key=len)
    pairs = [short_[place : place + 2] for place in range(len(short_) - 1)]
    return 2 * sum(pair in long_ for pair in pairs) >= len(pairs) if pairs else short_ in long_
