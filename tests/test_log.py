"""The log is there when it is needed, and never in the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ziping import log
from ziping.errors import ZipingError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    log.setup("cli", tmp_path / "日志")
    yield tmp_path / "日志"
    log.setup("ziping")


def test_an_error_is_noted_with_its_traceback_and_detail(folder: Path) -> None:
    try:
        raise ZipingError("第 3 行的指标值读不懂", detail="cell=E12")
    except ZipingError as error:
        path = log.note_exception(error)
    assert path == log.log_path() == folder / "ziping.log"
    text = path.read_text(encoding="utf-8")
    assert " cli Traceback" in text
    assert "第 3 行的指标值读不懂" in text
    assert text.endswith("cell=E12\n")


def test_entries_are_added_to_what_is_there() -> None:
    log.note("一")
    path = log.note("二\udc80")
    assert path is not None
    assert [line.split(" ", 1)[1] for line in path.read_text(encoding="utf-8").splitlines()] == [
        "cli 一",
        "cli 二\\udc80",
    ]


def test_a_grown_log_is_put_aside_and_one_predecessor_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LIMIT", 10)
    for entry in ("第一次", "第二次", "第三次"):
        log.note(entry)
    assert sorted(path.name for path in folder.iterdir()) == ["ziping.1.log", "ziping.log"]
    assert "第三次" in (folder / "ziping.log").read_text(encoding="utf-8")
    assert "第二次" in (folder / "ziping.1.log").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    log.setup("cli", tmp_path / "file")
    assert log.note("无处可写") is None
    assert log.note_exception(ValueError("无处可写")) is None


def test_importing_the_log_loads_neither_logging_nor_platformdirs() -> None:
    code = "import sys, ziping.log; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "ziping.log" in loaded
    assert not {"logging", "platformdirs", "traceback", "datetime"} & set(loaded)
