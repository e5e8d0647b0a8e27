"""What an installation consists of: places, registry values, names. Pure; nothing is read or written here.

Paths are Windows paths whatever machine this runs on. Registry keys begin with ``HKCU`` or ``HKLM``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath

NAME = "ziping"
TITLE = "自评表助手"
ADDIN = "ziping.xlam"

SETTINGS = r"HKCU\Software\VB and VBA Program Settings"
INSTALL = rf"{SETTINGS}\{NAME}\Install"
"""Where VBA's GetSetting looks; see addin/vba/ThisWorkbook.cls."""
LISTED = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
"""The entry in the list of programs of Windows."""
OFFICE = r"HKCU\Software\Microsoft\Office"
PARTS = ("python", "python.new", "python.old", "program", "program.new", "program.old", "Logs")
FILES = ("ziping.cmd", "uninstall.cmd", ".write-test")
"""All that the installed program ever puts into its own folder. Anything else there belongs to the user."""

Values = dict[str, object]
_PLAIN = re.compile(r"[A-Za-z]:\\[A-Za-z0-9 ._()\\-]+")
_OPEN = re.compile(r"OPEN(\d*)", re.IGNORECASE)


def is_plain(path: str) -> bool:
    """Whether xlwings' library can start a program there: a local path of ASCII without signs special to cmd.exe."""
    return bool(_PLAIN.fullmatch(path))


def homes(env: Mapping[str, str], sid: str) -> list[PureWindowsPath]:
    """Where the program may live, best place first: the profile, unless its path is not plain.

    C:\\ProgramData lets every user make folders, and so does the public profile; there the folder bears a mark of the
    user's SID and is closed to all others once it is made.
    """
    mark = hashlib.sha256(sid.encode()).hexdigest()[:8]
    found = [(env.get("LOCALAPPDATA", ""), NAME)]
    for shared in ("PROGRAMDATA", "PUBLIC"):
        found += [(env.get(shared, ""), f"{NAME}-{mark}{again}") for again in ("", "-2", "-3")]
    return [PureWindowsPath(folder, name) for folder, name in found if is_plain(folder)]


def is_shared(home: PureWindowsPath, env: Mapping[str, str]) -> bool:
    """Whether others can write beside the folder, so that it has to be closed to them."""
    return home != own_data(env)


def own_data(env: Mapping[str, str]) -> PureWindowsPath:
    """The folder in the profile: of the program itself where the name is plain, of its log in any case."""
    return PureWindowsPath(env["LOCALAPPDATA"], NAME)


@dataclass(frozen=True)
class Layout:
    """The installed program. ``venv`` says that its Python was made from an installed one, not brought along."""

    home: PureWindowsPath
    venv: bool = False

    @property
    def python(self) -> PureWindowsPath:
        return self.home / "python"

    def executable(self, name: str = "python.exe", folder: str = "python") -> PureWindowsPath:
        return self.home / folder / ("Scripts" if self.venv else "") / name

    @property
    def interpreter(self) -> PureWindowsPath:
        return self.executable("pythonw.exe")


def excel_folder(env: Mapping[str, str]) -> PureWindowsPath:
    return PureWindowsPath(env["APPDATA"], "Microsoft", "Excel")


def addin(env: Mapping[str, str]) -> PureWindowsPath:
    """Excel opens what lies here, for every version, and counts the folder as trusted from the start."""
    return excel_folder(env) / "XLSTART" / ADDIN


def addin_on_its_way(env: Mapping[str, str]) -> PureWindowsPath:
    """Same drive, but not in XLSTART: Excel would open a half-copied file there."""
    return excel_folder(env) / f"{ADDIN}.new"


def registry(layout: Layout, version: str, size_kb: int) -> dict[str, Values]:
    """Every value that an installation writes, by key. All of it belongs to the user who installs."""
    uninstall = layout.home / "uninstall.cmd"
    return {
        INSTALL: {"Home": str(layout.home), "Interpreter": str(layout.interpreter)},
        LISTED: {
            "DisplayName": TITLE,
            "DisplayVersion": version,
            "Publisher": f"{NAME} maintainers",
            "InstallLocation": str(layout.home),
            "UninstallString": f'"{uninstall}"',
            "EstimatedSize": size_kb,
            "NoModify": 1,
            "NoRepair": 1,
        },
    }


def options_key(version: str) -> str:
    return rf"{OFFICE}\{version}\Excel\Options"


def manager_key(version: str) -> str:
    """Add-ins that Excel lists but does not open: the value's name is the path."""
    return rf"{OFFICE}\{version}\Excel\Add-in Manager"


def disabled_key(version: str) -> str:
    """What Excel switched off after a crash: opaque values that hold the path."""
    return rf"{OFFICE}\{version}\Excel\Resiliency\DisabledItems"


def names_our_addin(value: object) -> bool:
    if isinstance(value, bytes):
        value = value.decode("utf-16-le", errors="replace")
    return bool(re.search(rf"(?<![\w.-]){re.escape(ADDIN)}(?![\w.])", str(value), re.IGNORECASE))


def without_ours(values: Values) -> Values:
    """Excel's Options without OPEN values that name our add-in; those of others close ranks, in their order.

    Somebody may have added the file by hand in Excel's list of add-ins; together with XLSTART it would open twice.
    Excel reads OPEN, OPEN1, OPEN2 … up to the first gap. Where none is ours, everything stays as it is.
    """
    numbered = sorted((int(found[1] or 0), name) for name in values if (found := _OPEN.fullmatch(name)))
    if not any(names_our_addin(values[name]) for _, name in numbered):
        return dict(values)
    kept = [values[name] for _, name in numbered if not names_our_addin(values[name])]
    rest = {name: value for name, value in values.items() if not _OPEN.fullmatch(name)}
    return rest | {f"OPEN{number or ''}": value for number, value in enumerate(kept)}
