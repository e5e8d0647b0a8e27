"""Pictures and shapes of a kept sheet without macros, links and controls."""

from __future__ import annotations

from collections.abc import Iterator

from ziping.ooxml.layout import Rectangle
from ziping.ooxml.tags import Splice, spliced, without_attributes
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import unescape
from ziping.patterns import pattern
from ziping.submitting.scope import within

_LINKS = ("hlinkClick", "hlinkHover", "hlinkMouseOver")
_CONTROLS = ("compatExt", "slicer", "timeslicer", "cameraTool")
_FOLLOWED = (b"macro", b"textlink")
"""A shape's macro, and the cell whose text it shows; the text itself stays."""
_DESCRIBED = ("descr", "title")
_PATH = pattern(r"(?:^|[\s\"'(（“])(?:[A-Za-z]:[\\/]|\\\\|file:)")
"""Programs describe a picture by the path of the file it was taken from."""


def without_actions(xml: bytes, part: str, area: Rectangle | None, name: str) -> bytes:
    """A drawing part for the copy: objects that begin outside ``area`` go, and so do controls and slicers."""
    tree = Tree(xml, name, part)
    splices: list[Splice] = []
    for anchor in tree.root.children:
        if _is_control(anchor) or not _is_inside(anchor, area):
            splices.append((anchor.start, anchor.end, b""))
        else:
            splices += _cleaned(tree, anchor)
    return spliced(xml, splices)


def outside(xml: bytes, part: str, area: Rectangle | None, name: str) -> int:
    """How many pictures, shapes and charts of a drawing go because they begin outside ``area``."""
    anchors = Tree(xml, name, part).root.children
    return sum(not _is_control(anchor) and not _is_inside(anchor, area) for anchor in anchors)


def _cleaned(tree: Tree, anchor: Element) -> Iterator[Splice]:
    for element in anchor.below():
        if element.local_name in _LINKS:
            yield element.start, element.end, b""
            continue
        gone = [key.encode() for key in element.attributes if key.endswith(":link")]
        gone += [key for key in _FOLLOWED if key.decode() in element.attributes]
        gone += [key.encode() for key in _DESCRIBED if _PATH.search(unescape(element.attributes.get(key, "")))]
        if gone:
            tag = without_attributes(tree.tag(element), gone)
            yield element.start, element.inner, tag


def _is_control(anchor: Element) -> bool:
    return any(element.local_name in _CONTROLS for element in anchor.below())


def _is_inside(anchor: Element, area: Rectangle | None) -> bool:
    """Whether the cell that an object begins in is kept."""
    start = next((element for element in (anchor, *anchor.below()) if element.local_name == "from"), None)
    if start is None or area is None:
        return True
    at = {child.local_name: int(child.text) + 1 for child in start.children if child.local_name in ("row", "col")}
    return within((at["row"], at["col"]), area)
