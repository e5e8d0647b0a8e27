"""The committed add-in is what its sources make, byte for byte, and a package that survives being packed again."""

from __future__ import annotations

import io
import os
import posixpath
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xlwings
from xlam.runtime import runtime

from support.validator import VERSIONS, Validator

ADDIN = Path(__file__).parents[2] / "addin"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def repacked(data: bytes, changed: dict[str, bytes] | None = None) -> bytes:
    """The same parts in reverse order, deflated, as some other program would pack them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in reversed(list({**parts_of(data), **(changed or {})}.items())):
            package.writestr(name, content)
    return out.getvalue()


def test_what_is_committed_is_what_the_build_command_makes(made: dict[str, bytes]) -> None:
    committed = {name: (ADDIN / name).read_bytes() for name in made if (ADDIN / name).exists()}
    assert sorted(name for name in made if committed.get(name) != made[name]) == [], "run: python addin/build.py"


def test_nothing_lies_there_that_is_not_made_or_read(made: dict[str, bytes]) -> None:
    there = {path.relative_to(ADDIN).as_posix() for folder in ("vba", "ribbon") for path in (ADDIN / folder).iterdir()}
    assert there == {name for name in made if "/" in name} | {"vba/ThisWorkbook.cls"}


def test_a_build_elsewhere_gives_the_same_bytes(made: dict[str, bytes], tmp_path: Path) -> None:
    """Another folder, time zone, locale and order of hashes."""
    shutil.copytree(ADDIN, tmp_path / "addin", ignore=shutil.ignore_patterns("*.xlam", "__pycache__"))
    odd = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "0"}
    build = [sys.executable, str(tmp_path / "addin" / "build.py")]
    subprocess.run(build, cwd=tmp_path, env={**os.environ, **odd}, check=True)
    assert (tmp_path / "addin" / "ziping.xlam").read_bytes() == made["ziping.xlam"]


def test_the_library_and_its_vba_are_of_one_version() -> None:
    """The VBA module names xlwings64-0.37.8.dll: the version of xlwings that the installer must bring."""
    assert f'"xlwings64-{xlwings.__version__}.dll"' in runtime()


def test_every_part_has_a_type_and_every_relation_a_target(made: dict[str, bytes]) -> None:
    parts = parts_of(made["ziping.xlam"])
    types = ET.fromstring(parts.pop("[Content_Types].xml"))
    endings = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    named = {(one.get("PartName") or "").lstrip("/") for one in types.iter(f"{TYPES}Override")}
    assert named <= parts.keys()
    assert [name for name in parts if name not in named and name.rpartition(".")[2] not in endings] == []
    targets = {
        posixpath.normpath(posixpath.join(posixpath.dirname(name), "..", one.get("Target") or ""))
        for name, content in parts.items()
        if name.endswith(".rels")
        for one in ET.fromstring(content).iter(RELATIONS)
    }
    assert targets == {name for name in parts if not name.endswith(".rels")}


def test_the_package_is_of_the_plainest_kind(made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made["ziping.xlam"])) as package:
        entries = package.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert len({entry.filename.lower() for entry in entries}) == len(entries)
    assert {(entry.compress_type, entry.flag_bits, entry.extra, entry.create_system) for entry in entries} == {
        (zipfile.ZIP_STORED, 0, b"", 0)
    }


def test_office_would_open_it_without_repair(addin_file: Path, tmp_path: Path, validator: Validator) -> None:
    again = tmp_path / "repacked.xlam"
    again.write_bytes(repacked(addin_file.read_bytes()))
    assert parts_of(again.read_bytes()) == parts_of(addin_file.read_bytes())
    assert validator.errors_anywhere([addin_file, again], VERSIONS) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'onAction="ZpRibbon.ZpCheck"', b'onActoin="ZpRibbon.ZpCheck"'),
        (b'size="large"', b'size="huge"'),
    ],
    ids=["attribute", "value"],
)
def test_the_validator_sees_a_broken_ribbon(
    addin_file: Path, tmp_path: Path, validator: Validator, right: bytes, wrong: bytes
) -> None:
    name = "customUI/customUI14.xml"
    ribbon = parts_of(addin_file.read_bytes())[name]
    assert right in ribbon
    broken = tmp_path / "broken.xlam"
    broken.write_bytes(repacked(addin_file.read_bytes(), {name: ribbon.replace(right, wrong, 1)}))
    assert any(name in line for line in validator.errors(broken))
