"""A report as it is read: its paragraphs under their headings, its tables, each with the place where it stands.

It comes from the texts in a workbook, placeholders left open, or from a Word file that anybody made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ziping.domain.model import Document, Entry, Section
from ziping.domain.numbered import Numbered, numbered
from ziping.patterns import pattern

OPEN = "▢"
"""Stands for what a placeholder of a workbook's text will write."""
_BLOCK = pattern(r"\{%-?\s*if\b.*?\{%-?\s*endif\s*-?%\}|\{%-?\s*for\b.*?\{%-?\s*endfor\s*-?%\}", 16)  # re.DOTALL
_SLOT = pattern(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", 16)
_HEADING = 30
"""A number is followed by a heading of at most so many characters."""
_ITEM = pattern(r"[，；].*[。；;]\s*$|.{17,}[。；;]\s*$")
"""An item of a list is a sentence; a heading has no mark inside or at its end."""
_LABEL = pattern(r"\s*([^\s，。；：:]{0,8}(?:问题|建议|措施|做法|经验|原因|目标|情况|成效|效益|结论))[：:]\s*")
_UNNUMBERED = 6
"""存在的问题： on a line of its own heads what follows, below every numbered heading."""
ANNEX = "附件"
_ANNEX = pattern(
    r"\s*附[件表][一二三四五六七八九十\d]*[：:]?\s*|[^。，；：]{0,40}(?:自评表|申报表)(?:[（(][^（）()]*[）)])?\s*"
)
"""A line that only says 附件, or names the form that follows: no section of the report goes on behind it."""
_RUN_IN = pattern(r"([^。：:；;！？]{2,30})[。：:]\s*(.*)", 16)


class Passage(msgspec.Struct, frozen=True):
    """A paragraph. ``entry`` is where it stands and what is written there; ``text`` what it says without its number,
    ``above`` the headings it stands under, from the first level down. ``title`` marks a line of the document's title,
    ``heading`` one of a section; list items have a ``number`` and are none."""

    text: str
    entry: Entry
    above: tuple[str, ...] = ()
    number: Numbered | None = None
    heading: bool = False
    title: bool = False
    automatic: bool = False
    """Whether the number is one that Word counts itself."""

    @property
    def within(self) -> str:
        """The headings above, one behind the other."""
        return "／".join(self.above)


class WrittenTable(msgspec.Struct, frozen=True):
    """A table of a report: every row has the same columns; ``title`` is the paragraph above it."""

    title: str
    rows: tuple[tuple[Entry, ...], ...]

    @property
    def name(self) -> str:
        """How messages name it: by its title, by its place where that is a whole sentence."""
        short = self.title if 0 < len(self.title) <= _HEADING else ""
        return f"“{short}”表" if short else self.rows[0][0].cell.partition("第")[0] if self.rows else "表"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report. ``about`` is the sheet of the form it reports on, ``place`` its sheet of texts or its file,
    ``sections`` what its outline asks for (None where no outline is known)."""

    name: str
    about: str
    place: str
    passages: tuple[Passage, ...] = ()
    tables: tuple[WrittenTable, ...] = ()
    sections: tuple[Section, ...] | None = None
    foreign: bool = False
    """Whether it is a file of its own, which somebody may have written by hand."""

    @property
    def title(self) -> str:
        return "".join(passage.text for passage in self.passages if passage.title)

    @property
    def start(self) -> Entry:
        """What is said about the report as a whole stands here."""
        return Entry(sheet=self.place)


class Outlined:
    """Puts paragraphs under their headings, in the order in which they are read."""

    def __init__(self) -> None:
        self._above: list[tuple[int, str]] = []

    def passages(self, text: str, entry: Entry, *, automatic: bool = False) -> Iterator[Passage]:
        """One paragraph; a heading that runs on into its text (（一）评价结论：…) gives two."""
        number = numbered(text)
        if _ANNEX.fullmatch(text):
            self._above = []
            yield self.heading(Numbered(1, 0, "", ANNEX), ANNEX, entry)
            return
        if number is None:
            label = _LABEL.fullmatch(text)
            if label:
                yield self.heading(Numbered(_UNNUMBERED, 0, "", label[1]), label[1], entry)
            else:
                yield Passage(text.strip(), entry, self._path())
            return
        heading, rest = _split(number.rest)
        if not rest and (_ITEM.search(number.rest) or (number.level > 2 and len(number.rest) > _HEADING)):
            yield Passage(number.rest, entry, self._path(), number, automatic=automatic)
            return
        yield self.heading(number, heading, entry, automatic=automatic)
        if rest:
            yield Passage(rest, entry, self._path())

    def heading(self, number: Numbered, text: str, entry: Entry, *, automatic: bool = False) -> Passage:
        """The heading of a section: what follows stands under it."""
        self._above = [above for above in self._above if above[0] < number.level]
        shown = number if number.value else None
        passage = Passage(text, entry, self._path(), shown, heading=True, automatic=automatic)
        self._above.append((number.level, text))
        return passage

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._above)


def _split(text: str) -> tuple[str, str]:
    """A heading and the text that runs on behind it."""
    found = _RUN_IN.match(text)
    if found and len(text) > len(found[1]) + 1:
        return found[1].strip(), found[2].strip()
    return text.rstrip("。：:"), ""


def report_of(document: Document) -> Report:
    """A report whose texts stand in the workbook; what a placeholder writes is left open."""
    return Report(
        name=document.name,
        about=document.about,
        place=document.sheet,
        passages=tuple(_passages(document.sections)),
        sections=document.sections,
    )


def _passages(sections: Sequence[Section]) -> Iterator[Passage]:
    outlined = Outlined()
    for section in sections:
        number = section.number.strip()
        here = Entry(sheet=section.text.sheet, cell=section.text.cell)
        text = opened(section.text.text or "")
        found = numbered(number if number.endswith(("、", ".", "）", ")")) else f"{number}、")
        if found is not None and section.heading:
            yield outlined.heading(found, opened(section.heading), here)
        elif number and section.heading:
            outlined = Outlined()
        for line in filter(None, (line.strip() for line in text.split("\n"))):
            if number == "标题":
                yield Passage(line, msgspec.structs.replace(here, text=line), title=True)
            else:
                yield from outlined.passages(line, msgspec.structs.replace(here, text=line))


def opened(text: str) -> str:
    """A text with placeholders as the reader of the workbook knows it: what they write is not known yet."""
    return _SLOT.sub(OPEN, _BLOCK.sub(OPEN, text)) if "{" in text else text
