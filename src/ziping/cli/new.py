"""ziping new: an empty workbook of a form, with unit and year filled in."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from ziping.cli.output import output_path
from ziping.domain.years import YEARS
from ziping.errors import ZipingError


def run(options: Namespace) -> int:
    from ziping.forms.builder import build_book
    from ziping.forms.filled import Filled, FilledBook
    from ziping.forms.template import load_template
    from ziping.ooxml.safe import write_new

    if options.year not in YEARS:
        raise ZipingError(f"年度 {options.year} 不对，请写 {YEARS[0]} 到 {YEARS[-1]} 之间的年度，如 2025。")
    first = load_template(options.template).sheets[0]
    filled = Filled(form=first.form, key=first.key, year=options.year, fields={"unit": options.unit})
    book = FilledBook(template=options.template, review=options.review, sheets=(filled,))
    data = build_book(book, standard=options.standard)
    path = output_path(options.output, ".xlsx")
    kept = write_new(path, data, now=datetime.now().astimezone())
    print(f"已新建：{path}")
    if kept:
        print(f"原来的同名文件改存为：{kept}")
    return 0
