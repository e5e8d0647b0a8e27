"""What lies in the installer's zip, apart from the packages."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import ziping

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ON_LINUX = {"bundle.py", "collect.py", "contents.py"}
"""Modules that only make the zip."""
AT_THE_TOP = ("install.cmd", "uninstall.cmd")
_LICENCE = re.compile(
    r"[^/]+\.dist-info/(?:licenses/)?((?:[^/]+/)*(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)", re.IGNORECASE
)
_DATE = (1980, 1, 1, 0, 0, 0)
_PRO = re.compile(r"xlwings/pro/.*|xlwings/xlwingslib\..*|xlwings-[^/]+\.dist-info/(?:licenses/)?LICENSE_PRO.*")
"""The part of xlwings that is not under the BSD licence; the rest imports without it."""
_WITHOUT_8 = 13
"""Python 3.13 and later run on Windows 10 and later."""
_DOCS = {"Windows说明.md": "docs/windows.md", "使用手册.md": "docs/manual.md"}


def program(wheels: dict[str, bytes], python: dict[str, bytes], addin: bytes) -> dict[str, bytes]:
    """The folder ``program``: installer, packages, add-in and, where it is brought along, Python."""
    files = {f"install/{path.name}": path.read_bytes() for path in HERE.glob("*.py") if path.name not in ON_LINUX}
    files |= {
        f"scripts/{path.name}": path.read_bytes()
        for path in (HERE / "scripts").glob("*.cmd")
        if path.name not in AT_THE_TOP
    }
    files |= {f"wheels/{name}": content for name, content in wheels.items()}
    files |= {f"python/win_amd64/{name}": content for name, content in python.items()}
    return files | {"ziping.xlam": addin}


def messages(versions: Sequence[str]) -> dict[str, bytes]:
    """What the scripts read. UTF-16 with its mark is what ``type`` shows rightly in every console."""
    text = _text("no_python.txt").format(pythons="、".join(versions))
    return {
        "versions.txt": "".join(f"{version}\r\n" for version in versions).encode("ascii"),
        "scripts/no_python.txt": b"\xff\xfe" + _crlf(text).encode("utf-16-le"),
    }


def bundled(versions: Sequence[str], *, brought: bool) -> dict[str, bytes]:
    """What the user sees on opening the zip: two scripts and the instructions."""
    python = "Python 已经带上，不用另装。" if brought else f"要先装好 64 位的 Python（{'、'.join(versions)} 之一）。"
    oldest = min(int(version.split(".")[1]) for version in versions)
    windows = "10" if oldest >= _WITHOUT_8 else "8.1"
    readme = _text("readme.txt").format(version=ziping.__version__, python=python, windows=windows)
    files = {"安装说明.txt": _crlf(readme).encode("utf-8-sig")}
    files |= {name: (HERE / "scripts" / name).read_bytes() for name in AT_THE_TOP}
    for name, source in _DOCS.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files[name] = _crlf(re.sub(r"^!\[.*\]\(.*\)\n", "", text, flags=re.MULTILINE)).encode("utf-8-sig")
    return files


def licences(wheels: dict[str, bytes], python: dict[str, bytes]) -> dict[str, bytes]:
    """The licence texts of all that is in the zip, a folder per package."""
    files = {
        "licences/ziping/LICENSE.txt": (ROOT / "LICENSE").read_bytes(),
        "licences/xlwings-vba/LICENSE.txt": (ROOT / "addin" / "LICENSE-xlwings.txt").read_bytes(),
    }
    files |= {f"licences/python/{name}": python[name] for name in ("LICENSE.txt",) if name in python}
    for wheel, content in wheels.items():
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                if found := _LICENCE.fullmatch(name):
                    flat = found[1].replace("/", "-")
                    files[f"licences/{wheel.split('-')[0]}/{flat}"] = package.read(name)
    return files


def bsd_part(wheel: str, content: bytes) -> bytes:
    """xlwings' wheel without what is not free for every use; any other wheel as it is."""
    if not wheel.startswith("xlwings-"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return packed({name: package.read(name) for name in package.namelist() if not _PRO.fullmatch(name)})


def manifest(files: dict[str, bytes], xlwings: str, pythons: Sequence[str], platforms: Sequence[str]) -> bytes:
    """What the installer checks before it touches anything: versions, and the sha256 of every file it reads."""
    facts = {
        "version": ziping.__version__,
        "xlwings": xlwings,
        "pythons": list(pythons),
        "platforms": list(platforms),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode("utf-8")


def _text(name: str) -> str:
    return (HERE / "texts" / name).read_text(encoding="utf-8")


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def packed(files: dict[str, bytes]) -> bytes:
    """A zip of these files; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system, info.external_attr = 0, 0
            already = name.endswith((".whl", ".zip", ".xlam"))
            info.compress_type = zipfile.ZIP_STORED if already else zipfile.ZIP_DEFLATED
            package.writestr(info, files[name])
    return out.getvalue()
