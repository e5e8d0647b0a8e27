"""A part of a Word document as a tree, and what of its content stands on the page.

Tags are short: local names for WordprocessingML (“p”, “tbl”), “mc:Choice”, “m:r”, and “?:txbx” for everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.parsers.expat import ParserCreate

from ziping.errors import ZipingError
from ziping.ooxml import guards
from ziping.ooxml.xml import damage_named
from ziping.patterns import pattern

# Tables nested twenty deep, as no reader could follow; a report of a thousand pages has about a million elements.
MAX_DEPTH = 200
MAX_NODES = 2_000_000

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}
_WITH_TEXT = {"t", "m:t", "instrText"}
# What surrounds content without changing what the reader of the page sees.
_WRAPPERS = {
    "ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo",
}  # fmt: skip
_GONE = {"del", "moveFrom"}
_NEEDLESS = ("?:", "rsid")
_OFF = {"0", "false", "off"}
_WHOLE = pattern(r"[+-]?[0-9]{1,9}")


class Node:
    """An element: its attributes of the same vocabulary by local name, and the text directly inside text elements."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes, self.text = tag, attributes, ""
        self.children: list[Node] = []

    def child(self, *path: str) -> Node | None:
        """The first element down this path of tags, None where there is none."""
        node: Node | None = self
        for tag in path:
            node = next((c for c in node.children if c.tag == tag), None) if node else None
        return node

    def value(self, *path: str) -> str | None:
        """The w:val of the element down this path, None without element or attribute."""
        node = self.child(*path)
        return node.attributes.get("val") if node else None

    def number(self, *path: str, default: int = 0) -> int:
        """The w:val down this path as a whole number; ValueError where it is none."""
        text = self.value(*path)
        return default if text is None else whole(text)

    def toggle(self, *path: str) -> bool | None:
        """Whether the element down this path switches on or off, None where it is missing."""
        node = self.child(*path)
        return None if node is None else node.attributes.get("val", "1").lower() not in _OFF


def whole(text: str) -> int:
    """A whole number of at most nine digits; ValueError for anything else."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"no whole number: {text[:40]!r}")
    return int(text)


def tree(xml: bytes, name: str, part: str) -> Node:
    """The root element of a part. ZipingError, naming the file, for XML that is not well-formed, has a document type,
    or is nested or long beyond anything Word writes."""
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    path = [Node("", {})]
    count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_NODES or len(path) > MAX_DEPTH:
            raise ZipingError(f"“{name}”的内容多得不正常，可能是有害文件，已停止读取", detail=part)
        named = ((_short(key), value) for key, value in attributes.items())
        node = Node(_short(tag), {key: value for key, value in named if not key.startswith(_NEEDLESS)})
        path[-1].children.append(node)
        path.append(node)

    def end(_: str) -> None:
        path.pop()

    def text(data: str) -> None:
        if path[-1].tag in _WITH_TEXT:
            path[-1].text += data

    def doctype(*_: object) -> None:
        raise guards.forbidden(name, part)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    with damage_named(name, part):
        parser.Parse(xml, True)
    return path[0].children[0]


def seen(node: Node) -> Iterator[Node]:
    """The content of ``node`` as it stands on the page: wrappers opened, tracked changes accepted, of alternatives the
    first, tables of contents left out."""
    for child in node.children:
        if child.tag == "mc:AlternateContent":
            chosen = child.child("mc:Choice") or child.child("mc:Fallback")
            if chosen:
                yield from seen(chosen)
        elif child.tag in _WRAPPERS:
            if not _is_contents(child):
                yield from seen(child)
        elif child.tag not in _GONE:
            yield child


def _is_contents(node: Node) -> bool:
    """Whether a content control holds the table of contents."""
    gallery = node.value("sdtPr", "docPartObj", "docPartGallery") if node.tag == "sdt" else None
    return gallery == "Table of Contents"


@lru_cache(maxsize=1024)
def _short(tag: str) -> str:
    uri, _, local = tag.rpartition(" ")
    return f"{_PREFIXES.get(uri, '?:' if uri else '')}{local}"
