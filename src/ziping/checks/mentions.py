"""正文里的数：与表格、基本数据里的同一个数相同，“其中”各项加得起来。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import AMOUNTS, Facts, said_in
from ziping.checks.numbers import ZERO, places, short, tail
from ziping.checks.said import NOUNS
from ziping.checks.spoken import Spoken, clause, spoken
from ziping.checks.written_tables import compared
from ziping.domain.decimals import plain
from ziping.domain.model import Indicator, SelfEvaluation
from ziping.domain.quantity import parse_value
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_OTHER_YEAR = pattern(
    r"上年|去年|往年|同期|比|较|增加|增长|增幅|减少|下降|降低|降幅|占|差额|结余|其中|每|人均|平均|目标|计划|预期|拟|下一步|截至上年"
)
_FILLER = pattern(r"^[^0-9]{0,10}$")
_PART = pattern("基本支出|项目支出")
_NAME = 4
_WINDOW = 28
_MARKS = pattern(r"[“”\"'‘’《》（）()\s、，,：:]")
_PREFIX = pattern(r"^(?:指标\d*[：:]|\d+[.．、])")
_OF_FUNDS = pattern(
    r"(?:年初预算数?|全年预算数?|预算安排|预算批复|批复预算|下达(?:预算|指标|资金)|资金到位|到位资金|安排资金|项目总投资|"
    r"实际支出|全年执行数?|预算执行数|实际使用|使用资金|支出资金|实际完成额)(?:资金|经费|共|为|计|合计|共计|总额|：|:|数|，|了)*$"
)


class Known(msgspec.Struct, frozen=True):
    """What the workbook says about something: numbers with their unit, and how to name them."""

    what: str
    values: tuple[tuple[Decimal, str], ...]
    shown: str


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
    查什么：报告正文里指标名称后面的数，等于指标表的指标值或完成值；收入、支出、预算、人数等后面的数，等于基本数据和资金表的数；
        Word 报告里抄的表，每个数与工作簿相同。四舍五入到所写的位数、元与万元换算后相同的算相同；
        增减、占比、上年数不在这里比。
    为什么：同一个数在正文和表格里不同，是退回报告时最常见的理由。
    反例：正文“协助破案53件”，自评表“协助破案”完成值 21 件。
    正例：正文、自评表都是 21 件。
    可否自动修正：不可以，要先看哪一个是对的。
    """
    for report in facts.reports:
        known = list(_indicators(facts))
        for passage in report.passages:
            if not passage.title:
                yield from _named(report, passage, known)
                yield from (_funds if facts.model.kind == "project" else _figures)(facts, report, passage)
        for table in report.tables:
            for cell, entry, what in compared(table, facts.model):
                slots = {"where": "", "what": what, "source": f"工作簿的{entry.sheet}!{entry.cell}"}
                yield Hit(
                    entry=cell,
                    variant="table",
                    stated=short(cell),
                    expected=short(entry),
                    arithmetic=f"{short(cell)}≠{short(entry)}",
                    slots=slots,
                )


def _indicators(facts: Facts) -> Iterator[Known]:
    """The indicators of the report's own form, then those of the others, long names first."""
    own = facts.model.indicators
    names = {_key(row) for row in own}
    rows = [*own, *(row for form in facts.book for row in form.indicators if _key(row) not in names)]
    if facts.model.kind == "project":
        rows = list(own)
    for row in sorted(rows, key=lambda row: -len(_key(row))):
        values = tuple(_values(other for other in rows if _key(other) == _key(row)))
        if values and len(_key(row)) >= _NAME:
            yield Known(_key(row), values, f"“{_key(row)}”")


def _key(row: Indicator) -> str:
    return _PREFIX.sub("", _MARKS.sub("", short(row.name)))


def _values(rows: Iterable[Indicator]) -> Iterator[tuple[Decimal, str]]:
    for other in rows:
        target = parse_value(other.target.text)
        for entry in (other.actual, other.target):
            value = parse_value(entry.text)
            if value.number is not None:
                yield value.number, value.unit or target.unit


def _named(report: Report, passage: Passage, known: Iterable[Known]) -> Iterator[Hit]:
    """Numbers behind the name of an indicator; a name of which only the letters stand there in order is a guess."""
    known = list(known)
    for number in spoken(passage.text):
        before = _MARKS.sub("", number.before)[-_WINDOW:]
        if number.about or OPEN in before or not number.unit:
            continue
        row = next((row for row in known if row.what in before), None)
        near = row is None
        if row is None:
            row = next(
                (
                    row
                    for row in known
                    if _within(row.what, clause(number.before)) and any(unit == number.unit for _, unit in row.values)
                ),
                None,
            )
        if row is None or _OTHER_YEAR.search(before.partition(row.what)[2] if not near else before):
            continue
        said = [number.says(value, unit) for value, unit in row.values]
        if not any(said) and False in said:
            value, unit = next(pair for pair, ok in zip(row.values, said, strict=True) if ok is False)
            expected = f"{plain(value)}{unit}"
            what = clause(number.before) if near else f"“{row.what}”"
            yield _hit(report, passage, number, "near" if near else "", what, expected, row.shown if near else "指标表")


def _within(name: str, text: str) -> bool:
    """Whether the characters of a name stand in a text in their order: 协助破案 in 协助公安机关侦破各类案件."""
    place = -1
    for character in name:
        place = text.find(character, place + 1)
        if place < 0:
            return False
    return text.startswith(name[0], text.find(name[0])) and len(text) <= _WINDOW


def _figures(facts: Facts, report: Report, passage: Passage) -> Iterator[Hit]:
    """Numbers behind what the unit's figures are called; the budget and the outlay are told apart by what stands
    before, in a list after 其中 by the figure it belongs to. Under a heading about one kind of outlay (基本支出情况)
    the words for the whole mean that kind."""
    part = bool(passage.above) and _PART.search(passage.above[-1]) is not None
    scope = ""
    sentence = ""
    for number in spoken(passage.text):
        if number.sentence != sentence:
            sentence, scope = number.sentence, ""
        said = next((said for said in NOUNS if said.ends(number.before)), None)
        if said is None or (said.whole and part):
            continue
        own = said.scope(number.before)
        scope = own or scope
        if own == "other" or _OTHER_YEAR.search(clause(number.before)) or OPEN in number.before:
            continue
        known = [(figure, value) for figure in said.figures(facts.unit, scope) if (value := figure.number) is not None]
        if not known or (number.unit not in ("万元", "元", "亿元") and said.money):
            continue
        unit = "万元" if said.money else number.unit
        if any(number.says(value, unit) for _, value in known):
            continue
        figure, value = known[0]
        source = f"{figure.entry.sheet}!{figure.entry.cell}" if figure.entry.cell else "工作簿"
        yield _hit(report, passage, number, "", f"“{figure.name}”", f"{plain(value)}{unit}", f"{source} ")


def _funds(facts: Facts, report: Report, passage: Passage) -> Iterator[Hit]:
    """Amounts a project was given and spent: they stand somewhere on its form."""
    amounts = _amounts(facts.model)
    for number in spoken(passage.text):
        amount = number.amount
        if (
            amount is None
            or not amounts
            or not _OF_FUNDS.search(number.before)
            or _OTHER_YEAR.search(clause(number.before))
        ):
            continue
        if not any(number.says(value, "万元") for value, _ in amounts):
            what = clause(number.before) or "金额"
            value, name = amounts[0]
            yield _hit(report, passage, number, "", f"“{what}”", f"{plain(value)}万元", f"资金表的{name}")


def _amounts(model: SelfEvaluation) -> list[tuple[Decimal, str]]:
    """The amounts on a form, those of the fund table's total first."""
    found = [
        (amount, AMOUNTS[field])
        for fund in sorted(model.funds, key=lambda fund: fund.kind != "total")
        for field in ("executed", "adjusted", "initial")
        if (amount := fund.entry(field).amount()) is not None
    ]
    for row in model.indicators:
        for entry in (row.actual, row.target):
            value = parse_value(entry.text)
            if value.number is not None and value.unit == "万元":
                found.append((value.number, short(row.name)))
    for table in model.tables:
        for cells in (*table.rows, table.total or {}):
            found += [(amount, table.title) for cell in cells.values() if (amount := cell.amount()) is not None]
    return found


def _hit(report: Report, passage: Passage, number: Spoken, variant: str, what: str, expected: str, source: str) -> Hit:
    return Hit(
        entry=passage.entry,
        variant=variant,
        stated=number.written,
        expected=expected,
        arithmetic=f"{number.written}≠{expected}",
        slots={"where": said_in(report, passage), "what": what, "source": source},
    )


_PARTS = pattern(r"其中[：:，,]?|[（(]其中[：:，,]?")
_LISTS = pattern(r"[；;、，,]")
_ASIDE = pattern(r"[（(](?!其中)[^（）()]*[）)]")
_CHANGE = pattern(r"(?:比|较)[^，；。]*?\d[\d.]*[^，；。]*[，；]?")


@rule(
    "R92",
    "正文里“其中”各项之和不等于总数",
    severity="warning",
    message="{where}写“{said}”，其中各项之和是 {expected}，总数写 {stated}。",
    fix="核对总数和各项；没有列全的写明“主要包括”。",
    basis="通行审核口径：总数等于分项之和",
    applies=(REPORTS,),
    variants={
        "over": Variant(
            "{where}写“{said}”，其中各项之和 {expected} 超过总数 {stated}。", "error", "核对总数和各项，改正填错的数。"
        ),
    },
)
def r92(facts: Facts) -> Iterator[Hit]:
    """
    查什么：“总数，其中：甲……，乙……”一类的句子，单位相同的两项以上之和等于总数；只列一项的不查。超过总数的是错误，不足的警告。
    为什么：正文里的分项多从几张表抄来，抄错一处就加不起来。
    反例：“基本支出年初预算56.66万元，其中：工资福利支出7.41万元、商品和服务支出6万元、对个人和家庭补助0.15万元”。
    正例：“编制15名，其中：行政编制8名，事业编制7名”。
    可否自动修正：不可以。
    """
    for report, passage in facts.passages():
        for sentence in passage.text.replace("；", "，").replace(";", "，").split("。"):
            yield from _parts_of(report, passage, _CHANGE.sub("", _ASIDE.sub("", sentence)))


def _parts_of(report: Report, passage: Passage, sentence: str) -> Iterator[Hit]:
    before, found, after = sentence.partition("其中")
    if not found or OPEN in sentence:
        return
    totals = list(spoken(before))
    if not totals or _PARTS.search(after):
        return
    total = totals[-1]
    parts = list(_same_unit(after, total))
    if len(parts) < 2 or total.about or any(part.about for part in parts):
        return
    numbers = [part.number for part in parts]
    summed = sum(numbers, ZERO)
    gap = abs(summed - total.number)
    shown = max(places(number.written) for number in (total, *parts))
    if gap > (tail(len(numbers), shown) if shown else ZERO):
        yield Hit(
            entry=passage.entry,
            variant="over" if summed > total.number else "",
            stated=total.written,
            expected=plain(summed),
            arithmetic=f"{'+'.join(map(plain, numbers))}={plain(summed)}≠{plain(total.number)}",
            slots={
                "where": said_in(report, passage),
                "said": f"{clause(total.before)}{total.written}，其中{clause(parts[0].before)}{parts[0].written}……",
            },
        )


def _same_unit(text: str, total: Spoken) -> Iterator[Spoken]:
    """The items of a list: up to the first number of another unit that is no share of them."""
    for number in spoken(text):
        if number.unit == total.unit:
            yield number
        elif number.unit != "%":
            return
