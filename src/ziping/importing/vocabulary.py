"""What the columns, rows and labels of 自评表 are called around the country, as data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from fnmatch import translate
from functools import cache
from pathlib import Path

import msgspec

from ziping.packs.compiled import checksum
from ziping.patterns import pattern

_FILE = Path(__file__).with_name("vocabulary.yaml")
COMPILED = _FILE.with_suffix(".json")
Words = list[str | list[str]]

VAGUE = 1000
"""Added to the rank of words with wildcards."""
_BLANK = pattern(r"[\s​‌‍⁠﻿]+")
_BRACKETS = pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_ORDINAL = pattern(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\(?\d+\)|\d+[.、]|[*★※])")
_YEAR = pattern(r"^(?:(?:19|20)\d\d|x{2,4})年度?")
_TAIL = pattern(r"(?<=[^a-z])[a-j](?:=[a-j\d*/+×÷%.()-]+)?$")
_SAYS = pattern(r"[:。;]")
"""In a label, what follows says something already."""
_PART = pattern(r"^(?:其中[:、]?|按(?:收入|支出)性质分[:、]?)")


class _Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    indicators: dict[str, Words]
    sign_codes: dict[str, str]
    funds: dict[str, Words]
    sides: dict[str, Words]
    plans: dict[str, Words]
    fund_rows: dict[str, Words]
    fields: dict[str, Words]
    goals: dict[str, Words]
    levels: dict[str, Words]
    totals: Words
    subtotals: Words
    labels: Words
    placeholders: Words
    titles: Words
    fund_heads: Words
    notes: Words


class _Compiled(msgspec.Struct, frozen=True):
    checksum: int
    words: _Vocabulary


class Lexicon:
    """Finds the meaning of a printed word: exact words first, then those with wildcards, in the order of the file.

    With ``labels``, a wildcard stands for no more than the rest of a label: “项目名称*” is not 项目名称：公路养护."""

    def __init__(self, words: Mapping[str, Words], *, labels: bool = False) -> None:
        self._labels = labels
        self._exact: dict[str, tuple[int, str]] = {}
        self._wild: list[tuple[re.Pattern[str], int, str]] = []
        for id, listed in words.items():
            for rank, word in enumerate(_flat(listed)):
                plain = key(word)
                if "*" in plain or "[" in plain:
                    self._wild.append((re.compile(translate(plain)), rank + VAGUE, id))
                else:
                    self._exact.setdefault(plain, (rank, id))

    def ranked(self, text: str) -> tuple[int, str] | None:
        """How early the word stands in its list, and its meaning; None for a word nobody listed."""
        forms = _forms(key(text))
        for form in forms:
            if form in self._exact:
                return self._exact[form]
        if self._labels and _SAYS.search(forms[0]):
            return None
        for form in forms:
            for wild, rank, id in self._wild:
                if wild.match(form):
                    return rank, id
        return None

    def find(self, text: str) -> str | None:
        found = self.ranked(text)
        return found[1] if found else None


class Lexicons(msgspec.Struct, frozen=True):
    """The vocabulary, a lexicon for each place where words are looked for."""

    indicators: Lexicon
    funds: Lexicon
    sides: Lexicon
    plans: Lexicon
    """Funds of a target form, for the whole project or the year."""
    fund_rows: Lexicon
    fields: Lexicon
    goals: Lexicon
    levels: Lexicon
    """level1 or level2, of a heading in the middle of a table."""
    plain: Lexicon
    """total, subtotal, label or placeholder."""
    fund_heads: Lexicon
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    sign_codes: Mapping[str, str]
    """Signs by the number that some systems write for them."""


@cache
def lexicons() -> Lexicons:
    """The shipped vocabulary. Raises ZipingError with file and line where it is broken."""
    read = _compiled() or _read()
    return Lexicons(
        indicators=Lexicon(read.indicators),
        funds=Lexicon(read.funds),
        sides=Lexicon(read.sides),
        plans=Lexicon(read.plans),
        fund_rows=Lexicon(read.fund_rows),
        fields=Lexicon(read.fields, labels=True),
        goals=Lexicon(read.goals),
        levels=Lexicon(read.levels),
        plain=Lexicon(
            {
                "placeholder": read.placeholders,
                "total": read.totals,
                "subtotal": read.subtotals,
                "label": read.labels,
            },
            labels=True,
        ),
        fund_heads=Lexicon({"head": read.fund_heads}),
        titles=tuple(_flat(read.titles)),
        notes=tuple(key(word) for word in _flat(read.notes)),
        sign_codes=read.sign_codes,
    )


def _read() -> _Vocabulary:
    from ziping.packs.record import read_record

    return read_record(_FILE, _Vocabulary, "词表文件")


def _compiled() -> _Vocabulary | None:
    """The vocabulary as it was last read, if it was read from this very file: parsing YAML takes longer than reading
    a table."""
    try:
        found = msgspec.json.decode(COMPILED.read_bytes(), type=_Compiled)
    except (OSError, msgspec.MsgspecError):
        return None
    return found.words if found.checksum == checksum([_FILE]) else None


def encoded() -> bytes:
    """The compiled file of the vocabulary."""
    return msgspec.json.format(msgspec.json.encode(_Compiled(checksum([_FILE]), _read())), indent=1) + b"\n"


def is_total(word: str) -> bool:
    """Whether a word names the sum of a table."""
    return "total" in (lexicons().plain.find(word), lexicons().fields.find(word))


def is_placeholder(text: str) -> bool:
    """Whether a text is what forms print in empty rows: ……, 指标1："""
    return lexicons().plain.find(text) == "placeholder"


def key(text: str) -> str:
    """A word as it is compared: half-width, without blanks and line breaks, without a colon at its end."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).strip("​").rstrip(":").lower()


def _forms(plain: str) -> list[str]:
    """The word; without its ordinal, brackets, “其中”, the year in front, the letter behind (预算数A, 得分E=D*C)."""
    found = [plain]
    for change in (_ORDINAL, _BRACKETS, _PART, _ORDINAL, _BRACKETS):
        shorter = change.sub("", found[-1]).rstrip(":")
        if shorter and shorter != found[-1]:
            found.append(shorter)
    bare = _BRACKETS.sub("", plain).rstrip(":")
    found += [bare] if bare and bare not in found else []
    timeless = _TAIL.sub("", _YEAR.sub("", bare))
    return [*found, *([timeless] if timeless and timeless not in found else [])]


def _flat(words: Words) -> Iterable[str]:
    for word in words:
        if isinstance(word, str):
            yield word
        else:
            yield from word
