"""The automatic numbers of paragraphs: lists as numbering.xml defines them, counted as Word counts (17.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ziping.ooxml.wordcounts import written
from ziping.ooxml.wordstyles import Style, Styles
from ziping.ooxml.wordtree import Node, seen, whole
from ziping.patterns import pattern

_PLACE = pattern("%([1-9])")
_DEEPEST = 8
# Word takes no longer text than this for a number.
_LONGEST = 255


class _Level(NamedTuple):
    """One level of a list; ``restart`` is the level before which it starts anew, 0 for never."""

    start: int
    format: str
    width: int
    text: str
    legal: bool
    hidden: bool
    restart: int
    style: str | None


class _List(NamedTuple):
    """A list (w:num): which counters it shares, its levels, and where it starts anew at its first use."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]

    def start(self, level: int) -> int:
        return self.starts.get(level, self.levels[level].start if level in self.levels else 1)


class Numbers:
    """Gives every paragraph its number; ask once for each, in the order of the document."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        """``root`` of numbering.xml, None where the document has none. ValueError for numbers that are none."""
        self._lists = _lists(root, styles) if root else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: Node | None, styles: Sequence[Style]) -> str:
        """The number before a paragraph of these properties and styles, as shown: “（二）”; “” for none."""
        id, level = self._place(properties.child("numPr") if properties else None, styles)
        chosen = self._lists.get(id or "")
        if id is None or chosen is None or level not in chosen.levels:
            return ""
        counts = self._counts.setdefault(chosen.abstract, {})
        for outer in range(level):
            counts.setdefault(outer, chosen.start(outer))
        if level in chosen.starts and (id, level) not in self._begun:
            self._begun.add((id, level))
            counts[level] = chosen.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else chosen.start(level)
        for deeper in range(level + 1, _DEEPEST + 1):
            if deeper in counts and (deeper not in chosen.levels or level < chosen.levels[deeper].restart):
                del counts[deeper]
        return _shown(chosen, level, counts)

    def _place(self, own: Node | None, styles: Sequence[Style]) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else those of its style; (None, 0) outside any list."""
        inherited = [n for s in styles if s.paragraph and (n := s.paragraph.child("numPr"))]
        id = own.value("numId") if own else None
        if id is None:
            id = next((found for node in inherited if (found := node.value("numId")) is not None), None)
            linked = self._linked(id, styles)
            if linked is not None and not (own and own.child("ilvl")):
                return id, linked
        stated = [node for node in (own, *inherited) if node and node.child("ilvl")]
        return id, stated[0].number("ilvl") if stated else 0

    def _linked(self, id: str | None, styles: Sequence[Style]) -> int | None:
        """The level of a list that names one of these styles as its own."""
        levels = self._lists[id].levels if id in self._lists else {}
        return next((at for style in styles for at, level in levels.items() if level.style == style.id), None)


def _shown(chosen: _List, level: int, counts: dict[int, int]) -> str:
    own = chosen.levels[level]
    if own.format == "bullet" or own.hidden:
        return ""

    def count(found: str) -> str:
        at = int(found) - 1
        if at > level or at not in counts:
            return ""
        source = chosen.levels.get(at, own)
        if source.format == "custom":
            return str(counts[at]).zfill(source.width)
        return written(counts[at], "decimal" if own.legal and source.format != "none" else source.format)

    return _PLACE.sub(lambda found: count(found[1]), own.text)


def _lists(root: Node, styles: Styles) -> dict[str, _List]:
    """The lists by numId; a list that only names a list style has the levels of that style's list."""
    abstracts = {n.attributes.get("abstractNumId", ""): n for n in root.children if n.tag == "abstractNum"}
    nums = {n.attributes.get("numId", ""): n for n in root.children if n.tag == "num"}
    levels = {id: _levels(node) for id, node in abstracts.items()}

    def resolved(abstract: str) -> dict[int, _Level]:
        linked = abstracts[abstract].value("numStyleLink")
        if linked is None:
            return levels[abstract]
        num = nums.get(styles.list_of(linked) or "")
        target = num.value("abstractNumId") if num else None
        return {**levels.get(target or "", {}), **levels[abstract]}

    found: dict[str, _List] = {}
    for id, num in nums.items():
        abstract = num.value("abstractNumId")
        if id == "0" or abstract is None or abstract not in abstracts:
            continue
        own, starts = dict(resolved(abstract)), {}
        for override in (child for child in num.children if child.tag == "lvlOverride"):
            at = whole(override.attributes.get("ilvl", "0"))
            if override.child("startOverride"):
                starts[at] = override.number("startOverride")
            own.update(_levels(override, at))
        found[id] = _List(abstract, own, starts)
    return found


def _levels(node: Node, at: int | None = None) -> dict[int, _Level]:
    """The levels defined directly under ``node``; ``at`` is the level that an override is for."""
    levels = {}
    for child in seen(node):
        if child.tag == "lvl":
            level = whole(child.attributes.get("ilvl", "0")) if at is None else at
            if 0 <= level <= _DEEPEST:
                levels[level] = _level(child, level)
    return levels


def _level(node: Node, at: int) -> _Level:
    formats = [child.attributes for child in seen(node) if child.tag == "numFmt"]
    format = formats[0] if formats else {}
    return _Level(
        start=node.number("start"),
        format=format.get("val", "decimal"),
        width=min(len(format.get("format", "").partition(",")[0].strip()), _LONGEST),
        text=(node.value("lvlText") or "")[:_LONGEST],
        legal=bool(node.toggle("isLgl")),
        hidden=bool(node.toggle("rPr", "vanish")),
        restart=node.number("lvlRestart", default=at),
        style=node.value("pStyle"),
    )
