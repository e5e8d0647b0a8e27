"""The data encryption of the PROJECT stream ([MS-OVBA] 2.4.3.2), which hides nothing but is required."""

from __future__ import annotations

import struct

_SEED = 0x5D
"""Office draws it at random; a fixed one keeps the file the same from build to build."""
_VERSION = 2


def encrypted(data: bytes, project_id: str) -> str:
    """``data`` as the CMG, DPB or GC value of the project with that id (braces included), in hexadecimal digits."""
    key = sum(project_id.encode("ascii")) & 0xFF
    version, project = _SEED ^ _VERSION, _SEED ^ key
    out = bytearray((_SEED, version, project))
    before, encrypted_1, encrypted_2 = key, project, version
    filler = bytes((_SEED & 6) // 2)
    for byte in filler + struct.pack("<I", len(data)) + data:
        out.append(byte ^ (encrypted_2 + before & 0xFF))
        before, encrypted_1, encrypted_2 = byte, out[-1], encrypted_1
    return out.hex().upper()
