"""目标与完成：写了的目标，都要写完成得怎样。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.catalogue import Hit, rule
from ziping.checks.facts import Facts
from ziping.checks.numbers import HALF, short
from ziping.checks.spoken import Spoken, clause, sentences, spoken
from ziping.domain.model import Entry
from ziping.domain.quantity.numerals import integer
from ziping.domain.quantity.units import measure
from ziping.domain.written import OPEN
from ziping.patterns import pattern

_GOAL = pattern(r"^[^，。]{0,12}目标(?:设置|设定|情况|内容|值|及[^，。]{2,8}){0,2}$")
_DONE = pattern("完成|实现|自评|评价")
_VERB = pattern(
    r"^(?:及时|全面|继续|计划|预计|力争|确保|完成|开展|组织|举办|召开|实现|做好|全年|年内|共|和)+|(?:不少于|不低于|达到|达|至少|共|为)+$"
)
_NUMERALS = pattern(r"([一二两三四五六七八九十]{1,3})(个|次|场|期|项|名|人|件|批|份|套|台|辆|处|条)")
_ENOUGH = Decimal("0.7")
_SHORTEST = 4


@rule(
    "R76",
    "目标没有写完成情况",
    severity="warning",
    message="目标写了“{stated}”，完成情况里没有写完成了多少。",
    fix="补写这个目标的完成数；没有完成的写明原因和措施。",
    basis="财预〔2020〕10号：自评对照年初绩效目标，逐项说明完成情况",
)
def r76(facts: Facts) -> Iterator[Hit]:
    """
    查什么：年度目标和报告“绩效目标”一节里带数量的每一项（开展演练3次），在完成情况、指标表或报告后面的部分有同一件事、
        同一单位的数。
    为什么：目标列了四项，完成只写两项，剩下的做没做看不出来。
    反例：目标“完成综合应急演练3次”，报告通篇没有演练的次数。
    正例：完成情况写“组织综合应急演练3次”。
    可否自动修正：不可以。
    """
    rows = [
        f"{short(row.indicator.name)}{short(row.indicator.target)}"
        for row in facts.rows
        if not row.indicator.actual.empty
    ]
    done = list(sentences(facts.model.goal_actual.text or "")) if not facts.model.goal_actual.empty else []
    if done:
        yield from _undone(_items(facts.model.goal_planned.text or ""), [*done, *rows], facts.model.goal_planned)
    for report in facts.reports:
        if any(OPEN in passage.text for passage in report.passages):
            continue
        told = [
            sentence for passage in report.passages if not _aims(passage.above) for sentence in sentences(passage.text)
        ]
        told += ["".join(cell.text or "" for cell in row) for table in report.tables for row in table.rows]
        for passage in report.passages:
            if _aims(passage.above) and not passage.heading:
                yield from _undone(_items(passage.text), [*told, *rows], passage.entry)


def _aims(above: tuple[str, ...]) -> bool:
    return any(_GOAL.search(heading) and not _DONE.search(heading) for heading in above)


def _items(text: str) -> list[tuple[str, Spoken]]:
    """The things a goal wants so and so many of."""
    found = []
    for number in spoken(text):
        what = _VERB.sub("", _VERB.sub("", clause(number.before).strip()))
        if number.unit and measure(number.unit).base != "元" and number.unit != "%" and len(what) >= _SHORTEST:
            found.append((what, number))
    return found


def _undone(items: list[tuple[str, Spoken]], told: list[str], entry: Entry) -> Iterator[Hit]:
    for what, number in items:
        if not any(_tells(sentence, what, number) for sentence in told):
            yield Hit(entry=entry, stated=f"{what}{number.written}")


def _tells(sentence: str, what: str, number: Spoken) -> bool:
    """Whether a sentence speaks of the same thing with a number of the same unit."""
    pairs = [what[place : place + 2] for place in range(len(what) - 1)]
    shared = Decimal(sum(pair in sentence for pair in pairs)) / len(pairs)
    if shared < _ENOUGH:
        return False
    units = {measure(said.unit).base for said in spoken(sentence)} | {
        measure(unit).base for _, unit in _numerals(sentence)
    }
    return measure(number.unit).base in units or shared == 1 or (shared > HALF and not units)


def _numerals(sentence: str) -> list[tuple[int, str]]:
    return [(value, unit) for digits, unit in _NUMERALS.findall(sentence) if (value := integer(digits)) is not None]
