"""导出上报版: the values of the open workbook in a file of their own, or as another system imports them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ziping import api
from ziping.excel.click import Click
from ziping.excel.newfile import open_new
from ziping.excel.own import choose_own
from ziping.excel.registry import VALUES

if TYPE_CHECKING:
    from ziping.domain.model import Workbook
    from ziping.excel.live import Copy
    from ziping.submitting.layouts import LayoutSpec
    from ziping.submitting.result import Submission

_VALUES = "上报版"
_SHOWN = 5
"""Errors that a question names; the others are counted."""


def submit(click: Click) -> str:
    """As the values alone, in the layout ``click.argument``, or in one of the user's own; asks whether to go on where
    the check finds errors. The open workbook stays as it is."""
    from ziping.submitting.layouts import load_layout

    click.say.progress("正在读取工作簿")
    copy = click.book.read()
    _, book = copy.settled()
    layout = None
    if click.argument != VALUES:
        id = click.argument or choose_own(click, "导入格式", lambda one: load_layout(one).title, "layouts")
        layout = load_layout(id)
    click.say.progress("正在校验和导出")
    result = _made(click, copy, book, layout, force=False)
    if result.data is None:
        click.say.insist(
            f"还有 {result.errors} 处会被退回的错误：\n{_first(result)}\n点“校验”可以看清单。"
            "仍然导出吗？导出的文件里会写明还有错误。"
        )
        result = _made(click, copy, book, layout, force=True)
    name = f"{click.book.path.stem} {layout.title if layout else _VALUES}"
    path, _ = open_new(click, name, cast("bytes", result.data))
    left = "、".join(f"“{sheet}”" for sheet, _ in result.left_out)
    return "\n".join(
        [
            f"已导出并打开：{path.name}，原工作簿没有改动。",
            *([f"没有带出：{left}。"] if left else []),
            *result.notes,
            *([f"注意：文件里写明了还有 {result.errors} 处错误。"] if result.errors else []),
        ]
    )


def _made(click: Click, copy: Copy, book: Workbook, layout: LayoutSpec | None, *, force: bool) -> Submission:
    from ziping.submitting.export import export
    from ziping.submitting.submission import submission

    found = api.check_book(book)
    if layout is None:
        return submission(copy.data, found, force=force, name=click.book.name)
    rules = {form.sheet: api.find_standard(form.standard) for form in book.forms}
    front = click.book.active_sheet()
    sheet = front if any(form.sheet == front and form.kind in layout.kinds for form in book.forms) else None
    return export(book, rules, layout, found, sheet, force=force)


def _first(result: Submission) -> str:
    told = [f"· {one.sheet}!{one.cell} {one.message}" for one in result.findings if one.severity == "error"]
    told += [f"· {one.sheet}!{one.cell} {one.message}" for one in result.problems]
    return "\n".join(told[:_SHOWN])
