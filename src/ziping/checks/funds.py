"""资金：合计等于各项之和，执行数不超过预算数。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import FUNDS, SPENDING
from ziping.checks.facts import AMOUNTS, Facts, budget, fund_name, placed_rows
from ziping.checks.numbers import tail, unreadable
from ziping.checks.sums import SUM_VARIANTS, sum_hits
from ziping.checks.written_tables import columns_of
from ziping.domain.decimals import plain
from ziping.domain.model import Entry
from ziping.patterns import pattern

_NO_SHARE = "^(?!.*(?:比例|占比|率|比$|年初|上年)).*"
_PLANNED = (pattern(f"{_NO_SHARE}(?:全年预算|调整)"), pattern(f"{_NO_SHARE}(?:预算数|安排)"))
_SPENT = (pattern(f"{_NO_SHARE}(?:使用|执行|实际支出)"),)


@rule(
    "R01",
    "年度资金总额不等于各项之和",
    severity="error",
    message="{row}的{column} {stated} 不等于各项之和 {expected}，相差 {gap}。",
    fix="把总额改为 {expected}，或改正填错的分项。",
    basis="财预〔2020〕10号附1《项目支出绩效自评表》：年度资金总额由当年财政拨款、上年结转资金、其他资金组成",
    applies=(FUNDS,),
    variants=SUM_VARIANTS,
)
def r01(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年初预算数、全年预算数、全年执行数各列，年度资金总额等于财政拨款、结转、其他资金之和；总额空着而分项有数也算不等。
    为什么：总额是预算执行率的分母和分子，空着或对不上，执行率和得分就没有依据，是最常见的退回原因。
    反例：财政拨款小计 1193.39、其他资金空白，年度资金总额空白。
    正例：财政拨款小计 1193.39、其他资金空白，年度资金总额 1193.39。
        n 个四舍五入到分的数相加，总额相差不超过 0.005×(n+1) 的只作提示。
    可否自动修正：可以，按各项之和填写；前提是分项都填对了。
    """
    return _sums(facts, of_total=True)


@rule(
    "R02",
    "资金小计不等于明细之和",
    severity="error",
    message="{row}的{column} {stated} 不等于明细之和 {expected}，相差 {gap}。",
    fix="把小计改为 {expected}，或改正填错的明细。",
    basis="通行审核口径：财政拨款小计＝一般公共预算＋政府性基金＋国有资本经营预算＋社会保险基金",
    applies=(FUNDS,),
    variants=SUM_VARIANTS,
)
def r02(facts: Facts) -> Iterator[Hit]:
    """
    查什么：资金表里有明细行的小计（如财政拨款小计），各列等于明细之和；明细全部空白时不查。
    为什么：四本预算分别来自不同的批复，小计对不上说明有一笔漏填或重填。
    反例：一般公共预算 100、政府性基金 20，财政拨款小计 100。
    正例：一般公共预算 100、政府性基金 20，财政拨款小计 120。
    可否自动修正：可以，按明细之和填写；前提是明细都填对了。
    """
    return _sums(facts, of_total=False)


@rule(
    "R05",
    "全年执行数超过全年预算数",
    severity="error",
    message="{row}的全年执行数 {stated} 超过预算数 {budget}，多出 {gap}。",
    fix="核对执行数；如有年中追加或上年结转，把它计入全年预算数，执行数不得大于 {budget}。",
    basis="预算法第十三条：各部门、各单位的支出必须以经批准的预算为依据，未列入预算的不得支出",
    applies=(SPENDING,),
    variants={
        "blank": Variant("{row}有执行数 {stated}，预算数却是空白。", fix="填写这一行的预算数（批复数加追加、结转）。"),
        "tail": Variant("{row}的全年执行数 {stated} 比预算数 {budget} 多 {gap}，属四舍五入尾差。", "info", "不用改。"),
    },
)
def r05(facts: Facts) -> Iterator[Hit]:
    """
    查什么：资金表每一行的全年执行数不大于全年预算数（调整后）；没有全年预算数一列的，与年初预算数比。
    为什么：支出超过预算，不是超支就是漏记了追加和结转，执行率也会超过 100%。
    反例：全年预算数 561.24，全年执行数 562.24。
    正例：全年预算数 562.24（含追加 1.00），全年执行数 562.24。
    可否自动修正：不可以，要由单位查明是执行数填错还是预算数漏记。
    """
    for row, limit, executed in _spending(facts):
        spent, allowed = executed.amount(), limit.amount()
        if spent is None or unreadable(limit) or limit.error:
            continue
        if allowed is None:
            if spent > 0:
                yield Hit(entry=limit, variant="blank", stated=plain(spent), slots={"row": row})
        elif spent > allowed:
            gap = spent - allowed
            yield Hit(
                entry=executed,
                variant="tail" if gap <= tail(1) else "",
                stated=plain(spent),
                expected=f"不大于 {plain(allowed)}",
                arithmetic=f"{plain(spent)}−{plain(allowed)}={plain(gap)}",
                slots={"row": row, "budget": plain(allowed), "gap": plain(gap)},
            )


def _spending(facts: Facts) -> Iterator[tuple[str, Entry, Entry]]:
    """What was spent against what was planned: the fund table, and other tables that hold both."""
    for fund in facts.model.funds:
        yield fund_name(fund), budget(fund), fund.executed
    for table in facts.model.tables:
        for place, row in placed_rows(table):
            if "budget" in row and "executed" in row:
                yield f"《{table.title}》{place}", row["budget"], row["executed"]
    for report in facts.reports:
        for written in report.tables:
            for (planned, spent), row_name in columns_of(written, _PLANNED, _SPENT):
                yield f"报告里{written.name}的{row_name}", planned, spent


def _sums(facts: Facts, *, of_total: bool) -> Iterator[Hit]:
    for fund in facts.model.funds:
        parts = [part for part in facts.model.funds if part.parent == fund.kind]
        if (fund.kind == "total") is of_total:
            for field, column in AMOUNTS.items():
                cells = [getattr(part, field) for part in parts]
                yield from sum_hits(getattr(fund, field), cells, {"row": fund_name(fund), "column": column})
