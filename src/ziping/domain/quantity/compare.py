"""An actual value against its target: met or not, and the completion rate (完成率)."""

from __future__ import annotations

from decimal import Context, Decimal

from ziping.domain.decimals import half_up
from ziping.domain.quantity.terms import compare_terms
from ziping.domain.quantity.types import Comparison, Operator, Problem, Quantity
from ziping.domain.quantity.units import Measure, measure, scale_end
from ziping.domain.quantity.wording import compare_wording

_WIDE = Context(prec=50)
_WORDED = frozenset(("boolean", "level", "scale", "text"))
_TERMS = frozenset(("deadline", "period"))
# A bare number this many times its target was hardly meant in 万 or 亿.
_TOO_MANY = 1000


def compare(target: Quantity, actual: Quantity, *, year: int | None = None) -> Comparison:
    """Compare ``actual`` with ``target``; a day without its year is in ``year``. Never raises.

    A bare actual takes the target's unit with its 万 (≥2万件次 and 2.1). Other units are converted only exactly.
    """
    actual = _as_meant(actual, target)
    problem = _problem(target, actual)
    if problem:
        return Comparison(unit=target.unit, operator=target.operator, problem=problem)
    if target.kind in _WORDED:
        return compare_wording(target, actual)
    if target.kind in _TERMS or actual.kind in _TERMS:
        return compare_terms(target, actual, year) or compare_numbers(target, actual)
    return compare_numbers(target, actual)


def _as_meant(actual: Quantity, target: Quantity) -> Quantity:
    """The reading of a number that may be a date (44,561) which a dated or a counted target settles."""
    if len(actual.readings) not in (1, 2) or actual.readings[-1].kind != "deadline":
        return actual
    if target.kind in _TERMS:
        return actual.readings[-1]
    if target.kind != "malformed" and actual.kind == "malformed" and target.quantitative and target.unit:
        return actual.readings[0]
    return actual


def _problem(target: Quantity, actual: Quantity) -> Problem:
    """Why the two cannot be compared by number, day or word; "" where they can."""
    if target.kind == "na" and not target.text.strip():
        return "target_blank"
    if target.kind == "placeholder":
        return "target_placeholder"
    if target.kind == "na":
        return "not_applicable"
    if target.kind == "compound" or target.kind == "malformed":
        return target.kind
    if actual.kind == "na":
        return "not_applicable" if actual.text.strip() else "actual_blank"
    if actual.kind == "placeholder":
        return "actual_placeholder"
    if target.kind in _WORDED:
        return ""
    if actual.kind in _WORDED:
        return "actual_text"
    return actual.kind if actual.kind == "compound" or actual.kind == "malformed" else ""


def compare_numbers(target: Quantity, actual: Quantity) -> Comparison:
    """Compare two numbers; an actual range counts by its lower end."""
    if target.number is None or actual.number is None:
        return Comparison(unit=target.unit, operator=target.operator, problem="unit_mismatch")
    unit = target.unit or actual.unit
    measures = _measures(target, actual)
    flags = _flags(target, actual)
    if measures is None:
        return Comparison(unit=unit, operator=target.operator, problem="unit_mismatch", flags=flags)
    wanted, reached = measures
    inherited = bool(target.unit) and not actual.unit
    if inherited and _scale_doubted(target, actual.number):
        return Comparison(
            target=target.number, actual=actual.number, unit=unit, operator=target.operator, problem="unit_mismatch",
            inherited=True, flags=flags | {"scale_doubt"},
        )  # fmt: skip
    number = actual.number
    if reached.factor != wanted.factor:
        number = _WIDE.divide(_WIDE.multiply(number, reached.factor), wanted.factor)
    judged, met, completion = _judge(target, number)
    return Comparison(
        met=met, completion=completion, target=target.number, upper=target.upper, actual=number, unit=unit,
        operator=target.operator, inherited=inherited, flags=flags | judged,
    )  # fmt: skip


def _measures(target: Quantity, actual: Quantity) -> tuple[Measure, Measure] | None:
    """Both units in one base, None where they do not convert."""
    one = Measure(Decimal(1), "")
    if not actual.unit or target.unit == actual.unit:
        return one, one
    if not target.unit:
        # A counted number is what a bare target asks for; a share or a rate is not (1 against 100%).
        return None if actual.kind in ("percent", "ratio") and target.number else (one, one)
    wanted, reached = measure(target.unit), measure(actual.unit)
    if wanted.base == reached.base:
        return wanted, reached
    if _without_yuan(actual) and measure(target.unit[scale_end(target.unit, 0) :]).base == wanted.base:
        return wanted, Measure(reached.factor, wanted.base)
    # Nothing is nothing in any unit (零事故 and 0件).
    return (one, one) if not target.number and target.kind == "zero" else None


def _without_yuan(quantity: Quantity) -> bool:
    """“120万” without 元, which can be 万 of whatever the target counts."""
    return quantity.unit.endswith("元") and bool(quantity.text) and "元" not in quantity.text


def _scale_doubted(target: Quantity, number: Decimal) -> bool:
    scaled = scale_end(target.unit, 0) > 0 and target.unit not in ("千瓦", "千米", "千克", "千瓦时")
    return scaled and bool(target.number) and abs(number) >= abs(target.number or 0) * _TOO_MANY


def _flags(target: Quantity, actual: Quantity) -> frozenset[str]:
    flags = set()
    if "approx" in (target.kind, actual.kind):
        flags.add("approx")
    if actual.signed and actual.kind not in _TERMS and actual.operator != "=":
        flags.add("actual_has_operator")
    if target.number == 0 and target.kind == "zero":
        flags.add("zero_target")
    if target.unit == "%" and actual.kind == "bare" and target.number and actual.number and 0 < actual.number <= 1 < target.number:
        flags.add("fraction")
    return frozenset(flags)


def _judge(target: Quantity, actual: Decimal) -> tuple[set[str], bool, Decimal | None]:
    """Flags, met, and the completion in percent."""
    wanted = target.number or Decimal(0)
    if target.operator == "range" and target.upper is not None:
        return _judge_range(wanted, target.upper, actual)
    met = _holds(target.operator, actual, wanted)
    flags: set[str] = set()
    if target.operator == ">" and actual == wanted:
        flags.add("strict_equal")
    if target.operator in ("<", "<="):
        if actual > wanted:
            flags.add("over_limit")
        elif target.operator == "<" and actual == wanted:
            flags.add("strict_equal")
        return flags, met, Decimal(100) if actual == 0 and wanted > 0 else _rate(actual, wanted)
    if target.operator == "=" and wanted and actual > wanted:
        flags.add("above_equal")
    return flags, met, _rate(actual, wanted)


def _judge_range(low: Decimal, high: Decimal, actual: Decimal) -> tuple[set[str], bool, Decimal | None]:
    if actual < low:
        return set(), False, _rate(actual, low)
    if actual > high:
        return {"over_limit"}, False, _rate(actual, high)
    return set(), True, Decimal(100)


def _holds(operator: Operator, actual: Decimal, wanted: Decimal) -> bool:
    """“=” asks for at least the number, and for exactly nothing where it is zero (零事故)."""
    if operator == "=" and not wanted:
        return actual == 0
    if operator in ("<", "<="):
        return actual < wanted or (operator == "<=" and actual == wanted)
    return actual > wanted or (operator != ">" and actual == wanted)


def _rate(actual: Decimal, wanted: Decimal) -> Decimal | None:
    if wanted <= 0:
        return None
    return half_up(_WIDE.divide(_WIDE.multiply(actual, Decimal(100)), wanted), 2)
