"""Styles of one workbook taken over into another: what is there already is used, the rest comes to the ends."""

from __future__ import annotations

import re

from ziping.ooxml.namespaces import main_namespace
from ziping.ooxml.package import Package
from ziping.ooxml.stylelists import StyleLists
from ziping.ooxml.tags import attributes_of, tag_end, with_attribute, without_attributes
from ziping.ooxml.xml import Attributes

_TRUE = ("1", "true")
# Ids below are Excel's own and mean the same in every workbook (ECMA-376 Part 1, 18.8.30).
_FIRST_OWN_FORMAT = 164
_FORMAT = re.compile(rb"<numFmt\s[^<>]*>")
_ID = re.compile(rb'numFmtId="([0-9]+)"')
_EXTENSION = re.compile(rb"<[\w.-]+:")
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{namespace}">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)


class StyleTransfer:
    """The styles of workbook ``target`` receiving styles of workbook ``source``, which XlsxWriter made.

    Indexes that ``target`` has stay as they are. Style 0, and its font where a style names no other, stay those of
    ``target``: what is not formatted looks like the rest of the workbook.
    """

    def __init__(self, target: StyleLists, source: StyleLists, part: str | None) -> None:
        """``part`` is the styles part of the target, None where it has none."""
        self._target, self._source, self.part = target, source, part
        self._cells: dict[int, int] = {0: 0}
        self._rules: dict[int, int] = {}

    def cell(self, index: int) -> int:
        """The cell style of the target for one of the source. ValueError for one with extensions (a checkbox)."""
        if index not in self._cells:
            self._cells[index] = self._cell(self._source.entries("cellXfs")[index])
        return self._cells[index]

    def rule(self, index: int) -> int:
        """The differential style (dxf) of the target for one of the source; ValueError for one with extensions."""
        if index not in self._rules:
            entry = _plain(self._source.entries("dxfs")[index])
            entry = _FORMAT.sub(lambda match: self._renumbered(match[0]), entry)
            self._rules[index] = self._target.index("dxfs", entry)
        return self._rules[index]

    def written(self) -> bytes:
        """The target's styles part with what was taken over."""
        return self._target.written()

    def _cell(self, entry: bytes) -> int:
        end = tag_end(_plain(entry), 0)
        tag, rest = entry[:end], entry[end:]
        stated = attributes_of(tag)
        ids = {
            b"numFmtId": self._cell_format(int(stated.get("numFmtId", "0"))),
            b"fontId": self._font(stated),
            b"fillId": self._entry("fills", int(stated.get("fillId", "0")), 2),
            b"borderId": self._entry("borders", int(stated.get("borderId", "0")), 1),
        }
        for name, id in ids.items():
            tag = with_attribute(tag, name, b"%d" % id)
        if self._target.entries("cellStyleXfs"):
            tag = with_attribute(tag, b"xfId", b"0")
        else:
            tag = without_attributes(tag, [b"xfId"])
        first = self._source.entries("cellXfs")[:1]
        return self._target.index("cellXfs", tag + rest, [without_attributes(xf, [b"xfId"]) for xf in first])

    def _font(self, stated: Attributes) -> int:
        index = int(stated.get("fontId", "0"))
        if index or stated.get("applyFont") in _TRUE:
            return self._entry("fonts", index, 1)
        normal = self._target.entries("cellXfs")[:1]
        return int(attributes_of(normal[0][: tag_end(normal[0], 0)]).get("fontId", "0")) if normal else 0

    def _entry(self, list: str, index: int, fixed: int) -> int:
        """An entry of the source's in the target; a list that the target lacks begins with the ``fixed`` first ones."""
        entries = self._source.entries(list)
        return self._target.index(list, _plain(entries[index]), entries[:fixed])

    def _cell_format(self, id: int) -> int:
        if id < _FIRST_OWN_FORMAT:
            return id
        code = self._source.codes[id]
        if code not in self._target.cell_formats:
            new = self._target.cell_formats[code] = self._target.new_format(code)
            (tag,) = (tag for tag in self._source.entries("numFmts") if attributes_of(tag)["numFmtId"] == str(id))
            self._target.index("numFmts", with_attribute(tag, b"numFmtId", b"%d" % new))
        return self._target.cell_formats[code]

    def _renumbered(self, tag: bytes) -> bytes:
        """A number format inside a dxf with an id that means the same code in the target."""
        id = int(_ID.findall(tag)[0])
        if id < _FIRST_OWN_FORMAT:
            return tag
        target, code = self._target, self._source.codes[id]
        new = target.cell_formats.get(code) or target.other_formats.get(code)
        if new is None:
            new = target.other_formats[code] = target.new_format(code)
        return with_attribute(tag, b"numFmtId", b"%d" % new)


def style_transfer(package: Package, source: Package) -> StyleTransfer:
    """The styles of ``package``, even where it has no such part yet, ready to receive those of ``source``."""
    part = package.target(package.workbook, "styles")
    xml = package.xml(part) if part else _EMPTY.format(namespace=main_namespace(package)).encode()
    theirs = source.target(source.workbook, "styles")
    if theirs is None:
        raise ValueError("a donor without styles")
    lists = StyleLists(source.xml(theirs), source.name, theirs)
    return StyleTransfer(StyleLists(xml, package.name, part or "styles"), lists, part)


def _plain(entry: bytes) -> bytes:
    if _EXTENSION.search(entry):
        raise ValueError(f"a style with extensions: {entry[:80]!r}")
    return entry
