"""Where the program goes, what is written to the registry, and what of Excel's own lists is left alone."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath

import pytest
from install import plan
from install.excel import bits_of
from xlam.settings import INTERPRETER

USERS = r"C:\Users"
ENV = {
    "LOCALAPPDATA": rf"{USERS}\zhang san\AppData\Local",
    "APPDATA": rf"{USERS}\zhang san\AppData\Roaming",
    "PROGRAMDATA": r"C:\ProgramData",
    "PUBLIC": rf"{USERS}\Public",
}
CHINESE = ENV | {"LOCALAPPDATA": rf"{USERS}\张三\AppData\Local", "APPDATA": rf"{USERS}\张三\AppData\Roaming"}
SID = "S-1-5-21-1-2-3-1001"


def test_a_latin_name_with_a_space_gets_the_profile() -> None:
    assert plan.homes(ENV, SID)[0] == PureWindowsPath(ENV["LOCALAPPDATA"], "ziping")


def test_the_usual_place_is_the_one_the_add_in_looks_at_by_itself() -> None:
    usual = str(plan.Layout(plan.homes(ENV, SID)[0]).interpreter)
    assert usual == ENV["LOCALAPPDATA"] + INTERPRETER


def test_a_chinese_name_gets_an_ascii_place_of_its_own() -> None:
    homes = plan.homes(CHINESE, SID)
    assert all(str(home).isascii() for home in homes)
    assert [home.parent.name for home in homes] == ["ProgramData"] * 3 + ["Public"] * 3
    assert set(homes).isdisjoint(plan.homes(CHINESE, SID[:-1] + "2"))


@pytest.mark.parametrize("path", [r"\\server\profiles\zhang", rf"{USERS}\a&b", rf"{USERS}\100%", rf"{USERS}\it's"])
def test_paths_that_cmd_or_a_network_would_break_are_not_used(path: str) -> None:
    assert not plan.is_plain(path)


def test_the_key_is_the_one_that_vba_reads() -> None:
    assert plan.INSTALL.endswith(r"VB and VBA Program Settings\ziping\Install")
    written = plan.registry(plan.Layout(PureWindowsPath(r"C:\x\ziping"), venv=True), "1.0", 5)
    assert written[plan.INSTALL]["Interpreter"] == r"C:\x\ziping\python\Scripts\pythonw.exe"
    assert all(key.startswith("HKCU\\") for key in written)


OTHERS = {"OPEN": '/R "C:\\a\\税务.xlam"', "OPEN1": '"C:\\b\\my ziping.xlam.bak.xlam"', "Font": "宋体,11"}
OURS = '/R "C:\\Users\\张三\\AppData\\Roaming\\Microsoft\\AddIns\\ZIPING.xlam"'


def test_other_add_ins_stay_as_they_are() -> None:
    assert plan.without_ours(OTHERS) == OTHERS
    alike = {"OPEN": r"C:\a\my-ziping.xlam", "OPEN1": r"C:\a\不是ziping.xlam"}
    assert plan.without_ours(alike) == alike
    gap = {"OPEN": "a.xlam", "OPEN3": "b.xlam"}
    assert plan.without_ours(gap) == gap


def test_ours_goes_and_the_others_close_ranks() -> None:
    values = {"OPEN": OTHERS["OPEN"], "OPEN1": OURS, "OPEN2": OTHERS["OPEN1"], "OPEN10": "c.xlam", "OPEN9": "b.xlam"}
    after = plan.without_ours({**values, "Font": "宋体,11"})
    assert after == {**OTHERS, "OPEN2": "b.xlam", "OPEN3": "c.xlam"}
    assert plan.without_ours({"OPEN": OURS}) == {}


def test_excel_s_list_of_what_it_switched_off_names_us_in_utf_16() -> None:
    head = b"\x00\x00\x00\x00\x0c\x00\x00\x00"
    assert plan.names_our_addin(head + "c:\\xlstart\\ziping.xlam\0".encode("utf-16-le"))
    assert not plan.names_our_addin(head + "c:\\xlstart\\other.xlam\0".encode("utf-16-le"))


@pytest.mark.parametrize(("machine", "bits"), [(b"\x64\x86", 64), (b"\x4c\x01", 32), (b"\x00\x00", 0)])
def test_the_width_of_excel_is_read_from_its_file(machine: bytes, bits: int) -> None:
    head = b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little")
    assert bits_of(head.ljust(0x80, b"\0") + b"PE\0\0" + machine) == bits


@pytest.mark.parametrize("broken", [b"", b"MZ", b"MZ" + b"\xff" * 80, b"text" * 40])
def test_a_file_that_is_no_program_has_no_width(broken: bytes) -> None:
    assert bits_of(broken) == 0


def test_all_names_of_parts_are_distinct_from_documents() -> None:
    assert not [name for name in (*plan.PARTS, *plan.FILES) if re.search(r"\.(xls|doc|pdf|txt)", name)]
