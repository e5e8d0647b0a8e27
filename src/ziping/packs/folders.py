"""Where the files of the region packs lie."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from ziping.errors import ZipingError

Kind = Literal["standards", "forms", "outlines", "sets", "samples", "books", "layouts"]
KINDS: tuple[str, ...] = get_args(Kind)

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


def own_ids(*kinds: Kind) -> tuple[str, ...]:
    """What the user's own regions have of these kinds, in alphabetical order."""
    found = {id: path for kind in kinds for id, path in files(kind).items()}
    return tuple(sorted(id for id, path in found.items() if BUILT_IN not in path.parents))


def roots() -> tuple[Path, ...]:
    """The built-in folder and the user's own. Raises ZipingError for a folder that is not there or holds no region."""
    own = os.environ.get(VARIABLE, "")
    return (BUILT_IN, *(_own(Path(folder.strip())) for folder in own.split(os.pathsep) if folder.strip()))


def _own(root: Path) -> Path:
    if not root.is_dir():
        raise ZipingError(f"环境变量 {VARIABLE} 里的文件夹“{root}”不存在，请核对路径。")
    if not any(next(root.glob(f"*/{kind}/*.yaml"), None) for kind in KINDS):
        raise ZipingError(
            f"环境变量 {VARIABLE} 里的文件夹“{root}”下面没有地区文件夹，"
            "应为 地区/forms/表式.yaml 这样的两层，请核对路径。"
        )
    return root


def folder_of(path: Path) -> str:
    """The folder name of the region a file belongs to: national, shanxi …"""
    return path.parents[1].name
