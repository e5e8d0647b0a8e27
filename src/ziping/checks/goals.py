"""目标与完成：写了的目标，都要写完成得怎样。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ziping.checks.catalogue import Hit, rule
from ziping.checks.facts import Facts
from ziping.checks.numbers import short
from ziping.checks.spoken import Spoken, clause, sentences, spoken
from ziping.domain.model import Entry
from ziping.domain.quantity.numerals import integer
from ziping.domain.quantity.units import kind_of, measure
from ziping.domain.written import OPEN, Report
from ziping.patterns import pattern

_GOAL = pattern(r"^[^，。]{0,12}目标(?:设置|设定|情况|内容|值|及[^，。]{2,8}){0,2}$")
_NOT_OF_THE_YEAR = pattern("完成|实现|自评|评价|中期|长期|总体规划")
_LATER = pattern(r"到20\d\d年|五年|三年|十四五|十五五|中期|长期")
_NO_DEED = pattern("指标|得分|自评")
_ALL_TOLD = pattern(r"(?:主要|重点|年度|核心|具体)?(?:任务|工作|职责|目标|指标|内容|方面|措施)")
"""Behind a number that counts what the sentence lists: ……等5项重点任务."""
_VERB = pattern(
    r"^(?:及时|全面|继续|计划|预计|力争|确保|完成|开展|组织|举办|召开|实现|做好|全年|年内|共|和|新建|新增|建设|建成|发放|采购|购置|"
    r"维修|改造|每[年季月村个])+|(?:不少于|不低于|不超过|达到|达|至少|共|为|约|近|超过?|≥|＞|≤)+$"
)
_NUMERALS = pattern(r"([一二两三四五六七八九十]{1,3})(个|次|场|期|项|名|人|件|批|份|套|台|辆|处|条)")
_SHORTEST = 4
"""Shorter names of a goal (培训) are told in too many ways."""
_ENOUGH = Decimal("0.66")
"""The same thing in other words shares two thirds of its neighbouring characters: 高标准农田建设 and 建成高标准农田."""


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
        同一单位的数。比率、金额、时限和以后几年的目标不查。
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
    planned, done = facts.model.goal_planned, facts.model.goal_actual
    if not done.empty:
        yield from _undone(planned.text or "", [*sentences(done.text or ""), *rows], planned)
    for report in facts.reports:
        if not any(OPEN in passage.text for passage in report.passages):
            told = [*_told(report), *rows]
            for passage in report.passages:
                if _aims(passage.above) and not passage.heading:
                    yield from _undone(passage.text, told, passage.entry)


def _aims(above: Sequence[str]) -> bool:
    return any(_GOAL.search(heading) and not _NOT_OF_THE_YEAR.search(heading) for heading in above)


def _told(report: Report) -> Iterator[str]:
    """The sentences of a report outside its goals, and the rows of its tables."""
    for passage in report.passages:
        if not _aims(passage.above):
            yield from sentences(passage.text)
    for table in report.tables:
        yield from ("".join(cell.text or "" for cell in row) for row in table.rows)


def _undone(goal: str, told: Sequence[str], entry: Entry) -> Iterator[Hit]:
    for what, number in _items(goal):
        if not any(_tells(sentence, what, number) for sentence in told):
            yield Hit(entry=entry, stated=f"{what}{number.written}")


def _items(text: str) -> Iterator[tuple[str, Spoken]]:
    """The things a goal wants so and so many of."""
    for number in spoken(text):
        what = _VERB.sub("", _VERB.sub("", clause(number.before).strip()))
        if kind_of(number.unit) != "count" or number.unit == "分" or not number.number or len(what) < _SHORTEST:
            continue
        behind = number.sentence[number.start + len(number.written) :]
        if not (_LATER.search(number.sentence) or _NO_DEED.search(what) or _ALL_TOLD.match(behind)):
            yield what, number


def _tells(sentence: str, what: str, number: Spoken) -> bool:
    """Whether a sentence speaks of the same thing with a number of the same unit, or of just that without a number."""
    pairs = [what[place : place + 2] for place in range(len(what) - 1)]
    shared = Decimal(sum(pair in sentence for pair in pairs)) / len(pairs)
    if shared < _ENOUGH:
        return False
    units = {measure(said.unit).base for said in spoken(sentence)} | set(_numeral_units(sentence))
    return measure(number.unit).base in units or shared == 1 or not units


def _numeral_units(sentence: str) -> Iterator[str]:
    """三次, 两场."""
    for digits, unit in _NUMERALS.findall(sentence):
        if integer(digits) is not None:
            yield measure(unit).base
