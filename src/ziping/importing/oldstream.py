"""One stream of a compound file ([MS-CFB]), the box of .xls and .et."""

from __future__ import annotations

import struct

_HEADER = struct.Struct("<30xHH10xII4xIIIII")
_ENTRY = struct.Struct("<64sHB49xIQ")
_HEADER_BYTES, _ENTRY_BYTES, _IN_HEADER = 512, 128, 109
_SHIFTS = (9, 12)
"""A sector has 512 or 4096 bytes."""
_SMALL = (6, 4096)
"""A small sector has 64 bytes; streams below this length are in such."""
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on are no sectors: free, end of chain …"""
_STREAM, _ROOT = 2, 5


def stream(data: bytes, name: str) -> bytes | None:
    """The stream ``name``, None where there is none. Raises ValueError, IndexError or struct.error for a damaged
    file."""
    return _Compound(data).stream(name)


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift, sectors, first, limit, small, _, more, _ = _HEADER.unpack_from(data)
        if shift not in _SHIFTS or (small_shift, limit) != _SMALL or sectors > len(data) >> shift:
            raise ValueError("no compound file")
        self._size = 1 << shift
        table = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
        while more < _LAST_SECTOR and len(table) < sectors:
            *found, more = self._numbers(self._sector(more))
            table += found
        self._next = [number for sector in table[:sectors] for number in self._numbers(self._sector(sector))]
        directory = self._chain(first)
        entries = [_ENTRY.unpack_from(directory, at) for at in range(0, len(directory), _ENTRY_BYTES)]
        self._entries = {
            text[: max(length - 2, 0)].decode("utf-16-le"): rest for text, length, *rest in entries if length
        }
        self._small_next = self._numbers(self._chain(small))

    def stream(self, name: str) -> bytes | None:
        kind, start, size = self._entries.get(name, (0, 0, 0))
        if kind != _STREAM:
            return None
        size &= 0xFFFFFFFF
        shift, limit = _SMALL
        if size >= limit:
            return self._chain(start)[:size]
        box = b"".join(self._chain(first) for kind, first, _ in self._entries.values() if kind == _ROOT)
        at, found = start, list[bytes]()
        while at < _LAST_SECTOR and len(found) << shift < size:
            found.append(box[at << shift : (at + 1) << shift])
            at = self._small_next[at]
        return b"".join(found)[:size]

    def _sector(self, number: int) -> bytes:
        at = _HEADER_BYTES + number * self._size
        if at > len(self._data):
            raise ValueError(f"sector {number} is outside the file")
        return self._data[at : at + self._size]

    @staticmethod
    def _numbers(sector: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])

    def _chain(self, first: int) -> bytes:
        """The sectors from ``first`` on; a chain that comes back to itself is damaged."""
        found: list[bytes] = []
        while first < _LAST_SECTOR:
            found.append(self._sector(first))
            if len(found) > len(self._next):
                raise ValueError("sectors in a circle")
            first = self._next[first]
        return b"".join(found)
