"""A Windows of folders and dictionaries for the installer, and a bundle with a Python that is only files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

from install import contents, plan
from install.environment import Runtime

XLWINGS = "9.9.9"
USERS = r"C:\Users"
LATIN, CHINESE = "zhang san", "张三"
SID = "S-1-5-21-1-2-3-1001"


class Machine:
    """See install.system.System. Drives lie under ``root``."""

    def __init__(self, root: Path, user: str) -> None:
        profile = rf"{USERS}\{user}"
        self.root = root
        self.env = {
            "LOCALAPPDATA": rf"{profile}\AppData\Local",
            "APPDATA": rf"{profile}\AppData\Roaming",
            "PROGRAMDATA": r"C:\ProgramData",
            "PUBLIC": rf"{USERS}\Public",
        }
        for folder in self.env.values():
            self.path(PureWindowsPath(folder)).mkdir(parents=True)
        self.executable = PureWindowsPath(r"D:\下载\ziping\program\python\win_amd64\python.exe")
        self.registry: dict[str, dict[str, object]] = {}
        self.put(plan.LISTED.rsplit("\\", 2)[0], {})
        self.said: list[str] = []
        self.closed: list[PureWindowsPath] = []
        self.ran: list[Sequence[str]] = []
        self.open = False
        self.python_starts = True
        self.rights = True

    def path(self, path: PureWindowsPath) -> Path:
        return self.root.joinpath(path.drive[0], *path.parts[1:])

    def sid(self) -> str:
        return SID

    def values(self, key: str) -> dict[str, object]:
        return dict(self.registry.get(key, {}))

    def subkeys(self, key: str) -> list[str]:
        below = (other.removeprefix(f"{key}\\") for other in self.registry if other.startswith(f"{key}\\"))
        return sorted({name.split("\\")[0] for name in below})

    def write(self, key: str, name: str, value: object) -> None:
        self.put(key, {**self.values(key), name: value})

    def put(self, key: str, values: dict[str, object]) -> None:
        """A key with these values; Windows makes the keys above it."""
        for above in PureWindowsPath(key).parents:
            self.registry.setdefault(str(above), {})
        self.registry[key] = dict(values)

    def remove_value(self, key: str, name: str) -> None:
        self.registry.get(key, {}).pop(name, None)

    def remove_key(self, key: str) -> None:
        if not self.values(key) and not self.subkeys(key):
            self.registry.pop(key, None)

    def excel_is_open(self) -> bool:
        return self.open

    def close_to_others(self, folder: PureWindowsPath) -> bool:
        self.closed.append(folder)
        return self.rights

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        self.ran.append(command)
        if "venv" in command:
            target = self.path(PureWindowsPath(command[-1]))
            for name in ("python.exe", "pythonw.exe"):
                (target / "Scripts").mkdir(parents=True, exist_ok=True)
                (target / "Scripts" / name).write_bytes(b"MZ")
            return 0, ""
        there = self.path(PureWindowsPath(command[0])).is_file()
        return (0, f"xlwings {XLWINGS}\r\n") if there and self.python_starts else (1, "Access is denied")

    def say(self, text: str) -> None:
        self.said.append(text)

    def files(self) -> dict[str, bytes]:
        """Every file of the machine but those of the bundle."""
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    def folders(self) -> set[str]:
        return {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_dir()}

    def with_excel(self, machine: bytes = b"\x64\x86") -> Machine:
        path = PureWindowsPath(r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE")
        self.path(path).parent.mkdir(parents=True)
        head = b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little")
        self.path(path).write_bytes(head.ljust(0x80, b"\0") + b"PE\0\0" + machine)
        self.write(r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", "", str(path))
        self.write(plan.options_key("16.0"), "Font", "宋体,11")
        return self


def wheel(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def make_bundle(folder: Path, mark: bytes = b"") -> tuple[Path, Runtime]:
    """An unpacked bundle; ``mark`` makes two versions of it differ."""
    python = {"python.exe": b"MZ", "pythonw.exe": b"MZ", "python312._pth": b".\n", "LICENSE.txt": b"PSF"}
    tag = "cp312-cp312-win_amd64.whl"
    dlls = {f"xlwings-{XLWINGS}.data/data/xlwings{bits}-{XLWINGS}.dll": b"MZ" for bits in (32, 64)}
    wheels = {
        "ziping-1-py3-none-any.whl": wheel({"ziping/__init__.py": mark, "ziping-1.dist-info/METADATA": b""}),
        f"xlwings-{XLWINGS}-{tag}": wheel({"xlwings/__init__.py": b"", **dlls}),
        f"pywin32-3-{tag}": wheel({"pywin32_system32/pywintypes312.dll": b"MZ", "pywin32-3.data/scripts/x.py": b""}),
        "pywin32-3-cp311-cp311-win_amd64.whl": wheel({"wrong.py": b""}),
    }
    inside = contents.program(wheels, python, b"add-in" + mark) | contents.messages(["3.12"])
    inside["manifest.json"] = contents.manifest(inside, XLWINGS, ["3.12"], ["win_amd64"])
    for name, content in inside.items():
        path = folder / "program" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder, Runtime((3, 12), "win_amd64", folder / "program" / "python" / "win_amd64")
