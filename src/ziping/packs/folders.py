"""Where the files of the region packs lie."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["standards", "forms", "outlines", "sets", "samples", "books"]

BUILT_IN = Path(__file__).parents[1] / "regions"
VARIABLE = "ZIPING_REGIONS"
"""Folders of the user's own regions, separated as in PATH; a file of the same id goes before a built-in one."""


@cache
def files(kind: Kind) -> dict[str, Path]:
    """Every file of ``kind`` by id, in alphabetical order."""
    found: dict[str, Path] = {}
    for root in roots():
        for path in root.glob(f"*/{kind}/*.yaml"):
            found[f"{folder_of(path)}-{path.stem}"] = path
    return dict(sorted(found.items()))


def roots() -> tuple[Path, ...]:
    """The built-in folder and the user's own."""
    own = os.environ.get(VARIABLE, "")
    return (BUILT_IN, *(Path(folder) for folder in own.split(os.pathsep) if folder))


def folder_of(path: Path) -> str:
    """The folder name of the region a file belongs to: national, shanxi …"""
    return path.parents[1].name
