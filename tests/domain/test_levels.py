"""What the name of a level says beside what it is called."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ziping.domain.levels import bare_level, points_of_level


@pytest.mark.parametrize(
    ("name", "points", "bare"),
    [
        ("产出指标（50分）", "50", "产出"),
        ("产 出 指 标（５０分）", "50", "产出"),
        ("成本指标(20)", "20", "成本"),
        ("效益指标（30%）", "30", "效益"),
        ("数量指标（权重：12.5分）", "12.5", "数量"),
        ("满意度指标\n10分", "10", "满意度"),
        ("(50分)", "50", ""),
        ("（1）数量指标", None, "数量"),
        ("目标（2022）", None, "目标(2022)"),
        ("产出指标", None, "产出"),
    ],
)
def test_the_points_of_a_level_stand_behind_its_name(name: str, points: str | None, bare: str) -> None:
    assert points_of_level(name) == (None if points is None else Decimal(points))
    assert bare_level(name).replace("（", "(").replace("）", ")") == bare
