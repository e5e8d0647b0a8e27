"""字数：不超过上限。"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ziping.checks.catalogue import Hit, rule
from ziping.checks.facts import Facts
from ziping.checks.outline import alike
from ziping.domain.model import Entry, Section
from ziping.domain.written import OPEN, Passage, Report, opened


@rule(
    "R81",
    "超过字数上限",
    severity="warning",
    message="{where}共 {stated} 字，超过上限 {expected} 字。",
    fix="删减到 {expected} 字以内。",
    basis="四川预算管理一体化自评表：目标完成情况 100 字内，评价结论、存在问题、改进措施各 200 字内（表内说明，待核）",
)
def r81(facts: Facts) -> Iterator[Hit]:
    """
    查什么：报告文字表里写了字数上限的节，和规则包规定了字数上限的栏，字数不超过上限。占位写出来的字和空格不算在内。
    为什么：一体化系统导入时，超过上限的文字会被截断。
    反例：“存在问题”上限 200 字，写了 260 字。
    正例：“存在问题”写了 180 字。
    可否自动修正：不可以。
    """
    for report in facts.reports:
        for section in report.sections or ():
            written = [passage for passage in report.passages if _is_in(section, passage, report)]
            if written and section.limit is not None:
                text = "".join(passage.text for passage in written)
                yield from _long(f"“{section.heading}”", text, section.limit, written[0].entry)
    limits = facts.standard.checks.text_limits
    for what, entry in facts.texts():
        limit = next((limit for name, limit in sorted(limits.value.items()) if name in what), None)
        if limit is not None:
            for hit in _long(what, entry.text or "", limit, entry):
                yield msgspec.structs.replace(hit, source=limits)


def _is_in(section: Section, passage: Passage, report: Report) -> bool:
    if passage.heading or passage.title:
        return False
    if not report.foreign:
        return passage.entry.cell == section.text.cell
    return any(alike(opened(section.heading), heading) for heading in passage.above)


def _long(where: str, text: str, limit: int, entry: Entry) -> Iterator[Hit]:
    length = len("".join(text.replace(OPEN, "").split()))
    if length > limit:
        yield Hit(
            entry=entry,
            stated=str(length),
            expected=str(limit),
            arithmetic=f"{length}−{limit}={length - limit}",
            slots={"where": where},
        )
