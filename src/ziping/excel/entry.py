"""Where every button of the ribbon comes in: ``from ziping.excel.entry import run; run("check")``.

Whatever happens, the user gets one message in Chinese and never a traceback; what a maintainer needs is in the log.
Nothing but the clicked action is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ziping import log
from ziping.errors import ZipingError
from ziping.excel.dialogs import CancelledError, last_resort

if TYPE_CHECKING:
    import xlwings as xw

    from ziping.excel.click import Click


def run(id: str, argument: str = "") -> None:
    """Do what the button ``id`` does, on the workbook that was active when it was clicked. Raises nothing."""
    log.setup("excel")
    try:
        app, book = _caller()
        from ziping.excel.click import Click

        click = Click(app, book, argument)
    except Exception as error:
        last_resort(_broken(log.note_exception(error)))
        return
    try:
        text, wrong = _done(click, id)
        _finish(click, text, wrong=wrong)
    except Exception as error:  # Excel itself is gone
        log.note_exception(error)


def _caller() -> tuple[xw.App, xw.Book | None]:
    """The Excel that the click came from and its active workbook, None where none is open."""
    import xlwings as xw

    try:
        book = xw.Book.caller()
        return book.app, book
    except Exception as error:
        app = xw.apps.active
        if app is None:
            raise
        log.note_exception(error)
        return app, None


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
        return _failed(click, log.note_exception(error)), True


def _failed(click: Click, where: object) -> str:
    book = click.open_book
    kept = f"写入前的工作簿备份在“{book.backup}”。" if book and book.backup else ""
    if book and not book.is_open():
        return f"“{book.name}”已经关闭，没有做完；请重新打开它，再点一次。{kept}"
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
