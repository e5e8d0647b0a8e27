"""Targets and actuals of published indicator tables, each judged by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.domain.quantity.cases import rows

from ziping.domain.quantity import parse_value


@pytest.mark.parametrize("row", rows("table_values.csv"), ids=lambda row: row["string"])
def test_table_value_is_read_as_judged(row: dict[str, str]) -> None:
    quantity = parse_value(row["string"])
    number = Decimal(row["number"]) if row["number"] else None
    assert (quantity.kind, quantity.operator) == (row["kind"], row["operator"])
    assert (quantity.number, quantity.unit) == (number, row["unit"])
