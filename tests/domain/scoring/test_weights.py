"""Points are spread evenly; the last indicator takes the remainder."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.domain.scoring import distribute
from ziping.errors import ZipingError


@pytest.mark.parametrize(
    ("total", "count", "places", "spread"),
    [
        ("50", 4, 2, "12.5 12.5 12.5 12.5"),
        ("10", 3, 2, "3.33 3.33 3.34"),
        ("10", 3, 1, "3.3 3.3 3.4"),
        ("50", 7, 0, "7 7 7 7 7 7 8"),
        ("20", 3, 0, "7 7 6"),
        ("30", 1, 0, "30"),
    ],
)
def test_spread(total, count, places, spread):
    assert distribute(Decimal(total), count, places=places) == tuple(Decimal(part) for part in spread.split())


@given(st.decimals("0.01", "100", places=2), st.integers(1, 40), st.integers(0, 2))
def test_the_parts_add_up_and_none_is_empty(total, count, places):
    try:
        parts = distribute(total, count, places=places)
    except ZipingError:
        return
    assert (sum(parts), len(parts)) == (total, count)
    assert min(parts) > 0


@pytest.mark.parametrize(("total", "count"), [("2", 3), ("10", 15), ("0", 3), ("10", 0)])
def test_an_indicator_without_points_is_refused(total, count):
    with pytest.raises(ZipingError, match="分"):
        distribute(Decimal(total), count, places=0)
