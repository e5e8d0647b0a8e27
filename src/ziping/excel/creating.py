"""新建自评表: a new workbook of a template, beside the open one or among the user's documents."""

from __future__ import annotations

from ziping.errors import ZipingError
from ziping.excel.click import Click
from ziping.excel.live import LiveBook
from ziping.excel.newfile import open_new
from ziping.excel.own import choose_own


def new(click: Click) -> str:
    """Asks for unit and year, builds the workbook of the template ``click.argument`` and opens it; it has the 复核
    area, whose cells need the add-in."""
    from ziping.forms.builder import build_book
    from ziping.forms.filled import Filled, FilledBook
    from ziping.forms.review import function_cells
    from ziping.forms.template import load_template
    from ziping.ooxml.reader import read_bytes

    id = click.argument or choose_own(click, "表式", lambda one: load_template(one).title, "forms", "sets")
    template = load_template(id)
    unit = click.say.ask(f"{template.title}\n\n实施单位名称：")
    if not unit:
        raise ZipingError("没有填单位名称，没有新建；请再点一次，填写单位全称。")
    year = click.say.ask_year("评价年度，如 2025：", click.now.year - 1)
    click.say.progress("正在新建")
    first = template.sheets[0]
    filled = Filled(form=first.form, key=first.key, year=year, fields={"unit": unit})
    data = build_book(FilledBook(template=template.id, review=True, sheets=(filled,)))
    path, opened = open_new(click, f"{unit} {year}年度{template.title}", data)
    LiveBook(opened, click.app, click.now).bind(function_cells(read_bytes(data, path.name)))
    return f"已新建并打开：{path}"
