"""The main part of a workbook: its sheets in order, its date system, its defined names."""

from __future__ import annotations

from ziping.ooxml.package import Package
from ziping.ooxml.xml import Attributes, Handlers, Parser, parse, unescape

_TRUE = ("1", "true")


class SheetEntry:
    """A sheet as the workbook lists it; ``part`` is None for chart and dialog sheets, which have no cells."""

    __slots__ = ("hidden", "name", "part")

    def __init__(self, name: str, part: str | None, hidden: bool) -> None:
        self.name, self.part, self.hidden = name, part, hidden


class Workbook:
    """``names`` are (name, formula, index of the sheet it belongs to or None)."""

    def __init__(self) -> None:
        self.sheets: list[SheetEntry] = []
        self.names: list[tuple[str, str, int | None]] = []
        self.date1904 = False


def read_main(package: Package) -> Workbook:
    """The workbook's main part; ZipingError where it is damaged or lists a sheet that is missing."""
    workbook = Workbook()
    worksheets = {r.id: r.target for r in package.relationships(package.workbook) if r.kind == "worksheet"}
    pieces: list[str] = []
    current: Attributes = {}

    def handlers(prefix: str, parser: Parser) -> Handlers:
        sheet, name, properties = f"{prefix}sheet", f"{prefix}definedName", f"{prefix}workbookPr"

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal current
            if tag == sheet:
                (relation,) = (value for key, value in attributes.items() if key.endswith(":id"))
                hidden = attributes.get("state", "visible") != "visible"
                workbook.sheets.append(SheetEntry(unescape(attributes["name"]), worksheets.get(relation), hidden))
            elif tag == name:
                current = attributes
                parser.CharacterDataHandler = pieces.append
            elif tag == properties:
                workbook.date1904 = attributes.get("date1904", "0") in _TRUE

        def end(tag: str) -> None:
            if tag == name:
                parser.CharacterDataHandler = None
                scope = int(current["localSheetId"]) if "localSheetId" in current else None
                workbook.names.append((unescape(current["name"]), unescape("".join(pieces)), scope))
                pieces.clear()

        return start, end, None

    parse(package.xml(package.workbook), package.name, package.workbook, handlers)
    return workbook
