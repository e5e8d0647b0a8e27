"""The lists of a styles part: its fonts, fills, borders, cell styles …, each entry as it is written."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.ooxml.tags import Splice, spliced, unprefixed
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.xml import damage_named

# The children of styleSheet in their order (ECMA-376 Part 1, 18.8.39).
_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)
_GROWING = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")
_LAST_OF_EXCEL = 163


class StyleLists:
    """The styles part of one workbook. Entries are without the prefix that the part may use.

    ``cell_formats`` are the ids of number formats by code, ``other_formats`` those of a dxf; ``codes`` the codes by id.
    ZipingError, naming the file, for a damaged part.
    """

    def __init__(self, xml: bytes, name: str, part: str) -> None:
        self._tree = tree = Tree(xml, name, part)
        self._elements = {child.name: child for child in tree.root.children}
        self._lists = {
            list: [unprefixed(tree.source(entry), tree.prefix) for entry in element.children]
            for list, element in self._elements.items()
        }
        self._before = {list: len(entries) for list, entries in self._lists.items()}
        self.cell_formats: dict[str, int] = {}
        self.other_formats: dict[str, int] = {}
        self.codes: dict[int, str] = {}
        with damage_named(name, part):
            for list, element in self._elements.items():
                self._note_formats(element, self.cell_formats if list == "numFmts" else self.other_formats)

    def _note_formats(self, element: Element, codes: dict[str, int]) -> None:
        for entry in element.below():
            if entry.name == "numFmt":
                id, code = int(entry.attributes["numFmtId"]), entry.attributes.get("formatCode", "")
                codes.setdefault(code, id)
                self.codes.setdefault(id, code)

    def entries(self, list: str) -> Sequence[bytes]:
        """The entries of a list, those added too; none where the part lacks it."""
        return self._lists.get(list, ())

    def index(self, list: str, entry: bytes, first: Sequence[bytes] = ()) -> int:
        """Where ``entry`` stands in a list; it comes to the end where it is missing. ``first`` begin an empty list."""
        entries = self._lists.setdefault(list, [])
        if not entries:
            entries.extend(first)
        if entry not in entries:
            entries.append(entry)
        return entries.index(entry)

    def new_format(self, code: str) -> int:
        """An id of its own for a number format."""
        id = max([_LAST_OF_EXCEL, *self.codes]) + 1
        self.codes[id] = code
        return id

    def written(self) -> bytes:
        """The part with what was added."""
        splices: list[Splice] = []
        for list in _GROWING:
            entries, element = self.entries(list), self._elements.get(list)
            added = b"".join(entries[self._before.get(list, 0) :])
            count = b"%d" % len(entries)
            if added and element is None:
                added = b'<%b count="%b">%b</%b>' % (list.encode(), count, added, list.encode())
                splices += self._tree.inserted(added, _ORDER[: _ORDER.index(list)])
            elif added and element is not None:
                splices += self._tree.appended(element, added, {b"count": count})
        return spliced(self._tree.xml, splices)
