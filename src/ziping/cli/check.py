"""ziping check: what is wrong, by severity, with the cell and how to put it right."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ziping import api
from ziping.checks.finding import Finding
from ziping.cli.output import print_json, print_told
from ziping.errors import NoTableError, ZipingError
from ziping.printed import findings_text, heading
from ziping.views import found

if TYPE_CHECKING:
    from ziping.domain.model import Workbook

_WORD = (".docx", ".doc")
Checked = tuple[str, tuple[Finding, ...], tuple[str, ...]]
"""What was checked, what is wrong with it, and what has to be told besides."""


def run(options: Namespace) -> int:
    path = Path(options.file)
    title, findings, told = _report(path, options) if options.against else _tables(path, options)
    if options.json:
        print_json(found(findings))
    else:
        print(f"{title}\n")
        print(findings_text(findings) + "\n" * bool(told))
    print_told(told, options)
    if options.write:
        print(_written(path, findings), file=sys.stderr if options.json else sys.stdout)
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _report(path: Path, options: Namespace) -> Checked:
    if path.suffix.lower() not in _WORD:
        raise ZipingError(f"--against 只用于核对 Word 报告（.docx），“{path.name}”不是，请去掉 --against。")
    if options.write or options.last or options.sheet:
        raise ZipingError("核对报告时不能用 --write、--last、--sheet，请去掉；报告里的问题请在 Word 里改。")
    book = api.load_workbook(options.against)
    findings = api.check_report(path, book, options.standard)
    return f"{path.name} 对照 {Path(options.against).name}", findings, ()


def _tables(path: Path, options: Namespace) -> Checked:
    if options.write and (options.sheet or options.standard):
        raise ZipingError("--write 写的是整本工作簿按自己的规则包校验的结果，请去掉 --sheet、--standard。")
    book = api.load_workbook(path) if options.write else _opened(path, options)
    last = api.open_book(options.last) if options.last else None
    models = api.chosen(book, options.sheet)
    findings = api.check_book(book, options.standard, options.sheet, last)
    told = (*book.told, *(f"上年的：{line}" for line in last.told)) if last else book.told
    return "；".join(heading(model) for model in models), findings, told


def _opened(path: Path, options: Namespace) -> Workbook:
    try:
        return api.open_book(path, options.standard, options.sheet)
    except NoTableError as error:
        if path.suffix.lower() not in _WORD:
            raise
        raise ZipingError(
            f"“{path.name}”里没有认出自评表；核对报告要同工作簿比，请写：ziping check {path} --against 自评表.xlsx。",
            detail=str(error),
        ) from error


def _written(path: Path, findings: tuple[Finding, ...]) -> str:
    """Puts the findings into the workbook; says where, and where the file as it was lies."""
    from ziping.forms.listing import with_results
    from ziping.ooxml.guards import read_file
    from ziping.ooxml.safe import replace_workbook

    now = datetime.now().astimezone()
    new = with_results(read_file(path), findings, now, path.name)
    backup = replace_workbook(path, new, verify=None, now=now)
    return f"\n结果写在“校验结果”工作表，有问题的格子标了颜色；原文件备份在 {backup}"
