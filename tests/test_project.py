"""What the project says about itself is true: its commands, versions, licence, sizes and the package it builds."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import ziping

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

LONGEST_MODULE = 350
ONE_MACHINE_ONLY = re.compile(r"(?<![\w.:*/])/(?:work|root|home/\w+|Users/\w+)/\w|C:\\Users\\\w")
LEFT_FOR_LATER = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b")
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org", "registry.npmjs.org"}


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def command(mark: str) -> str:
    """The command in README.md's code block under ``<!-- mark -->``."""
    found = re.search(rf"^<!-- {mark} -->\n```sh\n(.+)\n```$", text_of("README.md"), re.MULTILINE)
    assert found, f"README.md has no command marked {mark}"
    return found.group(1)


def tracked() -> Iterator[tuple[str, str]]:
    """Path and text of every text file under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode("utf-8").split("\0")):
        path = ROOT / name
        try:
            yield name, path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number} {found.group()}"
        for name, text in tracked()
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]


@pytest.mark.parametrize(("mark", "ending"), [("demo", " ziping demo"), ("test", " pytest -n auto")])
def test_the_readme_sets_up_and_runs_by_one_line(mark: str, ending: str) -> None:
    assert command(mark).startswith("python3 -m venv .venv && ")
    assert command(mark).endswith(ending)


def test_ci_runs_the_readme_s_test_command() -> None:
    """The script's own line that reads README.md, run alone, gives the command that the script then runs."""
    script = text_of(".ci/run")
    read_from_readme = re.search(r"^test_command=.*README\.md\)$", script, re.MULTILINE)
    assert read_from_readme
    assert 'bash -euc "$test_command"' in script
    assert "uv run pytest" not in script
    said = subprocess.run(
        ["bash", "-euc", f'{read_from_readme.group()}\necho "$test_command"'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == command("test")


def test_one_version_everywhere() -> None:
    newest = re.search(r"^## (\S+)", text_of("CHANGELOG.md"), re.MULTILINE)
    assert newest
    assert PROJECT["version"] == ziping.__version__ == newest.group(1)


def test_the_licence_is_the_one_declared() -> None:
    assert PROJECT["license"] == "MIT"
    assert all("MIT License" in text_of(name) for name in PROJECT["license-files"])


def test_modules_stay_readable() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "src").rglob("*.py")}
    assert {path.name: size for path, size in sizes.items() if size >= LONGEST_MODULE} == {}


def test_no_file_names_a_place_on_one_machine() -> None:
    assert lines_with(ONE_MACHINE_ONLY) == []


def test_nothing_is_left_for_later() -> None:
    assert lines_with(LEFT_FOR_LATER) == []


@pytest.mark.parametrize("lock", ["uv.lock", "package-lock.json"])
def test_locks_name_public_registries_only(lock: str) -> None:
    assert set(re.findall(r"https?://([^/\"]+)", text_of(lock))) <= PUBLIC_HOSTS


def test_the_built_package_carries_its_data(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("ziping-*.whl")
    with zipfile.ZipFile(wheel) as package:
        packed = {name for name in package.namelist() if name.startswith("ziping/")}
    source = ROOT / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "ziping").rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".pyo"}
    }
    assert packed == wanted
    assert any(name.startswith("ziping/regions/") and name.endswith(".yaml") for name in packed)


def test_the_bench_runs_as_it_is_written() -> None:
    done = subprocess.run([sys.executable, "bench/run.py", "--rounds", "1"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "click to finished report" in done.stdout
