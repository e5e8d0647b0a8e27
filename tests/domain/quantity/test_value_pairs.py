"""Targets and actuals of published tables, with the completion and the judgement written beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.domain.quantity.cases import rows

from ziping.domain.quantity import Comparison, compare, parse_value

ROWS = rows("value_pairs.csv")
MET = {"Y": True, "N": False, "?": None}
# What the flag column says, as a property of the comparison. Flags about scores and explanations are not ours.
SAID = {
    "UNIT_MISMATCH": lambda comparison: comparison.problem == "unit_mismatch",
    "TARGET_BLANK": lambda comparison: comparison.problem == "target_blank",
    "ACTUAL_TEXT_FOR_QUANT": lambda comparison: comparison.problem == "actual_text",
    "QUAL_SCALE_AS_TARGET": lambda comparison: comparison.problem == "qualitative",
    "COST_OVERRUN": lambda comparison: "over_limit" in comparison.flags,
    "STRICT_GT_NOT_MET": lambda comparison: "strict_equal" in comparison.flags,
    "ACTUAL_HAS_OPERATOR": lambda comparison: "actual_has_operator" in comparison.flags,
    "ACTUAL_NO_UNIT": lambda comparison: comparison.inherited,
    "SCALED_UNIT_INHERIT": lambda comparison: comparison.inherited,
    "APPROX": lambda comparison: "approx" in comparison.flags,
}
ELSEWHERE = {"TARGET_NO_OPERATOR", "OVER_120", "OVER_130", "SCORE_RULE", "SCORE_TOO_LOW", ""}


def flags_of(row: dict[str, str]) -> list[str]:
    words = [part.split()[0] for part in row["flag"].split(";") if part.split()]
    return [word for word in words if word.replace("_", "").isalnum() and word.isascii()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['target']} | {row['actual']} | {row['source']}")
def test_pair_is_judged_as_its_table_says(row: dict[str, str]) -> None:
    comparison = compare(parse_value(row["target"]), parse_value(row["actual"]))
    assert comparison.met is MET[row["met"]]
    if row["completion_pct"]:
        assert comparison.completion == Decimal(row["completion_pct"])
    else:
        assert comparison.completion is None
    for flag in flags_of(row):
        assert flag in ELSEWHERE or SAID[flag](comparison), flag


def test_every_saying_is_used() -> None:
    assert {flag for row in ROWS for flag in flags_of(row)} - ELSEWHERE == set(SAID)


def test_nothing_used_of_a_limit_counts_as_fully_kept() -> None:
    # 广元 2022: ≤1件/人 with 0件/人 was published as 100% complete. Read as 完成率 = actual ÷ target it would be 0%,
    # read as the reversed target ÷ actual it would be endless; the published 100% is followed. Other ≤ targets are
    # actual ÷ target, above 100% being over the limit.
    assert kept("≤1件/人", "0件/人").completion == 100
    assert kept("≤891.13万元", "926.25万元").completion == Decimal("103.94")


def kept(target: str, actual: str) -> Comparison:
    return compare(parse_value(target), parse_value(actual))
