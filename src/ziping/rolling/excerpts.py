"""What of two long texts differs, with the words around it."""

from __future__ import annotations

_AROUND = 10
"""Characters shown on both sides of a difference."""


def excerpts(old: str, new: str, most: int) -> tuple[str, str]:
    """Both texts on one line each; beyond ``most`` characters what differs in them, or their beginnings where they are
    not the same text with other years."""
    old, new = " ".join(old.split()), " ".join(new.split())
    if max(len(old), len(new)) > most and len(old) == len(new):
        spans = _spans(old, new)
        return _shown(old, spans), _shown(new, spans)
    return _cut(old, most), _cut(new, most)


def _spans(old: str, new: str) -> list[tuple[int, int]]:
    """Where the texts differ, with some characters around."""
    spans: list[tuple[int, int]] = []
    for at in (at for at, (before, after) in enumerate(zip(old, new, strict=True)) if before != after):
        start, end = max(at - _AROUND, 0), min(at + _AROUND + 1, len(old))
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _shown(text: str, spans: list[tuple[int, int]]) -> str:
    pieces = "…".join(text[start:end] for start, end in spans)
    before = "…" if spans and spans[0][0] > 0 else ""
    return before + pieces + ("…" if spans and spans[-1][1] < len(text) else "")


def _cut(text: str, most: int) -> str:
    return f"{text[: most - 1]}…" if len(text) > most else text
