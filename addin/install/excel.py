"""Which Excel is installed, whether the library of its width is there, and what the administrator forbids."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PureWindowsPath

from install.plan import OFFICE
from install.system import System

_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_MACHINES = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
POLICIES = r"HKCU\Software\Policies\Microsoft\Office"
_TELL = "请联系信息中心放行，或改用命令行。"


@dataclass(frozen=True)
class Excel:
    path: PureWindowsPath
    bits: int
    """Of Excel, not of Windows; 0 where its file cannot be read."""


def bits_of(program: bytes) -> int:
    """32 or 64 from the head of a Windows program; 0 for anything else."""
    if program[:2] != b"MZ" or len(program) < 0x40:
        return 0
    (start,) = struct.unpack_from("<I", program, 0x3C)
    if program[start : start + 4] != b"PE\0\0" or len(program) < start + 6:
        return 0
    return _MACHINES.get(struct.unpack_from("<H", program, start + 4)[0], 0)


def find_excel(system: System) -> Excel | None:
    """The Excel that Windows starts; None where there is none, or where WPS has put itself in its place."""
    for root in ("HKCU", "HKLM"):
        named = str(system.values(rf"{root}\{_APP_PATHS}").get("", "")).strip('" ')
        path = PureWindowsPath(named)
        if path.name.lower() != "excel.exe":
            continue
        try:
            with system.path(path).open("rb") as file:
                return Excel(path, bits_of(file.read(4096)))
        except FileNotFoundError:
            continue
        except OSError:
            return Excel(path, 0)
    return None


def versions(system: System) -> list[str]:
    """Office versions that have settings of this user, such as 16.0."""
    return [name for name in system.subkeys(OFFICE) if name[:1].isdigit() and name.endswith(".0")]


def hindrances(system: System) -> Iterator[str]:
    """What the administrator has set that keeps the add-in from running, a sentence each."""
    for version in system.subkeys(POLICIES):
        security = rf"{POLICIES}\{version}\Excel\Security"
        settings = system.values(security)
        trusted = system.values(rf"{security}\Trusted Locations")
        if trusted.get("AllLocationsDisabled") == 1:
            yield f"管理员停用了 Excel 的受信任位置，加载项的宏可能不能运行；{_TELL}"
            if settings.get("VBAWarnings") in {3, 4}:
                yield f"管理员只允许有数字签名的宏或禁止一切宏，本加载项没有签名；{_TELL}"
        if settings.get("RequireAddinSig") == 1 or settings.get("DisableAllAddins") == 1:
            yield f"管理员只允许有签名的加载项或停用了一切加载项；{_TELL}"
