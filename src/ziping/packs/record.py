"""A YAML file as a record of a type, or a sentence that names file, line and what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from ziping.packs.document import Document, read_document
from ziping.packs.messages import located

T = TypeVar("T")


def read_record(path: Path, type: type[T], what: str) -> T:
    """The record in a file; ``what`` names its kind in messages (表式文件, 提纲文件 …). Raises ZipingError."""
    return converted(read_document(path, what), type)


def converted(document: Document, type: type[T]) -> T:
    """The data of ``document`` as ``type``. Raises ZipingError with file and line."""
    try:
        return msgspec.convert(document.data, type)
    except msgspec.ValidationError as error:
        raise document.error(*located(str(error), type)) from None
