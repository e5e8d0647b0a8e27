"""vbaProject.bin, read back by independent readers of compound files and of VBA."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser
from xlam.cfb import compound_file
from xlam.modules import Module
from xlam.sources import modules

PROJECT_BIN = "xl/vbaProject.bin"


def bin_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(PROJECT_BIN)


@pytest.fixture(scope="module")
def read_back(addin_file: Path) -> dict[str, str]:
    """Module name → source, as olevba finds them in the add-in."""
    parser = VBA_Parser(str(addin_file))
    return {stream.rpartition("/")[2]: code for _, stream, _, code in parser.extract_macros()}


def test_every_module_reads_back_as_its_source(read_back: dict[str, str]) -> None:
    assert {name: code.replace("\r\n", "\n") for name, code in read_back.items()} == {
        module.name: module.text().replace("\r\n", "\n") for module in modules()
    }


def test_a_source_keeps_every_line_but_its_header() -> None:
    cls = (
        'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "Old"\nAttribute VB_Exposed = True\nCode\n'
    )
    assert Module("Box", "class", cls).text().splitlines()[-1] == "Code"
    assert Module("Box", "class", cls).text().count("VB_Exposed = False") == 1
    assert Module("Plain", "standard", "Line 1\n\nLine 3\n").text() == (
        'Attribute VB_Name = "Plain"\r\nLine 1\r\n\r\nLine 3\r\n'
    )


@pytest.mark.parametrize(
    ("name", "source"), [("bad name", ""), ("X" * 32, ""), ("Good", "MsgBox “您好”"), ("中文", "")]
)
def test_what_vba_cannot_hold_is_refused(name: str, source: str) -> None:
    with pytest.raises(ValueError, match="VBA module"):
        Module(name, "standard", source)


def test_the_compound_file_is_sound(addin_file: Path) -> None:
    with olefile.OleFileIO(bin_of(addin_file), raise_defects=olefile.DEFECT_POTENTIAL) as file:
        assert file.parsing_issues == []
        names = {"/".join(path) for path in file.listdir()}
    assert {"PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT", "VBA/ZpRibbon", "VBA/xlwings"} <= names


def test_nothing_is_compiled_so_excel_compiles_it(addin_file: Path) -> None:
    with olefile.OleFileIO(bin_of(addin_file)) as file:
        assert file.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")
        assert not [path for path in file.listdir() if path[-1].startswith("__SRP")]


def test_workbook_and_project_name_the_same_documents(addin_file: Path) -> None:
    with zipfile.ZipFile(addin_file) as package:
        xml = b"".join(package.read(name) for name in package.namelist() if name.endswith(".xml")).decode()
    with olefile.OleFileIO(bin_of(addin_file)) as file:
        listing = file.openstream("PROJECT").read().decode("cp1252")
    assert set(re.findall(r'codeName="(\w+)"', xml)) == set(re.findall(r"^Document=(\w+)/", listing, re.MULTILINE))


def decrypted(text: str) -> bytes:
    """[MS-OVBA] 2.4.3.3, written from the specification: the data of CMG, DPB or GC."""
    raw = bytes.fromhex(text)
    seed, version, key = raw[0], raw[0] ^ raw[1], raw[0] ^ raw[2]
    before, one, two = key, raw[2], raw[1]
    plain = bytearray()
    for byte in raw[3:]:
        plain.append(byte ^ (two + before & 0xFF))
        before, one, two = plain[-1], byte, one
    ignored = (seed & 6) // 2
    (length,) = struct.unpack_from("<I", plain, ignored)
    assert version == 2
    assert len(plain) == ignored + 4 + length
    return bytes(plain[ignored + 4 :])


def test_the_project_is_visible_and_without_password(addin_file: Path) -> None:
    with olefile.OleFileIO(bin_of(addin_file)) as file:
        listing = file.openstream("PROJECT").read().decode("cp1252")
    values = dict(re.findall(r'^(\w+)="([0-9A-F]+)"', listing, re.MULTILINE))
    assert {key: decrypted(values[key]) for key in ("CMG", "DPB", "GC")} == {
        "CMG": bytes(4),
        "DPB": bytes(1),
        "GC": b"\xff",
    }


NAMES = st.text("abcdefghijklmnopqrstuvwxyzABC_0123456789", min_size=1, max_size=31)
STREAMS = st.dictionaries(NAMES, st.binary(max_size=9000), max_size=12)


@given(STREAMS, STREAMS)
def test_any_streams_come_back_from_a_compound_file(outer: dict[str, bytes], inner: dict[str, bytes]) -> None:
    outer, inner = ({name.lower(): data for name, data in tree.items()} for tree in (outer, inner))
    outer.pop("storage", None)
    with olefile.OleFileIO(io.BytesIO(compound_file({**outer, "storage": inner}))) as file:
        found = {"/".join(path): file.openstream(path).read() for path in file.listdir()}
    assert found == {**outer, **{f"storage/{name}": data for name, data in inner.items()}}


def test_a_big_file_has_a_fat_of_many_sectors_and_a_bigger_one_is_refused() -> None:
    with olefile.OleFileIO(io.BytesIO(compound_file({"big": b"x" * 5_000_000}))) as file:
        assert file.openstream("big").read() == b"x" * 5_000_000
    with pytest.raises(ValueError, match="too big"):
        compound_file({"big": bytes(8_000_000)})
