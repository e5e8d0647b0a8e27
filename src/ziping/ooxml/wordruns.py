"""The text of one Word paragraph as it stands on the page, and the text boxes that hang on it."""

from __future__ import annotations

from collections.abc import Iterator

from ziping.ooxml.wordstyles import Styles
from ziping.ooxml.wordtree import Node, seen
from ziping.patterns import pattern

_MARKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = {"drawing", "pict", "object"}
_NO_TEXT = {"page", "column"}
_CONTENTS = pattern(r"(?i)\s*TOC\b")
_XML_SPACE = " \t\r\n"


class Runs:
    """Reads the paragraphs of one story (the body, a text box) in their order; fields may reach over several."""

    def __init__(self, story: Node, styles: Styles) -> None:
        self._styles = styles
        self._whole = _whole_fields(story)
        # Of every field that is open here: its code so far, and whether its result has begun.
        self._fields: list[tuple[str, bool]] = []

    def text(self, paragraph: Node) -> tuple[str, list[Node]]:
        """The text, without an automatic number, and the contents of the text boxes (w:txbxContent)."""
        pieces: list[str] = []
        boxes: list[Node] = []
        self._inline(paragraph, pieces, boxes)
        return "".join(pieces), boxes

    def _inline(self, node: Node, pieces: list[str], boxes: list[Node]) -> None:
        for child in seen(node):
            if child.tag == "r":
                self._run(child, pieces, boxes)
            elif child.tag == "m:t":
                if self._shown():
                    pieces.append(child.text)
            elif child.tag.startswith("m:") or (child.tag == "fldSimple" and not _is_contents(child)):
                self._inline(child, pieces, boxes)

    def _run(self, run: Node, pieces: list[str], boxes: list[Node]) -> None:
        hidden = self._hidden(run)
        for child in seen(run):
            if child.tag == "fldChar":
                self._field(child)
            elif child.tag == "instrText":
                self._code(child.text)
            elif hidden or not self._shown():
                continue
            elif child.tag == "t":
                pieces.append(_text(child))
            elif child.tag in _MARKS:
                pieces.append(_MARKS[child.tag])
            elif child.tag == "br" and child.attributes.get("type") not in _NO_TEXT:
                pieces.append("\n")
            elif child.tag == "ruby":
                for base in (c for c in child.children if c.tag == "rubyBase"):
                    self._inline(base, pieces, boxes)
            elif child.tag in _DRAWN:
                boxes.extend(_boxes(child))

    def _hidden(self, run: Node) -> bool:
        properties = run.child("rPr")
        if properties is None:
            return False
        own = properties.toggle("vanish")
        return self._styles.hides(properties) if own is None else own

    def _shown(self) -> bool:
        """Whether what comes next is no field code and no table of contents."""
        return all(result and not _CONTENTS.match(code) for code, result in self._fields)

    def _field(self, mark: Node) -> None:
        if mark not in self._whole:
            return
        kind = mark.attributes.get("fldCharType")
        if kind == "begin":
            self._fields.append(("", False))
        elif kind == "separate":
            self._fields[-1] = (self._fields[-1][0], True)
        else:
            self._fields.pop()

    def _code(self, text: str) -> None:
        if self._fields and not self._fields[-1][1]:
            self._fields[-1] = (self._fields[-1][0] + text, False)


def _whole_fields(story: Node) -> set[Node]:
    """The marks of every field that has its beginning and its end; a beginning alone would hide all that follows."""
    open_fields: list[list[Node]] = []
    found: set[Node] = set()
    for mark in _field_marks(story):
        kind = mark.attributes.get("fldCharType")
        if kind == "begin":
            open_fields.append([mark])
        elif kind in ("separate", "end") and open_fields:
            open_fields[-1].append(mark)
            if kind == "end":
                found.update(open_fields.pop())
    return found


def _field_marks(node: Node) -> Iterator[Node]:
    for child in seen(node):
        if child.tag == "fldChar":
            yield child
        elif child.tag != "txbxContent":
            yield from _field_marks(child)


def _boxes(node: Node) -> Iterator[Node]:
    for child in seen(node):
        if child.tag == "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _is_contents(field: Node) -> bool:
    return bool(_CONTENTS.match(field.attributes.get("instr", "")))


def _text(node: Node) -> str:
    """What w:t shows: outer blanks only where they are to be kept, a line end as a blank."""
    text = node.text if node.attributes.get("xml:space") == "preserve" else node.text.strip(_XML_SPACE)
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
