"""Labels of fields: what they ask for, and whether their values stand under them."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.importing.grid import Slot
from ziping.importing.titles import is_title
from ziping.importing.vocabulary import lexicons
from ziping.patterns import pattern

INLINE = pattern(r"\s*([^:：]{2,24}?)\s*[:：]\s*(.*?)\s*", 16)
"""A label with its value in one cell."""
_GOALS = {"planned": "goal_planned", "actual": "goal_actual", "midterm": "goal_midterm"}
_SEVERAL = 2
_HEADING = pattern(r"[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)")


def field_of(slot: Slot) -> str | None:
    """The field that a label asks for; a word of the goals is one too."""
    return lexicons().fields.find(slot.text) or _GOALS.get(lexicons().goals.find(slot.text) or "")


def labels_over(labels: Sequence[Slot], values: Sequence[Slot]) -> bool:
    """Whether a line holds nothing but labels of fields, and the next one their values under them: several, or one
    that reaches as far as its label."""
    words = lexicons()
    asked = [slot for slot in labels if field_of(slot)]
    if not asked or not values or any(field_of(slot) is None and not words.plain.find(slot.text) for slot in labels):
        return False
    alone = len(labels) == 1 and not labels[0].text.strip().endswith((":", "："))
    alone = alone and labels[0].right > labels[0].left and labels[0].right == values[0].right
    if not alone and len(values) < _SEVERAL:
        return False
    below = [[label for label in asked if label.left <= value.left <= label.right] for value in values]
    once = len(values) == len({found[0].at for found in below if found})
    return (
        once
        and all(found[0].left == value.left for found, value in zip(below, values, strict=True))
        and not any(_says_something_else(slot) for slot in values)
    )


def _says_something_else(slot: Slot) -> bool:
    """Whether a cell is a label or a note itself."""
    match = INLINE.fullmatch(slot.text)
    told = lexicons().plain.find(slot.text) not in (None, "placeholder")
    told = told or bool(match and lexicons().fields.find(match[1])) or bool(_HEADING.match(slot.key))
    return bool(field_of(slot) or told or is_title(slot) or slot.key.startswith(lexicons().notes))
