"""The one exception that reaches a user."""

from __future__ import annotations


class ZipingError(Exception):
    """One plain Chinese sentence: what is wrong, where (file, sheet, cell), what to do.

    Hosts print ``str(error)`` and nothing else; ``detail`` goes to the log.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail
