"""Python packages without pip: a wheel is a zip, and laying it out is all that our dependencies need."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

_ANY = {"py3-none-any", "py2.py3-none-any"}


def fits(wheel: str, version: tuple[int, int], platform: str) -> bool:
    """Whether a wheel of that file name is for this Python, such as (3, 11) on win_amd64."""
    python, abi, machine = wheel.removesuffix(".whl").split("-")[-3:]
    if f"{python}-{abi}-{machine}" in _ANY:
        return True
    if platform not in machine.split("."):
        return False
    return f"cp{version[0]}{version[1]}" in python.split(".") or (abi in {"abi3", "none"} and _since(python, version))


def _since(python: str, version: tuple[int, int]) -> bool:
    """Packages of the stable interface work from their version on."""
    lowest = [tag for tag in python.split(".") if tag.startswith(("cp3", "py3"))]
    return any(int(tag[3:] or 0) <= version[1] for tag in lowest)


def distribution(wheel: str) -> str:
    return wheel.split("-", 1)[0].lower().replace("_", "-")


def unpack(wheel: Path, site: Path, prefix: Path) -> None:
    """Packages into ``site``, data files (xlwings' libraries) into ``prefix``; scripts are left out.

    Raises ValueError for a path that leads elsewhere.
    """
    with zipfile.ZipFile(wheel) as packed:
        for info in packed.infolist():
            target = _target(PurePosixPath(info.filename), site, prefix)
            if info.is_dir() or target is None:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(packed.read(info))


def _target(inside: PurePosixPath, site: Path, prefix: Path) -> Path | None:
    if inside.is_absolute() or ".." in inside.parts or ":" in str(inside) or "\\" in str(inside):
        raise ValueError(f"a wheel must not write to {inside}")
    top, *rest = inside.parts
    if not top.endswith(".data"):
        return site / inside
    kind, *rest = rest or [""]
    bases = {"purelib": site, "platlib": site, "data": prefix}
    return bases[kind].joinpath(*rest) if kind in bases else None


def chosen(wheels: Iterable[Path], version: tuple[int, int], platform: str) -> list[Path]:
    return sorted(path for path in wheels if fits(path.name, version, platform))
