"""The shared strings of a workbook (sharedStrings.xml)."""

from __future__ import annotations

from ziping.ooxml.package import Package
from ziping.ooxml.xml import Attributes, Handlers, Parser, parse, unescape


def shared_strings(package: Package) -> list[str]:
    """Every shared string, rich runs joined, phonetic runs (rPh) left out; empty where the part is missing."""
    part = package.target(package.workbook, "sharedStrings")
    if part is None:
        return []
    strings: list[str] = []
    pieces: list[str] = []
    here: list[str] = []

    def handlers(prefix: str, _parser: Parser) -> Handlers:
        item, text, phonetic = f"{prefix}si", f"{prefix}t", f"{prefix}rPh"
        in_phonetic = False

        def start(tag: str, _: Attributes) -> None:
            nonlocal in_phonetic
            if tag == text:
                here.clear()
            elif tag == phonetic:
                in_phonetic = True

        def end(tag: str) -> None:
            nonlocal in_phonetic
            if tag == text:
                if not in_phonetic:
                    pieces.extend(here)
            elif tag == phonetic:
                in_phonetic = False
            elif tag == item:
                strings.append(unescape("".join(pieces)))
                pieces.clear()

        return start, end, here.append

    parse(package.xml(part), package.name, part, handlers)
    return strings
