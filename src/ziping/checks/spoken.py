"""Numbers in sentences: what stands before each of them, and whether two of them say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from ziping.checks.numbers import places
from ziping.domain.decimals import half_up
from ziping.domain.quantity.units import measure, scale_end, spelled, unit_end
from ziping.patterns import pattern

_WIDTH = str.maketrans("０１２３４５６７８９．，％（）", "0123456789.,%()")
_NUMBER = pattern(r"(?<![\d.A-Za-z第〔\[])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(余|多|来)?\s*")
_SENTENCE = pattern(r"[^。；;！？!?\n]+")
_CALENDAR = {"年", "月", "日", "号", "时", "分钟"}
_SINCE = pattern(r"[，,、：:（）()\s“”\"]")
_LEVEL = pattern(r"^(级|届|次会|个专项|站式|体化|号)")


class Spoken(msgspec.Struct, frozen=True):
    """A number in a sentence. ``before`` is the text from the number before it (or the sentence's start), ``sentence``
    the whole sentence, ``about`` whether it is only near the real one (300余件)."""

    number: Decimal
    unit: str
    written: str
    before: str
    sentence: str
    start: int
    about: bool = False

    @property
    def amount(self) -> Decimal | None:
        """万元, None for anything but money."""
        factor, base = measure(self.unit)
        return self.number * factor / 10000 if base == "元" else None

    def says(self, number: Decimal, unit: str) -> bool | None:
        """Whether this is ``number`` of ``unit``, rounded at most to the decimals that are written; None where the
        units do not allow to tell."""
        own, other = measure(self.unit), measure(unit or self.unit)
        if own.base != other.base:
            return None
        meant = number * other.factor / own.factor
        return half_up(meant, places(self.written)) == self.number or meant == self.number


def sentences(text: str) -> Iterator[str]:
    """What stands between full stops and semicolons."""
    for found in _SENTENCE.finditer(text):
        yield found[0].strip()


def spoken(text: str) -> Iterator[Spoken]:
    """Every number with its unit; years, dates and numbers of documents are left out."""
    for sentence in sentences(text):
        plain = sentence.translate(_WIDTH)
        last = 0
        for found in _NUMBER.finditer(plain):
            begin = found.end()
            end = unit_end(plain, scale_end(plain, begin))
            unit = spelled(plain[begin:end]) if end > begin else ""
            before = plain[last : found.start()]
            if unit in _CALENDAR or _LEVEL.match(plain, begin) or _LEVEL.match(plain[begin:]):
                continue
            last = end
            yield Spoken(
                Decimal(found[1].replace(",", "")),
                unit,
                sentence[found.start() : end].strip(),
                before,
                sentence,
                found.start(),
                found[2] is not None or plain[end : end + 2] in ("以上", "左右", "以内"),
            )


def clause(before: str) -> str:
    """The last part of a text after the last comma or bracket."""
    return re.split(_SINCE.pattern, before)[-1]
