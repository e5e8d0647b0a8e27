"""What the installer asks of Windows. The real one is in windows.py; the tests have one of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import Protocol


class InstallError(Exception):
    """One sentence in Chinese: what is the matter and what to do."""


class System(Protocol):
    """Registry keys are written ``HKCU\\...``; a key or value that does not exist reads as nothing."""

    env: Mapping[str, str]
    executable: PureWindowsPath
    """The Python that runs the installer."""

    def path(self, path: PureWindowsPath) -> Path: ...
    def sid(self) -> str: ...
    def values(self, key: str) -> dict[str, object]: ...
    def subkeys(self, key: str) -> list[str]: ...
    def write(self, key: str, name: str, value: object) -> None: ...
    def remove_value(self, key: str, name: str) -> None: ...
    def remove_key(self, key: str) -> None:
        """Remove a key that has neither values nor keys left; leave any other."""

    def excel_is_open(self) -> bool: ...
    def close_to_others(self, folder: PureWindowsPath) -> bool:
        """Leave the folder to this user, administrators and Windows; whether that succeeded."""

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        """Exit code and output."""

    def say(self, text: str) -> None: ...
