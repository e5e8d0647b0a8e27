"""Numbers of a report that are figures of the unit, or amounts of a project's fund table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.checks.facts import AMOUNTS, Facts
from ziping.checks.named import OTHER, Mention
from ziping.checks.numbers import short
from ziping.checks.said import NOUNS, Said, stands_alone
from ziping.checks.spoken import Spoken, spoken, whole_clause
from ziping.domain.decimals import plain
from ziping.domain.model import SelfEvaluation
from ziping.domain.quantity import parse_value
from ziping.domain.quantity.units import measure
from ziping.domain.written import OPEN, Passage
from ziping.patterns import pattern

_PART = pattern("基本支出|项目支出")
_YEARS = pattern(r"((?:19|20)\d\d)年")
_BEGINS = tuple("，,、；;：:（）()“”和与及 ")
_PART_OF_FUND = pattern("合同|采购|批|期|质保|工程款|季度")
_FUND = pattern(
    r"年初预算数?|全年预算数?|预算安排|预算批复|批复预算|下达预算|下达指标|下达资金|资金到位|到位资金|安排资金|实际支出|执行数|"
    r"实际使用|使用资金|支出资金|实际完成额"
)
_AROUND = pattern(
    r"截[至止]|(?:19|20)\d\d年|年[初末底度]|全年|12月|31日|本|该|项目|资金|经费|财政|专项|共|为|合?计|总额|已|数|了|全部|用于|由|[“”、\s]|预算|"
    r"指标|下达"
)


def figure_mentions(facts: Facts, passage: Passage) -> Iterator[Mention]:
    """Numbers behind what the unit's figures are called; the budget and the outlay are told apart by what stands
    before, in a list after 其中 by the figure it belongs to. Under a heading about one kind of outlay (基本支出情况)
    the words for the whole mean that kind."""
    part = bool(passage.above) and _PART.search(passage.above[-1]) is not None
    scope = sentence = ""
    for number in spoken(passage.text):
        if number.sentence != sentence:
            sentence, scope = number.sentence, ""
        said = _meant(facts, number)
        if said is None or (said.whole and part):
            continue
        own = said.scope(number.before)
        scope = own or scope
        if own != "other" and not _aside(facts, number) and said.measures(measure(number.unit).base):
            yield from _differing(facts, number, said, scope)


def _meant(facts: Facts, number: Spoken) -> Said | None:
    """The figure whose name stands last before a number and means the unit's own (not 上级项目支出)."""
    for said in NOUNS:
        found = said.found(number.before)
        if found:
            ahead = whole_clause(number.before[: found.start()])
            return said if stands_alone(ahead, short(facts.model.unit)) else None
    return None


def _aside(facts: Facts, number: Spoken) -> bool:
    """A number that is near, a change, a share, one of another year, behind a placeholder, or in one clause with
    another number (按每人3万元核定公用经费54万元)."""
    years = _YEARS.findall(number.sentence[: number.start])
    later = number.start > len(number.before) and not number.before.startswith(_BEGINS)
    other = later or (years != [] and int(years[-1]) != facts.model.year)
    return number.about or other or OPEN in number.before or OTHER.search(whole_clause(number.before)) is not None


def _differing(facts: Facts, number: Spoken, said: Said, scope: str) -> Iterator[Mention]:
    known = [(figure, value) for figure in said.figures(facts.unit, scope) if (value := figure.number) is not None]
    unit = "万元" if said.money else number.unit
    if known and not any(number.says(value, unit) for _, value in known):
        figure, value = known[0]
        source = f"{figure.entry.sheet}!{figure.entry.cell} " if figure.entry.cell else "工作簿"
        yield Mention(number, f"“{figure.name}”", f"{plain(value)}{unit}", source)


def fund_mentions(facts: Facts, passage: Passage) -> Iterator[Mention]:
    """What a project was given and spent as a whole: it stands somewhere on its form. 第一批下达资金, 省级到位资金 and
    设备采购实际支出 are parts of it."""
    amounts = _amounts(facts.model)
    name = "".join(short(facts.model.project).split())
    for number in spoken(passage.text) if amounts else ():
        ahead = whole_clause(number.before).replace(name, "") if name else whole_clause(number.before)
        found = _FUND.search(ahead)
        if number.amount is None or _PART_OF_FUND.search(number.sentence[: number.start]):
            continue
        if found is None or _AROUND.sub("", _FUND.sub("", ahead)):
            continue
        if not _aside(facts, number) and not any(number.says(value, "万元") for value, _ in amounts):
            value, source = amounts[0]
            yield Mention(number, f"“{found[0]}”", f"{plain(value)}万元", f"资金表的{source}")


def _amounts(model: SelfEvaluation) -> list[tuple[Decimal, str]]:
    """The amounts on a form, those of the fund table's total first."""
    found = [
        (amount, AMOUNTS[field])
        for fund in sorted(model.funds, key=lambda fund: fund.kind != "total")
        for field in ("executed", "adjusted", "initial")
        if (amount := fund.entry(field).amount()) is not None
    ]
    if not found:
        return []
    for row in model.indicators:
        for entry in (row.actual, row.target):
            value = parse_value(entry.text)
            if value.number is not None and value.unit == "万元":
                found.append((value.number, short(row.name)))
    for table in model.tables:
        for cells in (*table.rows, table.total or {}):
            found += [(amount, table.title) for cell in cells.values() if (amount := cell.amount()) is not None]
    return found
