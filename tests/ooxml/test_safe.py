"""At any moment the old file or the new one is there, whole; a dated copy of the old stays."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ooxml.builders import one_sheet
from ziping.errors import ZipingError
from ziping.ooxml.reader import read_workbook
from ziping.ooxml.safe import replace_workbook, write_new

NOW = datetime(2026, 11, 20, 9, 30, 0)  # noqa: DTZ001 - the user's wall clock
OLD, NEW = (one_sheet(f'<row r="1"><c r="A1"><v>{n}</v></c></row>') for n in (1, 2))
BACKUP = "自评表.备份-20261120-093000.xlsx"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "自评表.xlsx"
    file.write_bytes(OLD)
    return file


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def replace(path: Path) -> Path:
    return replace_workbook(path, NEW, verify=None, now=NOW)


def test_replacing_keeps_a_dated_copy(path: Path) -> None:
    backup = replace(path)
    assert (path.read_bytes(), backup.read_bytes()) == (NEW, OLD)
    assert names(path.parent) == {"自评表.xlsx", BACKUP}


def test_two_copies_of_one_second_are_both_kept(path: Path) -> None:
    first, second = replace(path), replace(path)
    assert (first.read_bytes(), second.read_bytes()) == (OLD, NEW)
    assert second.name == "自评表.备份-20261120-093000-2.xlsx"


@pytest.mark.parametrize("owner", ["~$自评表.xlsx", ".~自评表.xlsx", ".~lock.自评表.xlsx#"])
def test_a_workbook_that_is_open_is_refused(path: Path, owner: str) -> None:
    (path.parent / owner).touch()
    with pytest.raises(ZipingError, match="文件正在 Excel 或 WPS 中打开，请先保存并关闭"):
        replace(path)
    assert path.read_bytes() == OLD
    assert names(path.parent) == {"自评表.xlsx", owner}


def test_a_report_open_in_word_is_refused(tmp_path: Path) -> None:
    """Word's owner file replaces the first two characters of a long name."""
    (tmp_path / "~$自评报告正式稿.docx").touch()
    with pytest.raises(ZipingError, match="打开"):
        write_new(tmp_path / "绩效自评报告正式稿.docx", b"x", now=NOW)


def test_what_does_not_read_as_a_workbook_does_not_replace_one(path: Path) -> None:
    with pytest.raises(ZipingError, match="已损坏或不完整"):
        replace_workbook(path, NEW[:-50], verify=None, now=NOW)
    assert path.read_bytes() == OLD
    assert names(path.parent) == {"自评表.xlsx"}


def test_the_callers_check_sees_the_bytes_on_disk(path: Path) -> None:
    def refuse(data: bytes) -> None:
        assert data == NEW
        raise ZipingError("分数不对")

    with pytest.raises(ZipingError, match="分数不对"):
        replace_workbook(path, NEW, verify=refuse, now=NOW)
    assert path.read_bytes() == OLD
    assert names(path.parent) == {"自评表.xlsx"}


def test_a_missing_workbook_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(ZipingError, match="找不到“没有.xlsx”"):
        replace(tmp_path / "没有.xlsx")
    assert names(tmp_path) == set()


def test_new_outputs_and_outputs_over_an_older_one(tmp_path: Path) -> None:
    report = tmp_path / "自评报告.docx"
    assert write_new(report, b"one", now=NOW) is None
    kept = write_new(report, b"two", now=NOW)
    assert kept == tmp_path / "自评报告.备份-20261120-093000.docx"
    assert (report.read_bytes(), kept.read_bytes()) == (b"two", b"one")


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "快捷.xlsx"
    link.symlink_to(path)
    assert replace(link).name == BACKUP
    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_rights_are_kept_and_read_only_files_refused(path: Path) -> None:
    path.chmod(0o640)
    backup = replace(path)
    assert {file.stat().st_mode & 0o777 for file in (path, backup)} == {0o640}
    path.chmod(0o440)
    with pytest.raises(ZipingError, match="只读"):
        replace(path)


def test_folders_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(ZipingError, match="是文件夹"):
        write_new(tmp_path, b"x", now=NOW)
    with pytest.raises(ZipingError, match="找不到"):
        write_new(tmp_path / "没有" / "报告.docx", b"x", now=NOW)


CALLS = ("open", "write", "fsync", "replace", "close")


class Faults:
    """Counts the calls to the operating system and fails the nth, with an error or by ending the process; every
    write is a short one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int, code: int = 0, *, kill: bool = False) -> None:
        self.count, self._nth, self._code, self._kill = 0, nth, code, kill
        for name in CALLS:
            monkeypatch.setattr(os, name, self._failing(name, getattr(os, name)))

    def _failing(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            self.count += 1
            if self.count == self._nth:
                if name == "write":
                    call(arguments[0], arguments[1][:10])
                if name == "close":
                    call(*arguments)
                if self._kill:
                    os._exit(9)
                raise OSError(self._code, os.strerror(self._code))
            if name == "write":
                return call(arguments[0], arguments[1][: max(1, len(NEW) // 3)])
            return call(*arguments)

        return run


def fresh(folder: Path, label: str) -> Path:
    path = folder / label / "自评表.xlsx"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def calls_of_a_replacement(path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    with monkeypatch.context() as patched:
        faults = Faults(patched, 0)
        replace(path)
    return faults.count


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_whichever_call_fails_the_old_or_the_new_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    total = calls_of_a_replacement(fresh(tmp_path, "all"), monkeypatch)
    assert total > 12
    outcomes = set()
    for nth in range(1, total + 1):
        path = fresh(tmp_path, str(nth))
        refused = False
        with monkeypatch.context() as patched:
            Faults(patched, nth, code)
            try:
                replace(path)
            except ZipingError:
                refused = True
        left = {file.name: file.read_bytes() for file in path.parent.iterdir()}
        assert left == ({"自评表.xlsx": OLD} if refused else {"自评表.xlsx": NEW, BACKUP: OLD})
        outcomes.add(refused)
    assert outcomes == {True, False}, "only the folder's fsync may fail unnoticed"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_process_that_dies_at_any_call_leaves_a_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    total = calls_of_a_replacement(fresh(tmp_path, "all"), monkeypatch)
    seen = set()
    for nth in range(1, total + 1):
        path = fresh(tmp_path, str(nth))
        child = os.fork()
        if not child:
            Faults(monkeypatch, nth, kill=True)
            replace(path)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        content = path.read_bytes()
        assert content in (OLD, NEW)
        assert content == OLD or (path.parent / BACKUP).read_bytes() == OLD
        seen.add(content)
        assert replace(path).read_bytes() == content, "the next click works"
    assert seen == {OLD, NEW}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EACCES, "没有权限写入"),
        (errno.EROFS, "没有权限写入"),
        (errno.EIO, "写入“自评表.xlsx”失败"),
    ],
)
def test_the_system_s_refusal_is_said_in_chinese(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    with monkeypatch.context() as patched:
        Faults(patched, 1, code)
        with pytest.raises(ZipingError, match=sentence):
            replace(path)


def test_an_interruption_leaves_the_old_file_and_no_temporary(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace(path)
    assert names(path.parent) == {"自评表.xlsx"}
    assert read_workbook(path).sheets[0].cells[1, 1].text == "1"
