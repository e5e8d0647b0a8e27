"""报告一节里的收支：支出不超过可以用的钱，结转不超过剩下的钱。"""

from __future__ import annotations

from collections.abc import Iterator

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import tail
from ziping.checks.spoken import Spoken, clause, spoken
from ziping.domain.decimals import plain
from ziping.domain.written import Passage, Report
from ziping.patterns import pattern

_BEHIND = "(?:合计|共计|总计|总额|数|资金|经费|为|共|是|：|:)*$"
_PLANNED = pattern(f"(?:可执行(?:的)?预算|全年预算){_BEHIND}")
_SPENT = pattern(f"(?:决算支出|支出(?:的)?决算|全年支出|本年支出|实际支出){_BEHIND}")
_LEFT = pattern(f"年末(?:还有|尚有)?结转(?:和)?(?:结余)?{_BEHIND}")
_OTHER = pattern("上年|去年|其中|占|比|较|人均")
_TERMS = 2


@rule(
    "R96",
    "报告一节里的预算、支出、结转对不上",
    severity="error",
    message="{where}写全年可执行预算 {expected}、支出 {stated}，支出多出 {gap} 万元。",
    fix="核对两个数；上年结转、年中追加没有计入可执行预算的，加进去。",
    basis="预算法第十三条：支出必须以经批准的预算为依据；年末结转＝可执行预算－支出",
    applies=(REPORTS,),
    status="试行",
    variants={
        "left": Variant(
            "{where}写可执行预算与支出相抵剩 {expected} 万元，年末结转却写 {stated}，多出 {gap} 万元。",
            fix="核对可执行预算、支出和年末结转，改正填错的一项。",
        ),
    },
)
def r96(facts: Facts) -> Iterator[Hit]:
    """
    查什么：报告同一节里写了全年（可执行）预算和支出的，支出不超过预算；又写了年末结转的，不超过两者之差。
        结转比差额少的不查：没有用完的钱可能被收回。
    为什么：几个数挨着写，读的人一减就知道对不对。
    反例：“全年可执行预算合计 91.89 万元”，下面写“决算支出 144.42 万元”。
    正例：“全年可执行预算合计 144.42 万元”，“决算支出 124.14 万元”，“年末结转 20.28 万元”。
    可否自动修正：不可以。
    """
    for report in facts.reports:
        for section in _sections(report):
            yield from _compared(report, section)


Amount = tuple[Passage, Spoken]


def _sections(report: Report) -> Iterator[dict[str, Amount]]:
    """The first amount of each kind in every section that has any."""
    found: dict[tuple[str, ...], dict[str, Amount]] = {}
    for passage in report.passages:
        for number in spoken(passage.text) if not passage.title else ():
            if number.amount is None or number.about or _OTHER.search(clause(number.before)):
                continue
            kinds = (("planned", _PLANNED), ("spent", _SPENT), ("left", _LEFT))
            kind = next((kind for kind, words in kinds if words.search(number.before)), None)
            if kind:
                found.setdefault(passage.above, {}).setdefault(kind, (passage, number))
    yield from found.values()


def _compared(report: Report, section: dict[str, Amount]) -> Iterator[Hit]:
    if "planned" not in section or "spent" not in section:
        return
    (_, planned), (passage, spent) = section["planned"], section["spent"]
    whole, used = planned.amount, spent.amount
    if whole is None or used is None:
        return
    rest = whole - used
    if -rest > tail(1):
        arithmetic = f"{plain(used)}−{plain(whole)}={plain(-rest)}"
        slots = {"where": said_in(report, passage), "gap": plain(-rest)}
        yield Hit(
            entry=passage.entry, stated=spent.written, expected=planned.written, arithmetic=arithmetic, slots=slots
        )
    elif "left" in section:
        passage, left = section["left"]
        over = (left.amount or rest) - rest
        if over > tail(_TERMS):
            arithmetic = f"{plain(whole)}−{plain(used)}={plain(rest)}"
            slots = {"where": said_in(report, passage), "gap": plain(over)}
            yield Hit(
                entry=passage.entry,
                variant="left",
                stated=left.written,
                expected=plain(rest),
                arithmetic=arithmetic,
                slots=slots,
            )
