"""ziping check: what is wrong, by severity, with the cell and how to put it right."""

from __future__ import annotations

from argparse import Namespace

from ziping import api
from ziping.checks.finding import Finding
from ziping.cli.output import heading, models_of, print_json
from ziping.views import found

_GROUPS = (("error", "错误（会被退回）"), ("warning", "警告（需要说明）"), ("info", "提示"))


def run(options: Namespace) -> int:
    models = models_of(options)
    book = api.load_all(options.file) if options.sheet else models
    findings = tuple(finding for model in models for finding in api.check(model, options.standard, book))
    if options.json:
        print_json(found(findings))
    else:
        print(f"{'；'.join(heading(model) for model in models)}\n")
        print(findings_text(findings))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def findings_text(findings: tuple[Finding, ...]) -> str:
    """Findings grouped by severity, ending with how many would be returned."""
    lines = []
    for severity, title in _GROUPS:
        group = [finding for finding in findings if finding.severity == severity]
        if group:
            lines += [f"{title}　{len(group)} 处", *(_entry(finding) for finding in group), ""]
    errors = sum(finding.severity == "error" for finding in findings)
    return "\n".join([*lines, f"会被退回的：{errors} 处"])


def _entry(finding: Finding) -> str:
    place = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet
    lines = [f"  {finding.code}  {place}", f"      {finding.message}"]
    if finding.arithmetic:
        lines.append(f"      算式：{finding.arithmetic}")
    if finding.fix:
        lines.append(f"      怎么改：{finding.fix}")
    return "\n".join(lines)
