"""The case files of 指标值, and what “the same quantity” means."""

from __future__ import annotations

import csv
from pathlib import Path

from msgspec.structs import replace

from ziping.domain.quantity import Quantity

CASES = Path(__file__).parents[2] / "cases" / "quantity"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def meaning(quantity: Quantity) -> Quantity:
    """``quantity`` without what only tells how it was written."""
    return replace(
        quantity,
        text="",
        note="",
        parts=tuple(map(meaning, quantity.parts)),
        readings=tuple(map(meaning, quantity.readings)),
    )
