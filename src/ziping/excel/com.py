"""What Excel offers beyond xlwings' object model: the only module that uses Excel's own objects (``.api``).

Arguments are given by position: Excel's late-bound methods do not take names.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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


class Protection(NamedTuple):
    """How a sheet is protected; ``selection`` is which cells can be selected."""

    drawings: bool
    scenarios: bool
    only_interface: bool
    allowed: tuple[bool, ...]
    selection: int


def full_name(book: xw.Book) -> str:
    """The path of the workbook, an address (https://…) in a network drive, its bare name before the first save."""
    return str(_api(book).FullName)


def is_saved_somewhere(book: xw.Book) -> bool:
    """Whether the workbook has a file yet."""
    return bool(_api(book).Path)


def is_read_only(book: xw.Book) -> bool:
    return bool(_api(book).ReadOnly)


def starts_1904(book: xw.Book) -> bool:
    """Whether dates of the workbook count from 1904."""
    return bool(_api(book).Date1904)


def never_ask_about_links(book: xw.Book) -> None:
    """Open the workbook without the question whether links to other files are to be updated (xlUpdateLinksNever)."""
    _api(book).UpdateLinks = 2


def save_copy(book: xw.Book, path: Path) -> None:
    """Write the workbook as it is now to ``path``, in its own format; the open one stays as it is."""
    _api(book).SaveCopyAs(str(path))


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
