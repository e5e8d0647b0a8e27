"""The directory of a compound file ([MS-CFB] 2.6): one 128-byte entry per storage and stream."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from xlam.sectors import FREE

_STORAGE, _STREAM, _ROOT = 1, 2, 5
_BLACK = 1
_LONGEST_NAME = 31
_ENTRY = struct.Struct("<64sHBBIII16xI16xIQ")


@dataclass
class Entry:
    """A storage or stream. ``start`` is its first sector; ``left``, ``right``, ``child`` are entry numbers (2.6.4)."""

    name: str
    kind: int
    data: bytes = b""
    children: list[Entry] = field(default_factory=list)
    start: int = 0
    left: int = FREE
    right: int = FREE
    child: int = FREE

    @classmethod
    def of(cls, name: str, content: Mapping[str, Any] | bytes, kind: int = _ROOT) -> Entry:
        """The entry of a stream's bytes, or of a storage with everything in it."""
        if len(name) > _LONGEST_NAME:
            raise ValueError(f"a name in a compound file has at most {_LONGEST_NAME} characters: {name}")
        if isinstance(content, bytes):
            return cls(name, _STREAM, content)
        return cls(name, kind, children=[cls.of(key, value, _STORAGE) for key, value in content.items()])

    def walk(self) -> Iterator[Entry]:
        """This entry and all below it, in the order of the directory."""
        yield self
        for entry in self.children:
            yield from entry.walk()

    def streams(self) -> Iterator[Entry]:
        return (entry for entry in self.walk() if entry.kind == _STREAM)

    def packed(self) -> bytes:
        """The 128 bytes of 2.6.1; state bits and times are zero."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = self.left, self.right, self.child
        return _ENTRY.pack(name, len(name), self.kind, _BLACK, *links, 0, self.start, len(self.data))


def directory(root: Entry, sector: int) -> bytes:
    """All entries of the tree, filled up to whole sectors with unused ones."""
    entries = list(root.walk())
    number = {id(entry): index for index, entry in enumerate(entries)}
    for entry in entries:
        entry.child = _linked(sorted(entry.children, key=_order), number)
    content = b"".join(entry.packed() for entry in entries)
    unused = _ENTRY.pack(b"", 0, 0, 0, FREE, FREE, FREE, 0, 0, 0)
    return content + unused * (-len(content) % sector // _ENTRY.size)


def _order(entry: Entry) -> tuple[int, str]:
    """Siblings are ordered by length of name, then by its upper case (2.6.4)."""
    return len(entry.name), entry.name.upper()


def _linked(siblings: list[Entry], number: dict[int, int]) -> int:
    """Link siblings to a balanced tree, the number of its root; all black, which a reader must accept (2.6.4)."""
    if not siblings:
        return FREE
    middle = len(siblings) // 2
    root = siblings[middle]
    root.left = _linked(siblings[:middle], number)
    root.right = _linked(siblings[middle + 1 :], number)
    return number[id(root)]
