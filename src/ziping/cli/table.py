"""Tables of Chinese text on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Columns that ``text`` takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shortened(text: str, most: int) -> str:
    """``text`` on one line, at most ``most`` columns wide."""
    text = " ".join(text.split())
    if width(text) <= most:
        return text
    while width(text) > most - 1:
        text = text[:-1]
    return text + "…"


def table(head: Sequence[str], rows: Sequence[Sequence[str | None]], most: int = 36) -> str:
    """Rows under a heading, columns aligned; the last column is never cut."""
    last = len(head) - 1
    cells = [[shortened(c or "", most) if i < last else (c or "") for i, c in enumerate(row)] for row in rows]
    widths = [max(width(row[i]) for row in [list(head), *cells]) for i in range(last)]
    lines = []
    for row in [list(head), *cells]:
        padded = [text + " " * (size - width(text)) for text, size in zip(row, widths, strict=False)]
        lines.append("  ".join([*padded, row[last]]).rstrip())
    return "\n".join(lines)
