"""Outputs that must not take the place of what they are made from."""

from __future__ import annotations

import os
from pathlib import Path

from ziping.errors import ZipingError


def refuse_same(source: Path, target: Path) -> None:
    """Raises ZipingError where both are the same file, also by another name for it."""
    same = os.path.realpath(source) == os.path.realpath(target)
    if same or (source.exists() and target.exists() and source.samefile(target)):
        raise ZipingError(f"“{target.name}”就是原文件，不能用新文件盖掉它，请在 -o 后面换一个文件名。")
