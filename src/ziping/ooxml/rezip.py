"""A package with some parts replaced: every other entry is copied as it stands, compressed bytes and all."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Mapping
from zipfile import ZIP_DEFLATED, ZipInfo

from ziping.ooxml.package import Package, key

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_SIZES_FOLLOW = 0x08
_ZIP64 = 1
_UTF8_NAME = 0x800
_VERSION = 20


def rewritten(
    package: Package,
    changed: Mapping[str, bytes],
    dropped: Collection[str] = (),
    added: Mapping[str, bytes] | None = None,
) -> bytes:
    """The package's bytes with the ``changed`` parts, without the ``dropped`` ones, in the same order.

    ``added`` are new entries by their names in the zip; they come last and bear the workbook part's time.
    """
    body = bytearray()
    placed: dict[str, tuple[int, bytes | None]] = {}
    for part, info, stop in _in_file_order(package):
        if part in dropped:
            continue
        offset = len(body)
        content = changed.get(part)
        if content is None:
            body += package.data[info.header_offset : stop]
            placed[part] = offset, None
        else:
            packed = _packed(content, info.compress_type)
            head = _local_head(package.data, info, content, packed)
            body += head + packed
            placed[part] = offset, head
    records = [
        _central(record, package.entries[part], *placed[part]) for part, record in _records(package) if part in placed
    ]
    for name, content in (added or {}).items():
        head, packed, record = _new_entry(package, name.encode(), content, len(body))
        body += head + packed
        records.append(record)
    directory = b"".join(records)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(records), len(records), len(directory), len(body), len(package.comment))
    return bytes(body) + directory + end + package.comment


def _in_file_order(package: Package) -> list[tuple[str, ZipInfo, int]]:
    """Parts by place, each with the offset where the next thing begins."""
    entries = sorted(package.entries.items(), key=lambda entry: entry[1].header_offset)
    stops = [info.header_offset for _, info in entries[1:]] + [package.directory_start]
    return [(part, info, stop) for (part, info), stop in zip(entries, stops, strict=True)]


def _packed(content: bytes, method: int) -> bytes:
    if method != ZIP_DEFLATED:
        return content
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def _local_head(data: bytes, info: ZipInfo, content: bytes, packed: bytes) -> bytes:
    """The entry's own local header with new sums and sizes; name and time stay."""
    fields = _LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL.size
    name = data[start : start + fields[9]]
    extra = _without_zip64(data[start + fields[9] : start + fields[9] + fields[10]])
    flags = fields[2] & ~_SIZES_FOLLOW
    sizes = zlib.crc32(content), len(packed), len(content)
    return _LOCAL.pack(fields[0], fields[1], flags, *fields[3:6], *sizes, len(name), len(extra)) + name + extra


def _new_entry(package: Package, name: bytes, content: bytes, offset: int) -> tuple[bytes, bytes, bytes]:
    """A new entry's local header, its packed content and its record for the directory."""
    packed = _packed(content, ZIP_DEFLATED)
    time, day = _LOCAL.unpack_from(package.data, package.entries[package.workbook].header_offset)[4:6]
    flags = 0 if name.isascii() else _UTF8_NAME
    facts = _VERSION, flags, ZIP_DEFLATED, time, day, zlib.crc32(content), len(packed), len(content), len(name)
    head = _LOCAL.pack(b"PK\x03\x04", *facts, 0) + name
    return head, packed, _CENTRAL.pack(b"PK\x01\x02", _VERSION, *facts, 0, 0, 0, 0, 0, offset) + name


def _records(package: Package) -> list[tuple[str, bytes]]:
    """The records of the central directory in order, by part."""
    records, at = [], package.directory_start
    for info in package.entries.values():
        fields = _CENTRAL.unpack_from(package.data, at)
        size = _CENTRAL.size + sum(fields[10:13])
        records.append((key(info.filename), package.data[at : at + size]))
        at += size
    return records


def _central(record: bytes, info: ZipInfo, offset: int, head: bytes | None) -> bytes:
    """A central record for an entry now at ``offset``; ``head`` is its new local header, if it changed."""
    fields = list(_CENTRAL.unpack_from(record))
    name_end = _CENTRAL.size + fields[10]
    extra_end = name_end + fields[11]
    extra = _without_zip64(record[name_end:extra_end])
    sizes = info.CRC, info.compress_size, info.file_size
    if head is not None:
        sizes = _LOCAL.unpack_from(head)[6:9]
        fields[3] &= ~_SIZES_FOLLOW
    fields[7:10] = sizes
    fields[11], fields[16] = len(extra), offset
    return _CENTRAL.pack(*fields) + record[_CENTRAL.size : name_end] + extra + record[extra_end:]


def _without_zip64(extra: bytes) -> bytes:
    """Extra fields without 64-bit sizes, which the limits of the guards make needless."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        tag, size = struct.unpack_from("<2H", extra, at)
        if tag != _ZIP64:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return kept + extra[at:]
