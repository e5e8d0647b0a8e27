"""Make the installer's zip on Linux: ``uv run python addin/install/bundle.py -o ziping-windows.zip``.

With ``--python python-3.12.x-embed-amd64.zip`` (from python.org) the zip brings its own Python; compare the printed
sha256 with the published one. Without, the user needs an installed Python of one of ``--python-version``.
The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "addin"))

from xlam.runtime import runtime  # noqa: E402
from xlam.sources import generated  # noqa: E402

from install import collect  # noqa: E402
from install.contents import bsd_part, bundled, licences, manifest, messages, packed, program  # noqa: E402
from install.excel import bits_of  # noqa: E402

VERSIONS = ("3.13", "3.12", "3.11")
"""What an installed Python may be: the first that is found is taken."""
Say = Callable[[str], object]


class BundleError(Exception):
    """Why there is no zip."""


def bundle(python: bytes | None, versions: Sequence[str], say: Say) -> bytes:
    """The zip. Raises BundleError where something that goes in does not match."""
    brought = embeddable(python) if python else {}
    if python:
        versions = [_version_of(brought)]
        say(f"Python {versions[0]} sha256 {hashlib.sha256(python).hexdigest()}")
    wheels, platforms = _all_wheels(versions, collect.PLATFORMS[:1] if brought else collect.PLATFORMS, say)
    xlwings = _dll_version()
    pairs = sorted({name.split("-")[1] for name in wheels if name.startswith("xlwings-")})
    if pairs != [xlwings]:
        raise BundleError(f"ziping.xlam was made with xlwings {xlwings}, uv.lock brings {pairs}")
    inside = program(wheels, brought, _fresh_add_in())
    inside |= messages(versions)
    inside["manifest.json"] = manifest(inside, xlwings, versions, platforms)
    files = {f"program/{name}": content for name, content in inside.items()}
    return packed(files | licences(wheels, brought) | bundled(versions, brought=bool(brought)))


def embeddable(data: bytes) -> dict[str, bytes]:
    """The files of Python's embeddable zip for 64-bit Windows. Raises BundleError for anything else."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    if "pythonw.exe" not in files or not any(name.endswith("._pth") for name in files):
        raise BundleError("not Python's embeddable package (python-3.x.y-embed-amd64.zip)")
    if bits_of(files["pythonw.exe"]) != 64:
        raise BundleError("the embeddable Python must be the 64-bit one; it serves a 32-bit Excel too")
    return files


def _version_of(files: dict[str, bytes]) -> str:
    (number,) = (found[1] for name in files if (found := re.fullmatch(r"python3(\d+)\._pth", name)))
    return f"3.{number}"


def _wheels(folder: Path, versions: Sequence[str], platform: str) -> dict[str, bytes]:
    """All wheels by name, ziping's own among them. Raises MissingWheelError."""
    lines = collect.locked()
    collect.own_wheel(folder)
    for version in versions:
        wanted = collect.needed(lines, version)
        collect.download(wanted, version, platform, folder)
        names = [path.name for path in folder.glob("*.whl")]
        if lacking := collect.missing([*wanted, "ziping"], names, version, platform):
            raise collect.MissingWheelError(f"Python {version} {platform}: {', '.join(lacking)}")
    return {path.name: bsd_part(path.name, path.read_bytes()) for path in folder.glob("*.whl")}


def _all_wheels(versions: Sequence[str], platforms: Sequence[str], say: Say) -> tuple[dict[str, bytes], list[str]]:
    """Wheels, and the platforms they are for: the first must be complete, another is left out, saying why, if not."""
    wheels: dict[str, bytes] = {}
    served = []
    for platform in platforms:
        with tempfile.TemporaryDirectory() as folder:
            try:
                wheels |= _wheels(Path(folder), versions, platform)
            except collect.MissingWheelError as error:
                if platform == platforms[0]:
                    raise BundleError(str(error)) from error
                say(f"{platform} left out: {error}")
            else:
                served.append(platform)
    say(f"{len(wheels)} wheels for Python {', '.join(versions)} on {', '.join(served)}")
    return wheels, served


def _dll_version() -> str:
    """Of xlwings, as the VBA in the add-in names its library."""
    (version,) = set(re.findall(r"xlwings(?:64|32)-([\d.]+)\.dll", runtime()))
    return str(version)


def _fresh_add_in() -> bytes:
    made = generated()["ziping.xlam"]
    if (ROOT / "addin" / "ziping.xlam").read_bytes() != made:
        raise BundleError("addin/ziping.xlam is stale, run: python addin/build.py")
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--python", type=Path, help="Python's embeddable zip for win-amd64")
    parser.add_argument("--python-version", action="append", help=f"without --python; default {' '.join(VERSIONS)}")
    options = parser.parse_args()
    try:
        data = bundle(
            options.python.read_bytes() if options.python else None, options.python_version or VERSIONS, print
        )
    except BundleError as error:
        print(f"no bundle: {error}", file=sys.stderr)
        return 1
    options.output.write_bytes(data)
    print(f"{options.output} {len(data) / 1e6:.1f} MB sha256 {hashlib.sha256(data).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
