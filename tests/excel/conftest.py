"""An Excel to click in, a folder to work in, and a log that stays in the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from excel.clicks import Desk
from support.livebook import excel


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The user's Excel and folder."""
    folder, logs, documents = tmp_path / "绩效 自评", tmp_path / "log", tmp_path / "文档"
    for one in (folder, documents):
        one.mkdir()
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(logs))
    monkeypatch.setattr("platformdirs.user_documents_path", lambda *_, **__: documents)
    opened: list[Path] = []
    monkeypatch.setattr("os.startfile", lambda path: opened.append(Path(path)), raising=False)
    with excel() as running:
        yield Desk(running, folder, logs / "ziping.log", documents, opened)
