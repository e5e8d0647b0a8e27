"""Put a file in place of another so that the old or the new one is there at any moment, and a dated copy of the old.

Temporary file in the same folder → write → fsync → read again and check → dated copy → replace → fsync the folder.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from ziping.errors import ZipingError

Verify = Callable[[bytes], None]

_LONGEST_NAME = 80
"""Characters of a file name; a path that Excel opens has at most 218."""

_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def replace_workbook(path: Path, new: bytes, *, verify: Verify | None, now: datetime) -> Path:
    """Replace the workbook at ``path`` by ``new``; the path of the dated copy of the old one.

    ``verify`` gets the bytes as read back from disk and raises where they are wrong; None checks that they read as
    a workbook. ZipingError, with the old file untouched, when the workbook is open, when ``verify`` fails, and when
    the file system refuses.
    """
    backup = _put(path, new, verify or _reads_as_workbook, now, must_exist=True)
    assert backup is not None  # noqa: S101 - an existing file always leaves its copy
    return backup


def write_new(path: Path, data: bytes, *, now: datetime) -> Path | None:
    """Write an output file; a file already there is first kept as a dated copy, whose path is returned.

    ZipingError, with the old file untouched, when it is open or when the file system refuses.
    """
    return _put(path, data, None, now, must_exist=False)


def _put(path: Path, new: bytes, verify: Verify | None, now: datetime, *, must_exist: bool) -> Path | None:
    # A link is followed, so that the file it names is replaced and not the link.
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise ZipingError(f"“{path.name}”是文件夹，不能写成文件，请换一个文件名")
    _refuse_open(path)
    with _explained(path):
        old = path.read_bytes() if must_exist or path.exists() else None
        mode = None if old is None else path.stat().st_mode & 0o777
        if mode is not None and not mode & 0o200:
            raise ZipingError(f"“{path.name}”是只读文件，没有写入，请去掉只读属性后重试")
        made: list[Path] = []
        try:
            fresh = _temporary(path, new, mode, made)
            written = fresh.read_bytes()
            if written != new:
                raise OSError(errno.EIO, "read back differently")
            if verify:
                verify(written)
            backup = None
            if old is not None:
                copy = _temporary(path, old, mode, made)
                backup = copy_name(path, now)
                os.replace(copy, backup)  # noqa: PTH105 - the one call whose atomicity counts
            _replace(fresh, path, backup)
        finally:
            for leftover in made:
                with suppress(OSError):
                    leftover.unlink(missing_ok=True)
        _sync_folder(path.parent)
    return backup


def _replace(fresh: Path, path: Path, backup: Path | None) -> None:
    try:
        os.replace(fresh, path)  # noqa: PTH105
    except OSError:
        # Nothing was replaced, so the copy would only puzzle the user.
        if backup is not None:
            with suppress(OSError):
                backup.unlink()
        raise


def _temporary(path: Path, data: bytes, mode: int | None, made: list[Path]) -> Path:
    """A new file beside ``path`` with ``data`` on disk; entered in ``made`` as soon as it may exist."""
    temporary = path.with_name(f".{path.stem[:40]}.{os.getpid()}-{len(made)}.tmp")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with suppress(OSError):
        temporary.unlink(missing_ok=True)
    handle = os.open(temporary, flags, 0o666 if mode is None else mode | 0o200)
    made.append(temporary)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    if mode is not None:
        temporary.chmod(mode)
    return temporary


def file_name(text: str) -> str:
    """``text`` as a name that every file system takes."""
    name = "".join("_" if character in '\\/:*?"<>|' or ord(character) < 32 else character for character in text)
    return name[:_LONGEST_NAME].strip(" .")


def copy_name(path: Path, now: datetime) -> Path:
    """名称.备份-20261120-093000.xlsx, with a number where two copies fall into one second."""
    stem = f"{path.stem}.备份-{now:%Y%m%d-%H%M%S}"
    backup, number = path.with_name(f"{stem}{path.suffix}"), 2
    while backup.exists():
        backup, number = path.with_name(f"{stem}-{number}{path.suffix}"), number + 1
    return backup


def _refuse_open(path: Path) -> None:
    """Refuse a file that Excel, WPS, Word or LibreOffice holds open, by the owner file they leave beside it."""
    name = path.name
    owners = [f"~${name}", f".~{name}", f".~lock.{name}#"]
    if path.suffix.lower() in (".doc", ".docx"):
        owners += [f"~${name[1:]}", f"~${name[2:]}"]
    for owner in owners:
        if os.path.lexists(path.with_name(owner)):
            raise ZipingError(
                f"文件正在 Excel 或 WPS 中打开，请先保存并关闭：“{name}”（若确已关闭，请删除同一文件夹里的“{owner}”）"
            )


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut where the system can; the file itself already lies on disk."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reads_as_workbook(data: bytes) -> None:
    from ziping.ooxml.reader import read_bytes  # outputs other than workbooks need no reader

    read_bytes(data, "写入后的文件")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What the file system refuses, as a sentence."""
    try:
        yield
    except OSError as error:
        name, folder = path.name, path.parent
        if isinstance(error, FileNotFoundError):
            sentence = f"找不到“{name}”或文件夹“{folder}”，请核对路径"
        elif error.errno in _NO_RIGHT:
            sentence = f"没有权限写入“{name}”，请关闭正在使用它的程序，或另选一个可写的文件夹（现为“{folder}”）"
        elif error.errno in _FULL:
            sentence = f"磁盘空间不足，“{name}”没有写入，请清理磁盘后重试"
        else:
            sentence = f"写入“{name}”失败，原文件没有改动，请重试或换一个文件夹"
        raise ZipingError(sentence, detail=str(error)) from error
