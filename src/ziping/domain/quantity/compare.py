"""An actual value against its target: met or not, and the completion rate (完成率)."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from ziping.domain.quantity.amounts import compare_amounts
from ziping.domain.quantity.terms import compare_terms
from ziping.domain.quantity.types import Comparison, Problem, Quantity
from ziping.domain.quantity.wording import compare_wording

_WORDED = frozenset(("boolean", "level", "scale", "text"))
_TERMS = frozenset(("deadline", "period"))
_NONE_HAPPENED = frozenset(("无", "没有", "未发生", "没有发生", "未出现", "没有出现"))


def compare(target: Quantity, actual: Quantity, *, year: int | None = None) -> Comparison:
    """Compare ``actual`` with ``target``; a day without its year is in ``year``. Never raises.

    A bare actual takes the target's unit with its 万 (≥2万件次 and 2.1). Other units are converted only exactly.
    """
    meant = _as_meant(actual, target)
    problem = _problem(target, meant)
    if problem:
        return Comparison(unit=target.unit, operator=target.operator, problem=problem)
    if target.kind in _WORDED:
        return compare_wording(target, meant)
    if target.kind not in _TERMS and meant.kind not in _TERMS:
        return compare_amounts(target, meant)
    result = compare_terms(target, meant, year) or compare_amounts(target, meant)
    return result if meant is actual else replace(result, flags=result.flags | {"date_reading"})


def _as_meant(actual: Quantity, target: Quantity) -> Quantity:
    """The reading that the target settles: of a number that may be a date (44,561) a dated or a counted one, of “无”
    one of zero (零事故)."""
    if actual.text.strip() in _NONE_HAPPENED and target.number == 0 and target.operator in ("=", "<="):
        return Quantity(text=actual.text, kind="zero", operator="=", number=Decimal(0), unit=target.unit)
    if not actual.readings or actual.readings[-1].kind != "deadline":
        return actual
    if target.kind in _TERMS:
        return actual.readings[-1]
    counted = target.quantitative and bool(target.unit)
    return actual.readings[0] if counted and actual.kind == "malformed" else actual


def _problem(target: Quantity, actual: Quantity) -> Problem:
    """Why the two cannot be compared by number, day or word; "" where they can."""
    return _target_problem(target) or _actual_problem(actual, worded=target.kind in _WORDED)


def _target_problem(target: Quantity) -> Problem:
    if target.kind == "na":
        return "not_applicable" if target.text.strip() else "target_blank"
    if target.kind == "placeholder":
        return "target_placeholder"
    return target.kind if target.kind == "compound" or target.kind == "malformed" else ""


def _actual_problem(actual: Quantity, *, worded: bool) -> Problem:
    if actual.kind == "na":
        return "not_applicable" if actual.text.strip() else "actual_blank"
    if actual.kind == "placeholder":
        return "actual_placeholder"
    if worded:
        return ""
    if actual.kind in _WORDED:
        return "actual_text"
    return actual.kind if actual.kind == "compound" or actual.kind == "malformed" else ""
