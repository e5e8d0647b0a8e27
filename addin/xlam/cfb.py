"""A compound file ([MS-CFB] version 3): storages and streams in 512-byte sectors, the same bytes every time."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlam.directory import Entry, directory
from xlam.sectors import FREE, Table

SECTOR, MINI_SECTOR = 512, 64
MINI_CUTOFF = 4096
"""Streams below this length lie in the mini stream (2.2, Mini Stream Cutoff Size)."""
_IS_FAT = 0xFFFFFFFD
_END_OF_CHAIN = 0xFFFFFFFE
_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_IN_HEADER = 109
"""FAT sectors that the header itself names; a file that needs more needs DIFAT sectors, which VBA projects never do."""

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _File:
    """The sectors of the file as they are handed out, and those of the mini stream."""

    sectors: Table = field(default_factory=lambda: Table(SECTOR))
    mini: Table = field(default_factory=lambda: Table(MINI_SECTOR))


def compound_file(tree: Tree) -> bytes:
    """The file that holds ``tree``: name → stream, or name → storage of the same shape.

    Raises ValueError for a tree of more than about 6 MB.
    """
    file = _File()
    root = Entry.of("Root Entry", tree)
    for entry in root.streams():
        if len(entry.data) >= MINI_CUTOFF:
            entry.start = file.sectors.add(entry.data)
        else:
            entry.start = file.mini.add(entry.data)
    root.data = file.mini.content()
    root.start = file.sectors.add(root.data)
    mini_fat = file.sectors.add(_filled(file.mini.chain(), SECTOR))
    directory_start = file.sectors.add(directory(root, SECTOR))
    return _assembled(file, directory_start, mini_fat)


def _assembled(file: _File, directory_start: int, mini_fat: int) -> bytes:
    """Header (2.2), sectors, FAT (2.3): the FAT covers its own sectors too, and comes last."""
    used, per_sector = file.sectors.count, SECTOR // 4
    fat_sectors = 1
    while fat_sectors * per_sector < used + fat_sectors:
        fat_sectors += 1
    if fat_sectors > _IN_HEADER:
        raise ValueError("the compound file is too big for a header without DIFAT sectors")
    fat = file.sectors.chain() + struct.pack("<I", _IS_FAT) * fat_sectors
    places = [used + index for index in range(fat_sectors)] + [FREE] * (_IN_HEADER - fat_sectors)
    header = struct.pack(
        "<8s16x5H6x9I",
        _MAGIC,
        *(0x3E, 3, 0xFFFE, 9, 6),  # minor and major version, byte order, sector and mini sector shift
        0,  # directory sectors: always 0 in version 3
        fat_sectors,
        directory_start,
        0,  # transaction signature
        MINI_CUTOFF,
        mini_fat,
        -(-file.mini.count * 4 // SECTOR),
        _END_OF_CHAIN,
        0,  # DIFAT sectors
    )
    return header + struct.pack(f"<{_IN_HEADER}I", *places) + file.sectors.content() + _filled(fat, SECTOR)


def _filled(fat: bytes, size: int) -> bytes:
    """A table of sector numbers up to a whole sector, unused places marked free."""
    return fat + struct.pack("<I", FREE) * (-len(fat) % size // 4)
