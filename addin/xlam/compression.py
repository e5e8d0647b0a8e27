"""The compression of VBA sources ([MS-OVBA] 2.4.1), compressing only: every reader of VBA decompresses.

A container is a signature byte and chunks of up to 4096 bytes; a chunk is a header and sequences of eight tokens
behind a flag byte. A token is a byte as it stands or a copy of bytes that came before it in the same chunk.
"""

from __future__ import annotations

import struct

CHUNK = 4096
_SIGNATURE = b"\x01"
_COMPRESSED = 0xB000
"""Header of a compressed chunk: flag 1 and signature 0b011 above the twelve bits of the size (2.4.1.1.5)."""
_RAW = 0x3FFF
_SHORTEST = 3
"""A copy takes two bytes, so only copies of three bytes or more are worth it."""


def compress(data: bytes) -> bytes:
    """The CompressedContainer of ``data`` (2.4.1.3.6)."""
    return _SIGNATURE + b"".join(_chunk(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK))


def _chunk(data: bytes) -> bytes:
    """A CompressedChunk (2.4.1.3.7); a chunk that would grow is stored raw, filled up with zeros (2.4.1.3.10)."""
    tokens = _tokens(data)
    if len(tokens) > CHUNK:
        return struct.pack("<H", _RAW) + data.ljust(CHUNK, b"\0")
    return struct.pack("<H", _COMPRESSED | (len(tokens) - 1)) + tokens


def _tokens(data: bytes) -> bytes:
    """The token sequences of a chunk (2.4.1.3.8)."""
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    at = 0
    while at < len(data):
        flags, flag_byte = 0, len(out)
        out.append(0)
        for bit in range(8):
            if at >= len(data):
                break
            start, length = _longest(data, at, seen)
            if length:
                flags |= 1 << bit
                out += _copy_token(at, at - start, length)
            else:
                out.append(data[at])
            for place in range(at, at + max(length, 1)):
                seen.setdefault(data[place : place + _SHORTEST], []).append(place)
            at += max(length, 1)
        out[flag_byte] = flags
    return bytes(out)


def _longest(data: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Where the longest match before ``at`` begins and its length, 0 where there is none (2.4.1.3.19.4).

    Of equally long ones the nearest; a match may run on into what it produces.
    """
    most = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(data) - at)
    best, length = 0, 0
    if most < _SHORTEST:
        return best, length
    for start in reversed(seen.get(data[at : at + _SHORTEST], ())):
        matched = _SHORTEST
        while matched < most and data[start + matched] == data[at + matched]:
            matched += 1
        if matched > length:
            best, length = start, matched
        if length == most:
            break
    return best, length


def _copy_token(at: int, offset: int, length: int) -> bytes:
    """A CopyToken packed (2.4.1.3.19.3): the offset less one above the length less three."""
    bits = _offset_bits(at)
    return struct.pack("<H", (offset - 1) << (16 - bits) | (length - _SHORTEST))


def _offset_bits(at: int) -> int:
    """Bits of a CopyToken that hold the offset: as many as ``at`` bytes before it need, at least 4 (2.4.1.3.19.1)."""
    return max(4, (at - 1).bit_length())
