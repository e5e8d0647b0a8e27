"""What Excel offers beyond xlwings' object model: the only module that uses Excel's own objects (``.api``).

Arguments are given by position: Excel's late-bound methods do not take names.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ziping import log

if TYPE_CHECKING:
    import xlwings as xw

_ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
"""What a protected sheet may allow, in the order of the arguments of Protect."""


LONGEST_PROMPT = 255
"""Characters that an input box of Excel shows; it refuses more."""
LONGEST_PATH = 218
"""Characters of a path that Excel opens or saves."""
_BUSY = {-2147418111, -2147417846}
"""RPC_E_CALL_REJECTED and RPC_E_SERVERCALL_RETRYLATER: a cell is being edited, or a dialog of Excel is open."""
_VISIBLE = -1


class Protection(NamedTuple):
    """How a sheet is protected; ``selection`` is which cells can be selected."""

    drawings: bool
    scenarios: bool
    only_interface: bool
    allowed: tuple[bool, ...]
    selection: int


def excel(application: Any) -> xw.App:
    """Excel by its own object, as xlwings has it; its window is the one that is in front now."""
    import xlwings as xw

    return xw.App(impl=_windows().App(xl=application))


def clicked_book() -> xw.Book | None:
    """The workbook that was in front when the button was clicked, None where there was none."""
    import xlwings as xw

    return None if _windows().BOOK_CALLER is None else xw.Book.caller()


def let_go() -> None:
    """Hold the clicked workbook no longer."""
    with suppress(ImportError):
        _windows().BOOK_CALLER = None


def protected_view(app: xw.App) -> str:
    """What stands in front without being open: a workbook from elsewhere that Excel only shows; "" where none does."""
    window = _api(app).ActiveProtectedViewWindow
    return "" if window is None else str(window.Caption)


def message(app: xw.App, text: str, title: str, buttons: str, mode: str) -> str:
    """Show a message over the workbook that is in front; which button was pressed. An App of xlwings keeps the window
    that was in front when it met Excel: that may be closed since, or lie behind a new workbook."""
    return str(excel(_api(app)).alert(text, title, buttons, mode))


def open_book(app: xw.App, path: Path) -> xw.Book:
    """Open a workbook, asking nothing about links. (xlwings would name a network drive by its server.)"""
    import xlwings as xw

    return xw.Book(impl=_windows().Book(xl=_api(app).Workbooks.Open(str(path), 0)))


def selection(app: xw.App) -> xw.Range | None:
    """The selected cells, None where something else is selected, and for the whole sheet."""
    try:
        return app.selection
    except Exception as error:  # a drawing has no address; the whole sheet has more cells than Excel counts
        log.note_exception(error)
        return None


def is_busy(error: Exception) -> bool:
    """Whether Excel did not listen just then."""
    return getattr(error, "hresult", None) in _BUSY


def words(error: Exception) -> str:
    """What Excel itself says of an error of its own, in its language; "" for any other error."""
    info = getattr(error, "excepinfo", None)
    return str(info[2]).strip() if info and len(info) > 2 and info[2] else ""


def full_name(book: xw.Book) -> str:
    """The path of the workbook, an address (https://…) in a network drive, its bare name before the first save."""
    return str(_api(book).FullName)


def is_saved_somewhere(book: xw.Book) -> bool:
    """Whether the workbook has a file yet."""
    return bool(_api(book).Path)


def is_read_only(book: xw.Book) -> bool:
    return bool(_api(book).ReadOnly)


def is_shared(book: xw.Book) -> bool:
    """Whether several people edit it at a time (the old way): then Excel neither merges cells nor takes protection
    off."""
    return bool(_api(book).MultiUserEditing)


def starts_1904(book: xw.Book) -> bool:
    """Whether dates of the workbook count from 1904."""
    return bool(_api(book).Date1904)


def never_ask_about_links(book: xw.Book) -> None:
    """Open the workbook without the question whether links to other files are to be updated (xlUpdateLinksNever)."""
    _api(book).UpdateLinks = 2


def save_copy(book: xw.Book, path: Path) -> None:
    """Write the workbook as it is now to ``path``, in its own format; the open one stays as it is."""
    _api(book).SaveCopyAs(str(path))


def is_visible(sheet: xw.Sheet) -> bool:
    return bool(_api(sheet).Visible == _VISIBLE)


def protection(sheet: xw.Sheet) -> Protection | None:
    """How the cells of a sheet are protected, None where they are not."""
    api = _api(sheet)
    if not api.ProtectContents:
        return None
    options = api.Protection
    return Protection(
        drawings=bool(api.ProtectDrawingObjects),
        scenarios=bool(api.ProtectScenarios),
        only_interface=bool(api.ProtectionMode),
        allowed=tuple(bool(getattr(options, name)) for name in _ALLOWED),
        selection=int(api.EnableSelection),
    )


def unprotect(sheet: xw.Sheet) -> None:
    """Take the protection off; Excel's error where it has a password. (Without an argument Excel would ask for it.)"""
    _api(sheet).Unprotect("")


def protect(sheet: xw.Sheet, how: Protection) -> None:
    """Protect a sheet again as it was, without a password."""
    api = _api(sheet)
    api.Protect("", how.drawings, True, how.scenarios, how.only_interface, *how.allowed)
    api.EnableSelection = how.selection


def ask_text(app: xw.App, prompt: str, title: str, default: str) -> str | None:
    """What the user types, None where he cancels."""
    answer = _api(app).InputBox(prompt, title, default)
    return None if answer is False else str(answer)


def ask_file(app: xw.App, kind: str, pattern: str, title: str) -> Path | None:
    """The file the user picks, None where he cancels."""
    answer = _api(app).GetOpenFilename(f"{kind} ({pattern}),{pattern}", 1, title)
    return None if answer is False else Path(str(answer))


def described(app: xw.App) -> dict[str, str]:
    """What Excel says of itself; what it does not say is left out."""
    api, found = _api(app), {}
    for name in ("Name", "Version", "Build", "OperatingSystem", "AutomationSecurity"):
        try:
            found[name] = str(getattr(api, name))
        except Exception:  # noqa: PERF203, S112 - a version of Excel that does not know this property
            continue
    return found


def add_ins(app: xw.App) -> list[str]:
    """The paths of the add-ins that are open; none where Excel does not tell."""
    try:
        return [str(one.FullName) for one in _api(app).AddIns2 if one.IsOpen]
    except Exception:  # Excel before 2010, or an add-in that is being unloaded
        return []


def _api(thing: Any) -> Any:
    return thing.api


def _windows() -> Any:
    """xlwings' module of Windows, whose classes wrap Excel's objects."""
    return import_module("xlwings._xlwindows")
