"""结转下年: the open workbook as the beginning of the next year's, everything that changes shown before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ziping.errors import ZipingError
from ziping.excel.click import Click
from ziping.excel.dialogs import open_file
from ziping.excel.newfile import folder, open_new

if TYPE_CHECKING:
    from ziping.rolling.carry import Carried

_SAME = "表式不变"
_FITS = 700
"""Characters of a list that a question still shows whole."""


def rollover(click: Click) -> str:
    """Asks for the year and the form, lists the changes, then writes and opens; the open workbook stays as it is."""
    from ziping.rolling.carry import carried

    click.say.progress("正在读取工作簿")
    copy = click.book.read()
    years = [form.year for form in copy.settled()[1].forms if form.year]
    if not years:
        raise ZipingError(f"“{click.book.name}”没有填年度，不知道从哪一年结转；请先在表头填上年度，再点一次。")
    to = click.say.ask_year(f"现在是 {years[0]} 年度。结转到哪一年度？", years[0] + 1)
    template = _template(click)
    source = click.book.path
    click.say.progress("正在结转")
    result = carried(copy.data, to, source=str(source), name=click.book.name, template=template)
    _show(click, result)
    suffix = ".xlsx" if result.migrated else source.suffix
    path, _ = open_new(click, _name(source.stem, result), result.data, suffix)
    return f"已结转到 {to} 年度并打开：{path.name}，原工作簿没有改动；上年的数在表的右边，只供对照。"


def _template(click: Click) -> str | None:
    """The template of the new year, None where the form stays."""
    from ziping.forms.template import load_template, template_ids

    if click.say.confirm("下年的表式同现在一样吗？\n\n“是”：照旧。“否”：换成另一种表式，数据随之搬过去。"):
        return None
    specs = [load_template(id) for id in template_ids()]
    titles = [f"{spec.region} {spec.title} {spec.year} 版" for spec in specs]
    return specs[click.say.choose("换成哪种表式？", titles)].id


def _show(click: Click, result: Carried) -> None:
    """The changes, in the question itself where they fit, else in a text file that is opened; ends the click where the
    user does not want them."""
    from ziping.ooxml.safe import write_new
    from ziping.rolling.listing import changes_text

    text = changes_text(result, everything=False, more="")
    if len(text) <= _FITS:
        click.say.insist(f"{text}\n这样结转吗？")
        return
    listing = folder(click) / f"{click.book.path.stem} 结转清单-{click.now:%Y%m%d-%H%M%S}.txt"
    write_new(listing, changes_text(result, everything=True).encode("utf-8-sig"), now=click.now)
    open_file(listing)
    click.say.insist(f"要改的 {len(result.changes)} 处都列在“{listing.name}”（已打开）。这样结转吗？")


def _name(stem: str, result: Carried) -> str:
    """The old name with the new year in it, or behind it."""
    old, new = str(result.year), str(result.to)
    return stem.replace(old, new) if old in stem else f"{stem} {new}年度"
