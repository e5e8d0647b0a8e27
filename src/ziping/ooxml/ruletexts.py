"""Formulas of entry rules (data validations) and conditional formats that are to say something else."""

from __future__ import annotations

from collections.abc import Mapping

from ziping.ooxml.package import Package
from ziping.ooxml.rezip import rewritten
from ziping.ooxml.tags import Splice, spliced
from ziping.ooxml.tree import Element, Tree
from ziping.ooxml.workbook import read_main
from ziping.ooxml.xml import escape, unescape

_RULES = ("formula", "formula1", "formula2")


def with_rule_texts(data: bytes, texts: Mapping[str, Mapping[str, str]], *, name: str = "工作簿") -> bytes:
    """``data`` with formulas of the rules on its sheets replaced: by sheet, what they say now → what they are to say.

    What is not said anywhere is passed over; no change gives ``data`` itself. Only the touched sheets are rewritten.
    ``name`` is what messages call ``data``; ZipingError for a damaged one.
    """
    package = Package(data, name)
    changed: dict[str, bytes] = {}
    for entry in read_main(package).sheets:
        wanted = texts.get(entry.name)
        if not wanted or entry.part is None:
            continue
        tree = Tree(package.xml(entry.part), name, entry.part, closed={"sheetData"})
        splices = [splice for element in tree.root.below() for splice in _replaced(element, wanted)]
        if splices:
            changed[entry.part] = spliced(tree.xml, splices)
    return rewritten(package, changed) if changed else data


def _replaced(element: Element, wanted: Mapping[str, str]) -> list[Splice]:
    text = unescape(element.text) if element.local_name in _RULES else ""
    return [(element.inner, element.close, escape(wanted[text]).encode())] if text in wanted else []
