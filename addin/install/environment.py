"""The private Python: laid out beside the old one, tried, then put in its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from install import wheels
from install.plan import Layout
from install.system import InstallError, System

MARK = ":Zone.Identifier"
"""The stream in which Windows notes that a file came from the internet; Excel runs no macros of such a file."""
_TRY = (
    "import atexit, ziping.excel.entry, ziping.excel.udfs, ziping.excel.server;"
    "import lxml.etree, docx, pythoncom, win32com.client, xlwings;"
    "atexit.unregister(xlwings._xlwindows.cleanup);"  # it would kill an Excel, see ziping.excel.server
    "print('xlwings', xlwings.__version__, callable(xlwings.serve))"
)
_IN_USE = "有文件正在使用，没有装成，原来的版本没有动。请关闭 Excel 和用到本工具的窗口，再运行一次。"


@dataclass(frozen=True)
class Runtime:
    """The Python that runs the installer; ``brought`` is its folder in the bundle, None for an installed Python."""

    version: tuple[int, int]
    platform: str
    brought: Path | None = None


def lay_out(system: System, layout: Layout, runtime: Runtime, packed: Path) -> None:
    """Make ``python.new`` with all packages from the wheels in ``packed``."""
    root = system.path(layout.home / "python.new")
    remove(root)
    if runtime.brought is not None:
        copy_tree(runtime.brought, root)
        for settings in root.glob("python*._pth"):
            library = settings.with_suffix(".zip").name
            settings.write_bytes(f"{library}\r\n.\r\nLib\\site-packages\r\nimport site\r\n".encode("ascii"))
    else:
        command = [str(system.executable), "-I", "-m", "venv", "--without-pip", str(layout.home / "python.new")]
        code, output = system.run(command)
        if code:
            raise InstallError(f"用本机的 Python 建不了运行环境，请改用带 Python 的安装包。（{_last_line(output)}）")
    site = root / "Lib" / "site-packages"
    for wheel in wheels.chosen(packed.glob("*.whl"), runtime.version, runtime.platform):
        wheels.unpack(wheel, site, root)
    beside = system.path(layout.executable(folder="python.new")).parent
    beside.mkdir(exist_ok=True)
    for dll in (site / "pywin32_system32").glob("*.dll"):
        (beside / dll.name).write_bytes(dll.read_bytes())
    unblock(root)


def try_out(system: System, layout: Layout, xlwings: str, bits: int) -> None:
    """Start ``python.new`` once and load what a click loads. Raises InstallError where it does not run."""
    root = system.path(layout.home / "python.new")
    for width in {bits} & {32, 64} or {32, 64}:
        if not (root / f"xlwings{width}-{xlwings}.dll").is_file():
            raise InstallError(f"安装包里没有 {width} 位 Excel 要用的文件，请重新下载安装包。")
    executable = layout.executable(folder="python.new")
    code, output = system.run([str(executable), "-I", "-B", "-X", "utf8", "-c", _TRY])
    if code or f"xlwings {xlwings}" not in output:
        raise InstallError(
            f"装好的 Python 运行不起来，多半是杀毒软件或单位的限制拦下了它。请允许运行 {layout.python}，再装一次；"
            f"还不行，把这个窗口截图发给维护者。（{_last_line(output)}）"
        )


def compile_all(system: System, layout: Layout) -> None:
    """Compile the packages once, instead of at every start: the add-in's Python writes nothing beside its sources."""
    site = layout.home / "python.new" / "Lib" / "site-packages"
    system.run([str(layout.executable(folder="python.new")), "-I", "-m", "compileall", "-q", str(site)])


def swap(system: System, layout: Layout, name: str) -> None:
    """Put ``<name>.new`` in the place of ``<name>``. Raises InstallError where the old one is in use, and keeps it."""
    current, new, old = (system.path(layout.home / f"{name}{suffix}") for suffix in ("", ".new", ".old"))
    try:
        remove(old)
        if current.exists():
            current.rename(old)
        new.rename(current)
    except OSError as error:
        if old.exists() and not current.exists():
            with suppress(OSError):
                old.rename(current)
        raise InstallError(_IN_USE) from error
    with suppress(OSError):  # left for the next installation or the uninstaller
        remove(old)


def copy_tree(source: Path, target: Path) -> None:
    """Contents only: neither marks nor rights come along."""
    for path in sorted(source.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            copied = target / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(path.read_bytes())


def unblock(path: Path) -> None:
    """Take the mark of the internet off a file, or off every file in a folder."""
    for file in _files(path):
        with suppress(OSError):
            Path(f"{file}{MARK}").unlink()


def remove(path: Path) -> None:
    """Remove a folder or file; nothing happens where there is none."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def size_kb(path: Path) -> int:
    return sum(file.stat().st_size for file in _files(path)) // 1024


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from [file for file in path.rglob("*") if file.is_file() and not file.name.endswith(MARK)]


def _last_line(output: str) -> str:
    lines = output.strip().splitlines()
    return lines[-1].strip() if lines else "没有说明"
