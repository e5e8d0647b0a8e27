"""ziping report: the Word report beside the workbook."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime

from ziping import api
from ziping.cli.output import output_path
from ziping.errors import ZipingError


def run(options: Namespace) -> int:
    from ziping.ooxml.safe import write_new

    day = _day(options.date)
    data = api.report(api.load(options.file, options.sheet), draft=options.draft, day=day)
    path = output_path(options.output, ".docx")
    kept = write_new(path, data, now=datetime.now().astimezone())
    print(f"{'草稿' if options.draft else '报告'}已生成：{path}")
    if kept:
        print(f"原来的同名文件改存为：{kept}")
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ZipingError(f"成文日期“{text}”不对，请写成 2026-02-28 这样。") from None
