"""收支与结转：结转分清是基本支出还是项目支出的。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import UNIT_OR_REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.relations import VARIANTS, Relation, relation_hits
from ziping.checks.spoken import spoken
from ziping.domain.decimals import plain
from ziping.domain.written import Report
from ziping.patterns import pattern

_CARRIED = (Relation("上年结转", ("基本支出上年结转", "项目支出上年结转")),)
_ALL_PROJECTS = pattern(r"结转[^。]{0,16}(?:均为|全部为|都是)项目支出|(?:均为|全部为|都是)项目支出结转")
_CARRIED_OVER = pattern(r"((?:上年|年初|年末)结转)(?:结余)?(?:资金)?[为共计]?$")


@rule(
    "R11",
    "上年结转的分配不对",
    severity="warning",
    message="{what} {stated} 不等于基本支出、项目支出的上年结转之和 {expected}，相差 {gap}。",
    fix="把上年结转分清是基本支出还是项目支出的，使两项之和等于上年结转。",
    basis="通行审核口径：结转一般是项目支出的，基本支出原则上不结转",
    applies=(UNIT_OR_REPORTS,),
    variants={
        **VARIANTS,
        "basic": Variant(
            "{what}有 {stated}，基本支出一般不结转，结转的应是项目支出。",
            fix="属于项目支出的改填在项目支出上年结转；确属基本支出结转的，在报告里说明来源。",
        ),
        "text": Variant(
            "{where}写基本支出有{what} {stated}，报告又说结转“均为项目支出”。", fix="核对结转属于哪一项，两处写成一样。"
        ),
    },
)
def r11(facts: Facts) -> Iterator[Hit]:
    """
    查什么：上年结转等于基本支出、项目支出的上年结转之和；基本支出没有上年结转。报告说结转“均为项目支出”的，
        基本支出一节不列结转。
    为什么：正文常写“均为项目支出结转”，基本支出里又列一笔结转，就自相矛盾。
    反例：基本支出上年结转 35.23，正文写“均为项目支出结转资金”。
    正例：基本支出上年结转空白，项目支出上年结转 35.23，上年结转 35.23。
    可否自动修正：不可以，结转属于哪一项只有单位知道。
    """
    yield from relation_hits(facts.unit, _CARRIED)
    basic = facts.unit.find("基本支出上年结转")
    if basic.number:
        yield Hit(
            entry=basic.entry,
            variant="basic",
            stated=plain(basic.number),
            expected="0",
            slots={"what": basic.name},
        )
    for report in facts.reports:
        yield from _said(report)


def _said(report: Report) -> Iterator[Hit]:
    """A report that says all that is carried over is of projects, and gives the basic outlay a part of it."""
    if not any(_ALL_PROJECTS.search(passage.text) for passage in report.passages):
        return
    for passage in report.passages:
        if passage.above and "基本支出" in passage.above[-1]:
            for number in spoken(passage.text):
                found = _CARRIED_OVER.search(number.before)
                if found and number.number:
                    slots = {"where": said_in(report, passage), "what": found[1]}
                    yield Hit(entry=passage.entry, variant="text", stated=number.written, slots=slots)
