"""Fonts of official documents that this computer lacks: Word would silently take another."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress


def missing(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that are not installed; none where that cannot be told."""
    installed = _installed()
    return [name for name in names if installed and name.lower() not in installed]


def notice(names: Iterable[str]) -> str:
    """What to tell the user, "" where nothing is missing."""
    lacking = missing(names)
    if not lacking:
        return ""
    return (
        f"本机没有{'、'.join(lacking)}，在这台电脑上打开会用别的字体代替；"
        "文件里已写明字体，在装有这些字体的电脑上显示正常。"
    )


if sys.platform == "win32":
    import winreg

    def _installed() -> set[str]:
        """Names in the registry look like 仿宋 & 仿宋_GB2312 (TrueType)."""
        found: set[str] = set()
        path = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with suppress(OSError), winreg.OpenKey(root, path) as key:
                for index in range(winreg.QueryInfoKey(key)[1]):
                    names = winreg.EnumValue(key, index)[0].split(" (")[0]
                    found |= {name.strip().lower() for name in names.split("&")}
        return found

else:

    def _installed() -> set[str]:
        if shutil.which("fc-list") is None:
            return set()
        command = ["fc-list", ":", "family"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)  # noqa: S603
        return {name.strip().lower() for line in answer.stdout.splitlines() for name in line.split(",")}
