"""What a unit explains about findings that remain (说明并保留), as the last annex of its report."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ziping.checks.finding import Finding
from ziping.domain.model import Column, Entry, Section, SelfEvaluation, Table
from ziping.report.outline import ANNEX, PART

HEADING = "需要说明的事项"
_TABLE = "zp_notes"
_COLUMNS = (Column("number", "序号"), Column("message", "审核提示"), Column("note", "说明"))


def with_annex(
    model: SelfEvaluation, sections: Sequence[Section], findings: Sequence[Finding]
) -> tuple[SelfEvaluation, tuple[Section, ...]]:
    """The form and the texts of its report with a table of ``findings`` that are explained; a report divided by parts
    (决算说明), and one without any, stay as they are."""
    told = [finding for finding in findings if finding.note]
    if not told or any(section.number.strip() == PART for section in sections):
        return model, tuple(sections)
    rows = tuple(
        {"number": Entry(text=str(number)), "message": Entry(text=finding.message), "note": Entry(text=finding.note)}
        for number, finding in enumerate(told, 1)
    )
    table = Table(_TABLE, HEADING, _COLUMNS, rows)
    annex = Section(ANNEX, HEADING, Entry(text=f"{{{{ 表.{_TABLE} }}}}"))
    return msgspec.structs.replace(model, tables=(*model.tables, table)), (*sections, annex)
