"""A folder to work in and a log that stays in the test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def log(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log file of the commands."""
    folder = tmp_path_factory.mktemp("log")
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(folder))
    return folder / "ziping.log"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, and the current one."""
    folder = tmp_path / "绩效 自评"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
