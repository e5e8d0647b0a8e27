"""What people read of a form and of what is wrong with it: plain text for a terminal, a message or a text file."""

from __future__ import annotations

from ziping.checks.finding import Finding
from ziping.domain.model import Entry, SelfEvaluation

_GROUPS = (("error", "错误（会被退回）"), ("warning", "警告（需要说明）"), ("info", "提示"))


def heading(model: SelfEvaluation) -> str:
    """区委政法委 · 网格化管理经费（2022年度）"""
    names = [entry.text for entry in (model.unit, model.project) if entry.text]
    return " · ".join(names or [model.sheet]) + (f"（{model.year}年度）" if model.year else "")


def place(entry: Entry, model: SelfEvaluation) -> str:
    """The cell, with its sheet where the table goes on over another one."""
    return entry.cell if entry.sheet in ("", model.sheet) else f"{entry.sheet}!{entry.cell}"


def findings_text(findings: tuple[Finding, ...]) -> str:
    """Findings grouped by severity, ending with how many would be returned."""
    lines = []
    for severity, title in _GROUPS:
        group = [finding for finding in findings if finding.severity == severity]
        if group:
            lines += [f"{title}　{len(group)} 处", *(_entry(finding) for finding in group), ""]
    errors = sum(finding.severity == "error" for finding in findings)
    told = sum(bool(finding.note) for finding in findings)
    return "\n".join([*lines, f"会被退回的：{errors} 处" + (f"（另有 {told} 处已写明说明）" if told else "")])


def _entry(finding: Finding) -> str:
    where = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet
    lines = [f"  {finding.code}  {where}", f"      {finding.message}"]
    if finding.arithmetic:
        lines.append(f"      算式：{finding.arithmetic}")
    if finding.note:
        lines.append(f"      已说明：{finding.note}")
    elif finding.fix:
        lines.append(f"      怎么改：{finding.fix}")
    return "\n".join(lines)
