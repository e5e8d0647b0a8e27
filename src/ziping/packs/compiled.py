"""Built-in packs as they were last read from their YAML files, so that a click need not parse YAML.

One JSON file per kind beside the regions; it is renewed by the build command and not used where it does not belong to
the files that are there.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from ziping.packs.folders import BUILT_IN, Kind, files

T = TypeVar("T")

Records = dict[str, msgspec.Raw]
"""Encoded records by id; a click decodes only those it asks for."""

_records: dict[Kind, Records] = {}


class _Compiled(msgspec.Struct, frozen=True):
    """``checksum`` is that of the YAML files, ``items`` are their records."""

    checksum: int
    items: Records


def load(kind: Kind, id: str, type: type[T], read: Callable[[Path], T]) -> T | None:
    """The record ``id``: a built-in one as compiled, else read from its file; None where there is none.

    Only the file that is asked for is read, so a broken one does not keep the others from use.
    """
    path = files(kind).get(id)
    if path is None:
        return None
    compiled = _compiled_records(kind)
    if id in compiled and built_in_files(kind).get(id) == path:
        try:
            return msgspec.json.decode(compiled[id], type=type)
        except msgspec.MsgspecError:
            pass  # made by another version of the program
    record = read(path)
    _check_id(getattr(record, "id", id), id, path)
    return record


def _check_id(written: str, id: str, path: Path) -> None:
    """A copied file whose id was not changed would be taken for the one it was copied from."""
    if written != id:
        from ziping.packs.document import read_document

        message = f"id 写的是“{written}”，按文件夹名和文件名应是“{id}”，请改 id，或改文件名"
        raise read_document(path, "文件").error(("id",), message)


def _compiled_records(kind: Kind) -> Records:
    if kind not in _records:
        _records[kind] = taken(kind, built_in_files(kind).values()) or {}
    return _records[kind]


def built_in_files(kind: Kind) -> dict[str, Path]:
    return {id: path for id, path in files(kind).items() if path.is_relative_to(BUILT_IN)}


def path_of(kind: Kind) -> Path:
    return BUILT_IN / f"{kind}.json"


def taken(kind: Kind, paths: Iterable[Path]) -> Records | None:
    """The records of exactly these files; None where the compiled file is of others or cannot be read."""
    try:
        compiled = msgspec.json.decode(path_of(kind).read_bytes(), type=_Compiled)
    except (OSError, msgspec.MsgspecError):
        return None
    return compiled.items if compiled.checksum == checksum(paths) else None


def encoded(kind: Kind, read: Callable[[Path], object]) -> bytes:
    """The compiled file of the built-in packs."""
    paths = built_in_files(kind)
    items = {id: msgspec.Raw(msgspec.json.encode(read(path))) for id, path in paths.items()}
    return msgspec.json.format(msgspec.json.encode(_Compiled(checksum(paths.values()), items)), indent=1) + b"\n"


def compile_all(kind: Kind, read: Callable[[Path], object]) -> None:
    """Write the compiled file of the built-in packs."""
    path_of(kind).write_bytes(encoded(kind, read))


def checksum(paths: Iterable[Path]) -> int:
    """A number that changes with the content of the files; line ends do not count."""
    value = 0
    for path in paths:
        value = zlib.crc32(path.read_bytes().replace(b"\r\n", b"\n"), value)
    return value
