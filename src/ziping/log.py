"""The log file: what a user sends along when something went wrong.

One file in the user's own log folder, and the previous one kept when it has grown. Nothing here raises: where the
folder cannot be written, the program goes on without a log. Imports nothing heavy until something is written.
"""

from __future__ import annotations

from pathlib import Path

LIMIT = 1_000_000
"""Bytes after which the file is put aside as ``ziping.1.log``."""

_host = "ziping"
_folder: Path | None = None


def setup(host: str, folder: Path | None = None) -> None:
    """Name the program that writes (``cli``, ``excel``); ``folder`` replaces the user's log folder."""
    global _host, _folder
    _host, _folder = host, folder


def log_path() -> Path:
    """Where the log lies or would lie."""
    if _folder is not None:
        return _folder / "ziping.log"
    from platformdirs import user_log_dir

    return Path(user_log_dir("ziping", appauthor=False)) / "ziping.log"


def note(message: str) -> Path | None:
    """Add one entry; the path of the log, or None where it could not be written."""
    from datetime import datetime

    time = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LIMIT:
            path.replace(path.with_name("ziping.1.log"))
        # One write per entry and the file closed again: Excel and the command line may write side by side.
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{time} {_host} {message}\n")
    except (OSError, RuntimeError):  # RuntimeError: a user without a home folder
        return None
    return path


def note_exception(error: BaseException) -> Path | None:
    """Add an error with its traceback and, for a ZipingError, its detail; answers like :func:`note`."""
    import traceback

    lines = "".join(traceback.format_exception(type(error), error, error.__traceback__)).rstrip()
    detail = getattr(error, "detail", "")
    return note(f"{lines}\n{detail}" if detail else lines)
