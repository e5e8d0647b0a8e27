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
DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""The rule “Block all Office applications from creating child processes”; 1 blocks."""
_TELL = "请联系信息中心放行，或改用命令行。"
_CHANGE = "请在 Excel 的“文件—选项—信任中心—信任中心设置”里改，或改用命令行。"


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
    """What keeps the add-in from running, a sentence each: what the administrator has set, then what the user has."""
    for office, who, tell in ((POLICIES, "管理员", _TELL), (OFFICE, "您的 Excel", _CHANGE)):
        for version in system.subkeys(office):
            security = rf"{office}\{version}\Excel\Security"
            settings = system.values(security)
            trusted = system.values(rf"{security}\Trusted Locations")
            if trusted.get("AllLocationsDisabled") == 1:
                yield f"{who}停用了受信任位置，加载项的宏可能不能运行；{tell}"
                if settings.get("VBAWarnings") in {3, 4}:
                    yield f"{who}只允许有数字签名的宏或禁止一切宏，本加载项没有签名；{tell}"
            if settings.get("RequireAddinSig") == 1 or settings.get("DisableAllAddins") == 1:
                yield f"{who}只允许有签名的加载项或停用了一切加载项；{tell}"
    if str(system.values(DEFENDER).get(NO_CHILDREN)) == "1":
        yield f"管理员不许 Office 启动别的程序，加载项启动不了 Python；{_TELL}"
