"""校验: the findings in the workbook's own list, as ``ziping check --write`` puts them there."""

from __future__ import annotations

from collections.abc import Sequence

from ziping import api
from ziping.checks.finding import Finding
from ziping.excel.click import Click
from ziping.forms.results import has_results, result_edits, row_heights


def check(click: Click) -> str:
    """Checks every form, lists what it finds and shows the list."""
    book = click.book
    click.say.progress("正在读取工作簿")
    copy = book.read()
    _, model = copy.settled()
    click.say.progress("正在校验")
    findings = api.check_book(model)
    click.say.progress("正在写入校验结果")
    if has_results(copy.snapshot):
        edits = result_edits(copy.snapshot, findings, click.now)
        book.write(edits, row_heights(copy.snapshot, edits))
        book.show(edits[0].sheet)
    else:
        # Excel cannot be given a sheet with our names, formats and marks; the file can.
        from ziping.forms.listing import with_results

        data = with_results(copy.data, findings, click.now, book.name)
        click.say.insist(
            f"{_counts(findings)}工作簿里没有“校验结果”表，要加上它，得保存工作簿并重新打开。现在保存并重新打开吗？"
        )
        book.reopen_as(data)
        before = {sheet.name for sheet in copy.snapshot.sheets}
        book.show(next(sheet.name for sheet in book.book.sheets if sheet.name not in before))
    kept = f"写入前的工作簿备份在“{book.backup.name}”。" if book.backup else ""
    return f"{_counts(findings)}结果写在“校验结果”表，有问题的格子标了颜色；请记得保存。{kept}"


def _counts(findings: Sequence[Finding]) -> str:
    counts = {severity: sum(f.severity == severity for f in findings) for severity in ("error", "warning", "info")}
    if not findings:
        return "校验完成，没有发现问题。"
    told = sum(bool(finding.note) for finding in findings)
    explained = f"，其中已写说明 {told} 处" if told else ""
    listed = f"错误（会被退回）{counts['error']} 处、警告 {counts['warning']} 处、提示 {counts['info']} 处"
    return f"校验完成：{listed}{explained}。"
