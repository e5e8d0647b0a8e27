"""A number format code taken apart: sections, and the tokens of each."""

from __future__ import annotations

import re
from decimal import Decimal

from ziping.patterns import pattern

_TOKEN = pattern(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-]0+)"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0{1,3})?|e+|a{3,4})|(?P<digit>[0#?])|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = pattern(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = pattern(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]*)?)", re.ASCII)
# Codes by which Excel means the long date and time of the system's region.
_SYSTEM = {"f800": 'yyyy"年"m"月"d"日"', "f400": "h:mm:ss"}

Token = tuple[str, str]
Condition = tuple[str, Decimal]


class Section:
    """One section: tokens as (kind, text). Kinds: literal, pad (a space as wide as a character), digit (0 # ?),
    other (. , % / …), exponent, general, text (@), date (lower-case letters), elapsed (of [h]), half (AM/PM)."""

    def __init__(self, raw: list[Token]) -> None:
        self.condition: Condition | None = None
        self.tokens: list[Token] = []
        for kind, text in raw:
            self._add(kind, text)
        kinds = {kind for kind, _ in self.tokens}
        self.is_date = bool(kinds & {"date", "elapsed", "half"})
        self.has_text = "text" in kinds

    def _add(self, kind: str, text: str) -> None:
        if kind in ("quoted", "escaped"):
            self.tokens.append(("literal", text))
        elif kind == "pad":
            self.tokens.append((kind, " "))
        elif kind == "bracket":
            self._add_bracket(text)
        elif kind == "date":
            self.tokens.append((kind, text.lower()))
        elif kind != "fill":
            self.tokens.append((kind, text))

    def _add_bracket(self, text: str) -> None:
        """Conditions, elapsed times and currencies; colours and number scripts change no digit."""
        condition = _CONDITION.fullmatch(text)
        if condition:
            self.condition = condition[1], Decimal(condition[2])
        elif _ELAPSED.fullmatch(text):
            self.tokens.append(("elapsed", text.lower()))
        elif text.startswith("$"):
            self.tokens.append(("literal", text[1:].partition("-")[0]))


def sections(code: str) -> list[Section]:
    """The sections of a code, at least one."""
    raw: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code or "General"):
        kind = match.lastgroup or "quoted"
        text = match[kind]
        if kind == "bracket" and text[:2] == "$-" and text[2:].lower() in _SYSTEM:
            return sections(_SYSTEM[text[2:].lower()])
        if kind == "other" and text == ";":
            raw.append([])
        else:
            raw[-1].append((kind, text))
    return [Section(tokens) for tokens in raw]
