"""The plain cells of a worksheet part, found at once; only the rest goes element by element through the parser.

Nearly all cells of a form are plain, and calling Python for each of their elements is most of the reading time.
"""

from __future__ import annotations

from ziping.ooxml.xml import Handlers, Parser, is_utf8, parse
from ziping.patterns import pattern

_PLAIN = pattern(
    r'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?'
    r"(?:/>|>(?:<f>([^<&\r]*)</f>)?<v>([^<&\r]*)</v></c>)"
)
_FIELDS = 6
# A cell without reference stands right of the cell before it, so then all cells have to be seen in one go.
_IMPLIED = pattern(r"""<c(?:\s+(?!r\s*=)[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")

# Reference, style, type, formula, value.
PlainCell = tuple[str, str | None, str | None, str | None, str | None]


def split(xml: bytes, name: str, part: str) -> tuple[list[PlainCell], bytes]:
    """The plain cells of a sheet, and the part without them; none where the part is written in an unusual way.

    Exact: the part is well-formed (else ZipingError) and without comments and the like, so that every < begins a tag.
    """
    prefixes: list[str] = []

    def handlers(prefix: str, _: Parser) -> Handlers:
        prefixes.append(prefix)
        return None, None, None

    parse(xml, name, part, handlers)
    if prefixes != [""] or b"<!" in xml or xml.count(b"<?") > 1 or not is_utf8(xml):
        return [], xml
    fields: list[str] = _PLAIN.split(xml.decode())
    rest = "".join(fields[::_FIELDS])
    if _IMPLIED.search(rest):
        return [], xml
    return list(zip(*(fields[at::_FIELDS] for at in range(1, _FIELDS)), strict=True)), rest.encode()
