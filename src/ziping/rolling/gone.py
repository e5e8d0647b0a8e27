"""What formulas of kept sheets refer to that does not come along: sheets, names and tables of the old form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from ziping.ooxml.formulas import sheets_in
from ziping.ooxml.layout import Rectangle
from ziping.patterns import pattern
from ziping.submitting.scope import Scope

_TEXT = pattern(r'"(?:[^"]|"")*"')
_OUTSIDE = pattern(r"'(?:[^'\[]|'')*\[(?:[^']|'')*'!|\[[0-9]+\][^\s'\"!#@$%&()*+,\-/:;<=>\[\]^{|}]*!")
"""The part of a reference to another file that names its sheet: [1]表!, '[1]某 表'!."""
_SHEET = pattern(r"'(?:[^']|'')+'!|[^\s'\"!#@$%&()*+,\-/:;<=>\[\]^{|}]+(?::[^\s'\"!#@$%&()*+,\-/:;<=>\[\]^{|}]+)?!")
_WORD = pattern(r"[^\W\d][\w.\\?]*")
_INDIRECT = pattern(r"\bINDIRECT\s*\(", re.IGNORECASE)
_PLAIN = pattern(r"[^\W\d][\w.]*")


class Gone(Scope):
    """The sheets that go, out of all ``titles`` in their order; ``names`` are (label, formula, sheet or None);
    ``tables`` the labels of tables on sheets that go; ``renamed`` the new titles of kept sheets."""

    def __init__(
        self,
        titles: Sequence[str],
        gone: Collection[str],
        names: Collection[tuple[str, str, str | None]],
        tables: Collection[str],
        renamed: Mapping[str, str],
    ) -> None:
        self._titles = [title.lower() for title in titles]
        self._gone = {title.lower() for title in gone}
        self._renamed = {old.lower(): new for old, new in renamed.items()}
        self._words = {label.lower() for label in tables}
        self._local = {(sheet.lower(), label.lower()) for label, _, sheet in names if sheet is not None}
        self.lost_names: list[tuple[str, str]] = []
        """The user's names, each with its formula, that say nothing any more."""
        self._lose(names)

    def keeps(self, formula: str, sheet: str) -> bool:
        """Whether all that ``formula``, written on ``sheet``, refers to comes along; nothing on a sheet that goes."""
        if sheet.lower() in self._gone:
            return False
        texts = _TEXT.findall(formula) if _INDIRECT.search(formula) else []
        if any(title in text.lower() for text in texts for title in (*self._gone, *self._renamed)):
            return False
        bare = _OUTSIDE.sub("", _TEXT.sub('""', formula))
        if sheets_in(bare) & self._gone or any(self._gone & set(span) for span in self._spans(bare)):
            return False
        words = {word.lower() for word in _WORD.findall(_SHEET.sub("", bare))} & self._words
        return all((sheet.lower(), word) in self._local for word in words)

    def area(self, sheet: str) -> Rectangle | None:  # noqa: ARG002 - every kept sheet is kept as a whole
        return None

    def rewritten(self, formula: str) -> str:
        """``formula`` with the new titles of sheets."""
        if not self._renamed or "!" not in formula:
            return formula
        pieces, done = "", 0
        passed = [match.span() for found in (_TEXT, _OUTSIDE) for match in found.finditer(formula)]
        for match in _SHEET.finditer(formula):
            if not any(start <= match.start() < end for start, end in passed):
                pieces += formula[done : match.start()] + self._title(match[0])
                done = match.end()
        return pieces + formula[done:]

    def title(self, sheet: str) -> str:
        return self._renamed.get(sheet.lower(), sheet)

    def _title(self, reference: str) -> str:
        ends = reference.removesuffix("!").strip("'").replace("''", "'").split(":")
        new = [self.title(end) for end in ends]
        if new == ends:
            return reference
        if all(_PLAIN.fullmatch(end) for end in new) and not reference.startswith("'"):
            return ":".join(new) + "!"
        return "'" + ":".join(new).replace("'", "''") + "'!"

    def _spans(self, formula: str) -> Iterator[Sequence[str]]:
        """The sheets between both ends of '甲:丙'!A1."""
        for match in _SHEET.finditer(formula) if ":" in formula else ():
            ends = match[0].removesuffix("!").strip("'").replace("''", "'").lower().split(":")
            if len(ends) == 2 and set(ends) <= set(self._titles):
                first, last = sorted(self._titles.index(end) for end in ends)
                yield self._titles[first : last + 1]

    def _lose(self, names: Collection[tuple[str, str, str | None]]) -> None:
        """Names that refer to what goes, also by another name."""
        for label, _, sheet in names:
            if sheet is not None and sheet.lower() in self._gone and not label.startswith("_xlnm"):
                self._local.discard((sheet.lower(), label.lower()))
        waiting = [(label, to, sheet) for label, to, sheet in names if sheet is None or sheet.lower() not in self._gone]
        while lost := [one for one in waiting if not self.keeps(one[1], one[2] or "")]:
            for label, to, sheet in lost:
                waiting.remove((label, to, sheet))
                self._words.add(label.lower())
                self._local.discard(((sheet or "").lower(), label.lower()))
                self.lost_names.append((label, to))
