"""Filled samples with the figures of real published self-evaluations, as data.

The narrative sentences are the project's own.
"""

from __future__ import annotations

from pathlib import Path

from ziping.errors import ZipingError
from ziping.forms.filled import Filled, FilledBook
from ziping.packs import files
from ziping.packs.record import read_record

DEMO = "shanxi-xinzhou-2021"


def sample_ids() -> tuple[str, ...]:
    """All samples, in alphabetical order."""
    return tuple(files("samples"))


def load_sample(id: str) -> Filled:
    """The values of sample ``id``. Raises ZipingError for an unknown id."""
    path = files("samples").get(id)
    if path is None:
        raise ZipingError(f"没有名为“{id}”的示例，可用的有：{'、'.join(sample_ids())}。")
    return read_filled(path)


def book_ids() -> tuple[str, ...]:
    """All filled sets, in alphabetical order."""
    return tuple(files("books"))


def load_book(id: str) -> FilledBook:
    """The values of a filled set. Raises ZipingError for an unknown id."""
    path = files("books").get(id)
    if path is None:
        raise ZipingError(f"没有名为“{id}”的套表示例，可用的有：{'、'.join(book_ids())}。")
    return read_record(path, FilledBook, "示例文件")


def read_filled(path: Path) -> Filled:
    """The values in a YAML file of the same shape as the samples. Raises ZipingError with file and line."""
    return read_record(path, Filled, "示例文件")
