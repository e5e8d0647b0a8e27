"""Standards (规则包) by id, and a user's own file.

A standard that extends another gives only the values that differ; the rest is taken over and marked so.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ziping.domain.standard import Sourced, Standard
from ziping.errors import ZipingError
from ziping.packs import files, load

if TYPE_CHECKING:
    from ziping.packs.document import Document

WHAT = "标准文件"


@cache
def load_standard(id: str) -> Standard:
    """The standard ``id``. Raises ZipingError naming the known ids for any other."""
    standard = load("standards", id, Standard, read_standard)
    if standard is None:
        raise ZipingError(f"没有规则包“{id}”，可用的有：{'、'.join(files('standards'))}")
    return standard


def list_standards() -> tuple[Standard, ...]:
    """All standards, by id."""
    return tuple(load_standard(id) for id in files("standards"))


def read_standard(path: str | Path) -> Standard:
    """The standard in a YAML file. It may extend a built-in one, or ``<id>.yaml`` in the same folder.

    Raises ZipingError with file, line and what to do for anything that is wrong in it.
    """
    return _read(Path(path), ())


def _read(path: Path, chain: tuple[Path, ...]) -> Standard:
    # Only here is YAML needed; its import takes longer than reading a whole workbook.
    from ziping.packs.document import read_document
    from ziping.packs.record import converted
    from ziping.standards.validation import problems

    document = read_document(path, WHAT)
    data = document.data
    base = data.get("extends")
    if isinstance(base, str):
        _take_over(data, _read(_base(document, path, base, (*chain, path.resolve())), (*chain, path.resolve())))
    standard = converted(document, Standard)
    for where, message in problems(standard):
        raise document.error(where, message)
    return standard


def _base(document: Document, path: Path, id: str, chain: tuple[Path, ...]) -> Path:
    beside = path.parent / f"{id}.yaml"
    found = beside if beside.is_file() else files("standards").get(id)
    if found is None:
        known = "、".join(files("standards"))
        raise document.error(("extends",), f"extends 的标准“{id}”不存在，可用的有：{known}")
    if found.resolve() in chain:
        raise document.error(("extends",), f"extends 绕回了“{id}”，标准不能继承自己")
    return found


def _take_over(data: dict[str, Any], base: Standard) -> None:
    """Fills the values ``data`` does not give from ``base``. What is confirmed for one region is not for another."""
    for name, sourced in base.values():
        *parents, key = name.split(".")
        place = data
        for parent in parents:
            place = place.setdefault(parent, {})
        if isinstance(place, dict) and key not in place:
            place[key] = msgspec.to_builtins(_inherited(sourced, base, data.get("region")))


def _inherited(sourced: Sourced[Any], base: Standard, region: Any) -> Sourced[Any]:
    return msgspec.structs.replace(
        sourced,
        inherited=sourced.inherited or base.id,
        status=sourced.status if region == base.region else "待核",
    )
