"""Collect the Python packages for Windows: exactly those of uv.lock, checked by their hashes. Runs on Linux."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement

from install.wheels import distribution, fits

ROOT = Path(__file__).parents[2]
PLATFORMS = ("win_amd64", "win32")


class MissingWheelError(Exception):
    """A package has no wheel for this Python on this platform."""


def run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603


def locked() -> list[str]:
    """The desktop dependencies as uv.lock has them, one requirement with markers and hashes each."""
    text = run(
        _uv(), "export", "--frozen", "--no-dev", "--extra", "excel", "--no-emit-project", "--no-header", "--no-annotate"
    )
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def needed(lines: Sequence[str], version: str) -> dict[str, str]:
    """Name → requirement with hashes but without its marker, of what a Windows with this Python needs."""
    windows = {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
        "python_version": version, "python_full_version": f"{version}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }  # fmt: skip
    found = {}
    for line in lines:
        described, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
        requirement = Requirement(described)
        if requirement.marker is None or requirement.marker.evaluate(windows):
            found[requirement.name] = " ".join([f"{requirement.name}{requirement.specifier}", *hashes])
    return found


def download(wanted: dict[str, str], version: str, platform: str, folder: Path) -> None:
    """The wheels of ``wanted`` into ``folder``. Raises MissingWheelError with pip's last words."""
    listed = folder / "requirements.txt"
    listed.write_text("\n".join(wanted.values()) + "\n", encoding="utf-8")
    command = [
        *_pip(), "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes",
        "--platform", platform, "--python-version", version, "--implementation", "cp", "--dest", str(folder),
        "-r", str(listed),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    listed.unlink()
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise MissingWheelError(f"Python {version} {platform}: {(errors or ['pip failed'])[-1]}")


def missing(wanted: Sequence[str], wheels: Sequence[str], version: str, platform: str) -> list[str]:
    """Names without a wheel that the installer will take."""
    major, minor = map(int, version.split("."))
    there = {distribution(name) for name in wheels if fits(name, (major, minor), platform)}
    return [name for name in wanted if name.lower().replace("_", "-") not in there]


def own_wheel(folder: Path) -> Path:
    """ziping itself, built here."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    (wheel,) = folder.glob("ziping-*.whl")
    return wheel


def _pip() -> list[str]:
    """This environment's pip; uv makes environments without one, then uv's own."""
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
        return [sys.executable, "-m", "pip"]
    return [_uv(), "tool", "run", "--quiet", "pip"]


def _uv() -> str:
    """This environment's uv, else the one of the machine. Raises FileNotFoundError where there is none."""
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    found = shutil.which("uv", path=beside)
    if found is None:
        raise FileNotFoundError("uv is needed: pip install uv")
    return found
