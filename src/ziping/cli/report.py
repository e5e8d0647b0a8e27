"""ziping report: the Word reports of a workbook, one, several, all, or bound together."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from ziping import api
from ziping.cli.output import is_folder, make_folder, output_path
from ziping.domain.model import Document
from ziping.errors import ZipingError
from ziping.fonts import notice

_SUFFIX = ".docx"


def run(options: Namespace) -> int:
    from ziping.ooxml.safe import write_new
    from ziping.report.render import UnfinishedError
    from ziping.report.styles import fonts_used

    day = _day(options.date)
    book = api.load_workbook(options.file)
    chosen = _chosen(api.documents(book), options.document, options.sheet)
    paths = _paths(options.output, chosen, bundle=options.bundle)
    try:
        files = api.reports(
            book, chosen, draft=options.draft, day=day, charts=not options.no_charts, bundle=options.bundle
        )
    except UnfinishedError as error:
        raise ZipingError(_open_places(error.problems)) from error
    now = datetime.now().astimezone()
    if len(paths) > 1:
        make_folder(paths[0].parent)
    for path, data in zip(paths, files, strict=True):
        kept = write_new(path, data, now=now)
        print(f"{'草稿' if options.draft else '报告'}已生成：{path}")
        if kept:
            print(f"原来的同名文件改存为：{kept}")
    if note := notice(fonts_used()):
        print(note)
    return 0


def _open_places(problems: Sequence[str]) -> str:
    """One place a line: there are often many, and a person works them off."""
    lines = [f"报告有{len(problems)}处要先改好：", *(f"  {problem}" for problem in problems)]
    return "\n".join([*lines, "改好后再生成；想先看看样子，加上 --draft 出草稿。"])


def _chosen(documents: Sequence[Document], names: Sequence[str] | None, sheet: str | None) -> list[Document]:
    """The reports that were asked for, in the order of the workbook."""
    known = "、".join(document.name for document in documents)
    for name in names or ():
        if all(document.name != name for document in documents):
            raise ZipingError(f"工作簿里没有名为“{name}”的报告，有：{known}。")
    found = [
        document
        for document in documents
        if (not names or document.name in names) and (sheet is None or document.about == sheet)
    ]
    if not found:
        raise ZipingError(f"没有关于工作表“{sheet}”的报告，有：{known}。")
    return found


def _paths(output: str, chosen: Sequence[Document], *, bundle: bool) -> list[Path]:
    """Where the files go: a .docx for one, a folder for several."""
    from ziping.ooxml.safe import file_name

    folder = Path(output)
    if bundle or not output.strip() or (len(chosen) == 1 and not is_folder(folder)):
        return [output_path(output, _SUFFIX)]
    if folder.suffix.lower() == _SUFFIX:
        names = "、".join(document.name for document in chosen)
        raise ZipingError(
            f"这份工作簿有 {len(chosen)} 份报告：{names}；请用 --document 选一份、用 --bundle 合成一份，"
            "或者 -o 后面写文件夹名，全部生成。"
        )
    return [folder / f"{file_name(document.name)}{_SUFFIX}" for document in chosen]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ZipingError(f"成文日期“{text}”不对，请写成 2026-02-28 这样。") from None
