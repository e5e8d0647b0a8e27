"""ziping check: what is wrong, by severity, with the cell and how to put it right."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ziping import api
from ziping.checks.finding import Finding
from ziping.cli.output import heading, print_json
from ziping.errors import ZipingError
from ziping.views import found

_GROUPS = (("error", "错误（会被退回）"), ("warning", "警告（需要说明）"), ("info", "提示"))
_WORD = ".docx"


def run(options: Namespace) -> int:
    path = Path(options.file)
    if path.suffix.lower() in (_WORD, ".doc"):
        title, findings = _report(path, options)
    else:
        title, findings = _workbook(options)
    if options.json:
        print_json(found(findings))
    else:
        print(f"{title}\n")
        print(findings_text(findings))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _report(path: Path, options: Namespace) -> tuple[str, tuple[Finding, ...]]:
    if not options.against:
        raise ZipingError(f"核对报告“{path.name}”要同工作簿比，请写：ziping check {path} --against 自评表.xlsx。")
    if options.write or options.last or options.sheet:
        raise ZipingError("核对报告时不能用 --write、--last、--sheet，请去掉；报告里的问题请在 Word 里改。")
    book = api.load_workbook(options.against)
    return f"{path.name} 对照 {Path(options.against).name}", api.check_report(path, book, options.standard)


def _workbook(options: Namespace) -> tuple[str, tuple[Finding, ...]]:
    if options.against:
        raise ZipingError(
            f"--against 只用于核对 Word 报告（.docx），“{Path(options.file).name}”不是，请去掉 --against。"
        )
    book = api.load_workbook(options.file)
    last = api.load_workbook(options.last) if options.last else None
    models = api.load_all(options.file) if not options.sheet else (api.load(options.file, options.sheet),)
    return "；".join(heading(model) for model in models), api.check_book(book, options.standard, options.sheet, last)


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
