"""Building blocks of WordprocessingML: elements, runs and paragraphs."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ziping.patterns import pattern
from ziping.report.render import MARKER

_ILLEGAL = pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def el(tag: str, *children: BaseOxmlElement, **attributes: Any) -> BaseOxmlElement:
    """``el("w:ind", firstLineChars=200)``; attributes take the prefix w."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for child in children:
        element.append(child)
    return element


def paragraph(style: str, text: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    """A paragraph of ``style``; a line break in ``text`` stays one, 【待填…】 marks are highlighted.

    ``properties`` follow pStyle and come in the order of the schema.
    """
    return el("w:p", el("w:pPr", el("w:pStyle", val=style), *properties), *_runs(text))


def keep_with_next(paragraph: BaseOxmlElement) -> None:
    """Keeps a paragraph on the page of the one after it."""
    paragraph[0].insert(1, el("w:keepNext"))


def field(instruction: str) -> BaseOxmlElement:
    return el("w:fldSimple", _run("1"), instr=instruction)


def _runs(text: str) -> list[BaseOxmlElement]:
    runs, end = [], 0
    for mark in MARKER.finditer(text):
        runs += [_run(text[end : mark.start()]), _run(mark[0], el("w:highlight", val="yellow"))]
        end = mark.end()
    return [run for run in [*runs, _run(text[end:])] if len(run) > 1]


def legal(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _run(text: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    # The hint makes Word take “ ” … — from the Chinese font; they are ambiguous otherwise.
    run = el("w:r", el("w:rPr", el("w:rFonts", hint="eastAsia"), *properties))
    for number, line in enumerate(legal(text).split("\n") if text else []):
        if number:
            run.append(el("w:br"))
        piece = el("w:t")
        piece.text = line
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(piece)
    return run
