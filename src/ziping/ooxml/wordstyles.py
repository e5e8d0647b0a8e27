"""The styles of a Word document: their names, and what a paragraph or run takes over from them."""

from __future__ import annotations

from typing import NamedTuple

from ziping.ooxml.wordtree import Node
from ziping.patterns import pattern

# A style may end up based on itself in a damaged document.
_LONGEST_CHAIN = 30
_LEVELS = set("012345678")
_HEADING = pattern(r"heading ([1-9])")
_CONTENTS = pattern(r"toc ?(?:[1-9]|heading|标题).*|目录 ?[1-9]|wpsoffice手动目录.*")


class Style(NamedTuple):
    """A style: its id, its name in lower case, the style it is based on, its paragraph and run properties."""

    id: str
    name: str
    based_on: str | None
    paragraph: Node | None
    run: Node | None


class Styles:
    """The styles by id; a document without styles has none, and nothing is inherited."""

    def __init__(self, root: Node | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        for node in root.children if root else ():
            id = node.attributes.get("styleId")
            if node.tag != "style" or id is None or id in self._styles:
                continue
            name = (node.value("name") or "").lower()
            self._styles[id] = Style(id, name, node.value("basedOn"), node.child("pPr"), node.child("rPr"))
            kind, default = node.attributes.get("type"), node.attributes.get("default", "0")
            if kind == "paragraph" and default in ("1", "true", "on"):
                self._default = self._default or id

    def of_paragraph(self, properties: Node | None) -> tuple[Style, ...]:
        """The style of a paragraph and those it is based on; the default style where it names none that exists."""
        id = properties.value("pStyle") if properties else None
        return self._chain(id if id in self._styles else self._default)

    def hides(self, run_properties: Node) -> bool:
        """Whether the character style of a run hides its text."""
        chain = self._chain(run_properties.value("rStyle"))
        return next((hidden for s in chain if s.run and (hidden := s.run.toggle("vanish")) is not None), False)

    def list_of(self, id: str | None) -> str | None:
        """The numId that a style brings, None where it brings none."""
        style = self._styles.get(id or "")
        return style.paragraph.value("numPr", "numId") if style and style.paragraph else None

    def _chain(self, id: str | None) -> tuple[Style, ...]:
        chain: list[Style] = []
        style = self._styles.get(id or "")
        while style and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._styles.get(style.based_on or "")
        return tuple(chain)


def property_of(properties: Node | None, styles: tuple[Style, ...], tag: str) -> str | None:
    """The w:val of a paragraph property, its own or the nearest inherited one."""
    own = (properties, *(style.paragraph for style in styles))
    return next((value for node in own if node and (value := node.value(tag)) is not None), None)


def outline_level(properties: Node | None, styles: tuple[Style, ...]) -> int:
    """1 to 9 for a heading, 0 for body text; a built-in “heading n” is of level n whatever else is missing."""
    stated = property_of(properties, styles, "outlineLvl")
    if stated is not None:
        return int(stated) + 1 if stated in _LEVELS else 0
    return next((int(found[1]) for style in styles if (found := _HEADING.fullmatch(style.name))), 0)


def is_contents(styles: tuple[Style, ...]) -> bool:
    """Whether a paragraph of this style is an entry, or the title, of a table of contents."""
    return bool(styles) and bool(_CONTENTS.fullmatch(styles[0].name))
