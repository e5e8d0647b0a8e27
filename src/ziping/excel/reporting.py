"""生成报告, 核对报告: the Word reports of the open workbook, and what is wrong with one that was changed in Word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ziping import api
from ziping.domain.model import Document, Workbook
from ziping.excel.click import Click
from ziping.excel.dialogs import open_file

_SHOWN = 5
"""Open places a question names; the others are counted."""


def report(click: Click) -> str:
    """The report about the form or the texts in front, all reports from any other sheet; beside the workbook."""
    book = click.book
    click.say.progress("正在读取工作簿")
    _, model = book.read().settled()
    click.say.progress("正在校验")
    errors = sum(finding.severity == "error" and not finding.note for finding in api.check_book(model))
    if errors:
        click.say.insist(f"校验发现 {errors} 处会被退回的错误（点“校验”可以看清单）。仍然生成报告吗？")
    chosen = _chosen(model, book.active_sheet())
    click.say.progress("正在生成报告")
    files, draft = _made(click, model, chosen)
    click.say.progress("正在保存报告")
    return _saved(click, book.path, chosen, files, draft=draft)


def check_report(click: Click) -> str:
    """Holds a Word file against the workbook; the findings stand in a text file beside it."""
    from ziping.ooxml.safe import write_new
    from ziping.printed import findings_text

    click.say.progress("正在读取工作簿")
    _, model = click.book.read().settled()
    path = click.say.ask_file("选择要核对的 Word 报告", "Word 报告", "*.docx")
    click.say.progress("正在核对报告")
    findings = api.check_report(path, model)
    if not findings:
        return f"“{path.name}”同“{click.book.name}”核对完成，没有发现问题。"
    errors = sum(finding.severity == "error" for finding in findings)
    listing = path.with_name(f"{path.stem} 核对结果-{click.now:%Y%m%d-%H%M%S}.txt")
    text = f"{path.name} 对照 {click.book.name}\n\n{findings_text(findings)}\n"
    write_new(listing, text.encode("utf-8-sig"), now=click.now)
    open_file(listing)
    return f"核对完成：{len(findings)} 处问题，其中错误 {errors} 处，写在“{listing.name}”；在 Word 里改正后再核对一次。"


def _chosen(book: Workbook, sheet: str) -> Sequence[Document]:
    every = api.documents(book)
    return [document for document in every if sheet in (document.sheet, document.about)] or every


def _made(click: Click, book: Workbook, chosen: Sequence[Document]) -> tuple[list[bytes], bool]:
    """The Word files, as drafts where the user wants them although something is still open."""
    from ziping.report.render import UnfinishedError

    try:
        return api.reports(book, chosen), False
    except UnfinishedError as error:
        places = "\n".join(f"· {problem}" for problem in error.problems[:_SHOWN])
        more = f"\n……共 {len(error.problems)} 处" if len(error.problems) > _SHOWN else ""
        click.say.insist(f"报告还有这些地方要先改好：\n{places}{more}\n要先出一份标明待填处的草稿吗？")
        return api.reports(book, chosen, draft=True), True


def _saved(click: Click, workbook: Path, chosen: Sequence[Document], files: Sequence[bytes], *, draft: bool) -> str:
    from ziping.fonts import notice
    from ziping.ooxml.safe import file_name, write_new
    from ziping.report.styles import fonts_used

    lines = []
    for document, data in zip(chosen, files, strict=True):
        name = file_name(f"{workbook.stem} {document.name}{'（草稿）' if draft else ''}")
        path = workbook.with_name(f"{name}.docx")
        kept = write_new(path, data, now=click.now)
        lines.append(f"{'草稿' if draft else '报告'}已生成：{path.name}")
        if kept:
            lines.append(f"原来的同名报告改存为：{kept.name}")
        open_file(path)
    return "\n".join(filter(None, [*lines, f"文件夹：{workbook.parent}", notice(fonts_used())]))
