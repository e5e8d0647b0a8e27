"""Ready sentences (常用语句): an accountant writes {{ 资金情况 }}, not the conditions and loops behind it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from ziping.patterns import pattern

_PLACE = pattern(r"\{\{\s*(\w+)\s*\}\}")
_DEPTH = 3
"""A sentence may be made of others, those of others again."""


@cache
def phrases() -> dict[str, str]:
    """Template texts by name."""
    text = (Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe loaders
    return found


def expanded(text: str) -> str:
    """``text`` with the names of ready sentences replaced by their templates."""
    for _ in range(_DEPTH):
        longer = _PLACE.sub(lambda place: phrases().get(place[1], place[0]), text)
        if longer == text:
            break
        text = longer
    return text
