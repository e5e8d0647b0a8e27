"""文字与表：“均为”“全部”说的与资金表相符。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, rule
from ziping.checks.conditions import TOTAL_FUND
from ziping.checks.facts import Facts, budget, fund_name
from ziping.checks.numbers import CENT
from ziping.domain.decimals import plain
from ziping.patterns import pattern

SOURCES = {
    "财政拨款": "fiscal",
    "一般公共预算": "general",
    "政府性基金": "government_fund",
    "国有资本经营预算": "state_capital",
    "上年结转": "carryover",
    "其他资金": "other",
    "基本支出": "basic",
    "项目支出": "project",
}
"""What texts call the rows of the fund table."""
_ALL = pattern(rf"(?:均为|全为|全部为|全部是|都是|全部来自)(?:本级|本年|当年)?(?P<source>{'|'.join(SOURCES)})")
_NEAR = 20
_CLAUSE = pattern(r"[^。；;，,、\n]*$")
_MONEY = pattern("资金|经费|预算|收入|支出|拨款")
_OTHER = pattern("结转|结余|其中|追加|调整")
"""Parts of the money of which the fund table does not tell where they come from."""


@rule(
    "R82",
    "“均为”“全部”与资金表不符",
    severity="warning",
    message="{what}写“{stated}”，但资金表里{row}是 {part}，年度资金总额是 {total}。",
    fix="改正这句话，或改正资金表。",
    basis="通行审核口径：文字与表一致",
    applies=(TOTAL_FUND,),
)
def r82(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年度目标、完成情况、偏差原因和报告文字里写“资金均为财政拨款”“全部为项目支出”一类的话，资金表里这一行的全年预算数等于总额。
        说结转、追加的钱从哪里来的不查，资金表里没有这些。
    为什么：这类话常常从往年照抄，来源变了没有改。
    反例：写“项目资金均为财政拨款”，资金表里财政拨款 90，总额 100，其他资金 10。
    正例：同上，改写“项目资金 100 万元，其中财政拨款 90 万元”。
    可否自动修正：不可以，先核对资金来源。
    """
    total = facts.total_fund
    whole = budget(total).amount() if total else None
    for what, entry in facts.sentences():
        text = entry.text or ""
        for found in _ALL.finditer(text):
            fund = facts.model.fund(SOURCES[found["source"]])
            part = budget(fund).amount() if fund else None
            before = _CLAUSE.search(text, max(0, found.start() - _NEAR), found.start())
            about = before.group() if before else ""
            if fund is None or part is None or whole is None or _OTHER.search(about) or not _MONEY.search(about):
                continue
            if abs(part - whole) > CENT:
                slots = {"what": what, "row": fund_name(fund), "part": plain(part), "total": plain(whole)}
                yield Hit(
                    entry=entry, stated=about + found.group(), arithmetic=f"{plain(part)}≠{plain(whole)}", slots=slots
                )
