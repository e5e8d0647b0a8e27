"""The check of a table that stands alone, without the form around it (ZP_CHECK)."""

from __future__ import annotations

from ziping import log
from ziping.checks.finding import Finding
from ziping.domain.model import SelfEvaluation
from ziping.domain.scoring import score_form
from ziping.domain.standard import Standard
from ziping.excel.arguments import ArgumentError
from ziping.excel.binding import Result, Value
from ziping.excel.ranges import Given
from ziping.excel.tables import read_table

NONE_FOUND = "未发现问题"
_SEVERITIES = {"error": "退回", "warning": "需说明", "info": "提示"}
_ASKS_FOR = {"R36": "level1", "R47": "name", "R61": "reason", "R72": "form"}
"""Rules that would speak of what the area leaves out: a column, or the rest of the form."""
_HEADINGS: list[Value] = ["级别", "规则", "单元格", "问题", "怎么改"]


def findings_of(area: Given, standard: Standard) -> Result:
    """Rows of severity, rule, cell, message and fix under their headings; a text where nothing is found.

    What is said of the form as a whole (年度, 资金, 总分 …) is left out: only cells of the area are told.
    """
    from ziping.checks.run import check

    table = read_table(area, area.place)
    indicators = tuple(filter(None, table.indicators))
    if not indicators:
        raise ArgumentError("区域里没有指标，请选有内容的行")
    model = SelfEvaluation(
        form="", standard=standard.id, kind="project", indicators=indicators, sheet=indicators[0].target.sheet
    )
    found = check(model, standard, score_form(model, standard), log.note_exception)
    cells = {area.place(row, column) for row in range(len(area.rows)) for column in range(area.width)}
    told = [
        finding
        for finding in found
        if (finding.sheet, finding.cell) in cells and _ASKS_FOR.get(finding.code, "target") in table.columns
    ]
    return [_HEADINGS, *map(_row, told)] if told else NONE_FOUND


def _row(finding: Finding) -> list[Value]:
    return [_SEVERITIES[finding.severity], finding.code, finding.cell, finding.message, finding.fix]
