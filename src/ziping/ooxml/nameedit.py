"""Defined names of a workbook that are to say something else."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.ooxml.package import Package
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.tags import spliced
from ziping.ooxml.tree import Tree
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import escape, unescape


def with_constants(data: bytes, constants: Mapping[tuple[str, str], str], *, name: str = "工作簿") -> bytes:
    """``data`` with other texts in names of its sheets: the new text by (sheet, name).

    Names that ``data`` lacks are passed over; no change gives ``data`` itself. Only the workbook part is rewritten.
    ``name`` is what messages call ``data``; ZipingError for a damaged one.
    """
    package = Package(data, name)
    titles = [sheet.name for sheet in read_main(package).sheets]
    tree = Tree(package.xml(package.workbook), name, package.workbook)
    listed = tree.root.child("definedNames")
    splices = []
    for element in listed.children if listed else ():
        scope = element.attributes.get("localSheetId")
        label = titles[int(scope)] if scope is not None else "", unescape(element.attributes["name"])
        if label in constants:
            text = constants[label].replace('"', '""')
            splices.append((element.inner, element.close, escape(f'"{text}"').encode()))
    changed = spliced(tree.xml, splices)
    return data if changed == tree.xml else rewritten(package, {package.workbook: changed})
