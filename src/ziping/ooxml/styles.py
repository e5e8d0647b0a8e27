"""The number format of every cell style (styles.xml)."""

from __future__ import annotations

from ziping.ooxml.numfmt import BUILT_IN, NumberFormat, number_format
from ziping.ooxml.package import Package
from ziping.ooxml.xml import Attributes, Handlers, Parser, parse


class Styles(dict[str, NumberFormat]):
    """Number formats by style index as a cell writes it; a workbook without styles has General everywhere."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__()
        self._codes = codes or ["General"]

    def __missing__(self, style: str) -> NumberFormat:
        """IndexError where the workbook has no such style."""
        index = int(style)
        if index < 0:
            raise IndexError(index)
        found = self[style] = number_format(self._codes[index])
        return found


def read_styles(package: Package) -> Styles:
    """The styles of a workbook; the part may be missing."""
    part = package.target(package.workbook, "styles")
    if part is None:
        return Styles([])
    own: dict[int, str] = {}
    ids: list[int] = []

    def handlers(prefix: str, _: Parser) -> Handlers:
        custom, cell_styles, style = f"{prefix}numFmt", f"{prefix}cellXfs", f"{prefix}xf"
        inside = False

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal inside
            if tag == style and inside:
                ids.append(int(attributes.get("numFmtId", "0")))
            elif tag == custom:
                # Differential styles repeat numFmt with ids of their own; the first, the workbook's list, holds.
                own.setdefault(int(attributes["numFmtId"]), attributes.get("formatCode", ""))
            elif tag == cell_styles:
                inside = True

        def end(tag: str) -> None:
            nonlocal inside
            if tag == cell_styles:
                inside = False

        return start, end, None

    parse(package.xml(part), package.name, part, handlers)
    return Styles([own.get(id, BUILT_IN.get(id, "General")) for id in ids])
