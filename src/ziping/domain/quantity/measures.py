"""Every number with its operator and unit in a text: ≥2万件次, 约250余人, 每季度1次, 90%以上."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ziping.domain.quantity import units
from ziping.domain.quantity.types import Operator, Quantity
from ziping.patterns import pattern

# A minus belongs to the number only at the start or after an operator (1-3次 is a range).
NUMBER = r"(?:(?<![^<>=≈~约近:(,])[+-])?[0-9]{1,18}(?:\.[0-9]{1,12})?(?![0-9]|\.[0-9])"
_START = pattern(
    rf"(?P<sign>>=|<=|[<>=])?(?P<about>大约|将近|接近|约|近|≈|~)?(?<![A-Za-z0-9.第〔\[])(?P<number>{NUMBER})"
)
_MORE = pattern("[余多几]")
_AROUND = pattern("左右|上下|[余多]")
_LIMIT_WORDS = (
    r"(?P<least>(?:\(含\)|及其?|含)?以上(?:\(含\))?)"
    r"|(?P<most>(?:\(含\)|及其?|含)?以下(?:\(含\))?|以内|之内|内(?=$|完成|办|[,;、]))"
)
_LIMIT = pattern(_LIMIT_WORDS)
# A unit that is in no list is one only where it ends the text: 3摞, ≥12羽/户.
_OPEN_UNIT = pattern(
    r"(?P<unit>[一-龥A-Za-z]{1,4}?(?:\([一-龥]{1,3}\))?(?:/[一-龥A-Za-z]{1,4}?(?:[/·*][一-龥A-Za-z]{1,4}?){0,3})?)"
    rf"(?=(?:{_LIMIT_WORDS}|左右|上下)?$)"
)
_NO_UNIT = pattern("[未不没无已率性每约近第且至到余多以内上下左右]|完成")
_YEAR = pattern("(?:19|20)[0-9]{2}年")
_EACH = pattern("每个?")
APPROXIMATE = "约数，建议写准确的数"
FROM_PROSE = "数值取自文字，请核对"
NO_YUAN = "“{0}”没有写“元”，按{0}元理解"
_OPERATORS: dict[str, Operator] = {
    "": "=", "=": "=", ">=": ">=", "<=": "<=", ">": ">", "<": "<", "least": ">=", "most": "<=",
}  # fmt: skip
_SIDES: dict[Operator, str] = {">=": "least", ">": "least", "<=": "most", "<": "most"}


class Found(NamedTuple):
    """A quantity and where it stands; ``contradictory`` where its operators are (≥3次以内)."""

    start: int
    end: int
    quantity: Quantity
    contradictory: bool = False


def find_measures(text: str) -> list[Found]:
    """The quantities of a normalised text from left to right; years that only say when are passed over."""
    found: list[Found] = []
    position = 0
    while match := _START.search(text, position):
        if _YEAR.match(text, match.start("number")):
            position = match.end() + 1
            continue
        one = _read(text, match, _denominators(text[position : match.start()]))
        found.append(one)
        position = one.end
    return found


def _denominators(before: str) -> tuple[str, ...]:
    """The units after 每 in front of a number: 每人每月 → 人, 月."""
    if "每" not in before:
        return ()
    words = []
    for match in _EACH.finditer(before):
        end = units.denominator_end(before, match.end())
        if end > match.end():
            words.append(before[match.end() : end])
    return tuple(words)


def _read(text: str, match: re.Match[str], per: tuple[str, ...]) -> Found:
    scale = units.scale_end(text, match.end())
    more = _MORE.match(text, scale)
    begin = more.end() if more else scale
    if more is None and units.unit_end(text, match.end()) > scale:  # 千瓦, 千米: no scale
        scale = begin = match.end()
    end = units.unit_end(text, begin)
    if end == begin and match.start() == 0:
        end = _open_unit_end(text, begin)
    if scale > match.end() and end == begin and more is None and not _ends(text, end):
        scale = end = match.end()  # 3千伏安: no known unit
    unit = units.spelled(text[match.end() : scale] + text[begin:end], per)
    around = _AROUND.match(text, end)
    if around and not more:
        end = around.end()
    limit = _LIMIT.match(text, end)
    if limit:
        end = limit.end()
    sign, side = match.group("sign"), limit.lastgroup if limit else None
    operator = _OPERATORS[sign or side or ""]
    contradictory = bool(side and sign and _SIDES.get(operator, side) != side)
    written = text[match.start() : end]
    quantity = make(written, match.group("number"), unit, operator, signed=bool(sign or side))
    if match.group("about") or more or around:
        quantity = approximate(quantity)
    return Found(match.start(), end, quantity, contradictory)


def _open_unit_end(text: str, start: int) -> int:
    match = _OPEN_UNIT.match(text, start)
    return match.end() if match and not _NO_UNIT.search(match.group("unit")) else start


def _ends(text: str, end: int) -> bool:
    limited = _LIMIT.match(text, end) or _AROUND.match(text, end)
    return end == len(text) or bool(limited) or text[end] in ",;、-~至到()|且"


def make(text: str, number: str, unit: str, operator: Operator, *, signed: bool) -> Quantity:
    """The quantity of a number in a unit; “250万” without 元 is money, and says so."""
    note = ""
    if unit and units.scale_end(unit, 0) == len(unit):
        note, unit = NO_YUAN.format(unit), unit + "元"
    value = Decimal(number) or Decimal(0)  # −0 is 0
    kind = units.kind_of(unit) if value else "zero"
    return Quantity(text=text, kind=kind, operator=operator, number=value, unit=unit, signed=signed, note=note)


def approximate(quantity: Quantity) -> Quantity:
    return Quantity(
        text=quantity.text,
        kind="approx",
        operator=quantity.operator if quantity.signed else "~",
        number=quantity.number,
        unit=quantity.unit,
        signed=quantity.signed,
        note=" ".join(filter(None, (quantity.note, APPROXIMATE))),
    )
