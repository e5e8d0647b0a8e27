"""换规则包: a copy of the open workbook under another standard, with both scores side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ziping import api
from ziping.errors import ZipingError
from ziping.excel.click import Click
from ziping.excel.newfile import open_new
from ziping.excel.own import choose_own
from ziping.views import number

if TYPE_CHECKING:
    from ziping.rescoring.comparison import Comparison


def rescore(click: Click) -> str:
    """By the standard ``click.argument``, else by one of the user's own; the open workbook stays as it is."""
    from ziping.rescoring.comparison import compare
    from ziping.rescoring.copy import copy_under

    click.say.progress("正在读取工作簿")
    copy = click.book.read()
    forms = api.chosen(copy.settled()[1])
    if not any(form.scorable for form in forms):
        raise ZipingError(f"“{click.book.name}”里没有要计分的自评表，没有换规则包。")
    id = click.argument or choose_own(click, "规则包", lambda one: api.find_standard(one).title, "standards")
    new = api.find_standard(id)
    if {new.id} == {form.standard for form in forms}:
        raise ZipingError(f"“{click.book.name}”就是按规则包“{new.title}”计分的，没有换；请另选一个。")
    click.say.progress("正在按新规则包计分")
    comparisons = [compare(form, api.find_standard(form.standard), new) for form in forms]
    done = copy_under(copy.data, comparisons, new, name=click.book.name)
    source = click.book.path
    path, opened = open_new(click, f"{source.stem} 换规则包 {new.id}", done.data, source.suffix)
    opened.sheets[done.sheet].activate()
    said = f"已另存并打开：{path.name}，逐项对照在“{done.sheet}”表，原工作簿没有改动。"
    return "\n".join([said, *(_told(one) for one in comparisons if one.model.scorable), *done.notes])


def _told(one: Comparison) -> str:
    points = (number(total) or "算不出" for total in one.total)
    grades = (grade or "—" for grade in one.grade)
    return f"{one.model.sheet}：总分 {' → '.join(points)}，等级 {' → '.join(grades)}"
