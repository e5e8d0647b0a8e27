"""Numbers behind the name of an indicator, in the sentences of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec

from ziping.checks.facts import Facts
from ziping.checks.numbers import short
from ziping.checks.said import stands_alone
from ziping.checks.spoken import Spoken, clause, spoken, whole_clause
from ziping.domain.decimals import plain
from ziping.domain.model import Indicator
from ziping.domain.quantity import parse_value
from ziping.domain.written import OPEN
from ziping.patterns import pattern

OTHER = pattern(
    r"上年|去年|往年|同期|比|较|增加|增长|增幅|减少|下降|降低|降幅|占|差额|结余|其中|每|人均|平均|目标|计划|预期|拟|下一步|截至上年"
)
"""Words that make the number behind them another one: a change, a share, an aim, one of another year."""
_PART_OF_ALL = pattern("新增|新建|更换|改造|维修|其余|另")
_PART_OF_YEAR = pattern(r"(?<!\d)(?:[1-9]|1[01])月|季度|半年")
_YEARS = pattern(r"((?:19|20)\d\d)年")
_FILLER = pattern(
    r"(?:数量?|个数|人数|次数|值|支出|决算|经费|费用|资金|实际|完成|为|是|了|达到?|共|计|有|：|:|约|全年|年度|实现|已|累计|，|,|工作|总|"
    r"任务|指标)*"
)
_NAME = 4
"""Shorter names (培训, 宣传) stand in every other sentence."""
_WINDOW = 28
"""What belongs to a number stands at most so many characters before it."""
_MARKS = frozenset("“”\"'‘’《》（）() \t\n　、，,：:")
_PREFIX = pattern(r"^(?:指标\d*[：:]|\d+[.．、])")


class Mention(msgspec.Struct, frozen=True):
    """A number of a report that is not the workbook's. ``what`` it is of, ``source`` where the workbook has it;
    ``sure`` is False where it may be of something else."""

    number: Spoken
    what: str
    expected: str
    source: str
    sure: bool = True


class Known(msgspec.Struct, frozen=True):
    """An indicator: its name without marks, and what its targets and actual values say, with their units."""

    name: str
    values: tuple[tuple[Decimal, str], ...]


def known_indicators(facts: Facts) -> list[Known]:
    """The indicators a report may speak of, long names first: a project's own, a department's own and the projects'."""
    rows = [*facts.model.indicators]
    if facts.model.kind != "project":
        own = {key_of(row) for row in rows}
        rows += [row for form in facts.book for row in form.indicators if key_of(row) not in own]
    names = sorted(dict.fromkeys(map(key_of, rows)), key=lambda name: (-len(name), name))
    known = [Known(name, tuple(_values(row for row in rows if key_of(row) == name))) for name in names]
    return [each for each in known if each.values and len(each.name) >= _NAME]


def key_of(row: Indicator) -> str:
    return "".join(c for c in _PREFIX.sub("", short(row.name)) if c not in _MARKS)


def _values(rows: Iterable[Indicator]) -> Iterator[tuple[Decimal, str]]:
    for row in rows:
        target = parse_value(row.target.text)
        for entry in (row.actual, row.target):
            value = parse_value(entry.text)
            if value.number is not None:
                yield value.number, value.unit or target.unit


def indicator_mentions(facts: Facts, text: str, known: Sequence[Known]) -> Iterator[Mention]:
    """Numbers behind the name of an indicator that differ from its target and its actual value. A name that something
    stands before (企业群众满意度), or of which only the characters stand there in their order, is a guess."""
    for number in spoken(text):
        if number.about or OPEN in number.before or not number.unit:
            continue
        found = _named(facts, number, known) or _hinted(number, known)
        if found is None:
            continue
        row, what, sure = found
        told = [(number.says(value, unit), value, unit) for value, unit in row.values]
        if any(said for said, _, _ in told):
            continue
        for said, value, unit in told:
            if said is False:
                source = "指标表" if sure else f"“{row.name}”"
                yield Mention(number, what, f"{plain(value)}{unit}", source, sure)
                break


def _named(facts: Facts, number: Spoken, known: Sequence[Known]) -> tuple[Known, str, bool] | None:
    """The indicator whose whole name stands before the number, with nothing but fillers between."""
    places = [place for place, c in enumerate(number.before) if c not in _MARKS][-_WINDOW:]
    letters = "".join(number.before[place] for place in places)
    for row in known:
        at = letters.rfind(row.name)
        if at < 0:
            continue
        ahead = whole_clause(number.before[: places[at]])
        behind = letters[at + len(row.name) :]
        if not _FILLER.fullmatch(behind) or any(words.search(ahead) for words in (OTHER, _PART_OF_ALL, _PART_OF_YEAR)):
            return None
        sure = stands_alone(ahead, short(facts.model.unit)) and not _of_another_year(facts, ahead)
        return row, f"“{row.name}”" if sure else clause(number.before), sure
    return None


def _of_another_year(facts: Facts, text: str) -> bool:
    return any(int(year) != facts.model.year for year in _YEARS.findall(text))


def _hinted(number: Spoken, known: Sequence[Known]) -> tuple[Known, str, bool] | None:
    """协助破案 in 协助公安机关侦破案件, with the same unit."""
    if OTHER.search(number.before[-_WINDOW:]) or _PART_OF_YEAR.search(number.before):
        return None
    said = clause(number.before)
    for row in known:
        if any(unit == number.unit for _, unit in row.values) and _within(row.name, said):
            return row, said, False
    return None


def _within(name: str, text: str) -> bool:
    """Whether the characters of a name stand in a text in their order, not side by side."""
    place = -1
    for character in name:
        place = text.find(character, place + 1)
        if place < 0:
            return False
    return len(text) <= _WINDOW and name not in text
