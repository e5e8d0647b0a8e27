"""The texts of a workbook, which it keeps in one list: those of sheets that are gone must go too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ziping.ooxml.tags import prefixed, spliced
from ziping.ooxml.tree import Tree

_SHARED = re.compile(
    rb"<(?:\w+:)?c(?:\s[^<>]*)?\st=[\"']s[\"'][^<>]*(?<!/)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>\s*(\d+)", re.DOTALL
)


def without_unused(xml: bytes, sheets: Iterable[bytes], name: str, part: str) -> bytes:
    """The shared strings part with those texts emptied that none of ``sheets`` shows; the others keep their place."""
    used: set[str] = set()
    for sheet in sheets:
        used.update(number.decode() for number in _SHARED.findall(sheet))
    tree = Tree(xml, name, part, closed={"si"})
    items = [child for child in tree.root.children if child.name == "si"]
    empty = prefixed(b"<si><t/></si>", tree.prefix)
    return spliced(xml, [(si.start, si.end, empty) for at, si in enumerate(items) if str(at) not in used])
