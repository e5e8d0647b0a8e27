"""署名与公开：单位名称一致，该签的签，按期公开。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ziping.checks.catalogue import Hit, Variant, rule
from ziping.checks.conditions import REPORTS
from ziping.checks.facts import Facts, said_in
from ziping.checks.numbers import short
from ziping.domain.written import OPEN, Passage, Report
from ziping.patterns import pattern

_SIGNERS = {"filler": "填表人", "phone": "联系电话", "head": "单位负责人"}
_SIGNED = pattern(
    r"[\s　]*([\u4e00-\u9fff（）()“”]{4,40}"
    r"(?:局|委|委员会|办|办公室|处|中心|院|校|会|站|所|厅|部|室|队|团|政府|公司|街道|镇|乡))"
    r"(?:（盖章）|\(盖章\))?[\s　]*"
)
_DAY = pattern(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日", needs=("日",))
_DATED = pattern(r"[\s　]*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[\s　]*", needs=("日",))
_NONE = pattern(r"^[\s　]*(?:无|暂无|没有)|不予?公开|不宜公开|暂不|涉密")
_PUBLIC = "公开"
_APPROVED = pattern("批复")
_SHORTER = pattern(r"中共|中国共产党|委员会|人民政府|办公室|办事处|[省市区县州旗]|[（(][^）)]*[）)]|\s")


@rule(
    "R83",
    "署名与自评表的单位不同，或签字栏空着",
    severity="info",
    message="报告署名“{stated}”，自评表的实施单位是“{expected}”。",
    fix="改为同一个单位名称；用全称或规范简称。",
    basis="通行审核口径：报告署名、自评表实施单位与部门预算的单位一致",
    variants={
        "unsigned": Variant("{what}没有填。", fix="打印后签字、盖章的可以不填；要求填写的补填。"),
        "signature": Variant("报告“{report}”没有署名和成文日期。", fix="在正文后写明单位和日期。"),
    },
)
def r83(facts: Facts) -> Iterator[Hit]:
    """
    查什么：报告落款的单位与自评表的实施单位一致（简称也算）；Word 报告有署名；表上的负责人、填表人、联系电话不空。
    为什么：照别的单位的报告改，署名最容易漏改。
    反例：自评表实施单位“南岳区社会治理中心”，落款“石鼓区社会治理中心”。
    正例：自评表和落款都是“南岳区社会治理中心”。
    可否自动修正：不可以。
    """
    unit = short(facts.model.unit)
    for report in facts.reports if unit else ():
        if report.foreign:
            yield from _signature(report, unit)
    if not facts.model.unit.empty and facts.model.indicators:
        blank = [(name, facts.model.extra[id]) for id, name in _SIGNERS.items() if id in facts.model.extra]
        empty = [(name, entry) for name, entry in blank if entry.empty]
        if empty:
            yield Hit(
                entry=empty[0][1],
                variant="unsigned",
                slots={"what": "、".join(name for name, _ in empty)},
            )


def _signature(report: Report, unit: str) -> Iterator[Hit]:
    """The line above the last date of a report."""
    dated = [place for place, passage in enumerate(report.passages) if _DATED.fullmatch(passage.text)]
    if not dated:
        if not any(passage.number and passage.number.part for passage in report.passages):
            yield Hit(entry=report.start, variant="signature", slots={"report": report.name})
        return
    passage = report.passages[dated[-1] - 1] if dated[-1] else None
    found = _SIGNED.fullmatch(passage.text) if passage else None
    if passage is not None and found is not None and not _same(found[1], unit):
        yield Hit(entry=passage.entry, stated=found[1], expected=unit)


def _same(name: str, unit: str) -> bool:
    """Whether two names may be of one unit: 中共广元市昭化区委政法委员会 and 昭化区委政法委."""
    own, other = set(_SHORTER.sub("", name)), set(_SHORTER.sub("", unit))
    return not own or not other or own <= other or other <= own


@rule(
    "R84",
    "公开的期限",
    severity="info",
    message="自评结果随决算公开，{where}写明公开，请在决算批复后 {expected} 日内完成。",
    fix="公开后把日期和网址写进报告；已经写明的不用改。",
    basis="预算法第十四条：部门决算应当在批复后二十日内由各部门向社会公开",
    applies=(REPORTS,),
    variants={
        "late": Variant(
            "{where}写的公开日期比批复日期晚 {stated} 日，超过 {expected} 日。",
            "warning",
            "核对两个日期；确实晚了的写明原因。",
        )
    },
)
def r84(facts: Facts) -> Iterator[Hit]:
    """
    查什么：报告有公开一节、写明公开的，提示决算批复后 20 日内完成；批复日期和公开日期都写了的，算一算有没有超过。
    为什么：逾期公开会在监督检查里被通报。
    反例：决算 9 月 1 日批复，10 月 15 日公开。
    正例：决算 9 月 1 日批复，9 月 15 日公开。
    可否自动修正：不可以。
    """
    days = facts.standard.checks.publish_days
    for report in facts.reports:
        passage = next(filter(_publishes, report.passages), None)
        if passage is None:
            continue
        found = _days(passage.text) if _APPROVED.search(passage.text) else []
        gap = (found[1] - found[0]).days if len(found) == 2 else None
        slots = {"where": said_in(report, passage)}
        if gap is None:
            yield Hit(entry=passage.entry, expected=str(days.value), source=days, slots=slots)
        elif gap > days.value:
            yield Hit(
                entry=passage.entry,
                variant="late",
                stated=str(gap),
                expected=str(days.value),
                arithmetic=f"{found[0]} 到 {found[1]} 是 {gap} 日",
                source=days,
                slots=slots,
            )


def _publishes(passage: Passage) -> bool:
    """A paragraph of the section on publication that tells of one."""
    headed = not passage.heading and any(_PUBLIC in heading for heading in passage.above)
    return headed and _PUBLIC in passage.text and OPEN not in passage.text and not _NONE.search(passage.text)


def _days(text: str) -> list[date]:
    return [day for found in _DAY.finditer(text) if (day := _day(*map(int, found.groups()))) is not None]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
