"""The scripts as Windows reads them, and the zip as the maintainer makes it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from install import collect, contents, wheels
from install.bundle import BundleError, embeddable
from install.installing import COMMANDS, checked
from install.removing import LEFT_TO_THE_SCRIPT

from support.windows_machine import make_bundle

INSTALL = Path(contents.__file__).parent
SCRIPTS = sorted((INSTALL / "scripts").glob("*.cmd"))
KNOWN = {
    "call", "cd", "del", "echo", "exit", "for", "goto", "if", "pause", "rd", "rem", "set", "setlocal", "type",
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
class TestScript:
    def test_it_is_ascii_with_the_line_ends_of_windows(self, script: Path) -> None:
        raw = script.read_bytes()
        assert raw.isascii()
        assert raw.endswith(b"\r\n")
        assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")

    def test_quotes_and_brackets_close_on_their_line(self, script: Path) -> None:
        for line in script.read_text().splitlines():
            assert line.count('"') % 2 == 0, line
            bare = re.sub(r'"[^"]*"', "", line)
            assert bare.count("(") == bare.count(")"), line

    def test_every_jump_has_its_label(self, script: Path) -> None:
        text = script.read_text()
        assert set(re.findall(r"(?:goto|call) :?([a-z]\w*)\b(?![.\\])", text)) <= set(
            re.findall(r"^:(\w+)", text, re.M)
        )

    def test_every_line_begins_with_a_command_of_cmd_or_a_quoted_program(self, script: Path) -> None:
        for line in script.read_text().splitlines():
            word = re.match(r'@?(:\w+$|"%ZP_PYTHON%"|\(goto\)|[a-z]+)', line)
            assert word, line
            assert not word[1].isalpha() or word[1] in KNOWN, line

    def test_every_path_with_a_variable_is_quoted(self, script: Path) -> None:
        """A folder may have spaces or brackets."""
        for line in script.read_text().splitlines():
            bare = re.sub(r'"[^"]*"', "", line)
            assert not re.search(r"%~dp0|%ZP_HOME%|%ZP_PYTHON%|%LOCALAPPDATA%|%ProgramFiles%", bare), line

    def test_python_runs_isolated(self, script: Path) -> None:
        for line in script.read_text().splitlines():
            if re.match(r'@?"%ZP_PYTHON%"', line):
                assert line.lstrip("@").startswith('"%ZP_PYTHON%" -I -B -X utf8 ')


def test_the_scripts_name_files_that_are_in_the_bundle(tmp_path: Path) -> None:
    folder, _ = make_bundle(tmp_path)
    program = folder / "program"
    assert (program / "install" / "__main__.py").is_file()
    assert (program / "scripts" / "run.cmd").is_file()
    assert all((program / "scripts" / name).is_file() for name in COMMANDS)
    assert not {path.name for path in (program / "install").iterdir()} & contents.ON_LINUX


def test_the_script_removes_what_the_uninstaller_leaves_to_it() -> None:
    text = (INSTALL / "scripts" / "home_uninstall.cmd").read_text()
    assert set(re.findall(r'(?:rd /s /q|del /q) "%ZP_HOME%([\w.]+)"', text)) == set(LEFT_TO_THE_SCRIPT)


def test_the_message_without_python_shows_in_every_console() -> None:
    raw = contents.messages(["3.12", "3.11"])["scripts/no_python.txt"]
    assert raw.startswith(b"\xff\xfe")
    assert "3.12、3.11" in raw.decode("utf-16")


@pytest.mark.parametrize(("versions", "windows"), [(["3.12"], "8.1"), (["3.13", "3.12"], "8.1"), (["3.13"], "10")])
def test_the_instructions_name_the_windows_that_the_python_needs(versions: list[str], windows: str) -> None:
    readme = contents.bundled(versions, brought=True)["安装说明.txt"].decode("utf-8-sig")
    assert f"64 位 Windows {windows} 或更新" in readme


def test_the_installer_starts_under_an_isolated_python_and_imports_no_packages(tmp_path: Path) -> None:
    """Every module of it but the one of Windows, as the Python that is brought along would."""
    folder, _ = make_bundle(tmp_path / "下载 1")
    modules = [path.stem for path in (folder / "program" / "install").glob("[a-z]*.py") if path.stem != "windows"]
    code = f"import sys; sys.path.insert(0, {str(folder / 'program')!r}); import install.{', install.'.join(modules)}"
    subprocess.run([sys.executable, "-I", "-S", "-B", "-c", code], check=True, cwd=tmp_path)
    assert checked(folder)["pythons"] == ["3.12"]


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("ziping-0.2.0-py3-none-any.whl", True),
        ("lxml-6-cp312-cp312-win_amd64.whl", True),
        ("lxml-6-cp312-cp312-win32.whl", False),
        ("lxml-6-cp311-cp311-win_amd64.whl", False),
        ("x-1-cp39-abi3-win_amd64.whl", True),
        ("x-1-cp313-abi3-win_amd64.whl", False),
        ("x-1-py3-none-win_amd64.whl", True),
    ],
)
def test_which_wheels_are_for_this_python(name: str, fits: bool) -> None:
    assert wheels.fits(name, (3, 12), "win_amd64") is fits


def test_a_wheel_writes_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "x.whl"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("x-1.data/data/../../evil.py", "")
    with pytest.raises(ValueError, match="must not write"):
        wheels.unpack(path, tmp_path / "site", tmp_path / "prefix")


def test_only_packages_for_windows_are_collected() -> None:
    lines = [
        "pywin32==312 ; sys_platform == 'win32' --hash=sha256:aa --hash=sha256:bb",
        "psutil==7 ; sys_platform == 'darwin' --hash=sha256:cc",
        "xlwings==0.37.0 ; python_full_version < '3.11' --hash=sha256:dd",
    ]
    assert collect.needed(lines, "3.12") == {"pywin32": "pywin32==312 --hash=sha256:aa --hash=sha256:bb"}


def test_the_wrong_python_is_refused() -> None:
    for files in ({"python.exe": b"MZ"}, {"pythonw.exe": b"MZ", "python312._pth": b"."}):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in files.items():
                package.writestr(name, content)
        with pytest.raises(BundleError):
            embeddable(out.getvalue())


def test_the_embeddable_python_is_taken_whole() -> None:
    head = b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little")
    files = {"pythonw.exe": head.ljust(0x80, b"\0") + b"PE\0\0\x64\x86", "python312._pth": b"."}
    assert embeddable(contents.packed(files)) == files


@pytest.fixture(scope="session")
def made_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """By the maintainer's command; skipped where the packages for Windows cannot be had."""
    path = tmp_path_factory.mktemp("bundle") / "ziping-windows.zip"
    command = [sys.executable, str(INSTALL / "bundle.py"), "-o", str(path), "--python-version", "3.11"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No matching distribution" in done.stderr or "pip failed" in done.stderr:
        pytest.skip(f"no wheels for Windows within reach: {done.stderr.strip()[-200:]}")
    assert done.returncode == 0, done.stderr
    return path


def test_the_bundle_has_all_that_is_imported_on_windows(made_bundle: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(made_bundle) as package:
        names = set(package.namelist())
        package.extractall(tmp_path)
    assert names >= {"install.cmd", "uninstall.cmd", "安装说明.txt", "licences/xlwings-vba/LICENSE.txt"}
    manifest = checked(tmp_path)
    assert manifest["platforms"][0] == "win_amd64"
    assert len({name.lower() for name in names}) == len(names), "Windows takes both for one file"
    site, prefix = tmp_path / "site", tmp_path / "prefix"
    for wheel in wheels.chosen((tmp_path / "program" / "wheels").glob("*.whl"), (3, 11), "win_amd64"):
        wheels.unpack(wheel, site, prefix)
    assert {path.name for path in prefix.iterdir()} == {f"xlwings{n}-{manifest['xlwings']}.dll" for n in (32, 64)}
    assert {path.name for path in site.iterdir() if path.is_dir()} >= {"ziping", "xlwings", "lxml", "docx", "win32com"}
    assert not (site / "xlwings" / "pro").exists()
    assert not [name for name in names if re.search(r"LICENSE_PRO", name)]


def test_the_same_sources_give_the_same_bundle(made_bundle: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    command = [sys.executable, str(INSTALL / "bundle.py"), "-o", str(again), "--python-version", "3.11"]
    subprocess.run(command, check=True, capture_output=True)
    assert again.read_bytes() == made_bundle.read_bytes()


def test_every_package_in_the_bundle_brings_its_licence(made_bundle: Path) -> None:
    with zipfile.ZipFile(made_bundle) as package:
        names = package.namelist()
        files = json.loads(package.read("program/manifest.json"))["files"]
    packages = {name.split("/")[1].split("-")[0] for name in files if name.endswith(".whl")}
    assert packages - {name.split("/")[1] for name in names if name.startswith("licences/")} == set()
