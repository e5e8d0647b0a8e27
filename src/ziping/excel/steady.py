"""Excel held still while a click writes: every switch is put back whatever happens."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from ziping import log
from ziping.errors import ZipingError
from ziping.excel import com

if TYPE_CHECKING:
    import xlwings as xw

_STILL = {"screen_updating": False, "enable_events": False, "display_alerts": False, "calculation": "manual"}
"""Calculation comes back first: with it Excel computes what was written, before anything is drawn again."""


@contextmanager
def steady(app: xw.App) -> Iterator[None]:
    """No drawing, no events, no questions and no calculation until the end."""
    before = {}
    try:
        for name, value in _STILL.items():
            before[name] = getattr(app, name)
            setattr(app, name, value)
        yield
    finally:
        for name, value in reversed(before.items()):
            _put_back(app, name, value)


@contextmanager
def unprotected(sheets: Collection[xw.Sheet]) -> Iterator[None]:
    """The sheets without their protection, then protected again with the same options.

    Raises ZipingError, with nothing changed, where one has a password.
    """
    with ExitStack() as stack:
        for sheet in sheets:
            how = com.protection(sheet)
            if how is not None:
                _take_off(sheet)
                stack.callback(_protect, sheet, how)
        yield


def _take_off(sheet: xw.Sheet) -> None:
    try:
        com.unprotect(sheet)
        still = com.protection(sheet) is not None
    except Exception as error:
        raise _locked(sheet) from error
    if still:
        raise _locked(sheet)


def _locked(sheet: xw.Sheet) -> ZipingError:
    return ZipingError(
        f"工作表“{sheet.name}”有保护密码，没有写入任何内容；请先点“审阅—撤消工作表保护”输入密码，再点一次。"
    )


def _protect(sheet: xw.Sheet, how: com.Protection) -> None:
    # One sheet that cannot be protected again must not keep the others open.
    try:
        com.protect(sheet, how)
    except Exception as error:
        log.note_exception(error)


def _put_back(app: xw.App, name: str, value: object) -> None:
    try:
        setattr(app, name, value)
    except Exception as error:
        log.note_exception(error)
