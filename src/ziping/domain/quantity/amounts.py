"""Two numbers with their units: ≥2万件次 and 21000件次, ≤891.13万元 and 926.25万元."""

from __future__ import annotations

from decimal import Context, Decimal

from ziping.domain.decimals import half_up
from ziping.domain.quantity.types import Comparison, Operator, Quantity
from ziping.domain.quantity.units import Measure, is_scaled, kind_of, measure

_WIDE = Context(prec=60)
_ONE = Measure(Decimal(1), "")
_LESS: frozenset[Operator] = frozenset(("<", "<="))
_MORE: frozenset[Operator] = frozenset((">", ">="))
# A bare number this many times its target was hardly meant in 万 or 亿.
_HARDLY_MEANT = 1000


def compare_amounts(target: Quantity, actual: Quantity) -> Comparison:
    """Compare the two numbers in the target's unit; ``problem`` is set where there is no one number or no one unit."""
    unit = target.unit or actual.unit
    flags = _flags(target, actual)
    measures = _measures(target, actual)
    if target.number is None or actual.number is None or measures is None:
        return Comparison(unit=unit, operator=target.operator, problem="unit_mismatch", flags=flags)
    if _leaves_open(target.operator, actual):
        return Comparison(unit=unit, operator=target.operator, problem="actual_has_operator", flags=flags)
    inherited = bool(target.unit) and not actual.unit
    if inherited and is_scaled(target.unit) and abs(actual.number) >= abs(target.number) * _HARDLY_MEANT > 0:
        flags |= {"scale_doubt"}
        return Comparison(unit=unit, operator=target.operator, problem="unit_mismatch", inherited=True, flags=flags)
    number = _converted(actual.number, *measures)
    judged, met, completion = _judge(target, target.number, number)
    return Comparison(
        met=met, completion=completion, target=target.number, upper=target.upper, actual=number, unit=unit,
        operator=target.operator, inherited=inherited, flags=flags | judged,
    )  # fmt: skip


def _measures(target: Quantity, actual: Quantity) -> tuple[Measure, Measure] | None:
    """Target's and actual's unit in one base, None where they do not convert."""
    if not actual.unit or target.unit == actual.unit:
        return _ONE, _ONE
    if not target.unit:
        # A counted number is what a bare target asks for; a share or a rate is not (1 against 100%).
        return None if kind_of(actual.unit) in ("percent", "ratio") and target.number else (_ONE, _ONE)
    wanted, reached = measure(target.unit), measure(actual.unit)
    if wanted.base == reached.base:
        return wanted, reached
    if _without_yuan(actual, target) or _without_yuan(target, actual):
        return Measure(wanted.factor, ""), Measure(reached.factor, "")
    # Nothing is nothing in any unit (零事故 and 0件).
    return (_ONE, _ONE) if target.kind == "zero" else None


def _without_yuan(quantity: Quantity, other: Quantity) -> bool:
    """“120万” without 元 can be 万 of whatever the other counts."""
    return quantity.unit.endswith("元") and "元" not in quantity.text and kind_of(other.unit) == "count"


def _converted(number: Decimal, wanted: Measure, reached: Measure) -> Decimal:
    if wanted.factor == reached.factor:
        return number
    return _WIDE.divide(_WIDE.multiply(number, reached.factor), wanted.factor)


def _leaves_open(operator: Operator, actual: Quantity) -> bool:
    """True for an actual that bounds the number on the wrong side (未达到80% against ≥80%) or twice (1-3次)."""
    if actual.operator == "range":
        return True
    if actual.operator in _LESS:
        return operator not in _LESS
    return actual.operator in _MORE and operator in (*_LESS, "range")


def _flags(target: Quantity, actual: Quantity) -> frozenset[str]:
    flags = set()
    if "approx" in (target.kind, actual.kind):
        flags.add("approx")
    if actual.signed and actual.operator != "=":
        flags.add("actual_has_operator")
    if target.kind == "zero":
        flags.add("zero_target")
    if target.unit == "%" and not actual.unit and _is_fraction(target.number, actual.number):
        flags.add("fraction")
    return frozenset(flags)


def _is_fraction(target: Decimal | None, actual: Decimal | None) -> bool:
    """A bare 0.95 against 90% may be meant as 95%."""
    return bool(target) and actual is not None and 0 < actual <= 1 < (target or 0)


def _judge(target: Quantity, wanted: Decimal, actual: Decimal) -> tuple[set[str], bool, Decimal | None]:
    """Flags, met, and the completion in percent."""
    if target.upper is not None:
        return _judge_range(wanted, target.upper, actual)
    met = _holds(target.operator, actual, wanted)
    flags = set()
    if target.operator in ("<", ">") and actual == wanted:
        flags.add("strict_equal")
    if target.operator in _LESS:
        if actual > wanted:
            flags.add("over_limit")
        return flags, met, Decimal(100) if actual == 0 < wanted else _rate(actual, wanted)
    if target.operator == "=" and actual > wanted > 0:
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
    if operator in _LESS:
        return actual < wanted or (operator == "<=" and actual == wanted)
    return actual > wanted or (operator != ">" and actual == wanted)


def _rate(actual: Decimal, wanted: Decimal) -> Decimal | None:
    if wanted <= 0:
        return None
    return half_up(_WIDE.divide(_WIDE.multiply(actual, Decimal(100)), wanted), 2)
