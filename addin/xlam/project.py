"""vbaProject.bin: a VBA project of sources only ([MS-OVBA] 2.2), which Excel compiles when it opens the add-in.

xlwings ships its own add-ins in the same form: ``_VBA_PROJECT`` of seven bytes, no compiled code anywhere.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence

from xlam.cfb import compound_file
from xlam.compression import compress
from xlam.encryption import encrypted
from xlam.modules import Module
from xlam.records import CODE_PAGE, dir_stream

_NOT_COMPILED = bytes.fromhex("CC61FFFF000000")
"""_VBA_PROJECT with version 0xFFFF: whatever follows is to be ignored, the project to be compiled anew (2.3.4.1)."""
_UNPROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), bytes(1), b"\xff"
_KEYS = {"document": "Document={}/&H00000000", "class": "Class={}", "standard": "Module={}"}


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The file of the project ``name``; the same modules give the same bytes."""
    streams = {module.name: compress(module.text().encode("ascii")) for module in modules}
    streams["_VBA_PROJECT"] = _NOT_COMPILED
    streams["dir"] = compress(dir_stream(name, modules))
    listing = _listing(name, modules).encode(f"cp{CODE_PAGE}")
    return compound_file({"VBA": streams, "PROJECT": listing, "PROJECTwm": _names(modules)})


def _listing(name: str, modules: Sequence[Module]) -> str:
    """The PROJECT stream (2.3.1): modules, protection (none), and the windows of the editor (all closed)."""
    id = _project_id(name, modules)
    lines = [
        f'ID="{id}"',
        *(_KEYS[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypted(_UNPROTECTED, id)}"',
        f'DPB="{encrypted(_NO_PASSWORD, id)}"',
        f'GC="{encrypted(_VISIBLE, id)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "\r\n".join(lines) + "\r\n"


def _project_id(name: str, modules: Sequence[Module]) -> str:
    """A GUID of the content, in the place of the random one that Office draws."""
    content = "".join([name, *(module.name + module.text() for module in modules)])
    return "{" + str(uuid.UUID(bytes=hashlib.sha256(content.encode()).digest()[:16])).upper() + "}"


def _names(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream (2.3.3): every module's name in the code page and in UTF-16."""
    pairs = (m.name.encode("ascii") + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return b"".join(pairs) + b"\0\0"
