"""Pictures without what cameras and programs write into them: places, times, names. The picture itself stays."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SAID = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_JPEG = b"\xff\xd8"
_SCAN, _EXIF, _PHOTOSHOP, _COMMENT = 0xDA, 0xE1, 0xED, 0xFE
_EXIF_HEAD = b"Exif\x00\x00"
_ORIENTATION = 0x0112
_ALONE = (0x01, *range(0xD0, 0xD8))
"""Markers without a length."""


def without_metadata(picture: bytes) -> bytes:
    """``picture`` (JPEG or PNG) without comments and camera data; how it was held stays. Anything else, and one that
    is not of the usual build, is returned as it is."""
    try:
        if picture.startswith(_PNG):
            return _PNG + b"".join(_chunks(picture))
        if picture.startswith(_JPEG):
            return _JPEG + b"".join(_segments(picture))
    except (struct.error, IndexError, ValueError):
        pass
    return picture


def _chunks(png: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(png):
        (size,) = struct.unpack_from(">L", png, at)
        end = at + 12 + size
        if end > len(png):
            raise ValueError("a chunk beyond the end")
        if png[at + 4 : at + 8] not in _PNG_SAID:
            yield png[at:end]
        at = end


def _segments(jpeg: bytes) -> Iterator[bytes]:
    at = len(_JPEG)
    while True:
        if jpeg[at] != 0xFF:
            raise ValueError("no marker")
        marker = jpeg[at + 1]
        if marker == _SCAN:
            yield jpeg[at:]
            return
        end = at + 2
        if marker not in _ALONE:
            (size,) = struct.unpack_from(">H", jpeg, at + 2)
            end += size
        if marker == _EXIF:
            yield _held(jpeg[at + 4 : end])
        elif marker not in (_PHOTOSHOP, _COMMENT):
            yield jpeg[at:end]
        at = end


def _held(exif: bytes) -> bytes:
    """The segment that says how the camera was held and nothing else; nothing where it was held upright."""
    orientation = _orientation(exif) if exif.startswith(_EXIF_HEAD) else 1
    if orientation == 1:
        return b""
    entry = struct.pack(">HHLHH", _ORIENTATION, 3, 1, orientation, 0)
    content = _EXIF_HEAD + b"MM\x00\x2a\x00\x00\x00\x08" + b"\x00\x01" + entry + b"\x00\x00\x00\x00"
    return struct.pack(">BBH", 0xFF, _EXIF, len(content) + 2) + content


def _orientation(exif: bytes) -> int:
    tiff = exif[len(_EXIF_HEAD) :]
    order = {b"II": "<", b"MM": ">"}[tiff[:2]] if tiff[:2] in (b"II", b"MM") else ""
    if not order:
        return 1
    (first,) = struct.unpack_from(f"{order}L", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(count):
        tag, _, _, value = struct.unpack_from(f"{order}HHLH", tiff, first + 2 + 12 * number)
        if tag == _ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1
    return 1
