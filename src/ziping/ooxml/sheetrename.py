"""Sheets called something else in the list of sheets; what refers to them is not touched."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.ooxml.package import Package
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.tags import spliced, with_attribute
from ziping.ooxml.tree import Tree
from ziping.ooxml.xml import escape, unescape


def with_titles(data: bytes, titles: Mapping[str, str], *, name: str = "工作簿") -> bytes:
    """``data`` with the new title of each sheet in ``titles``; none gives ``data`` itself. ``name`` is what messages
    call it; ZipingError for a damaged one."""
    if not titles:
        return data
    package = Package(data, name)
    tree = Tree(package.xml(package.workbook), name, package.workbook)
    listed = tree.root.child("sheets")
    splices = []
    for entry in listed.children if listed else ():
        new = titles.get(unescape(entry.attributes.get("name", "")))
        if new is not None:
            title = escape(new).replace('"', "&quot;").encode()
            splices.append((entry.start, entry.inner, with_attribute(tree.tag(entry), b"name", title)))
    return rewritten(package, {package.workbook: spliced(tree.xml, splices)})
