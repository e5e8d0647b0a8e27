"""ziping.xlam: the workbook made an add-in ([MS-OFFMACRO2]) with a ribbon of its own."""

from __future__ import annotations

import io
import zipfile

_WORKBOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RIBBON = "customUI/customUI14.xml"
_RELATION = (
    f'<Relationship Id="rIdRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{_RIBBON}"/></Relationships>'
).encode()


def addin(workbook: bytes, ribbon: bytes) -> bytes:
    """The package of a macro-enabled workbook as an add-in.

    Parts are stored, not packed, so that the bytes do not depend on the version of zlib.
    """
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["[Content_Types].xml"] = _replaced(parts["[Content_Types].xml"], _WORKBOOK, _ADDIN)
    parts["_rels/.rels"] = _replaced(parts["_rels/.rels"], b"</Relationships>", _RELATION)
    parts[_RIBBON] = ribbon
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            package.writestr(entry, content)
    return out.getvalue()


def _replaced(content: bytes, before: bytes, after: bytes) -> bytes:
    if content.count(before) != 1:
        raise ValueError(f"XlsxWriter writes another package: {before.decode()} is not there once")
    return content.replace(before, after)
