"""Windows itself: registry, windows on the screen, access rights. The only module that needs Windows."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PureWindowsPath

if sys.platform == "win32":
    import winreg

    _ROOTS = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCR": winreg.HKEY_CLASSES_ROOT}
    _NO_WINDOW = 0x08000000
    _ADMINISTRATORS, _WINDOWS = "*S-1-5-32-544", "*S-1-5-18"

    class Windows:
        """See :class:`install.system.System`."""

        def __init__(self) -> None:
            self.env: Mapping[str, str] = os.environ
            self.executable = PureWindowsPath(sys.executable)

        def path(self, path: PureWindowsPath) -> Path:
            return Path(path)

        def sid(self) -> str:
            code, text = self.run([self._tool("whoami.exe"), "/user", "/fo", "csv", "/nh"])
            return text.strip().rsplit(",", 1)[-1].strip('"') if code == 0 else ""

        def values(self, key: str) -> dict[str, object]:
            found: dict[str, object] = {}
            with suppress(OSError), self._open(key, winreg.KEY_READ) as opened:
                for index in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, index)
                    found[name] = value
            return found

        def subkeys(self, key: str) -> list[str]:
            with suppress(OSError), self._open(key, winreg.KEY_READ) as opened:
                return [winreg.EnumKey(opened, index) for index in range(winreg.QueryInfoKey(opened)[0])]
            return []

        def write(self, key: str, name: str, value: object) -> None:
            root, rest = key.split("\\", 1)
            with winreg.CreateKeyEx(_ROOTS[root], rest, 0, winreg.KEY_SET_VALUE) as opened:
                if isinstance(value, int):
                    winreg.SetValueEx(opened, name, 0, winreg.REG_DWORD, value)
                else:
                    winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, str(value))

        def remove_value(self, key: str, name: str) -> None:
            with suppress(FileNotFoundError), self._open(key, winreg.KEY_SET_VALUE) as opened:
                winreg.DeleteValue(opened, name)

        def remove_key(self, key: str) -> None:
            root, rest = key.split("\\", 1)
            if not self.values(key) and not self.subkeys(key):
                with suppress(OSError):
                    winreg.DeleteKey(_ROOTS[root], rest)

        def excel_is_open(self) -> bool:
            return bool(ctypes.windll.user32.FindWindowW("XLMAIN", None))

        def close_to_others(self, folder: PureWindowsPath) -> bool:
            rights = [f"{who}:(OI)(CI)F" for who in (f"*{self.sid()}", _WINDOWS, _ADMINISTRATORS)]
            command = [self._tool("icacls.exe"), str(folder), "/inheritance:r", "/grant:r", *rights]
            return self.run(command)[0] == 0

        def run(self, command: Sequence[str]) -> tuple[int, str]:
            try:
                done = subprocess.run(  # noqa: S603 - by full paths only
                    command, capture_output=True, check=False, timeout=180, stdin=subprocess.DEVNULL,
                    creationflags=_NO_WINDOW, encoding="utf-8", errors="replace",
                )  # fmt: skip
            except (OSError, subprocess.TimeoutExpired) as error:
                return 1, str(error)
            return done.returncode, done.stdout + done.stderr

        def say(self, text: str) -> None:
            print(text, flush=True)

        def _open(self, key: str, access: int) -> winreg.HKEYType:
            root, rest = key.split("\\", 1)
            return winreg.OpenKey(_ROOTS[root], rest, 0, access)

        def _tool(self, name: str) -> str:
            """By full path: a program of that name lying in the current folder is not run."""
            return str(PureWindowsPath(self.env.get("SYSTEMROOT", r"C:\Windows"), "System32", name))
