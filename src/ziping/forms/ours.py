"""Whether a file is a workbook of ours."""

from __future__ import annotations

from pathlib import Path

from ziping.domain.snapshot import Snapshot
from ziping.errors import ZipingError
from ziping.forms import names
from ziping.ooxml.reader import read_workbook


def if_workbook(path: Path) -> Snapshot | None:
    """What is in a workbook; None for every other file, of which its own reader says what is wrong."""
    try:
        return read_workbook(path)
    except ZipingError:
        return None


def is_ours(snapshot: Snapshot) -> bool:
    """Whether a sheet carries the names of a form."""
    return any(name.name == names.FORM for name in snapshot.names)
