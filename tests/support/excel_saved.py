"""A workbook as it is after Excel has saved it: what stands in the cells is the same, how it is written is not.

Excel writes 项目表!$A$1 where no quotes are needed, and names the file of an add-in before its functions: [1]!ZP_SCORE,
with a link to it, which lies in the folder that Excel starts with (xlStartup).
"""

from __future__ import annotations

import io
import re
import zipfile

_WITH_FORMULA = re.compile(r"(<(f|formula|formula1|formula2|definedName)\b[^>]*>)([^<]+)(</\2>)")
_QUOTED = re.compile(r"'((?:[^']|'')+)'!")
_NEEDS_NONE = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_FUNCTION = re.compile(r"(?<![\w.!])ZP_[A-Z]+\(")

_LINK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1">'
    '<definedNames><definedName name="ZP_MET"/><definedName name="ZP_SCORE"/><definedName name="ZP_WHY"/>'
    "</definedNames></externalBook></externalLink>"
)
_LINK_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup" '
    'Target="ziping.xlam" TargetMode="External"/></Relationships>'
)
_RELATION = (
    '<Relationship Id="rIdLink" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
)
_TYPE = (
    '<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/></Types>'
)
_REFERENCES = (
    '<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships" r:id="rIdLink"/></externalReferences>'
)


def saved_by_excel(data: bytes) -> bytes:
    """``data`` with formulas and names written as Excel writes them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    calls = False
    for name, content in parts.items():
        if name == "xl/workbook.xml" or name.startswith("xl/worksheets/sheet"):
            text = content.decode("utf-8")
            calls = calls or bool(_FUNCTION.search(text))
            parts[name] = _WITH_FORMULA.sub(_written, text).encode("utf-8")
    if calls:
        _link(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _written(found: re.Match[str]) -> str:
    formula = _FUNCTION.sub(lambda call: f"[1]!{call[0]}", _QUOTED.sub(_plain, found[3]))
    return f"{found[1]}{formula}{found[4]}"


def _plain(found: re.Match[str]) -> str:
    name = found[1]
    return f"{name}!" if _NEEDS_NONE.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name) else found[0]


def _link(parts: dict[str, bytes]) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = _LINK.encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = _LINK_RELATIONS.encode()
    for name, before, after in (
        ("xl/_rels/workbook.xml.rels", "</Relationships>", _RELATION),
        ("[Content_Types].xml", "</Types>", _TYPE),
        ("xl/workbook.xml", "</sheets>", f"</sheets>{_REFERENCES}"),
    ):
        parts[name] = parts[name].replace(before.encode(), after.encode(), 1)
