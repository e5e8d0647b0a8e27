"""Cell references inside formulas: reading them, and moving a shared formula to another cell."""

from __future__ import annotations

import re
from functools import lru_cache

from ziping.domain.snapshot import column_letters, column_number
from ziping.patterns import pattern

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

_REFERENCE = pattern(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
# Texts, quoted sheet names and bracketed table columns pass unchanged; so do names and functions such as LOG10(.
_MOVABLE = pattern(
    r'"(?:[^"]|"")*"'
    r"|'(?:[^']|'')*'"
    r"|\[[^\[\]]*\]"
    r"|(?<![\w.$\\?])(?:"
    r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})"
    r"|(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})"
    r"|(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})"
    r")(?![\w.(!\\?])"
)
# Texts, error values and bracketed table columns are passed over.
_SHEET = pattern(
    r'"(?:[^"]|"")*"'
    r"|#[A-Z0-9/]+[!?]?"
    r"|'((?:[^']|'')+)'!"
    r"|\[[^\[\]]*\]"
    r"|([^\s'\"!#@$%&()*+,\-/:;<=>\[\]^{|}]+)!"
)


def sheets_in(formula: str) -> set[str]:
    """The sheets that a formula refers to by name, in lower case; of '甲:丙'!A1 both ends."""
    names = (
        match[1].replace("''", "'") if match[1] else match[2]
        for match in _SHEET.finditer(formula)
        if match[1] or match[2]
    )
    return {end.lower() for name in names for end in name.split(":")}


@lru_cache(maxsize=16384)
def position(reference: str) -> tuple[int, int]:
    """E12 or $E$12 → (12, 5); ValueError for anything else, also off the sheet."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"no cell reference: {reference}")
    row, column = int(match[2]), column_number(match[1])
    if not (0 < row <= MAX_ROW and column <= MAX_COLUMN):
        raise ValueError(f"off the sheet: {reference}")
    return row, column


def rectangle(reference: str) -> tuple[int, int, int, int]:
    """A1:C4 or A1 → (top, left, bottom, right); ValueError for anything else."""
    first, _, last = reference.partition(":")
    (r1, c1), (r2, c2) = position(first), position(last or first)
    return min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)


def moved(formula: str, rows: int, columns: int) -> str:
    """``formula`` as it reads when copied ``rows`` down and ``columns`` to the right."""

    def column(dollar: str, letters: str) -> str:
        if dollar:
            return f"${letters}"
        number = column_number(letters) + columns
        if not 0 < number <= MAX_COLUMN:
            raise ValueError
        return column_letters(number)

    def row(dollar: str, digits: str) -> str:
        if dollar:
            return f"${digits}"
        number = int(digits) + rows
        if not 0 < number <= MAX_ROW:
            raise ValueError
        return str(number)

    def move(match: re.Match[str]) -> str:
        try:
            if match[2]:
                return column(match[1], match[2]) + row(match[3], match[4])
            if match[6]:
                return f"{column(match[5], match[6])}:{column(match[7], match[8])}"
            if match[10]:
                return f"{row(match[9], match[10])}:{row(match[11], match[12])}"
        except ValueError:
            return "#REF!"
        return match[0]

    return _MOVABLE.sub(move, formula)
