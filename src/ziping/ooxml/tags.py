"""XML edited as bytes: start tags and their attributes, and pieces replaced at known offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ziping.ooxml.xml import Attributes, Handlers, Parser, parse

_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_ELEMENT = re.compile(rb"</?(?=[A-Za-z])")

Splice = tuple[int, int, bytes]


def tag_end(xml: bytes, start: int) -> int:
    """Where the start tag that begins at ``start`` ends."""
    match = _TAG.match(xml, start)
    if match is None:
        raise ValueError(f"no tag at {start}")
    return match.end()


def is_empty(tag: bytes) -> bool:
    """Whether a tag is an element of its own: <row r="3"/>."""
    return tag.endswith(b"/>")


def opened(tag: bytes) -> bytes:
    """A start tag whose element has content, made from either kind."""
    return tag[:-2].rstrip() + b">" if is_empty(tag) else tag


def without_attributes(tag: bytes, names: Iterable[bytes]) -> bytes:
    """``tag`` with the named attributes left out, every other byte kept."""
    dropped = frozenset(names)
    return _ATTRIBUTE.sub(lambda m: b"" if m[1] in dropped else m[0], tag)


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """``tag`` with the attribute set, in its place where it has one, else at the end."""
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] == name:
            return tag[: match.start(2)] + b'"%b"' % value + tag[match.end(2) :]
    close = len(tag) - (2 if is_empty(tag) else 1)
    return b'%b %b="%b"%b' % (tag[:close].rstrip(), name, value, tag[close:])


def attributes_of(tag: bytes) -> dict[str, str]:
    """A start tag's attributes as they are written; enough for namespaces, which hold nothing to unescape."""
    return {match[1].decode(): match[2][1:-1].decode() for match in _ATTRIBUTE.finditer(tag)}


def prefixed(fragment: bytes, prefix: bytes) -> bytes:
    """A fragment whose elements have no prefix, with ``prefix`` (b"" or b"x:") given to all of them."""
    return _ELEMENT.sub(rb"\g<0>" + prefix, fragment) if prefix else fragment


def unprefixed(fragment: bytes, prefix: bytes) -> bytes:
    """``fragment`` with ``prefix`` taken from its elements; those of other namespaces keep theirs."""
    return fragment.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else fragment


def spliced(xml: bytes, splices: Iterable[Splice]) -> bytes:
    """``xml`` with each (start, end, replacement) done; they must not overlap."""
    pieces: list[bytes] = []
    done = 0
    for start, end, replacement in sorted(splices, key=lambda s: s[:2]):
        pieces += (xml[done:start], replacement)
        done = end
    return b"".join((*pieces, xml[done:]))


def without_elements(xml: bytes, name: str, part: str, drop: Callable[[str, Attributes], bool]) -> bytes:
    """``xml`` without the childless elements for which ``drop(tag without prefix, attributes)`` holds."""
    splices: list[Splice] = []

    def handlers(prefix: str, parser: Parser) -> Handlers:
        starts: list[int | None] = []

        def start(tag: str, attributes: Attributes) -> None:
            starts.append(parser.CurrentByteIndex if drop(tag.removeprefix(prefix), attributes) else None)

        def end(_: str) -> None:
            begin = starts.pop() if starts else None
            if begin is not None:
                splices.append((begin, element_end(xml, begin, parser.CurrentByteIndex), b""))

        return start, end, None

    parse(xml, name, part, handlers)
    return spliced(xml, splices)


def element_end(xml: bytes, start: int, reported: int) -> int:
    """Where the element beginning at ``start`` ends; ``reported`` is where the parser saw its end.

    The parser reports an end tag's beginning, but for an empty element the place behind it.
    """
    first = tag_end(xml, start)
    return first if is_empty(xml[start:first]) else tag_end(xml, reported)
