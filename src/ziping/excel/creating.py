"""新建自评表: a new workbook of a template, beside the open one or among the user's documents."""

from __future__ import annotations

import os
from pathlib import Path

from ziping.errors import ZipingError
from ziping.excel.click import Click
from ziping.excel.live import LiveBook

_YEARS = range(2000, 2101)


def new(click: Click) -> str:
    """Asks for unit and year, builds the workbook of the template ``click.argument`` and opens it; it has the 复核
    area, whose cells need the add-in."""
    from ziping.forms.builder import build_book
    from ziping.forms.filled import Filled, FilledBook
    from ziping.forms.review import function_cells
    from ziping.forms.template import load_template
    from ziping.ooxml.reader import read_bytes
    from ziping.ooxml.safe import file_name, write_new

    template = load_template(click.argument or _own(click))
    unit = click.say.ask(f"{template.title}\n\n实施单位名称：")
    if not unit:
        raise ZipingError("没有填单位名称，没有新建；请再点一次，填写单位全称。")
    year = _year(click.say.ask("评价年度，如 2025：", str(click.now.year - 1)))
    click.say.progress("正在新建")
    first = template.sheets[0]
    filled = Filled(form=first.form, key=first.key, year=year, fields={"unit": unit})
    data = build_book(FilledBook(template=template.id, review=True, sheets=(filled,)))
    path = _free(_folder(click), file_name(f"{unit} {year}年度{template.title}"), click)
    write_new(path, data, now=click.now)
    opened = LiveBook(click.app.books.open(str(path)), click.app, click.now)
    opened.bind(function_cells(read_bytes(data, path.name)))
    return f"已新建并打开：{path}"


def _own(click: Click) -> str:
    """One of the user's own templates."""
    from ziping.forms.template import load_template, own_template_ids
    from ziping.packs.folders import VARIABLE

    ids = own_template_ids()
    if not ids:
        raise ZipingError(
            f"没有找到自己的表式；请按“增加地区”的说明写好表式文件，把文件夹设到环境变量 {VARIABLE}，再重新打开 Excel。"
        )
    if len(ids) == 1:
        return ids[0]
    listed = "\n".join(f"{number}　{load_template(id).title}（{id}）" for number, id in enumerate(ids, 1))
    answer = click.say.ask(f"{listed}\n\n用哪一种？填序号：", "1")
    if not (answer.isdecimal() and 1 <= int(answer) <= len(ids)):
        raise ZipingError(f"没有序号“{answer}”，没有新建；请再点一次，填 1 到 {len(ids)} 之间的序号。")
    return ids[int(answer) - 1]


def _year(text: str) -> int:
    digits = text.removesuffix("年度").removesuffix("年").strip()
    if not (digits.isdecimal() and int(digits) in _YEARS):
        raise ZipingError(f"年度“{text}”不对，没有新建；请再点一次，填 2000 到 2100 之间的年度，如 2025。")
    return int(digits)


def _folder(click: Click) -> Path:
    """Beside the open workbook where that lies on this computer and can be written to."""
    try:
        beside = click.book.path.parent
    except ZipingError:
        beside = None
    if beside is not None and os.access(beside, os.W_OK):
        return beside
    from platformdirs import user_documents_path

    return user_documents_path()


def _free(folder: Path, name: str, click: Click) -> Path:
    """A file that is not there yet: nobody's workbook is replaced by an empty one. Excel does not open two workbooks
    of one name, wherever they lie."""
    open_names = {book.name.lower() for book in click.app.books}
    names = (folder / f"{name}{'' if number == 1 else f' ({number})'}.xlsx" for number in range(1, 1000))
    return next(path for path in names if not os.path.lexists(path) and path.name.lower() not in open_names)
