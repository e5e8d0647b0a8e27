"""Sectors and the chains they form ([MS-CFB] 2.3, 2.4): the same for the file and for its mini stream."""

from __future__ import annotations

import struct

FREE = 0xFFFFFFFF
_END_OF_CHAIN = 0xFFFFFFFE


class Table:
    """Sectors of one size, handed out in order, so that every chain is a run of neighbours."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._content = bytearray()
        self._next: list[int] = []

    @property
    def count(self) -> int:
        return len(self._next)

    def add(self, data: bytes) -> int:
        """Store ``data`` in new sectors; the number of the first, the end of the chain for no data."""
        if not data:
            return _END_OF_CHAIN
        start, needed = self.count, -(-len(data) // self._size)
        self._content += data.ljust(needed * self._size, b"\0")
        self._next += [*range(start + 1, start + needed), _END_OF_CHAIN]
        return start

    def content(self) -> bytes:
        return bytes(self._content)

    def chain(self) -> bytes:
        """The table itself: for every sector the number of the next one."""
        return struct.pack(f"<{self.count}I", *self._next)
