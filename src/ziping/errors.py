"""The exceptions that reach a user."""

from __future__ import annotations


class ZipingError(Exception):
    """One plain Chinese sentence: what is wrong, where (file, sheet, cell), what to do.

    Hosts print ``str(error)`` and nothing else; ``detail`` goes to the log.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class NotOursError(ZipingError):
    """A file that is no workbook of this tool, but of a kind that ``ziping import`` reads; ``why`` goes on after the
    file's name: 是 Word 文档."""

    def __init__(self, message: str, *, why: str) -> None:
        super().__init__(message)
        self.why = why


class NoTableError(ZipingError):
    """A file that can be read and holds no 自评表."""
