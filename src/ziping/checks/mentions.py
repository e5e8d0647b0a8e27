"""正文里的数：与表格、基本数据里的同一个数相同。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.named import Mention, indicator_mentions, known_indicators
from ziping.checks.numbers import short
from ziping.checks.spoken import spoken
from ziping.checks.told import figure_mentions, fund_mentions
from ziping.checks.written_tables import compared
from ziping.domain.written import Passage, Report


@rule(
    "R75",
    "正文的数与表格不同",
    severity="error",
    message="{where}写{what} {stated}，{source}是 {expected}。",
    fix="核对后改成同一个数：报告写错的改报告，表格填错的改表格。",
    basis="通行审核口径：同一数据在正文、表格、附件里一致",
    applies=(REPORTS,),
    variants={
        "near": Variant(
            "{where}写“{what}{stated}”，像是指标{source}，表里是 {expected}。",
            "warning",
            "核对是不是同一件事；是的改成同一个数，不是的写明区别。",
        ),
        "table": Variant("报告的表里{what}写 {stated}，{source}是 {expected}。"),
    },
)
def r75(facts: Facts) -> Iterator[Hit]:
    """
    查什么：报告正文里紧跟在指标名称后面的数，等于指标表的指标值或完成值；收入、支出、预算、人数等后面的数，等于基本数据和资金表的数；
        Word 报告里抄的表，每个数与工作簿相同。四舍五入到所写的位数、元与万元换算后相同的算相同；
        约数、增减、占比、上年数、某几个月的数、名称前面有限定的（上级项目支出）不在这里比，拿不准是不是同一件事的只警告。
    为什么：同一个数在正文和表格里不同，是退回报告时最常见的理由。
    反例：正文“协助破案53件”，自评表“协助破案”完成值 21 件。
    正例：正文、自评表都是 21 件。
    可否自动修正：不可以，要先看哪一个是对的。
    """
    for report in facts.reports:
        numbered = [passage for passage in report.passages if not passage.title and spoken(passage.text)]
        known = known_indicators(facts) if numbered else []
        for passage in numbered:
            amounts = fund_mentions if facts.model.kind == "project" else figure_mentions
            for mention in (*indicator_mentions(facts, passage.text, known), *amounts(facts, passage)):
                yield _hit(report, passage, mention)
        for table in report.tables:
            for cell, entry, what in compared(table, facts.model):
                yield Hit(
                    entry=cell,
                    variant="table",
                    stated=short(cell),
                    expected=short(entry),
                    arithmetic=f"{short(cell)}≠{short(entry)}",
                    slots={"what": what, "source": f"工作簿的{entry.sheet}!{entry.cell}"},
                )


def _hit(report: Report, passage: Passage, mention: Mention) -> Hit:
    stated = mention.number.written
    return Hit(
        entry=passage.entry,
        variant="" if mention.sure else "near",
        stated=stated,
        expected=mention.expected,
        arithmetic=f"{stated}≠{mention.expected}",
        slots={"where": said_in(report, passage), "what": mention.what, "source": mention.source},
    )
