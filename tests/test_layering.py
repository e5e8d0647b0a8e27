"""Who may import whom: hosts → services → checks → domain, never upward.

The tests read the source; nothing of it is imported.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ziping"

# From the top down; a room is a module or package directly under ziping, "" is ziping/__init__.py itself.
LAYERS = {
    "hosts": ("cli", "excel", "__main__"),
    "services": (
        "",
        "api",
        "views",
        "printed",
        "fonts",
        "forms",
        "report",
        "importing",
        "collecting",
        "rescoring",
        "rolling",
        "submitting",
        "standards",
        "packs",
        "ooxml",
        "log",
    ),
    "checks": ("checks",),
    "domain": ("domain",),
    "base": ("errors", "patterns"),
}
PURE = ("domain", "checks")

# Anything through which a value could come from, or go to, somewhere else than the caller.
FILES = {"glob", "io", "mmap", "os", "pathlib", "pickle", "shelve", "shutil", "sqlite3", "tempfile", "xml", "zipfile"}
NETWORK = {"asyncio", "ftplib", "http", "socket", "urllib"}
SYSTEM = {"ctypes", "importlib.resources", "logging", "multiprocessing", "subprocess", "sys", "threading", "time"}
LIBRARIES = {"docx", "jinja2", "lxml", "openpyxl", "pandas", "platformdirs", "rich", "xlsxwriter", "xlwings", "yaml"}
ONLY_EXCEL_MAY_IMPORT = {"xlwings", "pythoncom", "win32com"}
SLOW_TO_IMPORT = {"docx", "jinja2", "lxml", "numpy", "openpyxl", "pandas", "python_calamine", "xlsxwriter", "xlwings"}

# Where the name to import is not the name to install.
INSTALLED_AS = {"docx": "python-docx", "python_calamine": "python-calamine", "yaml": "pyyaml"}


class Import(NamedTuple):
    path: Path
    line: int
    target: str
    """Dotted name of the imported module; for ``from x import y`` also y, which may be a module or a name."""

    def within(self, modules: set[str]) -> bool:
        parts = self.target.split(".")
        return any(".".join(parts[:length]) in modules for length in range(1, len(parts) + 1))

    def __str__(self) -> str:
        return f"{self.path.relative_to(SOURCE.parent)}:{self.line} imports {self.target}"


def imports_of(path: Path) -> Iterator[Import]:
    package = ("ziping", *path.relative_to(SOURCE).parent.parts)
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(path, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join((*base, *filter(None, [node.module])))
            for alias in node.names:
                yield Import(path, node.lineno, f"{stem}.{alias.name}")


def room_of(path: Path) -> str:
    """domain/model.py → domain, cli.py → cli, __init__.py → ""."""
    first = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def room_imported(target: str) -> str | None:
    """The room a dotted name lies in, None outside ziping; ``ziping.__version__`` is in ziping itself."""
    top, _, rest = target.partition(".")
    if top != "ziping":
        return None
    name = rest.partition(".")[0]
    return name if (SOURCE / name).is_dir() or (SOURCE / f"{name}.py").exists() else ""


def level(room: str) -> int:
    for height, rooms in enumerate(LAYERS.values()):
        if room in rooms:
            return height
    raise AssertionError(f"ziping.{room} has no place in the table of layers")


MODULES = sorted(SOURCE.rglob("*.py"))
IMPORTS = [found for path in MODULES for found in imports_of(path)]


def test_imports_only_go_down() -> None:
    upward = [
        str(found)
        for found in IMPORTS
        if (to := room_imported(found.target)) is not None
        and found.target != "ziping.__version__"
        and level(to) < level(room_of(found.path))
    ]
    assert upward == []


def test_no_host_needs_another() -> None:
    hosts = {"cli", "excel"}
    across = [str(found) for found in IMPORTS if {room_of(found.path), room_imported(found.target)} == hosts]
    assert across == []


def test_no_two_rooms_need_each_other() -> None:
    needs: dict[str, set[str]] = {}
    for found in IMPORTS:
        here, there = room_of(found.path), room_imported(found.target)
        if there and there != here:
            needs.setdefault(here, set()).add(there)
    circles = [(a, b) for a in needs for b in needs[a] if a in needs.get(b, ()) and a < b]
    assert circles == []


@pytest.mark.parametrize("room", PURE)
def test_the_core_takes_and_gives_values_only(room: str) -> None:
    forbidden = FILES | NETWORK | SYSTEM | LIBRARIES
    found = [str(one) for one in IMPORTS if room_of(one.path) == room and one.within(forbidden)]
    assert found == []


@pytest.mark.parametrize("room", PURE)
def test_the_core_opens_nothing(room: str) -> None:
    calls = [
        f"{path.name}:{node.lineno} {node.func.id}()"
        for path in MODULES
        if room_of(path) == room
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in {"open", "print", "input", "eval", "exec", "__import__"}
    ]
    assert calls == []


def test_only_the_excel_host_knows_excel() -> None:
    found = [str(one) for one in IMPORTS if room_of(one.path) != "excel" and one.within(ONLY_EXCEL_MAY_IMPORT)]
    assert found == []


def test_the_paid_part_of_xlwings_is_not_used() -> None:
    assert [str(one) for one in IMPORTS if one.within({"xlwings.pro", "xlwings_server"})] == []


def test_every_library_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project.get("optional-dependencies", {}).values()
    declared = {
        re.split(r"[^\w.-]", requirement)[0].lower()
        for requirements in (project["dependencies"], *optional)
        for requirement in requirements
    }
    known = {"ziping", *sys.stdlib_module_names}
    undeclared = [
        str(one)
        for one in IMPORTS
        if (top := one.target.split(".")[0]) not in known and INSTALLED_AS.get(top, top).lower() not in declared
    ]
    assert undeclared == []


def loaded_by(module: str) -> set[str]:
    """Top-level names of everything a fresh Python has loaded after ``import module``."""
    code = f"import {module}, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("module", ["ziping", "ziping.cli"])
def test_starting_loads_nothing_slow(module: str) -> None:
    assert loaded_by(module) & SLOW_TO_IMPORT == set()
