"""All rules over one form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ziping.checks.catalogue import Rule, catalogue
from ziping.checks.facts import Facts
from ziping.checks.finding import Finding
from ziping.domain.model import SelfEvaluation
from ziping.domain.scoring.results import Scores
from ziping.domain.standard import Standard
from ziping.domain.written import Report
from ziping.patterns import pattern

_SEVERITIES = {"error": 0, "warning": 1, "info": 2}
_CELL = pattern(r"([A-Z]+)(\d+)$")
_NUMBERS = pattern(r"\d+")


def check(
    model: SelfEvaluation,
    standard: Standard,
    scores: Scores,
    failed: Callable[[Exception], object] = lambda _: None,
    others: Sequence[SelfEvaluation] = (),
    written: Sequence[Report] = (),
    last: SelfEvaluation | None = None,
) -> tuple[Finding, ...]:
    """The findings of every rule, worst first, then by sheet, code and place.

    A rule that cannot be carried out becomes a finding of its own and leaves the others alone; ``failed`` gets its
    exception (hosts pass the log). ``others`` are the forms of the same workbook in sheet order; what concerns several
    of them is told once, with the form of the department or, where there is none, with the first. ``written`` are the
    reports about them, ``last`` is the form about the same matter a year before.
    """
    facts = Facts(model, standard, scores, others, written, last)
    findings = [finding for rule in catalogue().values() for finding in _carried_out(rule, facts, failed)]
    return tuple(sorted(findings, key=lambda finding: _order(finding, facts)))


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """The findings about several forms, the worst first, else in the order they have."""
    return sorted(findings, key=lambda finding: _SEVERITIES[finding.severity])


def _carried_out(rule: Rule, facts: Facts, failed: Callable[[Exception], object]) -> list[Finding]:
    try:
        return list(rule.findings(facts))
    except Exception as error:
        failed(error)
        return [
            Finding(
                code=rule.code,
                severity="error",
                sheet=facts.model.sheet,
                cell="",
                message=f"规则 {rule.code} 没能执行，请把日志发给维护者。",
                basis=rule.basis,
                fix="先按其他提示修改；这条规则请人工核对。",
            )
        ]


def _order(finding: Finding, facts: Facts) -> tuple[int, int, str, str, tuple[int, ...], str, str]:
    return (
        _SEVERITIES[finding.severity],
        facts.sheets.get(finding.sheet, len(facts.sheets)),
        finding.sheet,
        finding.code,
        *_place(finding.cell),
        finding.message,
    )


def _place(cell: str) -> tuple[tuple[int, ...], str]:
    """Cells row by row; in a Word report 第9段 before 第10段, 表1第2行第3列 by its numbers."""
    found = _CELL.match(cell)
    if found:
        return (int(found[2]),), found[1].rjust(3)
    return tuple(map(int, _NUMBERS.findall(cell))), cell
