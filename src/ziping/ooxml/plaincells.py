"""The plain cells of a worksheet part, found at once; only the rest goes element by element through the parser.

Nearly all cells of a form are plain, and calling Python for each of their elements is most of the reading time.
"""

from __future__ import annotations

import re

from ziping.ooxml.xml import Handlers, Parser, is_utf8, parse
from ziping.patterns import pattern

_PLAIN = pattern(
    r'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?'
    r"(?:/>|>(?:<f>([^<&\r]*)</f>)?<v>([^<&\r]*)</v></c>)"
)
_FIELDS = 6
# A cell without reference stands right of the cell before it, so then all cells have to be seen in one go.
_IMPLIED_CELL = r"""<c(?:\s+(?!r\s*=)[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>"""
_IMPLIED = pattern(_IMPLIED_CELL)

# Reference, style, type, formula, value.
PlainCell = tuple[str, str | None, str | None, str | None, str | None]


# The same cells by their places: what they hold does not matter.
_PLACED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]+")?(?: t="[A-Za-z]+")?'
    rb"(?:(/>)|(>)(?:(<f>)[^<]*(</f>))?(<v>)[^<]*(</v>)</c>)"
)
_UNPLACED = re.compile(_IMPLIED_CELL.encode())


def split(xml: bytes, name: str, part: str) -> tuple[list[PlainCell], bytes]:
    """The plain cells of a sheet, and the part without them; none where the part is written in an unusual way.

    Exact: the part is well-formed (else ZipingError) and without comments and the like, so that every < begins a tag.
    """
    if not _is_usual(xml, name, part):
        return [], xml
    fields: list[str] = _PLAIN.split(xml.decode())
    rest = "".join(fields[::_FIELDS])
    if _IMPLIED.search(rest):
        return [], xml
    return list(zip(*(fields[at::_FIELDS] for at in range(1, _FIELDS)), strict=True)), rest.encode()


def placed(xml: bytes, name: str, part: str) -> tuple[list[re.Match[bytes]], bytes]:
    """The plain cells of a sheet by their places in its bytes, and the part with blanks in their places; none where it
    is written in an unusual way. The groups of a match: column, row, the end of an empty cell's tag or that of another
    one's, and the tags of its formula and its value."""
    if not _is_usual(xml, name, part):
        return [], xml
    found = list(_PLACED.finditer(xml))
    rest = bytearray(xml)
    for match in found:
        start, end = match.span()
        rest[start:end] = b" " * (end - start)
    return ([], xml) if _UNPLACED.search(rest) else (found, bytes(rest))


def _is_usual(xml: bytes, name: str, part: str) -> bool:
    prefixes: list[str] = []

    def handlers(prefix: str, _: Parser) -> Handlers:
        prefixes.append(prefix)
        return None, None, None

    parse(xml, name, part, handlers)
    return prefixes == [""] and b"<!" not in xml and xml.count(b"<?") <= 1 and is_utf8(xml)
