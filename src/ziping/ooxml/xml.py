"""Parse one XML part with expat, whatever namespace prefix its writer chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from ziping.errors import ZipingError
from ziping.ooxml import guards
from ziping.patterns import pattern

Attributes = dict[str, str]
Start = Callable[[str, Attributes], object]
End = Callable[[str], object]
Text = Callable[[str], object]
Handlers = tuple[Start | None, End | None, Text | None]
Parser = XMLParserType

_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)[\"']")
_ESCAPED = pattern(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE = pattern("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")


def parse(xml: bytes, name: str, part: str, handlers: Callable[[str, Parser], Handlers]) -> None:
    """Run the handlers over ``xml``; ``handlers`` gets the root's prefix (“” or “x:”) and the parser.

    The root's own start is not passed on. ZipingError, naming the file, for a part that is no well-formed XML,
    has a document type, or does not hold what its handlers expect (a bad number, index or reference).
    """
    parser = ParserCreate()
    parser.buffer_text = True

    def root(tag: str, _: Attributes) -> None:
        start, end, text = handlers(tag[: tag.rfind(":") + 1], parser)
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text

    def doctype(*_: object) -> None:
        raise guards.forbidden(name, part)

    parser.StartElementHandler = root
    parser.StartDoctypeDeclHandler = doctype
    with damage_named(name, part):
        parser.Parse(xml, True)


@contextmanager
def damage_named(name: str, part: str) -> Iterator[None]:
    """What goes wrong in making sense of a part, as a ZipingError that names the file."""
    try:
        yield
    except (ExpatError, LookupError, ValueError, ArithmeticError) as error:
        raise guards.damaged(name, f"{part}: {error!r}") from error


def is_utf8(xml: bytes) -> bool:
    """Whether a part is in UTF-8, the encoding Excel and WPS write, as far as its beginning tells."""
    declared = _DECLARED.match(xml)
    return not xml.startswith((b"\xfe\xff", b"\xff\xfe")) and (
        declared is None or declared[1].lower() in (b"utf-8", b"us-ascii")
    )


def require_utf8(xml: bytes, name: str) -> None:
    """ZipingError for a part in another encoding, in which no bytes can be put at their place."""
    if not is_utf8(xml):
        raise ZipingError(f"“{name}”的工作表不是 UTF-8 编码，不能直接写入，请在 Excel 里另存一次再试")


def unescape(text: str) -> str:
    """Excel's ``_x000D_`` for characters XML cannot hold, decoded; half a surrogate pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def escape(text: str) -> str:
    """``text`` as XML content; characters XML cannot hold become ``_xHHHH_``."""
    text = _UNWRITABLE.sub(lambda m: f"_x{ord(m[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
