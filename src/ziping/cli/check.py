"""ziping check: what is wrong, by severity, with the cell and how to put it right."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from ziping import api
from ziping.checks.finding import Finding
from ziping.cli.output import print_json
from ziping.errors import ZipingError
from ziping.printed import findings_text, heading
from ziping.views import found

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
    if options.write:
        print(_written(path, findings), file=sys.stderr if options.json else sys.stdout)
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
    if options.write and (options.sheet or options.standard):
        raise ZipingError("--write 写的是整本工作簿按自己的规则包校验的结果，请去掉 --sheet、--standard。")
    book = api.load_workbook(options.file)
    last = api.load_workbook(options.last) if options.last else None
    models = api.chosen(book, options.sheet)
    return "；".join(heading(model) for model in models), api.check_book(book, options.standard, options.sheet, last)


def _written(path: Path, findings: tuple[Finding, ...]) -> str:
    """Puts the findings into the workbook; says where, and where the file as it was lies."""
    from ziping.forms.listing import with_results
    from ziping.ooxml.guards import read_file
    from ziping.ooxml.safe import replace_workbook

    now = datetime.now().astimezone()
    new = with_results(read_file(path), findings, now, path.name)
    backup = replace_workbook(path, new, verify=None, now=now)
    return f"\n结果写在“校验结果”工作表，有问题的格子标了颜色；原文件备份在 {backup}"
