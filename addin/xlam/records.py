"""The ``dir`` stream ([MS-OVBA] 2.3.4.2): what the VBA project is called, needs and contains, as a row of records."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from xlam.modules import Module

CODE_PAGE = 1252
"""All of VBA is ASCII, so any code page would do; this one is on every Windows."""
_ENGLISH = 0x409
_WIN64 = 3
_VERSION = 0x61EEF783, 3
"""Major and minor version as Office itself writes them; they only tell one compilation from another."""
_COOKIE = 0xFFFF

_OFFICE = r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
"""The library of IRibbonControl."""
_REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    ("Office", rf"*\G{{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}}#2.0#0#{_OFFICE}#Microsoft Office 16.0 Object Library"),
)
"""Windows finds them by their numbers, wherever they lie. VBA's own library and Excel's are there without saying."""


def dir_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The decompressed ``dir`` stream of a project ``name`` with ``modules``."""
    return _information(name) + _references() + _modules(modules) + _record(0x10, b"")


def _information(name: str) -> bytes:
    """PROJECTINFORMATION (2.3.4.2.1)."""
    return b"".join(
        (
            _record(0x01, _long(_WIN64)),  # PROJECTSYSKIND
            _record(0x02, _long(_ENGLISH)),  # PROJECTLCID
            _record(0x14, _long(_ENGLISH)),  # PROJECTLCIDINVOKE
            _record(0x03, _short(CODE_PAGE)),  # PROJECTCODEPAGE
            _record(0x04, _ansi(name)),  # PROJECTNAME
            _twice(0x05, "", 0x40),  # PROJECTDOCSTRING
            _record(0x06, b"") + _record(0x3D, b""),  # PROJECTHELPFILEPATH
            _record(0x07, _long(0)),  # PROJECTHELPCONTEXT
            _record(0x08, _long(0)),  # PROJECTLIBFLAGS
            struct.pack("<HIIH", 0x09, 4, *_VERSION),  # PROJECTVERSION, whose size leaves out the minor version
            _twice(0x0C, "", 0x3C),  # PROJECTCONSTANTS
        )
    )


def _references() -> bytes:
    """REFERENCENAME and REFERENCEREGISTERED of each library (2.3.4.2.2)."""
    out = b""
    for name, library in _REFERENCES:
        libid = _ansi(library)
        out += _twice(0x16, name, 0x3E) + _record(0x0D, _long(len(libid)) + libid + bytes(6))
    return out


def _modules(modules: Sequence[Module]) -> bytes:
    """PROJECTMODULES (2.3.4.2.3)."""
    head = _record(0x0F, _short(len(modules))) + _record(0x13, _short(_COOKIE))
    return head + b"".join(_module(module) for module in modules)


def _module(module: Module) -> bytes:
    """MODULE (2.3.4.2.3.2). The source begins at offset 0: there is no compiled form before it."""
    kind = 0x21 if module.kind == "standard" else 0x22
    return b"".join(
        (
            _twice(0x19, module.name, 0x47),  # MODULENAME
            _twice(0x1A, module.name, 0x32),  # MODULESTREAMNAME
            _twice(0x1C, "", 0x48),  # MODULEDOCSTRING
            _record(0x31, _long(0)),  # MODULEOFFSET
            _record(0x1E, _long(0)),  # MODULEHELPCONTEXT
            _record(0x2C, _short(_COOKIE)),  # MODULECOOKIE
            _record(kind, b""),  # MODULETYPE
            _record(0x2B, b""),  # Terminator
        )
    )


def _record(id: int, data: bytes) -> bytes:
    return struct.pack("<HI", id, len(data)) + data


def _twice(id: int, text: str, unicode_id: int) -> bytes:
    """A text in the code page, then again in UTF-16."""
    return _record(id, _ansi(text)) + _record(unicode_id, text.encode("utf-16-le"))


def _ansi(text: str) -> bytes:
    return text.encode(f"cp{CODE_PAGE}")


def _long(value: int) -> bytes:
    return struct.pack("<I", value)


def _short(value: int) -> bytes:
    return struct.pack("<H", value)
