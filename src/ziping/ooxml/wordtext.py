"""Read a Word report exactly: its paragraphs with their automatic numbers and its tables, as the page shows them.

Only the main text counts; headers, footers, notes and comments are not read. Tracked changes count as accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from ziping.errors import ZipingError
from ziping.ooxml import guards
from ziping.ooxml.package import Package
from ziping.ooxml.wordgrid import by_column, shown_rows
from ziping.ooxml.wordnumbers import Numbers
from ziping.ooxml.wordruns import Runs
from ziping.ooxml.wordstyles import Styles, is_contents, outline_level, property_of
from ziping.ooxml.wordtree import Node, seen, tree
from ziping.ooxml.xml import damage_named

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


class Line(msgspec.Struct, frozen=True):
    """A paragraph outside tables that shows text.

    ``number`` counts these paragraphs from 1. ``text`` has the automatic number in front (“一、概况”), soft line breaks
    as “\\n”, tabs as “\\t”. ``style`` is the style's name in lower case, “” for none; ``level`` the outline level, 1 to
    9, 0 for body text; ``automatic`` tells that Word made the number.
    """

    number: int
    text: str
    style: str
    level: int
    centred: bool
    automatic: bool


class Grid(msgspec.Struct, frozen=True):
    """A table; ``number`` counts tables from 1, ``after`` is the number of the Line before it, 0 at the start.

    ``rows`` are equally long: text by grid column, the paragraphs of a cell on lines of their own. A cell over several
    columns or rows stands in its first one, the covered ones are “”. A table inside a cell is a Grid of its own.
    """

    number: int
    after: int
    rows: tuple[tuple[str, ...], ...]


def read_word(data: bytes, name: str) -> tuple[Line | Grid, ...]:
    """What a .docx shows, in its order; () for an empty document.

    ZipingError, naming the file as ``name``, for anything else, and for a damaged, protected or dangerous one.
    """
    try:
        package = Package(data, name, guards.DOCUMENT)
        root = tree(package.xml(package.main), name, package.main)
        if root.tag != "document":
            raise guards.no_content(name, guards.DOCUMENT)
        with damage_named(name, package.main):
            styles = Styles(_part(package, "styles"))
            story = _Story(styles, Numbers(_part(package, "numbering"), styles))
            body = root.child("body")
            if body:
                story.read(body)
            return tuple(story.found)
    except guards.DamagedError as error:
        sentence = f"“{name}”已损坏或不完整，请重新取得原件，或在 Word 或 WPS 里打开修复后另存"
        raise ZipingError(sentence, detail=error.detail) from error


def _part(package: Package, kind: str) -> Node | None:
    part = package.target(package.main, kind)
    return tree(package.xml(part), package.name, part) if part else None


class _Paragraph(NamedTuple):
    """A paragraph as read; of ``text`` the first characters may be its automatic number. ``boxes`` are text boxes."""

    text: str
    style: str
    level: int
    centred: bool
    automatic: bool
    boxes: list[Node]


class _Story:
    """Walks through the text once; numbers and fields go on from one paragraph to the next, tables included."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self.found: list[Line | Grid] = []
        self._styles, self._numbers = styles, numbers
        self._lines = self._grids = 0

    def read(self, story: Node) -> None:
        """Add the paragraphs and tables of the body or a text box outside tables."""
        runs = Runs(story, self._styles)
        for block in self._blocks(story, runs):
            if isinstance(block, Node):
                self._table(block, runs)
                continue
            if _shows(block.text):
                self._lines += 1
                self.found.append(Line(self._lines, *block[:-1]))
            for box in block.boxes:
                self.read(box)

    def _blocks(self, holder: Node, runs: Runs) -> Iterator[_Paragraph | Node]:
        """The paragraphs, read, and the tables; entries of a table of contents left out.

        A paragraph whose mark is deleted or hidden runs on into the next paragraph, and takes its looks.
        """
        blocks = [child for child in seen(holder) if child.tag in ("p", "tbl")]
        text, boxes = "", list[Node]()
        for block, following in zip(blocks, [*blocks[1:], None], strict=False):
            if block.tag == "tbl":
                yield block
                continue
            own, hanging = runs.text(block)
            text, boxes = text + own, boxes + hanging
            if not (_runs_on(block) and following and following.tag == "p"):
                paragraph = self._paragraph(block, text, boxes)
                if paragraph:
                    yield paragraph
                text, boxes = "", []

    def _paragraph(self, node: Node, text: str, boxes: list[Node]) -> _Paragraph | None:
        properties = node.child("pPr")
        styles = self._styles.of_paragraph(properties)
        number = self._numbers.next(properties, styles)
        if is_contents(styles):
            return None
        return _Paragraph(
            text=number + text,
            style=styles[0].name if styles else "",
            level=outline_level(properties, styles),
            centred=property_of(properties, styles, "jc") == "center",
            automatic=bool(number),
            boxes=boxes,
        )

    def _table(self, table: Node, runs: Runs) -> None:
        rows = shown_rows(table)
        if not rows:
            return
        self._grids += 1
        # Tables inside its cells come after it, so it takes its place before they are read.
        at, empty = len(self.found), Grid(self._grids, self._lines, ())
        self.found.append(empty)
        self.found[at] = Grid(empty.number, empty.after, by_column(rows, lambda cell: self._cell(cell, runs)))

    def _cell(self, cell: Node, runs: Runs) -> str:
        """The text of a cell or of a text box in one; tables inside are added as Grids."""
        lines: list[str] = []
        for block in self._blocks(cell, runs):
            if isinstance(block, Node):
                self._table(block, runs)
                continue
            lines += [block.text, *(self._cell(box, Runs(box, self._styles)) for box in block.boxes)]
        return "\n".join(filter(_shows, lines))


def _shows(text: str) -> bool:
    return bool(text.strip().strip(_INVISIBLE).strip())


def _runs_on(paragraph: Node) -> bool:
    """Whether the mark at the end of a paragraph is deleted, moved away or hidden."""
    mark = paragraph.child("pPr", "rPr")
    return mark is not None and bool(mark.child("del") or mark.child("moveFrom") or mark.toggle("vanish"))
