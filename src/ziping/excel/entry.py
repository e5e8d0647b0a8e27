"""Where every button of the ribbon comes in: ``from ziping.excel.entry import run; run("check")``.

Whatever happens, the user gets one message in Chinese and never a traceback; what a maintainer needs is in the log.
Nothing but the clicked action is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ziping import log
from ziping.errors import ZipingError
from ziping.excel import com
from ziping.excel.dialogs import CancelledError, last_resort

if TYPE_CHECKING:
    from ziping.excel.click import Click

EXCEL: Any = None
"""Excel's own object: the add-in puts it here before each click (addin/xlam/runtime.py)."""


def run(id: str, argument: str = "") -> None:
    """Do what the button ``id`` does, on the workbook that was active when it was clicked. Raises nothing."""
    global EXCEL
    log.setup("excel")
    try:
        _run(id, argument)
    finally:
        # An Excel of which something is still held does not end when the user closes it.
        EXCEL = None
        com.let_go()


def _run(id: str, argument: str) -> None:
    try:
        from ziping.excel.click import Click

        click = Click(com.excel(EXCEL), com.clicked_book(), argument)
    except Exception as error:
        last_resort(_broken(log.note_exception(error)))
        return
    try:
        text, wrong = _done(click, id)
        _finish(click, text, wrong=wrong)
    except Exception as error:  # Excel itself is gone
        log.note_exception(error)


def _done(click: Click, id: str) -> tuple[str, bool]:
    """What to tell at the end, "" for nothing, and whether something went wrong."""
    from ziping.excel.actions import action

    try:
        return action(id)(click), False
    except CancelledError:
        return "", False
    except ZipingError as error:
        log.note_exception(error)
        return str(error), True
    except Exception as error:
        return _failed(click, error, log.note_exception(error)), True


def _failed(click: Click, error: Exception, where: object) -> str:
    book = click.open_book
    kept = ""
    if book and book.backup:
        kept = f"工作簿可能只改了一部分，请不要保存；写入前的备份在“{book.backup}”。"
    if book and not book.is_open():
        return f"“{book.name}”已经关闭，没有做完；请重新打开它，再点一次。{kept}"
    if com.is_busy(error):
        return f"Excel 正忙，没有做完；请按回车结束单元格的编辑，关闭打开着的对话框，再点一次。{kept}"
    if words := com.words(error):
        place = f"详情在“{where}”。" if where else ""
        return f"Excel 没有照办，没有做完。Excel 的说法是：\n{words}\n请照它处理后再点一次。{kept}{place}"
    return _broken(where) + kept


def _broken(where: object) -> str:
    place = f"详情在“{where}”，" if where else ""
    return f"程序出错，没有做完；{place}请点“自检”，把自检报告和日志发给维护者。"


def _finish(click: Click, text: str, *, wrong: bool) -> None:
    try:
        click.say.quiet()
    finally:
        if text:
            click.say.tell(text, wrong=wrong)
