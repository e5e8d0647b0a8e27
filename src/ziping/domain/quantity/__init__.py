"""The language of 指标值: parse_value, print_value, compose, split, compare."""

from __future__ import annotations

from ziping.domain.quantity.compare import compare
from ziping.domain.quantity.grammar import parse_value
from ziping.domain.quantity.printing import Split, compose, print_value, split
from ziping.domain.quantity.types import YEARLESS, Comparison, Kind, Operator, Problem, Quantity

__all__ = [
    "YEARLESS", "Comparison", "Kind", "Operator", "Problem", "Quantity", "Split", "compare", "compose", "parse_value",
    "print_value", "split",
]  # fmt: skip
