"""The built-in standards as they were last read from their YAML files, so that a click need not parse YAML.

``python -m ziping.standards`` renews it. A snapshot that does not belong to the files is not used.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ziping.domain.standard import Standard

PATH = Path(__file__).parent / "built_in.json"


class Snapshot(msgspec.Struct, frozen=True):
    """``checksum`` is that of the YAML files."""

    checksum: int
    standards: tuple[Standard, ...]


def checksum(files: Iterable[Path]) -> int:
    """A number that changes with the content of ``files``; line ends do not count."""
    value = 0
    for file in files:
        value = zlib.crc32(file.read_bytes().replace(b"\r\n", b"\n"), value)
    return value


def taken(files: Iterable[Path], path: Path = PATH) -> tuple[Standard, ...] | None:
    """The standards of exactly these files, None where the snapshot is of others or cannot be read."""
    try:
        snapshot = msgspec.json.decode(path.read_bytes(), type=Snapshot)
    except (OSError, msgspec.MsgspecError):
        return None
    return snapshot.standards if snapshot.checksum == checksum(files) else None


def encoded(files: Iterable[Path], standards: Iterable[Standard]) -> bytes:
    snapshot = Snapshot(checksum(files), tuple(standards))
    return msgspec.json.format(msgspec.json.encode(snapshot), indent=1) + b"\n"
