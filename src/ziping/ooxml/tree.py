"""An XML part as a tree of places in its bytes, and pieces added to it with every other byte kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from ziping.ooxml.layout import Span
from ziping.ooxml.tags import Splice, attributes_of, is_empty, opened, prefixed, tag_end, with_attribute
from ziping.ooxml.xml import Attributes, Handlers, Parser, parse, require_utf8

_ROWS = re.compile(rb"<(?:\w+:)?sheetData(?:\s[^>]*)?(?<!/)>")


class Element(Span):
    """An element's place, its name without the root's prefix, its attributes and the elements in it."""

    __slots__ = ("attributes", "children", "name", "pieces")

    def __init__(self, xml: bytes, start: int, name: str, attributes: Attributes) -> None:
        super().__init__(xml, start)
        self.name, self.attributes = name, attributes
        self.children: list[Element] = []
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        """The text directly in it, as stored (``_x000D_`` stays)."""
        return "".join(self.pieces)

    @property
    def local_name(self) -> str:
        """Its name without any prefix, also that of an extension."""
        return self.name.rpartition(":")[2]

    def child(self, name: str) -> Element | None:
        """The first element of this name directly in it."""
        return next((child for child in self.children if child.name == name), None)

    def below(self) -> Iterator[Element]:
        """Every element in it, at any depth, in file order."""
        for child in self.children:
            yield child
            yield from child.below()


def _hollow(xml: bytes) -> bytes:
    """A worksheet with blanks in place of its rows, which spares going through them; one with comments as it is."""
    start, end = _ROWS.search(xml), xml.rfind(b"sheetData>")
    close = xml.rfind(b"</", 0, end)
    if b"<!" in xml or start is None or close < start.end():
        return xml
    return xml[: start.end()] + b" " * (close - start.end()) + xml[close:]


class Tree:
    """One part. Elements ``closed`` by name have no children here, which spares a large sheet's cells.

    ZipingError for a part that is damaged (outside of closed sheetData) or not in UTF-8.
    """

    def __init__(self, xml: bytes, name: str, part: str, closed: Collection[str] = ()) -> None:
        require_utf8(xml, name)
        self.xml, self.part, self.prefix = xml, part, b""
        self._closed = closed
        self.root = Element(b"<x>", 0, "", {})
        parse(_hollow(xml) if "sheetData" in closed else xml, name, part, self._handlers)

    def tag(self, element: Element) -> bytes:
        """An element's start tag."""
        return self.xml[element.start : element.inner]

    def source(self, element: Element) -> bytes:
        """All bytes of an element."""
        return self.xml[element.start : element.end]

    def appended(
        self, element: Element, content: bytes, attributes: Mapping[bytes, bytes] | None = None
    ) -> list[Splice]:
        """``content``, written without prefix, put behind what ``element`` holds; the ``attributes`` set on its tag."""
        old = tag = self.tag(element)
        content = prefixed(content, self.prefix)
        for name, value in (attributes or {}).items():
            tag = with_attribute(tag, name, value)
        if is_empty(tag):
            end = b"</%b%b>" % (self.prefix, element.name.encode())
            return [(element.start, element.end, opened(tag) + content + end)]
        changed = [] if tag == old else [(element.start, element.inner, tag)]
        return [*changed, (element.close, element.close, content)]

    def inserted(self, content: bytes, before: Sequence[str]) -> list[Splice]:
        """``content``, written without prefix, put into the root behind the last of its children named ``before``."""
        places = [child.end for child in self.root.children if child.name in before]
        if not places and is_empty(self.tag(self.root)):
            return self.appended(self.root, content)
        place = max(places, default=self.root.inner)
        return [(place, place, prefixed(content, self.prefix))]

    def _handlers(self, prefix: str, parser: Parser) -> Handlers:
        xml, closed = self.xml, self._closed
        self.prefix, begin = prefix.encode(), parser.CurrentByteIndex
        tag = xml[begin : tag_end(xml, begin)]
        name = tag[1:].split(None, 1)[0].rstrip(b"/>").decode()
        self.root = Element(xml, begin, name.removeprefix(prefix), attributes_of(tag))
        path, hidden = [self.root], 0

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal hidden
            if hidden or path[-1].name in closed:
                hidden += 1
                return
            element = Element(xml, parser.CurrentByteIndex, tag.removeprefix(prefix), attributes)
            path[-1].children.append(element)
            path.append(element)

        def end(_: str) -> None:
            nonlocal hidden
            if hidden:
                hidden -= 1
            else:
                path.pop().finish(xml, parser.CurrentByteIndex)

        def text(piece: str) -> None:
            if not hidden:
                path[-1].pieces.append(piece)

        return start, end, text
